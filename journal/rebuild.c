/* `redress rebuild`: the whole journal, from its beginning to its present end, into an empty Redis.
 */
#include "journal/journal.h"

#include "core/clock.h"
#include "ingest/kafka.h"
#include "journal/restore.h"
#include "journal/topic.h"

#include <stdlib.h>
#include <unistd.h>

#define ANSWER_MS 15000  /* how long a broker may take */
#define SILENCE_MS 60000 /* without a message, before the end */
#define SHOW_MS 500

const char rebuild_about[] =
    "Reads the journal (journal.topic) from its beginning and writes cases, wake-ups, the queue,\n"
    "what is remembered of closed cases, herds and the log into the Redis of the settings, which "
    "must be\n"
    "empty. Stop `redress run` and `redress timer` there until it has ended. Interrupted, it is\n"
    "simply started again. Not rebuilt: the alert streams, so an alert that was not delivered yet\n"
    "is lost.";

struct rebuild {
    const struct config *cfg;
    rd_kafka_t *rk;
    rd_kafka_topic_t *rkt;
    rd_kafka_queue_t *queue;
    struct restore *restore;
    int32_t schema_id;
    int32_t partitions, started, ended;
    bool *at_end;              /* of each partition, counted in `ended` */
    int64_t total, begun_late; /* records to read; partitions whose beginning is gone */
    mono_ns_t shown;
    struct record_field fields[RECORD_FIELDS_MAX], stored[RECORD_FIELDS_MAX];
};

static int open_topic(struct rebuild *b, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(b->cfg, KAFKA_FETCHER, e);
    if (!conf)
        return -1;
    if (kafka_set(conf, "enable.partition.eof", "true", e) != 0 ||
        kafka_set(conf, "queued.max.messages.kbytes", "65536", e) != 0) {
        rd_kafka_conf_destroy(conf);
        return -1;
    }
    b->rk = kafka_new(conf, KAFKA_FETCHER, e);
    if (!b->rk)
        return -1;
    b->rkt = rd_kafka_topic_new(b->rk, b->cfg->journal_topic, NULL);
    b->queue = rd_kafka_queue_new(b->rk);
    return b->rkt ? 0
                  : err_set(e, "journal.topic = '%s': not a topic's name", b->cfg->journal_topic);
}

static int find_partitions(struct rebuild *b, struct err *e)
{
    const struct rd_kafka_metadata *md;
    rd_kafka_resp_err_t err = rd_kafka_metadata(b->rk, 0, b->rkt, &md, ANSWER_MS);
    if (!err) {
        err = md->topic_cnt == 1 ? md->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN;
        b->partitions = err ? 0 : md->topics[0].partition_cnt;
        rd_kafka_metadata_destroy(md);
    }
    return err ? err_set(e, "journal.topic = '%s': %s", b->cfg->journal_topic,
                         rd_kafka_err2str(err))
               : 0;
}

static int begin(struct rebuild *b, struct err *e)
{
    b->at_end = check_calloc((size_t)b->partitions + 1, sizeof(*b->at_end));
    for (int32_t p = 0; p < b->partitions; p++) {
        int64_t low = 0, high = 0;
        rd_kafka_resp_err_t err = rd_kafka_query_watermark_offsets(b->rk, b->cfg->journal_topic, p,
                                                                   &low, &high, ANSWER_MS);
        if (!err && rd_kafka_consume_start_queue(b->rkt, p, RD_KAFKA_OFFSET_BEGINNING, b->queue))
            err = rd_kafka_last_error();
        if (err)
            return err_set(e, "journal.topic = '%s' partition %d: %s", b->cfg->journal_topic, p,
                           rd_kafka_err2str(err));
        b->started = p + 1;
        b->total += high - low;
        b->begun_late += low > 0;
    }
    return 0;
}

/* Once for each partition: one that somebody still writes to says it again and again. */
static void note_end(struct rebuild *b, int32_t partition)
{
    CHECK(partition >= 0 && partition < b->partitions);
    b->ended += !b->at_end[partition];
    b->at_end[partition] = true;
}

static void show(struct rebuild *b, bool last)
{
    mono_ns_t now = clock_mono();
    if (!isatty(STDERR_FILENO) || (!last && clock_elapsed_ms(b->shown, now) < SHOW_MS))
        return;
    b->shown = now;
    struct restore_counts n = restore_counts(b->restore);
    int64_t total = b->total > (int64_t)n.records ? b->total : (int64_t)n.records;
    int part = total ? (int)((int64_t)n.records * 40 / total) : 40;
    fprintf(stderr, "\r[%-40.*s] %llu of %lld records, %llu cases%s", part,
            "########################################", (unsigned long long)n.records,
            (long long)total, (unsigned long long)n.cases, last ? "\n" : "");
}

static int take(struct rebuild *b, const rd_kafka_message_t *m, struct err *e)
{
    struct record r = {.fields.at = b->fields, .stored.at = b->stored};
    struct err why = {""};
    int32_t id = record_schema_id(m->payload, m->len);
    if (id >= 0 && id != b->schema_id)
        return err_set(e, "%s/%d offset %lld: schema id %d; ours (" RECORD_SCHEMA_FILE ") is %d",
                       b->cfg->journal_topic, m->partition, (long long)m->offset, id, b->schema_id);
    if (record_decode(m->payload, m->len, &r, &why) == 0 &&
        restore_record(b->restore, &r, &why) == 0)
        return 0;
    return err_set(e, "%s/%d offset %lld: %s", b->cfg->journal_topic, m->partition,
                   (long long)m->offset, why.msg);
}

static int read_all(struct rebuild *b, struct err *e)
{
    mono_ns_t heard = clock_mono();
    while (b->ended < b->partitions) {
        rd_kafka_message_t *m = rd_kafka_consume_queue(b->queue, 200);
        int rc = 0;
        rd_kafka_poll(b->rk, 0);
        if (cli_stopped())
            rc = err_set(e, "interrupted; start it again to go on");
        else if (m && m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
            note_end(b, m->partition);
        else if (m && !m->err)
            rc = take(b, m, e);
        else if (!m && clock_elapsed_ms(heard, clock_mono()) > SILENCE_MS)
            rc = err_set(e, "journal.topic = '%s': Kafka says nothing for %d s",
                         b->cfg->journal_topic, SILENCE_MS / 1000);
        if (m) {
            heard = clock_mono();
            rd_kafka_message_destroy(m);
        }
        if (rc != 0)
            return -1;
        show(b, false);
    }
    return 0;
}

static void close_all(struct rebuild *b)
{
    for (int32_t p = 0; p < b->started; p++)
        rd_kafka_consume_stop(b->rkt, p);
    if (b->queue)
        rd_kafka_queue_destroy(b->queue);
    if (b->rkt)
        rd_kafka_topic_destroy(b->rkt);
    if (b->rk)
        rd_kafka_destroy(b->rk);
    restore_free(b->restore);
    free(b->at_end);
}

static int rebuild(struct rebuild *b, struct err *e)
{
    b->restore = restore_new(b->cfg, e);
    if (!b->restore || topic_schema_id(b->cfg, &b->schema_id, e) != 0)
        return -1;
    if (open_topic(b, e) != 0 || find_partitions(b, e) != 0)
        return -1;
    if (restore_begin(b->restore, e) != 0 || begin(b, e) != 0 || read_all(b, e) != 0)
        return -1;
    show(b, true);
    return restore_finish(b->restore, e);
}

static void report(const struct rebuild *b)
{
    struct restore_counts n = restore_counts(b->restore);
    printf("%llu records: %llu cases", (unsigned long long)n.records, (unsigned long long)n.cases);
    if (n.expired)
        printf(", closed ones forgotten since %llu times", (unsigned long long)n.expired);
    if (n.doubles)
        printf(", %llu records were older or doubles", (unsigned long long)n.doubles);
    puts("");
    if (b->begun_late)
        printf("note: of %lld partitions the beginning is gone (retention): a case whose last "
               "transition was there is missing\n",
               (long long)b->begun_late);
}

int rebuild_cmd(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    struct err e = {""};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (!cli->cfg->journal_topic[0])
        return cli_fail(cli, EXIT_USAGE, "journal.topic is empty: name the journal's topic");
    cli_catch_signals();
    struct rebuild *b = check_calloc(1, sizeof(*b));
    b->cfg = cli->cfg;
    int rc = rebuild(b, &e);
    if (rc == 0)
        report(b);
    close_all(b);
    free(b);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}
