#include "sink/absence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Three sigma would cry once a year and marketplace at 48 looks a day. */
#define SIGMAS 4.0
/* Days so uneven that the limit lies below nothing: then none at all is absence, if none of them
 * had less than this. */
#define LEAST_OF_A_DAY 5

static int64_t sum(const struct absence_counts *c, int64_t from, int64_t buckets)
{
    int64_t total = 0;
    for (int64_t b = from; b < from + buckets; b++)
        if (b >= c->first && b < c->first + (int64_t)c->n)
            total += c->counts[b - c->first];
    return total;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The same window on the days before, the least and the most left out. Returns how many. */
static int history(const struct absence_counts *c, int64_t from, int64_t buckets,
                   int64_t days[ABSENCE_DAYS], const int64_t **kept)
{
    int n = 0;
    for (int day = 1; day <= ABSENCE_DAYS; day++) {
        int64_t then = from - (int64_t)day * ABSENCE_DAY_BUCKETS;
        if (then >= c->since)
            days[n++] = sum(c, then, buckets);
    }
    qsort(days, (size_t)n, sizeof(*days), by_size);
    *kept = n >= 5 ? days + 1 : days;
    return n >= 5 ? n - 2 : n; /* ABSENCE_MIN_DAYS - 2 of them are enough */
}

/* A Sunday is held against the Sundays, too, as soon as there was one: never more is expected than
 * the same weekday had. */
static double weekday(const struct absence_counts *c, int64_t from, int64_t buckets, double mean)
{
    double total = 0;
    int weeks = 0;
    for (int64_t week = 1; week * 7 <= ABSENCE_DAYS; week++)
        if (from - week * 7 * ABSENCE_DAY_BUCKETS >= c->since) {
            total += (double)sum(c, from - week * 7 * ABSENCE_DAY_BUCKETS, buckets);
            weeks++;
        }
    return weeks && total / weeks < mean ? total / weeks : mean;
}

void absence_judge(const struct absence_counts *c, const struct absence_rule *rule, int64_t now_ms,
                   struct absence_verdict *out)
{
    int64_t days[ABSENCE_DAYS], to = now_ms / ABSENCE_BUCKET_MS - ABSENCE_LAG_BUCKETS;
    int64_t from = to - rule->window_buckets;
    const int64_t *kept;
    int n = history(c, from, rule->window_buckets, days, &kept);
    double mean = 0, variance = 0;
    *out = (struct absence_verdict){.from_ms = from * ABSENCE_BUCKET_MS,
                                    .to_ms = to * ABSENCE_BUCKET_MS,
                                    .observed = sum(c, from, rule->window_buckets)};
    for (int i = 0; i < n; i++)
        mean += (double)kept[i] / n;
    for (int i = 0; i < n; i++)
        variance += ((double)kept[i] - mean) * ((double)kept[i] - mean) / (n > 1 ? n - 1 : 1);
    mean = weekday(c, from, rule->window_buckets, mean);
    out->expected = mean;
    /* Counts vary by the root of their mean at least, however alike the few days look. */
    out->limit = mean - SIGMAS * sqrt(variance > mean ? variance : mean);
    if (n < ABSENCE_MIN_DAYS - 2 || mean < (double)rule->min_expected)
        return;
    bool below = (double)out->observed < out->limit;
    bool none = out->observed == 0 && kept[0] >= LEAST_OF_A_DAY;
    bool little = (double)out->observed * 100 <= mean * (double)rule->percent;
    out->state = (below || none) && little ? ABSENCE_ABSENT : ABSENCE_FINE;
}
