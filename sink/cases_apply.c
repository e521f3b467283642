/* Writing rd_apply: a step of the machine, and what follows from it. */
#include "sink/cases.h"

#include "core/metrics.h"

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

/* All fields of the machine. */
static void put_state(struct command *c, const struct rounds_case *r)
{
    char closed[32];
    snprintf(closed, sizeof(closed), "cl:%s", rounds_reason_name[r->reason]);
    put_text(c, "st", r->state == ROUNDS_CL ? closed : rounds_state_name[r->state]);
    put_text(c, "ln", rounds_lane_name[r->lane]);
    put_int(c, "lv", r->level);
    put_int(c, "rr", r->reached);
    put_int(c, "an", r->answered);
    put_int(c, "br", r->breached);
    put_int(c, "ro", r->reopened);
    put_int(c, "wr", r->warned);
    put_int(c, "nd", r->nudged);
    put_int(c, "un", r->understood);
    put_int(c, "op", r->opened_ms);
    put_int(c, "rs", r->round_start_ms);
    put_int(c, "du", r->due_ms);
    put_int(c, "to", r->total_ms);
    put_int(c, "wk", r->wake_ms);
    put_text(c, "ow", r->owner);
    put_int(c, "ou", r->owner_until_ms);
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

bool cases_place(const struct rounds_case *state, unsigned priority, int64_t *dispatch_key)
{
    *dispatch_key = rounds_dispatch_key(state->due_ms, priority);
    return state->state != ROUNDS_CL && !state->owner[0];
}

/* Wake-up, place in the queue of the unclaimed, expiry. */
static void put_places(const struct cases *cs, struct command *c, const struct cases_step *s)
{
    const struct rounds_case *next = s->next;
    int64_t place;
    if (next)
        command_int(c, next->wake_ms);
    else
        command_text(c, "");
    if (next && cases_place(next, s->was->priority, &place))
        command_int(c, place);
    else
        command_text(c, "");
    if (!next)
        command_text(c, "");
    else
        command_int(c, closes(s) ? cs->closed_ms : 0);
}

static void put_changes(struct command *c, const struct cases_step *s)
{
    if (s->next)
        put_state(c, s->next);
    if (s->ev && !is_message(s)) {
        put_int(c, "v", s->ev->fields.version);
        put_int(c, "up", s->now_ms);
    }
    for (unsigned i = 0; i < s->extra_count; i++)
        put_text(c, s->extra[i].name, s->extra[i].value);
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
        command_int(c, s->alerts[i].level);
    }
    put_changes(c, s);
    command_end(c);
}
