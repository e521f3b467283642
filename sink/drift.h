/* drift.h - does a product grow worse than its own past, does a listing slump?
 *
 *   rd:{s}:dr:<b>   hash   product -> 6 bytes for each day that somebody complained of it: the day,
 *                          how many, and the listing's average in hundredths (0: not known)
 *
 * Complaints are counted by the day they were written. Those of a window are held against four
 * times as long before it; when others are complained of more, too, as after a campaign, more is
 * expected. A product is 58 bits of a hash; small hashes stay compact. Pure. */
#ifndef REDRESS_SINK_DRIFT_H
#define REDRESS_SINK_DRIFT_H

#include "core/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DRIFT_BUCKETS 1024 /* of a shard */
#define DRIFT_DAY_MS INT64_C(86400000)
#define DRIFT_PAST 4        /* windows of the past */
#define DRIFT_SLUMP_DAYS 30 /* that a listing's average is looked back */
#define DRIFT_RATINGS 20    /* of fewer ratings an average says little */
#define DRIFT_DAYS_MAX 72   /* that are kept, at the longest window */
#define DRIFT_FIELD 6       /* bytes of a product in its hash */
#define DRIFT_ENTRY 6       /* bytes of a day */

/* Where a product is counted. */
struct drift_place {
    unsigned shard, bucket;
    char field[DRIFT_FIELD];
};
void drift_place(struct str product_id, unsigned shards, struct drift_place *out);

struct drift_day {
    int64_t day; /* since 1970, UTC */
    unsigned count;
    unsigned average; /* of the listing, in 1/100 stars; 0: not known */
};

struct drift_days { /* in any order, each once */
    struct drift_day day[DRIFT_DAYS_MAX];
    unsigned n;
};
/* What Redis keeps of a product. Bytes that are left over, and days too many, are left out. */
void drift_unpack(const char *packed, size_t len, struct drift_days *out);
void drift_pack(const struct drift_day *day, char out[DRIFT_ENTRY]);

struct drift_rule {
    int64_t window_d, sigmas, least, slump; /* as the settings [drift] */
};
/* How many days are kept, today's included. */
int64_t drift_keep_d(const struct drift_rule *rule);

struct drift_verdict {
    bool worse, slumped;
    unsigned now;            /* complaints in the window */
    double expected, sigmas; /* how many were to be expected; how far above it */
    double others;           /* so many times as often as before others are complained of; >= 1 */
    unsigned best, latest;   /* averages: the best of 30 days, the last that is known */
    int64_t fell_d;          /* days between the two */
    unsigned week_ago;       /* the last one known a week before; 0: none */
};

/* all: of all products, this one included; since: the first day that was counted at all. */
void drift_judge(const struct drift_days *own, const struct drift_days *all, int64_t since,
                 int64_t today, const struct drift_rule *rule, struct drift_verdict *out);

#endif
