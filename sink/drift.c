#include "sink/drift.h"

#include "core/hash.h"
#include "sink/keys.h"

#include <math.h>
#include <string.h>

#define DOMAIN 0xd21f
#define OTHERS_LEAST 50 /* complaints of others in the past; of fewer no rise is told */
#define SPREAD_LEAST 3  /* windows of the past; of fewer it is not known how uneven they are */

void drift_place(struct str product_id, unsigned shards, struct drift_place *out)
{
    struct hash128 h = hash_bytes(DOMAIN, product_id.ptr, product_id.len);
    out->shard = keys_shard(product_id, shards);
    out->bucket = (unsigned)(h.lo % DRIFT_BUCKETS);
    for (unsigned i = 0; i < DRIFT_FIELD; i++)
        out->field[i] = (char)(h.hi >> 8 * i);
}

static unsigned two(const char *at)
{
    return (unsigned)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}

void drift_unpack(const char *packed, size_t len, struct drift_days *out)
{
    out->n = 0;
    for (size_t at = 0; at + DRIFT_ENTRY <= len && out->n < DRIFT_DAYS_MAX; at += DRIFT_ENTRY)
        out->day[out->n++] =
            (struct drift_day){two(packed + at), two(packed + at + 2), two(packed + at + 4)};
}

static void put_two(char *at, int64_t n)
{
    n = n < 0 ? 0 : n > UINT16_MAX ? UINT16_MAX : n;
    at[0] = (char)(n >> 8);
    at[1] = (char)n;
}

void drift_pack(const struct drift_day *day, char out[DRIFT_ENTRY])
{
    put_two(out, day->day);
    put_two(out + 2, day->count);
    put_two(out + 4, day->average);
}

int64_t drift_keep_d(const struct drift_rule *rule)
{
    int64_t windows = (DRIFT_PAST + 1) * rule->window_d;
    return windows > DRIFT_SLUMP_DAYS + 1 ? windows : DRIFT_SLUMP_DAYS + 1;
}

/* Complaints of the days [from, to). */
static double sum(const struct drift_days *days, int64_t from, int64_t to)
{
    double total = 0;
    for (unsigned i = 0; i < days->n; i++)
        if (days->day[i].day >= from && days->day[i].day < to)
            total += days->day[i].count;
    return total;
}

/* Counts vary by the root of what is expected, and where the windows of the past were more uneven
 * than that, by as much as those did. */
static double variance(const struct drift_days *own, int64_t from, int64_t past, int64_t window,
                       double expected)
{
    int64_t windows = past / window;
    double mean = 0, uneven = 0;
    for (int64_t i = 1; i <= windows; i++)
        mean += sum(own, from - i * window, from - (i - 1) * window) / (double)windows;
    for (int64_t i = 1; i <= windows; i++) {
        double off = sum(own, from - i * window, from - (i - 1) * window) - mean;
        uneven += off * off / (double)(windows > 1 ? windows - 1 : 1);
    }
    double least = expected > 1 ? expected : 1; /* the second complaint ever is no alarm */
    return windows >= SPREAD_LEAST && uneven > least ? uneven : least;
}

static void judge_count(const struct drift_days *own, const struct drift_days *all, int64_t since,
                        int64_t today, const struct drift_rule *rule, struct drift_verdict *out)
{
    int64_t window = rule->window_d, from = today - window + 1, past = from - since;
    past = past < DRIFT_PAST * window ? past : DRIFT_PAST * window;
    out->now = (unsigned)sum(own, from, today + 1);
    out->others = 1;
    if (past < window) /* nothing to hold it against */
        return;
    double share = (double)window / (double)past;
    double before = sum(own, from - past, from), others = sum(all, from - past, from) - before;
    if (others >= OTHERS_LEAST) {
        double rise = (sum(all, from, today + 1) - out->now) / (others * share);
        out->others = rise > 1 ? rise : 1;
    }
    out->expected = before * share * out->others;
    out->sigmas =
        ((double)out->now - out->expected) / sqrt(variance(own, from, past, window, out->expected));
    out->worse = rule->sigmas > 0 && out->now >= rule->least && out->sigmas >= (double)rule->sigmas;
}

static void judge_average(const struct drift_days *own, int64_t today,
                          const struct drift_rule *rule, struct drift_verdict *out)
{
    int64_t best = 0, latest = 0, week = 0;
    for (unsigned i = 0; i < own->n; i++) {
        const struct drift_day *d = &own->day[i];
        if (d->average == 0 || d->day <= today - DRIFT_SLUMP_DAYS || d->day > today)
            continue;
        if (d->average > out->best || (d->average == out->best && d->day > best)) {
            out->best = d->average;
            best = d->day;
        }
        if (d->day > latest) {
            out->latest = d->average;
            latest = d->day;
        }
        if (d->day <= today - 7 && d->day > week) {
            out->week_ago = d->average;
            week = d->day;
        }
    }
    out->fell_d = latest - best;
    out->slumped = rule->slump > 0 && latest > today - rule->window_d && out->fell_d > 0 &&
                   (int64_t)out->best - out->latest >= rule->slump;
}

void drift_judge(const struct drift_days *own, const struct drift_days *all, int64_t since,
                 int64_t today, const struct drift_rule *rule, struct drift_verdict *out)
{
    *out = (struct drift_verdict){.worse = false};
    judge_count(own, all, since, today, rule, out);
    judge_average(own, today, rule, out);
}
