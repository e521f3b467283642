/* Moments: what a wake-up may find. A wake-up carries out the earliest one that was not dealt
 * with; every open case has exactly one next moment, whatever runs beside it. */
#include "sink/rounds_turn.h"

#include "core/check.h"

#define NEVER INT64_MAX
#define WARN_PERMILLE 750 /* rounds 2, 3 and the final decision; round 1's is a setting */

static int64_t at_claim_end(const struct rounds_turn *t)
{
    return t->c->owner[0] ? t->c->owner_until_ms : NEVER;
}

/* `ms` of business time into the turn, its deadline at the latest. */
static int64_t into_turn(const struct rounds_turn *t, int64_t ms)
{
    const struct rounds_case *c = t->c;
    int64_t at = rounds_after(t->b, c, c->round_start_ms, ms > 0 ? ms : 0);
    return at < c->due_ms ? at : c->due_ms;
}

static int64_t length_of(const struct rounds_turn *t)
{
    return rounds_between(t->b, t->c, t->c->round_start_ms, t->c->due_ms);
}

static int64_t warning_ms(const struct rounds_turn *t)
{
    if (t->c->state == ROUNDS_1M)
        return into_turn(t, rounds_budget_of(t->b, t->c)->warn_ms);
    return into_turn(t, length_of(t) * WARN_PERMILLE / 1000);
}

static int64_t vacant_ms(const struct rounds_turn *t)
{
    return into_turn(t, length_of(t) * t->b->vacant_percent / 100);
}

/* Once in a turn, and only where a page could still help. */
static bool may_be_vacant(const struct rounds_turn *t)
{
    const struct rounds_case *c = t->c;
    return t->b->vacant_percent > 0 && (ROUNDS_MERCHANT_TURN & ROUNDS_BIT(c->state)) &&
           !((c->vacant | c->breached) & rounds_turn_bit(c->state));
}

static int64_t at_vacant(const struct rounds_turn *t)
{
    return t->c->owner[0] || t->c->snooze_ms || !may_be_vacant(t) ? NEVER : vacant_ms(t);
}

static void vacant(struct rounds_turn *t)
{
    t->c->vacant |= rounds_turn_bit(t->c->state);
    rounds_turn_alert(t, ROUNDS_ALERT_VACANT, t->c->state);
}

/* A claim that ends when the moment is past leaves no moment to wait for. */
void rounds_turn_vacate(struct rounds_turn *t, int64_t at)
{
    rounds_turn_unclaim(t);
    if (!t->c->snooze_ms && may_be_vacant(t) && vacant_ms(t) <= at)
        vacant(t);
}

static void claim_end(struct rounds_turn *t)
{
    rounds_turn_vacate(t, t->c->owner_until_ms);
}

static int64_t at_lapse(const struct rounds_turn *t)
{
    return t->c->lapse_ms ? t->c->lapse_ms : NEVER;
}

static void lapse(struct rounds_turn *t)
{
    t->c->lapse_ms = 0;
    rounds_turn_alert(t, ROUNDS_ALERT_LAPSE, t->c->state);
}

/* A snooze keeps the warning back: it is given at its end. */
static int64_t at_warning(const struct rounds_turn *t)
{
    return t->c->warned || t->c->snooze_ms ? NEVER : warning_ms(t);
}

static void warning(struct rounds_turn *t)
{
    t->c->warned = true;
    rounds_turn_alert(t, ROUNDS_ALERT_WARN, t->c->state);
}

static int64_t at_snooze_end(const struct rounds_turn *t)
{
    return t->c->snooze_ms ? t->c->snooze_ms : NEVER;
}

static void snooze_end(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    c->warned = c->warned || warning_ms(t) <= c->snooze_ms;
    if (may_be_vacant(t) && vacant_ms(t) <= c->snooze_ms) /* said with the end of the snooze */
        c->vacant |= rounds_turn_bit(c->state);
    c->snooze_ms = 0;
    rounds_turn_alert(t, ROUNDS_ALERT_SNOOZE, c->state);
}

static bool is_breached(const struct rounds_turn *t)
{
    return t->c->breached & rounds_turn_bit(t->c->state);
}

static int64_t at_deadline(const struct rounds_turn *t)
{
    return is_breached(t) ? NEVER : t->c->due_ms;
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

static int64_t overdue_ms(const struct rounds_turn *t, int percent)
{
    int64_t budget = rounds_turn_budget_ms(t->b, t->c);
    return rounds_after(t->b, t->c, t->c->due_ms, budget * percent / 100);
}

/* A wake-up is the earliest moment not dealt with, so those before the last one were. */
static int64_t at_overdue(const struct rounds_turn *t)
{
    static const int percent[] = {25, 50, 100};
    if (!is_breached(t))
        return NEVER;
    for (int i = 0; i < 3; i++) {
        int64_t at = overdue_ms(t, percent[i]);
        if (at >= t->from)
            return at;
    }
    return t->from; /* only if the budgets were shortened meanwhile: the last moment is past */
}

static void overdue(struct rounds_turn *t)
{
    int64_t last = overdue_ms(t, 100);
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
    if (!is_breached(t))
        return t->c->due_ms;
    int64_t passed = t->from > t->c->due_ms ? t->from - t->c->due_ms : 0;
    return t->c->due_ms + (passed / t->b->manager_ms + 1) * t->b->manager_ms;
}

static void manager(struct rounds_turn *t)
{
    if (!is_breached(t)) {
        t->c->breached |= rounds_turn_bit(ROUNDS_ES);
        rounds_turn_alert(t, ROUNDS_ALERT_BREACH, ROUNDS_ES);
    }
    t->from = t->now;
}

/* Of moments that fall together, the upper one comes first. */
const struct rounds_moment rounds_moments[] = {
    {ROUNDS_OPEN_STATES, at_claim_end, claim_end, "claim_s after the owner's last action",
     "the claim ends; alert vacant if half of the turn is over"},
    {ROUNDS_OPEN_STATES, rounds_side_at, rounds_side_pass,
     "deadline of a promise, a cut price, an appeal, evidence asked for, a relay",
     "it is overdue: its alert; a promise also level + 1 and the floor of its priority"},
    {ROUNDS_OURS, at_snooze_end, snooze_end, "end of a snooze", "alert snooze"},
    {ROUNDS_OURS, at_lapse, lapse, "turning_s after the customer wrote without complaint",
     "alert lapse, unless the turn is over"},
    {ROUNDS_MERCHANT_TURN, at_vacant, vacant, "unclaimed_percent of the turn, if nobody has it",
     "alert vacant, once in a turn"},
    {ROUNDS_MERCHANT_TURN | ROUNDS_SET(PK), at_warning, warning,
     "round 1: *_warn_s; else 75 % of the turn", "alert warn, once in a turn"},
    {ROUNDS_MERCHANT_TURN, at_deadline, deadline, "deadline of the turn",
     "breach bit, level + 1, alert breach; the deadline stays. At level 3: to es"},
    {ROUNDS_MERCHANT_TURN | ROUNDS_SET(PK), at_overdue, overdue,
     "+ 25 %, + 50 %, + 100 % of the turn's budget, once breached",
     "level + 1, alert breach; at level 3, or at the last: to es"},
    {ROUNDS_MERCHANT_TURN, at_total, rounds_turn_escalate, "the total is spent",
     "alert escalate, to es"},
    {ROUNDS_CUSTOMER_TURN, at_silence, silence, "silence_s of silence",
     "alert nudge and the whole time again; the second time: closed as silent"},
    {ROUNDS_SET(ES), at_manager, manager, "manager_s, then once every manager_s",
     "breach bit and alert breach, the first time"},
};
const unsigned rounds_moments_n = sizeof(rounds_moments) / sizeof(*rounds_moments);

static const struct rounds_moment *earliest(const struct rounds_turn *t, bool silent, int64_t *at)
{
    const struct rounds_moment *found = NULL;
    *at = NEVER;
    for (unsigned i = 0; i < rounds_moments_n; i++) {
        const struct rounds_moment *m = &rounds_moments[i];
        if (!(m->states & ROUNDS_BIT(t->c->state)) || (m->act == silence && !silent))
            continue;
        int64_t its = m->at(t);
        if (its < *at) {
            *at = its;
            found = m;
        }
    }
    return found;
}

bool rounds_turn_pass(struct rounds_turn *t)
{
    int64_t at;
    const struct rounds_moment *m = earliest(t, t->event == ROUNDS_EV_WAKE, &at);
    if (!m || at > t->now)
        return false;
    m->act(t);
    return true;
}

int64_t rounds_turn_wake(const struct rounds_turn *t)
{
    int64_t at;
    CHECK(earliest(t, true, &at));
    return at;
}
