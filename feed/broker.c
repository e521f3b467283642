/* broker.c - `redress broker`: librdkafka's mock cluster in a process of its own.
 *
 * The cluster lives inside a client handle, but its sockets take connections from anybody on this
 * machine, consumer groups included: a Kafka for a quickstart and for tests, with nothing
 * installed. It chooses its ports itself; who needs them reads the line that this prints. */
#include "core/log.h"
#include "feed/feed.h"

#include <errno.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTITIONS_DEFAULT 16
#define PARTITIONS_MAX 512

const char broker_about[] =
    "A Kafka broker in memory (librdkafka's mock cluster) for trying things out and for tests. It\n"
    "listens on free ports of 127.0.0.1, prints one line `bootstrap.servers=HOST:PORT[,...]` on\n"
    "standard output and runs until SIGTERM or SIGINT.\n\n"
    "Limits: nothing is kept after it ends; a partition holds 5 MiB, then the oldest records are\n"
    "dropped without a word, so use many partitions or feed slowly; the first member of a "
    "consumer\n"
    "group waits 3 s; no TLS, no authentication. Without --topic it creates ingest.topics with 16\n"
    "partitions each and ingest.dead_letter_topic with 4; other topics appear when used.";

struct broker {
    rd_kafka_t *rk; /* the handle the cluster lives in */
    rd_kafka_mock_cluster_t *cluster;
    int brokers;
};

/* "NAME:PARTITIONS" or "NAME". */
static int create_topic(struct broker *b, const char *spec, long partitions, struct err *e)
{
    char name[250];
    const char *colon = strrchr(spec, ':');
    size_t len = colon ? (size_t)(colon - spec) : strlen(spec);
    char *end = NULL;
    if (colon)
        partitions = strtol(colon + 1, &end, 10);
    if (len == 0 || len >= sizeof(name) || (colon && (end == colon + 1 || *end)) ||
        partitions < 1 || partitions > PARTITIONS_MAX)
        return err_set(e, "--topic '%s': must be NAME:PARTITIONS with 1 to %d partitions", spec,
                       PARTITIONS_MAX);
    snprintf(name, sizeof(name), "%.*s", (int)len, spec);
    rd_kafka_resp_err_t err =
        rd_kafka_mock_topic_create(b->cluster, name, (int)partitions, b->brokers);
    return err ? err_set(e, "--topic '%s': %s", spec, rd_kafka_err2str(err)) : 0;
}

/* Every topic of the comma-separated `names`. */
static int create_listed(struct broker *b, const char *names, long partitions, struct err *e)
{
    int rc = 0;
    char *copy = check_strdup(names), *save = NULL;
    for (char *t = strtok_r(copy, ", ", &save); t && rc == 0; t = strtok_r(NULL, ", ", &save))
        rc = create_topic(b, t, partitions, e);
    free(copy);
    return rc;
}

static int create_topics(struct broker *b, const struct config *cfg, const struct cli_list *topics,
                         struct err *e)
{
    if (topics->count == 0)
        return create_listed(b, cfg->ingest_topics, PARTITIONS_DEFAULT, e) != 0 ||
                       create_listed(b, cfg->ingest_dead_letter_topic, 4, e) != 0
                   ? -1
                   : 0;
    for (unsigned i = 0; i < topics->count; i++)
        if (create_topic(b, topics->item[i], PARTITIONS_DEFAULT, e) != 0)
            return -1;
    return 0;
}

static void on_log(const rd_kafka_t *rk, int level, const char *fac, const char *buf)
{
    (void)rk;
    if (level <= 4)
        log_warn("broker", "mock cluster", "fac=%s text=\"%s\"", fac, buf);
    else
        log_debug("broker", "mock cluster", "fac=%s text=\"%s\"", fac, buf);
}

static int start(struct broker *b, struct err *e)
{
    char why[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, on_log);
    b->rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof(why));
    if (!b->rk) {
        rd_kafka_conf_destroy(conf);
        return err_set(e, "librdkafka: %s", why);
    }
    b->cluster = rd_kafka_mock_cluster_new(b->rk, b->brokers);
    return b->cluster ? 0 : err_set(e, "no mock cluster: %s", strerror(errno));
}

static void stop(struct broker *b)
{
    if (b->cluster)
        rd_kafka_mock_cluster_destroy(b->cluster);
    if (b->rk)
        rd_kafka_destroy(b->rk);
}

/* Written beside and renamed: who waits for the file never reads half a line. */
static int write_address(const char *path, const char *address, struct err *e)
{
    char beside[4096];
    if ((size_t)snprintf(beside, sizeof(beside), "%s.new", path) >= sizeof(beside))
        return err_set(e, "--address-file '%s': the name is too long", path);
    FILE *f = fopen(beside, "w");
    bool bad = !f || fprintf(f, "bootstrap.servers=%s\n", address) < 0;
    if (f)
        bad = fclose(f) != 0 || bad;
    if (bad || rename(beside, path) != 0)
        return err_set(e, "--address-file '%s': %s", path, strerror(errno));
    return 0;
}

static int serve(struct broker *b, const struct config *cfg, const struct cli_list *topics,
                 const char *address_file, struct err *e)
{
    if (start(b, e) != 0 || create_topics(b, cfg, topics, e) != 0)
        return -1;
    const char *address = rd_kafka_mock_cluster_bootstraps(b->cluster);
    if (address_file && write_address(address_file, address, e) != 0)
        return -1;
    printf("bootstrap.servers=%s\n", address);
    fflush(stdout);
    while (!cli_stopped())
        poll(NULL, 0, 200); /* the cluster has a thread of its own; a signal ends the wait */
    return 0;
}

int broker_cmd(struct cli *cli)
{
    int64_t brokers = 1;
    const char *address_file = NULL;
    struct cli_list topics = {0};
    const struct cli_option table[] = {
        {"topic", 't', CLI_LIST, &topics, "NAME:PARTITIONS", "create this topic; may be repeated",
         0, 0},
        {"brokers", 'b', CLI_NUMBER, &brokers, "N", "brokers in the cluster (1)", 1, 9},
        {"address-file", 'a', CLI_TEXT, &address_file, "FILE",
         "also write the bootstrap line to FILE once it serves", 0, 0},
        {0},
    };
    struct err e;
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (cli->argc)
        return cli_fail(cli, EXIT_USAGE, "'%s': takes no argument; topics go to --topic",
                        cli->argv[0]);
    cli_catch_signals();
    struct broker b = {.brokers = (int)brokers};
    int rc = serve(&b, cli->cfg, &topics, address_file, &e);
    stop(&b);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_USAGE, "%s", e.msg);
}
