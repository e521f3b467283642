/* The calls of the function library as bytes, and a case's hash read back. That the library takes
 * them as they are meant is shown with a real Redis by tests/integration/test_sink.py. */
#include "core/check.h"
#include "sink/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define ARGS_MAX 512

static struct cases cs;
static struct command cmd;
static struct str args[ARGS_MAX]; /* of the last command */
static int argc;

static int setup(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    cases_init(&cs, cfg);
    config_free(cfg);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    command_fini(&cmd);
    return 0;
}

static long number(const char **p, char mark)
{
    assert_int_equal(**p, mark);
    char *end;
    long n = strtol(*p + 1, &end, 10);
    assert_memory_equal(end, "\r\n", 2);
    *p = end + 2;
    return n;
}

/* Takes the last command apart; every byte must be accounted for. */
static void parse(void)
{
    const char *p = cmd.buf + cmd.start, *end = cmd.buf + cmd.len;
    argc = (int)number(&p, '*');
    assert_in_range(argc, 1, ARGS_MAX);
    for (int i = 0; i < argc; i++) {
        long len = number(&p, '$');
        args[i] = (struct str){p, (uint32_t)len};
        p += len;
        assert_memory_equal(p, "\r\n", 2);
        p += 2;
    }
    assert_ptr_equal(p, end);
}

static void is(int i, const char *want)
{
    assert_true(i < argc);
    if (!str_eq(args[i], str_from(want)))
        fail_msg("argument %d is '%.*s', not '%s'", i, STR_FMT(args[i]), want);
}

/* Value of the pair `name` at or after argument `from`; absent: NULL. */
static struct str value_of(int from, const char *name)
{
    for (int i = from; i + 1 < argc; i += 2)
        if (str_eq(args[i], str_from(name)))
            return args[i + 1];
    return STR_NONE;
}

static struct event complaint(void)
{
    struct event ev = {.source = {.topic = "reviews", .partition = 3, .offset = 42}};
    event_fields_init(&ev.fields);
    ev.fields.review_id = STR_LIT("R1");
    ev.fields.marketplace = STR_LIT("m");
    ev.fields.seller_id = STR_LIT("s");
    ev.fields.product_id = STR_LIT("p");
    ev.fields.author_id = STR_LIT("a");
    ev.fields.created_at = 1700000000000;
    ev.fields.rating = 1;
    ev.fields.listing_rating = 4.25;
    ev.finding = (struct finding){.cause_count = 2,
                                  .cause = {CAUSE_LATE, CAUSE_SERVICE},
                                  .points = {66, 160, 5, 0, 20, 40, 60, 30, 10},
                                  .herd_points = 160,
                                  .herd_floor = 700};
    ev.finding.p_cause[CAUSE_LATE] = 930;
    ev.finding.p_cause[CAUSE_SERVICE] = 411;
    return ev;
}

static void open_call(struct event *ev, int64_t since_ms)
{
    struct cases_item item;
    cases_item_init(&item, ev, ev->finding.cause_count > 0);
    command_clear(&cmd);
    cases_open(&cs, &cmd, 5, &item, 1, since_ms);
    parse();
}

enum { KEYS = 3, EVENT = KEYS + 4 };
#define COMMON " 77 259200000 100000 100000 14400 2592000000 604800000 0"
/* Of an event; from the last one on the pieces of its facts. */
enum { KIND, NOTE, BASE, TOLD, FACTS };

/* Line `n` of the facts of the call's only event; every piece is at most 64 bytes. */
static struct str fact(const char *name)
{
    static char all[4096];
    size_t len = 0;
    for (int i = EVENT + FACTS; i < argc; i++) {
        assert_in_range(args[i].len, 1, 64);
        memcpy(all + len, args[i].ptr, args[i].len);
        len += args[i].len;
    }
    all[len] = '\0';
    const char *at = all;
    for (int i = 0; i < CASES_FACTS_N; i++) {
        size_t n = strcspn(at, "\n");
        if (strcmp(cases_facts[i], name) == 0)
            return (struct str){at, (uint32_t)n};
        at += n + (at[n] == '\n');
    }
    fail_msg("no fact is called %s", name);
    return STR_NONE;
}

static void fact_is(const char *name, const char *want)
{
    struct str s = fact(name);
    if (!str_eq(s, str_from(want)))
        fail_msg("%s is '%.*s', not '%s'", name, STR_FMT(s), want);
}

/* The event's kind: between what it says and its lane the number of pieces, all that follow; and
 * behind the lane what the events of a call have in common. */
static void kind_is(const char *want, const char *lane)
{
    char all[256];
    snprintf(all, sizeof(all), "%s %d %s" COMMON, want, argc - EVENT - FACTS, lane);
    is(EVENT + KIND, all);
}

/* The text of its alert, behind the id of the case. */
static void told_is(const struct event *ev, const char *want)
{
    char id[KEYS_ID_CHARS + 1];
    keys_event_case_id(&ev->fields, id);
    struct str told = args[EVENT + TOLD];
    assert_memory_equal(told.ptr, "1m ", 3);
    assert_memory_equal(told.ptr + 3, id, KEYS_ID_CHARS);
    told.ptr += 3 + KEYS_ID_CHARS;
    told.len -= 3 + KEYS_ID_CHARS;
    if (!str_eq(told, str_from(want)))
        fail_msg("it tells '%.*s', not '%s'", STR_FMT(told), want);
}

static void test_open(void **state)
{
    (void)state;
    struct event ev = complaint();
    char id[KEYS_ID_CHARS + 1];
    open_call(&ev, 77);
    is(0, "FCALL");
    is(1, "rd_open");
    is(2, "4");
    is(KEYS, "rd:{5}:clk");
    assert_memory_equal(args[KEYS + 2].ptr, "rd:{5}:tb:19675:", 16);
    kind_is("c 1 160 700 0", "marketplace 0 14400000 259200000 7200000");
    keys_event_case_id(&ev.fields, id);
    assert_int_equal(args[EVENT + NOTE].len, 14 + 10 + 1 + KEYS_ID_CHARS + 1 + 1);
    assert_memory_equal(args[EVENT + NOTE].ptr, "1700000000000 ", 14);
    assert_memory_equal(args[EVENT + NOTE].ptr + 14 + 11, id, KEYS_ID_CHARS);
    assert_memory_equal(args[EVENT + NOTE].ptr + 14 + 10 + 1 + KEYS_ID_CHARS, " m", 2);
    is(EVENT + BASE, "391");
    told_is(&ev, ":1:open:0 late:930,service:411 p");
    fact_is("src", "reviews/3/42");
    fact_is("cr", "1700000000000");
    fact_is("ca", "late:930,service:411");
    fact_is("pr", "p");
    fact_is("rid", "R1");
    fact_is("pt", "66,160,5,0,20,40,60,30,10");
    fact_is("nm", "1,,0,0,,425,,");
    fact_is("ch", "marketplace");
    fact_is("dm", "");
    fact_is("fl", "");
}

static void test_open_with_all_there_is(void **state)
{
    (void)state;
    struct event ev = complaint();
    ev.fields.channel = CHANNEL_GROUP;
    ev.fields.group_id = STR_LIT("g\ng");
    ev.fields.currency = STR_LIT("EUR");
    ev.fields.locale = STR_LIT("de-DE");
    ev.finding.demand = DEMAND_REFUND;
    ev.finding.flags = (1u << FLAG_N) - 1;
    ev.finding.floor = FLOOR_REACH;
    ev.finding.floor_points = 700;
    open_call(&ev, 77);
    kind_is("c 1 160 700 700", "chat 0 180000 86400000 90000");
    is(EVENT + BASE, "700");
    fact_is("fl", "reach");
    fact_is("fv", "700");
    fact_is("dm", "refund");
    fact_is("gr", "g g"); /* or what follows would be taken for another fact */
    fact_is("cu", "EUR");
    fact_is("fg", "threat,warn,churn,repeat,evidence,anger,vulnerable,sarcasm");
}

/* Lists of any length may be found in an event: they are cut, whole. */
static void test_lists_are_cut_at_64_bytes(void **state)
{
    (void)state;
    struct event ev = complaint();
    ev.finding.cause_count = CAUSE_N;
    for (unsigned i = 0; i < CAUSE_N; i++) {
        ev.finding.cause[i] = (uint8_t)i;
        ev.finding.p_cause[i] = 1000;
    }
    ev.fields.author_followers = ev.fields.helpful_votes = ev.fields.shares = INT64_MAX;
    ev.fields.group_size = ev.fields.listing_rating_count = INT64_MAX;
    ev.fields.order_value_minor = INT64_MAX;
    open_call(&ev, 0);
    fact_is("ca", "late:1000,damaged:1000,missing:1000,wrong_item:1000,spoiled:1000");
    told_is(&ev, ":1:open:0 late:1000,damaged:1000,missing:1000,wrong_item:1000,spoiled:1000 p");
    assert_true(fact("nm").len <= 64);
}

/* The largest event there can be: all of it is kept, in pieces that leave the hash compact. */
static void test_longest_event(void **state)
{
    (void)state;
    char topic[250], id[EVENT_ID_MAX];
    memset(topic, 't', 249);
    topic[249] = '\0';
    memset(id, 'i', sizeof(id));
    struct str long_id = {id, sizeof(id)};
    struct event ev = complaint();
    ev.source = (struct event_source){.topic = topic, .partition = INT32_MAX, .offset = INT64_MAX};
    ev.fields.product_id = ev.fields.seller_id = ev.fields.review_id = long_id;
    ev.fields.marketplace = ev.fields.group_id = ev.fields.locale = ev.fields.currency = long_id;
    ev.fields.created_at = INT64_MAX;
    ev.finding.flags = (1u << FLAG_N) - 1;
    open_call(&ev, 0);
    assert_memory_equal(args[EVENT + NOTE].ptr, "9999999999999 ", 14); /* 13 digits in any case */
    assert_int_equal(args[EVENT + TOLD].len, 3 + KEYS_ID_CHARS + 10 + 20 + 1 + EVENT_ID_MAX);
    assert_int_equal(fact("src").len, 249 + 1 + 10 + 1 + 19);
    assert_int_equal(fact("cu").len, EVENT_ID_MAX);
    fact_is("fg", "threat,warn,churn,repeat,evidence,anger,vulnerable,sarcasm");
}

static void test_message(void **state)
{
    (void)state;
    struct event ev = complaint();
    char own[KEYS_ID_CHARS + 1];
    ev.fields.kind = KIND_CUSTOMER_MESSAGE;
    ev.fields.reply_to = STR_LIT("R0");
    keys_case_id(ev.fields.marketplace, ev.fields.review_id, own);
    open_call(&ev, 0);
    assert_memory_equal(args[KEYS + 2].ptr, "rd:{5}:ms:19675:", 16);
    assert_memory_equal(args[EVENT + KIND].ptr, "m:", 2);
    assert_memory_equal(args[EVENT + KIND].ptr + 2, own, KEYS_ID_CHARS);
    char key[KEYS_CAP], id[KEYS_ID_CHARS + 1];
    keys_event_case_id(&ev.fields, id);
    keys_tombstones(key, 5, 0, id, cs.buckets);
    const char *bucket = args[EVENT + KIND].ptr + 2 + KEYS_ID_CHARS; /* of its case's tombstones */
    size_t len = strlen(strrchr(key, ':'));
    assert_memory_equal(bucket, strrchr(key, ':'), len);
    assert_int_equal(bucket[len], ' ');
    ev.finding = (struct finding){0};
    open_call(&ev, 0);
    assert_memory_equal(args[EVENT + KIND].ptr, "n:", 2);
}

static void test_many_events_keep_apart(void **state)
{
    (void)state;
    struct event ev = complaint();
    struct cases_item items[3];
    for (int i = 0; i < 3; i++)
        cases_item_init(&items[i], &ev, false);
    command_clear(&cmd);
    cases_open(&cs, &cmd, 5, items, 3, 0);
    parse();
    is(2, "10");
    int one = EVENT + 6, each = (argc - one) / 3;
    assert_int_equal(argc, one + 3 * each);
    for (int i = 0; i < 3; i++) { /* what they have in common is said once */
        struct str kind = args[one + i * each + KIND], first = args[one + KIND];
        assert_true(str_eq(args[one + i * each + BASE], STR_LIT("391")));
        assert_true(i == 0 || (kind.len < first.len && memcmp(kind.ptr, first.ptr, kind.len) == 0));
        assert_true(i == 0 || first.ptr[kind.len] == ' ');
    }
}

static struct cases_head head(void)
{
    struct cases_head h = {.version = 2, .created_at_ms = 1700000000000, .priority = 500};
    rounds_open(&cs.budgets, ROUNDS_MARKETPLACE, 1700000000000, &h.state);
    h.state.rev = 4;
    return h;
}

enum { ID = 10 };

static void apply_call(const struct cases_step *step)
{
    command_clear(&cmd);
    cases_apply(&cs, &cmd, 5, step);
    parse();
    is(1, "rd_apply");
    is(2, "7");
}

static void test_apply_answer(void **state)
{
    (void)state;
    struct cases_head h = head();
    struct rounds_case next = h.state;
    const struct cases_pair extra[] = {{"ac", "late"}, {"rl", ""}};
    const struct rounds_alert alerts[] = {{ROUNDS_ALERT_BREACH, 1, 2, 0}};
    next.state = ROUNDS_1C;
    next.answered = 1;
    apply_call(&(struct cases_step){.id = "0123456789abcdef",
                                    .was = &h,
                                    .next = &next,
                                    .alerts = alerts,
                                    .alert_count = 1,
                                    .event = "answer",
                                    .who = "ann",
                                    .extra = extra,
                                    .extra_count = 2});
    is(ID, "0123456789abcdef");
    is(ID + 1, "4");
    is(ID + 2, "0");
    is(ID + 3, "answer");
    is(ID + 4, "ann");
    char wake[24], place[24];
    snprintf(wake, sizeof(wake), "%lld", (long long)next.wake_ms);
    snprintf(place, sizeof(place), "%lld", (long long)rounds_dispatch_key(next.due_ms, 500));
    is(ID + 5, wake);
    is(ID + 6, place);
    is(ID + 7, "0"); /* an open case never expires */
    is(ID + 8, "");  /* no tombstone */
    is(ID + 13, "1");
    is(ID + 14, "breach");
    is(ID + 15, "1");
    is(ID + 16, "2");
    assert_true(str_eq(value_of(ID + 17, "st"), STR_LIT("1c")));
    assert_true(str_eq(value_of(ID + 17, "an"), STR_LIT("1")));
    assert_int_equal(value_of(ID + 17, "ow").len, 0);
    assert_true(str_eq(value_of(ID + 17, "ac"), STR_LIT("late")));
    assert_non_null(value_of(ID + 17, "rl").ptr);
    assert_null(value_of(ID + 17, "v").ptr);
}

static void test_apply_close(void **state)
{
    (void)state;
    struct cases_head h = head();
    struct rounds_case next = h.state;
    next.state = ROUNDS_CL;
    next.reason = ROUNDS_CLOSE_BY_RULE;
    next.wake_ms = 0;
    next.reached = 3;
    next.reopened = 1;
    apply_call(&(struct cases_step){.id = "0123456789abcdef",
                                    .was = &h,
                                    .next = &next,
                                    .event = "decide",
                                    .not_before_ms = 12});
    is(ID + 2, "12");
    is(ID + 5, "0");
    is(ID + 6, "");
    is(ID + 7, "604800000"); /* cases.keep_closed_h */
    is(ID + 8, "0123456789abcdef");
    is(ID + 9, "231"); /* version 2, round 3, reopened once */
    assert_true(str_eq(value_of(ID + 14, "st"), STR_LIT("cl:by_rule")));
}

static void test_apply_claim_leaves_the_queue(void **state)
{
    (void)state;
    struct cases_head h = head();
    struct rounds_case next = h.state;
    strcpy(next.owner, "ann");
    apply_call(
        &(struct cases_step){.id = "0123456789abcdef", .was = &h, .next = &next, .event = "claim"});
    is(ID + 6, "");
    assert_true(str_eq(value_of(ID + 14, "ow"), STR_LIT("ann")));
}

static void test_apply_reopening_event(void **state)
{
    (void)state;
    struct cases_head h = head();
    struct event ev = complaint();
    ev.fields.version = 9;
    apply_call(&(struct cases_step){.id = "0123456789abcdef",
                                    .was = &h,
                                    .next = &h.state,
                                    .event = "reopen",
                                    .ev = &ev,
                                    .now_ms = 55});
    assert_true(str_eq(value_of(ID + 14, "v"), STR_LIT("9")));
    assert_true(str_eq(value_of(ID + 14, "up"), STR_LIT("55")));
}

static void test_apply_message_is_remembered(void **state)
{
    (void)state;
    struct cases_head h = head();
    struct event ev = complaint();
    char own[KEYS_ID_CHARS + 1];
    ev.fields.kind = KIND_CUSTOMER_MESSAGE;
    ev.fields.reply_to = STR_LIT("R0");
    keys_case_id(ev.fields.marketplace, ev.fields.review_id, own);
    apply_call(&(struct cases_step){.id = "0123456789abcdef",
                                    .was = &h,
                                    .event = "reply",
                                    .who = "customer",
                                    .ev = &ev,
                                    .now_ms = 55});
    assert_memory_equal(args[KEYS + 6].ptr, "rd:{5}:ms:19675:", 16);
    is(ID + 5, ""); /* the state stays: wake-up, queue and expiry too */
    is(ID + 6, "");
    is(ID + 7, "");
    is(ID + 8, own);
    is(ID + 9, "110");
    assert_int_equal(argc, ID + 14);
}

static int field(struct cases_head *h, const char *name, const char *value)
{
    return cases_field(h, str_from(name), str_from(value));
}

static void test_fields_come_back(void **state)
{
    (void)state;
    struct cases_head h = {0}, was = head(), none = {0};
    was.state.level = 2;
    was.state.breached = 17;
    was.state.warned = true;
    strcpy(was.state.owner, "ann");
    was.state.owner_until_ms = 1700000001000;
    was.state.evidence = 0x8001;
    was.state.promise_floor = 800;
    was.state.version = 4000000000;
    was.state.spent_ms = 5;
    was.state.snooze_ms = 1700000000500;
    was.state.snoozed = was.state.turned = was.state.updated = 63;
    was.state.relays = was.state.publics = 2;
    was.state.private_ = was.state.sampled = true;
    was.state.side_status[ROUNDS_SIDE_APPEAL] = ROUNDS_SIDE_OVERDUE;
    was.state.side_told[ROUNDS_SIDE_APPEAL] = 7;
    was.state.side_due_ms[ROUNDS_SIDE_APPEAL] = 1700000000900;
    was.state.side_told[ROUNDS_SIDE_PROMISE] = 1;
    none.created_at_ms = was.created_at_ms;
    apply_call(&(struct cases_step){
        .id = "0123456789abcdef", .was = &none, .next = &was.state, .event = "claim"});
    for (int i = ID + 14; i + 1 < argc; i += 2)
        if (args[i + 1].len > 0)
            assert_int_equal(cases_field(&h, args[i], args[i + 1]), 0);
    assert_int_equal(field(&h, "rv", "4"), 0);
    assert_int_equal(field(&h, "v", "2"), 0);
    assert_int_equal(field(&h, "cr", "1700000000000"), 0);
    assert_int_equal(field(&h, "p", "500"), 0);
    assert_memory_equal(&h, &was, sizeof(h));
}

static void test_closed_state_comes_back(void **state)
{
    (void)state;
    struct cases_head h = {0};
    assert_int_equal(field(&h, "st", "cl:withdrawn"), 0);
    assert_int_equal(h.state.state, ROUNDS_CL);
    assert_int_equal(h.state.reason, ROUNDS_CLOSE_WITHDRAWN);
}

static void test_values_that_cannot_be(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"st", ""},
        {"st", "9x"},
        {"st", "cl:"},
        {"st", "cl:nonsense"},
        {"ln", "slow"},
        {"rv", ""},
        {"rv", "x"},
        {"rv", "1x"},
        {"rv", "-"},
        {"lv", "4"},
        {"rr", "-1"},
        {"an", "256"},
        {"wr", "2"},
        {"p", "1001"},
        {"p", "-1"},
        {"du", "99999999999999999999"},
        {"du", "9223372036854775808"},
        {"ow", "0123456789012345678901234567890123456789012345678901234567890123"},
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct cases_head h = {0};
        if (field(&h, bad[i][0], bad[i][1]) != -1)
            fail_msg("%s = '%s' was taken", bad[i][0], bad[i][1]);
    }
    struct cases_head h = {0};
    assert_int_equal(field(&h, "rid", "whatever"), 0);
    assert_int_equal(field(&h, "", ""), 0);
}

static void test_digits(void **state)
{
    (void)state;
    static const int64_t numbers[] = {
        0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 1700000000000, -1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        char out[24] = {0}, want[24];
        out[command_digits(out, numbers[i])] = '\0';
        snprintf(want, sizeof(want), "%lld", (long long)numbers[i]);
        assert_string_equal(out, want);
    }
}

/* Every length has its own first line: of one digit, of two, of more. */
static void test_arguments_of_every_length(void **state)
{
    (void)state;
    char text[ARGS_MAX];
    memset(text, 'x', sizeof(text));
    command_clear(&cmd);
    command_begin(&cmd);
    for (size_t len = 0; len < ARGS_MAX; len++)
        command_bytes(&cmd, text, len);
    command_end(&cmd);
    parse();
    assert_int_equal(argc, ARGS_MAX);
    for (size_t len = 0; len < ARGS_MAX; len++)
        assert_int_equal(args[len].len, len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),
        cmocka_unit_test(test_open_with_all_there_is),
        cmocka_unit_test(test_lists_are_cut_at_64_bytes),
        cmocka_unit_test(test_longest_event),
        cmocka_unit_test(test_message),
        cmocka_unit_test(test_many_events_keep_apart),
        cmocka_unit_test(test_apply_answer),
        cmocka_unit_test(test_apply_close),
        cmocka_unit_test(test_apply_claim_leaves_the_queue),
        cmocka_unit_test(test_apply_reopening_event),
        cmocka_unit_test(test_apply_message_is_remembered),
        cmocka_unit_test(test_fields_come_back),
        cmocka_unit_test(test_closed_state_comes_back),
        cmocka_unit_test(test_values_that_cannot_be),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_arguments_of_every_length),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
