#include "enrich/train.h"

#include "core/hash.h"
#include "enrich/calibrate.h"
#include "enrich/corpus.h"
#include "enrich/solve.h"
#include "enrich/train_gate.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { SAMPLES_MIN = 50, WEIGHT_MAX = 127 };

struct train_options train_defaults(void)
{
    return (struct train_options){
        .bits = 20,
        .rows_max = 57000, /* with the index, just under one huge page of 2 MiB */
        .seen_min = 3,
        .folds = 5,
        .jobs = 2,
        .seed = 1,
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

static void *shared_new(size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(at != MAP_FAILED);
    return at;
}

/* Scores every sample with a model that was selected and trained without it. */
static int cross_fit(const struct corpus *c, const struct train_options *o, struct solved *out,
                     struct err *e)
{
    bool *use = check_calloc(c->data->count + 1, sizeof(*use));
    int rc = 0;
    for (unsigned fold = 0; rc == 0 && fold < o->folds; fold++) {
        char what[64];
        struct selection s;
        for (size_t i = 0; i < c->data->count; i++)
            use[i] = train_fold(&c->data->samples[i], o) != fold;
        snprintf(what, sizeof(what), "fold %u of %u", fold + 1, o->folds);
        selection_init(&s, c, use, o->seen_min, o->rows_max);
        rc = solve_columns(c, &s, use, o, what, out, e);
        selection_fini(&s);
    }
    free(use);
    return rc;
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
static unsigned threshold_of(int col, const double *p, const int8_t *label, size_t n,
                             const struct train_options *o)
{
    if (col == COLUMN_COMPLAINT)
        return calibrate_high(p, label, n, o->complaint_share);
    return calibrate_best_f(p, label, n, col == COLUMN_CAUSE + CAUSE_SAFETY ? o->safety_beta : 1);
}

/* Calibration and threshold from the cross-fitted scores of one column. */
static struct calibration calibrate_column(const struct corpus *c, const struct solved *out,
                                           int col, const struct train_options *o,
                                           uint16_t *threshold)
{
    size_t n = c->data->count;
    double *score = check_malloc((n + 1) * sizeof(*score));
    int8_t *label = check_malloc(n + 1);
    for (size_t i = 0; i < n; i++) {
        score[i] = out->score[i][col];
        label[i] = c->label[i][col];
    }
    struct calibration k = calibrate_fit(score, label, n);
    for (size_t i = 0; i < n; i++)
        score[i] = calibrate_p(k, score[i]);
    *threshold = (uint16_t)threshold_of(col, score, label, n, o);
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

static void build_gate(const struct corpus *c, const struct train_options *o,
                       const struct solved *out, struct calibration k, struct model_file *m)
{
    bool *found = check_malloc(c->data->count + 1);
    double enough = m->column[COLUMN_COMPLAINT].threshold / 1000.0;
    for (size_t i = 0; i < c->data->count; i++)
        found[i] = c->label[i][COLUMN_COMPLAINT] > 0 &&
                   calibrate_p(k, out->score[i][COLUMN_COMPLAINT]) >= enough;
    train_gate(c->data, o, found, &m->gate);
    free(found);
}

static int build(const struct corpus *c, const struct train_options *o, struct solved *out,
                 struct model_file *m, struct err *e)
{
    struct selection s;
    bool *use = check_malloc(c->data->count + 1);
    for (size_t i = 0; i < c->data->count; i++)
        use[i] = true;
    selection_init(&s, c, use, o->seen_min, o->rows_max);
    int rc = solve_columns(c, &s, use, o, "all", out, e);
    if (rc == 0) {
        *m = (struct model_file){.bits = o->bits, .rows = s.rows, .feature = s.feature};
        m->weight = check_calloc(s.rows + 1, sizeof(*m->weight));
        s.feature = NULL; /* the model has it now */
        for (int col = 0; col < COLUMN_N; col++) {
            struct calibration k = calibrate_column(c, out, col, o, &m->column[col].threshold);
            quantise(out, col, k, m);
            if (col == COLUMN_COMPLAINT)
                build_gate(c, o, out, k, m);
        }
    }
    selection_fini(&s);
    free(use);
    return rc;
}

int train_run(const struct dataset *data, const struct train_options *o, struct model_file *m,
              struct err *e)
{
    struct corpus c;
    if (data->count < SAMPLES_MIN)
        return err_set(e, "%zu samples are too few to train on (at least %d)", data->count,
                       SAMPLES_MIN);
    corpus_init(&c, data, o->bits);
    size_t score_bytes = data->count * sizeof(double[COLUMN_N]);
    size_t weight_bytes = ((size_t)o->rows_max + 1) * sizeof(double[COLUMN_N]);
    struct solved out = {shared_new(score_bytes), shared_new(weight_bytes)};
    int rc = cross_fit(&c, o, &out, e);
    if (rc == 0)
        rc = build(&c, o, &out, m, e);
    munmap(out.score, score_bytes);
    munmap(out.weight, weight_bytes);
    corpus_fini(&c);
    return rc;
}
