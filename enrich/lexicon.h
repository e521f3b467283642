/* lexicon.h - what the customer asks for, by the words he asks with: the second look at the demand.
 * The model's answer says how likely anything is asked for; the phrases of enrich/demand.def add to
 * its log-odds and say which. Looked at only in complaints, so their cost is rare. */
#ifndef REDRESS_ENRICH_LEXICON_H
#define REDRESS_ENRICH_LEXICON_H

#include "core/vocab.h"
#include "enrich/phrases.h"

#include <stdbool.h>
#include <stdint.h>

enum { LEXICON_MATCHES_MAX = 128 };

/* Must have returned before phrases_read. Does its work once; any thread. */
void lexicon_init(void);

/* A place that speaks for a demand, or, if that is DEMAND_NONE, against any. */
struct lexicon_match {
    uint32_t at, bytes; /* in the title or the body */
    int16_t weight;     /* log-odds in 1/256 */
    uint8_t demand;
    bool in_body;
};

/* For each line of demand.def that has a phrase in the text, the first place of one, in the order
 * of the text. English letters in either case. `out` has room for LEXICON_MATCHES_MAX. Returns how
 * many. Pure. */
unsigned lexicon_matches(const struct phrases_text *t, struct lexicon_match *out);

struct lexicon_verdict {
    enum demand demand; /* the likeliest; never DEMAND_NONE */
    int logit;          /* what speaks for it, in 1/256: to be added to the model's log-odds */
};

/* By the weights of those places. Pure. */
struct lexicon_verdict lexicon_demand(const struct phrases_text *t);

#endif
