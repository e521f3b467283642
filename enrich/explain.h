/* explain.h - which words of a text carried an answer of the model. Pure; not on the path of an
 * event.
 *
 * An answer is a sum of weights of n-grams, and of three words in a row that a filter knows. Here
 * every such weight is divided evenly among the words (or characters) it is made of; neighbouring
 * words of one sign within a clause are put together: "客服也不回 +2.1". Nothing is left out or
 * added: the weights of all words and the bias are the score of which the model made the
 * probability. */
#ifndef REDRESS_ENRICH_EXPLAIN_H
#define REDRESS_ENRICH_EXPLAIN_H

#include "core/config.h"
#include "enrich/classify.h"
#include "enrich/spans.h"

#include <jansson.h>

struct explain {
    const struct model *model; /* not owned */
    struct str title, body;    /* borrowed */
    uint32_t n, clauses;       /* n: tokens */
    uint32_t *tokens;
    struct span *span;   /* of each token */
    uint32_t *clause_of; /* of each token */
    struct span *clause;
    double (*weight)[COLUMN_WIDTH]; /* of each token: what it adds to the log-odds */
};

/* Neighbouring tokens first .. last. */
struct explain_words {
    struct span span;
    uint32_t clause, first, last;
    double weight;
};

/* The texts must outlive it. Free with explain_fini. */
void explain_init(struct explain *x, const struct model *m, struct str title, struct str body);
void explain_fini(struct explain *x);

/* The words that count in `column`, the heaviest first (of either sign); `out` has room for x->n.
 * All of them and model_bias sum to the log-odds of the answer. Returns how many. */
uint32_t explain_words(const struct explain *x, int column, struct explain_words *out);

/* All that led to the finding of these fields: an object as described in JSON.md. The caller
 * owns it. */
json_t *explain_json(const struct classifier *c, const struct event_fields *f,
                     const struct finding *found);

/* The same for one event, with the model and the policy of the configuration, both read for this
 * one call. NULL with e set if one of them cannot be read. */
json_t *explain_event(const struct config *cfg, const struct event_fields *f, struct err *e);

#endif
