/* The ring by one thread, and the few things that need two. Threads against each other in earnest:
 * tests/stress/stress_ring.c. */
#include "core/check.h"
#include "core/clock.h"
#include "core/ring.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int items[64];

static void order_is_kept_over_many_turns(void **state)
{
    (void)state;
    struct ring *r = ring_new(4);
    unsigned in = 0, out = 0;
    for (int turn = 0; turn < 1000; turn++) {
        for (int i = 0; i < 1 + turn % 4; i++)
            ring_push(r, &items[in++ % 64]);
        assert_int_equal(ring_depth(r), in - out);
        for (int i = 0; i < 1 + turn % 4; i++)
            assert_ptr_equal(ring_try_pop(r), &items[out++ % 64]);
        assert_null(ring_try_pop(r));
    }
    ring_free(r);
}

static void sizes_are_rounded_up(void **state)
{
    (void)state;
    static const struct {
        uint32_t asked, got;
    } rows[] = {{0, 2}, {1, 2}, {2, 2}, {3, 4}, {4, 4}, {5, 8}, {33, 64}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ring *r = ring_new(rows[i].asked);
        for (uint32_t n = 0; n < rows[i].got; n++)
            assert_true(ring_try_push(r, &items[n % 64]));
        assert_false(ring_try_push(r, &items[0]));
        assert_int_equal(ring_depth(r), rows[i].got);
        assert_ptr_equal(ring_try_pop(r), &items[0]);
        assert_true(ring_try_push(r, &items[1])); /* one went out, one fits */
        assert_false(ring_try_push(r, &items[0]));
        ring_free(r);
    }
}

static void closing_lets_the_rest_out(void **state)
{
    (void)state;
    struct ring *r = ring_new(4);
    ring_push(r, &items[0]);
    ring_push(r, &items[1]);
    assert_false(ring_drained(r));
    ring_close(r);
    assert_false(ring_drained(r));
    assert_ptr_equal(ring_pop(r, -1), &items[0]);
    assert_ptr_equal(ring_pop(r, 0), &items[1]);
    assert_true(ring_drained(r));
    assert_null(ring_pop(r, -1)); /* does not wait for what cannot come */
    ring_free(r);
}

static void waiting_ends_in_time(void **state)
{
    (void)state;
    struct ring *r = ring_new(4);
    mono_ns_t begun = clock_mono();
    assert_null(ring_pop(r, 0));
    assert_true(clock_elapsed_ms(begun, clock_mono()) < 20);
    begun = clock_mono();
    assert_null(ring_pop(r, 30));
    assert_in_range(clock_elapsed_ms(begun, clock_mono()), 29, 1000);
    assert_false(ring_drained(r));
    ring_free(r);
}

static void *push_later(void *arg)
{
    struct timespec ms20 = {0, 20000000};
    nanosleep(&ms20, NULL);
    ring_push(arg, &items[9]);
    return NULL;
}

static void *close_later(void *arg)
{
    struct timespec ms20 = {0, 20000000};
    nanosleep(&ms20, NULL);
    ring_close(arg);
    return NULL;
}

/* A sleeper that only the timeout ends would take five seconds. */
static void a_sleeper_is_woken(void **state)
{
    (void)state;
    struct ring *r = ring_new(4);
    pthread_t t;
    mono_ns_t begun = clock_mono();
    assert_int_equal(pthread_create(&t, NULL, push_later, r), 0);
    assert_ptr_equal(ring_pop(r, 5000), &items[9]);
    pthread_join(t, NULL);
    assert_int_equal(pthread_create(&t, NULL, close_later, r), 0);
    assert_null(ring_pop(r, -1));
    pthread_join(t, NULL);
    assert_true(ring_drained(r));
    assert_true(clock_elapsed_ms(begun, clock_mono()) < 2500);
    ring_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_kept_over_many_turns),
        cmocka_unit_test(sizes_are_rounded_up),
        cmocka_unit_test(closing_lets_the_rest_out),
        cmocka_unit_test(waiting_ends_in_time),
        cmocka_unit_test(a_sleeper_is_woken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
