/* One cycle:
 *
 *   items, by shard -> rd_open calls -> outcomes -+-> steps of reopenings and messages -> WAIT
 *     ^                                           |   (read, rounds_step, rd_apply, until none
 *     +------ anything fails: all of it again ----+    loses the race) */
#include "sink/writer.h"

#include "core/metrics.h"
#include "sink/cases.h"
#include "sink/wire.h"

#include <stdlib.h>

#define STEP_ROUNDS 50 /* lost races in a row before we pause */
#define HELD_ROUNDS 8  /* a held clock is released by the second look */

/* What became of an item, the later name winning over tries. */
enum rank { RANK_NONE, RANK_NO_CASE, RANK_DUPLICATE, RANK_UPDATED, RANK_OPENED };

struct call {
    unsigned shard, first, count; /* items of it */
    bool open;                    /* no outcome yet in this try */
};

struct writer {
    const struct config *cfg;
    struct wire *wire;
    struct cases cases;
    unsigned max, count, calls;
    struct cases_item *added, *items; /* as they came; ordered by shard once the cycle is tried */
    uint16_t *added_shard;
    uint8_t *rank; /* of items */
    uint8_t *herd; /* level of the herd alert that the item gave */
    int *step;     /* items to step in this try */
    unsigned steps;
    struct call *call;
    unsigned *place;    /* of each shard, while ordering */
    int64_t *since_ms;  /* of each shard: its clock before the first try of this cycle */
    int64_t *latest_ms; /* and as it was last told */
    bool ordered, written, probed;
    unsigned tries;
};

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
    w->herd = check_calloc(max_events, sizeof(*w->herd));
    w->step = check_calloc(max_events, sizeof(*w->step));
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
    void *arrays[] = {w->added, w->items, w->added_shard, w->rank,     w->herd,
                      w->step,  w->call,  w->place,       w->since_ms, w->latest_ms};
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
    /* A message matters to its case whatever it says; only Redis knows whether there is one. */
    if (!complains && !keys_is_message(&ev->fields)) {
        ev->verdict.outcome = OUTCOME_NO_COMPLAINT;
        return;
    }
    CHECK(w->count < w->max && !w->ordered);
    struct cases_item *it = &w->added[w->count];
    it->ev = ev;
    it->complains = complains;
    keys_event_case_id(&ev->fields, it->id);
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
    memset(w->herd, 0, w->count);
    w->ordered = true;
}

/* place[s] is now the end of shard s. */
static void cut(struct writer *w)
{
    unsigned first = 0, most = (unsigned)w->cfg->redis_opens_per_call;
    w->calls = 0;
    for (unsigned s = 0; s < w->cases.shards; s++)
        while (first < w->place[s]) {
            unsigned n = w->place[s] - first < most ? w->place[s] - first : most;
            w->call[w->calls++] = (struct call){s, first, n, true};
            first += n;
        }
}

unsigned writer_pending(const struct writer *w)
{
    return w->count;
}

static void raise_rank(struct writer *w, unsigned item, enum rank rank)
{
    if (rank > w->rank[item])
        w->rank[item] = (uint8_t)rank;
}

static void reject(struct writer *w, unsigned item, const char *why)
{
    event_reject(w->items[item].ev, REASON_REJECTED, why);
}

/* ---- opening ---------------------------------------------------------------------------------*/

static int flush(struct writer *w, struct err *e)
{
    return wire_flush(w->wire, e) == WIRE_OK ? 0 : -1;
}

static int bad_reply(const char *call, const redisReply *r, struct err *e)
{
    return err_set(e, "redis: %s: %s", call,
                   r->type == REDIS_REPLY_ERROR ? r->str : "unexpected reply");
}

/* The clocks of all shards, once, so that every first try has a moment before it. */
static int probe(struct writer *w, struct err *e)
{
    for (unsigned s = 0; s < w->cases.shards; s++) {
        cases_due(wire_command(w->wire), s, 0);
        wire_push(w->wire, s);
    }
    if (flush(w, e) != 0)
        return -1;
    for (unsigned s = 0; s < w->cases.shards; s++) {
        const redisReply *r = wire_reply(w->wire, s);
        if (r->type != REDIS_REPLY_ARRAY || r->elements < 1)
            return bad_reply("rd_due", r, e);
        w->since_ms[s] = w->latest_ms[s] = r->element[0]->integer;
    }
    wire_reset(w->wire);
    w->probed = true;
    return 0;
}

static void take_outcome(struct writer *w, unsigned item, const redisReply *r)
{
    if (r->type != REDIS_REPLY_INTEGER) {
        reject(w, item, r->type == REDIS_REPLY_STRING ? r->str : "unexpected outcome");
        return;
    }
    if (r->integer / 10 > w->herd[item])
        w->herd[item] = (uint8_t)(r->integer / 10);
    switch (r->integer % 10) {
    case CASES_OPENED:
        raise_rank(w, item, RANK_OPENED);
        break;
    case CASES_UPDATED:
        raise_rank(w, item, RANK_UPDATED);
        break;
    case CASES_DUPLICATE:
        raise_rank(w, item, RANK_DUPLICATE);
        break;
    case CASES_NO_CASE:
        raise_rank(w, item, RANK_NO_CASE);
        break;
    default: /* CASES_REOPEN, CASES_MESSAGE */
        w->step[w->steps++] = (int)item;
    }
}

static int take_call(struct writer *w, struct call *c, const redisReply *r, struct err *e)
{
    bool fits = r->type == REDIS_REPLY_ARRAY && r->elements >= 1 &&
                (r->elements == 1 || r->elements == c->count + 1u);
    if (!fits)
        return bad_reply("rd_open", r, e);
    w->latest_ms[c->shard] = r->element[0]->integer;
    if (r->elements == 1) /* the clock is held: this was the first reading of a jump */
        return 0;
    for (unsigned i = 0; i < c->count; i++)
        take_outcome(w, c->first + i, r->element[i + 1]);
    c->open = false;
    return 0;
}

/* Writes the calls that have no outcome yet, reads their replies. Returns how many are still open,
 * -1 with e set. */
static int open_round(struct writer *w, struct err *e)
{
    int still_open = 0;
    unsigned reply = 0;
    for (unsigned i = 0; i < w->calls; i++) {
        const struct call *c = &w->call[i];
        if (!c->open)
            continue;
        cases_open(&w->cases, wire_command(w->wire), c->shard, &w->items[c->first], c->count,
                   w->tries > 1 ? w->since_ms[c->shard] : 0);
        wire_push(w->wire, c->shard);
    }
    if (flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->calls; i++) {
        struct call *c = &w->call[i];
        if (!c->open)
            continue;
        if (take_call(w, c, wire_reply(w->wire, reply++), e) != 0)
            return -1;
        still_open += c->open;
    }
    wire_reset(w->wire);
    return still_open;
}

static int open_all(struct writer *w, struct err *e)
{
    int still_open = 1;
    for (int i = 0; i < HELD_ROUNDS && still_open > 0; i++)
        still_open = open_round(w, e);
    if (still_open > 0)
        return err_set(e, "redis: the clock jumps about: TIME gave different hours in a row");
    return still_open;
}

/* ---- stepping: what the machine must decide --------------------------------------------------*/

static unsigned shard_of(const struct writer *w, unsigned item)
{
    return keys_shard(w->items[item].ev->fields.product_id, w->cases.shards);
}

/* HGETALL's reply as a head. 1 read, 0 gone, -1 not a case. */
static int read_head(const redisReply *r, struct cases_head *h)
{
    *h = (struct cases_head){0};
    if (r->type != REDIS_REPLY_ARRAY)
        return -1;
    if (r->elements == 0)
        return 0;
    for (size_t i = 0; i + 1 < r->elements; i += 2) {
        const redisReply *name = r->element[i], *value = r->element[i + 1];
        if (cases_field(h, (struct str){name->str, (uint32_t)name->len},
                        (struct str){value->str, (uint32_t)value->len}) != 0)
            return -1;
    }
    return rounds_valid(&h->state) ? 1 : -1;
}

static void push_step(struct writer *w, unsigned item, const struct cases_head *h)
{
    struct event *ev = w->items[item].ev;
    unsigned shard = shard_of(w, item);
    bool message = keys_is_message(&ev->fields);
    bool reopen = h->state.state == ROUNDS_CL && w->items[item].complains;
    enum rounds_event event = reopen ? ROUNDS_EV_REOPEN : ROUNDS_EV_REPLY;
    struct rounds_outcome out;
    rounds_step(&w->cases.budgets, &h->state, event, NULL, w->latest_ms[shard], &out);
    struct cases_step step = {
        .id = w->items[item].id,
        .was = h,
        /* Refused, as a thank-you after the close is: only noted, with a line in the log. */
        .next = out.allowed ? &out.next : NULL,
        .alerts = out.alerts,
        .alert_count = out.alert_count,
        .event = rounds_event_name[event],
        .who = message ? "customer" : "",
        .ev = ev,
        .now_ms = w->latest_ms[shard],
    };
    cases_apply(&w->cases, wire_command(w->wire), shard, &step);
    wire_push(w->wire, shard);
    raise_rank(w, item, RANK_UPDATED);
}

/* Reads the cases of all steps; drops those steps that cannot be taken. */
static int read_cases(struct writer *w, struct cases_head *heads, struct err *e)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < w->steps; i++) {
        unsigned item = (unsigned)w->step[i];
        cases_get(wire_command(w->wire), shard_of(w, item), w->items[item].id);
        wire_push(w->wire, shard_of(w, item));
    }
    if (flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->steps; i++) {
        int read = read_head(wire_reply(w->wire, i), &heads[kept]);
        if (read == 0)
            return err_set(e, "redis: case %s vanished", w->items[w->step[i]].id);
        if (read < 0)
            reject(w, (unsigned)w->step[i], "its case in Redis was damaged by somebody");
        else
            w->step[kept++] = w->step[i];
    }
    w->steps = kept;
    wire_reset(w->wire);
    return 0;
}

/* Applies them; those that lost a race stay. */
static int apply_steps(struct writer *w, const struct cases_head *heads, struct err *e)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < w->steps; i++)
        push_step(w, (unsigned)w->step[i], &heads[i]);
    if (flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->steps; i++) {
        const redisReply *r = wire_reply(w->wire, i);
        if (r->type != REDIS_REPLY_ARRAY || r->elements != 2)
            return bad_reply("rd_apply", r, e);
        if (r->element[0]->integer == CASES_GONE)
            return err_set(e, "redis: case %s vanished", w->items[w->step[i]].id);
        if (r->element[0]->integer != CASES_APPLIED)
            w->step[kept++] = w->step[i];
    }
    w->steps = kept;
    wire_reset(w->wire);
    return 0;
}

static int step_all(struct writer *w, struct err *e)
{
    enum { CHUNK = 64 }; /* few events step: a chunk's heads live on the stack */
    struct cases_head heads[CHUNK];
    for (int round = 0; w->steps > 0; round++) {
        unsigned rest = w->steps > CHUNK ? w->steps - CHUNK : 0;
        if (round == STEP_ROUNDS)
            return err_set(e, "redis: case %s is moved by others all the time",
                           w->items[w->step[0]].id);
        w->steps -= rest;
        unsigned took = w->steps;
        if (read_cases(w, heads, e) != 0 || apply_steps(w, heads, e) != 0)
            return -1;
        memmove(w->step + w->steps, w->step + took, rest * sizeof(*w->step));
        if (w->steps < took) /* progress */
            round = 0;
        w->steps += rest;
    }
    return 0;
}

/* ---- the end of a cycle ----------------------------------------------------------------------*/

static void count_alerts(unsigned opened, const uint8_t *herd, unsigned n)
{
    unsigned herds = 0;
    for (unsigned i = 0; i < n; i++)
        herds += herd[i] > 0;
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_OPEN, opened);
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_HERD, herds);
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
    count_alerts(opened, w->herd, w->count);
    memcpy(w->since_ms, w->latest_ms, w->cases.shards * sizeof(*w->since_ms));
    w->count = w->tries = 0;
    w->ordered = w->written = false;
}

static int write_all(struct writer *w, struct err *e)
{
    w->tries++;
    w->steps = 0;
    wire_restart(w->wire);
    for (unsigned i = 0; i < w->count; i++) /* what the last try rejected may pass in this one */
        w->items[i].ev->verdict.outcome = OUTCOME_NONE;
    if (!w->probed && probe(w, e) != 0)
        return -1;
    cut(w);
    if (open_all(w, e) != 0 || step_all(w, e) != 0)
        return -1;
    w->written = true;
    return 0;
}

int writer_look(struct writer *w, struct err *e)
{
    CHECK(w->count == 0);
    wire_restart(w->wire);
    return probe(w, e);
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
