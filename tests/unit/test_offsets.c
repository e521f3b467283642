/* Offsets: tables of what must hold, then a random walk against a model that is too slow to be
 * wrong. */
#include "ingest/offsets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

/* One step: 'b' begin, 'f' begin that must be refused, 'd' done, 'r' reset. */
struct step {
    char what;
    int64_t offset, watermark;
};

static void walk(const struct step *steps, uint64_t window)
{
    struct offsets o;
    offsets_init(&o, window);
    for (const struct step *s = steps; s->what; s++) {
        if (s->what == 'b')
            assert_true(offsets_begin(&o, s->offset));
        else if (s->what == 'f')
            assert_false(offsets_begin(&o, s->offset));
        else if (s->what == 'd')
            assert_true(offsets_done(&o, o.generation, s->offset));
        else
            offsets_reset(&o);
        assert_int_equal(offsets_watermark(&o), s->watermark);
    }
    offsets_fini(&o);
}

static void test_tables(void **state)
{
    (void)state;
    const struct step in_order[] = {{'b', 0, 0}, {'d', 0, 1}, {'b', 1, 1}, {'d', 1, 2}, {0}};
    const struct step out_of_order[] = {{'b', 10, 10},
                                        {'b', 11, 10},
                                        {'b', 12, 10},
                                        {'d', 12, 10},
                                        {'d', 11, 10},
                                        {'d', 10, 13},
                                        {0}};
    const struct step slowest_holds[] = {{'b', 5, 5}, {'b', 6, 5}, {'b', 7, 5},
                                         {'d', 5, 6}, {'d', 7, 6}, {'b', 8, 6},
                                         {'d', 6, 8}, {'d', 8, 9}, {0}};
    const struct step gaps[] = {{'b', 100, 100},   {'b', 107, 100},   {'b', 150, 100},
                                {'d', 100, 107},   {'d', 150, 107},   {'d', 107, 151},
                                {'b', 9000, 9000}, {'d', 9000, 9001}, {0}};
    const struct step window[] = {{'b', 0, 0},     {'f', 64, 0},          {'b', 63, 0},
                                  {'d', 0, 63},    {'b', 64, 63},         {'b', 126, 63},
                                  {'f', 127, 63},  {'d', 64, 63},         {'d', 63, 126},
                                  {'d', 126, 127}, {'b', 100000, 100000}, {0}};
    const struct step again[] = {{'b', 7, 7}, {'b', 8, 7}, {'r', 0, -1}, {'b', 3, 3},
                                 {'b', 8, 3}, {'d', 3, 8}, {0}};
    const struct step wrap[] = {{'b', 10, 10},  {'b', 70, 10}, {'d', 10, 70},  {'b', 73, 70},
                                {'b', 130, 70}, {'d', 70, 73}, {'d', 73, 130}, {0}};
    walk(in_order, 64);
    walk(out_of_order, 64);
    walk(slowest_holds, 64);
    walk(gaps, 128);
    walk(window, 64);
    walk(again, 64);
    walk(wrap, 64);
}

static void test_old_generation(void **state)
{
    (void)state;
    struct offsets o;
    offsets_init(&o, 64);
    assert_true(offsets_begin(&o, 1));
    uint32_t before = o.generation;
    offsets_reset(&o);
    assert_false(offsets_done(&o, before, 1)); /* nothing in flight: still no CHECK */
    assert_true(offsets_begin(&o, 1));
    assert_false(offsets_done(&o, before, 1));
    assert_int_equal(offsets_watermark(&o), 1);
    assert_true(offsets_done(&o, o.generation, 1));
    assert_int_equal(offsets_watermark(&o), 2);
    offsets_fini(&o);
}

#define MODEL_MAX 4096

/* What offsets.h promises, by looking at everything every time. */
struct model {
    int64_t open[MODEL_MAX];
    unsigned count;
    int64_t next;
};

static int64_t model_watermark(const struct model *m)
{
    int64_t low = m->next;
    for (unsigned i = 0; i < m->count; i++)
        low = m->open[i] < low ? m->open[i] : low;
    return low;
}

static uint64_t rng = 88172645463325252u;

static uint64_t rnd(uint64_t below)
{
    rng ^= rng << 13, rng ^= rng >> 7, rng ^= rng << 17;
    return rng % below;
}

static void model_step(struct offsets *o, struct model *m, uint64_t window)
{
    if (m->count && rnd(100) < 49) {
        unsigned at = (unsigned)rnd(rnd(4) ? (m->count < 8 ? m->count : 8) : m->count);
        assert_true(offsets_done(o, o->generation, m->open[at]));
        m->open[at] = m->open[--m->count];
    } else {
        int64_t from = m->next < 0 ? (int64_t)rnd(1000) : m->next;
        int64_t offset = from + (int64_t)(rnd(10) ? 0 : rnd(rnd(50) ? 5 : 2 * window));
        bool fits = m->count == 0 || (uint64_t)(offset - model_watermark(m)) < window;
        fits = fits && m->count < MODEL_MAX;
        if (m->count == MODEL_MAX)
            return;
        assert_int_equal(offsets_begin(o, offset), fits);
        if (fits)
            m->open[m->count++] = offset, m->next = offset + 1;
    }
}

static void test_against_model(void **state)
{
    (void)state;
    for (uint64_t window = 64; window <= 1024; window *= 4) {
        struct model m = {.next = -1};
        struct offsets o;
        offsets_init(&o, window);
        for (int i = 0; i < 200000; i++) {
            if (rnd(5000) == 0) {
                offsets_reset(&o);
                m = (struct model){.next = -1};
            }
            model_step(&o, &m, window);
            assert_int_equal(offsets_watermark(&o), model_watermark(&m));
            assert_int_equal(o.in_flight, m.count);
        }
        offsets_fini(&o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_old_generation),
        cmocka_unit_test(test_against_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
