/* Writing rd_apply: a step of the machine, and what follows from it. */
#include "sink/cases.h"

#include "core/metrics.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- rd_apply --------------------------------------------------------------------------------*/

static void put_text(struct command *c, const char *name, const char *value)
{
    command_text(c, name);
    command_text(c, value);
}

/* 0 is written as absent. */
static void put_int(struct command *c, const char *name, int64_t n)
{
    command_text(c, name);
    if (n)
        command_int(c, n);
    else
        command_text(c, "");
}

/* A number of the machine, if the step changed it: what stays costs nothing. */
static void put_change(struct command *c, const char *name, int64_t was, int64_t next)
{
    if (was != next)
        put_int(c, name, next);
}

/* "status,told,due", or nothing. */
static void put_sides(struct command *c, const struct rounds_case *was, const struct rounds_case *r)
{
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++) {
        char value[40] = "";
        if (r->side_status[i] == was->side_status[i] && r->side_told[i] == was->side_told[i] &&
            r->side_due_ms[i] == was->side_due_ms[i])
            continue;
        if (r->side_status[i] || r->side_told[i])
            snprintf(value, sizeof(value), "%u,%u,%" PRId64, r->side_status[i], r->side_told[i],
                     r->side_due_ms[i]);
        put_text(c, rounds_side_field[i], value);
    }
}

/* What only some cases ever have. */
static void put_more(struct command *c, const struct rounds_case *was, const struct rounds_case *r)
{
    put_change(c, "sn", was->snooze_ms, r->snooze_ms);
    put_change(c, "sz", was->snoozed, r->snoozed);
    put_change(c, "tu", was->turned, r->turned);
    put_change(c, "ud", was->updated, r->updated);
    put_change(c, "va", was->vacant, r->vacant);
    put_change(c, "tw", was->lapse_ms, r->lapse_ms);
    put_change(c, "ra", was->reasked, r->reasked);
    put_change(c, "cv", was->version, r->version);
    put_change(c, "sp", was->spent_ms, r->spent_ms);
    put_change(c, "ev", was->evidence, r->evidence);
    put_change(c, "hp", was->relays, r->relays);
    put_change(c, "pv", was->private_, r->private_);
    put_change(c, "pu", was->publics, r->publics);
    put_change(c, "qa", was->sampled, r->sampled);
    put_change(c, "pf", was->promise_floor, r->promise_floor);
    put_sides(c, was, r);
}

/* "cl:<reason>" when closed; an agreed case keeps its reason in a field of its own. */
static void put_where(struct command *c, const struct rounds_case *was, const struct rounds_case *r)
{
    char closed[32];
    bool agreed = r->state == ROUNDS_PK;
    snprintf(closed, sizeof(closed), "cl:%s", rounds_reason_name[r->reason]);
    if (was->state != r->state || was->reason != r->reason || was->rev == 0)
        put_text(c, "st", r->state == ROUNDS_CL ? closed : rounds_state_name[r->state]);
    if (agreed || was->state == ROUNDS_PK)
        put_text(c, "rn", agreed ? rounds_reason_name[r->reason] : "");
    if (was->lane == r->lane && was->cause == r->cause && was->rev != 0)
        return;
    char lane[48];
    snprintf(lane, sizeof(lane), "%s%s%s", rounds_lane_name[r->lane], r->cause ? ":" : "",
             r->cause ? vocab_cause[r->cause - 1] : "");
    put_text(c, "ln", lane);
}

/* The fields of the machine that the step changed. */
static void put_state(struct command *c, const struct rounds_case *was, const struct rounds_case *r)
{
    put_where(c, was, r);
    put_change(c, "lv", was->level, r->level);
    put_change(c, "rr", was->reached, r->reached);
    put_change(c, "an", was->answered, r->answered);
    put_change(c, "br", was->breached, r->breached);
    put_change(c, "ro", was->reopened, r->reopened);
    put_change(c, "wr", was->warned, r->warned);
    put_change(c, "nd", was->nudged, r->nudged);
    put_change(c, "un", was->understood, r->understood);
    put_change(c, "rf", was->payable, r->payable);
    put_change(c, "op", was->opened_ms, r->opened_ms);
    put_change(c, "rs", was->round_start_ms, r->round_start_ms);
    put_change(c, "du", was->due_ms, r->due_ms);
    put_change(c, "to", was->total_ms, r->total_ms);
    put_change(c, "wk", was->wake_ms, r->wake_ms);
    if (strcmp(was->owner, r->owner) != 0)
        put_text(c, "ow", r->owner);
    put_change(c, "ou", was->owner_until_ms, r->owner_until_ms);
    put_more(c, was, r);
}

static bool closes(const struct cases_step *s)
{
    return s->next && s->next->state == ROUNDS_CL;
}

static bool is_message(const struct cases_step *s)
{
    return s->ev && keys_is_message(&s->ev->fields);
}

/* The key of what is to be remembered: a closed case, or a message that reached its case. */
static void put_memory_key(const struct cases *cs, struct command *c, unsigned shard,
                           const struct cases_step *s)
{
    char key[KEYS_CAP], own[KEYS_ID_CHARS + 1];
    if (!is_message(s)) {
        command_bytes(c, key,
                      keys_tombstones(key, shard, s->was->created_at_ms, s->id, cs->buckets));
        return;
    }
    keys_own_id(&s->ev->fields, own);
    command_bytes(c, key, keys_messages(key, shard, s->ev->fields.created_at, own, cs->buckets));
}

/* Value of a tombstone: version, round reached, times reopened, small enough for an integer. */
static int64_t tombstone(int64_t version, unsigned reached, unsigned reopened)
{
    return version * 100 + reached * 10 + (reopened < 9 ? reopened : 9);
}

/* The tombstone's field, its value and how long it is kept. */
static void put_memory(const struct cases *cs, struct command *c, const struct cases_step *s)
{
    char own[KEYS_ID_CHARS + 1] = "";
    int64_t value = 0;
    if (is_message(s)) {
        keys_own_id(&s->ev->fields, own);
        value = tombstone(s->ev->fields.version, 1, 0);
    } else if (closes(s)) {
        memcpy(own, s->id, sizeof(own));
        value = tombstone(s->was->version, s->next->reached, s->next->reopened);
    }
    command_text(c, own);
    command_int(c, value);
    command_int(c, cs->tombstone_ms);
}

/* A promise that has just become overdue lifts the priority to its floor. */
static unsigned promise_floor(const struct cases_step *s)
{
#define FLOOR(id, name, value, doc) value,
    static const unsigned floors[FLOOR_N] = {VOCAB_FLOORS(FLOOR)};
    const struct rounds_case *was = &s->was->state, *next = s->next;
    if (!next || next->side_status[ROUNDS_SIDE_PROMISE] != ROUNDS_SIDE_OVERDUE ||
        was->side_status[ROUNDS_SIDE_PROMISE] == ROUNDS_SIDE_OVERDUE)
        return 0;
    return next->promise_floor ? next->promise_floor : floors[FLOOR_PROMISE];
}

static unsigned max(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned priority_after(const struct cases_step *s)
{
    return max(max(s->was->priority, s->priority), promise_floor(s));
}

static void put_priority(struct command *c, const struct cases_step *s)
{
    unsigned priority = priority_after(s);
    if (priority == s->was->priority)
        return;
    put_int(c, "p", priority);
    if (priority != promise_floor(s))
        return;
    put_int(c, "fv", priority);
    put_text(c, "fl", vocab_floor[FLOOR_PROMISE]);
}

bool cases_place(const struct rounds_case *state, unsigned priority, int64_t *dispatch_key)
{
    *dispatch_key = rounds_dispatch_key(state->due_ms, priority);
    return state->state != ROUNDS_CL && !state->owner[0] && !state->snooze_ms;
}

/* Dispatch key; '=' if the step leaves it as it was. */
static void put_place(struct command *c, const struct cases_step *s)
{
    int64_t was, place;
    bool had = cases_place(&s->was->state, s->was->priority, &was);
    bool has = cases_place(s->next, priority_after(s), &place);
    if (s->trusted && had == has && (!has || was == place))
        command_text(c, "=");
    else if (has)
        command_int(c, place);
    else
        command_text(c, "");
}

/* Wake-up, place in the queue of the unclaimed, expiry. */
static void put_places(const struct cases *cs, struct command *c, const struct cases_step *s)
{
    if (!s->next) {
        command_text(c, "");
        command_text(c, "");
        command_text(c, "");
        return;
    }
    command_int(c, s->next->wake_ms);
    put_place(c, s);
    if (s->trusted && s->was->state.state != ROUNDS_CL && !closes(s))
        command_text(c, "");
    else
        command_int(c, closes(s) ? cs->closed_ms : 0);
}

static void put_changes(struct command *c, const struct cases_step *s)
{
    if (s->next)
        put_state(c, &s->was->state, s->next);
    put_priority(c, s);
    if (s->ev && !is_message(s)) {
        put_int(c, "v", s->ev->fields.version);
        put_int(c, "up", s->now_ms);
        put_text(c, "vr", "");
    }
    for (unsigned i = 0; i < s->extra_count; i++)
        put_text(c, s->extra[i].name, s->extra[i].value);
}

/* "level", or "level@deadline" if the step also moved on to a turn with another one. */
static void put_level(struct command *c, const struct cases_step *s, const struct rounds_alert *a)
{
    char text[32];
    int64_t due = s->next ? s->next->due_ms : s->was->state.due_ms;
    if (!a->due_ms || a->due_ms == due) {
        command_int(c, a->level);
        return;
    }
    snprintf(text, sizeof(text), "%u@%" PRId64, a->level, a->due_ms);
    command_text(c, text);
}

void cases_apply(const struct cases *cs, struct command *c, unsigned shard,
                 const struct cases_step *s)
{
    char key[KEYS_CAP];
    command_fcall(c, "rd_apply", 7);
    command_bytes(c, key, keys_case(key, shard, s->id));
    command_bytes(c, key, keys_due(key, shard));
    command_bytes(c, key, keys_queue(key, shard));
    command_bytes(c, key, keys_alerts(key, shard));
    command_bytes(c, key, keys_log(key, shard));
    command_bytes(c, key, keys_clock(key, shard));
    put_memory_key(cs, c, shard, s);
    command_text(c, s->id);
    command_int(c, s->was->state.rev);
    command_int(c, s->not_before_ms);
    command_text(c, s->event);
    command_text(c, s->who ? s->who : "");
    put_places(cs, c, s);
    put_memory(cs, c, s);
    command_int(c, cs->alerts_keep);
    command_int(c, cs->log_keep);
    command_int(c, s->alert_count);
    for (unsigned i = 0; i < s->alert_count; i++) {
        command_text(c, metrics_alert_kinds[s->alerts[i].kind]);
        command_int(c, s->alerts[i].round);
        put_level(c, s, &s->alerts[i]);
    }
    put_changes(c, s);
    command_end(c);
}
