/* The same reviews under two policies: ranks, Kendall's tau, crossings, the words. */
#include "enrich/replay.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROWS = 60 };

static void fill(struct replay_row *rows, const uint16_t *before, const uint16_t *after, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct replay_row){.before = {.priority = before[i], .cause_count = 1},
                                      .after = {.priority = after[i], .cause_count = 1}};
    replay_rank(rows, n);
}

static void test_ranks(void **state)
{
    (void)state;
    struct replay_row r[4];
    const uint16_t before[] = {300, 900, 300, 100}, after[] = {300, 100, 400, 950};
    size_t up, down;
    fill(r, before, after, 4);
    static const uint32_t want[4][2] = {{2, 3}, {1, 4}, {3, 2}, {4, 1}};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(r[i].rank_before, want[i][0]);
        assert_int_equal(r[i].rank_after, want[i][1]);
    }
    assert_int_equal(replay_kept(r, 4), 0);
    replay_crossing(r, 4, 900, &up, &down);
    assert_int_equal(up, 1);
    assert_int_equal(down, 1);
    replay_crossing(r, 4, 350, &up, &down);
    assert_int_equal(up, 2);
    assert_int_equal(down, 1);
}

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

/* Straight from the definition. */
static double tau_by_pairs(const struct replay_row *r, size_t n)
{
    double sum = 0, x_pairs = 0, y_pairs = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            int x = sign(r[i].before.priority - r[j].before.priority);
            int y = sign(r[i].after.priority - r[j].after.priority);
            sum += x * y;
            x_pairs += x != 0;
            y_pairs += y != 0;
        }
    return x_pairs * y_pairs > 0 ? sum / sqrt(x_pairs * y_pairs) : 1;
}

static void test_tau(void **state)
{
    (void)state;
    struct replay_row r[ROWS];
    uint16_t a[ROWS], b[ROWS];
    srand(4);
    for (int round = 0; round < 300; round++) {
        size_t n = (size_t)rand() % (ROWS + 1);
        int range = 1 + rand() % 40; /* few values: many ties */
        for (size_t i = 0; i < n; i++) {
            a[i] = (uint16_t)(rand() % range);
            b[i] = (uint16_t)(rand() % 3 ? a[i] : rand() % range);
        }
        fill(r, a, b, n);
        assert_true(fabs(replay_tau(r, n) - tau_by_pairs(r, n)) < 1e-9);
    }
    const uint16_t rising[] = {1, 2, 3, 4}, falling[] = {9, 8, 7, 6};
    fill(r, rising, rising, 4);
    assert_true(replay_tau(r, 4) == 1);
    assert_int_equal(replay_kept(r, 4), 1);
    fill(r, rising, falling, 4);
    assert_true(replay_tau(r, 4) == -1);
    assert_true(replay_tau(r, 0) == 1);
}

static void test_because(void **state)
{
    (void)state;
    char out[256];
    struct replay_row r = {.before = {.cause_count = 1, .priority = 260},
                           .after = {.cause_count = 1, .priority = 250}};
    assert_string_equal(replay_because(&r, out, sizeof(out)), "others moved");
    r.before.points[TERM_RATING] = 160;
    r.after.points[TERM_RATING] = 60;
    r.after.points[TERM_SEVERITY] = 90;
    assert_string_equal(replay_because(&r, out, sizeof(out)), "severity +90, rating -100");
    r.before.floor = FLOOR_SAFETY;
    r.before.floor_points = 900;
    assert_string_equal(replay_because(&r, out, sizeof(out)),
                        "severity +90, rating -100, floor safety was 900");
    char small[12];
    assert_string_equal(replay_because(&r, small, sizeof(small)), "severity +9");
    r.after.cause_count = 0;
    assert_string_equal(replay_because(&r, out, sizeof(out)), "no complaint any more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_tau),
        cmocka_unit_test(test_because),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
