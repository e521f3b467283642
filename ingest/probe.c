/* probe.c - can these settings reach Kafka, and is there what they name? Reads nothing, joins no
 * group, makes no topic. */
#include "ingest/ingest.h"

#include "ingest/kafka.h"
#include "ingest/registry.h"
#include "ingest/topics.h"

#include <stdlib.h>
#include <string.h>

#define CONNECT_MS 8000
#define SLICE_MS 500
#define ASK_MS 5000

struct asking {
    const struct config *cfg;
    struct probe *probe;
    rd_kafka_t *rk;
    char *topic;    /* the first that is there */
    char last[400]; /* what the client complained of last */
    bool hopeless;  /* trying again changes nothing */
};

/* "All brokers down" follows each and says less than what came before it. */
static void on_error(rd_kafka_t *rk, int code, const char *reason, void *asking)
{
    struct asking *a = asking;
    (void)rk;
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
        return;
    if (!a->last[0]) /* later ones repeat it, with a count */
        snprintf(a->last, sizeof(a->last), "%s", reason);
    a->hopeless = code == RD_KAFKA_RESP_ERR__AUTHENTICATION || code == RD_KAFKA_RESP_ERR__SSL;
}

static void no_log(const rd_kafka_t *rk, int level, const char *fac, const char *text)
{
    (void)rk, (void)level, (void)fac, (void)text; /* on_error has what matters */
}

static int open_client(struct asking *a, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(a->cfg, KAFKA_CONSUMER, e);
    if (!conf)
        return -1;
    rd_kafka_conf_set_opaque(conf, a);
    rd_kafka_conf_set_error_cb(conf, on_error);
    rd_kafka_conf_set_log_cb(conf, no_log);
    a->rk = kafka_new(conf, KAFKA_CONSUMER, e);
    if (a->rk)
        rd_kafka_poll_set_consumer(a->rk);
    return a->rk ? 0 : -1;
}

/* The errors of the client come through its queue. */
static void hear(struct asking *a)
{
    rd_kafka_message_t *m = rd_kafka_consumer_poll(a->rk, 0);
    if (m)
        rd_kafka_message_destroy(m);
}

static bool reach_brokers(struct asking *a)
{
    const struct rd_kafka_metadata *md;
    rd_kafka_resp_err_t err = RD_KAFKA_RESP_ERR__TIMED_OUT;
    for (int ms = 0; ms < CONNECT_MS && err && !a->hopeless; ms += SLICE_MS) {
        err = rd_kafka_metadata(a->rk, 0, NULL, &md, SLICE_MS);
        hear(a);
    }
    if (err) {
        probe_say(a->probe, PROBE_FAIL, "kafka", "%s",
                  a->last[0] ? a->last : rd_kafka_err2str(err));
        return false;
    }
    probe_say(a->probe, PROBE_OK, "kafka", "%d broker%s, the first %s:%d", md->broker_cnt,
              md->broker_cnt == 1 ? "" : "s", md->broker_cnt ? md->brokers[0].host : "-",
              md->broker_cnt ? md->brokers[0].port : 0);
    rd_kafka_metadata_destroy(md);
    return true;
}

/* `without`: what happens where the topic is not there. */
static bool look_for(struct asking *a, const char *what, const char *topic, const char *without)
{
    int n;
    rd_kafka_resp_err_t err = topics_ask(a->rk, topic, ASK_MS, &n);
    if (!err)
        probe_say(a->probe, PROBE_OK, "kafka", "%s %s, %d partition%s", what, topic, n,
                  n == 1 ? "" : "s");
    else if (err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
        probe_say(a->probe, PROBE_FAIL, "kafka",
                  "%s %s: there is no such topic, or no right to see it; %s", what, topic, without);
    else
        probe_say(a->probe, PROBE_FAIL, "kafka", "%s %s: %s", what, topic, rd_kafka_err2str(err));
    return !err;
}

static void look_for_source(void *asking, const char *topic)
{
    struct asking *a = asking;
    if (topic[0] == '^')
        probe_say(a->probe, PROBE_WARN, "kafka", "topics %s: a regular expression, not looked at",
                  topic);
    else if (look_for(a, "topic", topic, "nothing is read until it is there") && !a->topic)
        a->topic = check_strdup(topic);
}

/* What the group has committed can be asked without joining it, and needs the right to read it. */
static void look_at_group(struct asking *a)
{
    const char *group = a->cfg->ingest_group;
    if (!a->topic)
        return;
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(l, a->topic, 0);
    rd_kafka_resp_err_t err = rd_kafka_committed(a->rk, l, ASK_MS);
    err = err ? err : l->elems[0].err;
    hear(a);
    if (err)
        probe_say(a->probe, PROBE_FAIL, "kafka", "group %s: %s", group, rd_kafka_err2str(err));
    else if (l->elems[0].offset < 0)
        probe_say(a->probe, PROBE_OK, "kafka", "group %s is new: reads from auto.offset.reset",
                  group);
    else
        probe_say(a->probe, PROBE_OK, "kafka", "group %s, goes on at %s[0]@%lld", group, a->topic,
                  (long long)l->elems[0].offset);
    rd_kafka_topic_partition_list_destroy(l);
}

static void look_at_registry(const struct config *cfg, struct probe *p)
{
    char *schema = NULL;
    struct err e = {""};
    struct registry *r = cfg->schemas_registry_url[0] ? registry_new(cfg, &e) : NULL;
    if (!cfg->schemas_registry_url[0])
        return;
    if (r && registry_get(r, 1, &schema, &e) != REGISTRY_FAILED)
        probe_say(p, PROBE_OK, "registry", "%s answers", cfg->schemas_registry_url);
    else
        probe_say(p, PROBE_FAIL, "registry", "%s", e.msg);
    free(schema);
    registry_free(r);
}

void ingest_probe(const struct config *cfg, struct probe *p)
{
    struct asking a = {.cfg = cfg, .probe = p};
    struct err e;
    if (open_client(&a, &e) != 0) {
        probe_say(p, PROBE_FAIL, "kafka", "%s", e.msg);
    } else if (reach_brokers(&a)) {
        topics_each(cfg->ingest_topics, look_for_source, &a);
        look_at_group(&a);
        look_for(&a, "dead letters", cfg->ingest_dead_letter_topic,
                 "the first bad record stops its partition");
        if (cfg->journal_topic[0])
            look_for(&a, "journal", cfg->journal_topic, "nothing is copied until it is there");
    }
    if (a.rk)
        rd_kafka_destroy_flags(a.rk, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    free(a.topic);
    look_at_registry(cfg, p);
}
