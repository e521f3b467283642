/* The writer thread: batches in, cycles to Redis, batches home. */
#include "sink/sink.h"

#include "core/log.h"
#include "core/metrics.h"
#include "sink/drift_count.h"
#include "sink/rate.h"
#include "sink/rounds.h"
#include "sink/wire.h"
#include "sink/writer.h"

#include <pthread.h>
#include <stdlib.h>

/* Most events that share a round trip and a WAIT: events, texts and calls of so many stay in a
 * core's own cache from the first look to the verdict, and they keep Redis busy for 50 ms, next to
 * which the round trip is nothing. */
#define CYCLE_EVENTS 1024
#define AHEAD                                                                                      \
    4 /* events: each comes from another core's cache, a dozen lines long; likewise its texts */
#define IDLE_MS 1000  /* how often a sink without work looks whether Redis is back */
#define TELL_MS 30000 /* what goes on being wrong is told again so often */

struct sink {
    const struct config *cfg;
    struct ring **in, *home;
    unsigned in_count;
    uint64_t taken; /* batches: the next one comes from ring taken mod in_count */
    struct writer *writer;
    struct batch **held; /* of this cycle */
    unsigned held_count, held_max;
    uint32_t cycle_events, batch_events;
    enum { UNKNOWN, UP, AWAY } redis;
    unsigned backoff;
    mono_ns_t away_since, told; /* 0: it is there; nothing was told */
    bool told_replicas;         /* what was told: that they are too few, not that Redis is away */
    pthread_t thread;
    pthread_mutex_t lock; /* of stopping */
    pthread_cond_t stop;
    bool stopping;
};

/* ---- Redis is there, or not ------------------------------------------------------------------*/

static void redis_up(struct sink *s)
{
    s->backoff = 0;
    if (s->redis == UP)
        return;
    if (s->away_since.ns)
        log_info("sink", "redis up", "away_s=%llu",
                 (unsigned long long)clock_elapsed_ms(s->away_since, clock_mono()) / 1000);
    else
        log_info("sink", "redis up", "");
    s->away_since.ns = s->told.ns = 0;
    metrics_gauge_add(METRIC_REDIS_UP, 1);
    health_set(HEALTH_REDIS, true, "connected");
    s->redis = UP;
}

/* A line when it begins and one now and then: an hour's outage is no thousand of them. */
static bool worth_telling(struct sink *s, bool replicas)
{
    mono_ns_t now = clock_mono();
    if (!s->away_since.ns)
        s->away_since = now;
    if (s->told.ns && s->told_replicas == replicas && clock_elapsed_ms(s->told, now) < TELL_MS)
        return false;
    s->told = now;
    s->told_replicas = replicas;
    return true;
}

static void redis_away(struct sink *s, const struct err *e, int pause_ms)
{
    char why[600];
    if (worth_telling(s, false))
        log_warn("sink", "redis away, nothing is lost: batches wait",
                 "why=%s batches=%u retry_ms=%d",
                 log_quote(why, sizeof(why), e->msg, strlen(e->msg)), s->held_count, pause_ms);
    if (s->redis == UP)
        metrics_gauge_add(METRIC_REDIS_UP, -1);
    health_set(HEALTH_REDIS, false, "away: retrying, batches wait");
    s->redis = AWAY;
}

static void replicas_short(struct sink *s, const struct err *e)
{
    char why[600];
    if (worth_telling(s, true))
        log_warn("sink", "too few replicas, offsets wait", "why=%s batches=%u",
                 log_quote(why, sizeof(why), e->msg, strlen(e->msg)), s->held_count);
    health_set(HEALTH_REDIS, false, "too few replicas have what was written: offsets wait");
    if (s->redis == UP)
        metrics_gauge_add(METRIC_REDIS_UP, -1);
    s->redis = AWAY;
}

static bool stopping(struct sink *s)
{
    pthread_mutex_lock(&s->lock);
    bool stop = s->stopping;
    pthread_mutex_unlock(&s->lock);
    return stop;
}

/* Sleeps, but not beyond sink_stop. */
static void pause_for(struct sink *s, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (ms % 1000) * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&s->lock);
    while (!s->stopping && pthread_cond_timedwait(&s->stop, &s->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&s->lock);
}

/* Until Redis has the cycle. false: it is away and we are to stop. */
static bool write_cycle(struct sink *s)
{
    for (;;) {
        struct err e = {.msg = ""};
        enum writer_result result = writer_try(s->writer, &e);
        if (result == WRITER_DONE) {
            redis_up(s);
            return true;
        }
        if (result == WRITER_SHORT)
            replicas_short(s, &e);
        if (stopping(s))
            return false;
        if (result == WRITER_AGAIN) {
            int ms = wire_backoff_ms(s->cfg, &s->backoff);
            redis_away(s, &e, ms);
            pause_for(s, ms);
        }
    }
}

/* ---- batches ---------------------------------------------------------------------------------*/

static struct ring *next_ring(const struct sink *s)
{
    return s->in[s->taken % s->in_count];
}

static void hold(struct sink *s, struct batch *b)
{
    CHECK(b->count <= s->batch_events && s->held_count < s->held_max);
    s->held[s->held_count++] = b;
    s->taken++;
    for (uint32_t i = 0; i < b->open_count; i++) {
        if (i + 2 * AHEAD < b->open_count)
            event_prefetch(&b->events[b->open[i + 2 * AHEAD]]);
        if (i + AHEAD < b->open_count)
            event_prefetch_texts(&b->events[b->open[i + AHEAD]]);
        writer_add(s->writer, &b->events[b->open[i]]);
    }
}

/* The next batch in order, and those that wait behind it, as far as a cycle has room. */
static bool take(struct sink *s, int timeout_ms)
{
    struct batch *b = ring_pop(next_ring(s), timeout_ms);
    if (!b)
        return false;
    uint32_t events = b->open_count;
    hold(s, b);
    while (events + s->batch_events <= s->cycle_events && s->held_count < s->held_max &&
           (b = ring_try_pop(next_ring(s)))) {
        events += b->open_count;
        hold(s, b);
    }
    return true;
}

static void note_rates(const struct sink *s, const struct batch *b, int64_t now_ms)
{
    rate_note(b, now_ms);
    if (s->cfg->drift_enabled)
        drift_note(b, now_ms);
}

static void observe(const struct sink *s, const struct batch *b)
{
    uint64_t stored = 0;
    for (uint32_t i = 0; i < b->open_count; i++) {
        uint8_t outcome = b->events[b->open[i]].verdict.outcome;
        stored += outcome == OUTCOME_OPENED || outcome == OUTCOME_UPDATED;
    }
    if (b->open_count)
        note_rates(s, b, clock_wall().ms);
    if (stored)
        metrics_observe_us(METRIC_EVENT_TO_CASE, (clock_mono().ns - b->received.ns) / 1000, stored);
}

static void send_home(struct sink *s)
{
    for (unsigned i = 0; i < s->held_count; i++) {
        observe(s, s->held[i]);
        ring_push(s->home, s->held[i]);
    }
    s->held_count = 0;
}

/* Without work: is Redis there? So that readiness tells the truth before the first event. */
static void look_for_redis(struct sink *s)
{
    struct err e = {.msg = ""};
    if (s->redis == UP)
        return;
    if (writer_look(s->writer, &e) == 0)
        redis_up(s);
    else
        redis_away(s, &e, IDLE_MS);
}

static void *run(void *arg)
{
    struct sink *s = arg;
    pthread_setname_np(pthread_self(), "sink");
    look_for_redis(s);
    for (;;) {
        if (!take(s, IDLE_MS)) {
            /* Dealt in strict order: if this ring will give nothing more, neither will the others.
             */
            if (ring_drained(next_ring(s)))
                break;
            look_for_redis(s);
            continue;
        }
        if (writer_pending(s->writer) > 0 && !write_cycle(s))
            break;
        send_home(s);
    }
    ring_close(s->home);
    return NULL;
}

/* ---- start and stop --------------------------------------------------------------------------*/

struct sink *sink_start(const struct config *cfg, struct ring **in, unsigned in_count,
                        struct ring *home, struct err *e)
{
    uint32_t batch = (uint32_t)cfg->ingest_batch_events;
    uint32_t cycle = batch > CYCLE_EVENTS ? batch : CYCLE_EVENTS;
    struct writer *writer = writer_new(cfg, cycle, e);
    if (!writer)
        return NULL;
    struct sink *s = check_calloc(1, sizeof(*s));
    s->cfg = cfg;
    s->in = in;
    s->in_count = in_count;
    s->home = home;
    s->writer = writer;
    s->cycle_events = cycle;
    s->batch_events = batch;
    s->held_max = (unsigned)cfg->ingest_batches;
    s->held = check_calloc(s->held_max, sizeof(struct batch *));
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->stop, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&s->lock, NULL);
    CHECK(pthread_create(&s->thread, NULL, run, s) == 0);
    return s;
}

void sink_stop(struct sink *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_signal(&s->stop);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    if (s->redis == UP)
        metrics_gauge_add(METRIC_REDIS_UP, -1);
    writer_free(s->writer);
    pthread_cond_destroy(&s->stop);
    pthread_mutex_destroy(&s->lock);
    free(s->held);
    free(s);
}

int sink_check(const struct config *cfg, struct err *e)
{
    struct wire *w = wire_new(cfg, e);
    if (!w)
        return -1;
    wire_free(w);
    return 0;
}

void sink_reload(const struct config *cfg)
{
    struct err e = {""};
    if (!cfg->rounds_calendars[0])
        return;
    if (rounds_reload(cfg, &e) == 0)
        log_info("rounds", "calendars reloaded", "file=\"%s\"", cfg->rounds_calendars);
    else
        log_error("rounds", "reload refused, the old calendars stay", "error=\"%s\"", e.msg);
}
