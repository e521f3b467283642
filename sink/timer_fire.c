/* Due cases are carried out: their hashes -> rounds_step(WAKE) -> rd_apply. */
#include "sink/timer_in.h"

#include "core/log.h"
#include "core/metrics.h"

#include <string.h>

#define DAMAGED_PAUSE_MS 60000

/* false: somebody wrote what cannot be. An empty hash is a case that is gone: rev 0. */
static bool read_head(const redisReply *hash, struct cases_head *h)
{
    int read = cases_read(hash, h);
    return read >= 0;
}

/* A damaged case must not come up at every look; in a minute somebody may have repaired it. */
static void queue_postponed(struct timer *t, const struct timer_due *d)
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
static void queue_fired(struct timer *t, const struct timer_fired *f)
{
    struct cases_step step = {.id = f->due->id,
                              .was = &f->head,
                              .next = f->out.allowed ? &f->out.next : NULL,
                              .alerts = f->out.alerts,
                              .alert_count = f->out.alert_count,
                              .event = rounds_event_name[ROUNDS_EV_WAKE],
                              .not_before_ms = f->out.at_ms,
                              .trusted = true};
    cases_apply(&t->cases, wire_command(t->wire), f->due->shard, &step);
    wire_push(t->wire, f->due->shard);
}

/* Another timer was there first, or a person. */
static void count_raced(struct timer *t, const struct timer_due *d)
{
    metrics_add(METRIC_TIMER_RACED, 1);
    t->shard[d->shard].lost++;
}

/* Steps the chunk's cases by their hashes. Returns how many calls are worth making; what another
 * timer has already moved is not among them. */
static unsigned step_chunk(struct timer *t, const struct timer_due *due, unsigned n,
                           const struct timer_due **damaged, unsigned *damaged_count)
{
    unsigned kept = 0;
    *damaged_count = 0;
    for (unsigned i = 0; i < n; i++) {
        struct timer_fired *f = &t->fired[kept];
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
            count_raced(t, &due[i]);
    }
    return kept;
}

static void count_fired(struct timer *t, const struct timer_fired *f, int64_t now_ms)
{
    int64_t late = now_ms - f->head.state.wake_ms;
    metrics_add(METRIC_TIMER_FIRED, 1);
    t->shard[f->due->shard].won++;
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
        else if (r->element[0]->integer != CASES_EARLY) /* a clock was set back: no race */
            count_raced(t, t->fired[i].due);
    }
}

enum wire_result timer_fire(struct timer *t, const struct timer_due *due, unsigned n, struct err *e)
{
    const struct timer_due *damaged[TIMER_CHUNK];
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
