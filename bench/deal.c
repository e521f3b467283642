#include "bench/deal.h"

#include "core/check.h"
#include "core/clock.h"

#include <stdlib.h>
#include <unistd.h>

#define BATCH_EVENTS 256
#define TEXT 48
#define HOUR_MS 3600000

struct texts { /* of one event */
    char review[TEXT], product[TEXT], author[TEXT];
};

struct dealer {
    const struct deal *plan;
    struct batch *batch[DEAL_BATCHES];
    struct texts *texts[DEAL_BATCHES];
    unsigned fresh, away;
    uint64_t dealt;
    mono_ns_t started;
    int64_t written_ms; /* the reviews, from then on: within the last hours, like a stream's */
};

static struct str text(char out[TEXT], const char *what, uint64_t n)
{
    snprintf(out, TEXT, "%s%010llu", what, (unsigned long long)n);
    return str_from(out);
}

/* A complaint with everything that a real one carries. */
static void make(const struct deal *d, struct event *ev, struct texts *t, uint64_t n,
                 int64_t written_ms)
{
    struct event_fields *f = &ev->fields;
    *ev = (struct event){.source = {.topic = "reviews", .offset = (int64_t)n, .partition = 7}};
    event_fields_init(f);
    f->marketplace = STR_LIT("amazon.de");
    f->seller_id = STR_LIT("seller-00042");
    f->locale = STR_LIT("de-DE");
    f->currency = STR_LIT("EUR");
    f->review_id = text(t->review, "R", n);
    f->product_id = text(t->product, "B", d->products ? n % d->products : n / 2);
    f->author_id = text(t->author, "A", n);
    f->created_at = written_ms + (int64_t)(n % HOUR_MS);
    f->channel = d->chat ? CHANNEL_CHAT : CHANNEL_MARKETPLACE;
    f->rating = 1;
    f->helpful_votes = 12;
    f->order_value_minor = 2599;
    f->listing_rating = 4.3;
    f->listing_rating_count = 812;
    ev->finding = (struct finding){.p_complaint = 960,
                                   .priority = 541,
                                   .herd_points = 160,
                                   .herd_floor = 700,
                                   .cause_count = 2,
                                   .cause = {CAUSE_LATE, CAUSE_SERVICE},
                                   .demand = DEMAND_REFUND,
                                   .flags = 1u << FLAG_ANGER,
                                   .points = {66, 160, 30, 0, 20, 40, 60, 30, 10}};
    ev->finding.p_cause[CAUSE_LATE] = 930;
    ev->finding.p_cause[CAUSE_SERVICE] = 411;
}

/* A batch that is free, and its place; NULL once everything is dealt. */
static struct batch *take(struct dealer *d, struct ring *home, unsigned *slot)
{
    bool more = d->dealt < d->plan->count;
    if (d->fresh < DEAL_BATCHES && more) {
        *slot = d->fresh++;
        d->texts[*slot] = check_calloc(BATCH_EVENTS, sizeof(struct texts));
        return d->batch[*slot] = batch_new(BATCH_EVENTS);
    }
    struct batch *b = ring_pop(home, -1);
    for (uint32_t i = 0; i < b->count; i++)
        CHECK(b->events[i].verdict.outcome == OUTCOME_OPENED);
    d->away--;
    for (*slot = 0; d->batch[*slot] != b; (*slot)++)
        ;
    return more ? b : NULL;
}

/* How many events are due: all that a batch takes, or what the rate allows, at least one. */
static uint32_t wait_for_some(const struct dealer *d)
{
    uint64_t left = d->plan->count - d->dealt, most = left < BATCH_EVENTS ? left : BATCH_EVENTS;
    while (d->plan->per_s) {
        uint64_t ns = clock_mono().ns - d->started.ns;
        uint64_t due = ns / 1000 * d->plan->per_s / 1000000;
        if (due > d->dealt)
            return (uint32_t)(due - d->dealt < most ? due - d->dealt : most);
        usleep(1000);
    }
    return (uint32_t)most;
}

uint64_t deal(const struct deal *plan, struct ring *in, struct ring *home)
{
    struct dealer d = {
        .plan = plan, .started = clock_mono(), .written_ms = clock_wall().ms - 2 * HOUR_MS};
    uint64_t cpu = clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID);
    unsigned slot;
    while (d.dealt < plan->count || d.away > 0) {
        struct batch *b = take(&d, home, &slot);
        if (!b)
            continue;
        uint32_t n = wait_for_some(&d);
        for (b->count = 0; b->count < n; b->count++)
            make(plan, &b->events[b->count], &d.texts[slot][b->count], plan->from + d.dealt++,
                 d.written_ms);
        b->received = clock_mono();
        batch_list_open(b);
        ring_push(in, b);
        d.away++;
    }
    for (unsigned i = 0; i < d.fresh; i++) {
        batch_free(d.batch[i]);
        free(d.texts[i]);
    }
    return clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
}
