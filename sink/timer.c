/* The timer: looks at the deadlines of every shard, again and again.
 *
 *   look:  rd_due of all shards -> the due cases' hashes -> rounds_step(WAKE) -> rd_apply
 *          (each arrow is one pipeline; the last is a compare-and-set on the revision, refused
 *          before the wake-up by Redis's own clock)
 *
 * It keeps nothing between two looks, so any number may run and any may die: a wake-up stays in the
 * due set until somebody has carried it out, and whoever comes second finds another revision. */
#include "core/log.h"
#include "core/metrics.h"
#include "sink/audit.h"
#include "sink/sink.h"
#include "sink/timer_in.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define COUNT_EVERY_MS 5000 /* how often the open cases are counted */

/* ---- what is due -----------------------------------------------------------------------------*/

static void take_due(struct timer *t, unsigned shard, const redisReply *r)
{
    if (r->type != REDIS_REPLY_ARRAY || r->elements == 0) {
        log_error("timer", "rd_due failed", "shard=%u reply=\"%s\"", shard, r->str ? r->str : "");
        return;
    }
    for (size_t i = 1; i + 1 < r->elements; i += 2) {
        struct timer_due *d = &t->due[t->due_count];
        if (r->element[i]->len != KEYS_ID_CHARS)
            continue; /* not ours */
        memcpy(d->id, r->element[i]->str, KEYS_ID_CHARS + 1);
        d->shard = shard;
        d->wake_ms = strtoll(r->element[i + 1]->str, NULL, 10);
        d->now_ms = r->element[0]->integer;
        t->due_count++;
    }
    t->more = t->more || (int64_t)r->elements / 2 >= t->cfg->timer_batch;
}

static int by_wake(const void *a, const void *b)
{
    const struct timer_due *x = a, *y = b;
    return x->wake_ms < y->wake_ms ? -1 : x->wake_ms > y->wake_ms;
}

static void queue_counts(struct timer *t)
{
    char key[KEYS_CAP];
    for (unsigned s = 0; s < t->cases.shards; s++) {
        struct command *c = wire_command(t->wire);
        command_begin(c);
        command_text(c, "ZCARD");
        command_bytes(c, key, keys_due(key, s));
        command_end(c);
        wire_push(t->wire, s);
    }
}

static void take_counts(struct timer *t)
{
    int64_t open = 0;
    for (unsigned s = 0; s < t->cases.shards; s++)
        open += wire_reply(t->wire, t->cases.shards + s)->integer;
    metrics_set(METRIC_CASES_OPEN, open);
    t->counted = clock_mono();
}

static enum wire_result find_due(struct timer *t, struct err *e)
{
    bool count = !t->counted.ns || clock_elapsed_ms(t->counted, clock_mono()) >= COUNT_EVERY_MS;
    for (unsigned s = 0; s < t->cases.shards; s++) {
        cases_due(wire_command(t->wire), s, t->cfg->timer_batch);
        wire_push(t->wire, s);
    }
    if (count)
        queue_counts(t);
    enum wire_result result = wire_flush(t->wire, e);
    t->due_count = 0;
    for (unsigned s = 0; result == WIRE_OK && s < t->cases.shards; s++)
        take_due(t, s, wire_reply(t->wire, s));
    if (result == WIRE_OK && count)
        take_counts(t);
    wire_reset(t->wire);
    qsort(t->due, t->due_count, sizeof(*t->due), by_wake); /* the latest first, over all shards */
    return result;
}

static enum wire_result look(struct timer *t, struct err *e)
{
    t->more = false;
    enum wire_result result = find_due(t, e);
    for (unsigned i = 0; result == WIRE_OK && i < t->due_count && !atomic_load(&t->stop);
         i += TIMER_CHUNK)
        result = timer_fire(t, t->due + i,
                            t->due_count - i < TIMER_CHUNK ? t->due_count - i : TIMER_CHUNK, e);
    wire_reset(t->wire);
    return result;
}

/* ---- the thread ------------------------------------------------------------------------------*/

static void sleep_ms(struct timer *t, int ms)
{
    struct pollfd p = {.fd = t->wake_fd, .events = POLLIN};
    poll(&p, 1, ms);
}

static void tell(struct timer *t, bool well, const char *why)
{
    if (well == t->well)
        return;
    t->well = well;
    health_set(HEALTH_TIMER, well, well ? "looking at the deadlines" : "Redis is away");
    if (well)
        log_info("timer", "redis reached", "shards=%u", t->cases.shards);
    else
        log_warn("timer", "redis away, deadlines wait", "why=\"%s\"", why);
}

static void *run(void *arg)
{
    struct timer *t = arg;
    unsigned backoff = 0;
    while (!atomic_load(&t->stop)) {
        struct err e = {""};
        mono_ns_t started = clock_mono();
        if (look(t, &e) != WIRE_OK) {
            tell(t, false, e.msg);
            sleep_ms(t, wire_backoff_ms(t->cfg, &backoff));
            continue;
        }
        backoff = 0;
        tell(t, true, "");
        int64_t took_ms = (int64_t)clock_elapsed_ms(started, clock_mono());
        if (!t->more && took_ms < t->cfg->timer_interval_ms)
            sleep_ms(t, (int)(t->cfg->timer_interval_ms - took_ms));
    }
    return NULL;
}

struct timer *timer_start(const struct config *cfg, struct err *e)
{
    struct wire *w = wire_new(cfg, e);
    if (!w)
        return NULL;
    struct auditor *auditor = auditor_start(cfg, e);
    struct timer *t = check_calloc(1, sizeof(*t));
    t->auditor = auditor;
    t->cfg = cfg;
    t->wire = w;
    cases_init(&t->cases, cfg);
    t->due = check_calloc((size_t)t->cases.shards * (size_t)cfg->timer_batch, sizeof(*t->due));
    t->fired = check_calloc(TIMER_CHUNK, sizeof(*t->fired));
    t->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(t->wake_fd >= 0);
    health_set(HEALTH_TIMER, false, "not yet connected to Redis");
    CHECK(pthread_create(&t->thread, NULL, run, t) == 0);
    return t;
}

void timer_stop(struct timer *t)
{
    uint64_t one = 1;
    auditor_stop(t->auditor);
    atomic_store(&t->stop, true);
    CHECK(write(t->wake_fd, &one, sizeof(one)) == sizeof(one));
    pthread_join(t->thread, NULL);
    log_info("timer", "stopped", "fired=%llu raced=%llu late_p50_ms=%llu late_p99_ms=%llu",
             (unsigned long long)metrics_get(METRIC_TIMER_FIRED),
             (unsigned long long)metrics_get(METRIC_TIMER_RACED),
             (unsigned long long)metrics_quantile_us(METRIC_TIMER_LATENESS, 0.5) / 1000,
             (unsigned long long)metrics_quantile_us(METRIC_TIMER_LATENESS, 0.99) / 1000);
    close(t->wake_fd);
    wire_free(t->wire);
    free(t->fired);
    free(t->due);
    free(t);
}
