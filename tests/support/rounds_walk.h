/* rounds_walk.h - every kind of case that the machine can make, and every step from each.
 *
 * A case has countless values but few that the machine can tell apart: state, level, bits, claim,
 * what runs beside it. From opened cases every try at every boundary time (just before, at and
 * after each moment of the case) is made, and each kind of case that turns up is walked on from,
 * until nothing new turns up. Used by the unit test, which checks the rules, and by drive_rounds,
 * which sends the same steps through a real Redis. */
#ifndef REDRESS_TESTS_ROUNDS_WALK_H
#define REDRESS_TESTS_ROUNDS_WALK_H

#include "core/check.h"
#include "sink/rounds_turn.h"

#include <stdlib.h>
#include <string.h>

#define WALK_T0 INT64_C(1700000000000)
#define WALK_NODES 60000
#define WALK_SLOTS (1u << 18)
#define WALK_ROUNDS 40 /* codes of alert rounds: 1..6, +10 and +20 for lives */
#define WALK_HOUR INT64_C(3600000)

struct walk_node {
    struct rounds_case c;
    int64_t now;
    uint8_t said[ROUNDS_ALERT_N][WALK_ROUNDS]; /* bit level: this alert was given on the way */
    unsigned answers;                          /* since it was opened or reopened */
};

struct walk_try {
    enum rounds_event event;
    struct rounds_args args;
};

struct walk {
    const struct rounds_budgets *budgets;
    const struct walk_try *tries;
    unsigned tries_n, lanes; /* bit: a lane to start in */
    unsigned lives;          /* how often a case is reopened */
    /* Looks at a step. */
    void (*each)(struct walk *w, const struct walk_node *from, const struct walk_try *t,
                 int64_t now, const struct rounds_outcome *out);
    struct walk_node *nodes;
    unsigned count;
    uint64_t *seen;
    size_t steps;
};

/* ---- what is tried ---------------------------------------------------------------------------*/

#define WALK_EV(id) ROUNDS_EV_##id
#define WALK_CLOSE(id)                                                                             \
    {                                                                                              \
        ROUNDS_EV_CLOSE,                                                                           \
        {                                                                                          \
            .who = "ann", .reason = ROUNDS_CLOSE_##id                                              \
        }                                                                                          \
    }
#define WALK_N(tries) (sizeof(tries) / sizeof(*(tries)))

/* The main line, with everything that a guard of it may find wrong. */
static const struct walk_try walk_main[] = {
    {WALK_EV(OPEN), {.who = ""}},
    {WALK_EV(WAKE), {.who = ""}},
    {WALK_EV(ANSWER), {.who = "ann"}},
    {WALK_EV(ANSWER), {.who = "ann", .understood = true}},
    {WALK_EV(ANSWER), {.who = "bob", .proposal = true}},
    {WALK_EV(ANSWER), {.who = "ann", .proposal = true, .explains = true}},
    {WALK_EV(ANSWER), {.who = "ann", .proposal = true, .over_cap = true}},
    {WALK_EV(ANSWER), {.who = "ann", .proposal = true, .over_cap = true, .approved = true}},
    {WALK_EV(ANSWER), {.who = "ann", .asks_end = true}},
    {WALK_EV(REPLY), {.who = ""}},
    {WALK_EV(ACCEPT), {.who = ""}},
    {WALK_EV(REFUSE), {.who = ""}},
    {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_ACCEPTED}},
    {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_BY_RULE, .rule = "R7"}},
    {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_BY_RULE}},
    {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_SOLVED}},
    {WALK_EV(CLAIM), {.who = "ann"}},
    {WALK_EV(CLAIM), {.who = "bob"}},
    {WALK_EV(CLAIM), {.who = ""}},
    {WALK_EV(UNCLAIM), {.who = "ann"}},
    {WALK_EV(ASSIGN), {.who = "ann", .to = "bob"}},
    {WALK_EV(ASSIGN), {.who = "ann"}},
    WALK_CLOSE(AGREED),
    WALK_CLOSE(SOLVED),
    WALK_CLOSE(ACCEPTED),
    WALK_CLOSE(SILENT),
    WALK_CLOSE(WITHDRAWN),
    WALK_CLOSE(REFERRED),
    {WALK_EV(REOPEN), {.who = ""}},
};

/* Enough of the main line to get everywhere. */
#define WALK_LINE                                                                                  \
    {WALK_EV(WAKE), {.who = ""}},                                                                  \
        {WALK_EV(ANSWER), {.who = "ann", .understood = true, .proposal = true, .asks_end = true}}, \
        {WALK_EV(REPLY), {.who = ""}}, {WALK_EV(ACCEPT), {.who = ""}},                             \
        {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_ACCEPTED}}, WALK_CLOSE(SOLVED),    \
    {                                                                                              \
        WALK_EV(REOPEN),                                                                           \
        {                                                                                          \
            .who = ""                                                                              \
        }                                                                                          \
    }

static const struct walk_try walk_debts[] = {
    WALK_LINE,
    {WALK_EV(PROMISE), {.who = "ann", .for_ms = WALK_HOUR}},
    {WALK_EV(PROMISE), {.who = "ann"}},
    {WALK_EV(KEPT), {.who = "ann"}},
    WALK_CLOSE(WITHDRAWN),
    {WALK_EV(REFUSE), {.who = ""}},
};

/* Two that hold the case, from where it can be closed at once. */
static const struct walk_try walk_prices[] = {
    {WALK_EV(WAKE), {.who = ""}},
    WALK_CLOSE(WITHDRAWN),
    {WALK_EV(DECIDE), {.who = "ann", .reason = ROUNDS_CLOSE_ACCEPTED}},
    {WALK_EV(PROMISE), {.who = "ann", .for_ms = WALK_HOUR}},
    {WALK_EV(KEPT), {.who = "ann"}},
    {WALK_EV(REPRICE), {.who = "ann", .for_ms = 30 * WALK_HOUR}},
    {WALK_EV(RESTORED), {.who = "ann"}},
    {WALK_EV(RELAY), {.who = "ann"}},
};

static const struct walk_try walk_appeals[] = {
    WALK_LINE,
    {WALK_EV(EVIDENCE), {.who = "ann", .slot = 3}},
    {WALK_EV(EVIDENCE), {.who = "ann", .slot = 16}},
    {WALK_EV(APPEAL), {.who = "ann", .for_ms = 3 * WALK_HOUR}},
    {WALK_EV(APPEAL), {.who = "ann"}},
    {WALK_EV(WON), {.who = "ann"}},
    {WALK_EV(LOST), {.who = "ann"}},
};

static const struct walk_try walk_requests[] = {
    WALK_LINE,
    {WALK_EV(EVIDENCE), {.who = "ann", .slot = 0}},
    {WALK_EV(REQUEST), {.who = "ann", .for_ms = WALK_HOUR}},
    {WALK_EV(REQUEST), {.who = "ann", .for_ms = -1}},
    {WALK_EV(ANSWER), {.who = "ann", .proposal = true, .explains = true}},
};

static const struct walk_try walk_snoozes[] = {
    WALK_LINE,
    {WALK_EV(SNOOZE), {.who = "ann"}},
    {WALK_EV(SNOOZE), {.who = "ann", .for_ms = 60000}},
    {WALK_EV(SNOOZE), {.who = "ann", .for_ms = 5 * WALK_HOUR}},
    {WALK_EV(SNOOZE), {.who = "ann", .for_ms = -1}},
    {WALK_EV(CLAIM), {.who = "ann"}},
    {WALK_EV(PROMISE), {.who = "ann", .for_ms = WALK_HOUR}},
};

static const struct walk_try walk_talk[] = {
    WALK_LINE,
    {WALK_EV(REPLY), {.who = "", .calm = true}},
    {WALK_EV(UPDATE), {.who = ""}},
    {WALK_EV(KNOWN), {.who = ""}},
    {WALK_EV(RELAY), {.who = "ann"}},
    WALK_CLOSE(REFERRED),
    {WALK_EV(NOTE), {.who = "ann"}},
    {WALK_EV(PUBLISH), {.who = "ann", .consent = true}},
    {WALK_EV(PUBLISH), {.who = "ann", .redacted = true}},
    {WALK_EV(PUBLISH), {.who = "ann", .consent = true, .redacted = true}},
    {WALK_EV(RECALC), {.who = "ann"}},
};

static const struct walk_try walk_relays[] = {
    WALK_LINE,
    {WALK_EV(RELAY), {.who = "ann"}},
    {WALK_EV(RELAY), {.who = "ann", .for_ms = WALK_HOUR}},
    {WALK_EV(RELAY), {.who = "ann", .for_ms = -1}},
    {WALK_EV(BACK), {.who = "ann"}},
};

static const struct walk_try walk_public[] = {
    WALK_LINE,
    {WALK_EV(ANSWER),
     {.who = "ann", .understood = true, .proposal = true, .asks_end = true, .in_public = true}},
    {WALK_EV(PRIVATE), {.who = "ann"}},
    {WALK_EV(ANSWER), {.who = "ann", .understood = true, .payable = true}},
};

#define WALK_TRIES(list)                                                                           \
    {                                                                                              \
#list, walk_##list, WALK_N(walk_##list)                                                    \
    }
static const struct {
    const char *name;
    const struct walk_try *tries;
    unsigned n;
} walk_lists[] = {WALK_TRIES(main),    WALK_TRIES(debts),    WALK_TRIES(prices),
                  WALK_TRIES(appeals), WALK_TRIES(requests), WALK_TRIES(snoozes),
                  WALK_TRIES(talk),    WALK_TRIES(public),   WALK_TRIES(relays)};
#define WALK_LISTS WALK_N(walk_lists)

/* ---- which cases are alike -------------------------------------------------------------------*/

static uint64_t walk_mix(uint64_t k, uint64_t more)
{
    return (k ^ more) * UINT64_C(0x9e3779b97f4a7c15) ^ k >> 29;
}

/* Is a moment past, now, or to come? */
static uint64_t walk_side_of(int64_t at, int64_t now)
{
    return at == 0 ? 0 : at < now ? 1 : at == now ? 2 : 3;
}

/* What the machine can tell apart, as a number that is never 0. */
static uint64_t walk_kind(const struct walk_node *n)
{
    const struct rounds_case *c = &n->c;
    /* of the bits of turns only those that this turn or a later one of the same life looks at */
    uint8_t bits = c->state == ROUNDS_CL ? 0
                                         : rounds_turn_bit(c->state) | rounds_turn_bit(ROUNDS_ES) |
                                               rounds_turn_bit(ROUNDS_PK);
    const uint8_t parts[] = {c->state,
                             c->reason,
                             c->lane,
                             c->level,
                             c->reached,
                             c->answered,
                             c->breached & bits,
                             c->reopened,
                             c->warned,
                             c->nudged,
                             c->understood,
                             c->payable,
                             c->private_,
                             c->snoozed & bits,
                             c->turned & bits,
                             c->updated & bits,
                             c->vacant & bits,
                             c->lapse_ms != 0,
                             c->relays < 3 ? c->relays : 3,
                             c->publics < 2 ? c->publics : 2,
                             c->evidence != 0,
                             c->snooze_ms != 0,
                             (uint8_t)c->owner[0]};
    uint64_t k = 1;
    for (unsigned i = 0; i < sizeof(parts); i++)
        k = walk_mix(k, parts[i]);
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++) {
        k = walk_mix(k, c->side_status[i]);
        k = walk_mix(k, c->side_told[i] & bits);
    }
    return walk_mix(k, walk_side_of(c->wake_ms, n->now)) | 1;
}

static bool walk_remember(struct walk *w, const struct walk_node *n)
{
    uint64_t k = walk_kind(n);
    size_t i = (size_t)(k >> 40) & (WALK_SLOTS - 1);
    while (w->seen[i] && w->seen[i] != k)
        i = (i + 1) & (WALK_SLOTS - 1);
    if (w->seen[i] || n->c.reopened > w->lives || n->c.relays > 2 || n->c.publics > 2)
        return false;
    CHECK(w->count < WALK_NODES);
    w->seen[i] = k;
    w->nodes[w->count++] = *n;
    return true;
}

/* ---- walking ---------------------------------------------------------------------------------*/

static bool walk_has(const int64_t *times, unsigned n, int64_t at)
{
    for (unsigned i = 0; i < n; i++)
        if (times[i] == at)
            return true;
    return false;
}

/* Boundary times at which anything could differ, none before the case's last step. */
static unsigned walk_times(const struct walk_node *n, int64_t out[32])
{
    const int64_t around[] = {n->now,
                              n->c.wake_ms,
                              n->c.due_ms,
                              n->c.owner_until_ms,
                              n->c.total_ms,
                              n->c.snooze_ms,
                              n->c.side_due_ms[0],
                              n->c.side_due_ms[1],
                              n->c.lapse_ms,
                              n->c.side_due_ms[ROUNDS_SIDE_RELAY]};
    unsigned count = 0;
    for (unsigned i = 0; i < WALK_N(around); i++)
        for (int d = -1; d <= 1; d++)
            if (around[i] + d >= n->now && !walk_has(out, count, around[i] + d))
                out[count++] = around[i] + d;
    return count;
}

static void walk_step(struct walk *w, const struct walk_node *from, const struct walk_try *t,
                      int64_t now)
{
    static struct rounds_outcome o;
    struct walk_node to = *from;
    rounds_step(w->budgets, &from->c, t->event, &t->args, now, &o);
    w->steps++;
    w->each(w, from, t, now, &o);
    if (!o.allowed)
        return;
    for (unsigned i = 0; i < o.alert_count; i++)
        to.said[o.alerts[i].kind][o.alerts[i].round] |= (uint8_t)(1u << o.alerts[i].level);
    to.answers = t->event == ROUNDS_EV_REOPEN ? 0 : to.answers + (t->event == ROUNDS_EV_ANSWER);
    to.c = o.next;
    to.now = now;
    walk_remember(w, &to);
}

static void walk_expand(struct walk *w, const struct walk_node *n)
{
    int64_t times[32];
    unsigned count = walk_times(n, times);
    for (unsigned i = 0; i < count; i++)
        for (unsigned t = 0; t < w->tries_n; t++)
            walk_step(w, n, &w->tries[t], times[i]);
}

/* Walks everything; nodes stay until walk_free. */
static void walk_all(struct walk *w)
{
    w->nodes = check_calloc(WALK_NODES, sizeof(*w->nodes));
    w->seen = check_calloc(WALK_SLOTS, sizeof(*w->seen));
    for (unsigned lane = 0; lane < ROUNDS_LANE_N; lane++) {
        struct walk_node n = {.now = WALK_T0};
        if (!(w->lanes & (1u << lane)))
            continue;
        rounds_open(w->budgets, (enum rounds_lane)lane, WALK_T0, &n.c);
        walk_remember(w, &n);
    }
    for (unsigned i = 0; i < w->count; i++)
        walk_expand(w, &w->nodes[i]);
}

static void walk_free(struct walk *w)
{
    free(w->nodes);
    free(w->seen);
}

#endif
