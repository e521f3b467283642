/* deadletter_replay.c - letters back to where they came from, each once.
 *
 * What was replayed is remembered in Kafka, by the group <ingest.group>.replay: its committed
 * offset is the first letter not replayed, and the commit's metadata lists the runs of letters
 * beyond it that were ("120-130,140-140"), since --reason and --limit may leave some behind. A
 * crash between sending and committing sends again; the store knows the event.
 *
 * A letter goes to the partition it was read from, with its key, value and headers, without ours;
 * redress.replayed counts how often, so that a record nothing can cure does not go round for ever.
 */
#include "ingest/deadletter.h"
#include "ingest/deadletter_view.h"

#include "core/cli.h"
#include "core/vocab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUIET_MS 10000
#define SEND_MS 30000
#define METADATA_MAX 3500 /* brokers take 4096 bytes by default */

/* Letters of one partition that were replayed: everything below `low`, and these runs. */
struct memory {
    int64_t low;
    struct run {
        int64_t from, to;
    } * runs;
    unsigned n;
    bool changed;
};

struct job {
    const struct config *cfg;
    struct deadletter_replay *r;
    struct deadletter_reader reader;
    struct memory *memories; /* beside reader.parts */
    rd_kafka_t *producer;
    rd_kafka_resp_err_t failure; /* the first delivery that failed */
};

static bool remembered(const struct memory *m, int64_t offset)
{
    for (unsigned i = 0; i < m->n; i++)
        if (offset >= m->runs[i].from && offset <= m->runs[i].to)
            return true;
    return offset < m->low;
}

/* Letters come in order, so the last run grows or a new one begins. */
static void remember(struct memory *m, int64_t offset)
{
    m->changed = true;
    if (m->n && m->runs[m->n - 1].to == offset - 1) {
        m->runs[m->n - 1].to = offset;
        return;
    }
    m->runs = check_realloc(m->runs, (m->n + 1) * sizeof(*m->runs));
    m->runs[m->n++] = (struct run){offset, offset};
}

static int by_from(const void *a, const void *b)
{
    const struct run *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Sorts the runs, joins neighbours, and lets `low` swallow those that touch it. */
static void tidy(struct memory *m)
{
    unsigned kept = 0;
    if (m->n)
        qsort(m->runs, m->n, sizeof(*m->runs), by_from);
    for (unsigned i = 0; i < m->n; i++) {
        struct run r = m->runs[i];
        if (r.from <= m->low)
            m->low = r.to + 1 > m->low ? r.to + 1 : m->low;
        else if (kept && r.from <= m->runs[kept - 1].to + 1)
            m->runs[kept - 1].to = r.to > m->runs[kept - 1].to ? r.to : m->runs[kept - 1].to;
        else
            m->runs[kept++] = r;
    }
    m->n = kept;
}

static void parse(struct memory *m, const char *text, size_t len)
{
    char *copy = strndup(text, len), *save = NULL;
    CHECK(copy);
    for (char *t = strtok_r(copy, ",", &save); t; t = strtok_r(NULL, ",", &save)) {
        long long from, to;
        if (sscanf(t, "%lld-%lld", &from, &to) == 2 && from >= 0 && to >= from) {
            m->runs = check_realloc(m->runs, (m->n + 1) * sizeof(*m->runs));
            m->runs[m->n++] = (struct run){from, to};
        }
    }
    free(copy);
}

/* The runs as text, as many as a commit can carry: a forgotten one is replayed twice, not lost. */
static char *render(const struct memory *m)
{
    char *text = check_calloc(1, METADATA_MAX + 64);
    size_t n = 0;
    for (unsigned i = 0; i < m->n && n < METADATA_MAX; i++)
        n += (size_t)snprintf(text + n, 64, "%s%lld-%lld", i ? "," : "", (long long)m->runs[i].from,
                              (long long)m->runs[i].to);
    return text;
}

/* Reading goes on at the first letter that was not replayed. */
static int recall(struct job *j, struct err *e)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_copy(j->reader.parts);
    rd_kafka_resp_err_t err = rd_kafka_committed(j->reader.rk, l, QUIET_MS);
    j->memories = check_calloc((size_t)l->cnt, sizeof(*j->memories));
    for (int i = 0; !err && i < l->cnt; i++) {
        rd_kafka_topic_partition_t *p = &j->reader.parts->elems[i];
        struct memory *m = &j->memories[i];
        m->low = l->elems[i].offset > p->offset ? l->elems[i].offset : p->offset;
        if (l->elems[i].metadata)
            parse(m, l->elems[i].metadata, l->elems[i].metadata_size);
        p->offset = m->low;
    }
    rd_kafka_topic_partition_list_destroy(l);
    return err ? err_set(e, "group %s.replay: %s", j->cfg->ingest_group, rd_kafka_err2str(err)) : 0;
}

static int commit(struct job *j, struct err *e)
{
    rd_kafka_topic_partition_list_t *l = rd_kafka_topic_partition_list_new(8);
    for (int i = 0; i < j->reader.parts->cnt; i++) {
        struct memory *m = &j->memories[i];
        if (!m->changed)
            continue;
        tidy(m);
        rd_kafka_topic_partition_t *p = rd_kafka_topic_partition_list_add(
            l, j->reader.parts->elems[i].topic, j->reader.parts->elems[i].partition);
        p->offset = m->low;
        p->metadata = render(m); /* freed with the list */
        p->metadata_size = strlen(p->metadata);
    }
    rd_kafka_resp_err_t err =
        l->cnt ? rd_kafka_commit(j->reader.rk, l, 0) : RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_topic_partition_list_destroy(l);
    return err ? err_set(e, "group %s.replay: replayed, but not remembered: %s",
                         j->cfg->ingest_group, rd_kafka_err2str(err))
               : 0;
}

static rd_kafka_headers_t *original_headers(const struct deadletter_view *v)
{
    rd_kafka_headers_t *all, *h = rd_kafka_headers_new(8);
    const char *name;
    const void *value;
    size_t len;
    char count[24];
    if (rd_kafka_message_headers(v->m, &all) == RD_KAFKA_RESP_ERR_NO_ERROR)
        for (size_t i = 0; !rd_kafka_header_get_all(all, i, &name, &value, &len); i++)
            if (strncmp(name, DEADLETTER_PREFIX, sizeof(DEADLETTER_PREFIX) - 1) != 0)
                rd_kafka_header_add(h, name, -1, value, (ssize_t)len);
    snprintf(count, sizeof(count), "%lld", (long long)v->replayed + 1);
    rd_kafka_header_add(h, DEADLETTER_REPLAYED, -1, count, -1);
    return h;
}

static void on_report(rd_kafka_t *rk, const rd_kafka_message_t *m, void *job)
{
    struct job *j = job;
    (void)rk;
    if (m->err && !j->failure)
        j->failure = m->err;
}

static int send_letter(struct job *j, const struct deadletter_view *v, struct err *e)
{
    char topic[256];
    rd_kafka_resp_err_t err;
    snprintf(topic, sizeof(topic), "%.*s", STR_FMT(v->topic));
    rd_kafka_headers_t *h = original_headers(v);
    do {
        /* clang-format off */
        err = rd_kafka_producev(j->producer, RD_KAFKA_V_TOPIC(topic),
            RD_KAFKA_V_PARTITION((int32_t)v->partition),
            RD_KAFKA_V_KEY(v->m->key, v->m->key_len),
            RD_KAFKA_V_VALUE(v->m->payload, v->m->len),
            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
            RD_KAFKA_V_HEADERS(h), RD_KAFKA_V_END);
        /* clang-format on */
        rd_kafka_poll(j->producer, err == RD_KAFKA_RESP_ERR__QUEUE_FULL ? 100 : 0);
    } while (err == RD_KAFKA_RESP_ERR__QUEUE_FULL && !cli_stopped());
    if (!err)
        return 0;
    rd_kafka_headers_destroy(h);
    return err_set(e, "topic %s partition %lld: %s", topic, (long long)v->partition,
                   rd_kafka_err2str(err));
}

static struct memory *memory_of(struct job *j, int32_t partition)
{
    for (int i = 0; i < j->reader.parts->cnt; i++)
        if (j->reader.parts->elems[i].partition == partition)
            return &j->memories[i];
    return NULL;
}

/* Is this letter to be sent? What is not is counted by its cause. */
static bool chosen(struct deadletter_replay *r, const struct deadletter_view *v)
{
    if (r->reason && !str_eq(v->reason, str_from(r->reason)))
        r->filtered++;
    else if (v->too_large >= 0 || v->partition < 0 || str_empty(v->topic))
        r->no_value++;
    else if (v->replayed >= r->max_replays)
        r->too_often++;
    else
        return true;
    return false;
}

static int take(struct job *j, const rd_kafka_message_t *m, struct err *e)
{
    struct memory *memory = memory_of(j, m->partition);
    struct deadletter_view v = deadletter_view(m);
    if (!memory || remembered(memory, m->offset) || !chosen(j->r, &v))
        return 0;
    if (!j->r->dry_run) {
        if (send_letter(j, &v, e) != 0)
            return -1;
        remember(memory, m->offset);
    }
    deadletter_count(&j->r->sum, &v);
    j->r->sent++;
    return 0;
}

static int read_all(struct job *j, struct err *e)
{
    int rc = 0;
    while (rc == 0 && (j->r->limit == 0 || j->r->sent < (uint64_t)j->r->limit) && !cli_stopped()) {
        rd_kafka_message_t *m = deadletter_next(&j->reader, QUIET_MS);
        if (!m && j->reader.open > 0)
            return err_set(e, "dead letters: Kafka did not answer in time");
        if (!m)
            break;
        rc = take(j, m, e);
        rd_kafka_message_destroy(m);
    }
    return rc;
}

/* Only what Kafka has reported safe is remembered. */
static int settle(struct job *j, struct err *e)
{
    if (rd_kafka_flush(j->producer, SEND_MS) || j->failure)
        return err_set(e, "replay not remembered, some letters were not accepted: %s",
                       j->failure ? rd_kafka_err2str(j->failure) : "no answer in time");
    return commit(j, e);
}

static int open_producer(struct job *j, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(j->cfg, KAFKA_PRODUCER, e);
    if (!conf)
        return -1;
    rd_kafka_conf_set_dr_msg_cb(conf, on_report);
    rd_kafka_conf_set_opaque(conf, j);
    j->producer = kafka_new(conf, KAFKA_PRODUCER, e);
    return j->producer ? 0 : -1;
}

static void fini(struct job *j)
{
    for (int i = 0; j->memories && i < j->reader.parts->cnt; i++)
        free(j->memories[i].runs);
    free(j->memories);
    if (j->producer) {
        rd_kafka_purge(j->producer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        rd_kafka_destroy(j->producer);
    }
    deadletter_close(&j->reader);
}

int deadletter_replay(const struct config *cfg, struct deadletter_replay *r, struct err *e)
{
    struct job j = {.cfg = cfg, .r = r};
    int rc = deadletter_open(&j.reader, cfg, e);
    if (rc == 0 &&
        (open_producer(&j, e) != 0 || recall(&j, e) != 0 || deadletter_start(&j.reader, e) != 0 ||
         read_all(&j, e) != 0 || settle(&j, e) != 0))
        rc = -1;
    fini(&j);
    return rc < 0 ? -1 : 0;
}
