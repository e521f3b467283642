/* bench_raw.c - the yardstick of the road: a Kafka consumer that reads and discards.
 *
 *   bench_raw BOOTSTRAP TOPIC GROUP [librdkafka property=value]...
 *
 * Same client, same properties, same allocator and the same batch call as `redress run`; it reads
 * every partition to its end, commits once and prints one JSON line. What the road costs beyond
 * this is what Redress adds. */
#include "core/clock.h"
#include "core/config.h"
#include "ingest/kafka.h"

#include <stdlib.h>
#include <string.h>

#define BATCH 256

/* As in redress.c: the yardstick gets the same allocator settings. */
#ifdef REDRESS_JEMALLOC
extern const char *malloc_conf;
const char *malloc_conf = "dirty_decay_ms:-1,muzzy_decay_ms:-1";
#endif

struct reader {
    rd_kafka_t *rk;
    rd_kafka_queue_t *queue;
    uint64_t events, bytes;
    int partitions, ended;
    mono_ns_t first, last;
};

static void on_rebalance(rd_kafka_t *rk, rd_kafka_resp_err_t code,
                         rd_kafka_topic_partition_list_t *list, void *opaque)
{
    struct reader *r = opaque;
    bool assign = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
    r->partitions = assign ? list->cnt : 0;
    r->ended = 0;
    rd_kafka_assign(rk, assign ? list : NULL);
}

static void take(struct reader *r, rd_kafka_message_t *m)
{
    if (m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
        r->ended++;
    if (!m->err) {
        r->events++;
        r->bytes += m->len;
    }
    rd_kafka_message_destroy(m);
}

static void read_all(struct reader *r)
{
    rd_kafka_message_t *messages[BATCH];
    while (r->partitions == 0 || r->ended < r->partitions) {
        ssize_t n = rd_kafka_consume_batch_queue(r->queue, 10, messages, BATCH);
        for (ssize_t i = 0; i < n; i++)
            take(r, messages[i]);
        if (n > 0 && r->events > 0) {
            r->last = clock_mono();
            if (r->first.ns == 0)
                r->first = r->last;
        }
    }
}

static void subscribe(struct reader *r, const char *topic)
{
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, topic, RD_KAFKA_PARTITION_UA);
    rd_kafka_poll_set_consumer(r->rk);
    CHECK(rd_kafka_subscribe(r->rk, topics) == RD_KAFKA_RESP_ERR_NO_ERROR);
    rd_kafka_topic_partition_list_destroy(topics);
}

static int start(struct reader *r, struct config *cfg, int argc, char **argv, struct err *e)
{
    if (config_set(cfg, "kafka", "bootstrap.servers", argv[1], e) != 0 ||
        config_set(cfg, "ingest", "group", argv[3], e) != 0)
        return -1;
    for (int i = 4; i < argc; i++) {
        char *eq = strchr(argv[i], '=');
        if (!eq)
            return err_set(e, "'%s': must be property=value", argv[i]);
        *eq = '\0';
        if (config_set(cfg, "kafka", argv[i], eq + 1, e) != 0)
            return -1;
    }
    rd_kafka_conf_t *conf = kafka_conf(cfg, KAFKA_CONSUMER, e);
    if (!conf || kafka_set(conf, "enable.partition.eof", "true", e) != 0)
        return -1;
    rd_kafka_conf_set_opaque(conf, r);
    rd_kafka_conf_set_rebalance_cb(conf, on_rebalance);
    r->rk = kafka_new(conf, KAFKA_CONSUMER, e);
    if (!r->rk)
        return -1;
    r->queue = rd_kafka_queue_get_consumer(r->rk);
    subscribe(r, argv[2]);
    return 0;
}

int main(int argc, char **argv)
{
    struct reader r = {0};
    struct err e;
    if (argc < 4) {
        fprintf(stderr, "Usage: bench_raw BOOTSTRAP TOPIC GROUP [property=value]...\n");
        return 2;
    }
    struct config *cfg = config_new();
    if (start(&r, cfg, argc, argv, &e) != 0) {
        fprintf(stderr, "bench_raw: %s\n", e.msg);
        return 2;
    }
    read_all(&r);
    rd_kafka_queue_destroy(r.queue);
    rd_kafka_consumer_close(r.rk);
    rd_kafka_destroy(r.rk);
    printf("{\"events\":%llu,\"bytes\":%llu,\"busy_seconds\":%.3f,\"cpu_seconds\":%.3f}\n",
           (unsigned long long)r.events, (unsigned long long)r.bytes,
           (double)(r.last.ns - r.first.ns) / 1e9,
           (double)clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9);
    config_free(cfg);
    return 0;
}
