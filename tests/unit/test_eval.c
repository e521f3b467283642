/* The measurements, against figures worked out by hand. */
#include "enrich/eval.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define BIT(c) (1u << CAUSE_##c)

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* What was said, as a set of causes; each with probability p, the others with 0. */
static struct finding said(uint32_t causes, unsigned p)
{
    struct finding x = {0};
    for (int c = 0; c < CAUSE_N; c++)
        if (causes >> c & 1) {
            x.cause[x.cause_count++] = (uint8_t)c;
            x.p_cause[c] = (uint16_t)p;
        }
    return x;
}

static void test_counts(void **state)
{
    (void)state;
    const struct sample s[] = {
        {.causes = BIT(LATE) | BIT(SERVICE), .demand = DEMAND_REFUND, .triage = -1},
        {.causes = BIT(LATE), .demand = DEMAND_REFUND, .triage = -1},
        {.causes = BIT(SAFETY), .triage = -1},
        {.causes = 0, .triage = -1},
    };
    struct finding x[] = {
        said(BIT(LATE), 800),
        said(BIT(DEFECT), 800),
        said(BIT(SAFETY), 800),
        said(BIT(DEFECT), 800),
    };
    x[0].demand = DEMAND_REFUND;
    x[1].demand = DEMAND_RETURN;
    x[2].demand = DEMAND_EXPLAIN;
    struct eval ev;
    eval_measure(&ev, s, x, 4);
    assert_true(near(eval_precision(ev.cause[CAUSE_LATE]), 1));
    assert_true(near(eval_recall(ev.cause[CAUSE_LATE]), 0.5));
    assert_true(near(eval_f1(ev.cause[CAUSE_LATE]), 2.0 / 3));
    assert_true(near(eval_f1(ev.micro), 2 * 2.0 / (2 * 2 + 2 + 2)));
    /* late 2/3, service 0, safety 1; defect does not occur. */
    assert_true(near(ev.macro, (2.0 / 3 + 0 + 1) / 3));
    assert_true(near(eval_f1(ev.complaint), 6.0 / 7));
    /* One false alarm in one non-complaint: 3 complaints of 12 % stand against 22 others. */
    assert_true(near(ev.complaint_rare, 6.0 / (6 + 22)));
    assert_true(near(eval_figure(&ev, EVAL_DEMAND), 0.5));
    assert_true(near(ev.demand_said, 3));
    assert_true(near(ev.demand_both, 2));
    assert_true(near(eval_figure(&ev, EVAL_SAFETY_RECALL), 1));
    assert_int_equal(ev.confusion[CAUSE_SERVICE][EVAL_NOTHING], 1);
    assert_int_equal(ev.confusion[CAUSE_LATE][CAUSE_DEFECT], 1);
    assert_int_equal(ev.confusion[EVAL_NOTHING][CAUSE_DEFECT], 1);
    assert_int_equal(ev.confusion[CAUSE_SAFETY][CAUSE_SAFETY], 0);
    /* Four times 0.8 was said, twice it came true. */
    assert_true(near(ev.bin[7].cases, 4));
    assert_true(near(ev.bin[7].true_, 2));
    assert_true(near(ev.calibration, (3.2 - 2) / 4));
}

static void test_ranks(void **state)
{
    (void)state;
    enum { N = 20 };
    struct sample s[N];
    struct finding x[N];
    struct eval ev;
    for (int i = 0; i < N; i++) {
        s[i] = (struct sample){.triage = (int8_t)(i < 2 ? 3 : 0)};
        x[i] = (struct finding){.priority = (uint16_t)(i == 0   ? 900
                                                       : i == 1 ? 10
                                                                : 100),
                                .arousal = (uint16_t)(i < 2 ? 500 : 1)};
    }
    eval_measure(&ev, s, x, N);
    assert_int_equal(ev.now, 2);
    assert_true(near(ev.ndcg_text, 1));
    assert_true(near(ev.now_found_text, 1));
    assert_true(near(ev.ndcg, 1 / (1 + 1 / log2(3))));
    assert_true(near(ev.now_found, 0.5));
}

static void test_bootstrap(void **state)
{
    (void)state;
    enum { N = 400 };
    static struct sample s[N];
    static struct finding x[N];
    struct eval ev;
    struct eval_interval a[EVAL_FIGURES], b[EVAL_FIGURES], few[EVAL_FIGURES];
    for (int i = 0; i < N; i++) { /* three in four right */
        s[i] = (struct sample){.causes = BIT(LATE), .triage = (int8_t)(i % 4)};
        x[i] = said(i % 4 ? BIT(LATE) : BIT(FIT), 700);
    }
    eval_measure(&ev, s, x, N);
    eval_bootstrap(s, x, N, 200, 1, a);
    eval_bootstrap(s, x, N, 200, 1, b);
    eval_bootstrap(s, x, N / 10, 200, 1, few);
    assert_memory_equal(a, b, sizeof(a));
    for (int f = 0; f < EVAL_FIGURES; f++) {
        double value = eval_figure(&ev, (enum eval_figure)f);
        assert_true(a[f].low <= value + 1e-9 && value <= a[f].high + 1e-9);
        assert_non_null(eval_figure_name((enum eval_figure)f));
    }
    /* The share of right ones is 0.75 with a standard error of 0.0217. */
    assert_true(fabs(a[EVAL_MICRO].low - 0.7075) < 0.015);
    assert_true(fabs(a[EVAL_MICRO].high - 0.7925) < 0.015);
    assert_true(few[EVAL_MICRO].high - few[EVAL_MICRO].low >
                2 * (a[EVAL_MICRO].high - a[EVAL_MICRO].low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_bootstrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
