/* absence.h - no problems at all is the worst sign: has the flow of complaints fallen to nothing?
 *
 * Pure. Complaints are counted by when they were written, in buckets of ten minutes. The latest
 * window is held against the same time of day on the days before: so a quiet night is nothing, and
 * a noon without complaints is. A day that was cut short or a peak day is left out of the history.
 */
#ifndef REDRESS_SINK_ABSENCE_H
#define REDRESS_SINK_ABSENCE_H

#include <stddef.h>
#include <stdint.h>

#define ABSENCE_BUCKET_MS 600000
#define ABSENCE_DAY_BUCKETS 144
#define ABSENCE_DAYS 14       /* of history that count */
#define ABSENCE_MIN_DAYS 7    /* with less nothing is said: a weekend must be among them */
#define ABSENCE_LAG_BUCKETS 1 /* complaints of the last minutes are still on their way */

struct absence_counts {
    int64_t first; /* the bucket of counts[0]: moment / ABSENCE_BUCKET_MS */
    int64_t since; /* the first bucket that was counted at all; before it nothing is known */
    uint32_t *counts;
    size_t n;
};

struct absence_rule {
    int64_t window_buckets; /* of a look */
    int64_t min_expected;   /* complaints in it; where fewer are expected nothing is said */
    int64_t percent;        /* of what is expected: more than that is not absence */
};

enum absence_state {
    ABSENCE_UNKNOWN, /* too little history, or too few expected at this time of day */
    ABSENCE_FINE,
    ABSENCE_ABSENT,
};

struct absence_verdict {
    enum absence_state state;
    int64_t from_ms, to_ms; /* the window */
    int64_t observed;
    double expected, limit; /* the lower control limit: four sigma below */
};

void absence_judge(const struct absence_counts *c, const struct absence_rule *rule, int64_t now_ms,
                   struct absence_verdict *out);

#endif
