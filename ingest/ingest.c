/* ingest.c - a worker is made, started, stopped and freed; what it does is in consumer.c. */
#include "ingest/consumer.h"

#include "core/metrics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_error(rd_kafka_t *rk, int code, const char *reason, void *ingest)
{
    struct ingest *in = ingest;
    kafka_note_error(rk, code, reason);
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
        in->no_broker = true;
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
    awake_init(&in->awake, conf);
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
    int rc = pthread_create(&in->thread, NULL, consumer_loop, in);
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
