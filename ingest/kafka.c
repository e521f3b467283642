/* kafka.c - settings to librdkafka properties; its logs and errors to ours. */
#include "ingest/kafka.h"

#include "core/log.h"
#include "core/metrics.h"
#include "ingest/ingest.h"
#include "ingest/topics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROLE(role) (1u << (role))
#define ALL_ROLES (ROLE(KAFKA_CONSUMER) | ROLE(KAFKA_PRODUCER) | ROLE(KAFKA_FETCHER))

/* Laid underneath the user's settings. The reasons are measurements (DESIGN 3) on librdkafka 2.0.2:
 * - with Nagle on, a small fetch or commit waits for the delayed ACK of the other side;
 * - queued.min.messages is so large that queued.max.messages.kbytes is what bounds the memory of a
 *   consumer's queue, and that so low that what is in it stays in the processor's cache. Without
 *   awake.c the fetcher would nap while we enrich and the stream would stall;
 * - cooperative-sticky has open bugs in 2.0.2, so range;
 * - a producer that waits for ever keeps a dead letter until Kafka has it: only an answer that no
 *   retry can change comes back as a failure. */
static const struct {
    unsigned roles;
    const char *key, *value;
} defaults[] = {
    {ALL_ROLES, "client.id", "redress"},
    {ALL_ROLES, "socket.nagle.disable", "true"},
    {ALL_ROLES, "log.connection.close", "false"},
    {ROLE(KAFKA_CONSUMER), "queued.min.messages", "400000"},
    {ROLE(KAFKA_CONSUMER), "queued.max.messages.kbytes", "8192"},
    {ROLE(KAFKA_CONSUMER), "fetch.wait.max.ms", "100"},
    {ROLE(KAFKA_CONSUMER), "fetch.error.backoff.ms", "100"},
    {ROLE(KAFKA_CONSUMER), "partition.assignment.strategy", "range"},
    {ROLE(KAFKA_CONSUMER) | ROLE(KAFKA_FETCHER), "auto.offset.reset", "earliest"},
    {ROLE(KAFKA_FETCHER), "queued.max.messages.kbytes", "8192"},
    {ROLE(KAFKA_FETCHER), "fetch.wait.max.ms", "50"},
    {ROLE(KAFKA_FETCHER), "topic.metadata.propagation.max.ms", "0"},
    {ROLE(KAFKA_PRODUCER), "enable.idempotence", "true"},
    {ROLE(KAFKA_PRODUCER), "message.timeout.ms", "0"},
    {ROLE(KAFKA_PRODUCER), "message.max.bytes", "100000000"},
    {ROLE(KAFKA_PRODUCER), "queue.buffering.max.kbytes", "65536"},
    {ROLE(KAFKA_PRODUCER), "compression.type", "lz4"},
};

/* Ours alone: "at least once" hangs on them. `why` ends the sentence "KEY = VALUE: ...". */
static const struct {
    unsigned roles;
    const char *key, *value, *why;
} owned[] = {
    {ROLE(KAFKA_CONSUMER) | ROLE(KAFKA_FETCHER), "enable.auto.commit", "false",
     "must be false: offsets are committed after the cases are stored"},
    {ROLE(KAFKA_CONSUMER) | ROLE(KAFKA_FETCHER), "enable.auto.offset.store", "false",
     "must be false: offsets are committed after the cases are stored"},
    {ROLE(KAFKA_PRODUCER), "delivery.report.only.error", "false",
     "must be false: an offset waits for the report that its dead letter is safe"},
};

static void on_log(const rd_kafka_t *rk, int level, const char *fac, const char *text)
{
    const char *name = rd_kafka_name(rk);
    /* An un-prefixed property goes to consumers and producers alike; that one of them does not
     * know it is no news. Nor is a failed connection: it comes through on_error as well. */
    if (level >= 6 || strcmp(fac, "CONFWARN") == 0 || strcmp(fac, "FAIL") == 0)
        log_debug("kafka", "client", "handle=%s fac=%s text=\"%s\"", name, fac, text);
    else if (level >= 4)
        log_warn("kafka", "client", "handle=%s fac=%s text=\"%s\"", name, fac, text);
    else
        log_error("kafka", "client", "handle=%s fac=%s text=\"%s\"", name, fac, text);
}

void kafka_note_error(rd_kafka_t *rk, int code, const char *reason)
{
    metrics_add(METRIC_KAFKA_ERRORS, 1);
    log_warn("kafka", "client error", "handle=%s code=%s reason=\"%s\"", rd_kafka_name(rk),
             rd_kafka_err2name((rd_kafka_resp_err_t)code), reason);
}

static void on_error(rd_kafka_t *rk, int code, const char *reason, void *opaque)
{
    (void)opaque;
    kafka_note_error(rk, code, reason);
}

int kafka_set(rd_kafka_conf_t *conf, const char *key, const char *value, struct err *e)
{
    char why[384];
    switch (rd_kafka_conf_set(conf, key, value, why, sizeof(why))) {
    case RD_KAFKA_CONF_OK:
        return 0;
    case RD_KAFKA_CONF_UNKNOWN:
        return err_set(e, "kafka.%s: librdkafka %s has no such property", key,
                       rd_kafka_version_str());
    default: /* the reason repeats the value; a secret with a bad form must not reach a log */
        return err_set(e, "kafka.%s = '%s': %s", key,
                       strstr(key, "password") || strstr(key, "secret") ? "(hidden)" : value,
                       strstr(key, "password") || strstr(key, "secret") ? "not accepted" : why);
    }
}

/* The property that `key` of [kafka] is for this role; NULL if it is another role's. */
static const char *for_role(const char *key, enum kafka_role role)
{
    static const char consumer[] = "consumer.", producer[] = "producer.";
    if (strncmp(key, consumer, sizeof(consumer) - 1) == 0)
        return role != KAFKA_PRODUCER ? key + sizeof(consumer) - 1 : NULL;
    if (strncmp(key, producer, sizeof(producer) - 1) == 0)
        return role == KAFKA_PRODUCER ? key + sizeof(producer) - 1 : NULL;
    return key;
}

static bool same(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

/* -1: `key = value` is ours to set and breaks what we promise. */
static int check_owned(const struct config *cfg, enum kafka_role role, const char *key,
                       const char *value, struct err *e)
{
    for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
        if ((owned[i].roles & ROLE(role)) && same(key, owned[i].key) &&
            !same(value, owned[i].value))
            return err_set(e, "kafka.%s = '%s': %s", key, value, owned[i].why);
    if (same(key, "group.id") && strcmp(value, cfg->ingest_group) != 0)
        return err_set(e, "kafka.group.id = '%s': the consumer group is set by ingest.group ('%s')",
                       value, cfg->ingest_group);
    bool acks = same(key, "acks") || same(key, "request.required.acks");
    if (role == KAFKA_PRODUCER && acks && strcmp(value, "0") == 0)
        return err_set(e, "kafka.%s = '0': must not be 0, a dead letter could be lost unseen", key);
    return 0;
}

/* Has the user set it, for this role? */
static const char *user_value(const struct config *cfg, enum kafka_role role, const char *key)
{
    const char *value = NULL;
    for (size_t i = 0; i < cfg->kafka_count; i++) {
        const char *name = for_role(cfg->kafka[i].key, role);
        if (name && same(name, key))
            value = cfg->kafka[i].value;
    }
    return value;
}

static int check_brokers(const struct config *cfg, enum kafka_role role, struct err *e)
{
    const char *brokers = user_value(cfg, role, "bootstrap.servers");
    const char *mock = user_value(cfg, role, "test.mock.num.brokers");
    if (!brokers)
        brokers = user_value(cfg, role, "metadata.broker.list");
    if ((brokers && *brokers) || mock)
        return 0;
    return err_set(e, "kafka.bootstrap.servers is not set: name the brokers as host:port[,...] in "
                      "[kafka]");
}

/* A rebalance waits for what is in flight while nobody polls; Kafka must have the patience. */
static int check_patience(const struct config *cfg, struct err *e)
{
    const char *poll = user_value(cfg, KAFKA_CONSUMER, "max.poll.interval.ms");
    if (!poll || strtoll(poll, NULL, 10) > cfg->ingest_drain_timeout_ms + 5000)
        return 0;
    return err_set(e,
                   "kafka.max.poll.interval.ms = '%s': must exceed ingest.drain_timeout_ms "
                   "(%lld) by more than 5000",
                   poll, (long long)cfg->ingest_drain_timeout_ms);
}

static int apply_defaults(rd_kafka_conf_t *conf, enum kafka_role role, struct err *e)
{
    for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
        if ((defaults[i].roles & ROLE(role)) &&
            kafka_set(conf, defaults[i].key, defaults[i].value, e) != 0)
            return -1;
    for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
        if ((owned[i].roles & ROLE(role)) && kafka_set(conf, owned[i].key, owned[i].value, e) != 0)
            return -1;
    return 0;
}

/* Idempotence is our wish, not the user's: who asks for weaker acks, retries or more requests in
 * flight gets them. */
static int yield_idempotence(rd_kafka_conf_t *conf, const struct config *cfg, struct err *e)
{
    static const char *const against[] = {"acks",
                                          "request.required.acks",
                                          "retries",
                                          "message.send.max.retries",
                                          "max.in.flight.requests.per.connection",
                                          "max.in.flight"};
    bool wanted = user_value(cfg, KAFKA_PRODUCER, "enable.idempotence") != NULL;
    for (size_t i = 0; !wanted && i < sizeof(against) / sizeof(against[0]); i++)
        if (user_value(cfg, KAFKA_PRODUCER, against[i]))
            return kafka_set(conf, "enable.idempotence", "false", e);
    return 0;
}

static int apply_user(rd_kafka_conf_t *conf, const struct config *cfg, enum kafka_role role,
                      struct err *e)
{
    struct kafka_secret secret;
    for (size_t i = 0; i < cfg->kafka_count; i++) {
        const char *key = for_role(cfg->kafka[i].key, role), *value = cfg->kafka[i].value;
        if (!key || (role == KAFKA_FETCHER && same(key, "group.instance.id")))
            continue;
        if (kafka_secret(&secret, &key, &value, e) != 0 ||
            check_owned(cfg, role, key, value, e) != 0 || kafka_set(conf, key, value, e) != 0)
            return -1;
    }
    return 0;
}

rd_kafka_conf_t *kafka_conf(const struct config *cfg, enum kafka_role role, struct err *e)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, on_log);
    rd_kafka_conf_set_error_cb(conf, on_error);
    bool bad = check_brokers(cfg, role, e) != 0 || apply_defaults(conf, role, e) != 0;
    if (!bad && role == KAFKA_PRODUCER)
        bad = yield_idempotence(conf, cfg, e) != 0;
    if (!bad && role == KAFKA_CONSUMER)
        bad = check_patience(cfg, e) != 0 || kafka_set(conf, "group.id", cfg->ingest_group, e) != 0;
    if (bad || apply_user(conf, cfg, role, e) != 0) {
        rd_kafka_conf_destroy(conf);
        return NULL;
    }
    return conf;
}

rd_kafka_t *kafka_new(rd_kafka_conf_t *conf, enum kafka_role role, struct err *e)
{
    char why[384];
    rd_kafka_type_t type = role == KAFKA_PRODUCER ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
    rd_kafka_t *rk = rd_kafka_new(type, conf, why, sizeof(why));
    if (rk)
        return rk;
    rd_kafka_conf_destroy(conf);
    err_set(e, "[kafka]: %s", why);
    return NULL;
}

int ingest_check(const struct config *cfg, struct err *e)
{
    if (topics_check(cfg, e) != 0)
        return -1;
    for (enum kafka_role role = KAFKA_CONSUMER; role <= KAFKA_FETCHER; role++) {
        rd_kafka_conf_t *conf = kafka_conf(cfg, role, e);
        if (!conf)
            return -1;
        rd_kafka_conf_destroy(conf);
    }
    return 0;
}
