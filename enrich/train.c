#include "enrich/train.h"

#include "core/hash.h"
#include "enrich/classify.h"
#include "enrich/corpus.h"
#include "enrich/jobs.h"
#include "enrich/policy.h"
#include "enrich/solve.h"
#include "enrich/train_calibrate.h"
#include "enrich/train_conv.h"
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
        .rows_max = 53000, /* with the convolution under 4 MiB */
        .seen_min = 3,
        .folds = 5,
        .jobs = 2,
        .seed = 1,
        .rounds = 30,
        .cost = 16,
        .ratio_floor = 0.25,
        .filters = 128,
        .hidden = 128,
        .epochs = 8,
        .safety_beta = 2,
        .complaint_share = 0.99,
        .gate_loss = 0.005,
    };
}

unsigned train_fold(const struct sample *s, const struct train_options *o)
{
    return (unsigned)(hash_bytes(o->seed, s->body.ptr, s->body.len).lo % o->folds);
}

/* With a teacher an answer is made of this share of the convolution's log-odds, the rest is the
 * n-grams'. Harm is told by single words, of which the n-grams know more. */
static double conv_share(int col)
{
    return col == COLUMN_CAUSE + CAUSE_SAFETY ? 0.3 : col == COLUMN_COMPLAINT ? 0.6 : 0.5;
}

struct fits {
    const struct corpus *c;
    const struct conv_texts *texts; /* NULL: no convolution */
    const struct train_options *o;
    bool taught;
    struct solved *out;
    float *net;                     /* of the convolution */
    double (*conv_score)[COLUMN_N]; /* of every sample, by it */
};

/* The n-grams, selected and trained without the samples of `fold` (o->folds: with all of them). */
static void fit_fold(const struct fits *f, unsigned fold)
{
    bool *use = check_malloc(f->c->data->count + 1);
    struct selection s;
    for (size_t i = 0; i < f->c->data->count; i++)
        use[i] =
            f->c->data->samples[i].practice || train_fold(&f->c->data->samples[i], f->o) != fold;
    selection_init(&s, f->c, use, f->o->seen_min, f->o->rows_max);
    solve_columns(f->c, &s, use, f->o, fold == f->o->folds, f->taught, f->out);
    selection_fini(&s);
    free(use);
}

static void fit_conv(const struct fits *f)
{
    conv_net_train(f->net, f->texts, f->c, f->o);
    conv_net_scores(f->net, f->texts, f->c, f->o, f->conv_score);
}

/* Of labels alone: each fold by a model that has not seen it, and the last one on all. With a
 * teacher: the n-grams on all, and the convolution on all. */
static void fit(void *ctx, unsigned job)
{
    const struct fits *f = ctx;
    if (f->o->progress)
        fprintf(stderr, "train: %s %u\n", f->taught && job ? "convolution" : "model", job + 1);
    if (f->taught && job > 0)
        fit_conv(f);
    else
        fit_fold(f, f->taught ? f->o->folds : job);
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

/* Weights of one column as int8, and what turns their sum back into a logit. They are `share` of
 * the answer, and `more` is added to it. */
static void quantise(const struct solved *out, int col, struct calibration k, double share,
                     double more, struct model_file *m)
{
    double top = 0;
    for (uint32_t r = 0; r < m->rows; r++)
        top = fmax(top, fabs(out->weight[r][col]));
    double unit = top > 0 ? top / WEIGHT_MAX : 1;
    for (uint32_t r = 0; r < m->rows; r++)
        m->weight[r][col] = (int8_t)lround(out->weight[r][col] / unit);
    double offset = share * k.slope * out->weight[m->rows][col] + more + k.offset;
    m->column[col].gain = to_fixed(unit * share * k.slope, 1 << 24, "gain", col);
    m->column[col].offset = to_fixed(offset, 256, "offset", col);
}

/* What the model will say of every sample (but for phrases of harm), by the policy's defaults:
 * the gate learns to foresee it. */
static int build_gate(const struct corpus *c, const struct train_options *o,
                      const struct solved *out, const struct calibration k[COLUMN_N],
                      struct model_file *m, struct err *e)
{
    bool *found = check_malloc(c->data->count + 1);
    struct classifier decides = {0};
    struct policy policy;
    policy_init(&policy);
    decides.sure = (uint16_t)policy.threshold_sure;
    for (int col = 0; col < COLUMN_N; col++)
        decides.threshold[col] =
            (uint16_t)(policy.threshold[col] ? policy.threshold[col] : m->column[col].threshold);
    for (size_t i = 0; i < c->data->count; i++) {
        uint16_t answer[COLUMN_WIDTH] = {0};
        struct finding x = {0};
        for (int col = 0; col < COLUMN_N; col++)
            answer[col] = (uint16_t)lround(1000 * calibrate_p(k[col], out->score[i][col]));
        classify_decide(&decides, answer, &x);
        found[i] = x.cause_count > 0;
    }
    int rc = train_gate(c->data, o, found, &m->gate, e);
    free(found);
    return rc;
}

/* Scores of n-grams and convolution become one. */
static void mix(const struct fits *f)
{
    for (size_t i = 0; i < f->c->data->count; i++)
        for (int col = 0; col < COLUMN_N; col++)
            f->out->score[i][col] +=
                conv_share(col) * (f->conv_score[i][col] - f->out->score[i][col]);
}

static int build(const struct fits *f, struct model_file *m, struct err *e)
{
    const struct corpus *c = f->c;
    const struct train_options *o = f->o;
    const struct solved *out = f->out;
    struct calibration k[COLUMN_N];
    double more[COLUMN_N] = {0};
    struct selection s;
    bool *use = check_malloc(c->data->count + 1);
    memset(use, true, c->data->count);
    selection_init(&s, c, use, o->seen_min, o->rows_max);
    *m = (struct model_file){.bits = o->bits, .rows = s.rows, .feature = s.feature};
    m->weight = check_calloc(s.rows + 1, sizeof(*m->weight));
    s.feature = NULL; /* the model has it now */
    if (f->texts) {
        mix(f);
        conv_net_quantise(f->net, f->texts, c, o, conv_share, more, &m->conv);
    }
    for (int col = 0; col < COLUMN_N; col++) {
        uint16_t *threshold = &m->column[col].threshold;
        k[col] = f->taught ? train_calibrate_taught(c, col, threshold)
                           : train_calibrate(c, out->score, col, o, threshold);
        quantise(out, col, k[col], f->texts ? 1 - conv_share(col) : 1, more[col], m);
    }
    int rc = build_gate(c, o, out, k, m, e);
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

static bool is_taught(const struct dataset *data)
{
    for (size_t i = 0; i < data->count; i++)
        if (data->samples[i].taught)
            return true;
    return false;
}

int train_run(const struct dataset *data, const struct train_options *o, struct model_file *m,
              struct err *e)
{
    struct corpus c;
    struct conv_texts texts;
    size_t n = labelled(data);
    const bool taught = is_taught(data), conv = taught && o->vectors;
    if (n < SAMPLES_MIN)
        return err_set(e, "%zu samples are too few to train on (at least %d)", n, SAMPLES_MIN);
    corpus_init(&c, data, o->bits);
    if (conv)
        conv_texts_init(&texts, &c, o->vectors);
    size_t score_bytes = data->count * sizeof(double[COLUMN_N]);
    size_t weight_bytes = ((size_t)o->rows_max + 1) * sizeof(double[COLUMN_N]);
    size_t net_bytes = conv ? conv_net_size(&texts, o) * sizeof(float) : 1;
    struct solved out = {jobs_memory(score_bytes), jobs_memory(weight_bytes)};
    struct fits f = {.c = &c, .o = o, .taught = taught, .out = &out};
    f.texts = conv ? &texts : NULL;
    f.net = jobs_memory(net_bytes);
    f.conv_score = jobs_memory(score_bytes);
    unsigned jobs = taught ? 1 + (unsigned)conv : o->folds + 1;
    int rc = jobs_run(jobs, o->jobs, fit, &f, e);
    if (rc == 0)
        rc = build(&f, m, e);
    munmap(out.score, score_bytes);
    munmap(out.weight, weight_bytes);
    munmap(f.net, net_bytes);
    munmap(f.conv_score, score_bytes);
    if (conv)
        conv_texts_fini(&texts);
    corpus_fini(&c);
    return rc;
}
