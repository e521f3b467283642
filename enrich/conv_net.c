#include "enrich/conv_net.h"

#include "enrich/conv_file.h"

#include <math.h>
#include <stdlib.h>

enum { ENTRY_MAX = 127 };

/* The rows of all words, and scratch for one text. */
struct table {
    struct conv_net net;
    float *rows, in[CONV_INPUTS_MAX]; /* peaks, then hidden units */
    int32_t place[CONV_FILTERS_MAX];
    const struct conv_texts *t;
};

static void table_init(struct table *x, const float *net, const struct conv_texts *t,
                       const struct train_options *o)
{
    const size_t width = (size_t)CONV_PLACES * o->filters;
    x->t = t;
    x->net = conv_net_of((float *)net, t->vectors->words + 1, o);
    x->rows = check_malloc(x->net.words * width * sizeof(float));
    float *turned = check_malloc(width * CONV_DIMS * sizeof(float));
    conv_net_turn(&x->net, turned);
    for (uint32_t w = 0; w < x->net.words; w++)
        conv_net_row(&x->net, turned, x->net.vector + (size_t)w * CONV_DIMS, x->rows + w * width);
    free(turned);
}

static void look(struct table *x, size_t sample)
{
    static uint32_t at[FEATURES_TOKENS_MAX]; /* a process trains one net at a time */
    uint32_t n = 0;
    for (size_t k = x->t->start[sample]; k < x->t->start[sample + 1]; k++)
        at[n++] = x->t->words[k];
    conv_net_peaks(&x->net, x->rows, at, x->t->scope + x->t->start[sample], n, x->in, x->place);
    conv_net_hidden(&x->net, x->in);
}

void conv_net_scores(const float *net, const struct conv_texts *t, const struct corpus *c,
                     const struct train_options *o, double (*score)[COLUMN_N])
{
    struct table x;
    float z[COLUMN_WIDTH];
    table_init(&x, net, t, o);
    for (size_t i = 0; i < c->data->count; i++) {
        look(&x, i);
        conv_net_answer(&x.net, x.in, z);
        for (int col = 0; col < COLUMN_N; col++)
            score[i][col] = z[col];
    }
    free(x.rows);
}

/* ---- integers ------------------------------------------------------------------------------- */

static double highest(const float *x, size_t n, size_t step)
{
    double top = 0;
    for (size_t i = 0; i < n; i++)
        top = fmax(top, fabs((double)x[i * step]));
    return top;
}

static long within(double x, long limit)
{
    long v = lround(x);
    return v > limit ? limit : v < -limit ? -limit : v;
}

/* What one step of a peak or a hidden unit is worth: the highest of the samples is ENTRY_MAX of
 * them.
 */
static void measure(struct table *x, const struct corpus *c, double *unit)
{
    const uint32_t inputs = x->net.filters + x->net.hidden;
    for (uint32_t i = 0; i < inputs; i++)
        unit[i] = 0;
    for (size_t k = 0; k < c->data->count; k++) {
        look(x, k);
        for (uint32_t i = 0; i < inputs; i++)
            unit[i] = fmax(unit[i], (double)x->in[i]);
    }
    for (uint32_t i = 0; i < inputs; i++)
        unit[i] = (unit[i] > 0 ? unit[i] : 1) / ENTRY_MAX;
}

static void quantise_words(const struct conv_net *n, const double *unit, struct conv_file *f)
{
    for (size_t k = 0; k < CONV_DIMS; k++) {
        double top = highest(n->vector + k, n->words, CONV_DIMS);
        double step = (top > 0 ? top : 1) / ENTRY_MAX;
        for (size_t w = 0; w < n->words; w++)
            f->vector[w][k] =
                (int8_t)within((double)n->vector[w * CONV_DIMS + k] / step, ENTRY_MAX);
        for (size_t i = 0; i < (size_t)CONV_PLACES * n->filters; i++) {
            double entry = (double)n->filter[i * CONV_DIMS + k] * step / unit[i % n->filters];
            f->filter[i][k] = (int16_t)within(entry * (1 << CONV_SHIFT), INT16_MAX);
        }
    }
    for (uint32_t i = 0; i < n->filters; i++)
        f->bias[i] = (int8_t)within((double)n->bias[i] / unit[i], ENTRY_MAX);
    for (uint32_t i = 0; i < SCOPE_N * n->filters; i++)
        f->scope[i] = (int8_t)within((double)n->scope[i] / unit[i % n->filters], ENTRY_MAX);
}

/* One hidden unit; what its scale makes of it becomes what a step of it is worth. */
static void quantise_hidden(const struct conv_net *n, double *unit, uint32_t j, struct conv_file *f)
{
    double top = 0;
    for (uint32_t i = 0; i < n->filters; i++)
        top = fmax(top, fabs(unit[i] * (double)n->inner[i * n->hidden + j]));
    const double step = (top > 0 ? top : 1) / ENTRY_MAX, one = 1 << CONV_HIDDEN_SHIFT;
    for (uint32_t i = 0; i < n->filters; i++)
        f->inner[i * n->hidden + j] =
            (int8_t)within(unit[i] * (double)n->inner[i * n->hidden + j] / step, ENTRY_MAX);
    f->lift[j] = (int32_t)within((double)n->lift[j] / step, CONV_LIFT_MAX);
    long scale = within(one * step / unit[n->filters + j], CONV_SCALE_MAX);
    f->scale[j] = (int32_t)(scale > 0 ? scale : 1);
    unit[n->filters + j] = one * step / f->scale[j];
}

static void quantise_out(const struct conv_net *n, const double *unit, int col, double slope,
                         struct conv_file *f)
{
    double top = 0;
    for (uint32_t i = 0; i < n->filters + n->hidden; i++)
        top = fmax(top, fabs(slope * unit[i] * (double)n->out[i * COLUMN_WIDTH + (uint32_t)col]));
    double step = (top > 0 ? top : 1) / ENTRY_MAX;
    for (uint32_t i = 0; i < n->filters + n->hidden; i++)
        f->out[i][col] = (int8_t)within(
            slope * unit[i] * (double)n->out[i * COLUMN_WIDTH + (uint32_t)col] / step, ENTRY_MAX);
    f->gain[col] = (int32_t)within(step * 256 * (1 << 24), INT32_MAX);
}

void conv_net_quantise(const float *net, const struct conv_texts *t, const struct corpus *c,
                       const struct train_options *o, double (*share)(int col),
                       double constant[COLUMN_N], struct conv_file *f)
{
    struct table x;
    double unit[CONV_INPUTS_MAX];
    table_init(&x, net, t, o);
    measure(&x, c, unit);
    *f = (struct conv_file){.words = t->vectors->words, .filters = o->filters, .hidden = o->hidden};
    conv_file_allocate(f);
    for (uint32_t w = 0; w < f->words; w++)
        f->token[w] = t->vectors->word[w].token;
    quantise_words(&x.net, unit, f);
    for (uint32_t j = 0; j < f->hidden; j++)
        quantise_hidden(&x.net, unit, j, f);
    for (int col = 0; col < COLUMN_N; col++) {
        quantise_out(&x.net, unit, col, share(col), f);
        constant[col] = share(col) * (double)x.net.constant[col];
    }
    free(x.rows);
}
