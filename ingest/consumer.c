/* consumer.c - the thread of an ingest worker.
 *
 *   free batch? --no--> wait for one to come home; after a second pause Kafka, keep polling
 *       | yes
 *   read up to a batchful --> drop what is not expected --> decode --> stage --> next ring
 *
 * A partition whose next schema is being asked for is held alone; the others go on. */
#include "ingest/consumer.h"

#include "core/log.h"
#include "core/metrics.h"
#include "ingest/bytes.h"

#define MS UINT64_C(1000000) /* in ns */
#define TICK_MS 10
#define STARVED_MS 1000
#define GAUGES_EVERY_MS 1000
#define COMMIT_WAIT_MS 5000
#define EMPTY_FOR_MS 3000
#define AHEAD 3       /* messages, for their bytes */
#define FAR_AHEAD 8   /* messages, for where their bytes are */
#define BRING_MAX 512 /* bytes; what is longer the processor sees coming by itself */
#define TOGETHER 32   /* events that go through the first stage together */
#define ROOM_SHARE 4  /* a batch with less than this part of it free is full */

/* Something that came in the place of a message. */
static void take_error(struct ingest *in, const rd_kafka_message_t *m)
{
    struct part *p = m->rkt ? parts_of(in, m) : NULL;
    if (m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        if (p && p->assigned && !p->astray)
            p->eof = true;
        return;
    }
    metrics_add(METRIC_KAFKA_ERRORS, 1);
    log_warn("ingest", "error from Kafka", "lane=%d topic=%s partition=%d code=%s text=\"%s\"",
             in->lane.number, m->rkt ? rd_kafka_topic_name(m->rkt) : "-", m->partition,
             rd_kafka_err2name(m->err), rd_kafka_message_errstr(m));
}

/* Puts m into the batch as the event of p, in flight. false: its schema is not known yet. */
static bool take_event(struct ingest *in, struct slot *s, struct part *p, rd_kafka_message_t *m,
                       wall_ms_t now)
{
    struct event *ev = &s->batch->events[s->batch->count];
    struct held *h = &s->held[s->batch->count];
    ev->source = (struct event_source){.topic = p->topic,
                                       .offset = m->offset,
                                       .partition = m->partition,
                                       .schema_id = -1,
                                       .arrived = now};
    ev->verdict.outcome = OUTCOME_NONE;
    ev->verdict.reason = REASON_NONE;
    ev->verdict.detail[0] = '\0';
    ev->origin = h;
    if (decode_event(in->decoder, m->payload, m->len, ev) == DECODE_WAIT)
        return false;
    CHECK(offsets_begin(&p->offsets, m->offset)); /* room was looked for before */
    *h = (struct held){.msg = m, .part = p, .generation = p->offsets.generation};
    p->expected = m->offset + 1;
    if (s->batch->count++ == 0)
        s->batch->received = clock_mono();
    in->in_flight++;
    return true;
}

/* Is m the next of its partition? What is not was read before a seek, a pause or a revocation and
 * comes again, or has come already. */
static bool wanted(struct part *p, const rd_kafka_message_t *m)
{
    if (!p || !p->assigned)
        return false;
    if (p->astray) {
        if (p->expected < 0)
            p->expected = m->offset; /* where reading this partition would have begun */
        return false;
    }
    return true;
}

static void take_message(struct ingest *in, struct slot *s, rd_kafka_message_t *m, wall_ms_t now)
{
    struct part *p = m->err ? NULL : parts_of(in, m);
    if (m->err) {
        take_error(in, m);
    } else if (wanted(p, m)) {
        p->eof = false;
        if (m->offset < p->expected)
            parts_rewind(in, p, m->offset);
        if (!offsets_room(&p->offsets, m->offset)) {
            p->expected = m->offset;
            parts_hold(in, p, HOLD_WINDOW);
        } else if (take_event(in, s, p, m, now)) {
            return; /* the event owns it now */
        } else {
            p->expected = m->offset;
            p->waiting = m;
            parts_hold(in, p, HOLD_SCHEMA);
            return;
        }
    }
    rd_kafka_message_destroy(m);
}

/* Those that wait get their chance first, into the batch about to be filled. */
static void retry_holds(struct ingest *in, struct slot *s)
{
    wall_ms_t now = clock_wall();
    struct part *p;
    PARTS_EACH(in, p)
    {
        if (p->hold == HOLD_SCHEMA && s->batch->count < s->batch->cap &&
            take_event(in, s, p, p->waiting, now)) {
            p->waiting = NULL;
            metrics_gauge_add(METRIC_IN_FLIGHT, 1);
            parts_unhold(in, p);
        } else if (p->hold == HOLD_WINDOW && offsets_room(&p->offsets, p->expected)) {
            parts_unhold(in, p);
        }
    }
}

/* The events that came last go through the stages that run here, and what each decides is finished
 * at once: its message is freed and its place taken by the next event while both are still in the
 * cache. Most reviews are no complaint, so a batch that leaves is full of those that are. */
static void stage_some(struct ingest *in, struct slot *s, int number, uint32_t from)
{
    if (in->lane.stage[number] && from < s->batch->count) {
        in->lane.stage[number](in->lane.stage_ctx, s->batch, from);
        settle_decided(in, s, from);
    }
}

/* The first stage lets few pass, and places are taken anew: a few events at a time, few places are
 * written to. Not too few: its table has to come into the core's innermost cache again each time.
 */
static void gate(struct ingest *in, struct slot *s, uint32_t some)
{
    if (s->batch->count - s->gated < some)
        return;
    stage_some(in, s, 0, s->gated);
    s->gated = s->batch->count;
}

/* What comes behind it, for all of them: it goes through much memory of its own. */
static void stage(struct ingest *in, struct slot *s)
{
    gate(in, s, 1);
    for (int i = 1; i < INGEST_STAGES; i++)
        stage_some(in, s, i, s->staged);
    s->gated = s->staged = s->batch->count;
    settle_count(in);
}

/* The batch to be filled; NULL: none is free. */
static struct slot *filling(struct ingest *in)
{
    if (!in->filling && in->free_n)
        in->filling = in->free[--in->free_n];
    return in->filling;
}

void consumer_deal(struct ingest *in)
{
    struct slot *s = in->filling;
    if (!s)
        return;
    stage(in, s);
    struct batch *b = s->batch;
    if (!b->count)
        return;
    in->filling = NULL;
    s->gated = s->staged = 0;
    s->busy = true;
    s->count = b->count;
    s->received = b->received;
    if (in->lane.stage[0])
        batch_list_open(b);
    ring_push(in->lane.out[in->dealt++ % in->lane.out_count], b);
}

/* What comes nevertheless is read again. */
static void drop(struct ingest *in, ssize_t n)
{
    for (ssize_t i = 0; i < n; i++) {
        if (in->msgs[i]->err)
            take_error(in, in->msgs[i]);
        else
            wanted(parts_of(in, in->msgs[i]), in->msgs[i]);
        rd_kafka_message_destroy(in->msgs[i]);
    }
}

/* The bytes of a message, which another core has unpacked, into this one's cache. */
BYTES_INLINE void bring(const rd_kafka_message_t *m)
{
    for (size_t at = 0; at < m->len && at < BRING_MAX; at += 64)
        __builtin_prefetch((const char *)m->payload + at);
}

static void take_all(struct ingest *in, struct slot *s, ssize_t n)
{
    uint64_t before = in->in_flight;
    wall_ms_t now = clock_wall();
    for (ssize_t i = 0; i < n; i++) {
        if (i + FAR_AHEAD < n)
            __builtin_prefetch(in->msgs[i + FAR_AHEAD]);
        if (i + AHEAD < n)
            bring(in->msgs[i + AHEAD]);
        take_message(in, s, in->msgs[i], now);
        gate(in, s, TOGETHER);
    }
    metrics_gauge_add(METRIC_IN_FLIGHT, (int64_t)(in->in_flight - before));
}

/* How much longer the batch may wait for more events. */
static int linger_left(const struct ingest *in, const struct batch *b)
{
    int64_t linger = in->cfg->ingest_linger_ms;
    if (b->count == b->cap || b->cap - b->count < b->cap / ROOM_SHARE ||
        (b->count && !in->lane.stage[0]))
        return 0; /* what is read into so little room is not worth the call */
    int64_t gone = b->count ? (int64_t)clock_elapsed_ms(b->received, clock_mono()) : 0;
    return gone < linger ? (int)(linger - gone) : 0;
}

/* librdkafka waits until it has as many as asked for or the time is over: that is the lingering. */
static void read_batch(struct ingest *in)
{
    struct slot *s = filling(in);
    uint32_t room = s->batch->cap - s->batch->count; /* 0: full of what had waited for a schema */
    int linger = linger_left(in, s->batch);
    ssize_t n =
        room ? rd_kafka_consume_batch_queue(in->queue, linger ? linger : 1, in->msgs, room) : 0;
    s = filling(in); /* two rebalances within one read have dealt the batch */
    if (s) {
        awake_serve(in, n);
        take_all(in, s, n);
        stage(in, s);
        if (!linger_left(in, s->batch))
            consumer_deal(in);
    } else {
        parts_pause_all(in);
        drop(in, n);
    }
    rebalance_serve(in);
}

/* Keeps the membership alive while nothing can be taken. */
static void poll_only(struct ingest *in)
{
    drop(in, rd_kafka_consume_batch_queue(in->queue, 1, in->msgs,
                                          (size_t)in->cfg->ingest_batch_events));
    rebalance_serve(in);
}

/* No free batch: the stages behind are slow, and that is what backpressure is for. */
static void starve(struct ingest *in, mono_ns_t now)
{
    if (in->starved_since.ns == 0)
        in->starved_since = now;
    consumer_deal(in);
    settle_wait(in, TICK_MS);
    if (!in->paused && clock_elapsed_ms(in->starved_since, now) >= STARVED_MS) {
        metrics_add(METRIC_PAUSES, 1);
        log_info("ingest", "paused: no batch came back for a second", "lane=%d in_flight=%llu",
                 in->lane.number, (unsigned long long)in->in_flight);
        parts_pause_all(in);
    }
    if (in->paused)
        poll_only(in);
}

/* A pause throws away what was fetched ahead, so it ends only with some room to work in. */
static bool may_read(struct ingest *in)
{
    if (!filling(in) || (in->paused && in->free_n + 1 < (in->slots_n + 3) / 4))
        return false;
    in->starved_since.ns = 0;
    if (in->paused)
        parts_resume_all(in);
    return true;
}

static bool read_to_end(struct ingest *in)
{
    struct part *p;
    uint64_t assigned = 0;
    if (!in->joined || in->between || in->in_flight || in->holds || in->paused)
        return false;
    PARTS_EACH(in, p)
    {
        if (p->assigned && (!p->eof || p->astray))
            return false;
        assigned += p->assigned;
    }
    /* With the cooperative protocol a new member gets nothing at first and its share later. */
    if (assigned == 0 && clock_elapsed_ms(in->assigned_at, clock_mono()) < EMPTY_FOR_MS)
        return false;
    return commit_all_done(in);
}

/* What does not belong to a batch, every 10 ms. */
static void tick(struct ingest *in, mono_ns_t now)
{
    if (now.ns < in->next_tick.ns)
        return;
    in->next_tick.ns = now.ns + TICK_MS * MS;
    commit_serve(in, 0);
    if (in->holds && !in->paused && filling(in))
        retry_holds(in, in->filling);
    parts_reposition(in);
    bool at_end = in->options.exit_at_end && in->in_flight == 0 && read_to_end(in);
    atomic_store_explicit(&in->at_end, at_end, memory_order_relaxed);
    if (now.ns >= in->next_commit.ns) {
        in->next_commit.ns = now.ns + (uint64_t)in->cfg->ingest_commit_interval_ms * MS;
        commit_send(in);
    }
    if (now.ns >= in->next_gauges.ns) {
        in->next_gauges.ns = now.ns + GAUGES_EVERY_MS * MS;
        deadletter_poll(in->letters, 0); /* also serves its errors when no letter is out */
        report_gauges(in, now);
        report_topics(in, now);
        report_letters(in, now);
        report_state(in);
    }
    report_probe(in, now);
}

/* Stop: finish what is in flight, commit it, leave the group. */
static void finish(struct ingest *in)
{
    mono_ns_t from = clock_mono();
    uint64_t limit = (uint64_t)in->cfg->ingest_drain_timeout_ms;
    consumer_deal(in);
    while (in->in_flight > 0 && clock_elapsed_ms(from, clock_mono()) < limit) {
        settle_wait(in, TICK_MS);
        commit_serve(in, 0);
    }
    commit_flush(in, (mono_ns_t){clock_mono().ns + COMMIT_WAIT_MS * MS});
    in->closing = true;
    if (in->rebalance.list) /* noted by the last read; close() settles it with the client */
        rd_kafka_topic_partition_list_destroy(in->rebalance.list);
    in->rebalance.list = NULL;
    rd_kafka_consumer_close(in->rk);
}

void *consumer_loop(void *ingest)
{
    struct ingest *in = ingest;
    while (!atomic_load_explicit(&in->stop, memory_order_relaxed)) {
        mono_ns_t now = clock_mono();
        settle_arrived(in);
        tick(in, now);
        if (may_read(in))
            read_batch(in);
        else
            starve(in, now);
    }
    finish(in);
    return NULL;
}
