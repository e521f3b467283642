/* A case read back from its hash: what the writer wrote comes back, and whatever else may stand
 * there is survived. */
#include "core/finding.h"
#include "sink/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct store_case c;

static void start(void)
{
    memset(&c, 0, sizeof(c));
    event_fields_init(&c.fields);
}

static void field(const char *name, const char *value)
{
    store_field(&c, str_from(name), str_from(value));
}

static void check_str(struct str s, const char *want)
{
    assert_int_equal(s.len, strlen(want));
    assert_memory_equal(s.ptr, want, s.len);
}

static void test_machine(void **state)
{
    (void)state;
    start();
    field("rv", "7");
    field("st", "2c");
    field("ln", "chat");
    field("lv", "1");
    field("rr", "2");
    field("an", "3");
    field("br", "1");
    field("op", "1700000000000");
    field("du", "1700000009000");
    field("to", "1700000010000");
    field("wk", "1700000009000");
    field("ow", "ann");
    field("ou", "1700000009500");
    const struct rounds_case *r = &c.head.state;
    assert_false(c.damaged);
    assert_true(rounds_valid(r));
    assert_int_equal(r->state, ROUNDS_2C);
    assert_int_equal(r->lane, ROUNDS_CHAT);
    assert_int_equal(r->rev, 7);
    assert_string_equal(r->owner, "ann");
    assert_int_equal(r->wake_ms, 1700000009000);
}

static void test_finding(void **state)
{
    (void)state;
    start();
    field("p", "700");
    field("pt", "190,160,12,0,0,80,60,0,40");
    field("ca", "late:930,service:411");
    field("dm", "refund");
    field("fg", "anger,warn");
    field("fl", "herd");
    field("fv", "700");
    field("hd", "4,160");
    field("ar", "512");
    const struct finding *x = &c.finding;
    assert_int_equal(finding_sum(x), 702);
    assert_int_equal(x->points[TERM_VALUE], 40);
    assert_int_equal(x->cause_count, 2);
    assert_int_equal(x->cause[1], CAUSE_SERVICE);
    assert_int_equal(x->p_cause[CAUSE_LATE], 930);
    assert_int_equal(x->demand, DEMAND_REFUND);
    assert_int_equal(x->flags, 1u << FLAG_ANGER | 1u << FLAG_WARN);
    assert_int_equal(x->floor, FLOOR_HERD);
    assert_int_equal(x->floor_points, 700);
    assert_int_equal(x->arousal, 512);
    assert_int_equal(c.herd, 4);
}

static void test_review(void **state)
{
    (void)state;
    start();
    field("nm", "1,12300,45,,,430,210,12900");
    field("src", "reviews.cn/12/9007199254740993");
    field("rid", "r-1");
    field("mk", "market-cn");
    field("pr", "产品");
    field("se", "s-1");
    field("cu", "CNY");
    field("kd", "live_chat");
    field("ch", "chat");
    const struct event_fields *f = &c.fields;
    assert_int_equal(f->rating, 1);
    assert_int_equal(f->author_followers, 12300);
    assert_int_equal(f->helpful_votes, 45);
    assert_int_equal(f->shares, EVENT_ABSENT);
    assert_int_equal(f->group_size, EVENT_ABSENT);
    assert_true(f->listing_rating > 4.29 && f->listing_rating < 4.31);
    assert_int_equal(f->listing_rating_count, 210);
    assert_int_equal(f->order_value_minor, 12900);
    assert_int_equal(f->kind, KIND_LIVE_CHAT);
    assert_int_equal(f->channel, CHANNEL_CHAT);
    check_str(f->product_id, "产品");
    check_str(c.topic, "reviews.cn");
    assert_int_equal(c.partition, 12);
    assert_int_equal(c.offset, 9007199254740993);
}

static void test_record(void **state)
{
    (void)state;
    start();
    field("ac", "late");
    field("ad", "refund");
    field("pp", "partial");
    field("pa", "1250");
    field("ae", "1");
    field("rl", "R-7");
    field("fa", "1700000000000");
    check_str(c.record.cause, "late");
    check_str(c.record.demand, "refund");
    check_str(c.record.proposal, "partial");
    assert_int_equal(c.record.amount_minor, 1250);
    assert_true(c.record.asked_end);
    check_str(c.record.rule, "R-7");
    assert_int_equal(c.record.first_answer_ms, 1700000000000);
}

static void test_impossible_machine_is_damage(void **state)
{
    static const char *const bad[][2] = {{"st", "9z"},   {"st", "cl:whim"}, {"rv", "x"},
                                         {"ln", "fast"}, {"lv", "-4"},      {"wk", "1e9"}};
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        start();
        field(bad[i][0], bad[i][1]);
        if (!c.damaged)
            fail_msg("%s = %s was taken", bad[i][0], bad[i][1]);
    }
}

/* Anything at all in any field: no crash (the sanitizers watch), and what is indexed stays in its
 * bounds. */
static void test_anything(void **state)
{
    static const char *const names[] = {
        "rv", "st",  "ln",  "lv", "rr", "an", "br", "ro", "wr", "nd", "un", "op", "rs", "du",
        "to", "wk",  "ow",  "ou", "v",  "p",  "fl", "fv", "pt", "hd", "ca", "dm", "fg", "nm",
        "cu", "src", "rid", "pr", "kd", "ch", "cr", "ar", "pa", "fa", "zz", ""};
    static const char alphabet[] = "0123456789,:/-.lateservicecl1m\xff";
    char value[64];
    (void)state;
    srand(11);
    for (int n = 0; n < 20000; n++) {
        start();
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
            uint32_t len = (uint32_t)(rand() % (int)sizeof(value));
            for (uint32_t k = 0; k < len; k++)
                value[k] = alphabet[rand() % (int)(sizeof(alphabet) - 1)];
            store_field(&c, str_from(names[i]), (struct str){value, len});
        }
        const struct finding *x = &c.finding;
        assert_true(x->cause_count <= CAUSE_N && x->demand < DEMAND_N && x->floor < FLOOR_N);
        for (unsigned i = 0; i < x->cause_count; i++)
            assert_true(x->cause[i] < CAUSE_N && x->p_cause[x->cause[i]] <= 1000);
        for (unsigned i = 0; i < TERM_N; i++)
            assert_true(x->points[i] <= 1023);
        assert_true(c.fields.kind < KIND_N && c.fields.channel < CHANNEL_N);
        assert_true(c.fields.rating <= 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_machine),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_review),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_impossible_machine_is_damage),
        cmocka_unit_test(test_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
