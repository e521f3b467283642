/* parts.c - the partitions of a worker, and where reading goes on in each.
 *
 * Positions: `expected` is the only truth. librdkafka 2.0.2 loses track of its own position when
 * partitions are paused or rebalanced around a batch read (its issue 4208: it remembers what it had
 * put into the array, also what it then purges from it), so whenever it may have, the partition is
 * marked astray: everything that arrives is dropped until we have sought to `expected`. */
#include "ingest/consumer.h"

#include "core/log.h"
#include "core/metrics.h"

#include <stdlib.h>
#include <string.h>

#define SEEK_TIMEOUT_MS 5000

static struct topic *topic_named(struct ingest *in, const char *name)
{
    for (unsigned i = 0; i < in->topics_n; i++)
        if (strcmp(in->topics[i].name, name) == 0)
            return &in->topics[i];
    return NULL;
}

static struct topic *topic_add(struct ingest *in, const char *name)
{
    in->last_topic = NULL; /* the table moves */
    in->topics = check_realloc(in->topics, (in->topics_n + 1) * sizeof(*in->topics));
    struct topic *t = &in->topics[in->topics_n++];
    *t = (struct topic){.name = check_strdup(name), .rkt = rd_kafka_topic_new(in->rk, name, NULL)};
    return t;
}

/* Enough that a partition is held back only when something is badly stuck: four times all that can
 * be in flight, and more, because only complaints stay in flight and may be one event in fifty. */
static uint64_t window_of(const struct config *cfg)
{
    uint64_t events = (uint64_t)(cfg->ingest_batches * cfg->ingest_batch_events) * 4;
    return events > 262144 ? events : 262144;
}

struct part *parts_get(struct ingest *in, const char *topic, int32_t partition)
{
    struct topic *t = topic_named(in, topic);
    if (!t)
        t = topic_add(in, topic);
    if (partition >= t->parts_n) {
        t->parts = check_realloc(t->parts, ((size_t)partition + 1) * sizeof(*t->parts));
        while (t->parts_n <= partition)
            t->parts[t->parts_n++] = NULL;
    }
    struct part *p = t->parts[partition];
    if (!p) {
        p = t->parts[partition] = check_calloc(1, sizeof(*p));
        p->topic = t->name;
        p->partition = partition;
        p->gauge = gauges_get(topic, partition);
        offsets_init(&p->offsets, window_of(in->cfg));
    }
    return p;
}

static struct part *part_at(const struct topic *t, int32_t partition)
{
    return t && partition >= 0 && partition < t->parts_n ? t->parts[partition] : NULL;
}

struct part *parts_find(struct ingest *in, const char *topic, int32_t partition)
{
    return part_at(topic_named(in, topic), partition);
}

struct part *parts_of(struct ingest *in, const rd_kafka_message_t *m)
{
    struct topic *t = in->last_topic;
    if (!t || t->rkt != m->rkt) {
        for (unsigned i = 0; (!t || t->rkt != m->rkt) && i < in->topics_n; i++)
            t = &in->topics[i];
        if (!t || t->rkt != m->rkt)
            t = topic_named(in, rd_kafka_topic_name(m->rkt));
        in->last_topic = t;
    }
    return part_at(t, m->partition);
}

void parts_assign(struct part *p)
{
    CHECK(p->hold == HOLD_NONE);
    offsets_reset(&p->offsets);
    p->assigned = true;
    p->astray = p->eof = false;
    p->expected = p->sent = p->committed = -1;
}

void parts_release(struct ingest *in, struct part *p)
{
    parts_unhold(in, p);
    offsets_reset(&p->offsets); /* what is still in flight no longer counts */
    p->assigned = p->astray = false;
    gauges_hide(p->gauge);
}

static rd_kafka_topic_partition_list_t *list_one(const struct part *p)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(l, p->topic, p->partition);
    return l;
}

void parts_hold(struct ingest *in, struct part *p, enum hold why)
{
    CHECK(p->hold == HOLD_NONE && why != HOLD_NONE);
    p->hold = (uint8_t)why;
    p->astray = true; /* the rest of what was read with it is dropped */
    in->holds++;
    rd_kafka_topic_partition_list_t *l = list_one(p);
    rd_kafka_pause_partitions(in->rk, l);
    rd_kafka_topic_partition_list_destroy(l);
}

void parts_unhold(struct ingest *in, struct part *p)
{
    if (p->hold == HOLD_NONE)
        return;
    p->hold = HOLD_NONE;
    in->holds--;
    in->stray = true;
    if (p->waiting)
        rd_kafka_message_destroy(p->waiting);
    p->waiting = NULL;
}

/* The topic was deleted and made anew, or a leader was elected that lacks the end: Kafka put us
 * back (auto.offset.reset), and below `expected` there are other events than those that we had.
 * Dropped as old they would be lost; should they be old after all, the store knows them. */
void parts_rewind(struct ingest *in, struct part *p, int64_t offset)
{
    metrics_add(METRIC_KAFKA_ERRORS, 1);
    log_warn("ingest", "the partition ends before what was read of it, read again from here",
             "lane=%d topic=%s partition=%d offset=%lld expected=%lld", in->lane.number, p->topic,
             p->partition, (long long)offset, (long long)p->expected);
    offsets_reset(&p->offsets); /* what is in flight is of a log that is no more */
    p->sent = p->committed = -1;
    p->expected = offset;
}

void parts_pause_all(struct ingest *in)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(16);
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned) {
        rd_kafka_topic_partition_list_add(l, p->topic, p->partition);
        p->astray = true;
    }
    rd_kafka_pause_partitions(in->rk, l);
    rd_kafka_topic_partition_list_destroy(l);
    in->paused = true;
}

void parts_resume_all(struct ingest *in)
{
    in->paused = false;
    in->stray = true;
    parts_reposition(in);
}

/* Those that were sought without an error, or need no seek, as a list to resume. */
static rd_kafka_topic_partition_list_t *seek(struct ingest *in,
                                             rd_kafka_topic_partition_list_t *to_seek)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(16);
    rd_kafka_error_t *error =
        to_seek->cnt ? rd_kafka_seek_partitions(in->rk, to_seek, SEEK_TIMEOUT_MS) : NULL;
    if (error)
        log_warn("ingest", "seek failed, will be tried again", "lane=%d error=\"%s\"",
                 in->lane.number, rd_kafka_error_string(error));
    for (int i = 0; i < to_seek->cnt; i++) {
        const rd_kafka_topic_partition_t *e = &to_seek->elems[i];
        struct part *p = parts_find(in, e->topic, e->partition);
        if (error || e->err) {
            in->stray = true;
            continue;
        }
        p->astray = false;
        p->eof = false;
        rd_kafka_topic_partition_list_add(l, e->topic, e->partition);
    }
    if (error)
        rd_kafka_error_destroy(error);
    return l;
}

void parts_reposition(struct ingest *in)
{
    if (in->paused || !in->stray)
        return;
    rd_kafka_topic_partition_list_t *to_seek = rd_kafka_topic_partition_list_new(16);
    in->stray = false;
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned && p->astray && p->hold == HOLD_NONE && p->expected >= 0)
        rd_kafka_topic_partition_list_add(to_seek, p->topic, p->partition)->offset = p->expected;
    rd_kafka_topic_partition_list_t *l = seek(in, to_seek);
    PARTS_EACH(in, p)
    if (p->assigned && p->astray && p->hold == HOLD_NONE && p->expected < 0) {
        p->astray = false; /* nothing of it was read yet: it is where it was */
        rd_kafka_topic_partition_list_add(l, p->topic, p->partition);
    }
    rd_kafka_resume_partitions(in->rk, l);
    rd_kafka_topic_partition_list_destroy(to_seek);
    rd_kafka_topic_partition_list_destroy(l);
}

uint64_t parts_in_flight(const struct ingest *in)
{
    uint64_t sum = 0;
    struct part *p;
    PARTS_EACH(in, p)
    sum += p->offsets.in_flight;
    return sum;
}

void parts_free(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    {
        if (p->waiting)
            rd_kafka_message_destroy(p->waiting);
        gauges_hide(p->gauge);
        offsets_fini(&p->offsets);
        free(p);
    }
    for (unsigned i = 0; i < in->topics_n; i++) {
        rd_kafka_topic_destroy(in->topics[i].rkt);
        free(in->topics[i].parts);
        free(in->topics[i].name);
    }
    free(in->topics);
}
