/* classify.h - from the model's answers to a finding: which causes, what demand, which flags. */
#ifndef REDRESS_ENRICH_CLASSIFY_H
#define REDRESS_ENRICH_CLASSIFY_H

#include "core/event.h"
#include "enrich/model.h"
#include "enrich/policy.h"

/* A model and the thresholds that are in force: the policy's where it has one, else the model's. */
struct classifier {
    const struct model *model; /* not owned */
    uint16_t threshold[COLUMN_N];
    uint16_t sure; /* a cause from here on makes a complaint by itself */
};

/* Also makes the lexicon ready. */
void classify_init(struct classifier *c, const struct model *m, const struct policy *p);

/* The gate. false: plain praise, and *x says so; nothing else need be asked. */
bool classify_passes(const struct classifier *c, const struct event_fields *f, struct finding *x);

/* What passes the gate, in two steps, for who has other work to do in between: the first reads the
 * text into *s, and what the second needs of the model is then on its way from memory. The second
 * fills p_complaint, p_cause, causes, demand, flags and arousal of *x from
 * the event's text alone. Pure: the same text, model and policy give the same finding on every
 * machine. Allocates nothing; `s` belongs to the thread. */
void classify_read(const struct classifier *c, const struct event_fields *f,
                   struct model_scratch *s);
void classify_told(const struct classifier *c, const struct event_fields *f,
                   struct model_scratch *s, struct finding *x);
/* Both steps. */
void classify_passed(const struct classifier *c, const struct event_fields *f,
                     struct model_scratch *s, struct finding *x);

/* The gate and what passes it. */
void classify_fields(const struct classifier *c, const struct event_fields *f,
                     struct model_scratch *s, struct finding *x);

/* The model's answers (1/1000) for the n tokens that model_read gave, with the second look for
 * danger at the text itself. */
void classify_answer(const struct classifier *c, struct str title, struct str body,
                     struct model_scratch *s, uint32_t n, uint16_t answer[COLUMN_WIDTH]);

/* Is the model's answer alone at least half as high again as the threshold of demands? Below that
 * phrases do not outweigh it (one demand in 200), and they cost their time. */
bool classify_may_ask(const struct classifier *c, const uint16_t answer[COLUMN_WIDTH]);

/* The second look at the demand of a complaint, after classify_answer with the same scratch: what
 * is asked for, or DEMAND_NONE. If classify_may_ask, sets
 * answer[COLUMN_DEMAND] to the probability of the likeliest demand. */
enum demand classify_demand(const struct classifier *c, struct str title, struct str body,
                            struct model_scratch *s, uint16_t answer[COLUMN_WIDTH]);

/* The part behind the model: answers in 1/1000 -> all but the demand. */
void classify_decide(const struct classifier *c, const uint16_t answer[COLUMN_WIDTH],
                     struct finding *x);

#endif
