/* demand.h - what the customer asks for: the second look at the demand. The model's answer says how
 * likely anything is asked for; the phrases of enrich/demand.def and what else the model answers
 * add to its log-odds and say which. */
#ifndef REDRESS_ENRICH_DEMAND_H
#define REDRESS_ENRICH_DEMAND_H

#include "core/vocab.h"
#include "enrich/columns.h"
#include "enrich/lexicon.h"

#include <stdint.h>

/* What a match says for this demand, and against none: log-odds in 1/256. */
int demand_weight(const struct lexicon_match *m, enum demand demand);

struct demand_verdict {
    enum demand demand; /* the likeliest; never DEMAND_NONE */
    int logit;          /* what speaks for it, in 1/256: to be added to the model's log-odds */
};

/* After lexicon_init; by the phrases of the text and the model's answers in 1/1000 (that for
 * COLUMN_DEMAND is not looked at). Pure. */
struct demand_verdict demand_judge(const struct phrases_text *t,
                                   const uint16_t answer[COLUMN_WIDTH]);

#endif
