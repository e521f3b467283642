/* The second look at the demand. The sentences were written for this test; none is a review. */
#include "enrich/demand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct phrases_text *read_text(struct str title, struct str body)
{
    static struct phrases_text t;
    phrases_read(&t, title, body);
    return &t;
}

/* Of a model that is sure of nothing. */
static const uint16_t unsure[COLUMN_WIDTH];

static struct demand_verdict look(const char *text)
{
    lexicon_init();
    return demand_judge(read_text(STR_NONE, str_from(text)), unsure);
}

/* Of several kinds named, the one that is asked for. */
static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum demand demand;
    } rows[] = {
        {"壶盖是裂的，要求退款", DEMAND_REFUND},
        {"货都寄回去两周了，钱还没退", DEMAND_REFUND},
        {"I sent the kettle back and want my money back", DEMAND_REFUND},
        {"尺码不对，申请退货", DEMAND_RETURN},
        {"请问这种情况能不能退货？", DEMAND_RETURN},
        {"Terrible kettle, I am returning it tomorrow", DEMAND_RETURN},
        {"灯罩发错颜色，要求换货", DEMAND_REPLACE},
        {"客服一直不给换", DEMAND_REPLACE},
        {"The lid was cracked, please send me a new one and replace it", DEMAND_REPLACE},
        {"少了一颗螺丝，麻烦补发", DEMAND_RESEND},
        {"风扇不转了，报修半个月没人上门维修", DEMAND_REPAIR},
        {"刚买就便宜了，要求补差价", DEMAND_COMPENSATE},
        {"下单五分钟就想取消订单，不给取消", DEMAND_CANCEL},
        {"为什么没有灯泡？请给个解释", DEMAND_EXPLAIN},
        {"说好的赠品呢？", DEMAND_EXPLAIN},
        {"Does anyone know how to switch the beep off?", DEMAND_EXPLAIN},
        {"希望商家改进灯罩的包装", DEMAND_OTHER},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct demand_verdict v = look(rows[i].text);
        if (v.demand != rows[i].demand)
            fail_msg("%s: %s", rows[i].text, vocab_demand[v.demand]);
    }
}

/* The first of each pair asks; the second only tells, and is the less likely of the two. */
static void test_history(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"灯罩裂了，我要退货", "灯罩裂了，退货太麻烦，懒得退货"},
        {"灯罩裂了，我要退货", "这灯像是别人退货的"},
        {"想换货", "换货太麻烦，算了"},
        {"要求退款", "昨天已退款"},
        {"I am returning it", "I returned it last year"},
        {"I want to return the lamp", "Nice diner, we will return in spring"},
        {"I want a refund", "They refunded me within a day, full refund"},
        {"为什么没有灯泡？", "怎么能这样？"},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (look(pairs[i][0]).logit <= look(pairs[i][1]).logit)
            fail_msg("%s: no surer than %s", pairs[i][0], pairs[i][1]);
}

/* A line counts once, at its first place; title and body are one text. */
static void test_matches(void **state)
{
    (void)state;
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    lexicon_init();
    const char *body = "Refund! REFUND!";
    unsigned n = lexicon_matches(read_text(str_from("退款"), str_from(body)), m), english = 0;
    int sum = 0;
    for (unsigned i = 0; i < n; i++) {
        sum += m[i].demand == DEMAND_REFUND ? demand_weight(&m[i], DEMAND_REFUND) : 0;
        assert_true(m[i].at + m[i].bytes <= (m[i].in_body ? strlen(body) : strlen("退款")));
        english += m[i].in_body;
        assert_true(!m[i].in_body || m[i].at == 0);
    }
    assert_true(english >= 1);
    assert_true(sum > 0);
    assert_int_equal(look("退款 refund").logit, look("退款，退款，refund，refund").logit);
    assert_int_equal(demand_judge(read_text(str_from("退款"), str_from("refund")), unsure).logit,
                     look("退款 refund").logit);
    assert_int_equal(lexicon_matches(read_text(STR_NONE, STR_NONE), m), 0);
    assert_int_equal(lexicon_matches(read_text(STR_NONE, str_from("prerefund")), m), 0);
}

/* "a~b": b soon after a, in the same clause. */
static void test_gaps(void **state)
{
    (void)state;
    int near = look("申请了两次退货").logit;
    assert_int_equal(look("申请了三次退货").logit, near);
    assert_true(look("申请了两次，他说要走的流程很长很长，退货").logit < near);
    assert_true(look("申请。退货").logit < near);
    assert_true(look("申请了两次，三次。退货").logit < near);
    /* a tail in letters may end a longer word; a head of one character has its own */
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    assert_int_equal(lexicon_matches(read_text(STR_NONE, str_from("I never saw any prerefund")), m),
                     1);
    assert_true(look("请给我退款").logit > look("退款").logit);
    assert_int_equal(look("请他们说的先生退款").logit, look("请退款").logit);
}

/* Texts cut anywhere are read within their bounds (the sanitizer watches). */
static void test_bounds(void **state)
{
    (void)state;
    const char text[] = "要求他们退货？ n't refund 申请 returning it 为什么没";
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    lexicon_init();
    for (uint32_t len = 0; len < sizeof(text); len++) {
        char *copy = malloc(len + 1);
        memcpy(copy, text, len);
        struct str s = {copy, len};
        unsigned n = lexicon_matches(read_text(s, s), m);
        for (unsigned i = 0; i < n; i++)
            assert_true(m[i].at + m[i].bytes <= len);
        free(copy);
    }
}

/* What else the model answers counts; what it said of demands is not counted twice. */
static void test_answers(void **state)
{
    (void)state;
    uint16_t answer[COLUMN_WIDTH] = {0};
    lexicon_init();
    const struct phrases_text *t = read_text(STR_NONE, str_from("请问能不能处理一下"));
    struct demand_verdict plain = demand_judge(t, answer);
    answer[COLUMN_DEMAND] = 1000;
    assert_int_equal(demand_judge(t, answer).logit, plain.logit);
    answer[COLUMN_CAUSE + CAUSE_REFUND] = 1000;
    assert_int_not_equal(demand_judge(t, answer).logit, plain.logit);
    int half = demand_judge(t, answer).logit;
    answer[COLUMN_CAUSE + CAUSE_REFUND] = 500;
    assert_int_not_equal(demand_judge(t, answer).logit, half);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),   cmocka_unit_test(test_history),
        cmocka_unit_test(test_matches), cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_bounds),  cmocka_unit_test(test_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
