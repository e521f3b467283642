/* The absence alarm over weeks of made-up traffic, with the clock as an argument. */
#include "sink/absence.h"
#include "sink/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <math.h>

#define DAY ABSENCE_DAY_BUCKETS
#define DAYS 40
#define START (20000 * (int64_t)DAY) /* bucket at a midnight */

static const struct absence_rule rule = {.window_buckets = 3, .min_expected = 20, .percent = 10};

static uint64_t dice;
static double chance(void)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (double)(dice >> 11) / 9007199254740992.0;
}

static uint32_t poisson(double mean)
{
    double limit = exp(-mean), p = 1;
    uint32_t n = 0;
    while ((p *= chance()) > limit)
        n++;
    return n;
}

/* Complaints of a bucket: loud by day, next to nothing at night, half on weekends. */
static double usual(int64_t bucket, double peak)
{
    double hour = (double)(bucket % DAY) / 6;
    double day = bucket / DAY % 7 >= 5 ? 0.5 : 1;
    return peak * day * (hour > 7 && hour < 23 ? 0.4 + 0.6 * sin((hour - 7) / 16 * 3.14159) : 0.01);
}

struct world {
    uint32_t counts[DAYS * DAY];
    struct absence_counts c;
};

static void make(struct world *w, double peak, uint64_t seed)
{
    dice = seed;
    for (int i = 0; i < DAYS * DAY; i++)
        w->counts[i] = poisson(usual(START + i, peak));
    w->c = (struct absence_counts){
        .first = START, .since = START, .counts = w->counts, .n = DAYS * DAY};
}

static enum absence_state look(const struct world *w, int64_t bucket)
{
    struct absence_verdict v;
    absence_judge(&w->c, &rule, bucket * ABSENCE_BUCKET_MS + 1000, &v);
    return v.state;
}

/* Forty days, looked at every ten minutes: five volumes, four seeds, not one false alarm. */
static void test_no_false_alarm(void **state)
{
    (void)state;
    static const double peaks[] = {0.05, 2, 12, 40, 300};
    static struct world w;
    for (size_t p = 0; p < sizeof(peaks) / sizeof(*peaks); p++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            int fine = 0;
            make(&w, peaks[p], seed);
            for (int64_t b = START + 1; b < START + DAYS * DAY; b++) {
                enum absence_state s = look(&w, b);
                if (s == ABSENCE_ABSENT)
                    fail_msg("peak %.0f seed %d: bucket %lld", peaks[p], (int)seed,
                             (long long)(b - START));
                if (b < START + ABSENCE_MIN_DAYS * DAY)
                    assert_int_equal(s, ABSENCE_UNKNOWN); /* the start */
                fine += s == ABSENCE_FINE;
            }
            assert_true((fine > 0) == (peaks[p] >= 12)); /* it did look, where there is enough */
        }
}

/* Nothing from a moment on: seen within the window and the lag; over when they come back. */
static void test_absence_and_return(void **state)
{
    (void)state;
    static struct world w;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        int64_t stops = START + 30 * DAY + 12 * 6, back = stops + 4 * 6, seen = 0, over = 0;
        make(&w, 30, seed);
        for (int64_t b = stops; b < back; b++)
            w.counts[b - START] = 0;
        for (int64_t b = stops; b < back + 12; b++) {
            enum absence_state s = look(&w, b);
            seen = !seen && s == ABSENCE_ABSENT ? b : seen;
            over = seen && !over && s == ABSENCE_FINE ? b : over;
        }
        assert_true(seen > stops && seen <= stops + rule.window_buckets + ABSENCE_LAG_BUCKETS);
        assert_true(over > back && over <= back + rule.window_buckets + ABSENCE_LAG_BUCKETS);
    }
}

/* It stops at night, when nobody complains anyway: said in the morning, not before. */
static void test_night(void **state)
{
    (void)state;
    static struct world w;
    int64_t midnight = START + 30 * DAY, seen = 0;
    make(&w, 60, 9);
    for (int64_t b = midnight; b < midnight + DAY; b++)
        w.counts[b - START] = 0;
    for (int64_t b = midnight + 4; b < midnight + DAY && !seen; b++)
        seen = look(&w, b) == ABSENCE_ABSENT ? b : 0;
    assert_true(seen > midnight + 7 * 6 && seen < midnight + 9 * 6);
}

static void test_a_third_of_it_is_no_absence(void **state)
{
    (void)state;
    static struct world w;
    int64_t from = START + 30 * DAY + 12 * 6;
    make(&w, 100, 3);
    for (int64_t b = from; b < from + 12; b++)
        w.counts[b - START] /= 3;
    for (int64_t b = from; b < from + 12; b++)
        assert_int_equal(look(&w, b), ABSENCE_FINE);
}

/* Days on which it was absent, or flooded, do not spoil the history. */
static void test_outliers(void **state)
{
    (void)state;
    static struct world w;
    int64_t noon = START + 30 * DAY + 12 * 6;
    make(&w, 30, 4);
    for (int i = 0; i < DAY; i++) {
        w.counts[28 * DAY + i] = 0;
        w.counts[26 * DAY + i] *= 40;
    }
    assert_int_equal(look(&w, noon), ABSENCE_FINE);
    for (int64_t b = noon - 6; b < noon; b++)
        w.counts[b - START] = 0;
    assert_int_equal(look(&w, noon), ABSENCE_ABSENT);
}

/* What is before the first count is unknown, not zero: a young marketplace is left alone. */
static void test_young(void **state)
{
    (void)state;
    static struct world w;
    make(&w, 60, 5);
    int64_t now = START + 30 * DAY + 12 * 6;
    for (int64_t b = now - 6; b < now; b++)
        w.counts[b - START] = 0;
    w.c.since = START + 24 * DAY;
    assert_int_equal(look(&w, now), ABSENCE_UNKNOWN);
    w.c.since = START + 23 * DAY;
    assert_int_equal(look(&w, now), ABSENCE_ABSENT);
}

/* ---- what a process counts --------------------------------------------------------------------*/

#define NOW_MS (INT64_C(20000) * 86400000)

static void note(const char *marketplace, int64_t at, uint8_t outcome, int times)
{
    uint32_t open[1] = {0};
    struct event ev = {0};
    struct batch b = {.events = &ev, .count = 1, .open = open, .open_count = 1};
    ev.fields.marketplace = str_from(marketplace);
    ev.fields.created_at = at;
    ev.verdict.outcome = outcome;
    while (times-- > 0)
        rate_note(&b, NOW_MS);
}

static uint32_t counted(const struct rate_row *rows, unsigned n, const char *marketplace)
{
    uint32_t total = 0;
    for (unsigned i = 0; i < n; i++)
        total += strcmp(rows[i].marketplace, marketplace) == 0 ? rows[i].count : 0;
    return total;
}

static void test_counting(void **state)
{
    (void)state;
    struct rate_row rows[64];
    bool replaying;
    note("a", NOW_MS, OUTCOME_OPENED, 3);
    note("a", NOW_MS - 700000, OUTCOME_OPENED, 2);
    note("ab", NOW_MS + 99999999, OUTCOME_OPENED, 4); /* the future is not believed */
    note("a", NOW_MS, OUTCOME_DUPLICATE, 50);         /* a replay counts nobody twice */
    note("a", NOW_MS - 40 * INT64_C(86400000), OUTCOME_OPENED, 5);
    unsigned n = rate_take(rows, 64, &replaying);
    assert_int_equal(n, 3);
    assert_false(replaying);
    assert_int_equal(counted(rows, n, "a"), 5);
    assert_int_equal(counted(rows, n, "ab"), 4);
    assert_int_equal(rate_take(rows, 64, &replaying), 0);
    note("a", NOW_MS - 3 * 3600000, OUTCOME_DUPLICATE, 2);
    note("a", NOW_MS, OUTCOME_OPENED, 1);
    assert_int_equal(rate_take(rows, 64, &replaying), 1);
    assert_true(replaying); /* most is of the past */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_false_alarm), cmocka_unit_test(test_absence_and_return),
        cmocka_unit_test(test_night),          cmocka_unit_test(test_a_third_of_it_is_no_absence),
        cmocka_unit_test(test_outliers),       cmocka_unit_test(test_young),
        cmocka_unit_test(test_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
