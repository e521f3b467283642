/* The machine of the three rounds, as two tables and what they call:
 *
 *   rows   which event moves which state where, and what must be true
 *   notes  why an event has no row in a state
 *
 * What a wake-up may find is the third table, in rounds_turn.c. */
#include "sink/rounds_turn.h"

#include "core/check.h"

#include <string.h>

#define EARLY3(id, name, early) early,
static const bool reason_early[ROUNDS_REASON_N] = {ROUNDS_REASONS(EARLY3)};

/* ---- guards: NULL, or what is missing and what supplies it -----------------------------------*/

static const char *is_due(const struct rounds_turn *t)
{
    return t->now < t->c->wake_ms ? "its wake-up has not come yet" : NULL;
}

static const char *is_understood(const struct rounds_turn *t)
{
    if (t->c->understood || t->args->understood)
        return NULL;
    return "round 1 needs the problem and the demand: redress case answer ID --cause CAUSE "
           "--demand DEMAND";
}

static const char *has_proposal(const struct rounds_turn *t)
{
    if (t->args->proposal)
        return NULL;
    return "round 2 needs a proposal: redress case answer ID --proposal TYPE [--amount N]";
}

static const char *asks_end(const struct rounds_turn *t)
{
    if (t->args->asks_end)
        return NULL;
    return "round 3 asks what would end the dispute: redress case answer ID --ask-end";
}

static const char *was_proposed(const struct rounds_turn *t)
{
    if (t->c->answered & 2)
        return NULL;
    return "there is no proposal to accept yet: answer round 2 first (redress case answer ID "
           "--proposal TYPE), or close it (redress case close ID --reason solved)";
}

static const char *is_decision(const struct rounds_turn *t)
{
    unsigned r = t->args->reason;
    if (r != ROUNDS_CLOSE_ACCEPTED && r != ROUNDS_CLOSE_BY_RULE && r != ROUNDS_CLOSE_PUBLIC)
        return "a decision is one of --accepted, --by-rule RULE, --public";
    if (r == ROUNDS_CLOSE_BY_RULE && (!t->args->rule || !t->args->rule[0]))
        return "a decision by rule names the rule: redress case decide ID --by-rule RULE";
    return NULL;
}

static const char *may_claim(const struct rounds_turn *t)
{
    const char *who = t->args->who;
    if (!who || !who[0])
        return "a claim needs a name: redress case claim ID --as NAME";
    if (strlen(who) >= ROUNDS_OWNER_MAX)
        return "the name is too long (63 bytes at most): redress case claim ID --as NAME";
    if (t->c->owner[0] && strcmp(t->c->owner, who) != 0 && t->c->owner_until_ms > t->now)
        return "somebody else has claimed it: they can give it back (redress case unclaim ID), or "
               "the claim ends by itself";
    return NULL;
}

static const char *is_owner(const struct rounds_turn *t)
{
    if (!t->c->owner[0])
        return "nobody has claimed it";
    if (!t->args->who || strcmp(t->c->owner, t->args->who) != 0)
        return "somebody else has claimed it: only they can give it back (--as NAME), or the claim "
               "ends by itself";
    return NULL;
}

static const char *may_close(const struct rounds_turn *t)
{
    switch (t->args->reason) {
    case ROUNDS_CLOSE_SOLVED:
    case ROUNDS_CLOSE_WITHDRAWN:
    case ROUNDS_CLOSE_DUPLICATE:
    case ROUNDS_CLOSE_REMOVED:
        break;
    case ROUNDS_CLOSE_AGREED:
        return "'agreed' is said by the customer: redress case accept ID";
    case ROUNDS_CLOSE_SILENT:
        return "'silent' is said by the timer alone, after a nudge";
    default:
        return "that is a final decision: redress case decide ID --accepted|--by-rule "
               "RULE|--public";
    }
    if ((t->c->answered & 1) || reason_early[t->args->reason])
        return NULL;
    return "round 1 is not answered: redress case answer ID --cause CAUSE --demand DEMAND (without "
           "an answer only withdrawn, duplicate and removed close a case)";
}

/* ---- actions; the row's next state was not entered yet ---------------------------------------*/

static void act_answer(struct rounds_turn *t)
{
    t->c->understood = t->c->understood || t->args->understood;
    t->c->answered |= (uint8_t)(1u << (rounds_state_round[t->c->state] - 1));
    rounds_turn_start(t, t->to);
}

static void act_reply(struct rounds_turn *t)
{
    rounds_turn_alert(t, ROUNDS_ALERT_REPLY, t->c->state);
    rounds_turn_start(t, t->to);
}

/* It is the merchant's turn already, the clock runs, and they were told. */
static void act_note(struct rounds_turn *t)
{
    (void)t;
}

static void act_accept(struct rounds_turn *t)
{
    rounds_turn_close(t, ROUNDS_CLOSE_AGREED);
}

static void act_close(struct rounds_turn *t)
{
    rounds_turn_close(t, (enum rounds_reason)t->args->reason);
}

static void act_claim(struct rounds_turn *t)
{
    rounds_turn_unclaim(t);
    strcpy(t->c->owner, t->args->who); /* may_claim checked the length */
    t->c->owner_until_ms = t->now + t->b->claim_ms;
}

static void act_unclaim(struct rounds_turn *t)
{
    rounds_turn_unclaim(t);
}

static void act_wake(struct rounds_turn *t)
{
    rounds_turn_pass(t); /* nothing may be due after all if budgets grew: the wake-up just moves */
}

/* It goes on at the round reached, which must be answered anew; round 3 is not asked twice, so
 * after it only the decision is left. The second time nobody but a manager takes it. */
static void act_reopen(struct rounds_turn *t)
{
    static const uint8_t turn[] = {ROUNDS_1M, ROUNDS_2M, ROUNDS_3M, ROUNDS_FM};
    struct rounds_case *c = t->c;
    unsigned r = c->reached - 1u;
    if (c->reached == 3 && (c->answered & 4))
        r = 3;
    else
        c->answered &= (uint8_t) ~(1u << r);
    if (r == 0)
        c->understood = false;
    c->breached &= (uint8_t) ~(rounds_turn_bit(turn[r]) | rounds_turn_bit(ROUNDS_ES));
    c->reason = 0;
    c->reopened += c->reopened < UINT8_MAX;
    c->total_ms = t->now + t->b->lane[c->lane].total_ms;
    rounds_turn_start(t, turn[r]);
    rounds_turn_alert(t, ROUNDS_ALERT_OPEN, c->state);
    if (c->reopened >= 2)
        rounds_turn_escalate(t);
}

/* ---- the table -------------------------------------------------------------------------------*/

struct row {
    unsigned from;
    enum rounds_event event;
    const char *(*guard)(const struct rounds_turn *t);
    void (*act)(struct rounds_turn *t);
    uint8_t to;
};

#define S(id) ROUNDS_SET(id)
#define MERCHANT ROUNDS_MERCHANT_TURN
#define CUSTOMER ROUNDS_CUSTOMER_TURN
#define OPEN ROUNDS_OPEN_STATES
#define SAME ROUNDS_STATE_N
#define EV(id) ROUNDS_EV_##id
static const struct row rows[] = {
    {S(1M), EV(ANSWER), is_understood, act_answer, ROUNDS_1C},
    {S(1C), EV(REPLY), NULL, act_reply, ROUNDS_2M},
    {S(2M), EV(ANSWER), has_proposal, act_answer, ROUNDS_2C},
    {S(2C), EV(REFUSE), NULL, act_reply, ROUNDS_3M},
    {S(2C), EV(REPLY), NULL, act_reply, ROUNDS_3M}, /* what is no yes counts as a no */
    {S(3M), EV(ANSWER), asks_end, act_answer, ROUNDS_3C},
    {S(3C), EV(REPLY), NULL, act_reply, ROUNDS_FM},
    {MERCHANT | S(ES), EV(REPLY), NULL, act_note, SAME},
    {S(2C) | S(3M) | S(3C) | S(FM) | S(ES), EV(ACCEPT), was_proposed, act_accept, ROUNDS_CL},
    {S(FM) | S(ES), EV(DECIDE), is_decision, act_close, ROUNDS_CL},
    {OPEN, EV(CLOSE), may_close, act_close, ROUNDS_CL},
    {OPEN, EV(CLAIM), may_claim, act_claim, SAME},
    {OPEN, EV(UNCLAIM), is_owner, act_unclaim, SAME},
    {OPEN, EV(WAKE), is_due, act_wake, SAME},
    {S(CL), EV(REOPEN), NULL, act_reopen, SAME},
};

struct note {
    unsigned from;
    unsigned events;
    const char *text;
};

#define E(id) (1u << ROUNDS_EV_##id)
#define ANY ~0u
static const struct note notes[] = {
    {OPEN, E(OPEN) | E(REOPEN), "the case is open already"},
    {S(CL), E(OPEN), "the case is closed: it is reopened, not opened"},
    {S(CL), ANY, "the case is closed"},
    {CUSTOMER, E(ANSWER),
     "it is the customer's turn: record what they say with redress case reply, accept or refuse"},
    {S(FM), E(ANSWER),
     "there is no fourth round: redress case decide ID --accepted|--by-rule RULE|--public"},
    {S(ES), E(ANSWER),
     "a manager has the case: redress case decide ID --accepted|--by-rule RULE|--public"},
    {S(1M) | S(2M), E(ACCEPT) | E(REFUSE),
     "nothing was proposed yet: answer this round first (redress case answer ID)"},
    {S(1M) | S(2M) | S(3M), E(DECIDE),
     "the final decision comes after round 3: answer this round first (redress case answer ID)"},
    {CUSTOMER, E(DECIDE),
     "the final decision comes after the customer's answer to round 3 (redress case reply ID)"},
    {S(1C), E(ACCEPT) | E(REFUSE),
     "nothing was proposed yet: redress case reply ID opens round 2, the proposal"},
    {ANY, ANY, "the customer can only refuse the proposal of round 2"},
};

static const struct row *row_of(uint8_t state, enum rounds_event event)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if ((rows[i].from & ROUNDS_BIT(state)) && rows[i].event == event)
            return &rows[i];
    return NULL;
}

static const char *note_of(uint8_t state, enum rounds_event event)
{
    for (size_t i = 0;; i++)
        if ((notes[i].from & ROUNDS_BIT(state)) && (notes[i].events & (1u << event)))
            return notes[i].text;
}

/* A claim lives on what its owner does. */
static void keep_claim(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    if (t->args->who && c->owner[0] && strcmp(c->owner, t->args->who) == 0)
        c->owner_until_ms = t->now + t->b->claim_ms;
}

/* NULL, or why not; then t->c is spoiled. */
static const char *apply(struct rounds_turn *t, enum rounds_event event)
{
    while (event != ROUNDS_EV_WAKE && (MERCHANT & ROUNDS_BIT(t->c->state)) && rounds_turn_pass(t))
        ;
    const struct row *row = row_of(t->c->state, event);
    if (!row)
        return note_of(t->c->state, event);
    const char *refusal = row->guard ? row->guard(t) : NULL;
    if (refusal)
        return refusal;
    t->to = row->to;
    row->act(t);
    if (event != ROUNDS_EV_WAKE)
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
                            .now = now_ms,
                            .from = c->wake_ms};
    CHECK(rounds_valid(c) && event < ROUNDS_EVENT_N);
    memset(out, 0, sizeof(*out));
    out->next = *c;
    out->refusal = apply(&t, event);
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

bool rounds_valid(const struct rounds_case *c)
{
    if (c->state >= ROUNDS_STATE_N || c->lane >= ROUNDS_LANE_N || c->level > 3 || c->reached < 1 ||
        c->reached > 3 || c->reason >= ROUNDS_REASON_N)
        return false;
    if (c->answered >> c->reached || c->breached > 31)
        return false;
    if (c->state == ROUNDS_CL)
        return c->wake_ms == 0 && !c->owner[0] && c->owner_until_ms == 0;
    if (c->wake_ms <= 0 || c->due_ms <= 0 || c->total_ms <= 0 || c->reason != 0)
        return false;
    if ((c->owner[0] != '\0') != (c->owner_until_ms != 0))
        return false;
    if (c->state == ROUNDS_ES)
        return c->level == 3;
    unsigned round = rounds_state_round[c->state], bit = 1u << (round - 1);
    bool answered = c->answered & bit;
    bool should = rounds_state_turn[c->state] == 'c' || c->state == ROUNDS_FM;
    return c->reached == round && answered == should;
}
