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

static struct target targets(const int8_t *label, size_t n)
{
    double yes = 0, no = 0;
    for (size_t i = 0; i < n; i++) {
        yes += label[i] > 0;
        no += label[i] < 0;
    }
    return (struct target){(yes + 1) / (yes + 2), 1 / (no + 2)};
}

static double loss(struct calibration c, struct target t, const double *score, const int8_t *label,
                   size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double x = c.slope * score[i] + c.offset, y = label[i] > 0 ? t.yes : t.no;
        sum += label[i] ? softplus(x) - y * x : 0;
    }
    return sum;
}

/* Gradient and Hessian of the loss give the step. */
static struct calibration newton_step(struct calibration c, struct target t, const double *score,
                                      const int8_t *label, size_t n)
{
    double g1 = 0, g2 = 0, h11 = 1e-9, h22 = 1e-9, h12 = 0;
    for (size_t i = 0; i < n; i++) {
        if (!label[i])
            continue;
        double p = calibrate_p(c, score[i]), d = p - (label[i] > 0 ? t.yes : t.no), v = p * (1 - p);
        g1 += d * score[i];
        g2 += d;
        h11 += v * score[i] * score[i];
        h12 += v * score[i];
        h22 += v;
    }
    double det = h11 * h22 - h12 * h12;
    return (struct calibration){-(h22 * g1 - h12 * g2) / det, -(h11 * g2 - h12 * g1) / det};
}

struct calibration calibrate_fit(const double *score, const int8_t *label, size_t n)
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

/* above[k]: cases with p of at least k/1000, [0] the no and [1] the yes. */
static void count_above(const double *p, const int8_t *label, size_t n, double above[STEPS + 2][2])
{
    for (int k = 0; k < STEPS + 2; k++)
        above[k][0] = above[k][1] = 0;
    for (size_t i = 0; i < n; i++)
        if (label[i])
            above[(int)(p[i] * STEPS)][label[i] > 0]++;
    for (int k = STEPS; k >= 0; k--)
        for (int y = 0; y < 2; y++)
            above[k][y] += above[k + 1][y];
}

static double f1(double found, double wrong, double all)
{
    return found > 0 ? 2 * found / (found + wrong + all) : 0;
}

unsigned calibrate_best_f1(const double *p, const int8_t *label, size_t n, double rate)
{
    double above[STEPS + 2][2], best = -1;
    unsigned at = STEPS;
    count_above(p, label, n, above);
    double yes = above[0][1], no = above[0][0];
    /* How many times each no must count so that the yes are `rate` of all. */
    double times = rate > 0 && no > 0 ? yes * (1 - rate) / rate / no : 0;
    for (unsigned k = 1; k <= STEPS; k++) {
        double value = f1(above[k][1], above[k][0], yes);
        if (times > 0)
            value += f1(above[k][1], above[k][0] * times, yes);
        if (value > best) {
            best = value;
            at = k;
        }
    }
    return at;
}

unsigned calibrate_recall(const double *p, const int8_t *label, size_t n, double recall)
{
    double above[STEPS + 2][2];
    count_above(p, label, n, above);
    for (unsigned k = STEPS; k > 1; k--)
        if (above[k][1] >= recall * above[0][1])
            return k;
    return 1;
}
