/* rebalance.c - partitions come and go.
 *
 * librdkafka calls back from the middle of a batch read, when some messages are already in our
 * array and cannot be told from those of a later assignment. So the callback only takes a note, and
 * between two reads we carry it out: what was read for a partition that leaves is dropped, what is
 * in flight is awaited (ingest.drain_timeout_ms at most), finished offsets are committed, and only
 * then the partition is given up. Whoever gets it finds nothing undone but what was too slow.
 *
 * A broker takes a commit of a member it is about to rebalance; the mock cluster refuses every
 * commit from the moment a member joins until all have, and then what was finished since is read
 * twice (the store knows it). */
#include "ingest/consumer.h"

#include "core/log.h"
#include "core/metrics.h"

#include <string.h>

#define COMMIT_WAIT_MS 5000

static bool cooperative(rd_kafka_t *rk)
{
    const char *protocol = rd_kafka_rebalance_protocol(rk);
    return protocol && strcmp(protocol, "COOPERATIVE") == 0;
}

/* for (each partition p of list l that we know) */
#define LIST_EACH(in, l, p)                                                                        \
    for (int i_ = 0; i_ < (l)->cnt; i_++)                                                          \
        if (((p) = parts_find(in, (l)->elems[i_].topic, (l)->elems[i_].partition)) != NULL)

static void hand_over(rd_kafka_t *rk, const rd_kafka_topic_partition_list_t *l, bool assign)
{
    rd_kafka_error_t *error = NULL;
    rd_kafka_resp_err_t err = RD_KAFKA_RESP_ERR_NO_ERROR;
    if (cooperative(rk))
        error = assign ? rd_kafka_incremental_assign(rk, l) : rd_kafka_incremental_unassign(rk, l);
    else
        err = rd_kafka_assign(rk, assign ? l : NULL);
    if (error || err)
        log_error("ingest", "assignment refused by the client", "error=\"%s\"",
                  error ? rd_kafka_error_string(error) : rd_kafka_err2str(err));
    if (error)
        rd_kafka_error_destroy(error);
}

static uint64_t in_flight_of(struct ingest *in, const rd_kafka_topic_partition_list_t *l)
{
    uint64_t sum = 0;
    struct part *p;
    LIST_EACH(in, l, p)
    sum += p->offsets.in_flight;
    return sum;
}

/* Waits for what is in flight of these partitions; others may go on meanwhile. */
static void drain(struct ingest *in, const rd_kafka_topic_partition_list_t *l)
{
    mono_ns_t from = clock_mono();
    uint64_t limit = (uint64_t)in->cfg->ingest_drain_timeout_ms, left;
    consumer_deal(in);
    while ((left = in_flight_of(in, l)) > 0 && clock_elapsed_ms(from, clock_mono()) < limit)
        settle_wait(in, 10);
    if (left)
        log_warn("ingest", "partitions leave with events in flight, they are read again",
                 "lane=%d events=%llu waited_ms=%llu", in->lane.number, (unsigned long long)left,
                 (unsigned long long)limit);
}

static void release(struct ingest *in, const rd_kafka_topic_partition_list_t *l)
{
    struct part *p;
    LIST_EACH(in, l, p)
    if (p->assigned) {
        parts_release(in, p);
        metrics_gauge_add(METRIC_PARTITIONS, -1);
    }
}

static void revoke(struct ingest *in, const struct rebalance *r)
{
    if (!r->lost) {
        drain(in, r->list);
        commit_flush(in, (mono_ns_t){clock_mono().ns + COMMIT_WAIT_MS * UINT64_C(1000000)});
    }
    release(in, r->list);
    hand_over(in->rk, r->list, false);
    in->between = true;
    in->commit_barred.ns = clock_mono().ns + COMMIT_BARRED_NS;
    if (r->lost)
        gauges_lane(&in->state, GAUGES_JOINING);
}

static void assign(struct ingest *in, const struct rebalance *r)
{
    metrics_add(METRIC_REBALANCES, 1);
    for (int i = 0; i < r->list->cnt; i++) {
        parts_assign(parts_get(in, r->list->elems[i].topic, r->list->elems[i].partition));
        metrics_gauge_add(METRIC_PARTITIONS, 1);
    }
    hand_over(in->rk, r->list, true);
    in->joined = true;
    in->assigned_at = clock_mono();
    /* A cooperative member that gave something up is assigned nothing now and joins again at once:
     * the generation is as good as over, and commits wait for the assignment after. */
    if (!in->between || !cooperative(in->rk))
        in->commit_barred.ns = 0;
    in->between = false;
    if (r->list->cnt > 0 || in->topics_there)
        gauges_lane(&in->state, GAUGES_WELL);
    else
        in->next_gauges.ns = 0; /* is there anything to read? Then it says how it is */
}

/* Partitions that stay were paused by the client around the rebalance, and it may have thrown away
 * messages it believes we have. */
static void distrust_kept(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    if (p->assigned && p->expected >= 0) {
        p->astray = true;
        in->stray = true;
    }
}

void rebalance_serve(struct ingest *in)
{
    struct rebalance r = in->rebalance;
    if (!r.list)
        return;
    in->rebalance.list = NULL; /* a callback may come while we drain */
    log_info("ingest", r.assign ? "partitions assigned" : "partitions revoked",
             "lane=%d count=%d lost=%d", in->lane.number, r.list->cnt, (int)r.lost);
    if (r.assign)
        assign(in, &r);
    else
        revoke(in, &r);
    rd_kafka_topic_partition_list_destroy(r.list);
    distrust_kept(in);
    if (in->paused)
        parts_pause_all(in);
    else
        parts_reposition(in);
}

void rebalance_callback(rd_kafka_t *rk, rd_kafka_resp_err_t err,
                        rd_kafka_topic_partition_list_t *list, void *ingest)
{
    struct ingest *in = ingest;
    bool is_assign = err == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
    struct part *p;
    if (err != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS &&
        err != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) {
        log_error("ingest", "rebalance failed", "error=\"%s\"", rd_kafka_err2str(err));
        rd_kafka_assign(rk, NULL);
        return;
    }
    if (in->closing) { /* drained and committed already; nobody comes back to a note */
        if (!is_assign)
            release(in, list);
        hand_over(rk, list, is_assign && cooperative(rk));
        return;
    }
    rebalance_serve(in); /* an earlier note, if there is one: in order */
    if (!is_assign)
        LIST_EACH(in, list, p)
    p->astray = true; /* no more of it is taken */
    in->rebalance = (struct rebalance){.list = rd_kafka_topic_partition_list_copy(list),
                                       .assign = is_assign,
                                       .lost = !is_assign && rd_kafka_assignment_lost(rk)};
}
