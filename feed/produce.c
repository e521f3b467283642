/* produce.c - librdkafka's producer with an account of its reports.
 *
 * Reports come on the caller's thread, inside rd_kafka_poll and rd_kafka_flush, so the counts need
 * no lock. A record counts as delivered when the broker has said so (acks of the [kafka] section).
 */
#include "feed/produce.h"

#include "core/cli.h"
#include "core/clock.h"
#include "ingest/kafka.h"

#include <stdlib.h>

#define BROKER_WAIT_MS 15000
/* A record that Kafka does not take for so long has failed; the default of the [kafka] section is
 * for ever, which is right for dead letters and wrong for a person who waits for a command. */
#define MESSAGE_TIMEOUT_MS "60000"
#define STOPPED_MS 3000 /* patience once a person has pressed Ctrl-C */
#define POLL_EVERY 256  /* records between looks at the delivery reports */

struct producer {
    rd_kafka_t *rk;
    rd_kafka_topic_t *topic;
    uint64_t sent, delivered, failed;
    rd_kafka_resp_err_t first_failure;
    const char *servers; /* for messages; belongs to the configuration */
};

static void on_delivery(rd_kafka_t *rk, const rd_kafka_message_t *m, void *opaque)
{
    struct producer *p = opaque;
    (void)rk;
    if (!m->err) {
        p->delivered++;
        return;
    }
    if (p->failed++ == 0)
        p->first_failure = m->err;
}

static int make_handles(struct producer *p, const struct config *cfg, const char *topic,
                        struct err *e)
{
    const char *servers = config_kafka(cfg, "bootstrap.servers");
    p->servers = servers ? servers : "";
    rd_kafka_conf_t *conf = kafka_conf(cfg, KAFKA_PRODUCER, e);
    if (!conf)
        return -1;
    /* A person's own setting, for all roles or for producers, stays. */
    bool own_timeout =
        config_kafka(cfg, "message.timeout.ms") || config_kafka(cfg, "producer.message.timeout.ms");
    if (!own_timeout && kafka_set(conf, "message.timeout.ms", MESSAGE_TIMEOUT_MS, e) != 0) {
        rd_kafka_conf_destroy(conf);
        return -1;
    }
    rd_kafka_conf_set_opaque(conf, p);
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    p->rk = kafka_new(conf, KAFKA_PRODUCER, e);
    if (!p->rk)
        return -1;
    p->topic = rd_kafka_topic_new(p->rk, topic, NULL);
    if (!p->topic)
        return err_set(e, "topic '%s': %s", topic, rd_kafka_err2str(rd_kafka_last_error()));
    return 0;
}

struct producer *produce_new(const struct config *cfg, const char *topic, struct err *e)
{
    struct producer *p = check_calloc(1, sizeof(*p));
    if (make_handles(p, cfg, topic, e) == 0)
        return p;
    produce_free(p);
    return NULL;
}

int produce_reach(struct producer *p, struct err *e)
{
    const struct rd_kafka_metadata *md = NULL;
    rd_kafka_resp_err_t err = RD_KAFKA_RESP_ERR__TIMED_OUT;
    mono_ns_t begun = clock_mono();
    /* A topic that is just being created has no leader for a moment: ask again. */
    while (err && !cli_stopped() && clock_elapsed_ms(begun, clock_mono()) < BROKER_WAIT_MS) {
        err = rd_kafka_metadata(p->rk, 0, p->topic, &md, 2000);
        if (!err) {
            err = md->topic_cnt == 1 ? md->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN;
            rd_kafka_metadata_destroy(md);
        }
        rd_kafka_poll(p->rk, err ? 100 : 0);
    }
    return err ? err_set(e, "topic '%s': %s (kafka.bootstrap.servers = '%s')",
                         rd_kafka_topic_name(p->topic), rd_kafka_err2str(err), p->servers)
               : 0;
}

void produce_free(struct producer *p)
{
    if (!p)
        return;
    if (p->rk) /* else destroy would wait for what nobody waits for any more */
        rd_kafka_purge(p->rk, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    if (p->topic)
        rd_kafka_topic_destroy(p->topic);
    if (p->rk)
        rd_kafka_destroy(p->rk);
    free(p);
}

static int explain_failures(const struct producer *p, struct err *e)
{
    return err_set(e, "%llu of %llu records did not reach Kafka%s%s",
                   (unsigned long long)(p->sent - p->delivered), (unsigned long long)p->sent,
                   p->failed ? ": " : "", p->failed ? rd_kafka_err2str(p->first_failure) : "");
}

enum produce_result produce_send(struct producer *p, struct str key, const void *bytes, size_t len,
                                 struct err *e)
{
    /* librdkafka does not write through the pointer: it copies. */
    while (rd_kafka_produce(p->topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)bytes,
                            len, key.ptr, key.len, NULL) != 0) {
        rd_kafka_resp_err_t err = rd_kafka_last_error();
        err_set(e, "Kafka does not take the record: %s", rd_kafka_err2str(err));
        if (err != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return err == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE ? PRODUCE_REFUSED : PRODUCE_ENDED;
        rd_kafka_poll(p->rk, 100);
        if (cli_stopped())
            return PRODUCE_ENDED;
    }
    if (++p->sent % POLL_EVERY == 0)
        rd_kafka_poll(p->rk, 0);
    if (!p->failed)
        return PRODUCE_QUEUED;
    explain_failures(p, e);
    return PRODUCE_ENDED;
}

void produce_poll(struct producer *p)
{
    rd_kafka_poll(p->rk, 0);
}

int produce_finish(struct producer *p, int patience_ms, struct err *e)
{
    mono_ns_t moved = clock_mono();
    for (uint64_t done = p->delivered; p->delivered + p->failed < p->sent;) {
        int patience = cli_stopped() && patience_ms > STOPPED_MS ? STOPPED_MS : patience_ms;
        rd_kafka_flush(p->rk, 100);
        if (p->delivered + p->failed != done)
            moved = clock_mono();
        else if (clock_elapsed_ms(moved, clock_mono()) > (uint64_t)patience)
            break;
        done = p->delivered + p->failed;
    }
    return p->delivered == p->sent ? 0 : explain_failures(p, e);
}

uint64_t produce_delivered(const struct producer *p)
{
    return p->delivered;
}
