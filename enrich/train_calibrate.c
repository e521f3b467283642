#include "enrich/train_calibrate.h"

#include <stdlib.h>

enum { TAUGHT_LEAST = 100 };

/* The complaint threshold is put as high as it costs nearly nothing where most reviews complain:
 * in a natural stream only one in eight does, and there each false alarm weighs more. */
static unsigned threshold_of(int col, const double *p, const float *label, size_t n,
                             const struct train_options *o)
{
    if (col == COLUMN_COMPLAINT)
        return calibrate_high(p, label, n, o->complaint_share);
    return calibrate_best_f(p, label, n, col == COLUMN_CAUSE + CAUSE_SAFETY ? o->safety_beta : 1);
}

struct calibration train_calibrate(const struct corpus *c, const double (*score)[COLUMN_N], int col,
                                   const struct train_options *o, uint16_t *threshold)
{
    size_t n = c->data->count;
    double *p = check_malloc((n + 1) * sizeof(*p));
    float *label = check_malloc((n + 1) * sizeof(*label));
    for (size_t i = 0; i < n; i++) {
        const struct sample *s = &c->data->samples[i];
        p[i] = score[i][col];
        label[i] = s->practice ? 0 : s->weight * corpus_label(s, col);
    }
    struct calibration k = calibrate_fit(p, label, n);
    for (size_t i = 0; i < n; i++)
        p[i] = calibrate_p(k, p[i]);
    *threshold = (uint16_t)threshold_of(col, p, label, n, o);
    free(p);
    free(label);
    return k;
}

struct calibration train_calibrate_taught(const struct corpus *c, int col, uint16_t *threshold)
{
    double *p = check_malloc((c->data->count + 1) * sizeof(*p));
    size_t n = 0;
    bool seen = false;
    for (size_t i = 0; i < c->data->count; i++) {
        const struct sample *s = &c->data->samples[i];
        if (s->taught)
            p[n++] = (double)s->taught[col];
        else
            seen |= !s->practice && corpus_label(s, col) > 0;
    }
    unsigned yes = calibrate_expected_f(p, n);
    free(p);
    /* Of what it never says a teacher cannot tell when to believe it; and what no reader ever saw
     * is never said. */
    yes = yes < TAUGHT_LEAST ? TAUGHT_LEAST : yes;
    *threshold = (uint16_t)(seen ? yes : MODEL_THRESHOLD_MAX);
    return (struct calibration){1, 0};
}
