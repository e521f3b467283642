/* [kafka] to librdkafka properties: what reaches whom, what lies underneath, what is refused. */
#include "ingest/ingest.h"
#include "ingest/kafka.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static rd_kafka_conf_t *make(const char *const *settings, enum kafka_role role, struct err *e)
{
    struct config *cfg = config_new();
    for (; *settings; settings++)
        if (config_assign(cfg, *settings, e) != 0)
            fail_msg("%s: %s", *settings, e->msg);
    rd_kafka_conf_t *conf = kafka_conf(cfg, role, e);
    config_free(cfg);
    return conf;
}

#define BROKER "kafka.bootstrap.servers=127.0.0.1:9"

static void test_values(void **state)
{
    (void)state;
    const struct {
        const char *set; /* one more setting */
        enum kafka_role role;
        const char *key, *value;
    } rows[] = {
        {"ingest.group=g", KAFKA_CONSUMER, "group.id", "g"},
        {"ingest.group=g", KAFKA_CONSUMER, "enable.auto.offset.store", "false"},
        {"ingest.group=g", KAFKA_CONSUMER, "enable.auto.commit", "false"},
        {"ingest.group=g", KAFKA_CONSUMER, "queued.min.messages", "400000"},
        {"kafka.queued.min.messages=5", KAFKA_CONSUMER, "queued.min.messages", "5"},
        {"kafka.consumer.queued.min.messages=5", KAFKA_CONSUMER, "queued.min.messages", "5"},
        {"kafka.producer.queued.min.messages=5", KAFKA_CONSUMER, "queued.min.messages", "400000"},
        {"kafka.consumer.client.id=c", KAFKA_PRODUCER, "client.id", "redress"},
        {"kafka.producer.client.id=p", KAFKA_PRODUCER, "client.id", "p"},
        {"kafka.client.id=both", KAFKA_FETCHER, "client.id", "both"},
        {"kafka.group.instance.id=i", KAFKA_CONSUMER, "group.instance.id", "i"},
        {"kafka.enable.auto.commit=false", KAFKA_CONSUMER, "enable.auto.commit", "false"},
        {"kafka.enable.auto.commit=False", KAFKA_PRODUCER, "enable.idempotence", "true"},
        {"kafka.acks=1", KAFKA_PRODUCER, "enable.idempotence", "false"},
        {"kafka.producer.retries=3", KAFKA_PRODUCER, "enable.idempotence", "false"},
        {"kafka.consumer.auto.offset.reset=latest", KAFKA_CONSUMER, "socket.nagle.disable", "true"},
        {"kafka.security.protocol=ssl", KAFKA_FETCHER, "security.protocol", "ssl"},
    };
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *const settings[] = {BROKER, rows[i].set, NULL};
        char value[256];
        size_t len = sizeof(value);
        struct err e;
        rd_kafka_conf_t *conf = make(settings, rows[i].role, &e);
        if (!conf)
            fail_msg("%s: %s", rows[i].set, e.msg);
        assert_int_equal(rd_kafka_conf_get(conf, rows[i].key, value, &len), RD_KAFKA_CONF_OK);
        if (strcmp(value, rows[i].value) != 0)
            fail_msg("%s: %s is '%s', not '%s'", rows[i].set, rows[i].key, value, rows[i].value);
        rd_kafka_conf_destroy(conf);
    }
}

static void test_refused(void **state)
{
    (void)state;
    const struct {
        const char *set, *more;
        enum kafka_role role;
        const char *says; /* part of the message */
    } rows[] = {
        {"kafka.client.id=x", NULL, KAFKA_CONSUMER, "kafka.bootstrap.servers is not set"},
        {"kafka.consumer.bootstrap.servers=b:1", NULL, KAFKA_PRODUCER, "kafka.bootstrap.servers"},
        {BROKER, "kafka.enable.auto.commit=true", KAFKA_CONSUMER,
         "kafka.enable.auto.commit = 'true'"},
        {BROKER, "kafka.consumer.enable.auto.offset.store=1", KAFKA_CONSUMER,
         "kafka.enable.auto.offset.store = '1'"},
        {BROKER, "kafka.group.id=other", KAFKA_CONSUMER, "ingest.group"},
        {BROKER, "kafka.acks=0", KAFKA_PRODUCER, "kafka.acks = '0'"},
        {BROKER, "kafka.delivery.report.only.error=true", KAFKA_PRODUCER,
         "kafka.delivery.report.only.error"},
        {BROKER, "kafka.no.such.thing=1", KAFKA_FETCHER, "kafka.no.such.thing"},
        {BROKER, "kafka.fetch.min.bytes=many", KAFKA_CONSUMER, "kafka.fetch.min.bytes = 'many'"},
        {BROKER, "kafka.max.poll.interval.ms=20000", KAFKA_CONSUMER, "ingest.drain_timeout_ms"},
    };
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *const settings[] = {rows[i].set, rows[i].more, NULL};
        struct err e = {{0}};
        assert_null(make(settings, rows[i].role, &e));
        if (!strstr(e.msg, rows[i].says) || strchr(e.msg, '\n'))
            fail_msg("row %u says: %s", i, e.msg);
    }
}

/* A property from a file of its own: its first line, for the roles that it is meant for. */
static void test_secrets(void **state)
{
    (void)state;
    char path[] = "/tmp/redress-secret-XXXXXX", setting[128], value[64];
    int fd = mkstemp(path);
    assert_int_equal(write(fd, "hunter2\nmore\n", 13), 13);
    close(fd);
    snprintf(setting, sizeof(setting), "kafka.producer.sasl.password_file=%s", path);
    const char *const settings[] = {BROKER, "kafka.sasl.password=open", setting, NULL};
    const char *const expected[] = {[KAFKA_CONSUMER] = "open", [KAFKA_PRODUCER] = "hunter2"};
    struct err e = {{0}};
    for (enum kafka_role role = KAFKA_CONSUMER; role <= KAFKA_PRODUCER; role++) {
        size_t len = sizeof(value);
        rd_kafka_conf_t *conf = make(settings, role, &e);
        if (!conf)
            fail_msg("%s", e.msg);
        assert_int_equal(rd_kafka_conf_get(conf, "sasl.password", value, &len), RD_KAFKA_CONF_OK);
        assert_string_equal(value, expected[role]);
        rd_kafka_conf_destroy(conf);
    }
    unlink(path);
    assert_null(make(settings, KAFKA_PRODUCER, &e)); /* its name is in the message, named so */
    assert_non_null(strstr(e.msg, "kafka.sasl.password_file"));
    assert_non_null(strstr(e.msg, path));
    const char *const unknown[] = {BROKER, "kafka.no.such_file=/dev/null", NULL};
    assert_null(make(unknown, KAFKA_PRODUCER, &e));
}

static void test_topic_names(void **state)
{
    (void)state;
    const struct {
        const char *set, *says; /* NULL: it is good */
    } rows[] = {
        {"ingest.topics=a,b.c, d_e-1", NULL},
        {"ingest.topics=^reviews.*", NULL},
        {"ingest.topics=", "ingest.topics is empty"},
        {"ingest.topics= ,", "ingest.topics is empty"},
        {"ingest.topics=reviews # ours", "ingest.topics: '#'"},
        {"ingest.topics=a,r\xc3\xa9views", "ingest.topics: 'r"},
        {"ingest.dead_letter_topic=", "ingest.dead_letter_topic is empty"},
        {"ingest.dead_letter_topic=a/b", "ingest.dead_letter_topic: 'a/b'"},
        {"journal.topic=..", "journal.topic: '..'"},
    };
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct config *cfg = config_new();
        struct err e = {{0}};
        assert_int_equal(config_assign(cfg, BROKER, &e), 0);
        assert_int_equal(config_assign(cfg, rows[i].set, &e), 0);
        assert_int_equal(ingest_check(cfg, &e), rows[i].says ? -1 : 0);
        if (rows[i].says && !strstr(e.msg, rows[i].says))
            fail_msg("%s says: %s", rows[i].set, e.msg);
        config_free(cfg);
    }
}

/* A handle that cannot be made says why, too: here properties that contradict each other. */
static void test_handle(void **state)
{
    (void)state;
    const char *const settings[] = {BROKER, "kafka.enable.idempotence=true",
                                    "kafka.max.in.flight=100", NULL};
    struct err e = {{0}};
    rd_kafka_conf_t *conf = make(settings, KAFKA_PRODUCER, &e);
    assert_non_null(conf);
    assert_null(kafka_new(conf, KAFKA_PRODUCER, &e));
    assert_non_null(strstr(e.msg, "max.in.flight"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_secrets), cmocka_unit_test(test_topic_names),
        cmocka_unit_test(test_handle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
