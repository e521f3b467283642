/* awake.c - keeps librdkafka's fetcher awake.
 *
 * Once its queue is full (queued.max.messages.kbytes), the thread that fetches sleeps for up to a
 * second, and that we take messages out does not wake it (librdkafka 2.0.2; later versions have
 * fetch.queue.backoff.ms). With a queue that holds less than a second of the stream, reading would
 * stand still; with one that holds more, every message comes from memory that no cache has.
 *
 * But a request wakes it. So when a full queue has fallen to half, the leaders of our partitions
 * are asked where these end, without waiting for the answer, which librdkafka throws away. A
 * question too many costs one small request; at the end of a stream, where the queue is never full,
 * none is asked. */
#include "ingest/consumer.h"

#include <stdlib.h>

#define SAMPLES 16 /* reads over which the size of a message is averaged */

static uint64_t number(const rd_kafka_conf_t *conf, const char *key)
{
    char value[32] = "";
    size_t len = sizeof(value);
    CHECK(rd_kafka_conf_get(conf, key, value, &len) == RD_KAFKA_CONF_OK);
    return strtoull(value, NULL, 10);
}

void awake_init(struct awake *a, const rd_kafka_conf_t *conf)
{
    *a = (struct awake){.max_bytes = number(conf, "queued.max.messages.kbytes") * 1024,
                        .max_count = number(conf, "queued.min.messages")};
}

/* Was the queue so full that the fetcher may have gone to sleep? A fetch brings more than was asked
 * for and sizes differ, hence half. */
static bool was_full(const struct awake *a)
{
    return a->peak >= a->max_count / 2 || a->peak * (a->bytes / SAMPLES) >= a->max_bytes / 2;
}

static void ask(struct ingest *in)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(16);
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned && !p->astray)
        rd_kafka_topic_partition_list_add(l, p->topic, p->partition)->offset = RD_KAFKA_OFFSET_END;
    if (l->cnt)
        rd_kafka_offsets_for_times(in->rk, l, 0); /* 0: sends and returns, "timed out" */
    rd_kafka_topic_partition_list_destroy(l);
}

void awake_serve(struct ingest *in, ssize_t n)
{
    struct awake *a = &in->awake;
    if (n <= 0)
        return;
    uint64_t bytes = in->msgs[0]->len + in->msgs[0]->key_len;
    a->bytes = a->bytes ? a->bytes + bytes - a->bytes / SAMPLES : bytes * SAMPLES;
    size_t left = rd_kafka_queue_length(in->queue), before = left + (size_t)n;
    if (before > a->peak)
        a->peak = before;
    if (left > a->peak / 2)
        return;
    if (was_full(a))
        ask(in);
    a->peak = left;
}
