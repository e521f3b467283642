/* Which order a review may be about: points, and what rules an order out. */
#include "oncall/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define DAY INT64_C(86400000)
#define T (20000 * DAY)
#define S(x)                                                                                       \
    {                                                                                              \
        x, sizeof(x) - 1                                                                           \
    }

static const struct match_review review = {.product_id = S("p-1"),
                                           .author_id = S("u-1"),
                                           .body = S("The Red one in xl is late"),
                                           .currency = S("CNY"),
                                           .created_at = T,
                                           .purchased_at = T - 5 * DAY,
                                           .value_minor = 3990};
static const struct match_order order = {.order_id = S("o-1"),
                                         .product_id = S("p-1"),
                                         .buyer = S("u-1"),
                                         .variant = S("red / XL"),
                                         .currency = S("CNY"),
                                         .purchased_at = T - 5 * DAY - 3600000,
                                         .value_minor = 3990};

static unsigned score(const struct match_review *r, const struct match_order *o)
{
    struct match m;
    match_order(r, o, &m);
    assert_true(m.n <= MATCH_REASONS && (m.n > 0) == (m.score > 0) && m.score <= 100);
    return m.score;
}

static void test_points(void **state)
{
    (void)state;
    struct match_review r = review;
    struct match_order o = order;
    assert_int_equal(score(&r, &o), 100);
    o.variant = (struct str)S("red / L");
    assert_int_equal(score(&r, &o), 95);
    o.currency = (struct str)S("USD");
    assert_int_equal(score(&r, &o), 85);
    o.currency = STR_NONE;
    assert_int_equal(score(&r, &o), 95);
    o.purchased_at -= 4 * DAY; /* the review knows another day */
    assert_int_equal(score(&r, &o), 80);
    r.purchased_at = -1;
    assert_int_equal(score(&r, &o), 90);
    o.purchased_at -= 90 * DAY;
    assert_int_equal(score(&r, &o), 80);
    o.value_minor = 0;
    assert_int_equal(score(&r, &o), 70);
    o.buyer = (struct str)S("u-2");
    assert_int_equal(score(&r, &o), 30);
    o.product_id = STR_NONE;
    assert_int_equal(score(&r, &o), 0);
}

/* Everything but the buyer: never enough to take it for the one. */
static void test_without_the_buyer_none_is_sure(void **state)
{
    (void)state;
    struct match_review r = review;
    struct match_order o = order;
    o.buyer = STR_NONE;
    assert_int_equal(score(&r, &o), 60);
    r.author_id = STR_NONE; /* two that are not known are not the same */
    assert_int_equal(score(&r, &o), 60);
    assert_true(60 < MATCH_SURE);
}

static void test_what_rules_it_out(void **state)
{
    (void)state;
    struct match_review r = review;
    struct match_order o = order;
    o.product_id = (struct str)S("p-2");
    assert_int_equal(score(&r, &o), 0);
    o = order;
    o.purchased_at = T + 2 * DAY; /* bought after it was written of */
    assert_int_equal(score(&r, &o), 0);
    o = order;
    r.order_id = (struct str)S("o-7"); /* it gives another number */
    assert_int_equal(score(&r, &o), 0);
    o.order_id = r.order_id;
    o.product_id = (struct str)S("p-2"); /* and this one decides alone */
    assert_int_equal(score(&r, &o), 100);
}

static void test_the_variant_is_whole_words(void **state)
{
    (void)state;
    static const struct {
        struct str body, variant;
        bool named;
    } rows[] = {
        {S("it is late"), S("L"), false},        {S("size L, late"), S("l"), true},
        {S("红色的那件破了"), S("红色"), true},  {S("红色的那件破了"), S("蓝色"), false},
        {S("红色 XL 破了"), S("红色;XL"), true}, {S("红色XXL破了"), S("红色;XL"), false},
        {S("anything"), S(" / "), false},        {S(""), S("red"), false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct match_review r = review;
        struct match_order o = order;
        r.body = rows[i].body;
        o.variant = rows[i].variant;
        if (score(&r, &o) != (rows[i].named ? 100 : 95))
            fail_msg("row %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_without_the_buyer_none_is_sure),
        cmocka_unit_test(test_what_rules_it_out),
        cmocka_unit_test(test_the_variant_is_whole_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
