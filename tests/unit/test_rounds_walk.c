/* The round machine, walked through completely (tests/support/rounds_walk.h): every step against
 * the rules and against the tables that docs/ROUNDS.md prints. */
#include "tests/support/rounds_walk.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct rounds_budgets budgets;
static unsigned row_taken[64], note_given[32], reached;

static bool is_turn(uint8_t state, char turn)
{
    return rounds_state_turn[state] == turn;
}

static unsigned alerts_of(const struct rounds_outcome *o, enum rounds_alert_kind kind)
{
    unsigned n = 0;
    for (unsigned i = 0; i < o->alert_count; i++)
        n += o->alerts[i].kind == kind;
    return n;
}

static void check_refused(const struct rounds_case *c, const struct rounds_outcome *o)
{
    assert_non_null(o->refusal);
    assert_true(strlen(o->refusal) > 10);
    assert_int_equal(o->alert_count, 0);
    assert_memory_equal(&o->next, c, sizeof(*c));
    for (unsigned i = 0; i < rounds_notes_n; i++)
        note_given[i] += o->refusal == rounds_notes[i].text;
}

/* No alert twice in the life of a case, in this step or before. */
static void check_alerts(const struct walk_node *from, const struct rounds_outcome *o)
{
    struct walk_node n = *from;
    for (unsigned i = 0; i < o->alert_count; i++) {
        struct rounds_alert a = o->alerts[i];
        assert_true(a.kind < ROUNDS_ALERT_N && a.round < WALK_ROUNDS && a.level <= 3);
        assert_false(n.said[a.kind][a.round] & (1u << a.level));
        n.said[a.kind][a.round] |= (uint8_t)(1u << a.level);
    }
}

static void check_breaches(const struct rounds_case *c, int64_t now, const struct rounds_outcome *o)
{
    unsigned newly = o->next.breached & ~c->breached;
    if (!newly)
        return;
    if (newly & 32u) { /* a promise: told when it was overdue */
        assert_true(o->next.level == 3 || alerts_of(o, ROUNDS_ALERT_PROMISE) ||
                    alerts_of(o, ROUNDS_ALERT_MARKDOWN) || rounds_side_overdue(c));
        return;
    }
    assert_true(now >= c->due_ms); /* never early, always told */
    assert_true(alerts_of(o, ROUNDS_ALERT_BREACH) > 0);
}

static void check_closed(const struct rounds_case *c, enum rounds_event ev,
                         const struct rounds_outcome *o)
{
    const struct rounds_case *n = &o->next;
    if (n->state != ROUNDS_CL || c->state == ROUNDS_CL)
        return;
    assert_int_equal(alerts_of(o, ROUNDS_ALERT_CLOSED), 1);
    assert_false(rounds_side_holds(n)); /* nothing is owed any more */
    if (!(n->answered & 1))             /* never closed without an answer */
        assert_true((n->reason >= ROUNDS_CLOSE_WITHDRAWN && n->reason <= ROUNDS_CLOSE_REMOVED) ||
                    n->level == 3);
    if (n->reason == ROUNDS_CLOSE_SILENT)
        assert_true(n->sampled && (c->state == ROUNDS_PK || (ev == ROUNDS_EV_WAKE && c->nudged)));
    if (n->reason == ROUNDS_CLOSE_REFERRED)
        assert_true(n->relays >= 2);
}

/* Nobody has it at half time: told, or woken for it; never while somebody has it. */
static void check_vacant(const struct rounds_case *n, bool wakes, int64_t now,
                         const struct rounds_outcome *o)
{
    bool counts = is_turn(n->state, 'm') && n->state != ROUNDS_ES && n->state != ROUNDS_PK;
    int64_t half = n->round_start_ms + (n->due_ms - n->round_start_ms) / 2;
    uint8_t said = n->vacant | n->breached;
    if (counts && !n->owner[0] && !n->snooze_ms && !(said & rounds_turn_bit(n->state)))
        assert_true(n->wake_ms <= half);
    if (wakes && alerts_of(o, ROUNDS_ALERT_VACANT))
        assert_true(!n->owner[0] && now >= half);
}

/* The rules that hold for every step that is allowed. */
static void check_allowed(const struct rounds_case *c, enum rounds_event ev, int64_t now,
                          const struct rounds_outcome *o)
{
    const struct rounds_case *n = &o->next;
    assert_null(o->refusal);
    assert_true(rounds_valid(n));
    assert_int_equal(n->rev, c->rev + 1);
    assert_true(n->level >= c->level);
    assert_true(n->reached >= c->reached && n->reached <= 3);
    assert_true((n->state == ROUNDS_CL) == (n->wake_ms == 0)); /* open <=> one wake-up */
    assert_true(n->state == ROUNDS_CL || n->wake_ms <= n->due_ms || n->breached);
    if (n->state == c->state && is_turn(c->state, 'm') && c->state != ROUNDS_PK &&
        ev != ROUNDS_EV_RECALC)
        assert_int_equal(n->due_ms, c->due_ms); /* a breach moves no deadline */
    if (n->state != c->state && n->state != ROUNDS_CL && n->state != ROUNDS_PK)
        assert_false(n->warned || n->nudged || (n->snooze_ms && ev != ROUNDS_EV_SNOOZE));
    if (n->snooze_ms) /* it never takes the deadline away */
        assert_true(n->snooze_ms <= n->due_ms && n->wake_ms <= n->snooze_ms);
    if (ev == ROUNDS_EV_WAKE) {
        assert_true(now >= c->wake_ms);
        assert_true(o->alert_count <= 2);
    }
    check_breaches(c, now, o);
    check_vacant(n, ev == ROUNDS_EV_WAKE, now, o);
    assert_true(!n->lapse_ms || n->wake_ms <= n->lapse_ms);
    check_closed(c, ev, o);
}

/* What a punctual timer would have made of the case by now. */
static uint8_t state_by_now(const struct rounds_case *c, enum rounds_event ev, int64_t now)
{
    static struct rounds_outcome o;
    struct rounds_case k = *c;
    for (int i = 0; i < 40 && ev != ROUNDS_EV_WAKE && k.state != ROUNDS_CL && k.wake_ms <= now;
         i++) {
        if (is_turn(k.state, 'c') && k.wake_ms == k.due_ms)
            break; /* silence is for the timer alone */
        rounds_step(&budgets, &k, ROUNDS_EV_WAKE, NULL, k.wake_ms, &o);
        k = o.next;
    }
    return k.state;
}

/* The step does what the printed table says: the row's state, or the same, or pk before cl. */
static void check_row(const struct rounds_case *c, enum rounds_event ev, int64_t now,
                      const struct rounds_outcome *o)
{
    uint8_t state = state_by_now(c, ev, now), to = o->next.state;
    for (unsigned i = 0; i < rounds_rows_n; i++) {
        const struct rounds_row *r = &rounds_rows[i];
        if (r->event != ev || !(r->from & ROUNDS_BIT(state)))
            continue;
        row_taken[i] += o->allowed;
        assert_true(o->allowed || r->guard);
        if (!o->allowed || ev == ROUNDS_EV_WAKE || ev == ROUNDS_EV_REOPEN)
            return;
        if (r->to < ROUNDS_STATE_N)
            assert_true(to == r->to || (r->to == ROUNDS_CL && to == ROUNDS_PK));
        else if (!(to == state || (state == ROUNDS_PK && to == ROUNDS_CL)))
            fail_msg("%s by %s: %s, not %s", rounds_state_name[c->state], rounds_event_name[ev],
                     rounds_state_name[to], rounds_state_name[state]);
        else
            assert_true(to == state || (state == ROUNDS_PK && to == ROUNDS_CL));
        return;
    }
    assert_false(o->allowed); /* no row, no step */
}

static void each(struct walk *w, const struct walk_node *from, const struct walk_try *t,
                 int64_t now, const struct rounds_outcome *o)
{
    static struct rounds_outcome again;
    rounds_step(w->budgets, &from->c, t->event, &t->args, now, &again);
    assert_memory_equal(o, &again, sizeof(again));
    check_row(&from->c, t->event, now, o);
    if (!o->allowed) {
        check_refused(&from->c, o);
        return;
    }
    check_allowed(&from->c, t->event, now, o);
    check_alerts(from, o);
    assert_true(t->event != ROUNDS_EV_ANSWER || from->answers < 3); /* never a fourth round */
}

/* Woken whenever it asks for it, every case ends closed or with a manager who was told all. */
static void check_no_livelock(const struct walk_node *from)
{
    struct walk_node n = *from;
    struct rounds_outcome o;
    for (int i = 0; i < 60 && n.c.state != ROUNDS_CL; i++) {
        int64_t wake = n.c.wake_ms;
        rounds_step(&budgets, &n.c, ROUNDS_EV_WAKE, NULL, wake > n.now ? wake : n.now, &o);
        assert_true(o.allowed);
        check_alerts(&n, &o);
        for (unsigned k = 0; k < o.alert_count; k++)
            n.said[o.alerts[k].kind][o.alerts[k].round] |= (uint8_t)(1u << o.alerts[k].level);
        n.now = wake > n.now ? wake : n.now;
        if (i > 30)
            assert_true(o.next.state == ROUNDS_ES && o.alert_count == 0 && o.next.wake_ms > wake);
        n.c = o.next;
    }
    assert_true(n.c.state == ROUNDS_CL || (n.c.state == ROUNDS_ES && n.c.level == 3));
}

static void test_every_step(void **state)
{
    (void)state;
    for (unsigned i = 0; i < WALK_LISTS; i++) {
        struct walk w = {.budgets = &budgets,
                         .tries = walk_lists[i].tries,
                         .tries_n = walk_lists[i].n,
                         .lanes = i == 0 ? 5 : 1, /* a slow lane, and a fast one */
                         .lives = i == 0   ? 2
                                  : i == 1 ? 1
                                           : 0,
                         .each = each};
        walk_all(&w);
        for (unsigned k = 0; k < w.count; k++) {
            check_no_livelock(&w.nodes[k]);
            reached |= 1u << w.nodes[k].c.state;
        }
        print_message("%s: %u kinds of case, %zu steps\n", walk_lists[i].name, w.count, w.steps);
        walk_free(&w);
    }
}

/* After the walk: nothing of the tables is dead. */
static void test_everything_was_used(void **state)
{
    (void)state;
    assert_int_equal(reached, (1u << ROUNDS_STATE_N) - 1);
    for (unsigned i = 0; i < rounds_rows_n; i++)
        if (!row_taken[i] && rounds_rows[i].event != ROUNDS_EV_RECALC) /* needs other settings */
            fail_msg("row %u (%s) was never taken", i, rounds_event_name[rounds_rows[i].event]);
    for (unsigned i = 0; i < rounds_notes_n; i++)
        if (!note_given[i])
            fail_msg("note %u was never given: %s", i, rounds_notes[i].text);
}

static int set_up(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    rounds_budgets_init(&budgets, cfg);
    config_free(cfg);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_step),
        cmocka_unit_test(test_everything_was_used),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
