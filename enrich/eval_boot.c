/* Figures by name, and how sure they are. */
#include "enrich/eval.h"

#include <stdlib.h>

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0;
}

static const char *const names[EVAL_CAUSE] = {
    [EVAL_MICRO] = "causes_micro_f1",
    [EVAL_MACRO] = "causes_macro_f1",
    [EVAL_COMPLAINT] = "complaint_f1",
    [EVAL_COMPLAINT_RARE] = "complaint_f1_at_12_percent",
    [EVAL_SAFETY_RECALL] = "safety_recall",
    [EVAL_SAFETY_PRECISION] = "safety_precision",
    [EVAL_CALIBRATION] = "calibration_error",
    [EVAL_FLAGS] = "flags_micro_f1",
    [EVAL_DEMAND] = "demand_accuracy",
    [EVAL_NDCG] = "ndcg20_priority",
    [EVAL_NDCG_TEXT] = "ndcg20_text",
    [EVAL_NOW] = "now_in_first_tenth_priority",
    [EVAL_NOW_TEXT] = "now_in_first_tenth_text",
};

const char *eval_figure_name(enum eval_figure figure)
{
    return figure < EVAL_CAUSE ? names[figure] : vocab_cause[figure - EVAL_CAUSE];
}

double eval_figure(const struct eval *ev, enum eval_figure figure)
{
    const double value[EVAL_CAUSE] = {
        [EVAL_MICRO] = eval_f1(ev->micro),
        [EVAL_MACRO] = ev->macro,
        [EVAL_COMPLAINT] = eval_f1(ev->complaint),
        [EVAL_COMPLAINT_RARE] = ev->complaint_rare,
        [EVAL_SAFETY_RECALL] = eval_recall(ev->cause[CAUSE_SAFETY]),
        [EVAL_SAFETY_PRECISION] = eval_precision(ev->cause[CAUSE_SAFETY]),
        [EVAL_CALIBRATION] = ev->calibration,
        [EVAL_FLAGS] = eval_f1(ev->flags),
        [EVAL_DEMAND] = ratio(ev->demand_right, ev->demand_stated),
        [EVAL_NDCG] = ev->ndcg,
        [EVAL_NDCG_TEXT] = ev->ndcg_text,
        [EVAL_NOW] = ev->now_found,
        [EVAL_NOW_TEXT] = ev->now_found_text,
    };
    return figure < EVAL_CAUSE ? value[figure] : eval_f1(ev->cause[figure - EVAL_CAUSE]);
}

/* SplitMix64; the bias of the remainder is under 2^-40 for any file of reviews. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The 2.5th and the 97.5th of a hundred. */
static struct eval_interval middle(double *values, unsigned n)
{
    qsort(values, n, sizeof(*values), by_value);
    unsigned cut = n / 40;
    return (struct eval_interval){values[cut], values[n - 1 - cut]};
}

void eval_bootstrap(const struct sample *samples, const struct finding *findings, size_t n,
                    unsigned rounds, uint64_t seed, struct eval_interval out[EVAL_FIGURES])
{
    struct sample *s = check_malloc((n + 1) * sizeof(*s));
    struct finding *x = check_malloc((n + 1) * sizeof(*x));
    double *values = check_malloc(EVAL_FIGURES * (size_t)rounds * sizeof(*values));
    struct eval *ev = check_malloc(sizeof(*ev));
    CHECK(n > 0 && rounds > 0);
    for (unsigned r = 0; r < rounds; r++) {
        for (size_t i = 0; i < n; i++) {
            size_t at = (size_t)(next_random(&seed) % n);
            s[i] = samples[at];
            x[i] = findings[at];
        }
        eval_measure(ev, s, x, n);
        for (int f = 0; f < EVAL_FIGURES; f++)
            values[(size_t)f * rounds + r] = eval_figure(ev, (enum eval_figure)f);
    }
    for (int f = 0; f < EVAL_FIGURES; f++)
        out[f] = middle(values + (size_t)f * rounds, rounds);
    free(s);
    free(x);
    free(values);
    free(ev);
}
