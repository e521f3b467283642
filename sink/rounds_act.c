/* Actions of the table; the row's next state was not entered yet. */
#include "sink/rounds_turn.h"

static void count(uint8_t *n)
{
    *n = (uint8_t)(*n + (*n < UINT8_MAX));
}

void rounds_act_none(struct rounds_turn *t)
{
    (void)t;
}

void rounds_act_answer(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    if (t->args->understood)
        c->payable = t->args->payable;
    c->understood = c->understood || t->args->understood;
    c->answered |= (uint8_t)(1u << (rounds_state_round[c->state] - 1));
    if (t->args->in_public)
        count(&c->publics);
    rounds_turn_start(t, t->to);
}

/* Once in a turn. */
static bool turns(struct rounds_turn *t)
{
    uint8_t bit = rounds_turn_bit(t->c->state);
    if (!t->args->calm || (t->c->turned & bit))
        return false;
    t->c->turned |= bit;
    rounds_turn_alert(t, ROUNDS_ALERT_TURNING, t->c->state);
    return true;
}

/* Whoever was to answer lets the customer ask again. */
static void count_asking(struct rounds_case *c)
{
    uint8_t relay = c->side_status[ROUNDS_SIDE_RELAY];
    if (relay == ROUNDS_SIDE_RUNNING || relay == ROUNDS_SIDE_OVERDUE)
        count(&c->reasked);
}

void rounds_act_reply(struct rounds_turn *t)
{
    bool kind = turns(t);
    count_asking(t->c);
    if (!kind)
        rounds_turn_alert(t, ROUNDS_ALERT_REPLY, t->c->state);
    rounds_turn_start(t, t->to);
    if (kind)
        t->c->lapse_ms = t->now + t->b->turning_ms;
}

/* It is the merchant's turn already, the clock runs, and they were told. */
void rounds_act_note(struct rounds_turn *t)
{
    count_asking(t->c);
    if (turns(t))
        t->c->lapse_ms = t->now + t->b->turning_ms;
}

void rounds_act_update(struct rounds_turn *t)
{
    uint8_t bit = rounds_turn_bit(t->c->state);
    if (!(t->c->updated & bit))
        rounds_turn_alert(t, ROUNDS_ALERT_UPDATE, t->c->state);
    t->c->updated |= bit;
}

void rounds_act_accept(struct rounds_turn *t)
{
    rounds_turn_close(t, ROUNDS_CLOSE_AGREED);
}

void rounds_act_close(struct rounds_turn *t)
{
    rounds_turn_close(t, t->args->reason);
}

void rounds_act_claim(struct rounds_turn *t)
{
    rounds_turn_own(t, t->args->who, t->now + t->b->claim_ms);
}

void rounds_act_assign(struct rounds_turn *t)
{
    rounds_turn_own(t, t->args->to, t->now + t->b->claim_ms);
}

void rounds_act_wake(struct rounds_turn *t)
{
    rounds_turn_pass(t); /* nothing may be due after all if budgets grew: the wake-up just moves */
}

/* It goes on at the round reached, which must be answered anew; round 3 is not asked twice, so
 * after it only the decision is left. The second time nobody but a manager takes it. Alerts of the
 * new life have numbers of their own, so all may be given again. */
void rounds_act_reopen(struct rounds_turn *t)
{
    static const uint8_t turn[] = {ROUNDS_1M, ROUNDS_2M, ROUNDS_3M, ROUNDS_FM};
    struct rounds_case *c = t->c;
    unsigned r = c->reached - 1u;
    if (c->reached == 3 && (c->answered & 4))
        r = 3;
    else
        c->answered &= (uint8_t) ~(1u << r);
    if (r == 0)
        c->understood = c->payable = false;
    c->breached &= (uint8_t) ~(rounds_turn_bit(turn[r]) | rounds_turn_bit(ROUNDS_ES) |
                               rounds_turn_bit(ROUNDS_PK));
    c->snoozed = c->turned = c->updated = c->vacant = 0;
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        c->side_told[i] = 0;
    c->reason = 0;
    c->sampled = false;
    c->spent_ms = 0;
    count(&c->reopened);
    c->total_ms = rounds_after(t->b, c, t->now, rounds_budget_of(t->b, c)->total_ms);
    rounds_turn_start(t, turn[r]);
    rounds_turn_alert(t, ROUNDS_ALERT_OPEN, c->state);
    if (c->reopened >= 2)
        rounds_turn_escalate(t);
}

/* A claim that would end while the case sleeps lives on until somebody could act again. */
void rounds_act_snooze(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    int64_t most = rounds_snooze_limit_ms(c, t->now);
    c->snooze_ms = t->now + (t->args->for_ms ? t->args->for_ms : most);
    c->snoozed |= rounds_turn_bit(c->state);
    if (c->owner[0])
        rounds_turn_extend(t, c->snooze_ms + t->b->claim_ms);
}

void rounds_act_done(struct rounds_turn *t)
{
    rounds_side_end(t, rounds_side_of(t->event), ROUNDS_SIDE_DONE);
}

void rounds_act_failed(struct rounds_turn *t)
{
    rounds_side_end(t, rounds_side_of(t->event), ROUNDS_SIDE_FAILED);
}

void rounds_act_evidence(struct rounds_turn *t)
{
    uint8_t asked = t->c->side_status[ROUNDS_SIDE_REQUEST];
    t->c->evidence |= (uint16_t)(1u << t->args->slot);
    if (asked == ROUNDS_SIDE_RUNNING || asked == ROUNDS_SIDE_OVERDUE)
        rounds_side_end(t, ROUNDS_SIDE_REQUEST, ROUNDS_SIDE_DONE);
}

/* Who had it before has it no more, nor its deadline. */
void rounds_act_relay(struct rounds_turn *t)
{
    uint8_t *status = &t->c->side_status[ROUNDS_SIDE_RELAY];
    count(&t->c->relays);
    if (t->args->for_ms > 0) {
        rounds_side_begin(t);
    } else if (t->c->side_due_ms[ROUNDS_SIDE_RELAY]) {
        *status = ROUNDS_SIDE_NONE;
        t->c->side_due_ms[ROUNDS_SIDE_RELAY] = 0;
    }
}

void rounds_act_unclaim(struct rounds_turn *t)
{
    rounds_turn_vacate(t, t->now);
}

/* Sooner with the lead; no deadline moves. */
void rounds_act_known(struct rounds_turn *t)
{
    t->c->level = 2;
    rounds_turn_alert(t, ROUNDS_ALERT_KNOWN, t->c->state);
}

void rounds_act_private(struct rounds_turn *t)
{
    t->c->private_ = true;
}
