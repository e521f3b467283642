/* rounds_turn.h - what the machine is made of: turns, moments, what runs beside, guards, actions.
 * Private to sink/rounds*.c.
 *
 * Escalation: a missed deadline sets a bit and raises the level; 25 % and 50 % of the budget later
 * it rises again; a case found at level 3 when the next of these moments comes (100 % at the
 * latest) goes to a manager, as does one whose total budget is spent. The customer's own time is
 * not the merchant's: while it is their turn, the total stands still, and what was left of it, in
 * business time, is left when it goes on. */
#ifndef REDRESS_SINK_ROUNDS_TURN_H
#define REDRESS_SINK_ROUNDS_TURN_H

#include "sink/rounds.h"

/* Sets of states. */
#define ROUNDS_BIT(state) (1u << (state))
#define ROUNDS_SET(id) ROUNDS_BIT(ROUNDS_##id)
#define ROUNDS_MERCHANT_TURN (ROUNDS_SET(1M) | ROUNDS_SET(2M) | ROUNDS_SET(3M) | ROUNDS_SET(FM))
#define ROUNDS_CUSTOMER_TURN (ROUNDS_SET(1C) | ROUNDS_SET(2C) | ROUNDS_SET(3C))
#define ROUNDS_OURS (ROUNDS_MERCHANT_TURN | ROUNDS_SET(ES) | ROUNDS_SET(PK))
#define ROUNDS_OPEN_STATES (ROUNDS_OURS | ROUNDS_CUSTOMER_TURN)

/* What one step works on. */
struct rounds_turn {
    const struct rounds_budgets *b;
    const struct rounds_args *args;
    struct rounds_outcome *out;
    struct rounds_case *c; /* &out->next */
    enum rounds_event event;
    uint8_t to; /* the row's next state */
    int64_t now;
    int64_t from; /* overdue moments before this were dealt with */
};

extern const uint8_t rounds_state_round[ROUNDS_STATE_N];
extern const char rounds_state_turn[ROUNDS_STATE_N];

/* ---- turns and moments: rounds_turn.c, rounds_moment.c ---------------------------------------*/

/* Bit of the state's turn in rounds_case.breached and its like. */
uint8_t rounds_turn_bit(uint8_t state);
/* Time a turn has, from the settings. */
int64_t rounds_turn_budget_ms(const struct rounds_budgets *b, const struct rounds_case *c);
/* Starts the turn of `state` now: its deadline, its round. */
void rounds_turn_start(struct rounds_turn *t, uint8_t state);
/* Deadlines of the turn and of the case anew, from when they started. */
void rounds_turn_recalc(struct rounds_turn *t);
void rounds_turn_alert(struct rounds_turn *t, enum rounds_alert_kind kind, uint8_t state);
void rounds_turn_escalate(struct rounds_turn *t);
/* Closes it, or lets it wait for what is owed. */
void rounds_turn_close(struct rounds_turn *t, uint8_t reason);
void rounds_turn_unclaim(struct rounds_turn *t);
void rounds_turn_own(struct rounds_turn *t, const char *who, int64_t until_ms);

/* The claim ends at `at`: if nobody has the case after half of its turn, it is told. */
void rounds_turn_vacate(struct rounds_turn *t, int64_t at);
/* A claim ends no earlier than this. */
void rounds_turn_extend(struct rounds_turn *t, int64_t until_ms);

/* When is the earliest moment not dealt with? Every open case has one. */
int64_t rounds_turn_wake(const struct rounds_turn *t);
/* Carries out that moment if it has come; false if it has not. Nobody is taken for silent but by a
 * wake-up: a customer who writes late has written. */
bool rounds_turn_pass(struct rounds_turn *t);

/* ---- what runs beside: rounds_side.c ---------------------------------------------------------*/

enum rounds_side rounds_side_of(enum rounds_event event);
/* Is something running or overdue that must be done before the case can be closed? */
bool rounds_side_holds(const struct rounds_case *c);
/* The same, with an overdue one only. */
bool rounds_side_overdue(const struct rounds_case *c);
/* Earliest deadline of what must be done; INT64_MAX if there is none. */
int64_t rounds_side_held_due(const struct rounds_case *c);
int64_t rounds_side_at(const struct rounds_turn *t);
void rounds_side_pass(struct rounds_turn *t);
void rounds_side_begin(struct rounds_turn *t);
void rounds_side_end(struct rounds_turn *t, enum rounds_side side, enum rounds_side_status status);

/* ---- the tables: rounds_table.c --------------------------------------------------------------*/

struct rounds_row {
    unsigned from;
    enum rounds_event event;
    const char *(*guard)(const struct rounds_turn *t); /* NULL, or what is missing */
    const char *needs;                                 /* the guard in words */
    void (*act)(struct rounds_turn *t);
    uint8_t to; /* ROUNDS_STATE_N: as `does` says */
    const char *does;
};

struct rounds_note {
    unsigned from;
    unsigned events;
    const char *text;
};

struct rounds_moment {
    unsigned states;
    int64_t (*at)(const struct rounds_turn *t);
    void (*act)(struct rounds_turn *t);
    const char *when, *does;
};

extern const struct rounds_row rounds_rows[];
extern const unsigned rounds_rows_n;
extern const struct rounds_note rounds_notes[];
extern const unsigned rounds_notes_n;
extern const struct rounds_moment rounds_moments[];
extern const unsigned rounds_moments_n;

/* ---- guards: rounds_guard.c; actions: rounds_act.c --------------------------------------------*/

typedef const char *rounds_guard(const struct rounds_turn *t);
rounds_guard rounds_guard_due, rounds_guard_understood, rounds_guard_proposal, rounds_guard_end,
    rounds_guard_proposed, rounds_guard_decision, rounds_guard_claim, rounds_guard_owner,
    rounds_guard_close, rounds_guard_assign, rounds_guard_snooze, rounds_guard_debt,
    rounds_guard_appeal, rounds_guard_request, rounds_guard_runs, rounds_guard_slot,
    rounds_guard_publish, rounds_guard_moves, rounds_guard_relay, rounds_guard_known;

typedef void rounds_act(struct rounds_turn *t);
rounds_act rounds_act_answer, rounds_act_reply, rounds_act_note, rounds_act_accept,
    rounds_act_close, rounds_act_claim, rounds_act_wake, rounds_act_reopen, rounds_act_assign,
    rounds_act_snooze, rounds_act_done, rounds_act_failed, rounds_act_evidence, rounds_act_relay,
    rounds_act_private, rounds_act_none, rounds_act_update, rounds_act_unclaim, rounds_act_known;

/* ---- budgets: rounds_lanes.c -----------------------------------------------------------------*/

/* Lays the calendars file over the budgets of the settings: rounds_file.c. */
void rounds_file_apply(struct rounds_budgets *b, const struct config *cfg);
/* `ms` of the case's business time after `from`; how much of it lies between two moments. */
int64_t rounds_after(const struct rounds_budgets *b, const struct rounds_case *c, int64_t from,
                     int64_t ms);
int64_t rounds_between(const struct rounds_budgets *b, const struct rounds_case *c, int64_t from,
                       int64_t to);

#endif
