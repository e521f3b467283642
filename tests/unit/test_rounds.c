/* The round machine, walked through completely.
 *
 * A case has countless values but few that the machine can tell apart: state, level, bits, flags,
 * claim. From an opened case of a slow and of a fast lane every event with every argument at every
 * boundary time (just before, at and after the wake-up, the deadline, the end of the claim and of
 * the total) is tried in each of those, until nothing new turns up; every step is checked against
 * the rules. */
#include "sink/rounds.h"

#include "core/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define T0 INT64_C(1700000000000)
#define NODES_MAX 200000
#define ROUND_CODES 40 /* alert rounds: 1..5, +10 and +20 for lives */

struct node {
    struct rounds_case c;
    int64_t now;
    uint8_t said[8][ROUND_CODES]; /* bit level: this alert was given on the way here */
    unsigned answers;             /* since it was opened or reopened */
};

static struct rounds_budgets budgets;
static struct node *nodes;
static unsigned node_count;
static uint64_t *seen;
static size_t steps;

static const struct rounds_args variants[] = {
    {.who = ""},
    {.who = "ann", .understood = true},
    {.who = "ann", .proposal = true},
    {.who = "bob", .asks_end = true},
    {.who = "bob", .reason = ROUNDS_CLOSE_ACCEPTED},
    {.who = "bob", .reason = ROUNDS_CLOSE_BY_RULE, .rule = "R7"},
    {.who = "ann", .reason = ROUNDS_CLOSE_BY_RULE},
    {.who = "ann", .reason = ROUNDS_CLOSE_SOLVED},
    {.who = "ann", .reason = ROUNDS_CLOSE_SILENT},
    {.who = "ann", .reason = ROUNDS_CLOSE_WITHDRAWN},
};
#define VARIANTS (sizeof(variants) / sizeof(*variants))

static bool is_turn(uint8_t state, char turn)
{
    static const char turns[] = {'m', 'c', 'm', 'c', 'm', 'c', 'm', 'm', '-'};
    return turns[state] == turn;
}

/* What the machine can tell apart, as a number. */
static uint64_t abstract(const struct node *n)
{
    const struct rounds_case *c = &n->c;
    uint64_t k = c->state;
    k = k * 4 + c->level;
    k = k * 4 + c->reached;
    k = k * 8 + c->answered;
    k = k * 32 + c->breached;
    k = k * 4 + (c->reopened < 3 ? c->reopened : 3);
    k = k * 2 + c->warned;
    k = k * 2 + c->nudged;
    k = k * 2 + c->understood;
    k = k * 3 + (c->owner[0] == 'a' ? 1 : c->owner[0] == 'b' ? 2 : 0);
    k = k * 4 + c->lane;
    k = k * 3 + (c->wake_ms < n->now ? 0 : c->wake_ms == n->now ? 1 : 2);
    return k + 1;
}

static bool remember(const struct node *n)
{
    uint64_t k = abstract(n);
    size_t i = (size_t)(k * 0x9e3779b97f4a7c15u >> 44);
    while (seen[i] && seen[i] != k)
        i = (i + 1) & ((1u << 20) - 1);
    if (seen[i] || n->c.reopened > 2)
        return false;
    seen[i] = k;
    assert_true(node_count < NODES_MAX);
    nodes[node_count++] = *n;
    return true;
}

static void check_alerts(struct node *n, const struct rounds_outcome *o)
{
    for (unsigned i = 0; i < o->alert_count; i++) {
        struct rounds_alert a = o->alerts[i];
        assert_true(a.kind < 8 && a.round < ROUND_CODES && a.level <= 3);
        assert_false(n->said[a.kind][a.round] & (1u << a.level)); /* never the same twice */
        n->said[a.kind][a.round] |= (uint8_t)(1u << a.level);
    }
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
}

/* The rules that hold for every step that is allowed. */
static void check_allowed(const struct rounds_case *c, enum rounds_event ev, int64_t now,
                          const struct rounds_outcome *o)
{
    const struct rounds_case *n = &o->next;
    unsigned newly = n->breached & ~c->breached;
    assert_null(o->refusal);
    assert_true(rounds_valid(n));
    assert_int_equal(n->rev, c->rev + 1);
    assert_true(n->level >= c->level);
    assert_true(n->reached >= c->reached && n->reached <= 3);
    assert_true(n->state == ROUNDS_CL || n->wake_ms <= n->due_ms || n->breached);
    if (newly) { /* no breach early, and always told */
        assert_true(now >= c->due_ms);
        assert_true(alerts_of(o, ROUNDS_ALERT_BREACH) > 0);
    }
    if (n->state == c->state && is_turn(c->state, 'm') && ev != ROUNDS_EV_REOPEN)
        assert_int_equal(n->due_ms, c->due_ms);        /* a breach moves no deadline */
    if (n->state != c->state && n->state != ROUNDS_CL) /* each turn has its warning and nudge */
        assert_false(n->warned || n->nudged);
    if (n->state == ROUNDS_CL && ev != ROUNDS_EV_WAKE)
        assert_int_equal(alerts_of(o, ROUNDS_ALERT_CLOSED), 1);
    if (n->state == ROUNDS_CL && !(n->answered & 1)) /* never closed without an answer */
        assert_true(n->reason >= ROUNDS_CLOSE_WITHDRAWN || ev == ROUNDS_EV_DECIDE);
    if (n->state == ROUNDS_CL && n->reason == ROUNDS_CLOSE_SILENT)
        assert_true(ev == ROUNDS_EV_WAKE && c->nudged);
    if (ev == ROUNDS_EV_WAKE) {
        assert_true(now >= c->wake_ms);
        assert_true(o->alert_count <= 2);
    }
}

static void step(const struct node *from, enum rounds_event ev, const struct rounds_args *args,
                 int64_t now)
{
    static struct rounds_outcome o, again;
    struct node to = *from;
    rounds_step(&budgets, &from->c, ev, args, now, &o);
    rounds_step(&budgets, &from->c, ev, args, now, &again);
    assert_memory_equal(&o, &again, sizeof(o));
    steps++;
    if (!o.allowed) {
        check_refused(&from->c, &o);
        return;
    }
    check_allowed(&from->c, ev, now, &o);
    check_alerts(&to, &o);
    to.answers = ev == ROUNDS_EV_REOPEN ? 0 : to.answers + (ev == ROUNDS_EV_ANSWER);
    assert_true(to.answers <= 3); /* never a fourth round */
    to.c = o.next;
    to.now = now;
    remember(&to);
}

/* Boundary times at which anything could differ, none before the case's last step. */
static unsigned times_of(const struct node *n, int64_t out[16])
{
    const int64_t around[] = {n->now, n->c.wake_ms, n->c.due_ms, n->c.owner_until_ms,
                              n->c.total_ms};
    unsigned count = 0;
    for (unsigned i = 0; i < 5; i++)
        for (int d = -1; d <= 1; d++)
            if (around[i] + d >= n->now)
                out[count++] = around[i] + d;
    return count;
}

static void expand(const struct node *from)
{
    struct node n = *from; /* nodes[] does not move, but keep it plain */
    int64_t times[16];
    unsigned count = times_of(&n, times);
    for (unsigned t = 0; t < count; t++)
        for (unsigned ev = 0; ev < ROUNDS_EVENT_N; ev++)
            for (unsigned v = 0; v < VARIANTS; v++)
                step(&n, (enum rounds_event)ev, &variants[v], times[t]);
}

/* Woken whenever it asks for it, every case ends closed or with a manager who was told all. */
static void check_no_livelock(const struct node *from)
{
    struct node n = *from;
    struct rounds_outcome o;
    for (int i = 0; i < 40 && n.c.state != ROUNDS_CL; i++) {
        int64_t wake = n.c.wake_ms;
        rounds_step(&budgets, &n.c, ROUNDS_EV_WAKE, NULL, wake > n.now ? wake : n.now, &o);
        assert_true(o.allowed);
        check_alerts(&n, &o);
        n.now = wake > n.now ? wake : n.now;
        if (i > 12)
            assert_true(o.next.state == ROUNDS_ES && o.alert_count == 0 && o.next.wake_ms > wake);
        n.c = o.next;
    }
    assert_true(n.c.state == ROUNDS_CL || (n.c.state == ROUNDS_ES && n.c.level == 3));
}

static void test_everything_reachable(void **state)
{
    (void)state;
    nodes = check_calloc(NODES_MAX, sizeof(*nodes));
    seen = check_calloc(1u << 20, sizeof(*seen));
    for (unsigned lane = ROUNDS_MARKETPLACE; lane <= ROUNDS_CHAT; lane += 2) {
        struct node n = {.now = T0};
        rounds_open(&budgets, (enum rounds_lane)lane, T0, &n.c);
        remember(&n);
    }
    unsigned reached = 0;
    for (unsigned i = 0; i < node_count; i++) {
        expand(&nodes[i]);
        check_no_livelock(&nodes[i]);
        reached |= 1u << nodes[i].c.state;
    }
    assert_int_equal(reached, (1u << ROUNDS_STATE_N) - 1);
    print_message("%u kinds of case, %zu steps\n", node_count, steps);
    free(nodes);
    free(seen);
}

/* ---- a timer that was away changes nothing ---------------------------------------------------*/

static struct rounds_case wake_until(struct rounds_case c, int64_t now, unsigned *alerts)
{
    struct rounds_outcome o;
    while (c.state != ROUNDS_CL && c.wake_ms <= now) {
        rounds_step(&budgets, &c, ROUNDS_EV_WAKE, NULL, c.wake_ms, &o);
        assert_true(o.allowed);
        *alerts += o.alert_count;
        c = o.next;
    }
    return c;
}

static void test_late_answer_equals_punctual_timer(void **state)
{
    (void)state;
    const struct rounds_args args = {.who = "ann", .understood = true};
    for (unsigned lane = 0; lane < ROUNDS_LANE_N; lane++)
        for (int percent = 0; percent < 199; percent++) {
            struct rounds_case c, woken;
            struct rounds_outcome late, punctual;
            unsigned alerts = 0;
            rounds_open(&budgets, (enum rounds_lane)lane, T0, &c);
            int64_t now = T0 + budgets.lane[lane].round_ms[0] * percent / 100;
            woken = wake_until(c, now, &alerts);
            rounds_step(&budgets, &c, ROUNDS_EV_ANSWER, &args, now, &late);
            rounds_step(&budgets, &woken, ROUNDS_EV_ANSWER, &args, now, &punctual);
            assert_int_equal(late.allowed, punctual.allowed);
            assert_int_equal(late.alert_count, alerts + punctual.alert_count);
            late.next.rev = punctual.next.rev;
            assert_memory_equal(&late.next, &punctual.next, sizeof(late.next));
        }
}

static void test_timer_away_for_days_catches_up(void **state)
{
    (void)state;
    struct rounds_case c;
    struct rounds_outcome o;
    unsigned kinds[8] = {0}, wakes = 0;
    int64_t now = T0 + 30 * 86400000LL;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    for (; c.wake_ms <= now; wakes++) {
        assert_true(wakes < 10);
        rounds_step(&budgets, &c, ROUNDS_EV_WAKE, NULL, now, &o);
        assert_true(o.allowed);
        for (unsigned i = 0; i < o.alert_count; i++)
            kinds[o.alerts[i].kind]++;
        c = o.next;
    }
    assert_int_equal(kinds[ROUNDS_ALERT_WARN], 1);
    assert_int_equal(kinds[ROUNDS_ALERT_BREACH], 3);
    assert_int_equal(kinds[ROUNDS_ALERT_ESCALATE], 1);
    assert_int_equal(c.state, ROUNDS_ES);
    assert_int_equal(c.due_ms, now + budgets.manager_ms); /* the manager gets the whole time */
}

static void test_shorter_budgets_do_not_stall(void **state)
{
    (void)state;
    struct rounds_budgets shorter = budgets;
    struct rounds_case c;
    struct rounds_outcome o;
    for (unsigned r = 0; r < 3; r++)
        shorter.lane[ROUNDS_MARKETPLACE].round_ms[r] = 1000;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    for (int wakes = 0; c.state != ROUNDS_ES; wakes++) {
        assert_true(wakes < 6);
        rounds_step(wakes < 2 ? &budgets : &shorter, &c, ROUNDS_EV_WAKE, NULL, c.wake_ms, &o);
        assert_true(o.allowed);
        c = o.next;
    }
}

/* ---- single rules ----------------------------------------------------------------------------*/

static struct rounds_outcome out;

static const struct rounds_case *go(struct rounds_case *c, enum rounds_event ev,
                                    struct rounds_args args, int64_t now)
{
    rounds_step(&budgets, c, ev, &args, now, &out);
    if (out.allowed)
        *c = out.next;
    return c;
}

#define UNDERSTOOD                                                                                 \
    (struct rounds_args)                                                                           \
    {                                                                                              \
        .who = "ann", .understood = true                                                           \
    }
#define PROPOSAL                                                                                   \
    (struct rounds_args)                                                                           \
    {                                                                                              \
        .who = "ann", .proposal = true                                                             \
    }
#define ASKS                                                                                       \
    (struct rounds_args)                                                                           \
    {                                                                                              \
        .who = "ann", .asks_end = true                                                             \
    }
#define PLAIN                                                                                      \
    (struct rounds_args)                                                                           \
    {                                                                                              \
        .who = "ann"                                                                               \
    }
#define HOUR INT64_C(3600000)

static void test_total_stands_still_on_the_customers_turn(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_CHAT, T0, &c);
    int64_t total = c.total_ms;
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 1000);
    assert_int_equal(c.state, ROUNDS_1C);
    assert_int_equal(c.total_ms, total);
    go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 1000 + 5 * HOUR);
    assert_int_equal(c.total_ms, total + 5 * HOUR);
    assert_int_equal(c.due_ms, T0 + 1000 + 5 * HOUR + budgets.lane[ROUNDS_CHAT].round_ms[1]);
}

static void test_due_is_capped_by_the_total(void **state)
{
    (void)state;
    struct rounds_budgets b = budgets;
    struct rounds_case c;
    b.lane[ROUNDS_CHAT].total_ms = 60000;
    rounds_open(&b, ROUNDS_CHAT, T0, &c);
    assert_int_equal(c.due_ms, T0 + 60000);
    static const enum rounds_alert_kind said[] = {ROUNDS_ALERT_WARN, ROUNDS_ALERT_BREACH,
                                                  ROUNDS_ALERT_ESCALATE};
    for (int i = 0; i < 3; i++) { /* all at the same instant, in this order */
        rounds_step(&b, &c, ROUNDS_EV_WAKE, NULL, T0 + 60000, &out);
        assert_int_equal(out.alert_count, 1);
        assert_int_equal(out.alerts[0].kind, said[i]);
        c = out.next;
    }
    assert_int_equal(c.state, ROUNDS_ES);
}

static void test_claims(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_CLAIM, PLAIN, T0);
    assert_string_equal(c.owner, "ann");
    assert_int_equal(c.wake_ms, T0 + budgets.claim_ms); /* before the warning */
    go(&c, ROUNDS_EV_CLAIM, (struct rounds_args){.who = "bob"}, T0 + budgets.claim_ms - 1);
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_UNCLAIM, (struct rounds_args){.who = "bob"}, T0);
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_CLAIM, (struct rounds_args){.who = "bob"}, T0 + budgets.claim_ms);
    assert_true(out.allowed); /* expired, though no timer has looked */
    assert_string_equal(c.owner, "bob");
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_string_equal(c.owner, "");
    assert_int_equal(c.wake_ms, T0 + budgets.lane[ROUNDS_MARKETPLACE].warn_ms);
    char name[80];
    memset(name, 'x', sizeof(name));
    name[79] = '\0';
    go(&c, ROUNDS_EV_CLAIM, (struct rounds_args){.who = name}, c.wake_ms - 1);
    assert_false(out.allowed);
}

static void test_an_owners_action_extends_the_claim(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_CLAIM, PLAIN, T0);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 1000);
    assert_int_equal(c.owner_until_ms, T0 + 1000 + budgets.claim_ms);
    go(&c, ROUNDS_EV_REPLY, (struct rounds_args){.who = ""}, T0 + 2000);
    assert_int_equal(c.owner_until_ms, T0 + 1000 + budgets.claim_ms);
}

static void test_reopening(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_SOCIAL, T0, &c);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 1);
    go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 2);
    go(&c, ROUNDS_EV_ANSWER, PROPOSAL, T0 + 3);
    go(&c, ROUNDS_EV_ACCEPT, PLAIN, T0 + 4);
    assert_int_equal(c.state, ROUNDS_CL);
    assert_int_equal(c.reason, ROUNDS_CLOSE_AGREED);
    go(&c, ROUNDS_EV_REOPEN, PLAIN, T0 + 5);
    assert_int_equal(c.state, ROUNDS_2M); /* the round reached, to be answered anew */
    assert_int_equal(c.answered, 1);
    go(&c, ROUNDS_EV_ACCEPT, PLAIN, T0 + 6);
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_CLOSE, (struct rounds_args){.reason = ROUNDS_CLOSE_SOLVED}, T0 + 7);
    go(&c, ROUNDS_EV_REOPEN, PLAIN, T0 + 8);
    assert_int_equal(c.state, ROUNDS_ES);
    assert_int_equal(out.alert_count, 2);
}

static void test_a_reopened_round_starts_afresh(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_CHAT, T0, &c);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(c.breached, 1);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, c.due_ms + 1);
    go(&c, ROUNDS_EV_CLOSE, (struct rounds_args){.reason = ROUNDS_CLOSE_SOLVED}, T0 + HOUR);
    assert_int_equal(c.state, ROUNDS_CL);
    go(&c, ROUNDS_EV_REOPEN, PLAIN, T0 + 2 * HOUR);
    assert_int_equal(c.state, ROUNDS_1M);
    go(&c, ROUNDS_EV_ANSWER, PLAIN, T0 + 2 * HOUR); /* another text: understood anew */
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_CLOSE, (struct rounds_args){.reason = ROUNDS_CLOSE_SOLVED}, T0 + 2 * HOUR);
    assert_false(out.allowed); /* and answered anew */
    assert_int_equal(c.total_ms, T0 + 2 * HOUR + budgets.lane[ROUNDS_CHAT].total_ms);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(c.wake_ms, c.due_ms);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(c.breached, 1); /* its deadline can be missed again, one level up */
    assert_int_equal(c.level, 2);
    assert_int_equal(out.alerts[0].round, 11);
}

static void test_a_claim_ends_on_the_customers_turn_too(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0);
    go(&c, ROUNDS_EV_CLAIM, PLAIN, T0);
    go(&c, ROUNDS_EV_CLAIM, (struct rounds_args){.who = "bob"}, c.owner_until_ms - 1);
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_CLAIM, (struct rounds_args){.who = "bob"}, c.owner_until_ms);
    assert_true(out.allowed);
}

static void test_a_decided_case_reopens_for_a_decision(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 1);
    go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 2);
    go(&c, ROUNDS_EV_ANSWER, PROPOSAL, T0 + 3);
    go(&c, ROUNDS_EV_REFUSE, PLAIN, T0 + 4);
    go(&c, ROUNDS_EV_ANSWER, ASKS, T0 + 5);
    go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 6);
    assert_int_equal(c.state, ROUNDS_FM);
    go(&c, ROUNDS_EV_ANSWER, ASKS, T0 + 7);
    assert_false(out.allowed);
    assert_non_null(strstr(out.refusal, "no fourth round"));
    go(&c, ROUNDS_EV_DECIDE, (struct rounds_args){.reason = ROUNDS_CLOSE_PUBLIC}, T0 + 8);
    assert_int_equal(c.state, ROUNDS_CL);
    go(&c, ROUNDS_EV_REOPEN, PLAIN, T0 + 9);
    assert_int_equal(c.state, ROUNDS_FM);
}

static void test_silence(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0);
    assert_int_equal(c.wake_ms, T0 + budgets.silence_ms);
    int64_t late = c.wake_ms + HOUR;
    go(&c, ROUNDS_EV_WAKE, PLAIN, late);
    assert_int_equal(out.alerts[0].kind, ROUNDS_ALERT_NUDGE);
    assert_int_equal(c.wake_ms, late + budgets.silence_ms); /* from the nudge, not from before */
    struct rounds_case replied = c;
    go(&replied, ROUNDS_EV_REPLY, PLAIN, c.wake_ms + 5); /* a reply wins over a late timer */
    assert_int_equal(replied.state, ROUNDS_2M);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(c.state, ROUNDS_CL);
    assert_int_equal(c.reason, ROUNDS_CLOSE_SILENT);
}

static void test_lanes(void **state)
{
    (void)state;
    static const struct {
        int channel, kind, cause;
        int64_t followers;
        enum rounds_lane lane;
    } table[] = {
        {CHANNEL_MARKETPLACE, KIND_REVIEW, CAUSE_LATE, EVENT_ABSENT, ROUNDS_MARKETPLACE},
        {CHANNEL_MARKETPLACE, KIND_REVIEW, CAUSE_LATE, 99999, ROUNDS_MARKETPLACE},
        {CHANNEL_MARKETPLACE, KIND_REVIEW, CAUSE_LATE, 100000, ROUNDS_SOCIAL},
        {CHANNEL_SOCIAL, KIND_POST, CAUSE_LATE, EVENT_ABSENT, ROUNDS_SOCIAL},
        {CHANNEL_GROUP, KIND_REVIEW, CAUSE_LATE, EVENT_ABSENT, ROUNDS_CHAT},
        {CHANNEL_CHAT, KIND_REVIEW, CAUSE_LATE, EVENT_ABSENT, ROUNDS_CHAT},
        {CHANNEL_MARKETPLACE, KIND_LIVE_CHAT, CAUSE_LATE, EVENT_ABSENT, ROUNDS_CHAT},
        {CHANNEL_MARKETPLACE, KIND_GROUP_MESSAGE, CAUSE_LATE, EVENT_ABSENT, ROUNDS_CHAT},
        {CHANNEL_GROUP, KIND_GROUP_MESSAGE, CAUSE_LATE, 200000, ROUNDS_SOCIAL},
        {CHANNEL_SOCIAL, KIND_POST, CAUSE_SAFETY, 200000, ROUNDS_SAFETY},
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct event ev = {0};
        event_fields_init(&ev.fields);
        ev.fields.channel = (uint8_t)table[i].channel;
        ev.fields.kind = (uint8_t)table[i].kind;
        ev.fields.author_followers = table[i].followers;
        ev.finding.cause_count = 2;
        ev.finding.cause[0] = CAUSE_PRICE;
        ev.finding.cause[1] = (uint8_t)table[i].cause;
        assert_int_equal(rounds_lane_of(&budgets, &ev), table[i].lane);
    }
}

static void test_dispatch_key(void **state)
{
    (void)state;
    assert_int_equal(rounds_dispatch_key(T0, 0), T0);
    assert_int_equal(T0 - rounds_dispatch_key(T0, 1000), 4 * HOUR); /* at most four hours */
}

/* ---- the table as people read it -------------------------------------------------------------*/

static const char *const alert_names[] = {"open",  "warn",  "breach", "escalate",
                                          "nudge", "reply", "closed", "herd"};

/* Brings a case to `state` along the main line. */
static void bring(struct rounds_case *c, unsigned state)
{
    const struct rounds_args args[] = {UNDERSTOOD, PLAIN, PROPOSAL, PLAIN, ASKS, PLAIN};
    static const enum rounds_event evs[] = {ROUNDS_EV_ANSWER, ROUNDS_EV_REPLY,  ROUNDS_EV_ANSWER,
                                            ROUNDS_EV_REFUSE, ROUNDS_EV_ANSWER, ROUNDS_EV_REPLY};
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, c);
    for (unsigned i = 0; i < state && i < ROUNDS_FM; i++)
        go(c, evs[i], args[i], T0 + i);
    while (state == ROUNDS_ES && c->state != ROUNDS_ES)
        go(c, ROUNDS_EV_WAKE, PLAIN, c->wake_ms);
    if (state == ROUNDS_CL)
        go(c, ROUNDS_EV_DECIDE, (struct rounds_args){.reason = ROUNDS_CLOSE_ACCEPTED}, T0 + 9);
    assert_int_equal(c->state, state);
}

static void print_cell(FILE *f, const struct rounds_case *c, enum rounds_event ev, const char *with,
                       const struct rounds_args *args, int64_t now)
{
    rounds_step(&budgets, c, ev, args, now, &out);
    fprintf(f, "%-3s %-8s %-22s ", rounds_state_name[c->state], rounds_event_name[ev], with);
    if (!out.allowed) {
        fprintf(f, "refused: %s\n", out.refusal);
        return;
    }
    const struct rounds_case *n = &out.next;
    fprintf(f, "-> %s%s%s", rounds_state_name[n->state], n->state == ROUNDS_CL ? ":" : "",
            n->state == ROUNDS_CL ? rounds_reason_name[n->reason] : "");
    if (n->state != ROUNDS_CL)
        fprintf(f, " due %+llds wake %+llds level %d", (long long)(n->due_ms - now) / 1000,
                (long long)(n->wake_ms - now) / 1000, n->level);
    for (unsigned i = 0; i < out.alert_count; i++)
        fprintf(f, "%s%s/%d/%d", i ? " " : " alerts ", alert_names[out.alerts[i].kind],
                out.alerts[i].round, out.alerts[i].level);
    fputc('\n', f);
}

static void print_table(FILE *f)
{
    static const struct {
        enum rounds_event ev;
        const char *with;
        struct rounds_args args;
    } lines[] = {
        {ROUNDS_EV_OPEN, "", {.who = "ann"}},
        {ROUNDS_EV_ANSWER, "nothing", {.who = "ann"}},
        {ROUNDS_EV_ANSWER, "cause and demand", {.who = "ann", .understood = true}},
        {ROUNDS_EV_ANSWER, "proposal", {.who = "ann", .proposal = true}},
        {ROUNDS_EV_ANSWER, "asks what would end it", {.who = "ann", .asks_end = true}},
        {ROUNDS_EV_REPLY, "", {.who = ""}},
        {ROUNDS_EV_ACCEPT, "", {.who = ""}},
        {ROUNDS_EV_REFUSE, "", {.who = ""}},
        {ROUNDS_EV_DECIDE, "accepted", {.who = "ann", .reason = ROUNDS_CLOSE_ACCEPTED}},
        {ROUNDS_EV_DECIDE, "by rule, no rule", {.who = "ann", .reason = ROUNDS_CLOSE_BY_RULE}},
        {ROUNDS_EV_DECIDE, "solved", {.who = "ann", .reason = ROUNDS_CLOSE_SOLVED}},
        {ROUNDS_EV_CLAIM, "", {.who = "ann"}},
        {ROUNDS_EV_UNCLAIM, "", {.who = "ann"}},
        {ROUNDS_EV_CLOSE, "solved", {.who = "ann", .reason = ROUNDS_CLOSE_SOLVED}},
        {ROUNDS_EV_CLOSE, "withdrawn", {.who = "ann", .reason = ROUNDS_CLOSE_WITHDRAWN}},
        {ROUNDS_EV_CLOSE, "agreed", {.who = "ann", .reason = ROUNDS_CLOSE_AGREED}},
        {ROUNDS_EV_CLOSE, "silent", {.who = "ann", .reason = ROUNDS_CLOSE_SILENT}},
        {ROUNDS_EV_CLOSE, "by rule", {.who = "ann", .reason = ROUNDS_CLOSE_BY_RULE}},
        {ROUNDS_EV_REOPEN, "", {.who = ""}},
    };
    for (unsigned s = 0; s < ROUNDS_STATE_N; s++) {
        struct rounds_case c;
        bring(&c, s);
        for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
            print_cell(f, &c, lines[i].ev, lines[i].with, &lines[i].args,
                       s == ROUNDS_ES ? c.wake_ms - 1000 : T0 + 10);
        if (s == ROUNDS_CL)
            print_cell(f, &c, ROUNDS_EV_WAKE, "", NULL, T0 + 10);
        for (int i = 0; i < 6 && c.state != ROUNDS_CL; i++) {
            print_cell(f, &c, ROUNDS_EV_WAKE, "when it comes", NULL, c.wake_ms);
            c = out.next;
        }
        fputc('\n', f);
    }
}

/* REDRESS_GOLDEN=1 writes the file anew; read the diff before you commit it. */
static void test_golden_table(void **state)
{
    (void)state;
    const char *path = REDRESS_SOURCE_DIR "/tests/unit/rounds.golden";
    char *text = NULL, *golden = check_calloc(1, 65536);
    size_t len = 0;
    FILE *f = open_memstream(&text, &len);
    print_table(f);
    fclose(f);
    if (getenv("REDRESS_GOLDEN")) {
        f = fopen(path, "w");
        assert_non_null(f);
        fwrite(text, 1, len, f);
        fclose(f);
    }
    f = fopen(path, "r");
    assert_non_null(f);
    size_t n = fread(golden, 1, 65535, f);
    fclose(f);
    assert_int_equal(n, len);
    assert_string_equal(golden, text);
    free(golden);
    free(text);
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
        cmocka_unit_test(test_everything_reachable),
        cmocka_unit_test(test_late_answer_equals_punctual_timer),
        cmocka_unit_test(test_timer_away_for_days_catches_up),
        cmocka_unit_test(test_shorter_budgets_do_not_stall),
        cmocka_unit_test(test_total_stands_still_on_the_customers_turn),
        cmocka_unit_test(test_due_is_capped_by_the_total),
        cmocka_unit_test(test_claims),
        cmocka_unit_test(test_an_owners_action_extends_the_claim),
        cmocka_unit_test(test_reopening),
        cmocka_unit_test(test_a_reopened_round_starts_afresh),
        cmocka_unit_test(test_a_claim_ends_on_the_customers_turn_too),
        cmocka_unit_test(test_a_decided_case_reopens_for_a_decision),
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_lanes),
        cmocka_unit_test(test_dispatch_key),
        cmocka_unit_test(test_golden_table),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
