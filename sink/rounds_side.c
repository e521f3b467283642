/* What runs beside a case with a deadline of its own: a promise, a cut price, an appeal, evidence
 * that was asked for. None of them stops a clock of the case; promises and prices must be put right
 * before it can be closed. */
#include "sink/rounds_turn.h"

#include "core/check.h"

#define HOLDS(id, name, field, alert, holds, title) holds,
#define ALERT(id, name, field, alert, holds, title) ROUNDS_ALERT_##alert,
static const bool side_holds[ROUNDS_SIDE_N] = {ROUNDS_SIDES(HOLDS)};
static const uint8_t side_alert[ROUNDS_SIDE_N] = {ROUNDS_SIDES(ALERT)};

enum rounds_side rounds_side_of(enum rounds_event event)
{
    switch (event) {
    case ROUNDS_EV_PROMISE:
    case ROUNDS_EV_KEPT:
        return ROUNDS_SIDE_PROMISE;
    case ROUNDS_EV_REPRICE:
    case ROUNDS_EV_RESTORED:
        return ROUNDS_SIDE_RESTORE;
    case ROUNDS_EV_APPEAL:
    case ROUNDS_EV_WON:
    case ROUNDS_EV_LOST:
        return ROUNDS_SIDE_APPEAL;
    case ROUNDS_EV_RELAY:
    case ROUNDS_EV_BACK:
        return ROUNDS_SIDE_RELAY;
    default:
        CHECK(event == ROUNDS_EV_REQUEST || event == ROUNDS_EV_EVIDENCE);
        return ROUNDS_SIDE_REQUEST;
    }
}

static bool is_open(const struct rounds_case *c, unsigned side)
{
    return c->side_status[side] == ROUNDS_SIDE_RUNNING ||
           c->side_status[side] == ROUNDS_SIDE_OVERDUE;
}

int64_t rounds_side_held_due(const struct rounds_case *c)
{
    int64_t due = INT64_MAX;
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (side_holds[i] && is_open(c, i) && c->side_due_ms[i] < due)
            due = c->side_due_ms[i];
    return due;
}

bool rounds_side_holds(const struct rounds_case *c)
{
    return rounds_side_held_due(c) != INT64_MAX;
}

bool rounds_side_overdue(const struct rounds_case *c)
{
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (side_holds[i] && c->side_status[i] == ROUNDS_SIDE_OVERDUE)
            return true;
    return false;
}

/* The running one whose deadline comes first; ROUNDS_SIDE_N if none runs. */
static unsigned next_side(const struct rounds_case *c)
{
    unsigned found = ROUNDS_SIDE_N;
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (c->side_status[i] == ROUNDS_SIDE_RUNNING &&
            (found == ROUNDS_SIDE_N || c->side_due_ms[i] < c->side_due_ms[found]))
            found = i;
    return found;
}

int64_t rounds_side_at(const struct rounds_turn *t)
{
    unsigned side = next_side(t->c);
    return side < ROUNDS_SIDE_N ? t->c->side_due_ms[side] : INT64_MAX;
}

/* Its deadline has come. A broken promise calls the next level, as a missed deadline does; while
 * the case waits for nothing else, it is the missed deadline. */
void rounds_side_pass(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    unsigned side = next_side(c);
    uint8_t bit = rounds_turn_bit(c->state);
    bool rises = side == ROUNDS_SIDE_PROMISE && c->level < 3;
    c->side_status[side] = ROUNDS_SIDE_OVERDUE;
    if (rises)
        c->level++;
    if (c->state == ROUNDS_PK && side_holds[side])
        c->breached |= bit;
    if (rises || !(c->side_told[side] & bit))
        rounds_turn_alert(t, side_alert[side], c->state);
    c->side_told[side] |= bit;
}

void rounds_side_begin(struct rounds_turn *t)
{
    struct rounds_case *c = t->c;
    unsigned side = rounds_side_of(t->event);
    c->side_status[side] = ROUNDS_SIDE_RUNNING;
    c->side_due_ms[side] = t->now + t->args->for_ms;
    if (side == ROUNDS_SIDE_PROMISE)
        c->promise_floor = (uint16_t)t->args->floor;
    if (c->state == ROUNDS_PK && side_holds[side])
        c->due_ms = rounds_side_held_due(c);
}

/* A case that only waited for it is closed now. */
void rounds_side_end(struct rounds_turn *t, enum rounds_side side, enum rounds_side_status status)
{
    struct rounds_case *c = t->c;
    c->side_status[side] = (uint8_t)status;
    c->side_due_ms[side] = 0;
    if (c->state != ROUNDS_PK)
        return;
    if (rounds_side_holds(c))
        c->due_ms = rounds_side_held_due(c);
    else
        rounds_turn_close(t, c->reason);
}
