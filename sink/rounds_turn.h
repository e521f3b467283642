/* rounds_turn.h - turns and moments: what rounds.c's table and its wake-ups are made of. Private to
 * sink/rounds*.c.
 *
 * Escalation: a missed deadline sets a bit and raises the level; 25 % and 50 % of the budget later
 * it rises again; a case found at level 3 when the next of these moments comes (100 % at the
 * latest) goes to a manager, as does one whose total budget is spent. The customer's own time is
 * not the merchant's: while it is their turn, the total stands still. */
#ifndef REDRESS_SINK_ROUNDS_TURN_H
#define REDRESS_SINK_ROUNDS_TURN_H

#include "sink/rounds.h"

/* Sets of states. */
#define ROUNDS_BIT(state) (1u << (state))
#define ROUNDS_SET(id) ROUNDS_BIT(ROUNDS_##id)
#define ROUNDS_MERCHANT_TURN (ROUNDS_SET(1M) | ROUNDS_SET(2M) | ROUNDS_SET(3M) | ROUNDS_SET(FM))
#define ROUNDS_CUSTOMER_TURN (ROUNDS_SET(1C) | ROUNDS_SET(2C) | ROUNDS_SET(3C))
#define ROUNDS_OPEN_STATES (ROUNDS_MERCHANT_TURN | ROUNDS_CUSTOMER_TURN | ROUNDS_SET(ES))

/* What one step works on. */
struct rounds_turn {
    const struct rounds_budgets *b;
    const struct rounds_args *args;
    struct rounds_outcome *out;
    struct rounds_case *c; /* &out->next */
    uint8_t to;            /* the row's next state */
    int64_t now;
    int64_t from; /* overdue moments before this were dealt with */
};

extern const uint8_t rounds_state_round[ROUNDS_STATE_N];
extern const char rounds_state_turn[ROUNDS_STATE_N];

/* Bit of the state's turn in rounds_case.breached. */
uint8_t rounds_turn_bit(uint8_t state);
/* Starts the turn of `state` now: its deadline, its round. */
void rounds_turn_start(struct rounds_turn *t, uint8_t state);
void rounds_turn_alert(struct rounds_turn *t, enum rounds_alert_kind kind, uint8_t state);
void rounds_turn_escalate(struct rounds_turn *t);
void rounds_turn_close(struct rounds_turn *t, enum rounds_reason reason);
void rounds_turn_unclaim(struct rounds_turn *t);

/* When is the earliest moment not dealt with? Every open case has one. */
int64_t rounds_turn_wake(const struct rounds_turn *t);
/* Carries out that moment if it has come; false if it has not. */
bool rounds_turn_pass(struct rounds_turn *t);

#endif
