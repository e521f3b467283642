/* Counting and time ranges of `redress case stats`, without a server. */
#include "oncall/stats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t at; /* -1: none */
    } rows[] = {
        {"90m", 1000000000 - 5400000},
        {"8h", 1000000000 - 28800000},
        {"2d", 1000000000 - 172800000},
        {"1970-01-02T00:00:00Z", 86400000},
        {"1970-01-02", 86400000},
        {"", -1},
        {"8", -1},
        {"h", -1},
        {"-8h", -1},
        {"0h", -1},
        {"8hh", -1},
        {"8w", -1},
        {"100000d", -1},
        {"99999999999999999999h", -1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t at = 0;
        int rc = stats_moment(rows[i].text, 1000000000, &at);
        if ((rc == 0) != (rows[i].at >= 0) || (rc == 0 && at != rows[i].at))
            fail_msg("'%s': %d, %lld", rows[i].text, rc, (long long)at);
    }
}

static void test_quantiles(void **state)
{
    (void)state;
    struct stats_times t = {0};
    assert_int_equal(stats_times_quantile(&t, 50), -1);
    for (int i = 100; i >= 1; i--)
        stats_times_add(&t, i);
    stats_times_sort(&t);
    assert_int_equal(stats_times_quantile(&t, 50), 50);
    assert_int_equal(stats_times_quantile(&t, 95), 95);
    assert_int_equal(stats_times_quantile(&t, 100), 100);
    free(t.ms);
    t = (struct stats_times){0};
    stats_times_add(&t, 7);
    assert_int_equal(stats_times_quantile(&t, 1), 7);
    assert_int_equal(stats_times_quantile(&t, 95), 7);
    free(t.ms);
}

/* From the measure to the close; what resolved nothing has no time. */
static void test_measures(void **state)
{
    (void)state;
    struct stats_measures m = {0};
    const struct {
        const char *event, *at_state;
        int64_t at;
    } log[] = {
        {"answer", "1c", 5}, {"answer", "2c", 2000}, {"reprice", "2c", 3000}, {"appeal", "2c", 0}};
    struct store_case c = {.head.state = {.state = ROUNDS_CL, .reason = ROUNDS_CLOSE_AGREED},
                           .record.proposal = STR_LIT("refund")};
    struct stats_done done = {0}, later = {0};
    for (size_t i = 0; i < sizeof(log) / sizeof(*log); i++) {
        const struct store_entry x = {.event = str_from(log[i].event),
                                      .state = str_from(log[i].at_state),
                                      .at_ms = log[i].at};
        stats_done_take(i < 2 ? &done : &later, &x);
    }
    stats_done_merge(&done, &later);
    assert_true(done.proposed_ms == 2000 && done.cut_ms == 3000 && done.appealed_ms == 0);
    stats_measures_add(&m, &c, &done, 9000);
    stats_measures_add(&m, &c, &(struct stats_done){.proposed_ms = 1000}, 0);
    c.head.state.reason = ROUNDS_CLOSE_SILENT;
    stats_measures_add(&m, &c, &(struct stats_done){.proposed_ms = 1000}, 5000);
    stats_measures_sort(&m);
    assert_int_equal(m.count, 2);
    assert_string_equal(m.at[0].name, "refund");
    assert_true(m.at[0].cases == 3 && m.at[0].closed == 2 && m.at[0].resolved == 1);
    assert_int_equal(stats_times_quantile(&m.at[0].to_close, 50), 7000);
    assert_string_equal(m.at[1].name, STATS_PRICE);
    assert_int_equal(stats_times_quantile(&m.at[1].to_close, 50), 6000);
    stats_measures_fini(&m);
}

/* Reason, round reached, reopenings: resolved, and by the first contact? */
static void test_first_contact(void **state)
{
    (void)state;
    static const struct {
        uint8_t reason, reached, reopened;
        int resolved, first;
    } rows[] = {
        {ROUNDS_CLOSE_AGREED, 2, 0, 1, 1},    {ROUNDS_CLOSE_AGREED, 2, 1, 1, 0},
        {ROUNDS_CLOSE_SOLVED, 1, 0, 1, 1},    {ROUNDS_CLOSE_ACCEPTED, 3, 0, 1, 0},
        {ROUNDS_CLOSE_SILENT, 1, 0, 0, 0},    {ROUNDS_CLOSE_WITHDRAWN, 1, 0, 0, 0},
        {ROUNDS_CLOSE_DUPLICATE, 1, 0, 0, 0}, {ROUNDS_CLOSE_REMOVED, 2, 0, 0, 0},
        {ROUNDS_CLOSE_ACCEPTED, 1, 0, 1, 0},  {ROUNDS_CLOSE_BY_RULE, 2, 0, 1, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct stats_group g = {0};
        struct store_case c = {.head.state = {.state = ROUNDS_CL,
                                              .reason = rows[i].reason,
                                              .reached = rows[i].reached,
                                              .reopened = rows[i].reopened,
                                              .opened_ms = 1000,
                                              .answered = 3,
                                              .breached = 2}};
        stats_group_add(&g, &c, 5000);
        assert_int_equal(g.resolved, rows[i].resolved);
        assert_int_equal(g.first_contact, rows[i].first);
        assert_int_equal(g.close.ms[0], 4000);
        assert_int_equal(g.answered[0] + g.answered[1] + g.answered[2], 2);
        assert_int_equal(g.in_time[0] + g.in_time[1] + g.in_time[2], 1); /* round 2 was late */
        free(g.close.ms);
        g = (struct stats_group){0};
        stats_group_add(&g, &c, 0); /* closed before the time asked about */
        assert_int_equal(g.closed + g.resolved + g.first_contact, 0);
    }
}

/* In private or not, answers in public: counted where the case was closed in that time. */
static void test_private_first(void **state)
{
    (void)state;
    static const struct {
        bool private_;
        uint8_t publics;
        int counts;
    } rows[] = {{true, 0, 1}, {true, 1, 1}, {true, 2, 0}, {false, 0, 0}, {false, 1, 0}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct stats_group g = {0};
        struct store_case c = {.head.state = {.state = ROUNDS_CL,
                                              .reason = ROUNDS_CLOSE_SOLVED,
                                              .private_ = rows[i].private_,
                                              .publics = rows[i].publics}};
        stats_group_add(&g, &c, 0);
        assert_int_equal(g.private_first, 0);
        stats_group_add(&g, &c, 5000);
        assert_int_equal(g.private_first, rows[i].counts);
        free(g.close.ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),       cmocka_unit_test(test_quantiles),
        cmocka_unit_test(test_measures),      cmocka_unit_test(test_first_contact),
        cmocka_unit_test(test_private_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
