/* report.c - how a worker is: lag and age of its partitions, and whether it is well. */
#include "ingest/consumer.h"

#include "core/log.h"

#define MS UINT64_C(1000000) /* in ns */
#define PROBE_EVERY_MS 2000
#define PROBE_LIMIT_MS 500

/* From our own side of the batch: its events belong to another thread now. */
static void oldest_of_slot(const struct slot *s)
{
    for (uint32_t n = s->settled; n < s->count; n++) {
        struct part *p = s->held[n].part;
        if (!p->oldest.ns || s->received.ns < p->oldest.ns)
            p->oldest = s->received;
    }
}

static void oldest_of_all(struct ingest *in)
{
    struct part *p;
    PARTS_EACH(in, p)
    p->oldest.ns = 0;
    for (unsigned i = 0; i < in->slots_n; i++)
        if (in->slots[i].busy)
            oldest_of_slot(&in->slots[i]);
    for (unsigned i = 0; deadletter_pending(in->letters) && i < DEADLETTER_MAX; i++) {
        const struct letter *l = deadletter_letter(in->letters, i);
        p = l ? l->part : NULL;
        if (p && (!p->oldest.ns || l->received.ns < p->oldest.ns))
            p->oldest = l->received;
    }
}

/* Events in Kafka and not committed; -1 while unknown. */
static int64_t lag_of(struct ingest *in, const struct part *p)
{
    int64_t low = -1, high = -1, mark = offsets_watermark(&p->offsets);
    int64_t from = p->committed >= 0 ? p->committed : mark >= 0 ? mark : p->expected;
    if (rd_kafka_get_watermark_offsets(in->rk, p->topic, p->partition, &low, &high) || high < 0)
        return -1;
    if (from < 0) /* nothing came since the assignment: either there is nothing, or it is paused */
        return in->paused ? -1 : 0;
    return high > from ? high - from : 0;
}

void report_gauges(struct ingest *in, mono_ns_t now)
{
    struct part *p;
    oldest_of_all(in);
    PARTS_EACH(in, p)
    if (p->assigned)
        gauges_show(p->gauge, lag_of(in, p), p->offsets.in_flight,
                    p->oldest.ns ? clock_elapsed_ms(p->oldest, now) : 0);
}

/* "All brokers down" is reported, that they are back is not: ask. (Messages prove nothing, they may
 * have been fetched before.) */
void report_probe(struct ingest *in, mono_ns_t now)
{
    const struct rd_kafka_metadata *md;
    if (!in->no_broker || now.ns < in->next_probe.ns)
        return;
    if (rd_kafka_metadata(in->rk, 0, NULL, &md, PROBE_LIMIT_MS) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_metadata_destroy(md);
        in->no_broker = false;
    }
    in->next_probe.ns = clock_mono().ns + PROBE_EVERY_MS * MS;
}

void report_state(struct ingest *in)
{
    char why[256];
    enum gauges_lane state = in->joined ? GAUGES_WELL : GAUGES_JOINING;
    if (in->topic_missing)
        state = GAUGES_NO_TOPIC;
    if (in->letters_missing || deadletter_failing(in->letters))
        state = GAUGES_DEAD_LETTERS;
    if (in->no_broker)
        state = GAUGES_NO_BROKER;
    if (rd_kafka_fatal_error(in->rk, why, sizeof(why))) {
        state = GAUGES_FATAL;
        log_error("ingest", "the Kafka client gave up", "lane=%d error=\"%s\"", in->lane.number,
                  why);
    }
    gauges_lane(&in->state, state);
}
