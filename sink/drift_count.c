#include "sink/drift_count.h"

#include "sink/count_place.h"
#include "sink/drift.h"

#include <pthread.h>

#define ROWS 2048 /* a power of two */
#define PROBES 16
#define AHEAD 8
#define OLD_DAYS 2 /* written so long before it came: this is no live stream */

static struct {
    pthread_mutex_t lock;
    struct drift_row rows[ROWS]; /* a hash table */
    uint32_t tag[ROWS]; /* of each row, 0: free; all that is looked at of rows of other products */
    unsigned taken;
    bool filling, draining; /* draining: taken in parts, this is not the first */
    uint64_t fresh, old, lost;
} counted = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is(const struct drift_row *r, struct str product, int64_t day)
{
    return r->day == day && count_is(r->product, product);
}

static void row_begin(struct drift_row *r, struct str product, int64_t day)
{
    memcpy(r->product, product.ptr, product.len);
    r->product[product.len] = '\0';
    r->day = day;
    r->average = 0;
    r->count = 0;
    counted.taken++;
}

static struct drift_row *row_of(struct str product, int64_t day)
{
    uint32_t place = count_place(product, day), tag = place ? place : 1;
    for (unsigned i = 0; i < PROBES; i++) {
        unsigned at = (place + i) % ROWS;
        struct drift_row *r = &counted.rows[at];
        if (counted.tag[at] == tag && is(r, product, day))
            return r;
        if (counted.tag[at] != 0)
            continue;
        counted.tag[at] = tag;
        row_begin(r, product, day);
        return r;
    }
    return NULL;
}

static uint16_t average_of(const struct event_fields *f)
{
    if (f->listing_rating < 1 || f->listing_rating_count < DRIFT_RATINGS)
        return 0;
    return (uint16_t)(f->listing_rating * 100 + 0.5);
}

static void note(const struct event *ev, int64_t now_ms)
{
    const struct event_fields *f = &ev->fields;
    if (ev->verdict.outcome != OUTCOME_OPENED || f->product_id.len == 0 ||
        f->product_id.len > EVENT_ID_MAX)
        return;
    int64_t at = f->created_at > 0 && f->created_at < now_ms ? f->created_at : now_ms;
    int64_t day = at / DRIFT_DAY_MS, today = now_ms / DRIFT_DAY_MS;
    if (today - day >= OLD_DAYS)
        counted.old++;
    else
        counted.fresh++;
    if (today - day >= DRIFT_DAYS_MAX)
        return;
    struct drift_row *r = row_of(f->product_id, day);
    if (!r) {
        counted.lost++;
        return;
    }
    uint16_t average = average_of(f);
    r->count++;
    r->average = average ? average : r->average;
    r->cause = ev->finding.cause_count ? ev->finding.cause[0] : CAUSE_OTHER;
}

void drift_note(const struct batch *b, int64_t now_ms)
{
    pthread_mutex_lock(&counted.lock);
    for (uint32_t i = 0; i < b->open_count; i++) {
        if (i + AHEAD < b->open_count) /* long out of the cache when Redis has answered */
            __builtin_prefetch(b->events[b->open[i + AHEAD]].fields.product_id.ptr);
        note(&b->events[b->open[i]], now_ms);
    }
    pthread_mutex_unlock(&counted.lock);
}

unsigned drift_take(struct drift_row *rows, unsigned max, struct drift_said *said)
{
    pthread_mutex_lock(&counted.lock);
    unsigned n = 0;
    if (!counted.draining)
        counted.filling = counted.taken >= ROWS / 4;
    *said = (struct drift_said){.replaying = counted.old > counted.fresh, .lost = counted.lost};
    for (unsigned i = 0; i < ROWS && n < max && counted.taken > 0; i++) {
        if (counted.tag[i] == 0)
            continue;
        rows[n++] = counted.rows[i];
        counted.tag[i] = 0;
        counted.taken--;
    }
    counted.lost = 0;
    said->more = counted.draining = counted.taken > 0;
    if (counted.taken == 0)
        counted.old = counted.fresh = 0;
    pthread_mutex_unlock(&counted.lock);
    return n;
}

bool drift_filling(void)
{
    pthread_mutex_lock(&counted.lock);
    bool filling = counted.filling;
    pthread_mutex_unlock(&counted.lock);
    return filling;
}
