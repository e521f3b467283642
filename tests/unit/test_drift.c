/* The drift alarm over made-up weeks, with the day as an argument; and what a process counts. */
#include "sink/drift.h"
#include "sink/drift_count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define TODAY INT64_C(20700)
#define NOW_MS (TODAY * DRIFT_DAY_MS + 3600000)

static const struct drift_rule rule = {.window_d = 7, .sigmas = 4, .least = 5, .slump = 30};

/* So many a day, on the days [from, to] before today. */
static void put(struct drift_days *days, int from, int to, unsigned count)
{
    for (int ago = from; ago >= to; ago--)
        days->day[days->n++] = (struct drift_day){TODAY - ago, count, 0};
}

static struct drift_verdict judged(const struct drift_days *own, const struct drift_days *all,
                                   int64_t since)
{
    struct drift_verdict v;
    drift_judge(own, all, since, TODAY, &rule, &v);
    return v;
}

/* before: each of the 28 days before the last 7; now: each of those. */
static void test_levels(void **state)
{
    (void)state;
    static const struct {
        unsigned before, now;
        bool worse;
    } rows[] = {
        {0, 0, false},    {0, 1, true},      {1, 1, false},   {1, 2, false},
        {1, 3, true},     {10, 11, false},   {10, 14, false}, {10, 15, true},
        {100, 116, true}, {100, 110, false}, {3, 0, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct drift_days own = {.n = 0}, all = {.n = 0};
        put(&own, 34, 7, rows[i].before);
        put(&own, 6, 0, rows[i].now);
        put(&all, 34, 7, rows[i].before);
        put(&all, 6, 0, rows[i].now);
        struct drift_verdict v = judged(&own, &all, TODAY - 100);
        if (v.worse != rows[i].worse || v.now != 7 * rows[i].now ||
            v.expected != 7.0 * rows[i].before)
            fail_msg("row %zu: %d, %.2f sigma", i, v.worse, v.sigmas);
    }
}

static void test_few_are_no_drift(void **state)
{
    (void)state;
    struct drift_days own = {.day = {{TODAY - 1, 4, 0}}, .n = 1}, all = own;
    assert_true(judged(&own, &all, TODAY - 100).sigmas >= 4);
    assert_false(judged(&own, &all, TODAY - 100).worse);
    own.day[0].count = 5;
    assert_true(judged(&own, &all, TODAY - 100).worse);
}

/* With less of the past than the window is long nothing is said; with more, what there is counts.
 */
static void test_a_short_past(void **state)
{
    (void)state;
    struct drift_days own = {.n = 0};
    put(&own, 6, 0, 5);
    put(&own, 13, 7, 1);
    assert_false(judged(&own, &own, TODAY - 12).worse);
    struct drift_verdict v = judged(&own, &own, TODAY - 13);
    assert_true(v.worse && v.expected == 7);
    assert_true(judged(&own, &own, TODAY - 20).expected == 3.5);
    assert_true(judged(&own, &own, TODAY - 1000).expected == 1.75);
}

/* A campaign: all sell three times as much, and are complained of three times as often. */
static void test_where_all_rise_one_does_not_drift(void **state)
{
    (void)state;
    struct drift_days own = {.n = 0}, all = {.n = 0};
    put(&own, 34, 7, 4);
    put(&own, 6, 0, 12);
    put(&all, 34, 7, 104);
    put(&all, 6, 0, 312);
    struct drift_verdict v = judged(&own, &all, 0);
    assert_true(v.others == 3 && v.expected == 84 && !v.worse);
    all.n = 0;
    put(&all, 34, 7, 104);
    put(&all, 6, 0, 62); /* the others fell: no more is told for that */
    v = judged(&own, &all, 0);
    assert_true(v.others == 1 && v.expected == 28 && v.worse);
    all.n = 0;
    put(&all, 34, 7, 5); /* of the others too little is known */
    put(&all, 6, 0, 15);
    assert_true(judged(&own, &all, 0).others == 1);
}

/* A product that has its bad weeks: one more is none. */
static void test_uneven_weeks(void **state)
{
    (void)state;
    struct drift_days own = {.n = 0};
    put(&own, 34, 28, 8);
    put(&own, 20, 14, 8);
    put(&own, 6, 0, 9);
    assert_false(judged(&own, &own, 0).worse);
    own.n = 0;
    put(&own, 34, 7, 4); /* as many in all, the same every week */
    put(&own, 6, 0, 9);
    assert_true(judged(&own, &own, 0).worse);
}

/* Seeds, not chance: a steady product with Poisson-like days is hardly ever told. */
static void test_no_false_alarm(void **state)
{
    (void)state;
    unsigned seed = 7, told = 0, rounds = 20000;
    for (unsigned n = 0; n < rounds; n++) {
        struct drift_days own = {.n = 0};
        for (int ago = 34; ago >= 0; ago--) {
            unsigned count = 0;
            for (int i = 0; i < 20; i++) /* one a day of twenty buyers in twenty */
                count += (seed = seed * 1103515245u + 12345u, seed >> 16) % 20 == 0;
            put(&own, ago, ago, count);
        }
        told += judged(&own, &own, 0).worse;
    }
    assert_in_range(told, 0, rounds / 200);
}

static void test_slump(void **state)
{
    (void)state;
    struct drift_days own = {.day = {{TODAY - 40, 1, 490},
                                     {TODAY - 25, 1, 450},
                                     {TODAY - 9, 1, 440},
                                     {TODAY - 8, 1, 0},
                                     {TODAY - 1, 1, 420}},
                             .n = 5};
    struct drift_verdict v = judged(&own, &own, 0);
    assert_true(v.slumped && v.best == 450 && v.latest == 420 && v.week_ago == 440);
    assert_int_equal(v.fell_d, 24);
    own.day[4].average = 421;
    assert_false(judged(&own, &own, 0).slumped);
    own.day[4] = (struct drift_day){TODAY - 7, 1, 400}; /* nobody knows it of this week */
    assert_false(judged(&own, &own, 0).slumped);
    struct drift_days rises = {.day = {{TODAY - 5, 1, 400}, {TODAY, 1, 450}}, .n = 2};
    assert_false(judged(&rises, &rises, 0).slumped);
    struct drift_rule off = rule;
    off.slump = off.sigmas = 0;
    put(&own, 0, 0, 100);
    own.day[4] = (struct drift_day){TODAY - 1, 1, 300};
    drift_judge(&own, &own, 0, TODAY, &off, &v);
    assert_false(v.slumped || v.worse);
    assert_true(judged(&own, &own, 0).slumped && judged(&own, &own, 0).worse);
}

static void test_packed(void **state)
{
    (void)state;
    char bytes[3 * DRIFT_ENTRY + 2] = {0};
    struct drift_days days;
    static const struct drift_day in[] = {{20700, 1, 0}, {65535, 65535, 500}, {0, 70000, 65536}};
    for (unsigned i = 0; i < 3; i++)
        drift_pack(&in[i], bytes + (size_t)i * DRIFT_ENTRY);
    drift_unpack(bytes, sizeof(bytes), &days);
    assert_int_equal(days.n, 3);
    assert_memory_equal(days.day, in, 2 * sizeof(in[0]));
    assert_true(days.day[2].count == 65535 && days.day[2].average == 65535); /* no wrap */
    drift_unpack(NULL, 0, &days);
    assert_int_equal(days.n, 0);
    assert_int_equal(drift_keep_d(&rule), 35);
    assert_int_equal(drift_keep_d(&(struct drift_rule){.window_d = 1}), 31);
    assert_true(drift_keep_d(&(struct drift_rule){.window_d = 14}) <= DRIFT_DAYS_MAX);
}

/* ---- what a process counts --------------------------------------------------------------------*/

static void note(const char *product, int64_t at, double average, uint8_t outcome, int times)
{
    uint32_t open[1] = {0};
    struct event ev = {0};
    struct batch b = {.events = &ev, .count = 1, .open = open, .open_count = 1};
    ev.fields.product_id = str_from(product);
    ev.fields.created_at = at;
    ev.fields.listing_rating = average;
    ev.fields.listing_rating_count = 100;
    ev.finding.cause_count = 1;
    ev.finding.cause[0] = CAUSE_LATE;
    ev.verdict.outcome = outcome;
    while (times-- > 0)
        drift_note(&b, NOW_MS);
}

static void test_counting(void **state)
{
    (void)state;
    struct drift_row rows[8];
    struct drift_said said;
    note("a", NOW_MS, -1, OUTCOME_OPENED, 2);
    note("a", NOW_MS - 1000, 4.256, OUTCOME_OPENED, 1);
    note("a", NOW_MS + DRIFT_DAY_MS, -1, OUTCOME_OPENED, 1); /* the future is not believed */
    note("a", NOW_MS, 2, OUTCOME_UPDATED, 9);
    note("a", NOW_MS, 2, OUTCOME_DUPLICATE, 9);
    note("a", NOW_MS - 73 * DRIFT_DAY_MS, 2, OUTCOME_OPENED, 1); /* nobody keeps that */
    assert_int_equal(drift_take(rows, 8, &said), 1);
    assert_string_equal(rows[0].product, "a");
    assert_true(rows[0].count == 4 && rows[0].day == TODAY && rows[0].average == 426);
    assert_true(rows[0].cause == CAUSE_LATE && !said.replaying && !said.more && !said.lost);
    note("a", NOW_MS - DRIFT_DAY_MS, -1, OUTCOME_OPENED, 1);
    note("a", NOW_MS - 3 * DRIFT_DAY_MS, -1, OUTCOME_OPENED, 2);
    assert_int_equal(drift_take(rows, 1, &said), 1);
    assert_true(said.more && said.replaying);
    assert_int_equal(drift_take(rows, 8, &said), 1);
    assert_false(said.more);
    assert_int_equal(drift_take(rows, 8, &said), 0);
    assert_false(said.replaying);
}

/* More products at once than there is room for: it says so, and that it should come again. */
static void test_what_is_lost_is_told(void **state)
{
    (void)state;
    struct drift_row *rows = calloc(4096, sizeof(*rows));
    struct drift_said said;
    char name[16];
    for (int i = 0; i < 4000; i++) {
        snprintf(name, sizeof(name), "p-%d", i);
        note(name, NOW_MS, -1, OUTCOME_OPENED, 1);
    }
    unsigned n = drift_take(rows, 4096, &said);
    assert_true(n <= 2048 && n > 1900 && said.lost == 4000 - n && drift_filling());
    note("a", NOW_MS, -1, OUTCOME_OPENED, 1);
    assert_int_equal(drift_take(rows, 4096, &said), 1);
    assert_true(said.lost == 0 && !drift_filling());
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_few_are_no_drift),
        cmocka_unit_test(test_a_short_past),
        cmocka_unit_test(test_where_all_rise_one_does_not_drift),
        cmocka_unit_test(test_uneven_weeks),
        cmocka_unit_test(test_no_false_alarm),
        cmocka_unit_test(test_slump),
        cmocka_unit_test(test_packed),
        cmocka_unit_test(test_counting),
        cmocka_unit_test(test_what_is_lost_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
