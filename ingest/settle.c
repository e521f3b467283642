/* settle.c - batches come home: what became of each event is counted, its offset is finished, its
 * message freed. Dead letters wait for Kafka's word first.
 *
 * events_total counts what is finished, here and nowhere else, so that it equals the sum of the
 * outcomes at any moment; what is read twice because of a rebalance counts when it is finished. */
#include "ingest/consumer.h"

#include "core/metrics.h"
#include "ingest/bytes.h"

#define AHEAD 4 /* events */

static void count_lag(struct tally *t, const struct event *ev)
{
    int64_t ms = ev->source.arrived.ms - ev->fields.created_at;
    uint64_t lag = ms > 0 ? (uint64_t)ms : 0;
    unsigned power = lag ? 63 - (unsigned)__builtin_clzll(lag) : 0;
    t->lag[power].n++;
    t->lag[power].sum_ms += lag;
}

static void count(struct tally *t, const struct event *ev, size_t bytes)
{
    t->events++;
    t->bytes += bytes;
    t->outcome[ev->verdict.outcome]++;
    for (unsigned i = 0; i < ev->finding.cause_count; i++)
        t->cause[ev->finding.cause[i]]++;
    count_lag(t, ev);
}

void settle_count(struct ingest *in)
{
    struct tally *t = &in->tally;
    if (t->events + t->unfinished == 0)
        return;
    metrics_add(METRIC_EVENTS, t->events);
    metrics_add(METRIC_EVENT_BYTES, t->bytes);
    for (unsigned i = 0; i < OUTCOME_N; i++)
        if (t->outcome[i])
            metrics_add_by(METRIC_OUTCOMES, i, t->outcome[i]);
    for (unsigned i = 0; i < CAUSE_N; i++)
        if (t->cause[i])
            metrics_add_by(METRIC_CAUSES, i, t->cause[i]);
    for (unsigned i = 0; i < 64; i++)
        if (t->lag[i].n)
            metrics_observe_us(METRIC_SOURCE_LAG, t->lag[i].sum_ms / t->lag[i].n * 1000,
                               t->lag[i].n);
    metrics_gauge_add(METRIC_IN_FLIGHT, -(int64_t)(t->events + t->unfinished));
    in->in_flight -= t->events + t->unfinished;
    in->unfinished += t->unfinished;
    *t = (struct tally){0};
}

static void leaves(struct ingest *in)
{
    in->in_flight--;
    metrics_gauge_add(METRIC_IN_FLIGHT, -1);
}

void settle_delivered(void *ingest, const struct letter *l)
{
    struct ingest *in = ingest;
    metrics_add(METRIC_EVENTS, 1);
    metrics_add(METRIC_EVENT_BYTES, l->bytes);
    metrics_add_by(METRIC_OUTCOMES, OUTCOME_DEAD_LETTER, 1);
    metrics_add_by(METRIC_DEAD_LETTERS, l->reason, 1);
    leaves(in);
    offsets_done(l->offsets, l->generation, l->offset);
}

void settle_abandoned(void *ingest, const struct letter *l)
{
    struct ingest *in = ingest;
    (void)l;
    leaves(in);
    in->unfinished++;
}

static bool send_letter(struct ingest *in, const struct event *ev, const struct held *h,
                        const struct batch *b)
{
    const struct letter tag = {.offsets = &h->part->offsets,
                               .part = h->part,
                               .offset = ev->source.offset,
                               .generation = h->generation,
                               .received = b->received};
    return deadletter_send(in->letters, h->msg, ev, &tag);
}

/* false: a dead letter that finds no room yet. */
static bool settle_event(struct ingest *in, const struct event *ev, const struct batch *b)
{
    struct held *h = ev->origin;
    if (ev->verdict.outcome == OUTCOME_DEAD_LETTER) {
        if (!send_letter(in, ev, h, b))
            return false;
    } else if (ev->verdict.outcome == OUTCOME_NONE) {
        in->tally.unfinished++; /* given up at the end of the process: not finished, read again */
    } else {
        count(&in->tally, ev, h->msg->len);
        offsets_done(&h->part->offsets, h->generation, ev->source.offset);
    }
    rd_kafka_message_destroy(h->msg);
    h->msg = NULL;
    return true;
}

/* What freeing a message reads: it lies within a larger one of librdkafka's, of some 300 bytes.
 * Always inline: see event_prefetch. */
BYTES_INLINE void bring_message(const rd_kafka_message_t *m)
{
    for (int line = 0; m && line < 4; line++)
        __builtin_prefetch((const char *)m - 128 + 64 * line);
}

/* What is read of an event that comes home: the sink's core has had it since. */
BYTES_INLINE void bring(const struct slot *s, uint32_t i)
{
    if (i + AHEAD < s->batch->count)
        bring_message(s->held[i + AHEAD].msg);
    if (i >= s->batch->count)
        return;
    const struct event *ev = &s->batch->events[i];
    __builtin_prefetch(&ev->source.offset);
    __builtin_prefetch(&ev->fields.created_at);
    __builtin_prefetch(&ev->finding.cause_count);
    __builtin_prefetch(&ev->verdict.outcome);
}

/* Deals with the rest of a batch that is home; true: it is free again. */
static bool settle_slot(struct ingest *in, struct slot *s)
{
    struct batch *b = s->batch;
    for (; s->settled < b->count; s->settled++) {
        bring(s, s->settled + AHEAD);
        if (!settle_event(in, &b->events[s->settled], b))
            break;
    }
    settle_count(in);
    if (s->settled < b->count)
        return false;
    b->count = s->settled = 0;
    s->busy = false;
    in->free[in->free_n++] = s;
    return true;
}

static void move(struct slot *s, uint32_t to, uint32_t from)
{
    struct batch *b = s->batch;
    if (to == from)
        return;
    s->held[to] = s->held[from];
    s->held[from].msg = NULL;
    b->events[to] = b->events[from];
    b->events[to].origin = &s->held[to];
}

/* Dead letters stay: they are written when the batch comes home. */
void settle_decided(struct ingest *in, struct slot *s, uint32_t from)
{
    struct batch *b = s->batch;
    uint32_t kept = from;
    for (uint32_t i = from; i < b->count; i++) {
        if (i + AHEAD < b->count)
            bring_message(s->held[i + AHEAD].msg);
        if (b->events[i].verdict.outcome == OUTCOME_NO_COMPLAINT)
            settle_event(in, &b->events[i], b);
        else
            move(s, kept++, i);
    }
    b->count = kept;
}

static struct slot *slot_of(struct ingest *in, const struct batch *b)
{
    const struct held *first = b->events[0].origin;
    return &in->slots[(size_t)(first - in->held) / b->cap];
}

static void settle_batch(struct ingest *in, struct batch *b)
{
    struct slot *s = slot_of(in, b);
    CHECK(s->batch == b && s->busy);
    if (!settle_slot(in, s))
        in->stuck[in->stuck_n++] = s;
}

static void settle_stuck(struct ingest *in)
{
    unsigned still = 0;
    for (unsigned i = 0; i < in->stuck_n; i++)
        if (!settle_slot(in, in->stuck[i]))
            in->stuck[still++] = in->stuck[i];
    in->stuck_n = still;
}

void settle_arrived(struct ingest *in)
{
    struct batch *b;
    if (deadletter_pending(in->letters))
        deadletter_poll(in->letters, 0);
    if (in->stuck_n && deadletter_pending(in->letters) < DEADLETTER_MAX)
        settle_stuck(in);
    while ((b = ring_try_pop(in->lane.home)) != NULL)
        settle_batch(in, b);
}

void settle_wait(struct ingest *in, int timeout_ms)
{
    /* Reports do not come through the ring: with letters out, look after them meanwhile. */
    if (deadletter_pending(in->letters))
        deadletter_poll(in->letters, timeout_ms < 5 ? timeout_ms : 5);
    struct batch *b = ring_pop(in->lane.home, timeout_ms);
    if (b)
        settle_batch(in, b);
    settle_arrived(in);
}
