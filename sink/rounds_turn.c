#include "sink/rounds_turn.h"

#include "core/check.h"

#include <string.h>

#define NEVER INT64_MAX
#define WARN_PERMILLE 750 /* rounds 2, 3 and the final decision; round 1's is a setting */

/* ---- alerts, turns ---------------------------------------------------------------------------*/

static uint8_t turn_number(uint8_t state)
{
    return state == ROUNDS_ES ? 5 : state == ROUNDS_FM ? 4 : rounds_state_round[state];
}

void rounds_turn_alert(struct rounds_turn *t, enum rounds_alert_kind kind, uint8_t state)
{
    CHECK(t->out->alert_count < ROUNDS_ALERTS_MAX);
    unsigned round = turn_number(state) + 10u * t->c->reopened;
    t->out->alerts[t->out->alert_count++] =
        (struct rounds_alert){(uint8_t)kind, (uint8_t)(round < 255 ? round : 255), t->c->level};
}

static int64_t min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

uint8_t rounds_turn_bit(uint8_t state)
{
    return (uint8_t)(1u << (turn_number(state) - 1));
}

/* Time a turn has, from the settings. */
static int64_t budget_ms(const struct rounds_budgets *b, const struct rounds_case *c)
{
    if (c->state == ROUNDS_ES)
        return b->manager_ms;
    if (rounds_state_turn[c->state] == 'c')
        return b->silence_ms;
    return b->lane[c->lane].round_ms[rounds_state_round[c->state] - 1];
}

/* Starts the turn of `state` now. A merchant's turn never promises more than the total leaves. */
void rounds_turn_start(struct rounds_turn *t, uint8_t state)
{
    struct rounds_case *c = t->c;
    if (rounds_state_turn[c->state] == 'c' && t->now > c->round_start_ms)
        c->total_ms += t->now - c->round_start_ms;
    c->state = state;
    c->warned = c->nudged = false;
    c->round_start_ms = t->now;
    c->due_ms = t->now + budget_ms(t->b, c);
    if (rounds_state_turn[state] == 'm' && state != ROUNDS_ES)
        c->due_ms = min64(c->due_ms, c->total_ms);
    if (rounds_state_turn[state] == 'm' && rounds_state_round[state] > c->reached &&
        state != ROUNDS_ES)
        c->reached = rounds_state_round[state];
}

void rounds_turn_escalate(struct rounds_turn *t)
{
    t->c->level = 3;
    rounds_turn_alert(t, ROUNDS_ALERT_ESCALATE, t->c->state);
    rounds_turn_start(t, ROUNDS_ES);
}

void rounds_turn_close(struct rounds_turn *t, enum rounds_reason reason)
{
    rounds_turn_alert(t, ROUNDS_ALERT_CLOSED, t->c->state);
    t->c->state = ROUNDS_CL;
    t->c->reason = (uint8_t)reason;
    t->c->due_ms = 0;
    rounds_turn_unclaim(t);
}

/* ---- moments: what a wake-up may find --------------------------------------------------------*/

static int64_t at_claim_end(const struct rounds_turn *t)
{
    return t->c->owner[0] ? t->c->owner_until_ms : NEVER;
}

void rounds_turn_unclaim(struct rounds_turn *t)
{
    memset(t->c->owner, 0, sizeof(t->c->owner)); /* whole: equal cases are equal bytes */
    t->c->owner_until_ms = 0;
}

static int64_t at_warning(const struct rounds_turn *t)
{
    const struct rounds_case *c = t->c;
    int64_t warn = c->state == ROUNDS_1M ? t->b->lane[c->lane].warn_ms
                                         : (c->due_ms - c->round_start_ms) * WARN_PERMILLE / 1000;
    return c->warned ? NEVER : min64(c->round_start_ms + warn, c->due_ms);
}

static void warning(struct rounds_turn *t)
{
    t->c->warned = true;
    rounds_turn_alert(t, ROUNDS_ALERT_WARN, t->c->state);
}

static int64_t at_deadline(const struct rounds_turn *t)
{
    return t->c->breached & rounds_turn_bit(t->c->state) ? NEVER : t->c->due_ms;
}

static void deadline(struct rounds_turn *t)
{
    bool at_top = t->c->level == 3;
    t->c->breached |= rounds_turn_bit(t->c->state);
    t->c->level = at_top ? 3 : (uint8_t)(t->c->level + 1);
    rounds_turn_alert(t, ROUNDS_ALERT_BREACH, t->c->state);
    if (at_top)
        rounds_turn_escalate(t);
}

/* A wake-up is the earliest moment not dealt with, so those before the last one were. */
static int64_t at_overdue(const struct rounds_turn *t)
{
    static const int percent[] = {25, 50, 100};
    if (!(t->c->breached & rounds_turn_bit(t->c->state)))
        return NEVER;
    int64_t budget = budget_ms(t->b, t->c);
    for (int i = 0; i < 3; i++) {
        int64_t at = t->c->due_ms + budget * percent[i] / 100;
        if (at >= t->from)
            return at;
    }
    return t->from; /* only if the budgets were shortened meanwhile: the last moment is past */
}

static void overdue(struct rounds_turn *t)
{
    int64_t last = t->c->due_ms + budget_ms(t->b, t->c);
    t->from = at_overdue(t) + 1;
    if (t->c->level == 3 || t->from > last) {
        rounds_turn_escalate(t);
        return;
    }
    t->c->level++;
    rounds_turn_alert(t, ROUNDS_ALERT_BREACH, t->c->state);
}

static int64_t at_total(const struct rounds_turn *t)
{
    return t->c->total_ms;
}

static int64_t at_silence(const struct rounds_turn *t)
{
    return t->c->due_ms;
}

/* The customer gets the whole time again after a nudge, however late the nudge was. */
static void silence(struct rounds_turn *t)
{
    if (t->c->nudged) {
        rounds_turn_close(t, ROUNDS_CLOSE_SILENT);
        return;
    }
    t->c->nudged = true;
    t->c->due_ms = t->now + t->b->silence_ms;
    rounds_turn_alert(t, ROUNDS_ALERT_NUDGE, t->c->state);
}

/* Past the manager's deadline nobody is left to tell: the case is looked at once every budget. */
static int64_t at_manager(const struct rounds_turn *t)
{
    if (!(t->c->breached & rounds_turn_bit(ROUNDS_ES)))
        return t->c->due_ms;
    int64_t passed = t->from > t->c->due_ms ? t->from - t->c->due_ms : 0;
    return t->c->due_ms + (passed / t->b->manager_ms + 1) * t->b->manager_ms;
}

static void manager(struct rounds_turn *t)
{
    if (!(t->c->breached & rounds_turn_bit(ROUNDS_ES))) {
        t->c->breached |= rounds_turn_bit(ROUNDS_ES);
        rounds_turn_alert(t, ROUNDS_ALERT_BREACH, ROUNDS_ES);
    }
    t->from = t->now;
}

struct moment {
    unsigned states;
    int64_t (*at)(const struct rounds_turn *t);
    void (*act)(struct rounds_turn *t);
};

/* Of moments that fall together, the upper one comes first. */
static const struct moment moments[] = {
    {ROUNDS_OPEN_STATES, at_claim_end, rounds_turn_unclaim},
    {ROUNDS_MERCHANT_TURN, at_warning, warning},   /* once in a turn */
    {ROUNDS_MERCHANT_TURN, at_deadline, deadline}, /* breach bit, level + 1; the deadline stays */
    {ROUNDS_MERCHANT_TURN, at_overdue, overdue},   /* + 25 %, + 50 %, + 100 % */
    {ROUNDS_MERCHANT_TURN, at_total, rounds_turn_escalate},
    {ROUNDS_CUSTOMER_TURN, at_silence, silence}, /* a nudge, then closed as silent */
    {ROUNDS_SET(ES), at_manager, manager},
};

static const struct moment *earliest(const struct rounds_turn *t, int64_t *at)
{
    const struct moment *found = NULL;
    *at = NEVER;
    for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++) {
        if (!(moments[i].states & ROUNDS_BIT(t->c->state)))
            continue;
        int64_t its = moments[i].at(t);
        if (its < *at) {
            *at = its;
            found = &moments[i];
        }
    }
    return found;
}

/* Carries out the earliest moment if it has come. */
bool rounds_turn_pass(struct rounds_turn *t)
{
    int64_t at;
    const struct moment *m = earliest(t, &at);
    if (!m || at > t->now)
        return false;
    m->act(t);
    return true;
}

int64_t rounds_turn_wake(const struct rounds_turn *t)
{
    int64_t at;
    CHECK(earliest(t, &at));
    return at;
}
