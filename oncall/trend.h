/* trend.h - is something getting worse? Complaints opened lately against the time before, by
 * product and cause. Pure but for trend_cmd and trend_days; private to oncall/. */
#ifndef REDRESS_ONCALL_TREND_H
#define REDRESS_ONCALL_TREND_H

#include "sink/store.h"

#include <stdbool.h>
#include <stdint.h>

#define TREND_LEAST 3 /* fewer complaints are no trend */

struct trend_group {
    char product[129];
    uint8_t cause;
    uint32_t now, before;         /* opened in the last span; in the time before it */
    uint32_t resolved;            /* of those before: closed with an answer */
    int64_t newest_ms, oldest_ms; /* openings */
    double listing_from,
        listing_to; /* the listing's average at the oldest, newest; < 0: not known */
};

enum trend_level { TREND_STEADY, TREND_WATCH, TREND_WARN };

struct trend_verdict {
    double expected, sigmas; /* how many were to be expected; how far from it */
    enum trend_level level;  /* two sigmas are watched, four warned of */
    bool came_back;          /* what was resolved before is complained of again */
};

/* span_ms: of `now`; past_ms: of `before`, as far as it is known. */
void trend_judge(const struct trend_group *g, int64_t span_ms, int64_t past_ms,
                 struct trend_verdict *out);

/* Prints one product day by day, and what the drift alarm of window_d days thinks of it. */
MUST_CHECK int trend_days(struct store *s, struct str product, int64_t window_d, bool json,
                          struct err *e);

#endif
