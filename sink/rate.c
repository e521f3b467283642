#include "sink/rate.h"

#include "sink/absence.h"
#include "sink/count_place.h"

#include <pthread.h>
#include <stdio.h>

#define ROWS 1024 /* a power of two */
#define PROBES 8
#define AHEAD 8
#define OLD_MS (2 * INT64_C(3600000)) /* written so long before it came: this is no live stream */

static struct {
    pthread_mutex_t lock;
    struct rate_row rows[ROWS]; /* a hash table; count 0: free */
    uint64_t fresh, old;
} rate = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is(const struct rate_row *r, struct str marketplace, int64_t bucket)
{
    return r->bucket == bucket && count_is(r->marketplace, marketplace);
}

static void count(struct str marketplace, int64_t bucket)
{
    if (marketplace.len >= RATE_NAME_CAP)
        marketplace.len = RATE_NAME_CAP - 1;
    uint32_t at = count_place(marketplace, bucket);
    for (unsigned i = 0; i < PROBES; i++) {
        struct rate_row *r = &rate.rows[(at + i) % ROWS];
        if (r->count == 0) {
            memcpy(r->marketplace, marketplace.ptr, marketplace.len);
            r->marketplace[marketplace.len] = '\0';
            r->bucket = bucket;
        }
        if (r->count == 0 || is(r, marketplace, bucket)) {
            r->count++;
            return;
        }
    }
    /* Full around here: these are statistics, and this is a replay of weeks. */
}

static void note(const struct event *ev, int64_t now_ms)
{
    int64_t at = ev->fields.created_at;
    if (at <= 0 || at > now_ms)
        at = now_ms;
    if (now_ms - at > OLD_MS)
        rate.old++;
    else
        rate.fresh++;
    if (ev->verdict.outcome != OUTCOME_OPENED || str_empty(ev->fields.marketplace) ||
        now_ms - at > (ABSENCE_DAYS + 1) * INT64_C(86400000))
        return;
    count(ev->fields.marketplace, at / ABSENCE_BUCKET_MS);
}

void rate_note(const struct batch *b, int64_t now_ms)
{
    pthread_mutex_lock(&rate.lock);
    for (uint32_t i = 0; i < b->open_count; i++) {
        if (i + AHEAD < b->open_count) /* long out of the cache when Redis has answered */
            __builtin_prefetch(b->events[b->open[i + AHEAD]].fields.marketplace.ptr);
        note(&b->events[b->open[i]], now_ms);
    }
    pthread_mutex_unlock(&rate.lock);
}

unsigned rate_take(struct rate_row *rows, unsigned max, bool *replaying)
{
    pthread_mutex_lock(&rate.lock);
    unsigned n = 0;
    for (unsigned i = 0; i < ROWS && n < max; i++) {
        if (rate.rows[i].count == 0)
            continue;
        rows[n++] = rate.rows[i];
        rate.rows[i].count = 0;
    }
    *replaying = rate.old > rate.fresh;
    if (n < max)
        rate.old = rate.fresh = 0;
    pthread_mutex_unlock(&rate.lock);
    return n;
}
