/* Single rules of the round machine, and its whole table in figures; test_rounds_walk.c walks all
 * of it. */
#include "sink/rounds.h"

#include "core/check.h"
#include "core/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define T0 INT64_C(1700000000000)

static struct rounds_budgets budgets;

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
    unsigned kinds[ROUNDS_ALERT_N] = {0}, wakes = 0;
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
    static const enum rounds_alert_kind said[] = {ROUNDS_ALERT_VACANT, ROUNDS_ALERT_WARN,
                                                  ROUNDS_ALERT_BREACH, ROUNDS_ALERT_ESCALATE};
    for (int i = 0; i < 4; i++) { /* all at the same instant, in this order */
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
    assert_int_equal(c.wake_ms, T0 + budgets.lane[ROUNDS_MARKETPLACE].round_ms[0] / 2);
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
    for (int i = 0; i < 3; i++) /* nobody has it, the warning, the deadline */
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

/* A kind of its own before the channel; safety and a large audience before both. */
static void test_lanes_by_kind(void **state)
{
    (void)state;
    static const struct {
        const char *kinds;
        int channel, kind, cause;
        int64_t followers;
        enum rounds_lane lane;
    } table[] = {
        {"comment:social, return_reason:chat", CHANNEL_MARKETPLACE, KIND_COMMENT, CAUSE_LATE, 9,
         ROUNDS_SOCIAL},
        {"comment:social, return_reason:chat", CHANNEL_MARKETPLACE, KIND_RETURN_REASON, CAUSE_LATE,
         EVENT_ABSENT, ROUNDS_CHAT},
        {"comment:social", CHANNEL_MARKETPLACE, KIND_REVIEW, CAUSE_LATE, 9, ROUNDS_MARKETPLACE},
        {"post:marketplace", CHANNEL_SOCIAL, KIND_POST, CAUSE_LATE, 9, ROUNDS_MARKETPLACE},
        {"post:marketplace", CHANNEL_SOCIAL, KIND_POST, CAUSE_LATE, 200000, ROUNDS_SOCIAL},
        {"post:marketplace", CHANNEL_SOCIAL, KIND_POST, CAUSE_SAFETY, 9, ROUNDS_SAFETY},
    };
    static const char *const wrong[] = {"comment", "comment:", "nothing:social", "post:quick",
                                        "customer_message:chat"};
    struct rounds_budgets b = budgets;
    struct err e = {""};
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct event ev = {.finding = {.cause_count = 1, .cause = {(uint8_t)table[i].cause}}};
        event_fields_init(&ev.fields);
        ev.fields.channel = (uint8_t)table[i].channel;
        ev.fields.kind = (uint8_t)table[i].kind;
        ev.fields.author_followers = table[i].followers;
        assert_int_equal(rounds_kinds(table[i].kinds, b.kind_lane, &e), 0);
        assert_int_equal(rounds_lane_of(&b, &ev), table[i].lane);
    }
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        assert_int_equal(rounds_kinds(wrong[i], b.kind_lane, &e), -1);
        assert_non_null(strstr(e.msg, wrong[i]));
    }
}

/* What was accepted before many is looked at afterwards. */
static void test_a_close_before_many_is_looked_at(void **state)
{
    (void)state;
    struct rounds_case c;
    for (int many = 0; many < 2; many++) {
        rounds_open(&budgets, ROUNDS_SOCIAL, T0, &c);
        const struct rounds_args args = {
            .who = "ann", .reason = ROUNDS_CLOSE_WITHDRAWN, .many_see = many};
        go(&c, ROUNDS_EV_CLOSE, args, T0 + 1);
        assert_true(c.state == ROUNDS_CL && c.sampled == many);
    }
}

/* Brings a case to `state` along the main line. */
static void bring(struct rounds_case *c, unsigned state)
{
    const struct rounds_args args[] = {UNDERSTOOD, PLAIN, PROPOSAL, PLAIN, ASKS, PLAIN};
    static const enum rounds_event evs[] = {ROUNDS_EV_ANSWER, ROUNDS_EV_REPLY,  ROUNDS_EV_ANSWER,
                                            ROUNDS_EV_REFUSE, ROUNDS_EV_ANSWER, ROUNDS_EV_REPLY};
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, c);
    unsigned turns = state == ROUNDS_PK ? ROUNDS_2C : state;
    for (unsigned i = 0; i < turns && i < ROUNDS_FM; i++)
        go(c, evs[i], args[i], T0 + i);
    if (state == ROUNDS_PK) {
        go(c, ROUNDS_EV_PROMISE, (struct rounds_args){.for_ms = HOUR}, T0 + 8);
        go(c, ROUNDS_EV_ACCEPT, PLAIN, T0 + 9);
    }
    while (state == ROUNDS_ES && c->state != ROUNDS_ES)
        go(c, ROUNDS_EV_WAKE, PLAIN, c->wake_ms);
    if (state == ROUNDS_CL)
        go(c, ROUNDS_EV_DECIDE, (struct rounds_args){.reason = ROUNDS_CLOSE_ACCEPTED}, T0 + 9);
    assert_int_equal(c->state, state);
}

/* ---- beside the case -------------------------------------------------------------------------*/

#define FOR(ms)                                                                                    \
    (struct rounds_args)                                                                           \
    {                                                                                              \
        .who = "ann", .for_ms = (ms)                                                               \
    }

static void test_a_promise_is_a_debt(void **state)
{
    (void)state;
    struct rounds_case c;
    bring(&c, ROUNDS_2C);
    go(&c, ROUNDS_EV_PROMISE, FOR(HOUR), T0 + 10);
    assert_int_equal(c.wake_ms, T0 + 10 + HOUR); /* one wake-up, the earliest of all */
    go(&c, ROUNDS_EV_ACCEPT, PLAIN, T0 + 20);
    assert_int_equal(c.state, ROUNDS_PK);
    assert_int_equal(out.alert_count, 0); /* it is not closed yet */
    go(&c, ROUNDS_EV_CLOSE, (struct rounds_args){.reason = ROUNDS_CLOSE_SOLVED}, T0 + 30);
    assert_non_null(strstr(out.refusal, "promise ID --kept"));
    struct rounds_case broken = c;
    go(&c, ROUNDS_EV_KEPT, PLAIN, T0 + 40);
    assert_int_equal(c.state, ROUNDS_CL);
    assert_int_equal(c.reason, ROUNDS_CLOSE_AGREED);
    while (broken.state == ROUNDS_PK) /* warning, overdue, two levels, a manager */
        go(&broken, ROUNDS_EV_WAKE, PLAIN, broken.wake_ms);
    assert_int_equal(broken.state, ROUNDS_ES);
    go(&broken, ROUNDS_EV_DECIDE, (struct rounds_args){.reason = ROUNDS_CLOSE_PUBLIC},
       broken.round_start_ms + 1);
    assert_non_null(strstr(out.refusal, "what was promised comes first"));
    go(&broken, ROUNDS_EV_KEPT, PLAIN, broken.round_start_ms + 2);
    go(&broken, ROUNDS_EV_DECIDE, (struct rounds_args){.reason = ROUNDS_CLOSE_PUBLIC},
       broken.round_start_ms + 3);
    assert_int_equal(broken.state, ROUNDS_CL);
}

static void test_a_broken_promise_calls_the_next_level(void **state)
{
    (void)state;
    struct rounds_case c;
    bring(&c, ROUNDS_2C);
    go(&c, ROUNDS_EV_PROMISE, FOR(HOUR), T0 + 10);
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(out.alert_count, 1);
    assert_int_equal(out.alerts[0].kind, ROUNDS_ALERT_PROMISE);
    assert_int_equal(c.level, 1);
    assert_int_equal(c.state, ROUNDS_2C);
    go(&c, ROUNDS_EV_PROMISE, FOR(HOUR), c.wake_ms - 1);
    assert_non_null(strstr(out.refusal, "--kept"));
}

static void test_a_snooze_takes_half_at_most_and_always_warns(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c); /* warning after 3 h, deadline after 4 h */
    go(&c, ROUNDS_EV_SNOOZE, FOR(2 * HOUR + 1), T0);
    assert_false(out.allowed);
    go(&c, ROUNDS_EV_SNOOZE, FOR(0), T0 + 2 * HOUR + HOUR / 2);
    assert_int_equal(c.snooze_ms, T0 + 3 * HOUR + HOUR / 4);
    assert_int_equal(c.wake_ms, c.snooze_ms); /* the warning waits until then */
    go(&c, ROUNDS_EV_WAKE, PLAIN, c.wake_ms);
    assert_int_equal(out.alerts[0].kind, ROUNDS_ALERT_SNOOZE);
    assert_int_equal(c.wake_ms, c.due_ms); /* and is not given twice */
    go(&c, ROUNDS_EV_SNOOZE, FOR(0), c.due_ms - 1000);
    assert_non_null(strstr(out.refusal, "already"));
    bring(&c, ROUNDS_1C);
    go(&c, ROUNDS_EV_SNOOZE, FOR(0), T0 + 10);
    assert_false(out.allowed);
}

static void test_an_appeal_stops_no_clock(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    struct rounds_case before = c;
    go(&c, ROUNDS_EV_APPEAL, FOR(HOUR), T0 + 1);
    assert_non_null(strstr(out.refusal, "needs evidence"));
    go(&c, ROUNDS_EV_EVIDENCE, (struct rounds_args){.who = "ann", .slot = 2}, T0 + 2);
    assert_int_equal(c.evidence, 4);
    go(&c, ROUNDS_EV_APPEAL, FOR(HOUR), T0 + 3);
    assert_int_equal(c.due_ms, before.due_ms);
    assert_int_equal(c.total_ms, before.total_ms);
    assert_int_equal(c.wake_ms, T0 + 3 + HOUR);
    go(&c, ROUNDS_EV_LOST, PLAIN, T0 + 4);
    assert_int_equal(c.side_status[ROUNDS_SIDE_APPEAL], ROUNDS_SIDE_FAILED);
    assert_int_equal(c.wake_ms, before.wake_ms);
}

static void test_referred_after_two_relays(void **state)
{
    (void)state;
    const struct rounds_args referred = {.reason = ROUNDS_CLOSE_REFERRED};
    struct rounds_case c;
    bring(&c, ROUNDS_1C);
    go(&c, ROUNDS_EV_RELAY, PLAIN, T0 + 10);
    go(&c, ROUNDS_EV_CLOSE, referred, T0 + 11);
    assert_non_null(strstr(out.refusal, "two relays"));
    go(&c, ROUNDS_EV_RELAY, PLAIN, T0 + 12);
    go(&c, ROUNDS_EV_CLOSE, referred, T0 + 13);
    assert_int_equal(c.reason, ROUNDS_CLOSE_REFERRED);
}

static bool told(enum rounds_alert_kind kind)
{
    for (unsigned i = 0; i < out.alert_count; i++)
        if (out.alerts[i].kind == kind)
            return true;
    return false;
}

static const struct rounds_case *wake(struct rounds_case *c)
{
    return go(c, ROUNDS_EV_WAKE, PLAIN, c->wake_ms);
}

/* Half of the turn is over: the timer tells it once; whoever gives the case back later is told at
 * once, and somebody who has it is left alone. */
static void test_nobody_has_it_at_half_time(void **state)
{
    (void)state;
    int64_t half = T0 + budgets.lane[ROUNDS_MARKETPLACE].round_ms[0] / 2;
    struct rounds_case c, given, kept;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    assert_int_equal(c.wake_ms, half);
    given = kept = c;
    wake(&c);
    assert_true(told(ROUNDS_ALERT_VACANT) && out.alert_count == 1);
    go(&c, ROUNDS_EV_CLAIM, PLAIN, half + 1);
    go(&c, ROUNDS_EV_UNCLAIM, PLAIN, half + 2);
    assert_false(told(ROUNDS_ALERT_VACANT)); /* once is all */
    go(&given, ROUNDS_EV_CLAIM, PLAIN, half - 2);
    go(&given, ROUNDS_EV_UNCLAIM, PLAIN, half - 1);
    assert_false(told(ROUNDS_ALERT_VACANT));
    assert_int_equal(given.wake_ms, half);
    go(&given, ROUNDS_EV_CLAIM, PLAIN, half - 1);
    go(&given, ROUNDS_EV_UNCLAIM, PLAIN, half + 5);
    assert_true(told(ROUNDS_ALERT_VACANT));
    go(&kept, ROUNDS_EV_CLAIM, PLAIN, half - 1);
    wake(&kept); /* the claim ends half an hour past the half */
    assert_true(told(ROUNDS_ALERT_VACANT) && kept.owner[0] == '\0');
    struct rounds_budgets never = budgets;
    never.vacant_percent = 0;
    rounds_open(&never, ROUNDS_MARKETPLACE, T0, &c);
    assert_int_equal(c.wake_ms, T0 + budgets.lane[ROUNDS_MARKETPLACE].warn_ms);
}

/* Money back, within what may be given unasked: half the time, in every lane and at every look. */
static void test_what_is_only_to_be_paid_is_paid_soon(void **state)
{
    (void)state;
    struct rounds_args args = {.who = "ann", .understood = true, .payable = true};
    for (unsigned lane = 0; lane < ROUNDS_LANE_N; lane++) {
        struct rounds_case c;
        int64_t half = budgets.lane[lane].round_ms[1] / 2;
        rounds_open(&budgets, (enum rounds_lane)lane, T0, &c);
        go(&c, ROUNDS_EV_ANSWER, args, T0 + 1);
        assert_true(c.payable);
        go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 2);
        assert_int_equal(c.state, ROUNDS_2M);
        assert_int_equal(c.due_ms, T0 + 2 + half);
        for (int moments = 0; moments < 4; moments++) /* warned, nobody's, breached */
            go(&c, ROUNDS_EV_WAKE, PLAIN, T0 + 2 + half);
        assert_true(c.breached & 2);
        go(&c, ROUNDS_EV_ANSWER, PROPOSAL, T0 + 2 + half + 1);
        go(&c, ROUNDS_EV_REFUSE, PLAIN, T0 + 2 + half + 2);
        int64_t whole = T0 + 2 + half + 2 + budgets.lane[lane].round_ms[2];
        assert_int_equal(c.due_ms, whole < c.total_ms ? whole : c.total_ms);
    }
    struct rounds_case c; /* understood otherwise after it was reopened */
    rounds_open(&budgets, ROUNDS_CHAT, T0, &c);
    go(&c, ROUNDS_EV_ANSWER, args, T0 + 1);
    go(&c, ROUNDS_EV_RECALC, PLAIN, T0 + 2);
    assert_true(c.payable);
    go(&c, ROUNDS_EV_CLOSE, ((struct rounds_args){.who = "ann", .reason = ROUNDS_CLOSE_SOLVED}),
       T0 + 3);
    assert_int_equal(c.state, ROUNDS_CL);
    go(&c, ROUNDS_EV_REOPEN, PLAIN, T0 + 4);
    assert_false(c.understood);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 5);
    assert_false(c.payable);
}

static void test_a_kind_customer_is_answered_in_half_an_hour(void **state)
{
    (void)state;
    const struct rounds_args calm = {.who = "", .calm = true};
    struct rounds_case c, answered;
    rounds_open(&budgets, ROUNDS_MARKETPLACE, T0, &c);
    go(&c, ROUNDS_EV_CLAIM, PLAIN, T0 + 1);
    go(&c, ROUNDS_EV_ANSWER, UNDERSTOOD, T0 + 2);
    go(&c, ROUNDS_EV_REPLY, calm, T0 + 3);
    assert_true(told(ROUNDS_ALERT_TURNING) && !told(ROUNDS_ALERT_REPLY));
    assert_int_equal(c.lapse_ms, T0 + 3 + budgets.turning_ms);
    answered = c;
    go(&answered, ROUNDS_EV_ANSWER, PROPOSAL, T0 + 4);
    assert_int_equal(answered.lapse_ms, 0);
    while (c.wake_ms < T0 + 3 + budgets.turning_ms)
        assert_false(told(ROUNDS_ALERT_LAPSE) || !wake(&c));
    assert_int_equal(c.wake_ms, T0 + 3 + budgets.turning_ms);
    wake(&c);
    assert_true(told(ROUNDS_ALERT_LAPSE));
    assert_int_equal(c.lapse_ms, 0);
    go(&c, ROUNDS_EV_REPLY, calm, c.wake_ms - 1);
    assert_true(c.lapse_ms > 0 && told(ROUNDS_ALERT_TURNING)); /* round 2's own */
}

static void test_a_relay_has_a_deadline_of_its_own(void **state)
{
    (void)state;
    struct rounds_case c;
    bring(&c, ROUNDS_1C);
    int64_t due = c.due_ms;
    go(&c, ROUNDS_EV_BACK, PLAIN, T0 + 9);
    assert_non_null(strstr(out.refusal, "nobody is to answer"));
    go(&c, ROUNDS_EV_RELAY, FOR(HOUR), T0 + 10);
    assert_int_equal(c.wake_ms, T0 + 10 + HOUR);
    assert_int_equal(c.due_ms, due);                 /* it stops no clock */
    go(&c, ROUNDS_EV_RELAY, FOR(2 * HOUR), T0 + 20); /* passed on again: another has it now */
    assert_int_equal(c.side_due_ms[ROUNDS_SIDE_RELAY], T0 + 20 + 2 * HOUR);
    assert_int_equal(c.relays, 2);
    wake(&c);
    assert_true(told(ROUNDS_ALERT_FORWARD));
    assert_int_equal(c.side_status[ROUNDS_SIDE_RELAY], ROUNDS_SIDE_OVERDUE);
    int64_t now = T0 + 3 * HOUR;
    go(&c, ROUNDS_EV_RELAY, FOR(HOUR), now);
    assert_non_null(strstr(out.refusal, "without a time"));
    go(&c, ROUNDS_EV_REPLY, PLAIN, now + 1); /* the customer asks again */
    assert_int_equal(c.reasked, 1);
    go(&c, ROUNDS_EV_BACK, PLAIN, now + 2);
    assert_int_equal(c.side_status[ROUNDS_SIDE_RELAY], ROUNDS_SIDE_DONE);
    go(&c, ROUNDS_EV_REPLY, PLAIN, now + 3);
    assert_int_equal(c.reasked, 1);
}

static void test_one_public_answer_before_the_private_talk(void **state)
{
    (void)state;
    struct rounds_case c;
    rounds_open(&budgets, ROUNDS_CHAT, T0, &c);
    go(&c, ROUNDS_EV_ANSWER,
       (struct rounds_args){.who = "ann", .understood = true, .in_public = true}, T0 + 1);
    go(&c, ROUNDS_EV_REPLY, PLAIN, T0 + 2);
    const struct rounds_args again = {.who = "ann", .proposal = true, .in_public = true};
    go(&c, ROUNDS_EV_ANSWER, again, T0 + 3);
    assert_non_null(strstr(out.refusal, "private"));
    go(&c, ROUNDS_EV_PRIVATE, PLAIN, T0 + 4);
    go(&c, ROUNDS_EV_ANSWER, again, T0 + 5);
    assert_int_equal(c.state, ROUNDS_2C);
}

static bool of_a_step(int alert) /* the others are told of no case, or by the guard */
{
    return alert != ROUNDS_ALERT_ABSENCE && alert != ROUNDS_ALERT_DRIFT &&
           alert != ROUNDS_ALERT_SLUMP && alert != ROUNDS_ALERT_GUARD;
}

static void test_letters_of_alerts_differ(void **state)
{
    (void)state;
    for (int i = 0; i < METRICS_ALERT_KINDS; i++) /* rd_apply tells them apart by these */
        for (int k = 0; k < i; k++)
            if (of_a_step(i) && of_a_step(k))
                assert_int_not_equal(metrics_alert_kinds[i][0], metrics_alert_kinds[k][0]);
    assert_int_equal(METRICS_ALERT_KINDS, ROUNDS_ALERT_N);
}

static void test_dispatch_key(void **state)
{
    (void)state;
    assert_int_equal(rounds_dispatch_key(T0, 0), T0);
    assert_int_equal(T0 - rounds_dispatch_key(T0, 1000), 4 * HOUR); /* at most four hours */
}

/* ---- the table as people read it -------------------------------------------------------------*/

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
        fprintf(f, "%s%s/%d/%d", i ? " " : " alerts ", metrics_alert_kinds[out.alerts[i].kind],
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
        {ROUNDS_EV_SNOOZE, "", {.who = "ann"}},
        {ROUNDS_EV_PROMISE, "1 h", {.who = "ann", .for_ms = HOUR}},
        {ROUNDS_EV_KEPT, "", {.who = "ann"}},
        {ROUNDS_EV_REPRICE, "1 h", {.who = "ann", .for_ms = HOUR}},
        {ROUNDS_EV_RESTORED, "", {.who = "ann"}},
        {ROUNDS_EV_APPEAL, "no evidence", {.who = "ann", .for_ms = HOUR}},
        {ROUNDS_EV_LOST, "", {.who = "ann"}},
        {ROUNDS_EV_REQUEST, "1 h", {.who = "ann", .for_ms = HOUR}},
        {ROUNDS_EV_EVIDENCE, "", {.who = "ann"}},
        {ROUNDS_EV_RELAY, "", {.who = "ann"}},
        {ROUNDS_EV_RELAY, "1 h", {.who = "ann", .for_ms = HOUR}},
        {ROUNDS_EV_BACK, "", {.who = "ann"}},
        {ROUNDS_EV_PRIVATE, "", {.who = "ann"}},
        {ROUNDS_EV_NOTE, "", {.who = "ann"}},
        {ROUNDS_EV_PUBLISH, "no consent", {.who = "ann"}},
        {ROUNDS_EV_REPLY, "calm", {.who = "", .calm = true}},
        {ROUNDS_EV_UPDATE, "", {.who = ""}},
        {ROUNDS_EV_RECALC, "", {.who = "ann"}},
        {ROUNDS_EV_KNOWN, "", {.who = ""}},
    };
    for (unsigned s = 0; s < ROUNDS_STATE_N; s++) {
        struct rounds_case c;
        bring(&c, s);
        for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
            print_cell(f, &c, lines[i].ev, lines[i].with, &lines[i].args,
                       s == ROUNDS_ES ? c.wake_ms - 1000 : T0 + 10);
        if (s == ROUNDS_CL)
            print_cell(f, &c, ROUNDS_EV_WAKE, "", NULL, T0 + 10);
        for (int i = 0; i < 7 && c.state != ROUNDS_CL; i++) {
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
    char *text = NULL, *golden = check_calloc(1, 1 << 17);
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
    size_t n = fread(golden, 1, (1 << 17) - 1, f);
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
        cmocka_unit_test(test_lanes_by_kind),
        cmocka_unit_test(test_a_close_before_many_is_looked_at),
        cmocka_unit_test(test_a_promise_is_a_debt),
        cmocka_unit_test(test_a_broken_promise_calls_the_next_level),
        cmocka_unit_test(test_a_snooze_takes_half_at_most_and_always_warns),
        cmocka_unit_test(test_an_appeal_stops_no_clock),
        cmocka_unit_test(test_referred_after_two_relays),
        cmocka_unit_test(test_nobody_has_it_at_half_time),
        cmocka_unit_test(test_what_is_only_to_be_paid_is_paid_soon),
        cmocka_unit_test(test_a_kind_customer_is_answered_in_half_an_hour),
        cmocka_unit_test(test_a_relay_has_a_deadline_of_its_own),
        cmocka_unit_test(test_one_public_answer_before_the_private_talk),
        cmocka_unit_test(test_letters_of_alerts_differ),
        cmocka_unit_test(test_dispatch_key),
        cmocka_unit_test(test_golden_table),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
