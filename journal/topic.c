#include "journal/topic.h"

#include "ingest/kafka.h"
#include "ingest/registry.h"

#include <stdatomic.h>
#include <stdlib.h>

#define POLL_MS 50

struct topic {
    rd_kafka_t *rk;
    rd_kafka_topic_t *rkt;
    int32_t schema_id;
    uint64_t sent, delivered, failed;
    rd_kafka_resp_err_t failure; /* the first */
    struct record_buf buf;
};

int topic_schema_id(const struct config *cfg, int32_t *id, struct err *e)
{
    struct registry_own own = {.file = RECORD_SCHEMA_FILE, .builtin_id = RECORD_BUILTIN_ID};
    own.text = record_schema(&own.len);
    return registry_own_id(cfg, cfg->journal_topic, &own, id, e);
}

static void on_delivery(rd_kafka_t *rk, const rd_kafka_message_t *m, void *opaque)
{
    struct topic *t = opaque;
    (void)rk;
    if (!m->err) {
        t->delivered++;
        return;
    }
    if (t->failed++ == 0)
        t->failure = m->err;
}

static int make_handles(struct topic *t, const struct config *cfg, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(cfg, KAFKA_PRODUCER, e);
    if (!conf)
        return -1;
    rd_kafka_conf_set_opaque(conf, t);
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    t->rk = kafka_new(conf, KAFKA_PRODUCER, e);
    if (!t->rk)
        return -1;
    t->rkt = rd_kafka_topic_new(t->rk, cfg->journal_topic, NULL);
    if (!t->rkt)
        return err_set(e, "journal.topic = '%s': %s", cfg->journal_topic,
                       rd_kafka_err2str(rd_kafka_last_error()));
    return 0;
}

struct topic *topic_new(const struct config *cfg, struct err *e)
{
    struct topic *t = check_calloc(1, sizeof(*t));
    if (make_handles(t, cfg, e) == 0 && topic_schema_id(cfg, &t->schema_id, e) == 0)
        return t;
    topic_free(t);
    return NULL;
}

void topic_free(struct topic *t)
{
    if (!t)
        return;
    if (t->rk) /* else destroy would wait for what nobody waits for any more */
        rd_kafka_purge(t->rk, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    if (t->rkt)
        rd_kafka_topic_destroy(t->rkt);
    if (t->rk)
        rd_kafka_destroy(t->rk);
    free(t->buf.bytes);
    free(t);
}

int topic_send(struct topic *t, const struct record *r, const _Atomic bool *stop, struct err *e)
{
    record_encode(r, t->schema_id, &t->buf);
    while (rd_kafka_produce(t->rkt, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, t->buf.bytes,
                            t->buf.len, r->case_id.ptr, r->case_id.len, NULL) != 0) {
        rd_kafka_resp_err_t err = rd_kafka_last_error();
        if (err != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return err_set(e, "Kafka does not take a transition of case %.*s: %s",
                           STR_FMT(r->case_id), rd_kafka_err2str(err));
        if (atomic_load(stop))
            return err_set(e, "stopped before Kafka had all transitions");
        rd_kafka_poll(t->rk, POLL_MS);
    }
    t->sent++;
    rd_kafka_poll(t->rk, 0);
    return 0;
}

int topic_flush(struct topic *t, const _Atomic bool *stop, struct err *e)
{
    while (t->delivered + t->failed < t->sent) {
        rd_kafka_flush(t->rk, POLL_MS);
        if (t->delivered + t->failed < t->sent && atomic_load(stop))
            return err_set(e, "stopped before Kafka had all transitions");
    }
    if (t->failed == 0)
        return 0;
    return err_set(e, "journal.topic '%s': %s", rd_kafka_topic_name(t->rkt),
                   rd_kafka_err2str(t->failure));
}
