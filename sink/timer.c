/* The timer: looks at the deadlines of every shard, again and again.
 *
 *   look:  rd_due of all shards -> the due cases' hashes -> rounds_step(WAKE) -> rd_apply
 *          (each arrow is one pipeline; the last is a compare-and-set on the revision, refused
 *          before the wake-up by Redis's own clock)
 *
 * It keeps nothing between two looks, so any number may run and any may die: a wake-up stays in the
 * due set until somebody has carried it out, and whoever comes second finds another revision. */
#include "core/cli.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/status.h"
#include "sink/audit.h"
#include "sink/cases.h"
#include "sink/sink.h"
#include "sink/wire.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CHUNK 512           /* cases carried out in one pipeline */
#define COUNT_EVERY_MS 5000 /* how often the open cases are counted */
#define DAMAGED_PAUSE_MS 60000

struct due_case {
    char id[KEYS_ID_CHARS + 1];
    unsigned shard;
    int64_t wake_ms, now_ms;
};

/* One case of a chunk on its way from the hash to the call. */
struct fired {
    const struct due_case *due;
    struct cases_head head;
    struct rounds_outcome out;
};

struct timer {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    struct auditor *auditor; /* NULL: audit.interval_s is 0 */
    pthread_t thread;
    int wake_fd; /* written once, to end a sleep */
    _Atomic bool stop;
    struct due_case *due; /* of this look; room for a full batch of each shard */
    unsigned due_count;
    struct fired *fired; /* CHUNK */
    mono_ns_t counted;
    bool more; /* something is due again at once */
    bool well;
};

/* ---- what is due -----------------------------------------------------------------------------*/

static void take_due(struct timer *t, unsigned shard, const redisReply *r)
{
    if (r->type != REDIS_REPLY_ARRAY || r->elements == 0) {
        log_error("timer", "rd_due failed", "shard=%u reply=\"%s\"", shard, r->str ? r->str : "");
        return;
    }
    for (size_t i = 1; i + 1 < r->elements; i += 2) {
        struct due_case *d = &t->due[t->due_count];
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
    const struct due_case *x = a, *y = b;
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

/* ---- carrying it out -------------------------------------------------------------------------*/

/* false: somebody wrote what cannot be. An empty hash is a case that is gone: rev 0. */
static bool read_head(const redisReply *hash, struct cases_head *h)
{
    int read = cases_read(hash, h);
    return read >= 0;
}

/* A damaged case must not come up at every look; in a minute somebody may have repaired it. */
static void queue_postponed(struct timer *t, const struct due_case *d)
{
    struct command *c = wire_command(t->wire);
    char key[KEYS_CAP];
    log_error("timer", "case is damaged: impossible values in its hash", "case=%s shard=%u", d->id,
              d->shard);
    command_begin(c);
    command_text(c, "ZADD");
    command_bytes(c, key, keys_due(key, d->shard));
    command_text(c, "XX");
    command_int(c, d->now_ms + DAMAGED_PAUSE_MS);
    command_text(c, d->id);
    command_end(c);
    wire_push(t->wire, d->shard);
}

/* Nothing is to be set on a case that is gone: the call tidies away its wake-up. */
static void queue_fired(struct timer *t, const struct fired *f)
{
    struct cases_step step = {.id = f->due->id,
                              .was = &f->head,
                              .next = f->out.allowed ? &f->out.next : NULL,
                              .alerts = f->out.alerts,
                              .alert_count = f->out.alert_count,
                              .event = rounds_event_name[ROUNDS_EV_WAKE],
                              .not_before_ms = f->head.state.wake_ms};
    cases_apply(&t->cases, wire_command(t->wire), f->due->shard, &step);
    wire_push(t->wire, f->due->shard);
}

/* Steps the chunk's cases by their hashes. Returns how many calls are worth making; what another
 * timer has already moved is not among them. */
static unsigned step_chunk(struct timer *t, const struct due_case *due, unsigned n,
                           const struct due_case **damaged, unsigned *damaged_count)
{
    unsigned kept = 0;
    *damaged_count = 0;
    for (unsigned i = 0; i < n; i++) {
        struct fired *f = &t->fired[kept];
        f->due = &due[i];
        memset(&f->out, 0, sizeof(f->out));
        if (!read_head(wire_reply(t->wire, i), &f->head)) {
            damaged[(*damaged_count)++] = &due[i];
            continue;
        }
        if (f->head.state.rev > 0)
            rounds_step(&t->cases.budgets, &f->head.state, ROUNDS_EV_WAKE, NULL, due[i].now_ms,
                        &f->out);
        if (f->head.state.rev == 0 || f->out.allowed)
            kept++;
        else
            metrics_add(METRIC_TIMER_RACED, 1);
    }
    return kept;
}

static void count_fired(struct timer *t, const struct fired *f, int64_t now_ms)
{
    int64_t late = now_ms - f->head.state.wake_ms;
    metrics_add(METRIC_TIMER_FIRED, 1);
    metrics_observe_us(METRIC_TIMER_LATENESS, late > 0 ? (uint64_t)late * 1000 : 0, 1);
    for (unsigned i = 0; i < f->out.alert_count; i++)
        metrics_add_by(METRIC_ALERTS, f->out.alerts[i].kind, 1);
    if (f->out.next.state != ROUNDS_CL && f->out.next.wake_ms <= now_ms)
        t->more = true; /* it was away for long: the next moment has come as well */
}

static void take_fired(struct timer *t, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        const redisReply *r = wire_reply(t->wire, i);
        if (r->type != REDIS_REPLY_ARRAY || r->elements < 2) {
            log_error("timer", "rd_apply failed", "case=%s reply=\"%s\"", t->fired[i].due->id,
                      r->str ? r->str : "");
            continue;
        }
        if (r->element[0]->integer == CASES_APPLIED)
            count_fired(t, &t->fired[i], r->element[1]->integer);
        else
            metrics_add(METRIC_TIMER_RACED, 1);
    }
}

static enum wire_result fire_chunk(struct timer *t, const struct due_case *due, unsigned n,
                                   struct err *e)
{
    const struct due_case *damaged[CHUNK];
    unsigned damaged_count, kept;
    for (unsigned i = 0; i < n; i++) {
        cases_get(wire_command(t->wire), due[i].shard, due[i].id);
        wire_push(t->wire, due[i].shard);
    }
    enum wire_result result = wire_flush(t->wire, e);
    if (result != WIRE_OK)
        return result;
    kept = step_chunk(t, due, n, damaged, &damaged_count);
    wire_reset(t->wire);
    for (unsigned i = 0; i < kept; i++)
        queue_fired(t, &t->fired[i]);
    for (unsigned i = 0; i < damaged_count; i++)
        queue_postponed(t, damaged[i]);
    result = kept + damaged_count > 0 ? wire_flush(t->wire, e) : WIRE_OK;
    if (result == WIRE_OK)
        take_fired(t, kept);
    wire_reset(t->wire);
    return result;
}

static enum wire_result look(struct timer *t, struct err *e)
{
    t->more = false;
    enum wire_result result = find_due(t, e);
    for (unsigned i = 0; result == WIRE_OK && i < t->due_count && !atomic_load(&t->stop);
         i += CHUNK)
        result = fire_chunk(t, t->due + i, t->due_count - i < CHUNK ? t->due_count - i : CHUNK, e);
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
    t->fired = check_calloc(CHUNK, sizeof(*t->fired));
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

int timer_cmd(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    struct err e = {""};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    cli_catch_signals();
    struct status *status = status_start(cli->cfg, &e);
    if (!status)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    struct timer *t = timer_start(cli->cfg, &e);
    if (!t) {
        status_stop(status);
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    }
    log_info("timer", "started", "interval_ms=%lld", (long long)cli->cfg->timer_interval_ms);
    while (!cli_stopped())
        poll(NULL, 0, 100); /* a signal ends it at once */
    timer_stop(t);
    status_stop(status);
    return EXIT_OK;
}
