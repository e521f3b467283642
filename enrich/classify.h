/* classify.h - from the model's answers to a finding: which causes, what demand, which flags. */
#ifndef REDRESS_ENRICH_CLASSIFY_H
#define REDRESS_ENRICH_CLASSIFY_H

#include "core/event.h"
#include "enrich/model.h"
#include "enrich/policy.h"

/* Fills p_complaint, p_cause, causes, demand, flags and arousal of *x from the event's text alone.
 * Pure: the same text, model and policy give the same finding on every machine. Needs
 * lexicon_init() once before. Allocates nothing. */
void classify_fields(const struct model *m, const struct policy *p, const struct event_fields *f,
                     struct model_scratch *s, struct finding *x);

/* The part behind the model, for measuring: answers in 1/1000 -> all but the demand. */
void classify_decide(const struct model *m, const struct policy *p,
                     const uint16_t answer[COLUMN_WIDTH], struct finding *x);

#endif
