/* fetch.c - one event by its place in Kafka, for people who want to read the text.
 *
 * A short-lived consumer outside any group: it starts one partition at one offset, takes one
 * message and goes away. */
#include "ingest/ingest.h"

#include "core/clock.h"
#include "ingest/decode.h"
#include "ingest/kafka.h"

#include <poll.h>
#include <stdlib.h>

/* What the caller holds on to: the message owns the event's strings, the handle the message. */
struct fetched {
    rd_kafka_t *rk;
    rd_kafka_topic_t *rkt;
    rd_kafka_message_t *m;
    char *topic;
    int32_t partition;
    bool started;
};

static int left_ms(mono_ns_t from, int timeout_ms)
{
    uint64_t gone = clock_elapsed_ms(from, clock_mono());
    return gone < (uint64_t)timeout_ms ? timeout_ms - (int)gone : 0;
}

static int no_such_message(const struct fetched *f, int64_t offset, const char *why, struct err *e)
{
    return err_set(e, "topic %s partition %d offset %lld: %s", f->topic, f->partition,
                   (long long)offset, why);
}

/* Is the offset there at all? Asked first, since a fetch of what is not there may just wait. */
static int look(struct fetched *f, int64_t offset, int timeout_ms, struct err *e)
{
    int64_t low, high;
    rd_kafka_resp_err_t err =
        rd_kafka_query_watermark_offsets(f->rk, f->topic, f->partition, &low, &high, timeout_ms);
    if (err == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC || err == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION ||
        err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
        return no_such_message(f, offset, "there is no such topic or partition", e);
    if (err == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || err == RD_KAFKA_RESP_ERR__TRANSPORT)
        return no_such_message(f, offset, "no Kafka broker can be reached", e);
    if (err == RD_KAFKA_RESP_ERR__TIMED_OUT)
        return no_such_message(f, offset, "Kafka did not answer in time", e);
    if (err)
        return no_such_message(f, offset, rd_kafka_err2str(err), e);
    if (offset >= high)
        return no_such_message(f, offset, "beyond the end of the partition", e);
    if (offset < low)
        return no_such_message(f, offset, "no longer in Kafka (retention)", e);
    return 0;
}

static int open_at(struct fetched *f, const struct config *cfg, int64_t offset, int timeout_ms,
                   struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(cfg, KAFKA_FETCHER, e);
    if (!conf)
        return -1;
    /* Gone by retention must be an error, not another event. */
    if (kafka_set(conf, "auto.offset.reset", "error", e) != 0) {
        rd_kafka_conf_destroy(conf);
        return -1;
    }
    f->rk = kafka_new(conf, KAFKA_FETCHER, e);
    if (!f->rk || look(f, offset, timeout_ms, e) != 0)
        return -1;
    f->rkt = rd_kafka_topic_new(f->rk, f->topic, NULL);
    if (!f->rkt || rd_kafka_consume_start(f->rkt, f->partition, offset) != 0)
        return no_such_message(f, offset, rd_kafka_err2str(rd_kafka_last_error()), e);
    f->started = true;
    return 0;
}

/* 0: f->m is the message at `offset`; an error that may pass is waited out. */
static int take(struct fetched *f, int64_t offset, mono_ns_t from, int timeout_ms, struct err *e)
{
    int left;
    while ((left = left_ms(from, timeout_ms)) > 0) {
        rd_kafka_poll(f->rk, 0);
        rd_kafka_message_t *m = rd_kafka_consume(f->rkt, f->partition, left < 100 ? left : 100);
        if (!m)
            continue;
        if (!m->err && m->offset == offset) {
            f->m = m;
            return 0;
        }
        rd_kafka_resp_err_t err = m->err;
        rd_kafka_message_destroy(m);
        if (!err || err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET ||
            err == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE)
            return no_such_message(f, offset, "no longer in Kafka (compaction)", e);
    }
    return no_such_message(f, offset, "Kafka did not answer in time", e);
}

static int decode(struct schemas *schemas, const rd_kafka_message_t *m, mono_ns_t from,
                  int timeout_ms, struct event *ev, struct err *e)
{
    struct decoder *d = decoder_new(schemas);
    enum decode_status status = DECODE_WAIT;
    while ((status = decode_event(d, m->payload, m->len, ev)) == DECODE_WAIT &&
           left_ms(from, timeout_ms) > 0)
        poll(NULL, 0, 10);
    decoder_free(d);
    if (status == DECODE_WAIT)
        return err_set(e, "schema %d: the registry did not answer in time", ev->source.schema_id);
    if (ev->verdict.outcome == OUTCOME_DEAD_LETTER)
        return err_set(e, "not decodable: %s, %s", vocab_reason[ev->verdict.reason],
                       ev->verdict.detail);
    return 0;
}

void *ingest_fetch(const struct config *cfg, struct schemas *schemas, const char *topic,
                   int32_t partition, int64_t offset, int timeout_ms, struct event *ev,
                   struct err *e)
{
    mono_ns_t from = clock_mono();
    struct fetched *f = check_calloc(1, sizeof(*f));
    f->topic = check_strdup(topic);
    f->partition = partition;
    *ev = (struct event){.source = {.topic = f->topic,
                                    .offset = offset,
                                    .partition = partition,
                                    .schema_id = -1,
                                    .arrived = clock_wall()}};
    if (open_at(f, cfg, offset, timeout_ms, e) == 0 && take(f, offset, from, timeout_ms, e) == 0 &&
        decode(schemas, f->m, from, timeout_ms, ev, e) == 0)
        return f;
    ingest_fetch_free(f);
    return NULL;
}

void ingest_fetch_free(void *fetched)
{
    struct fetched *f = fetched;
    if (!f)
        return;
    if (f->m)
        rd_kafka_message_destroy(f->m);
    if (f->started)
        rd_kafka_consume_stop(f->rkt, f->partition);
    if (f->rkt)
        rd_kafka_topic_destroy(f->rkt);
    if (f->rk)
        rd_kafka_destroy(f->rk);
    free(f->topic);
    free(f);
}
