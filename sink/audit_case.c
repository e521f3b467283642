/* Cases looked at: each judged by one picture, told, and repaired where that is wanted. */
#include "sink/audit_in.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULT_TEXT(id, name, repairable, text) text,
#define FAULT_REPAIRABLE(id, name, repairable, text) repairable,
const char *const audit_fault_text[AUDIT_FAULT_N] = {AUDIT_FAULTS(FAULT_TEXT)};
static const bool fault_repairable[AUDIT_FAULT_N] = {AUDIT_FAULTS(FAULT_REPAIRABLE)};

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
        wrong |= AUDIT_BIT(NO_WAKE);
    else if (wake != h->state.wake_ms)
        wrong |= AUDIT_BIT(WRONG_WAKE);
    if (queued && !placed)
        wrong |= AUDIT_BIT(NO_PLACE);
    else if (queued && place != wanted)
        wrong |= AUDIT_BIT(WRONG_PLACE);
    else if (!queued && placed)
        wrong |= AUDIT_BIT(STRAY_PLACE);
    return wrong;
}

unsigned audit_judge(const struct redisReply *peek, int64_t now_ms, int64_t late_ms,
                     struct cases_head *head)
{
    int64_t wake = 0, place = 0;
    memset(head, 0, sizeof(*head));
    if (peek->type != REDIS_REPLY_ARRAY || peek->elements != 4)
        return AUDIT_BIT(DAMAGED);
    bool woken = number(peek->element[1], &wake), placed = number(peek->element[2], &place);
    int read = cases_read(peek->element[0], head);
    if (read < 0)
        return AUDIT_BIT(DAMAGED);
    if (read == 0 || head->state.state == ROUNDS_CL)
        return (woken ? AUDIT_BIT(STRAY_WAKE) : 0) | (placed ? AUDIT_BIT(STRAY_PLACE) : 0) |
               (read == 1 && peek->element[3]->integer < 0 ? AUDIT_BIT(NO_EXPIRY) : 0);
    unsigned wrong = judge_open(head, woken, wake, placed, place);
    if (now_ms && woken && wake < now_ms - late_ms)
        wrong |= AUDIT_BIT(LATE);
    return wrong;
}

/* ---- a batch ---------------------------------------------------------------------------------*/

void audit_add(struct audit *a, unsigned shard, const char *id)
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
    if (a->repair && (s->wrong & repairable) && !(s->wrong & AUDIT_BIT(DAMAGED)))
        repaired = repair(a, a->ids.shard[s->i], a->ids.at[s->i], &s->head);
    for (unsigned f = 0; f < AUDIT_FAULT_N; f++)
        if (s->wrong & (1u << f))
            audit_say(a, (enum audit_fault)f, a->ids.shard[s->i], a->ids.at[s->i],
                      repaired && fault_repairable[f], s->detail);
}

int audit_look(struct audit *a, unsigned mask, unsigned said, int64_t now_ms, struct err *e)
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
