/* finding.h - how a finding is told to people: why it has its priority, one sentence a term.
 *
 * Pure: a function of the fields and the finding alone, so `redress classify` says it of an event
 * and `redress case why` says the same of a case rebuilt from Redis. Whoever rebuilds the two
 * structs needs only: rating, author_followers, helpful_votes, shares, group_size, listing_rating,
 * listing_rating_count, order_value_minor, currency, created_at of the fields; cause, cause_count,
 * points, floor, floor_points, arousal, demand and flags of the finding. Any thread. */
#ifndef REDRESS_CORE_FINDING_H
#define REDRESS_CORE_FINDING_H

#include "core/event.h"

#include <stddef.h>
#include <stdio.h>

#define FINDING_BECAUSE_CAP 256

/* What lies behind the points of term `t`, in a few English words: "1 star", "12,300 followers,
 * 45 helpful votes". Always NUL-terminated printable ASCII without quotes or backslashes, cut to
 * `cap` bytes; never empty. The herd is known to Redis alone: TERM_HERD says so here, and the
 * caller that knows its size says it better. Returns out. */
char *finding_because(const struct event_fields *f, const struct finding *x, enum term t, char *out,
                      size_t cap);

/* Why the floor of the finding applies, in the same manner; "no floor" if none does. */
const char *finding_floor_because(enum floor_kind floor);

/* The term with the most points of those whose bit is not in *taken, and takes it; TERM_N: none has
 * any. */
enum term finding_greatest(const struct finding *x, unsigned *taken);

/* Sum of the addends: the priority before a floor lifts it. */
unsigned finding_sum(const struct finding *x);

/* Writes the members of a JSON object that tell the finding, without the braces around them:
 * "causes":[{"cause":"late","p":0.93}],"demand":"refund","flags":["anger"],"priority":541,
 * "why":[{"term":"rating","points":160,"because":"1 star"},...] and, if a floor applies,
 * ,"floor":{"name":"safety","points":900}. Terms with no points are left out. */
void finding_write_json(const struct event_fields *f, const struct finding *x, FILE *out);

/* The addends as an aligned table for a terminal, a line each, then the floor and the priority. */
void finding_write_table(const struct event_fields *f, const struct finding *x, FILE *out);

#endif
