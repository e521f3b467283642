/* The timer: looks at the deadlines of every shard, again and again.
 *
 *   look:  rd_due of all shards -> the due cases' hashes -> rounds_step(WAKE) -> rd_apply
 *          (each arrow is one pipeline; the last is a compare-and-set on the revision, refused
 *          if the shard's clock is not yet where rd_due told it to be)
 *
 * It keeps nothing between two looks but when to look next, so any number may run and any may die:
 * a wake-up stays in the due set until somebody has carried it out, and whoever comes second finds
 * another revision. */
#include "core/log.h"
#include "core/metrics.h"
#include "sink/audit.h"
#include "sink/sink.h"
#include "sink/timer_in.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define COUNT_EVERY_MS 5000 /* how often the open cases are counted */
#define GAP_MS 3            /* between two looks at a shard, whatever is due: a few share a look */
#define RETRY_MS 500        /* the longest pause while Redis is away: a second late is too late */
#define STAND_BY_MS 1000    /* that the slower of two timers leaves a shard to the other */
#define QUIET_MS 1000       /* without anything due: the shard is quiet */
#define QUIET_TIMES 4       /* and is looked at so many times less often, */
#define QUIET_MOST_MS 200   /* but so often: what is put there must be known before it is due */
#define ASTRAY_MS 100       /* the shard's clock against ours: somebody stepped it */

/* ---- when to look ----------------------------------------------------------------------------*/

/* The longest pause between two looks. */
static int64_t most_ms(const struct timer *t, const struct timer_shard *x, mono_ns_t now)
{
    int64_t most = t->cfg->timer_interval_ms, quiet = QUIET_TIMES * most;
    quiet = quiet > QUIET_MOST_MS ? QUIET_MOST_MS : quiet;
    bool is_quiet = !x->busy.ns || clock_elapsed_ms(x->busy, now) >= QUIET_MS;
    return is_quiet && quiet > most ? quiet : most;
}

/* ms until the shard is to be looked at: when its next wake-up has come, for all we know. Of two
 * timers that wake up for the same case one has worked in vain, so who loses looks only now and
 * then for a while: it stands by. */
static int64_t wait_ms(const struct timer *t, const struct timer_shard *x, mono_ns_t now)
{
    int64_t most = most_ms(t, x, now), wait = x->next_ms ? x->next_ms - x->now_ms : 0;
    bool stands_by = x->yielded.ns && clock_elapsed_ms(x->yielded, now) < STAND_BY_MS;
    if (!x->looked.ns || t->more)
        return 0;
    wait = wait < GAP_MS ? GAP_MS : wait;
    wait = wait > most || stands_by ? most : wait;
    int64_t passed = (int64_t)clock_elapsed_ms(x->looked, now);
    return passed < wait ? wait - passed : 0;
}

/* Until the next look; not after one that left something behind. */
static int64_t wait_all_ms(const struct timer *t)
{
    int64_t least = INT_MAX;
    mono_ns_t now = clock_mono();
    for (unsigned s = 0; s < t->cases.shards; s++) {
        int64_t wait = wait_ms(t, &t->shard[s], now);
        least = wait < least ? wait : least;
    }
    return least > GAP_MS ? least : GAP_MS; /* what comes at about the same time shares a look */
}

static void judge_races(struct timer *t)
{
    for (unsigned i = 0; i < t->asked_count; i++) {
        struct timer_shard *x = &t->shard[t->asked[i]];
        if (x->lost > x->won)
            x->yielded = clock_mono();
        x->lost = x->won = 0;
    }
}

/* ---- what is due -----------------------------------------------------------------------------*/

static void take_due(struct timer *t, unsigned shard, const redisReply *r)
{
    struct timer_shard *x = &t->shard[shard];
    mono_ns_t before = x->looked;
    int64_t was_ms = x->now_ms;
    x->looked = clock_mono();
    x->next_ms = 0;
    if (r->type != REDIS_REPLY_ARRAY || r->elements == 0) {
        log_error("timer", "rd_due failed", "shard=%u reply=\"%s\"", shard, r->str ? r->str : "");
        return;
    }
    x->now_ms = r->element[0]->integer;
    int64_t astray = x->now_ms - was_ms - (int64_t)clock_elapsed_ms(before, x->looked);
    if (r->elements > 2 || astray > ASTRAY_MS || astray < -ASTRAY_MS)
        x->busy = x->looked;
    if (r->elements == 1)
        x->next_ms = INT64_MAX;
    if (r->elements == 2 && r->element[1]->type == REDIS_REPLY_STRING)
        x->next_ms = strtoll(r->element[1]->str, NULL, 10);
    for (size_t i = 1; i + 1 < r->elements; i += 2) {
        struct timer_due *d = &t->due[t->due_count];
        if (r->element[i]->len != KEYS_ID_CHARS)
            continue; /* not ours */
        memcpy(d->id, r->element[i]->str, KEYS_ID_CHARS + 1);
        d->shard = shard;
        d->wake_ms = strtoll(r->element[i + 1]->str, NULL, 10);
        d->now_ms = x->now_ms;
        t->due_count++;
    }
    t->more = t->more || (int64_t)(r->elements - 1) / 2 >= t->cfg->timer_batch;
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
        open += wire_reply(t->wire, t->asked_count + s)->integer;
    metrics_set(METRIC_CASES_OPEN, open);
    t->counted = clock_mono();
}

static void ask_due(struct timer *t)
{
    mono_ns_t now = clock_mono();
    t->asked_count = 0;
    for (unsigned s = 0; s < t->cases.shards; s++) {
        if (wait_ms(t, &t->shard[s], now) > 0)
            continue;
        cases_due(wire_command(t->wire), s, t->cfg->timer_batch);
        wire_push(t->wire, s);
        t->asked[t->asked_count++] = s;
    }
}

static enum wire_result find_due(struct timer *t, struct err *e)
{
    bool count = !t->counted.ns || clock_elapsed_ms(t->counted, clock_mono()) >= COUNT_EVERY_MS;
    ask_due(t);
    if (count)
        queue_counts(t);
    t->more = false;
    t->due_count = 0;
    enum wire_result result = wire_flush(t->wire, e);
    for (unsigned i = 0; result == WIRE_OK && i < t->asked_count; i++)
        take_due(t, t->asked[i], wire_reply(t->wire, i));
    if (result == WIRE_OK && count)
        take_counts(t);
    wire_reset(t->wire);
    qsort(t->due, t->due_count, sizeof(*t->due), by_wake); /* the latest first, over all shards */
    return result;
}

static enum wire_result look(struct timer *t, struct err *e)
{
    rounds_budgets_renew(&t->cases.budgets, t->cfg);
    enum wire_result result = find_due(t, e);
    for (unsigned i = 0; result == WIRE_OK && i < t->due_count && !atomic_load(&t->stop);
         i += TIMER_CHUNK)
        result = timer_fire(t, t->due + i,
                            t->due_count - i < TIMER_CHUNK ? t->due_count - i : TIMER_CHUNK, e);
    wire_reset(t->wire);
    if (result == WIRE_OK)
        judge_races(t);
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
        if (look(t, &e) != WIRE_OK) {
            tell(t, false, e.msg);
            t->more = true; /* of what failed nothing is known: all shards again */
            int pause = wire_backoff_ms(t->cfg, &backoff);
            sleep_ms(t, pause < RETRY_MS ? pause : RETRY_MS);
            continue;
        }
        backoff = 0;
        tell(t, true, "");
        if (!t->more)
            sleep_ms(t, (int)wait_all_ms(t));
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
    t->shard = check_calloc(t->cases.shards, sizeof(*t->shard));
    t->asked = check_calloc(t->cases.shards, sizeof(*t->asked));
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
    free(t->asked);
    free(t->shard);
    free(t->fired);
    free(t->due);
    free(t);
}
