/* score.h - the priority: a sum of named addends, and floors. Pure integers: the same event gives
 * the same points on every machine.
 *
 *   points_t = weight_t * f_t / 1000 (rounded down), f_t 0..1000
 *   priority = max(sum of points, floors that apply)
 *
 * It never sees who wrote: no name, no author id, no loyalty. It is monotone: a graver cause, a
 * lower rating, a larger audience, a smaller or better listing, a more urgent text, a younger
 * review, one flag more, a larger order never lower it. */
#ifndef REDRESS_ENRICH_SCORE_H
#define REDRESS_ENRICH_SCORE_H

#include "core/event.h"
#include "enrich/policy.h"

/* Fills priority, points, floor, floor_points, herd_points and herd_floor of *x from its causes,
 * arousal, demand and flags, and from the fields. What is no complaint (cause_count 0) scores 0.
 * `now`: when the event arrived; only the attention term looks at it. */
void score_finding(const struct policy *p, const struct event_fields *f, wall_ms_t now,
                   struct finding *x);

/* The parts f_t, each 0..1000; for tests and for replays of a policy. */
int32_t score_severity(const struct policy *p, const struct finding *x);
int32_t score_rating(const struct policy *p, int32_t rating);
int64_t score_audience(const struct policy *p, const struct event_fields *f);
/* 1000 * log2(1 + audience) / 20, at most 1000. */
int32_t score_reach(int64_t audience);
/* How far one more rating of `rating` pulls down an average of `average` over `count`. Only a fall
 * counts: |r - avg| would make a better rating more urgent than a worse one. */
int32_t score_listing(const struct policy *p, int32_t rating, double average, int64_t count);
int32_t score_attention(const struct policy *p, int64_t created_ms, wall_ms_t now);
int32_t score_intent(const struct policy *p, const struct finding *x);
int32_t score_value(const struct policy *p, int64_t minor);

#endif
