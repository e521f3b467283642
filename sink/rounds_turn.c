#include "sink/rounds_turn.h"

#include "core/check.h"

#include <string.h>

static uint8_t turn_number(uint8_t state)
{
    switch (state) {
    case ROUNDS_FM:
        return 4;
    case ROUNDS_ES:
        return 5;
    case ROUNDS_PK:
        return 6;
    default:
        return rounds_state_round[state];
    }
}

void rounds_turn_alert(struct rounds_turn *t, enum rounds_alert_kind kind, uint8_t state)
{
    CHECK(t->out->alert_count < ROUNDS_ALERTS_MAX);
    unsigned round = turn_number(state) + 10u * t->c->reopened;
    bool of_deadline =
        kind == ROUNDS_ALERT_VACANT || kind == ROUNDS_ALERT_WARN || kind == ROUNDS_ALERT_BREACH;
    t->out->alerts[t->out->alert_count++] =
        (struct rounds_alert){(uint8_t)kind, (uint8_t)(round < 255 ? round : 255), t->c->level,
                              of_deadline ? t->c->due_ms : 0};
}

static bool is_in(unsigned set, const struct rounds_case *c)
{
    return set & ROUNDS_BIT(c->state);
}

static int64_t min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

uint8_t rounds_turn_bit(uint8_t state)
{
    return (uint8_t)(1u << (turn_number(state) - 1));
}

int64_t rounds_turn_budget_ms(const struct rounds_budgets *b, const struct rounds_case *c)
{
    if (c->state == ROUNDS_ES)
        return b->manager_ms;
    if (c->state == ROUNDS_PK)
        return c->due_ms > c->round_start_ms ? c->due_ms - c->round_start_ms : b->manager_ms;
    if (is_in(ROUNDS_CUSTOMER_TURN, c))
        return b->silence_ms;
    int64_t budget = rounds_budget_of(b, c)->round_ms[rounds_state_round[c->state] - 1];
    return c->state == ROUNDS_2M && c->payable ? budget * b->refund_percent / 100 : budget;
}

/* What the turns that are over took of the total, and what is left of it from now on. */
static void settle_total(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    if (is_in(ROUNDS_MERCHANT_TURN, c))
        c->spent_ms += rounds_between(t->b, c, c->round_start_ms, t->now);
    if (is_in(ROUNDS_CUSTOMER_TURN, c)) {
        int64_t left = rounds_budget_of(t->b, c)->total_ms - c->spent_ms;
        c->total_ms = rounds_after(t->b, c, t->now, left > 0 ? left : 0);
    }
}

/* A merchant's turn never promises more than the total leaves. */
static void set_due(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    int64_t budget = rounds_turn_budget_ms(t->b, c);
    c->due_ms = is_in(ROUNDS_CUSTOMER_TURN, c) ? c->round_start_ms + budget
                                               : rounds_after(t->b, c, c->round_start_ms, budget);
    c->version = rounds_budget_of(t->b, c)->version;
    if (is_in(ROUNDS_MERCHANT_TURN, c))
        c->due_ms = min64(c->due_ms, c->total_ms);
}

void rounds_turn_start(struct rounds_turn *t, uint8_t state)
{
    struct rounds_case *c = t->c;
    settle_total(t);
    c->state = state;
    c->warned = c->nudged = false;
    c->snooze_ms = c->lapse_ms = 0;
    c->round_start_ms = t->now;
    if (state == ROUNDS_PK)
        c->due_ms = rounds_side_held_due(c);
    else
        set_due(t);
    if (is_in(ROUNDS_MERCHANT_TURN, c) && rounds_state_round[state] > c->reached)
        c->reached = rounds_state_round[state];
}

/* A customer who was nudged keeps the time that was given then. */
void rounds_turn_recalc(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    if (is_in(ROUNDS_MERCHANT_TURN, c)) {
        int64_t left = rounds_budget_of(t->b, c)->total_ms - c->spent_ms;
        c->total_ms = rounds_after(t->b, c, c->round_start_ms, left > 0 ? left : 0);
    }
    if (c->state != ROUNDS_PK && !c->nudged)
        set_due(t);
    if (c->snooze_ms > c->due_ms)
        c->snooze_ms = c->due_ms;
}

void rounds_turn_escalate(struct rounds_turn *t)
{
    t->c->level = 3;
    t->c->reason = 0; /* what was agreed is not any more */
    rounds_turn_alert(t, ROUNDS_ALERT_ESCALATE, t->c->state);
    rounds_turn_start(t, ROUNDS_ES);
}

/* One of a hundred, the same whoever asks. */
static bool by_chance(const struct rounds_case *c)
{
    return (uint64_t)c->opened_ms * UINT64_C(0x9e3779b97f4a7c15) >> 32 < UINT32_MAX / 100;
}

static void end_sides(struct rounds_case *c)
{
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (c->side_due_ms[i]) {
            c->side_status[i] = ROUNDS_SIDE_NONE;
            c->side_due_ms[i] = 0;
        }
}

void rounds_turn_close(struct rounds_turn *t, uint8_t reason)
{
    struct rounds_case *c = t->c;
    if (rounds_side_holds(c)) {
        bool overdue = rounds_side_overdue(c);
        rounds_turn_start(t, ROUNDS_PK);
        c->reason = reason;
        c->warned = overdue;
        c->breached |= overdue ? rounds_turn_bit(ROUNDS_PK) : 0;
        return;
    }
    rounds_turn_alert(t, ROUNDS_ALERT_CLOSED, c->state);
    c->state = ROUNDS_CL;
    c->reason = reason;
    c->due_ms = c->snooze_ms = c->lapse_ms = 0;
    c->sampled = reason == ROUNDS_CLOSE_SILENT || t->args->many_see || by_chance(c);
    end_sides(c);
    rounds_turn_unclaim(t);
}

void rounds_turn_unclaim(struct rounds_turn *t)
{
    memset(t->c->owner, 0, sizeof(t->c->owner)); /* whole: equal cases are equal bytes */
    t->c->owner_until_ms = 0;
}

void rounds_turn_own(struct rounds_turn *t, const char *who, int64_t until_ms)
{
    rounds_turn_unclaim(t);
    strcpy(t->c->owner, who); /* a guard checked the length */
    t->c->owner_until_ms = until_ms;
}
