#include "ingest/topics.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 249 /* Kafka's own limit */

static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

void topics_each(const char *list, void (*each)(void *ctx, const char *topic), void *ctx)
{
    char *copy = check_strdup(list), *save = NULL;
    for (char *t = strtok_r(copy, ", ", &save); t; t = strtok_r(NULL, ", ", &save))
        each(ctx, t);
    free(copy);
}

struct names {
    const char *setting;
    unsigned n;
    bool bad;
    struct err *e;
};

/* A name that begins with '^' is a regular expression to librdkafka, and its own affair. */
static void check_name(void *ctx, const char *topic)
{
    struct names *names = ctx;
    size_t len = strlen(topic);
    names->n++;
    if (names->bad || topic[0] == '^')
        return;
    if (len <= NAME_MAX_BYTES && topic[strspn(topic, allowed)] == '\0' && strcmp(topic, ".") != 0 &&
        strcmp(topic, "..") != 0)
        return;
    names->bad = true;
    err_set(names->e, "%s: '%s' cannot be the name of a topic: letters, digits, '.', '_' and '-'%s",
            names->setting, topic, strchr(topic, '#') ? "; a comment needs a line of its own" : "");
}

static int check_list(const char *setting, const char *list, bool may_be_empty, struct err *e)
{
    struct names names = {.setting = setting, .e = e};
    topics_each(list, check_name, &names);
    if (names.n == 0 && !may_be_empty)
        return err_set(e, "%s is empty: name a topic", setting);
    return names.bad ? -1 : 0;
}

int topics_check(const struct config *cfg, struct err *e)
{
    if (check_list("ingest.topics", cfg->ingest_topics, false, e) != 0 ||
        check_list("ingest.dead_letter_topic", cfg->ingest_dead_letter_topic, false, e) != 0)
        return -1;
    return check_list("journal.topic", cfg->journal_topic, true, e);
}

rd_kafka_resp_err_t topics_ask(rd_kafka_t *rk, const char *topic, int timeout_ms, int *partitions)
{
    const struct rd_kafka_metadata *md;
    rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);
    rd_kafka_resp_err_t err =
        rkt ? rd_kafka_metadata(rk, 0, rkt, &md, timeout_ms) : RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION;
    *partitions = 0;
    if (rkt)
        rd_kafka_topic_destroy(rkt);
    if (err)
        return err;
    err = md->topic_cnt ? md->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    if (!err)
        *partitions = md->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(md);
    return err;
}
