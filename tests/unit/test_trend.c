/* When more complaints than before are more than chance. */
#include "oncall/trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define DAY INT64_C(86400000)

static void test_levels(void **state)
{
    (void)state;
    static const struct {
        uint32_t now, before;
        enum trend_level level;
    } rows[] = {
        {0, 0, TREND_STEADY},     {2, 0, TREND_STEADY},    {3, 0, TREND_WATCH},
        {4, 0, TREND_WARN},       {3, 7, TREND_WATCH},     {10, 70, TREND_STEADY},
        {17, 70, TREND_WATCH},    {23, 70, TREND_WARN},    {1, 70, TREND_STEADY},
        {119, 700, TREND_STEADY}, {120, 700, TREND_WATCH},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct trend_group g = {.now = rows[i].now, .before = rows[i].before};
        struct trend_verdict v;
        trend_judge(&g, DAY, 7 * DAY, &v);
        if (v.level != rows[i].level)
            fail_msg("%u after %u: %d, not %d", g.now, g.before, (int)v.level, (int)rows[i].level);
    }
}

static void test_a_short_past_says_nothing(void **state)
{
    (void)state;
    struct trend_group g = {.now = 50, .before = 1};
    struct trend_verdict v;
    trend_judge(&g, DAY, DAY - 1, &v);
    assert_int_equal(v.level, TREND_STEADY);
    trend_judge(&g, DAY, DAY, &v);
    assert_int_equal(v.level, TREND_WARN);
}

static void test_what_came_back(void **state)
{
    (void)state;
    struct trend_group g = {.now = 1, .before = 2, .resolved = 1};
    struct trend_verdict v;
    trend_judge(&g, DAY, 7 * DAY, &v);
    assert_true(v.came_back && v.level == TREND_STEADY);
    g.now = 0;
    trend_judge(&g, DAY, 7 * DAY, &v);
    assert_false(v.came_back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_a_short_past_says_nothing),
        cmocka_unit_test(test_what_came_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
