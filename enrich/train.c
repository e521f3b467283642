#include "enrich/train.h"

#include "core/hash.h"
#include "enrich/calibrate.h"
#include "enrich/corpus.h"
#include "enrich/jobs.h"
#include "enrich/solve.h"
#include "enrich/train_gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SAMPLES_MIN = 50, WEIGHT_MAX = 127 };

struct train_options train_defaults(void)
{
    return (struct train_options){
        .bits = 20,
        .rows_max = 80000, /* 2.5 MiB */
        .seen_min = 3,
        .folds = 5,
        .jobs = 2,
        .seed = 1,
        .rounds = 30,
        .cost = 16,
        .ratio_floor = 0.25,
        .safety_beta = 2,
        .complaint_share = 0.99,
        .gate_cost = 4,
        .gate_loss = 0.001,
    };
}

unsigned train_fold(const struct sample *s, const struct train_options *o)
{
    return (unsigned)(hash_bytes(o->seed, s->body.ptr, s->body.len).lo % o->folds);
}

struct fits {
    const struct corpus *c;
    const struct train_options *o;
    struct solved *out;
};

/* One model, selected and trained without the samples of `fold` (o->folds: with all of them). */
static void fit(void *ctx, unsigned fold)
{
    const struct fits *f = ctx;
    bool *use = check_malloc(f->c->data->count + 1);
    struct selection s;
    for (size_t i = 0; i < f->c->data->count; i++)
        use[i] =
            f->c->data->samples[i].practice || train_fold(&f->c->data->samples[i], f->o) != fold;
    if (f->o->progress)
        fprintf(stderr, "train: model %u of %u\n", fold + 1, f->o->folds + 1);
    selection_init(&s, f->c, use, f->o->seen_min, f->o->rows_max);
    solve_columns(f->c, &s, use, f->o, fold == f->o->folds, f->out);
    selection_fini(&s);
    free(use);
}

static int32_t to_fixed(double x, double scale, const char *what, int col)
{
    double v = round(x * scale);
    if (!(fabs(v) < INT32_MAX)) {
        fprintf(stderr, "train: column %d: %s %g is out of range\n", col, what, x);
        v = 0;
    }
    return (int32_t)v;
}

/* The complaint threshold is put as high as it costs nearly nothing where most reviews complain:
 * in a natural stream only one in eight does, and there each false alarm weighs more. */
static unsigned threshold_of(int col, const double *p, const float *label, size_t n,
                             const struct train_options *o)
{
    if (col == COLUMN_COMPLAINT)
        return calibrate_high(p, label, n, o->complaint_share);
    return calibrate_best_f(p, label, n, col == COLUMN_CAUSE + CAUSE_SAFETY ? o->safety_beta : 1);
}

/* The teacher has seen every fold, and what it answers betrays a little of that, so cross-fitted
 * scores are too good. Probabilities are drawn in by as much as the dev split asks for, one number
 * for all columns; and the thresholds are those with the best F score that these probabilities lead
 * one to expect, not the one that the labels seem to show. */
static const double TAUGHT_DOUBT = 0.78;

/* Cases of `n` scores in `p`, each as a yes by its probability and a no by the rest. */
static void expect(double *p, float *label, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float weight = fabsf(label[i]);
        p[n + i] = p[i];
        label[i] = (float)p[i] * weight;
        label[n + i] = (float)(p[i] - 1) * weight;
    }
}

/* Calibration and threshold from the cross-fitted scores of one column. */
static struct calibration calibrate_column(const struct corpus *c, const struct solved *out,
                                           int col, const struct train_options *o,
                                           uint16_t *threshold)
{
    size_t n = c->data->count;
    double *score = check_malloc((2 * n + 1) * sizeof(*score));
    float *label = check_malloc((2 * n + 1) * sizeof(*label));
    bool taught = false, seen = false;
    for (size_t i = 0; i < n; i++) {
        const struct sample *s = &c->data->samples[i];
        taught |= s->taught != NULL;
        score[i] = out->score[i][col];
        label[i] = s->practice ? 0 : s->weight * corpus_label(s, col);
        seen |= label[i] > 0;
    }
    struct calibration k = calibrate_fit(score, label, n);
    if (taught)
        k = (struct calibration){TAUGHT_DOUBT * k.slope, TAUGHT_DOUBT * k.offset};
    for (size_t i = 0; i < n; i++)
        score[i] = calibrate_p(k, score[i]);
    bool by_p = taught && seen; /* what no reader ever saw is never said */
    if (by_p)
        expect(score, label, n);
    *threshold = (uint16_t)threshold_of(col, score, label, by_p ? 2 * n : n, o);
    free(score);
    free(label);
    return k;
}

/* Weights of one column as int8, and what turns their sum back into a logit. */
static void quantise(const struct solved *out, int col, struct calibration k, struct model_file *m)
{
    double top = 0;
    for (uint32_t r = 0; r < m->rows; r++)
        top = fmax(top, fabs(out->weight[r][col]));
    double unit = top > 0 ? top / WEIGHT_MAX : 1;
    for (uint32_t r = 0; r < m->rows; r++)
        m->weight[r][col] = (int8_t)lround(out->weight[r][col] / unit);
    double offset = k.slope * out->weight[m->rows][col] + k.offset;
    m->column[col].gain = to_fixed(unit * k.slope, 1 << 24, "gain", col);
    m->column[col].offset = to_fixed(offset, 256, "offset", col);
}

static int build_gate(const struct corpus *c, const struct train_options *o,
                      const struct solved *out, struct calibration k, struct model_file *m,
                      struct err *e)
{
    bool *found = check_malloc(c->data->count + 1);
    double enough = m->column[COLUMN_COMPLAINT].threshold / 1000.0;
    for (size_t i = 0; i < c->data->count; i++)
        found[i] = !c->data->samples[i].practice && c->data->samples[i].causes &&
                   calibrate_p(k, out->score[i][COLUMN_COMPLAINT]) >= enough;
    int rc = train_gate(c->data, o, found, &m->gate, e);
    free(found);
    return rc;
}

static int build(const struct corpus *c, const struct train_options *o, const struct solved *out,
                 struct model_file *m, struct err *e)
{
    struct selection s;
    int rc = 0;
    bool *use = check_malloc(c->data->count + 1);
    memset(use, true, c->data->count);
    selection_init(&s, c, use, o->seen_min, o->rows_max);
    *m = (struct model_file){.bits = o->bits, .rows = s.rows, .feature = s.feature};
    m->weight = check_calloc(s.rows + 1, sizeof(*m->weight));
    s.feature = NULL; /* the model has it now */
    for (int col = 0; col < COLUMN_N; col++) {
        struct calibration k = calibrate_column(c, out, col, o, &m->column[col].threshold);
        quantise(out, col, k, m);
        if (col == COLUMN_COMPLAINT)
            rc = build_gate(c, o, out, k, m, e);
    }
    selection_fini(&s);
    free(use);
    if (rc != 0)
        model_file_fini(m);
    return rc;
}

static size_t labelled(const struct dataset *data)
{
    size_t n = 0;
    for (size_t i = 0; i < data->count; i++)
        n += !data->samples[i].practice;
    return n;
}

int train_run(const struct dataset *data, const struct train_options *o, struct model_file *m,
              struct err *e)
{
    struct corpus c;
    size_t n = labelled(data);
    if (n < SAMPLES_MIN)
        return err_set(e, "%zu samples are too few to train on (at least %d)", n, SAMPLES_MIN);
    corpus_init(&c, data, o->bits);
    size_t score_bytes = data->count * sizeof(double[COLUMN_N]);
    size_t weight_bytes = ((size_t)o->rows_max + 1) * sizeof(double[COLUMN_N]);
    struct solved out = {jobs_memory(score_bytes), jobs_memory(weight_bytes)};
    /* each fold by a model that has not seen it, and the last one on all */
    int rc = jobs_run(o->folds + 1, o->jobs, fit, &(struct fits){&c, o, &out}, e);
    if (rc == 0)
        rc = build(&c, o, &out, m, e);
    munmap(out.score, score_bytes);
    munmap(out.weight, weight_bytes);
    corpus_fini(&c);
    return rc;
}
