/* A pass: SCAN finds the cases; deadlines and queue, by rank, what has no case. Both give ids, of
 * which `audit.batch` at a time are looked at, each once. */
#include "sink/audit_in.h"

#include "core/clock.h"

#include <inttypes.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define DUTY 9 /* times the last call's time, slept after it: a tenth of a connection at most */
#define SLEEP_MAX_MS 1000

int audit_init(struct audit *a, const struct config *cfg, struct err *e)
{
    *a = (struct audit){.cfg = cfg, .wire = wire_new(cfg, e)};
    cases_init(&a->cases, cfg);
    return a->wire ? 0 : -1;
}

void audit_fini(struct audit *a)
{
    wire_free(a->wire);
    free(a->ids.at);
    free(a->ids.shard);
}

void audit_say(struct audit *a, enum audit_fault fault, unsigned shard, const char *case_id,
               bool repaired, const char *detail)
{
    struct audit_finding f = {fault, case_id, shard, detail, repaired};
    a->faults++;
    a->repaired += repaired;
    metrics_add_by(METRIC_AUDIT_FAULTS, fault, 1);
    if (a->found)
        a->found(a->ctx, &f);
}

/* ---- a pass ----------------------------------------------------------------------------------*/

static void take_case(void *ctx, const struct scan_key *key)
{
    if (str_eq(key->kind, STR_LIT("c")) && key->rest.len == KEYS_ID_CHARS)
        audit_add(ctx, key->shard, key->rest.ptr);
}

/* A page of a shard's deadlines, or of its queue, by rank. 1: there is more. */
static int take_ranks(struct audit *a, unsigned shard, bool due, int64_t from, struct err *e)
{
    char key[KEYS_CAP], first[24], last[24];
    int64_t page = a->cfg->audit_batch;
    if (due)
        keys_due(key, shard);
    else
        keys_queue(key, shard);
    snprintf(first, sizeof(first), "%" PRId64, from);
    snprintf(last, sizeof(last), "%" PRId64, from + page - 1);
    const char *argv[] = {"ZRANGE", key, first, last};
    redisReply *r = wire_call(a->wire, shard, e, 4, argv, NULL);
    if (!r)
        return -1;
    int more = r->type == REDIS_REPLY_ARRAY && (int64_t)r->elements == page;
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++)
        if (r->element[i]->len == KEYS_ID_CHARS)
            audit_add(a, shard, r->element[i]->str);
    freeReplyObject(r);
    return more;
}

/* Of a->ids only those without a case stay: the others come by SCAN. */
static int keep_gone(struct audit *a, struct err *e)
{
    unsigned n = a->ids.count, kept = 0;
    char key[KEYS_CAP];
    const char *argv[] = {"EXISTS", key};
    for (unsigned i = 0; i < n; i++) {
        keys_case(key, a->ids.shard[i], a->ids.at[i]);
        wire_queue(a->wire, a->ids.shard[i], 2, argv, NULL);
    }
    bool well = n == 0 || wire_flush(a->wire, e) == WIRE_OK;
    for (unsigned i = 0; well && i < n; i++) {
        if (wire_reply(a->wire, i)->integer != 0)
            continue;
        memmove(a->ids.at[kept], a->ids.at[i], sizeof(*a->ids.at));
        a->ids.shard[kept++] = a->ids.shard[i];
    }
    wire_reset(a->wire);
    a->ids.count = kept;
    return well ? 0 : -1;
}

static void rest(struct audit *a, bool gently, mono_ns_t since)
{
    uint64_t ms = clock_elapsed_ms(since, clock_mono()) * DUTY + 1;
    if (a->beat)
        a->beat(a->ctx);
    if (gently)
        poll(NULL, 0, ms < SLEEP_MAX_MS ? (int)ms : SLEEP_MAX_MS);
}

static int pass_ranks(struct audit *a, bool due, bool gently, const _Atomic bool *stop,
                      struct err *e)
{
    for (unsigned s = 0; s < a->cases.shards; s++) {
        int more = 1;
        for (int64_t from = 0; more && !atomic_load(stop); from += a->cfg->audit_batch) {
            mono_ns_t since = clock_mono();
            more = take_ranks(a, s, due, from, e);
            if (more < 0 || keep_gone(a, e) != 0 ||
                audit_look(a, ~0u, due ? 0 : AUDIT_BIT(STRAY_WAKE), 0, e) != 0)
                return -1;
            rest(a, gently, since);
        }
    }
    return 0;
}

static int pass_cases(struct audit *a, bool gently, const _Atomic bool *stop, struct err *e)
{
    struct scan scan;
    int more = scan_init(&scan, a->wire, a->cases.shards, e) == 0 ? 1 : -1;
    while (more == 1 && !atomic_load(stop)) {
        mono_ns_t since = clock_mono();
        more = scan_next(&scan, (unsigned)a->cfg->audit_batch, take_case, a, e);
        if (more < 0 || audit_look(a, ~0u, 0, 0, e) != 0)
            more = -1;
        rest(a, gently, since);
    }
    scan_fini(&scan);
    return more < 0 ? -1 : 0;
}

/* The soonest of every shard: is one of them late? *now_ms: the clock of the first shard. */
static int pass_late(struct audit *a, int64_t *now_ms, struct err *e)
{
    for (unsigned s = 0; s < a->cases.shards; s++) {
        cases_due(wire_command(a->wire), s, a->cfg->audit_batch);
        wire_push(a->wire, s);
    }
    bool well = wire_flush(a->wire, e) == WIRE_OK;
    for (unsigned s = 0; well && s < a->cases.shards; s++) {
        const redisReply *r = wire_reply(a->wire, s);
        if (r->type != REDIS_REPLY_ARRAY || r->elements < 1)
            continue;
        int64_t now = r->element[0]->integer;
        *now_ms = s == 0 ? now : *now_ms;
        for (size_t i = 1; i + 1 < r->elements; i += 2)
            if (r->element[i]->len == KEYS_ID_CHARS &&
                strtoll(r->element[i + 1]->str, NULL, 10) < now - a->cfg->audit_late_ms)
                audit_add(a, s, r->element[i]->str);
    }
    wire_reset(a->wire);
    return well ? audit_look(a, AUDIT_BIT(LATE), 0, *now_ms, e) : -1;
}

/* Events are counted, then their outcomes; at some moment between two batches they must agree. */
static void pass_events(struct audit *a)
{
    char detail[96];
    uint64_t events = 0, outcomes = 0;
    for (int i = 0; i < 100; i++) {
        outcomes = metrics_get(METRIC_OUTCOMES);
        events = metrics_get(METRIC_EVENTS);
        if (events == outcomes)
            return;
        poll(NULL, 0, 10);
    }
    snprintf(detail, sizeof(detail), "events %" PRIu64 ", outcomes %" PRIu64, events, outcomes);
    audit_say(a, AUDIT_UNACCOUNTED, 0, "", false, detail);
}

int audit_pass(struct audit *a, bool gently, const _Atomic bool *stop, struct err *e)
{
    int64_t now_ms = 0;
    a->looked = a->faults = a->repaired = 0;
    a->ids.count = 0;
    pass_events(a);
    if (pass_late(a, &now_ms, e) != 0 || audit_alerts(a, now_ms, e) != 0)
        return -1;
    if (pass_ranks(a, true, gently, stop, e) != 0 || pass_ranks(a, false, gently, stop, e) != 0)
        return -1;
    return pass_cases(a, gently, stop, e);
}
