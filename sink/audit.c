/* A pass: SCAN finds the cases; deadlines and queue, by rank, what has no case. Both give ids, of
 * which `audit.batch` at a time are looked at, each once. */
#include "sink/audit.h"

#include "core/clock.h"

#include <inttypes.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define DUTY 9 /* times the last call's time, slept after it: a tenth of a connection at most */
#define SLEEP_MAX_MS 1000

#define FAULT_TEXT(id, name, repairable, text) text,
#define FAULT_REPAIRABLE(id, name, repairable, text) repairable,
const char *const audit_fault_text[AUDIT_FAULT_N] = {AUDIT_FAULTS(FAULT_TEXT)};
static const bool fault_repairable[AUDIT_FAULT_N] = {AUDIT_FAULTS(FAULT_REPAIRABLE)};

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

/* ---- one case --------------------------------------------------------------------------------*/

#define BIT(fault) (1u << AUDIT_##fault)

static bool number(const redisReply *r, int64_t *out)
{
    if (r->type != REDIS_REPLY_STRING || r->len == 0)
        return false;
    *out = strtoll(r->str, NULL, 10);
    return true;
}

static unsigned judge_open(const struct cases_head *h, bool woken, int64_t wake, bool placed,
                           int64_t place)
{
    int64_t wanted;
    bool queued = cases_place(&h->state, h->priority, &wanted);
    unsigned wrong = 0;
    if (!woken)
        wrong |= BIT(NO_WAKE);
    else if (wake != h->state.wake_ms)
        wrong |= BIT(WRONG_WAKE);
    if (queued && !placed)
        wrong |= BIT(NO_PLACE);
    else if (queued && place != wanted)
        wrong |= BIT(WRONG_PLACE);
    else if (!queued && placed)
        wrong |= BIT(STRAY_PLACE);
    return wrong;
}

unsigned audit_judge(const struct redisReply *peek, int64_t now_ms, int64_t late_ms,
                     struct cases_head *head)
{
    int64_t wake = 0, place = 0;
    memset(head, 0, sizeof(*head));
    if (peek->type != REDIS_REPLY_ARRAY || peek->elements != 4)
        return BIT(DAMAGED);
    bool woken = number(peek->element[1], &wake), placed = number(peek->element[2], &place);
    int read = cases_read(peek->element[0], head);
    if (read < 0)
        return BIT(DAMAGED);
    if (read == 0 || head->state.state == ROUNDS_CL)
        return (woken ? BIT(STRAY_WAKE) : 0) | (placed ? BIT(STRAY_PLACE) : 0) |
               (read == 1 && peek->element[3]->integer < 0 ? BIT(NO_EXPIRY) : 0);
    unsigned wrong = judge_open(head, woken, wake, placed, place);
    if (now_ms && woken && wake < now_ms - late_ms)
        wrong |= BIT(LATE);
    return wrong;
}

/* ---- a batch ---------------------------------------------------------------------------------*/

static void add(struct audit *a, unsigned shard, const char *id)
{
    struct audit_ids *ids = &a->ids;
    if (ids->count == ids->cap) {
        ids->cap = ids->cap ? ids->cap * 2 : 256;
        ids->at = check_realloc(ids->at, ids->cap * sizeof(*ids->at));
        ids->shard = check_realloc(ids->shard, ids->cap * sizeof(*ids->shard));
    }
    memcpy(ids->at[ids->count], id, KEYS_ID_CHARS + 1);
    ids->shard[ids->count++] = shard;
}

static void push_peek(struct audit *a, unsigned i)
{
    const char *id = a->ids.at[i];
    cases_peek(wire_command(a->wire), a->ids.shard[i], &id, 1);
    wire_push(a->wire, a->ids.shard[i]);
}

/* What follows from the case is written anew, as a step that leaves it as it is; only if nobody
 * moved it since. */
static bool repair(struct audit *a, unsigned shard, const char *id, const struct cases_head *h)
{
    struct cases_step step = {.id = id,
                              .was = h,
                              .next = h->state.rev ? &h->state : NULL,
                              .event = "repair",
                              .who = "audit"};
    struct err e;
    bool done = false;
    cases_apply(&a->cases, wire_command(a->wire), shard, &step);
    wire_push(a->wire, shard);
    if (wire_flush(a->wire, &e) == WIRE_OK) {
        const redisReply *r = wire_reply(a->wire, 0);
        int64_t wanted = h->state.rev ? CASES_APPLIED : CASES_GONE;
        done = r->type == REDIS_REPLY_ARRAY && r->elements == 2 && r->element[0]->integer == wanted;
    }
    wire_reset(a->wire);
    return done;
}

struct suspect {
    unsigned i, wrong;
    struct cases_head head;
    char detail[160];
};

static void describe(struct suspect *s, const redisReply *peek)
{
    const struct rounds_case *r = &s->head.state;
    const char *wake = "", *place = "";
    if (peek->type == REDIS_REPLY_ARRAY && peek->elements == 4) {
        wake = peek->element[1]->str ? peek->element[1]->str : "";
        place = peek->element[2]->str ? peek->element[2]->str : "";
    }
    snprintf(s->detail, sizeof(s->detail),
             "state %s rev %" PRId64 " wk %" PRId64 ", in due %s, in the queue %s",
             r->rev ? rounds_state_name[r->state] : "(gone)", r->rev, r->wake_ms,
             wake[0] ? wake : "no", place[0] ? place : "no");
}

static void say_all(struct audit *a, const struct suspect *s)
{
    bool repaired = false;
    unsigned repairable = 0;
    for (unsigned f = 0; f < AUDIT_FAULT_N; f++)
        repairable |= fault_repairable[f] ? 1u << f : 0;
    if (a->repair && (s->wrong & repairable) && !(s->wrong & BIT(DAMAGED)))
        repaired = repair(a, a->ids.shard[s->i], a->ids.at[s->i], &s->head);
    for (unsigned f = 0; f < AUDIT_FAULT_N; f++)
        if (s->wrong & (1u << f))
            audit_say(a, (enum audit_fault)f, a->ids.shard[s->i], a->ids.at[s->i],
                      repaired && fault_repairable[f], s->detail);
}

/* Looks at all of a->ids for the faults in `mask`, and forgets them. What has a fault of `said` was
 * told before. */
static int look(struct audit *a, unsigned mask, unsigned said, int64_t now_ms, struct err *e)
{
    unsigned n = a->ids.count, count = 0;
    if (n == 0)
        return 0;
    for (unsigned i = 0; i < n; i++)
        push_peek(a, i);
    if (wire_flush(a->wire, e) != WIRE_OK) {
        wire_reset(a->wire);
        return -1;
    }
    struct suspect *suspects = check_calloc(n, sizeof(*suspects));
    for (unsigned i = 0; i < n; i++) {
        const redisReply *r = wire_reply(a->wire, i);
        struct suspect *s = &suspects[count];
        r = r->type == REDIS_REPLY_ARRAY && r->elements == 1 ? r->element[0] : r;
        s->i = i;
        s->wrong = audit_judge(r, now_ms, a->cfg->audit_late_ms, &s->head) & mask;
        if (!s->wrong || (s->wrong & said))
            continue;
        describe(s, r);
        count++;
    }
    wire_reset(a->wire);
    for (unsigned i = 0; i < count; i++)
        say_all(a, &suspects[i]);
    free(suspects);
    a->looked += n;
    a->ids.count = 0;
    return 0;
}

/* ---- the whole -------------------------------------------------------------------------------*/

static void take_case(void *ctx, const struct scan_key *key)
{
    if (str_eq(key->kind, STR_LIT("c")) && key->rest.len == KEYS_ID_CHARS)
        add(ctx, key->shard, key->rest.ptr);
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
            add(a, shard, r->element[i]->str);
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
                look(a, ~0u, due ? 0 : BIT(STRAY_WAKE), 0, e) != 0)
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
        if (more < 0 || look(a, ~0u, 0, 0, e) != 0)
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
                add(a, s, r->element[i]->str);
    }
    wire_reset(a->wire);
    return well ? look(a, BIT(LATE), 0, *now_ms, e) : -1;
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
