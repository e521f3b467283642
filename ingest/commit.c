/* commit.c - finished offsets to Kafka: one asynchronous call for all partitions that moved.
 *
 * Answers come through a queue of their own, so that they can be waited for with a bound; the
 * synchronous call of librdkafka waits as long as the coordinator likes.
 *
 * Once Kafka has answered that the group is rebalancing, commits wait for the new assignment: one
 * that arrives a moment too late carries a generation that is over, and for that librdkafka gives
 * up all partitions as lost (seen with the cooperative protocol). */
#include "ingest/consumer.h"

#include "core/log.h"
#include "core/metrics.h"

static void take_answer(struct ingest *in, const rd_kafka_topic_partition_t *e)
{
    struct part *p = parts_find(in, e->topic, e->partition);
    if (!p || e->offset != p->sent)
        return; /* of an earlier assignment */
    if (e->err)
        p->sent = p->committed; /* goes along with the next */
    else
        p->committed = e->offset;
}

static void on_answer(rd_kafka_t *rk, rd_kafka_resp_err_t err,
                      rd_kafka_topic_partition_list_t *offsets, void *ingest)
{
    struct ingest *in = ingest;
    (void)rk;
    in->commit_pending = false;
    for (int i = 0; offsets && i < offsets->cnt; i++) {
        rd_kafka_topic_partition_t *e = &offsets->elems[i];
        e->err = err ? err : e->err;
        if (e->err && !err)
            err = e->err;
        take_answer(in, e);
    }
    metrics_add(err ? METRIC_COMMIT_FAILURES : METRIC_COMMITS, 1);
    if (!err) {
        in->no_broker = false;
    } else if (err == RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS) {
        in->commit_barred.ns = clock_mono().ns + COMMIT_BARRED_NS;
        log_info("ingest", "commit refused: the group is rebalancing", "lane=%d", in->lane.number);
    } else {
        log_warn("ingest", "commit failed, will be repeated", "lane=%d error=\"%s\"",
                 in->lane.number, rd_kafka_err2str(err));
    }
}

/* Finished and not yet on its way. */
static bool moved(const struct part *p)
{
    int64_t mark = offsets_watermark(&p->offsets);
    return p->assigned && mark >= 0 && mark > p->sent && mark > p->committed;
}

void commit_send(struct ingest *in)
{
    if (in->commit_pending || clock_mono().ns < in->commit_barred.ns)
        return;
    rd_kafka_topic_partition_list_t *l = NULL;
    struct part *p;
    PARTS_EACH(in, p)
    if (moved(p)) {
        if (!l)
            l = rd_kafka_topic_partition_list_new(16);
        p->sent = offsets_watermark(&p->offsets);
        rd_kafka_topic_partition_list_add(l, p->topic, p->partition)->offset = p->sent;
    }
    if (!l)
        return;
    in->commit_pending = true;
    rd_kafka_resp_err_t err = rd_kafka_commit_queue(in->rk, l, in->commit_queue, on_answer, in);
    if (err)
        on_answer(in->rk, err, l, in);
    rd_kafka_topic_partition_list_destroy(l);
}

void commit_serve(struct ingest *in, int timeout_ms)
{
    if (in->commit_pending)
        rd_kafka_queue_poll_callback(in->commit_queue, timeout_ms);
}

static void wait_answer(struct ingest *in, mono_ns_t until)
{
    while (in->commit_pending && clock_mono().ns < until.ns)
        commit_serve(in, 20);
}

void commit_flush(struct ingest *in, mono_ns_t until)
{
    wait_answer(in, until); /* of a call under way, which may not cover everything */
    commit_send(in);
    wait_answer(in, until);
}

bool commit_all_done(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned && offsets_watermark(&p->offsets) > p->committed)
        return false;
    return true;
}
