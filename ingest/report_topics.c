/* report_topics.c - are the topics of reviews there? A group takes what there is, and nothing is
 * well with it: a name that was misspelt would read nothing for ever. A member that has no
 * partition, because others have them all, is well. */
#include "ingest/consumer.h"

#include "core/log.h"
#include "ingest/topics.h"

#define MS UINT64_C(1000000) /* in ns */
#define LOOK_EVERY_MS 2000
#define LOOK_LIMIT_MS 500

struct look {
    struct ingest *in;
    bool missing, unknown; /* of any */
};

static void look_at(void *ctx, const char *topic)
{
    struct look *l = ctx;
    int partitions;
    if (topic[0] == '^') /* a regular expression: nobody knows what it should find */
        return;
    rd_kafka_resp_err_t err = topics_ask(l->in->rk, topic, LOOK_LIMIT_MS, &partitions);
    bool missing = err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
                   err == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
    l->missing |= missing;
    l->unknown |= err && !missing;
    if (missing && !l->in->topic_missing)
        log_error("ingest", "no such topic: nothing is read of it", "topic=%s error=\"%s\"", topic,
                  rd_kafka_err2str(err));
}

static bool has_partitions(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned)
        return true;
    return false;
}

/* One worker of a process looks for all: until all are there, and again while it has nothing. */
void report_topics(struct ingest *in, mono_ns_t now)
{
    struct look l = {.in = in};
    if (in->lane.number != 0 || !in->joined || in->no_broker || now.ns < in->next_topics.ns ||
        (in->topics_there && has_partitions(in)))
        return;
    topics_each(in->cfg->ingest_topics, look_at, &l);
    if (in->topic_missing && !l.missing && !l.unknown)
        log_info("ingest", "the topics are there", "topics=\"%s\"", in->cfg->ingest_topics);
    in->topics_there = !l.missing && !l.unknown;
    in->topic_missing = l.missing || (in->topic_missing && l.unknown);
    in->next_topics.ns = clock_mono().ns + LOOK_EVERY_MS * MS;
}
