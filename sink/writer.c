/* One cycle:
 *
 *   items, by shard -> rd_open calls -> outcomes -+-> steps of reopenings and messages -> WAIT
 *     ^                                           |   (read, rounds_step, rd_apply, until none
 *     +------ anything fails: all of it again ----+    loses the race) */
#include "sink/writer_cycle.h"

#include "core/metrics.h"

#include <stdlib.h>

struct writer *writer_new(const struct config *cfg, unsigned max_events, struct err *e)
{
    struct wire *wire = wire_new(cfg, e);
    if (!wire)
        return NULL;
    struct writer *w = check_calloc(1, sizeof(*w));
    w->cfg = cfg;
    w->wire = wire;
    w->max = max_events;
    cases_init(&w->cases, cfg);
    w->added = check_calloc(max_events, sizeof(*w->added));
    w->items = check_calloc(max_events, sizeof(*w->items));
    w->added_shard = check_calloc(max_events, sizeof(*w->added_shard));
    w->rank = check_calloc(max_events, sizeof(*w->rank));
    w->said = check_calloc(max_events, sizeof(*w->said));
    w->step = check_calloc(max_events, sizeof(*w->step));
    w->beside = check_calloc(2 * (size_t)max_events + WRITER_TIDIES, sizeof(*w->beside));
    w->known = check_calloc(max_events, sizeof(*w->known));
    w->call = check_calloc(max_events, sizeof(*w->call));
    w->place = check_calloc(w->cases.shards + 1, sizeof(*w->place));
    w->since_ms = check_calloc(w->cases.shards, sizeof(*w->since_ms));
    w->latest_ms = check_calloc(w->cases.shards, sizeof(*w->latest_ms));
    return w;
}

void writer_free(struct writer *w)
{
    if (!w)
        return;
    void *arrays[] = {w->added, w->items, w->added_shard, w->rank,      w->said,   w->step,
                      w->call,  w->place, w->since_ms,    w->latest_ms, w->beside, w->known};
    for (unsigned i = 0; i < sizeof(arrays) / sizeof(*arrays); i++)
        free(arrays[i]);
    wire_free(w->wire);
    free(w);
}

/* ---- the cycle's items -----------------------------------------------------------------------*/

void writer_add(struct writer *w, struct event *ev)
{
    bool complains =
        ev->finding.cause_count > 0 && ev->finding.priority >= w->cfg->sink_min_priority;
    /* A message, and an edited review, matter to their case whatever they say; only Redis knows
     * whether there is one. */
    if (!complains && !keys_is_message(&ev->fields) && ev->fields.version <= 1) {
        ev->verdict.outcome = OUTCOME_NO_COMPLAINT;
        return;
    }
    CHECK(w->count < w->max && !w->ordered);
    cases_item_init(&w->added[w->count], ev, complains);
    w->added_shard[w->count] = (uint16_t)keys_shard(ev->fields.product_id, w->cases.shards);
    w->count++;
}

/* Counting sort by shard; events of one case stay in their order. */
static void order(struct writer *w)
{
    unsigned shards = w->cases.shards;
    memset(w->place, 0, (shards + 1) * sizeof(*w->place));
    for (unsigned i = 0; i < w->count; i++)
        w->place[w->added_shard[i] + 1]++;
    for (unsigned s = 0; s < shards; s++)
        w->place[s + 1] += w->place[s];
    for (unsigned i = 0; i < w->count; i++)
        w->items[w->place[w->added_shard[i]]++] = w->added[i];
    memset(w->rank, RANK_NONE, w->count);
    memset(w->said, 0, w->count);
    w->ordered = true;
}

unsigned writer_pending(const struct writer *w)
{
    return w->count;
}

/* ---- for all steps of a cycle ----------------------------------------------------------------*/

int writer_flush(struct writer *w, struct err *e)
{
    return wire_flush(w->wire, e) == WIRE_OK ? 0 : -1;
}

int writer_bad_reply(const char *call, const redisReply *r, struct err *e)
{
    return err_set(e, "redis: %s: %s", call,
                   r->type == REDIS_REPLY_ERROR ? r->str : "unexpected reply");
}

void writer_rank(struct writer *w, unsigned item, enum writer_rank rank)
{
    if (rank > w->rank[item])
        w->rank[item] = (uint8_t)rank;
}

void writer_reject(struct writer *w, unsigned item, const char *why)
{
    event_reject(w->items[item].ev, REASON_REJECTED, why);
}

/* ---- the end of a cycle ----------------------------------------------------------------------*/

static void count_alerts(unsigned opened, const uint8_t *said, unsigned n)
{
    unsigned herds = 0, incidents = 0;
    for (unsigned i = 0; i < n; i++) {
        herds += (said[i] & SAID_HERD) != 0;
        opened -= (said[i] & SAID_NOT_OPEN) != 0;
        incidents += (said[i] & SAID_INCIDENT) != 0;
    }
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_OPEN, opened);
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_HERD, herds);
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_INCIDENT, incidents);
}

static void finish(struct writer *w)
{
    static const uint8_t outcomes[] = {
        [RANK_NONE] = OUTCOME_NONE,           [RANK_NO_CASE] = OUTCOME_NO_COMPLAINT,
        [RANK_DUPLICATE] = OUTCOME_DUPLICATE, [RANK_UPDATED] = OUTCOME_UPDATED,
        [RANK_OPENED] = OUTCOME_OPENED,
    };
    unsigned opened = 0;
    for (unsigned i = 0; i < w->count; i++) {
        struct verdict *v = &w->items[i].ev->verdict;
        if (v->outcome != OUTCOME_DEAD_LETTER)
            v->outcome = outcomes[w->rank[i]];
        CHECK(v->outcome != OUTCOME_NONE);
        opened += w->rank[i] == RANK_OPENED;
    }
    count_alerts(opened, w->said, w->count);
    memcpy(w->since_ms, w->latest_ms, w->cases.shards * sizeof(*w->since_ms));
    w->count = w->tries = 0;
    w->ordered = w->written = false;
}

static int write_all(struct writer *w, struct err *e)
{
    w->tries++;
    w->steps = 0;
    rounds_budgets_renew(&w->cases.budgets, w->cfg);
    wire_restart(w->wire);
    for (unsigned i = 0; i < w->count; i++) /* what the last try rejected may pass in this one */
        w->items[i].ev->verdict.outcome = OUTCOME_NONE;
    if (!w->probed && writer_probe(w, e) != 0)
        return -1;
    if (writer_open(w, e) != 0 || writer_step(w, e) != 0 || writer_known(w, e) != 0)
        return -1;
    w->written = true;
    return 0;
}

int writer_look(struct writer *w, struct err *e)
{
    CHECK(w->count == 0);
    wire_restart(w->wire);
    return writer_probe(w, e);
}

enum writer_result writer_try(struct writer *w, struct err *e)
{
    if (!w->ordered)
        order(w);
    if (!w->written && write_all(w, e) != 0)
        return WRITER_AGAIN;
    int have =
        wire_wait(w->wire, (int)w->cfg->redis_wait_replicas, (int)w->cfg->redis_wait_timeout_ms, e);
    if (have == 0) {
        metrics_add(METRIC_REDIS_WAIT_SHORT, 1);
        return WRITER_SHORT;
    }
    if (have < 0) {
        metrics_add(METRIC_REDIS_FAILURES, 1);
        w->written = false;
        return WRITER_AGAIN;
    }
    finish(w);
    return WRITER_DONE;
}
