/* calendar.h - business time: hours of the week in a time zone, holidays, days that are worked all
 * the same. Immutable; any thread. Private to sink/ but for the file's reader in rounds.h.
 *
 * An interval belongs to the day it begins on and may end after midnight; a holiday takes it away
 * whole. On a day on which clocks change it lasts as long as it really does: a time that comes
 * twice opens at the first and closes at the last, a time that is skipped is the moment of the
 * skip. */
#ifndef REDRESS_SINK_CALENDAR_H
#define REDRESS_SINK_CALENDAR_H

#include "core/check.h"

#include <stdint.h>

#define CALENDAR_INTERVALS 6 /* of a day */
#define CALENDAR_DAYS 800    /* holidays and worked days, together */
#define CALENDAR_NAME 32

struct zone;

struct calendar_interval {
    int32_t from_min, to_min; /* of the day; to may pass 1440 */
};

struct calendar_day {
    int32_t day; /* since 1970, local */
    int8_t as;   /* weekday that it is worked as, 0 = Sunday; -1 = not at all */
};

struct calendar {
    char name[CALENDAR_NAME];
    struct zone *zone;
    struct calendar_interval week[7][CALENDAR_INTERVALS];
    unsigned count[7];
    struct calendar_day days[CALENDAR_DAYS]; /* sorted */
    unsigned days_n;
};

/* Settings of one section of the file; -1: e says what is wrong with the value. */
MUST_CHECK int calendar_set(struct calendar *c, const char *key, const char *value, struct err *e);
/* When all are set: sorts, and refuses a calendar in which nobody ever works. */
MUST_CHECK int calendar_finish(struct calendar *c, struct err *e);
/* What is in it, not the struct. */
void calendar_fini(struct calendar *c);

/* The first moment at which `ms` of business time have passed since `from_ms`; of negative ms, the
 * last moment from which -ms pass until from_ms. c NULL: round the clock. */
int64_t calendar_add(const struct calendar *c, int64_t from_ms, int64_t ms);
/* Business time between two moments; negative if to lies before from. */
int64_t calendar_between(const struct calendar *c, int64_t from_ms, int64_t to_ms);
/* A number for all that matters in it. */
uint64_t calendar_digest(const struct calendar *c, uint64_t seed);

#endif
