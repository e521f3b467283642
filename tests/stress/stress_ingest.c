/* The whole of ingest against a fake next stage and librdkafka's mock cluster in this process.
 *
 * The decoder is a fake too (its own tests are elsewhere): a value says what it wants to be.
 *   "ok"    decodes        "bad"  is rejected, and so becomes a dead letter
 *   "late"  its schema is not known until `schemas_known` is set
 *   "none"  the store gives it back as refused
 * With REDRESS_TEST_KAFKA=HOST:PORT it runs against that broker instead of the mock cluster,
 * without the tests that need a broker that misbehaves on demand; integration/test_ingest.py does
 * so.
 *
 * What must hold in the end: every offset went through (exactly once, where nothing was
 * rebalanced), and at no moment was an offset committed below which something was unfinished. */
#include "core/clock.h"
#include "core/metrics.h"
#include "ingest/deadletter_view.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/kafka.h"

#include <librdkafka/rdkafka_mock.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PARTS 4
#define OFFSETS_MAX 20000
#define BATCHES 16
#define LINES 2 /* rings between ingest and the stage behind */

static _Atomic bool schemas_known;

/* ---- a decoder that does what the value says ---- */

struct decoder {
    int unused;
};

struct decoder *decoder_new(struct schemas *schemas)
{
    (void)schemas;
    return check_calloc(1, sizeof(struct decoder));
}

void decoder_free(struct decoder *d)
{
    free(d);
}

static bool says(const void *bytes, size_t len, const char *word)
{
    return len >= strlen(word) && memcmp(bytes, word, strlen(word)) == 0;
}

enum decode_status decode_event(struct decoder *d, const void *bytes, size_t len, struct event *ev)
{
    (void)d;
    event_fields_init(&ev->fields);
    if (!bytes || says(bytes, len, "bad"))
        event_reject(ev, REASON_BAD_MAGIC, "frame at byte 0");
    else if (says(bytes, len, "late") && !atomic_load(&schemas_known))
        return DECODE_WAIT;
    ev->source.schema_id = 7;
    ev->fields.body = (struct str){bytes, (uint32_t)len};
    return DECODE_DONE;
}

/* ---- what happened to each offset, whoever had it ---- */

static _Atomic uint32_t seen[PARTS][OFFSETS_MAX], done[PARTS][OFFSETS_MAX];

/* ---- the cluster ---- */

struct world {
    struct config *cfg;
    rd_kafka_t *home;                 /* the handle the cluster lives in, or the topics' maker */
    rd_kafka_mock_cluster_t *cluster; /* NULL: a real broker */
    int64_t ends[PARTS];
};

/* Topics of a test; on a broker that is not the test's own each needs names of its own. */
static char in[64] = "in", dead[64] = "dead";

static void set(struct config *cfg, const char *assignment)
{
    struct err e;
    if (config_assign(cfg, assignment, &e) != 0)
        fail_msg("%s: %s", assignment, e.msg);
}

static const char *real_broker(void)
{
    return getenv("REDRESS_TEST_KAFKA");
}

static void make_topic(rd_kafka_t *rk, const char *name, int partitions)
{
    char why[256];
    rd_kafka_queue_t *q = rd_kafka_queue_new(rk);
    rd_kafka_NewTopic_t *t = rd_kafka_NewTopic_new(name, partitions, 1, why, sizeof(why));
    rd_kafka_CreateTopics(rk, &t, 1, NULL, q);
    rd_kafka_event_t *ev = rd_kafka_queue_poll(q, 20000);
    assert_non_null(ev);
    size_t n;
    const rd_kafka_topic_result_t **r =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(ev), &n);
    assert_int_equal(rd_kafka_topic_result_error(r[0]), 0);
    rd_kafka_event_destroy(ev);
    rd_kafka_NewTopic_destroy(t);
    rd_kafka_queue_destroy(q);
}

static const char *start_mock(struct world *w)
{
    char why[256];
    w->home = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), why, sizeof(why));
    w->cluster = rd_kafka_mock_cluster_new(w->home, 1);
    assert_int_equal(rd_kafka_mock_topic_create(w->cluster, in, PARTS, 1), 0);
    assert_int_equal(rd_kafka_mock_topic_create(w->cluster, dead, 2, 1), 0);
    return rd_kafka_mock_cluster_bootstraps(w->cluster);
}

static void use_broker(struct world *w, const char *address)
{
    static int number;
    char why[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", address, why, sizeof(why));
    w->home = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof(why));
    number++;
    snprintf(in, sizeof(in), "in.%d.%d", (int)getpid(), number);
    snprintf(dead, sizeof(dead), "dead.%d.%d", (int)getpid(), number);
    make_topic(w->home, in, PARTS);
    make_topic(w->home, dead, 2);
}

static void setf(struct config *cfg, const char *key, const char *value)
{
    char text[512];
    snprintf(text, sizeof(text), "%s=%s", key, value);
    set(cfg, text);
}

static void world_init(struct world *w)
{
    *w = (struct world){.cfg = config_new()};
    if (real_broker())
        use_broker(w, real_broker());
    setf(w->cfg, "kafka.bootstrap.servers", real_broker() ? real_broker() : start_mock(w));
    setf(w->cfg, "ingest.topics", in);
    setf(w->cfg, "ingest.group", in);
    setf(w->cfg, "ingest.dead_letter_topic", dead);
    set(w->cfg, "kafka.consumer.session.timeout.ms=6000");
    set(w->cfg, "kafka.consumer.heartbeat.interval.ms=200");
    set(w->cfg, "ingest.batches=16");
    set(w->cfg, "ingest.batch_events=64");
    set(w->cfg, "ingest.commit_interval_ms=50");
    memset(seen, 0, sizeof(seen));
    memset(done, 0, sizeof(done));
    atomic_store(&schemas_known, false);
}

/* A test that needs a broker that misbehaves. */
static void need_mock(void)
{
    if (real_broker())
        skip();
}

static void world_fini(struct world *w)
{
    if (w->cluster)
        rd_kafka_mock_cluster_destroy(w->cluster);
    rd_kafka_destroy(w->home);
    config_free(w->cfg);
}

/* ---- putting in ---- */

static rd_kafka_t *producer(struct world *w)
{
    struct err e;
    rd_kafka_conf_t *conf = kafka_conf(w->cfg, KAFKA_PRODUCER, &e);
    if (!conf)
        fail_msg("%s", e.msg);
    return kafka_new(conf, KAFKA_PRODUCER, &e);
}

static void put(struct world *w, rd_kafka_t *rk, int32_t partition, const void *value, size_t len)
{
    char key[32];
    snprintf(key, sizeof(key), "k%lld", (long long)w->ends[partition]);
    rd_kafka_resp_err_t err = rd_kafka_producev(
        rk, RD_KAFKA_V_TOPIC(in), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_KEY(key, strlen(key)),
        RD_KAFKA_V_VALUE((void *)(uintptr_t)value, len), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_HEADER("trace", "abc", 3), RD_KAFKA_V_END);
    assert_int_equal(err, 0);
    w->ends[partition]++;
    rd_kafka_poll(rk, 0);
}

/* `n` records for each partition; every `every`th says `word`, the others are fine. */
static void put_many(struct world *w, int n, const char *word, int every)
{
    rd_kafka_t *rk = producer(w);
    for (int i = 0; i < n; i++)
        for (int p = 0; p < PARTS; p++) {
            char value[64];
            bool other = every && i % every == every - 1;
            int len = snprintf(value, sizeof(value), "%s %d/%d", other ? word : "ok", p, i);
            put(w, rk, p, value, (size_t)len);
        }
    assert_int_equal(rd_kafka_flush(rk, 20000), 0);
    rd_kafka_destroy(rk);
}

/* ---- one worker and the stage behind it ---- */

struct lane {
    struct world *w;
    struct ingest *ingest;
    struct ring *out[LINES], *home;
    pthread_t thread;
    _Atomic bool stall;     /* take nothing, give nothing back */
    _Atomic int delay_us;   /* for each batch */
    struct batch *hoard[4]; /* finished, but given back late and out of order */
    unsigned hoard_n;
    uint64_t dealt;
    _Atomic uint64_t taken; /* batches */
};

static void finish(struct batch *b)
{
    for (uint32_t i = 0; i < b->count; i++) {
        struct event *ev = &b->events[i];
        int32_t p = ev->source.partition;
        CHECK(strcmp(ev->source.topic, in) == 0);
        CHECK(ev->source.offset >= 0 && ev->source.offset < OFFSETS_MAX);
        atomic_fetch_add(&seen[p][ev->source.offset], 1);
        if (ev->verdict.outcome == OUTCOME_DEAD_LETTER)
            continue; /* not finished before its letter is delivered; ingest's own business */
        if (ev->fields.body.len >= 4 && memcmp(ev->fields.body.ptr, "none", 4) == 0)
            event_reject(ev, REASON_REJECTED, "refused for good");
        else
            ev->verdict.outcome = OUTCOME_OPENED;
        atomic_fetch_add(&done[p][ev->source.offset], 1);
    }
}

/* Gives back one of the hoarded batches, not the oldest first. */
static void give_one(struct lane *l)
{
    unsigned at = (unsigned)(l->dealt * 7) % l->hoard_n;
    ring_push(l->home, l->hoard[at]);
    l->hoard[at] = l->hoard[--l->hoard_n];
}

static struct batch *next_batch(struct lane *l)
{
    struct batch *b = ring_pop(l->out[l->dealt % LINES], 10);
    if (b) {
        l->dealt++;
        atomic_fetch_add(&l->taken, 1);
    }
    return b;
}

static void *stage(void *lane)
{
    struct lane *l = lane;
    while (!ring_drained(l->out[0]) || !ring_drained(l->out[1])) {
        if (atomic_load(&l->stall)) {
            poll(NULL, 0, 5);
            continue;
        }
        struct batch *b = next_batch(l);
        if (b) {
            finish(b);
            l->hoard[l->hoard_n++] = b;
        }
        while (l->hoard_n == 4 || (!b && l->hoard_n))
            give_one(l);
        if (b && atomic_load(&l->delay_us))
            poll(NULL, 0, atomic_load(&l->delay_us) / 1000);
    }
    while (l->hoard_n)
        give_one(l);
    return NULL;
}

/* Set: three of four events are decided on the ingest thread and never leave it, some in its
 * first stage, the others in its second. */
static bool decide_early;

static void decide(struct batch *b, uint32_t from, int64_t first, int64_t last)
{
    for (uint32_t i = from; i < b->count; i++) {
        struct event *ev = &b->events[i];
        int64_t kind = ev->source.offset % 4;
        if (ev->verdict.outcome != OUTCOME_NONE || kind < first || kind > last)
            continue; /* if decided before, its strings are gone */
        if (ev->fields.body.len >= 4 && memcmp(ev->fields.body.ptr, "none", 4) == 0)
            continue;
        ev->verdict.outcome = OUTCOME_NO_COMPLAINT;
        atomic_fetch_add(&seen[ev->source.partition][ev->source.offset], 1);
        atomic_fetch_add(&done[ev->source.partition][ev->source.offset], 1);
    }
}

static void early(void *ctx, struct batch *b, uint32_t from)
{
    (void)ctx;
    decide(b, from, 1, 2);
}

static void later(void *ctx, struct batch *b, uint32_t from)
{
    (void)ctx;
    decide(b, from, 2, 3);
}

static void lane_start(struct lane *l, struct world *w, int number, bool to_end)
{
    struct err e;
    const struct ingest_options options = {.exit_at_end = to_end};
    l->w = w;
    for (int i = 0; i < LINES; i++)
        l->out[i] = ring_new(BATCHES);
    l->home = ring_new(BATCHES);
    const struct ingest_lane il = {.number = number,
                                   .out = l->out,
                                   .out_count = LINES,
                                   .home = l->home,
                                   .stage = {decide_early ? early : NULL, later}};
    l->ingest = ingest_start(w->cfg, NULL, &il, &options, &e);
    if (!l->ingest)
        fail_msg("%s", e.msg);
    assert_int_equal(pthread_create(&l->thread, NULL, stage, l), 0);
}

static uint64_t lane_stop(struct lane *l)
{
    uint64_t unfinished = ingest_stop(l->ingest);
    atomic_store(&l->stall, false);
    for (int i = 0; i < LINES; i++)
        ring_close(l->out[i]);
    pthread_join(l->thread, NULL);
    ingest_free(l->ingest);
    for (int i = 0; i < LINES; i++)
        ring_free(l->out[i]);
    ring_free(l->home);
    return unfinished;
}

static void wait_end(struct lane *a, struct lane *b, int seconds)
{
    for (int i = 0; i < seconds * 100; i++) {
        if (ingest_at_end(a->ingest) && (!b || ingest_at_end(b->ingest)))
            return;
        poll(NULL, 0, 10);
    }
    fail_msg("not at the end after %d s", seconds);
}

/* ---- what must hold ---- */

static uint64_t count_seen(void)
{
    uint64_t sum = 0;
    for (int p = 0; p < PARTS; p++)
        for (int64_t i = 0; i < OFFSETS_MAX; i++)
            sum += atomic_load(&seen[p][i]) > 0;
    return sum;
}

static uint64_t check_seen(const struct world *w, bool exactly_once)
{
    uint64_t twice = 0;
    for (int p = 0; p < PARTS; p++)
        for (int64_t i = 0; i < OFFSETS_MAX; i++) {
            uint32_t times = atomic_load(&seen[p][i]);
            if ((times == 0) != (i >= w->ends[p]) || (exactly_once && times > 1))
                fail_msg("partition %d offset %lld was seen %u times", p, (long long)i, times);
            twice += times > 1;
        }
    return twice;
}

static rd_kafka_t *observer(struct world *w)
{
    struct err e;
    rd_kafka_conf_t *conf = kafka_conf(w->cfg, KAFKA_FETCHER, &e);
    assert_int_equal(kafka_set(conf, "group.id", w->cfg->ingest_group, &e), 0);
    return kafka_new(conf, KAFKA_FETCHER, &e);
}

static void committed(rd_kafka_t *rk, int64_t *offsets)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(PARTS);
    rd_kafka_topic_partition_list_add_range(l, in, 0, PARTS - 1);
    rd_kafka_resp_err_t err = rd_kafka_committed(rk, l, 10000);
    for (int i = 0; i < PARTS; i++)
        offsets[i] = err ? -1 : l->elems[i].offset;
    rd_kafka_topic_partition_list_destroy(l);
}

static void check_committed(struct world *w)
{
    int64_t at[PARTS];
    rd_kafka_t *rk = observer(w);
    committed(rk, at);
    rd_kafka_destroy(rk);
    for (int i = 0; i < PARTS; i++)
        if (w->ends[i])
            assert_int_equal(at[i], w->ends[i]);
}

/* Looks at the committed offsets all the time: nothing below may be unfinished. */
struct watch {
    struct world *w;
    pthread_t thread;
    _Atomic bool stop;
    uint64_t looks;
};

static void *watch_loop(void *watch)
{
    struct watch *x = watch;
    rd_kafka_t *rk = observer(x->w);
    while (!atomic_load(&x->stop)) {
        int64_t at[PARTS];
        committed(rk, at);
        for (int p = 0; p < PARTS; p++)
            for (int64_t i = 0; i < at[p]; i++)
                if (!atomic_load(&done[p][i])) {
                    fprintf(stderr, "partition %d: %lld is committed, %lld is not finished\n", p,
                            (long long)at[p], (long long)i);
                    abort();
                }
        x->looks++;
        poll(NULL, 0, 20);
    }
    rd_kafka_destroy(rk);
    return NULL;
}

static void watch_start(struct watch *x, struct world *w)
{
    *x = (struct watch){.w = w};
    assert_int_equal(pthread_create(&x->thread, NULL, watch_loop, x), 0);
}

static void watch_stop(struct watch *x)
{
    atomic_store(&x->stop, true);
    pthread_join(x->thread, NULL);
    assert_true(x->looks > 0);
}

/* The sum of the outcomes is the number of events, whenever nothing moves. */
static void check_sums(uint64_t events_before, uint64_t events)
{
    assert_int_equal(metrics_get(METRIC_EVENTS), metrics_get(METRIC_OUTCOMES));
    assert_int_equal(metrics_get(METRIC_EVENTS) - events_before, events);
    assert_int_equal(metrics_get(METRIC_IN_FLIGHT), 0);
}

/* The status page shows `wanted` within 20 s. */
static void wait_shown(void (*write)(FILE *out), const char *wanted)
{
    char *text = NULL;
    for (int i = 0; i < 400; i++) {
        size_t len;
        free(text);
        FILE *out = open_memstream(&text, &len);
        write(out);
        fclose(out);
        if (strstr(text, wanted)) {
            free(text);
            return;
        }
        poll(NULL, 0, 50);
    }
    fail_msg("no '%s' in:\n%s", wanted, text);
}

static void write_health(FILE *out)
{
    health_write(out);
}

/* ---- the tests ---- */

static void all_through(void)
{
    struct world w;
    struct lane l = {0};
    struct watch x;
    uint64_t before = metrics_get(METRIC_EVENTS);
    world_init(&w);
    put_many(&w, 5000, NULL, 0);
    watch_start(&x, &w);
    lane_start(&l, &w, 0, true);
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    watch_stop(&x);
    check_seen(&w, true);
    check_committed(&w);
    check_sums(before, 5000 * PARTS);
    world_fini(&w);
}

static void test_all_through(void **state)
{
    (void)state;
    all_through();
    decide_early = true;
    uint64_t before = metrics_get_by(METRIC_OUTCOMES, OUTCOME_NO_COMPLAINT);
    all_through();
    assert_int_equal(metrics_get_by(METRIC_OUTCOMES, OUTCOME_NO_COMPLAINT) - before,
                     5000 * PARTS / 4 * 3);
    decide_early = false;
}

/* The stage behind stops for longer than the second after which partitions are paused, twice. */
static void test_backpressure(void **state)
{
    (void)state;
    struct world w;
    struct lane l = {0};
    struct watch x;
    uint64_t pauses = metrics_get(METRIC_PAUSES);
    world_init(&w);
    put_many(&w, 4000, NULL, 0);
    watch_start(&x, &w);
    atomic_store(&l.delay_us, 2000);
    lane_start(&l, &w, 0, true);
    for (int i = 0; i < 2; i++) {
        uint64_t from = count_seen();
        while (count_seen() < from + 1000)
            poll(NULL, 0, 5);
        atomic_store(&l.stall, true);
        poll(NULL, 0, 2500);
        atomic_store(&l.stall, false);
    }
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    watch_stop(&x);
    assert_true(metrics_get(METRIC_PAUSES) - pauses >= 2);
    check_seen(&w, true);
    check_committed(&w);
    world_fini(&w);
}

/* One partition waits for a schema; the others must not wait for it, and nothing is lost. */
static void test_schema_wait(void **state)
{
    (void)state;
    struct world w;
    struct lane l = {0};
    world_init(&w);
    rd_kafka_t *rk = producer(&w);
    for (int i = 0; i < 2000; i++)
        for (int p = 0; p < PARTS; p++)
            put(&w, rk, p, p == 1 && i >= 100 ? "late" : "ok", p == 1 && i >= 100 ? 4 : 2);
    rd_kafka_flush(rk, 20000);
    rd_kafka_destroy(rk);
    lane_start(&l, &w, 0, true);
    for (int i = 0; i < 3000 && count_seen() < 3 * 2000 + 100; i++)
        poll(NULL, 0, 10);
    poll(NULL, 0, 300);
    assert_int_equal(count_seen(), 3 * 2000 + 100);
    char lag[128];
    snprintf(lag, sizeof(lag), "redress_consumer_lag_events{topic=\"%s\",partition=\"1\"} 1900\n",
             in);
    wait_shown(metrics_write, lag);
    wait_shown(write_health, "ok kafka");
    assert_false(ingest_at_end(l.ingest));
    atomic_store(&schemas_known, true);
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    check_seen(&w, true);
    check_committed(&w);
    world_fini(&w);
}

/* ---- dead letters ---- */

struct letters {
    unsigned count, with_null_value, with_empty_value, without_value, rejected;
    bool seen[PARTS][OFFSETS_MAX];
};

static const char *header(const rd_kafka_headers_t *h, const char *name)
{
    const void *value;
    size_t len;
    return rd_kafka_header_get_last(h, name, &value, &len) ? NULL : value;
}

static void take_letter(struct letters *all, const rd_kafka_message_t *m)
{
    rd_kafka_headers_t *h;
    char key[32];
    assert_int_equal(rd_kafka_message_headers(m, &h), 0);
    assert_string_equal(header(h, "trace"), "abc");
    assert_string_equal(header(h, "redress.topic"), in);
    assert_non_null(header(h, "redress.time"));
    int partition = atoi(header(h, "redress.partition")),
        offset = atoi(header(h, "redress.offset"));
    snprintf(key, sizeof(key), "k%d", offset);
    assert_int_equal(m->key_len, strlen(key));
    assert_memory_equal(m->key, key, m->key_len);
    assert_false(all->seen[partition][offset]);
    all->seen[partition][offset] = true;
    all->count++;
    if (strcmp(header(h, "redress.reason"), "rejected") == 0) {
        all->rejected++;
        assert_string_equal(header(h, "redress.detail"), "refused for good");
        assert_memory_equal(m->payload, "none", 4);
    } else {
        assert_string_equal(header(h, "redress.reason"), "bad_magic");
        assert_string_equal(header(h, "redress.detail"), "frame at byte 0");
    }
    all->without_value += header(h, "redress.too_large") != NULL;
    all->with_null_value += !m->payload && !header(h, "redress.too_large");
    all->with_empty_value += m->payload && m->len == 0;
}

static void read_letters(struct world *w, struct letters *all, unsigned wanted)
{
    rd_kafka_t *rk = observer(w);
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(2);
    *all = (struct letters){0};
    for (int p = 0; p < 2; p++)
        rd_kafka_topic_partition_list_add(l, dead, p)->offset = RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(rk, l);
    rd_kafka_topic_partition_list_destroy(l);
    mono_ns_t from = clock_mono();
    /* Half a second longer than needed, so that a letter too many is seen. */
    uint64_t limit = 20000;
    while (clock_elapsed_ms(from, clock_mono()) < limit) {
        rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, 50);
        if (m && !m->err)
            take_letter(all, m);
        if (m)
            rd_kafka_message_destroy(m);
        if (all->count >= wanted && limit == 20000)
            limit = clock_elapsed_ms(from, clock_mono()) + 500;
    }
    rd_kafka_consumer_close(rk);
    rd_kafka_destroy(rk);
    assert_int_equal(all->count, wanted);
}

static uint64_t replay(struct world *w, struct deadletter_replay r)
{
    struct err e;
    if (deadletter_replay(w->cfg, &r, &e) != 0)
        fail_msg("%s", e.msg);
    deadletter_sum_fini(&r.sum);
    return r.sent;
}

/* Each letter goes back once, also when others are left behind in between. */
static void check_replay(struct world *w, unsigned rejected, unsigned bad)
{
    assert_int_equal(replay(w, (struct deadletter_replay){.reason = "rejected", .max_replays = 1}),
                     rejected);
    assert_int_equal(replay(w, (struct deadletter_replay){.reason = "rejected", .max_replays = 1}),
                     0);
    assert_int_equal(replay(w, (struct deadletter_replay){.limit = 7, .max_replays = 1}), 7);
    assert_int_equal(replay(w, (struct deadletter_replay){.max_replays = 1}), bad - 7);
    assert_int_equal(replay(w, (struct deadletter_replay){.max_replays = 1}), 0);
    struct lane l = {0}; /* those that are bad come back, and are not sent a second time */
    memset(seen, 0, sizeof(seen));
    lane_start(&l, w, 0, true);
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    assert_int_equal(count_seen(), rejected + bad);
    assert_int_equal(replay(w, (struct deadletter_replay){.max_replays = 1}), 0);
    assert_int_equal(replay(w, (struct deadletter_replay){.max_replays = 2}), rejected + bad);
}

/* Every kind of value that can be rejected arrives in the topic, bit by bit, and once; the broker
 * refuses to take letters for a while, and nothing is committed meanwhile. */
static void test_dead_letters(void **state)
{
    (void)state;
    need_mock();
    static struct letters all;
    struct world w;
    struct lane l = {0};
    uint64_t before = metrics_get(METRIC_EVENTS), letters = metrics_get(METRIC_DEAD_LETTERS);
    world_init(&w);
    put_many(&w, 1000, "none", 50);
    put_many(&w, 1000, "bad", 10);
    rd_kafka_t *rk = producer(&w);
    put(&w, rk, 0, NULL, 0);
    put(&w, rk, 1, "bad", 3);
    rd_kafka_flush(rk, 20000);
    rd_kafka_destroy(rk);
    /* ApiKey 0 is Produce: not allowed is what no repetition of librdkafka's cures. */
    rd_kafka_mock_push_request_errors(w.cluster, 0, 4, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
                                      RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
                                      RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
                                      RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT);
    decide_early = true;
    lane_start(&l, &w, 0, true);
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    unsigned wanted = PARTS * 20 + PARTS * 100 + 2;
    read_letters(&w, &all, wanted);
    assert_int_equal(all.rejected, PARTS * 20);
    assert_int_equal(all.with_null_value, 1);
    assert_int_equal(metrics_get(METRIC_DEAD_LETTERS) - letters, wanted);
    check_seen(&w, true);
    check_committed(&w);
    check_sums(before, 2000 * PARTS + 2);
    check_replay(&w, PARTS * 20, PARTS * 100 + 2);
    world_fini(&w);
    decide_early = false;
}

/* A letter larger than the topic takes goes without its value, and the stream goes on. */
static void test_too_large(void **state)
{
    (void)state;
    static struct letters all;
    struct world w;
    struct lane l = {0};
    world_init(&w);
    rd_kafka_t *rk = producer(&w);
    size_t len = 300000;
    char *big = check_calloc(1, len);
    memcpy(big, "bad", 3);
    put(&w, rk, 0, big, len);
    put(&w, rk, 0, "bad", 3);
    put(&w, rk, 0, "ok", 2);
    rd_kafka_flush(rk, 20000);
    rd_kafka_destroy(rk);
    free(big);
    set(w.cfg, "kafka.producer.message.max.bytes=100000");
    lane_start(&l, &w, 0, true);
    wait_end(&l, NULL, 60);
    assert_int_equal(lane_stop(&l), 0);
    read_letters(&w, &all, 2);
    assert_int_equal(all.without_value, 1);
    check_seen(&w, true);
    world_fini(&w);
}

/* ---- rebalances ---- */

/* A second worker comes, then the first goes with everything it has in flight unfinished. */
static void rebalance(const char *strategy, bool abrupt)
{
    struct world w;
    struct lane a = {0}, b = {0};
    struct watch x;
    uint64_t rebalances = metrics_get(METRIC_REBALANCES);
    world_init(&w);
    set(w.cfg, strategy);
    set(w.cfg, "ingest.drain_timeout_ms=1000");
    put_many(&w, 5000, NULL, 0);
    watch_start(&x, &w);
    atomic_store(&a.delay_us, 20000);
    atomic_store(&b.delay_us, 20000);
    lane_start(&a, &w, 0, true);
    while (count_seen() < 1000)
        poll(NULL, 0, 5);
    lane_start(&b, &w, 1, true);
    while (atomic_load(&b.taken) < 10)
        poll(NULL, 0, 5);
    assert_true(metrics_get(METRIC_REBALANCES) >= rebalances + 3); /* a, then a and b */
    uint64_t unfinished = 0;
    if (abrupt) {
        atomic_store(&a.stall, true);
        poll(NULL, 0, 100);
    }
    unfinished = lane_stop(&a);
    assert_true(abrupt || unfinished == 0);
    for (int i = 0; i < 6000 && metrics_get(METRIC_PARTITIONS) < PARTS; i++)
        poll(NULL, 0, 5); /* until then b is at the end of what it has */
    atomic_store(&b.delay_us, 0);
    wait_end(&b, NULL, 60);
    assert_int_equal(lane_stop(&b), 0);
    watch_stop(&x);
    /* A real broker takes the commits of a revocation: nothing drained is read twice. */
    uint64_t twice = check_seen(&w, real_broker() && !abrupt);
    printf("  %s%s: %llu unfinished, %llu of %d events twice\n", strategy, abrupt ? ", abrupt" : "",
           (unsigned long long)unfinished, (unsigned long long)twice, 5000 * PARTS);
    check_committed(&w);
    world_fini(&w);
}

static void test_rebalance(void **state)
{
    (void)state;
    rebalance("kafka.partition.assignment.strategy=range", false);
}

static void test_rebalance_abrupt(void **state)
{
    (void)state;
    rebalance("kafka.partition.assignment.strategy=range", true);
}

static void test_rebalance_cooperative(void **state)
{
    (void)state;
    rebalance("kafka.partition.assignment.strategy=cooperative-sticky", true);
}

/* The broker is away for `away_ms`: health says so, and nothing is lost. */
static void broker_away(const char *session, int away_ms, bool exactly_once)
{
    struct world w;
    struct lane l = {0};
    world_init(&w);
    set(w.cfg, session);
    set(w.cfg, "kafka.reconnect.backoff.max.ms=500");
    put_many(&w, 3000, "bad", 100);
    atomic_store(&l.delay_us, 5000);
    lane_start(&l, &w, 0, true);
    while (count_seen() < 2000)
        poll(NULL, 0, 5);
    wait_shown(write_health, "ok kafka");
    rd_kafka_mock_broker_set_down(w.cluster, 1);
    wait_shown(write_health, "FAIL kafka: no broker");
    poll(NULL, 0, away_ms);
    rd_kafka_mock_broker_set_up(w.cluster, 1);
    wait_shown(write_health, "ok kafka");
    wait_end(&l, NULL, 90);
    assert_int_equal(lane_stop(&l), 0);
    check_seen(&w, exactly_once);
    check_committed(&w);
    world_fini(&w);
}

/* Shorter than the session: the member keeps its partitions and reads nothing twice. */
static void test_broker_away(void **state)
{
    (void)state;
    need_mock();
    broker_away("kafka.consumer.session.timeout.ms=30000", 500, true);
}

/* Longer: the partitions are lost and come back, and what was not committed is read again. */
static void test_broker_away_long(void **state)
{
    (void)state;
    need_mock();
    broker_away("kafka.consumer.session.timeout.ms=3000", 4000, false);
}

/* ---- one event by its place ---- */

static void fetch_fails(struct world *w, const char *topic, int32_t partition, int64_t offset,
                        const char *says)
{
    struct event ev;
    struct err e = {{0}};
    void *f = ingest_fetch(w->cfg, NULL, topic, partition, offset, 3000, &ev, &e);
    assert_null(f);
    if (!strstr(e.msg, says))
        fail_msg("%s", e.msg);
}

static void test_fetch(void **state)
{
    (void)state;
    need_mock();
    struct world w;
    struct event ev;
    struct err e;
    world_init(&w);
    put_many(&w, 100, "bad", 100);
    void *f = ingest_fetch(w.cfg, NULL, in, 2, 17, 10000, &ev, &e);
    assert_non_null(f);
    assert_int_equal(ev.fields.body.len, strlen("ok 2/17"));
    assert_memory_equal(ev.fields.body.ptr, "ok 2/17", ev.fields.body.len);
    assert_int_equal(ev.source.offset, 17);
    ingest_fetch_free(f);
    fetch_fails(&w, in, 2, 99, "not decodable: bad_magic");
    fetch_fails(&w, in, 2, 100, "beyond the end");
    fetch_fails(&w, in, 2, 5000, "beyond the end");
    fetch_fails(&w, in, 2, -1, "no longer in Kafka");
    fetch_fails(&w, in, 77, 0, "no such topic or partition");
    rd_kafka_mock_broker_set_down(w.cluster, 1);
    fetch_fails(&w, in, 2, 17, "no Kafka broker can be reached");
    world_fini(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_through),
        cmocka_unit_test(test_backpressure),
        cmocka_unit_test(test_schema_wait),
        cmocka_unit_test(test_dead_letters),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_rebalance),
        cmocka_unit_test(test_rebalance_abrupt),
        cmocka_unit_test(test_rebalance_cooperative),
        cmocka_unit_test(test_broker_away),
        cmocka_unit_test(test_broker_away_long),
        cmocka_unit_test(test_fetch),
    };
    cmocka_set_test_filter(getenv("REDRESS_TEST_ONLY"));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
