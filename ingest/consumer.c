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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MS UINT64_C(1000000) /* in ns */
#define TICK_MS 10
#define STARVED_MS 1000
#define GAUGES_EVERY_MS 1000
#define PROBE_EVERY_MS 2000
#define PROBE_LIMIT_MS 500
#define COMMIT_WAIT_MS 5000
#define EMPTY_FOR_MS 3000

static void on_error(rd_kafka_t *rk, int code, const char *reason, void *ingest)
{
    struct ingest *in = ingest;
    kafka_note_error(rk, code, reason);
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
        in->no_broker = true;
}

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
    s->batch->count++;
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
    return m->offset >= p->expected;
}

static void take_message(struct ingest *in, struct slot *s, rd_kafka_message_t *m, wall_ms_t now)
{
    struct part *p = m->err ? NULL : parts_of(in, m);
    if (m->err) {
        take_error(in, m);
    } else if (wanted(p, m)) {
        p->eof = false;
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
            parts_unhold(in, p);
        } else if (p->hold == HOLD_WINDOW && offsets_room(&p->offsets, p->expected)) {
            parts_unhold(in, p);
        }
    }
}

static void deal(struct ingest *in, struct slot *s)
{
    struct batch *b = s->batch;
    in->free_n--;
    s->busy = true;
    s->count = b->count;
    s->received = b->received;
    in->in_flight += b->count;
    metrics_gauge_add(METRIC_IN_FLIGHT, b->count);
    if (in->lane.stage)
        in->lane.stage(in->lane.stage_ctx, b);
    ring_push(in->lane.out[in->dealt++ % in->lane.out_count], b);
}

/* librdkafka waits until the batch is full or the time is over: that is the lingering. */
static void read_batch(struct ingest *in)
{
    struct slot *s = in->free[in->free_n - 1];
    struct batch *b = s->batch;
    int linger = (int)in->cfg->ingest_linger_ms;
    if (b->count == b->cap) /* full of events that had waited for a schema */
        linger = 0;
    ssize_t n =
        rd_kafka_consume_batch_queue(in->queue, linger ? linger : 1, in->msgs, b->cap - b->count);
    if (n > 0) {
        wall_ms_t now = clock_wall();
        in->no_broker = false;
        for (ssize_t i = 0; i < n; i++)
            take_message(in, s, in->msgs[i], now);
    }
    if (b->count) {
        b->received = clock_mono();
        deal(in, s);
    }
    rebalance_serve(in);
}

/* Keeps the membership alive while nothing can be taken; what comes nevertheless is read again. */
static void poll_only(struct ingest *in)
{
    ssize_t n =
        rd_kafka_consume_batch_queue(in->queue, 1, in->msgs, (size_t)in->cfg->ingest_batch_events);
    for (ssize_t i = 0; i < n; i++) {
        if (in->msgs[i]->err)
            take_error(in, in->msgs[i]);
        else
            wanted(parts_of(in, in->msgs[i]), in->msgs[i]);
        rd_kafka_message_destroy(in->msgs[i]);
    }
    rebalance_serve(in);
}

/* No free batch: the stages behind are slow, and that is what backpressure is for. */
static void starve(struct ingest *in, mono_ns_t now)
{
    if (in->starved_since.ns == 0)
        in->starved_since = now;
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
    if (in->free_n == 0 || (in->paused && in->free_n < (in->slots_n + 3) / 4))
        return false;
    in->starved_since.ns = 0;
    if (in->paused)
        parts_resume_all(in);
    return true;
}

/* From our own side of the batch: its events belong to another thread now. */
static void oldest_of_slot(const struct slot *s)
{
    for (uint32_t n = s->settled; n < s->count; n++) {
        struct part *p = s->held[n].part;
        if (!p->oldest.ns || s->received.ns < p->oldest.ns)
            p->oldest = s->received;
    }
}

static void oldest_of_all(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    p->oldest.ns = 0;
    for (unsigned i = 0; i < in->slots_n; i++)
        if (in->slots[i].busy)
            oldest_of_slot(&in->slots[i]);
    for (unsigned i = 0; deadletter_pending(in->letters) && i < DEADLETTER_MAX; i++) {
        const struct letter *l = deadletter_letter(in->letters, i);
        p = l ? l->part : NULL;
        if (p && (!p->oldest.ns || l->received.ns < p->oldest.ns))
            p->oldest = l->received;
    }
}

/* Events in Kafka and not committed; -1 while unknown. */
static int64_t lag_of(struct ingest *in, const struct part *p)
{
    int64_t low = -1, high = -1, mark = offsets_watermark(&p->offsets);
    int64_t from = p->committed >= 0 ? p->committed : mark >= 0 ? mark : p->expected;
    if (rd_kafka_get_watermark_offsets(in->rk, p->topic, p->partition, &low, &high) || high < 0)
        return -1;
    if (from < 0) /* nothing came since the assignment: either there is nothing, or it is paused */
        return in->paused ? -1 : 0;
    return high > from ? high - from : 0;
}

static void show_gauges(struct ingest *in, mono_ns_t now)
{
    struct part *p;
    oldest_of_all(in);
    PARTS_EACH(in, p)
    if (p->assigned)
        gauges_show(p->gauge, lag_of(in, p), p->offsets.in_flight,
                    p->oldest.ns ? clock_elapsed_ms(p->oldest, now) : 0);
}

/* "All brokers down" is reported, that they are back is not: ask. */
static void probe(struct ingest *in, mono_ns_t now)
{
    const struct rd_kafka_metadata *md;
    if (!in->no_broker || now.ns < in->next_probe.ns)
        return;
    if (rd_kafka_metadata(in->rk, 0, NULL, &md, PROBE_LIMIT_MS) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_metadata_destroy(md);
        in->no_broker = false;
    }
    in->next_probe.ns = clock_mono().ns + PROBE_EVERY_MS * MS;
}

static void show_state(struct ingest *in)
{
    char why[256];
    enum gauges_lane state = in->joined ? GAUGES_WELL : GAUGES_JOINING;
    if (deadletter_failing(in->letters))
        state = GAUGES_DEAD_LETTERS;
    if (in->no_broker)
        state = GAUGES_NO_BROKER;
    if (rd_kafka_fatal_error(in->rk, why, sizeof(why))) {
        state = GAUGES_FATAL;
        log_error("ingest", "the Kafka client gave up", "lane=%d error=\"%s\"", in->lane.number,
                  why);
    }
    gauges_lane(&in->state, state);
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
    if (in->holds && in->free_n && !in->paused)
        retry_holds(in, in->free[in->free_n - 1]);
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
        show_gauges(in, now);
        show_state(in);
    }
    probe(in, now);
}

/* Stop: finish what is in flight, commit it, leave the group. */
static void finish(struct ingest *in)
{
    mono_ns_t from = clock_mono();
    uint64_t limit = (uint64_t)in->cfg->ingest_drain_timeout_ms;
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

static void *loop(void *ingest)
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

static void make_pool(struct ingest *in)
{
    unsigned n = in->slots_n = (unsigned)in->cfg->ingest_batches;
    uint32_t cap = (uint32_t)in->cfg->ingest_batch_events;
    in->slots = check_calloc(n, sizeof(*in->slots));
    in->free = check_calloc(n, sizeof(*in->free));
    in->stuck = check_calloc(n, sizeof(*in->stuck));
    in->held = check_calloc((size_t)n * cap, sizeof(*in->held));
    in->msgs = check_calloc(cap, sizeof(*in->msgs));
    for (unsigned i = 0; i < n; i++) {
        in->slots[i] = (struct slot){.batch = batch_new(cap), .held = in->held + (size_t)i * cap};
        in->free[in->free_n++] = &in->slots[i];
    }
}

/* A member that keeps its partitions over a restart needs an id of its own; the user gives one for
 * the process, and each lane adds its number. */
static int set_instance(struct ingest *in, rd_kafka_conf_t *conf, struct err *e)
{
    char id[256];
    size_t len = sizeof(id) - 16;
    if (rd_kafka_conf_get(conf, "group.instance.id", id, &len) != RD_KAFKA_CONF_OK || !id[0])
        return 0;
    snprintf(id + strlen(id), 16, "-%d", in->lane.number);
    return kafka_set(conf, "group.instance.id", id, e);
}

static int open_consumer(struct ingest *in, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(in->cfg, KAFKA_CONSUMER, e);
    if (!conf)
        return -1;
    rd_kafka_conf_set_opaque(conf, in);
    rd_kafka_conf_set_error_cb(conf, on_error);
    rd_kafka_conf_set_rebalance_cb(conf, rebalance_callback);
    if (set_instance(in, conf, e) != 0 ||
        (in->options.exit_at_end && kafka_set(conf, "enable.partition.eof", "true", e) != 0)) {
        rd_kafka_conf_destroy(conf);
        return -1;
    }
    in->rk = kafka_new(conf, KAFKA_CONSUMER, e);
    if (!in->rk)
        return -1;
    rd_kafka_poll_set_consumer(in->rk);
    in->queue = rd_kafka_queue_get_consumer(in->rk);
    in->commit_queue = rd_kafka_queue_new(in->rk);
    return 0;
}

static int subscribe(struct ingest *in, struct err *e)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(4);
    char *copy = check_strdup(in->cfg->ingest_topics), *save = NULL;
    for (char *t = strtok_r(copy, ", ", &save); t; t = strtok_r(NULL, ", ", &save))
        rd_kafka_topic_partition_list_add(l, t, RD_KAFKA_PARTITION_UA);
    free(copy);
    rd_kafka_resp_err_t err =
        l->cnt ? rd_kafka_subscribe(in->rk, l) : RD_KAFKA_RESP_ERR__INVALID_ARG;
    rd_kafka_topic_partition_list_destroy(l);
    return err ? err_set(e, "ingest.topics = '%s': %s", in->cfg->ingest_topics,
                         rd_kafka_err2str(err))
               : 0;
}

struct ingest *ingest_start(const struct config *cfg, struct schemas *schemas,
                            const struct ingest_lane *lane, const struct ingest_options *options,
                            struct err *e)
{
    struct ingest *in = check_calloc(1, sizeof(*in));
    const struct deadletter_calls calls = {settle_delivered, settle_abandoned, in};
    in->cfg = cfg;
    in->lane = *lane;
    in->options = options ? *options : (struct ingest_options){0};
    if (!(in->letters = deadletter_new(cfg, &calls, e)) || open_consumer(in, e) != 0 ||
        subscribe(in, e) != 0) {
        ingest_free(in);
        return NULL;
    }
    in->decoder = decoder_new(schemas);
    make_pool(in);
    gauges_lane(&in->state, GAUGES_JOINING);
    int rc = pthread_create(&in->thread, NULL, loop, in);
    CHECK(rc == 0);
    return in;
}

bool ingest_at_end(const struct ingest *in)
{
    return atomic_load_explicit(&in->at_end, memory_order_relaxed);
}

void ingest_ask_stop(struct ingest *in)
{
    atomic_store_explicit(&in->stop, true, memory_order_relaxed);
}

uint64_t ingest_stop(struct ingest *in)
{
    ingest_ask_stop(in);
    pthread_join(in->thread, NULL);
    gauges_lane(&in->state, GAUGES_NONE);
    return in->in_flight + in->unfinished;
}

/* Messages of batches that were still out when the worker ended. */
static void free_messages(struct ingest *in)
{
    size_t n = in->held ? (size_t)in->slots_n * (size_t)in->cfg->ingest_batch_events : 0;
    for (size_t i = 0; i < n; i++)
        if (in->held[i].msg)
            rd_kafka_message_destroy(in->held[i].msg);
    metrics_gauge_add(METRIC_IN_FLIGHT, -(int64_t)in->in_flight);
}

void ingest_free(struct ingest *in)
{
    if (!in)
        return;
    free_messages(in);
    deadletter_free(in->letters);
    decoder_free(in->decoder);
    if (in->rk) {
        parts_free(in);
        rd_kafka_queue_destroy(in->commit_queue);
        rd_kafka_queue_destroy(in->queue);
        rd_kafka_destroy_flags(in->rk, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
    for (unsigned i = 0; i < in->slots_n; i++)
        batch_free(in->slots[i].batch);
    free(in->slots);
    free(in->free);
    free(in->stuck);
    free(in->held);
    free(in->msgs);
    free(in);
}
