#include "enrich/calibrate.h"

#include "core/check.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 1000 };

static double softplus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/* Smoothed targets: a handful of cases must not be believed without doubt. */
struct target {
    double yes, no;
};

static struct target targets(const float *label, size_t n)
{
    double yes = 0, no = 0;
    for (size_t i = 0; i < n; i++) {
        yes += label[i] > 0 ? label[i] : 0;
        no += label[i] < 0 ? -label[i] : 0;
    }
    return (struct target){(yes + 1) / (yes + 2), 1 / (no + 2)};
}

static double loss(struct calibration c, struct target t, const double *score, const float *label,
                   size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double x = c.slope * score[i] + c.offset, y = label[i] > 0 ? t.yes : t.no;
        sum += fabsf(label[i]) * (softplus(x) - y * x);
    }
    return sum;
}

/* Gradient and Hessian of the loss give the step. */
static struct calibration newton_step(struct calibration c, struct target t, const double *score,
                                      const float *label, size_t n)
{
    double g1 = 0, g2 = 0, h11 = 1e-9, h22 = 1e-9, h12 = 0;
    for (size_t i = 0; i < n; i++) {
        double p = calibrate_p(c, score[i]), weight = fabsf(label[i]);
        double d = weight * (p - (label[i] > 0 ? t.yes : t.no)), v = weight * p * (1 - p);
        g1 += d * score[i];
        g2 += d;
        h11 += v * score[i] * score[i];
        h12 += v * score[i];
        h22 += v;
    }
    double det = h11 * h22 - h12 * h12;
    return (struct calibration){-(h22 * g1 - h12 * g2) / det, -(h11 * g2 - h12 * g1) / det};
}

struct calibration calibrate_fit(const double *score, const float *label, size_t n)
{
    struct target t = targets(label, n);
    struct calibration c = {1, 0};
    double now = loss(c, t, score, label, n);
    for (int round = 0; round < 100; round++) {
        struct calibration step = newton_step(c, t, score, label, n);
        double size = 1, next = now;
        struct calibration to = c;
        for (; size > 1e-8; size /= 2) {
            to = (struct calibration){c.slope + size * step.slope, c.offset + size * step.offset};
            next = loss(to, t, score, label, n);
            if (next < now)
                break;
        }
        if (!(next < now - 1e-9))
            break;
        c = to;
        now = next;
    }
    return c;
}

double calibrate_p(struct calibration c, double score)
{
    return 1 / (1 + exp(-(c.slope * score + c.offset)));
}

/* above[k]: weight of the cases with p of at least k/1000, [0] the no and [1] the yes. */
static void count_above(const double *p, const float *label, size_t n, double above[STEPS + 2][2])
{
    for (int k = 0; k < STEPS + 2; k++)
        above[k][0] = above[k][1] = 0;
    for (size_t i = 0; i < n; i++)
        above[(int)(p[i] * STEPS)][label[i] > 0] += fabsf(label[i]);
    for (int k = STEPS; k >= 0; k--)
        for (int y = 0; y < 2; y++)
            above[k][y] += above[k + 1][y];
}

static double f_score(const double above[2], double all, double beta)
{
    double b2 = beta * beta;
    return above[1] > 0 ? (1 + b2) * above[1] / (b2 * all + above[0] + above[1]) : 0;
}

unsigned calibrate_best_f(const double *p, const float *label, size_t n, double beta)
{
    double above[STEPS + 2][2], best = 0; /* a column without any yes keeps STEPS: never */
    unsigned at = STEPS;
    count_above(p, label, n, above);
    for (unsigned k = 1; k <= STEPS; k++) {
        double value = f_score(above[k], above[0][1], beta);
        if (value > best) {
            best = value;
            at = k;
        }
    }
    return at;
}

unsigned calibrate_high(const double *p, const float *label, size_t n, double share)
{
    double above[STEPS + 2][2];
    unsigned at = calibrate_best_f(p, label, n, 1), high = at;
    count_above(p, label, n, above);
    double enough = share * f_score(above[at], above[0][1], 1);
    for (unsigned k = at; k <= STEPS; k++)
        if (f_score(above[k], above[0][1], 1) >= enough)
            high = k;
    return high;
}

static int falling(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

unsigned calibrate_expected_f(double *p, size_t n)
{
    double all = 0, right = 0, best = 0;
    qsort(p, n, sizeof(*p), falling);
    for (size_t i = 0; i < n; i++)
        all += p[i];
    for (size_t i = 0; i < n; i++) {
        right += p[i];
        best = fmax(best, 2 * right / (all + (double)(i + 1)));
    }
    return (unsigned)lround(1000 * best / 2);
}
