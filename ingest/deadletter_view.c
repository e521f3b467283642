#include "ingest/deadletter_view.h"

#include "core/clock.h"
#include "ingest/deadletter.h"
#include "ingest/topics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ASK_MS 8000

static struct str header(const rd_kafka_headers_t *h, const char *name)
{
    char full[64];
    const void *value;
    size_t len;
    snprintf(full, sizeof(full), DEADLETTER_PREFIX "%s", name);
    if (!h || rd_kafka_header_get_last(h, full, &value, &len) || !value)
        return STR_NONE;
    return (struct str){value, (uint32_t)len};
}

static int64_t number(const rd_kafka_headers_t *h, const char *name, int64_t absent)
{
    struct str s = header(h, name);
    char text[24], *end;
    if (!s.ptr || s.len == 0 || s.len >= sizeof(text))
        return absent;
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    long long n = strtoll(text, &end, 10);
    return *end ? absent : n;
}

struct deadletter_view deadletter_view(const rd_kafka_message_t *m)
{
    rd_kafka_headers_t *h = NULL;
    if (rd_kafka_message_headers(m, &h) != RD_KAFKA_RESP_ERR_NO_ERROR)
        h = NULL;
    return (struct deadletter_view){
        .m = m,
        .reason = header(h, "reason"),
        .detail = header(h, "detail"),
        .topic = header(h, "topic"),
        .time = header(h, "time"),
        .partition = number(h, "partition", -1),
        .offset = number(h, "offset", -1),
        .schema_id = number(h, "schema_id", -1),
        .replayed = number(h, "replayed", 0),
        .too_large = number(h, "too_large", -1),
    };
}

static int open_consumer(struct deadletter_reader *r, const struct config *cfg, struct err *e)
{
    char group[512];
    rd_kafka_conf_t *conf = kafka_conf(cfg, KAFKA_FETCHER, e);
    if (!conf)
        return -1;
    /* A group of its own remembers what was replayed; it is never joined, only written to. */
    snprintf(group, sizeof(group), "%s.replay", cfg->ingest_group);
    if (kafka_set(conf, "group.id", group, e) != 0 ||
        kafka_set(conf, "enable.partition.eof", "true", e) != 0) {
        rd_kafka_conf_destroy(conf);
        return -1;
    }
    r->rk = kafka_new(conf, KAFKA_FETCHER, e);
    if (!r->rk)
        return -1;
    rd_kafka_poll_set_consumer(r->rk);
    return 0;
}

/* Partitions of the topic into r->parts. 1: no such topic. */
static int list_partitions(struct deadletter_reader *r, const char *topic, struct err *e)
{
    int partitions;
    rd_kafka_resp_err_t err = topics_ask(r->rk, topic, ASK_MS, &partitions);
    for (int i = 0; i < partitions; i++)
        rd_kafka_topic_partition_list_add(r->parts, topic, i);
    if (err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
        err == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE) /* a broker that is just creating it */
        return 1;
    return err ? err_set(e, "topic %s: %s", topic, rd_kafka_err2str(err)) : 0;
}

static int find_ends(struct deadletter_reader *r, struct err *e)
{
    r->ends = check_calloc((size_t)r->parts->cnt, sizeof(*r->ends));
    for (int i = 0; i < r->parts->cnt; i++) {
        rd_kafka_topic_partition_t *p = &r->parts->elems[i];
        rd_kafka_resp_err_t err = rd_kafka_query_watermark_offsets(r->rk, p->topic, p->partition,
                                                                   &p->offset, &r->ends[i], ASK_MS);
        if (err)
            return err_set(e, "topic %s partition %d: %s", p->topic, p->partition,
                           rd_kafka_err2str(err));
    }
    return 0;
}

int deadletter_open(struct deadletter_reader *r, const struct config *cfg, struct err *e)
{
    *r = (struct deadletter_reader){.parts = rd_kafka_topic_partition_list_new(8)};
    if (open_consumer(r, cfg, e) != 0)
        return -1;
    int rc = list_partitions(r, cfg->ingest_dead_letter_topic, e);
    return rc != 0 ? rc : find_ends(r, e);
}

int deadletter_start(struct deadletter_reader *r, struct err *e)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(r->parts->cnt);
    for (int i = 0; i < r->parts->cnt; i++) {
        const rd_kafka_topic_partition_t *p = &r->parts->elems[i];
        if (p->offset >= r->ends[i])
            continue;
        rd_kafka_topic_partition_list_add(l, p->topic, p->partition)->offset = p->offset;
        r->open++;
    }
    rd_kafka_resp_err_t err = r->open ? rd_kafka_assign(r->rk, l) : RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_topic_partition_list_destroy(l);
    return err ? err_set(e, "dead letters: %s", rd_kafka_err2str(err)) : 0;
}

/* Marks the end of m's partition if m, or the end that it announces, reaches it. false: m lies
 * beyond the end that was there at the opening. */
static bool take(struct deadletter_reader *r, const rd_kafka_message_t *m)
{
    for (int i = 0; i < r->parts->cnt; i++) {
        if (r->parts->elems[i].partition != m->partition)
            continue;
        bool inside = !m->err && m->offset < r->ends[i];
        bool last = m->offset + (m->err ? 0 : 1) >= r->ends[i];
        if (last && r->ends[i] >= 0) {
            r->open--;
            r->ends[i] = -1;
        }
        return inside;
    }
    return false;
}

rd_kafka_message_t *deadletter_next(struct deadletter_reader *r, int timeout_ms)
{
    mono_ns_t from = clock_mono();
    while (r->open > 0 && clock_elapsed_ms(from, clock_mono()) < (uint64_t)timeout_ms) {
        rd_kafka_message_t *m = rd_kafka_consumer_poll(r->rk, 100);
        if (!m)
            continue;
        bool end = m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF;
        if ((!m->err || end) && take(r, m))
            return m;
        rd_kafka_message_destroy(m);
    }
    return NULL;
}

void deadletter_close(struct deadletter_reader *r)
{
    rd_kafka_topic_partition_list_destroy(r->parts);
    free(r->ends);
    if (!r->rk)
        return;
    rd_kafka_consumer_close(r->rk);
    rd_kafka_destroy(r->rk);
}
