/* One step of the machine: late moments first, then the row of the event. */
#include "sink/rounds_turn.h"

#include "core/check.h"

#include <string.h>

static const struct rounds_row *row_of(uint8_t state, enum rounds_event event)
{
    for (unsigned i = 0; i < rounds_rows_n; i++)
        if ((rounds_rows[i].from & ROUNDS_BIT(state)) && rounds_rows[i].event == event)
            return &rounds_rows[i];
    return NULL;
}

static const char *note_of(uint8_t state, enum rounds_event event)
{
    for (unsigned i = 0;; i++) /* the last one is for all */
        if ((rounds_notes[i].from & ROUNDS_BIT(state)) && (rounds_notes[i].events & (1u << event)))
            return rounds_notes[i].text;
}

void rounds_turn_extend(struct rounds_turn *t, int64_t until_ms)
{
    if (t->c->owner_until_ms < until_ms)
        t->c->owner_until_ms = until_ms;
}

/* A claim lives on what its owner does. */
static void keep_claim(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    if (t->args->who && c->owner[0] && strcmp(c->owner, t->args->who) == 0)
        rounds_turn_extend(t, t->now + t->b->claim_ms);
}

/* NULL, or why not; then t->c is spoiled. */
static const char *apply(struct rounds_turn *t)
{
    bool open = t->c->state != ROUNDS_CL;
    while (open && t->event != ROUNDS_EV_WAKE && rounds_turn_pass(t))
        ;
    const struct rounds_row *row = row_of(t->c->state, t->event);
    if (!row)
        return note_of(t->c->state, t->event);
    const char *refusal = row->guard ? row->guard(t) : NULL;
    if (refusal)
        return refusal;
    t->to = row->to;
    row->act(t);
    if (t->event != ROUNDS_EV_WAKE)
        keep_claim(t);
    return NULL;
}

void rounds_step(const struct rounds_budgets *b, const struct rounds_case *c,
                 enum rounds_event event, const struct rounds_args *args, int64_t now_ms,
                 struct rounds_outcome *out)
{
    static const struct rounds_args none = {0};
    struct rounds_turn t = {.b = b,
                            .args = args ? args : &none,
                            .out = out,
                            .c = &out->next,
                            .event = event,
                            .now = now_ms,
                            .from = c->wake_ms};
    CHECK(rounds_valid(c) && event < ROUNDS_EVENT_N);
    memset(out, 0, sizeof(*out));
    out->next = *c;
    out->at_ms = now_ms;
    out->refusal = apply(&t);
    out->allowed = !out->refusal;
    if (!out->allowed) {
        out->next = *c;
        out->alert_count = 0;
        return;
    }
    out->next.rev++;
    out->next.wake_ms = out->next.state == ROUNDS_CL ? 0 : rounds_turn_wake(&t);
    CHECK(rounds_valid(&out->next));
}

void rounds_open(const struct rounds_budgets *b, enum rounds_lane lane, int64_t now_ms,
                 struct rounds_case *out)
{
    rounds_open_cause(b, lane, 0, now_ms, out);
}

void rounds_open_cause(const struct rounds_budgets *b, enum rounds_lane lane, uint8_t cause,
                       int64_t now_ms, struct rounds_case *out)
{
    struct rounds_turn t = {.b = b, .c = out, .now = now_ms};
    memset(out, 0, sizeof(*out));
    out->state = ROUNDS_CL; /* no turn before this one */
    out->lane = (uint8_t)lane;
    out->cause = cause;
    out->reached = 1;
    out->opened_ms = now_ms;
    out->total_ms = rounds_after(b, out, now_ms, rounds_budget_of(b, out)->total_ms);
    rounds_turn_start(&t, ROUNDS_1M);
    out->wake_ms = rounds_turn_wake(&t);
    CHECK(rounds_valid(out));
}

/* ---- what a case can be ----------------------------------------------------------------------*/

/* A deadline exactly where something runs. */
static bool sides_valid(const struct rounds_case *c)
{
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++) {
        uint8_t s = c->side_status[i];
        bool open = s == ROUNDS_SIDE_RUNNING || s == ROUNDS_SIDE_OVERDUE;
        if (s >= ROUNDS_SIDE_STATUS_N || open != (c->side_due_ms[i] > 0))
            return false;
        if (open && c->state == ROUNDS_CL)
            return false;
    }
    return (c->state == ROUNDS_PK) <= rounds_side_holds(c);
}

static bool turn_valid(const struct rounds_case *c)
{
    if (c->wake_ms <= 0 || c->due_ms <= 0 || c->total_ms <= 0)
        return false;
    if (c->reason != 0 && c->state != ROUNDS_PK)
        return false;
    if ((c->owner[0] != '\0') != (c->owner_until_ms != 0))
        return false;
    if ((c->snooze_ms || c->lapse_ms) && (ROUNDS_CUSTOMER_TURN & ROUNDS_BIT(c->state)))
        return false;
    if (c->state == ROUNDS_ES)
        return c->level == 3;
    if (c->state == ROUNDS_PK)
        return true;
    unsigned round = rounds_state_round[c->state], bit = 1u << (round - 1);
    bool answered = c->answered & bit;
    bool should = rounds_state_turn[c->state] == 'c' || c->state == ROUNDS_FM;
    return c->reached == round && answered == should;
}

bool rounds_valid(const struct rounds_case *c)
{
    if (c->state >= ROUNDS_STATE_N || c->lane >= ROUNDS_LANE_N || c->level > 3 || c->reached < 1 ||
        c->reached > 3 || c->reason >= ROUNDS_REASON_N || c->cause > CAUSE_N)
        return false;
    if (c->answered >> c->reached || c->breached > 63 || !sides_valid(c))
        return false;
    if (c->state == ROUNDS_CL)
        return c->wake_ms == 0 && !c->owner[0] && c->owner_until_ms == 0 && !c->snooze_ms &&
               !c->lapse_ms;
    return turn_valid(c);
}
