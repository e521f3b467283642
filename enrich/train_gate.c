#include "enrich/train_gate.h"

#include "enrich/corpus.h"
#include "enrich/jobs.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { WEIGHT_MAX = 127, CONSTANT = GATE_SIZE + 1 /* liblinear counts from 1 */ };

/* Every sample as liblinear wants it, ended by the constant and index -1. */
struct samples {
    struct feature_node *all, **of;
    size_t count;
    double *y;
};

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint32_t add_places(struct str s, uint32_t *places)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        uint32_t place = gate_place(gate_bytes(s, i));
        if (place != GATE_BLANK)
            places[n++] = place;
    }
    return n;
}

/* Value of a place: how often / sqrt(bytes), as model_suspects does. */
static struct feature_node *write_sample(const struct sample *s, struct feature_node *at)
{
    struct str title = s->title, body = s->body;
    title.len = title.len < GATE_TEXT_MAX ? title.len : GATE_TEXT_MAX;
    body.len = body.len < GATE_TEXT_MAX - title.len ? body.len : GATE_TEXT_MAX - title.len;
    uint32_t places[GATE_TEXT_MAX], count = add_places(title, places);
    count += add_places(body, places + count);
    qsort(places, count, sizeof(*places), by_value);
    double unit = 1 / sqrt(fmax(1, title.len + body.len));
    for (uint32_t k = 0; k < count; at++) {
        uint32_t place = places[k], times = 0;
        for (; k < count && places[k] == place; k++)
            times++;
        *at = (struct feature_node){(int)place + 1, times * unit};
    }
    *at++ = (struct feature_node){CONSTANT, 1};
    *at++ = (struct feature_node){-1, 0};
    return at;
}

static bool complains(const struct sample *s)
{
    return s->taught ? s->taught[COLUMN_COMPLAINT] >= 0.5F : s->causes != 0;
}

static void samples_init(struct samples *x, const struct dataset *data)
{
    size_t nodes = 0;
    for (size_t i = 0; i < data->count; i++)
        nodes += (size_t)data->samples[i].title.len + data->samples[i].body.len + 2;
    x->count = data->count;
    x->all = check_malloc(nodes * sizeof(*x->all));
    x->of = check_malloc((data->count + 1) * sizeof(*x->of));
    x->y = check_malloc((data->count + 1) * sizeof(*x->y));
    struct feature_node *at = x->all;
    for (size_t i = 0; i < data->count; i++) {
        x->of[i] = at;
        x->y[i] = complains(&data->samples[i]) ? 1 : -1;
        at = write_sample(&data->samples[i], at);
    }
}

static void samples_fini(struct samples *x)
{
    free(x->all);
    free(x->of);
    free(x->y);
}

static void quiet(const char *text)
{
    (void)text;
}

/* Weights by place and the constant last, for "complaint"; trained on the samples not in `left_out`
 * (a number that no sample has: none is left out). */
static void solve(const struct samples *x, const unsigned *fold, unsigned left_out,
                  const struct train_options *o, double *weight)
{
    struct problem p = {.n = CONSTANT, .bias = 1};
    p.x = check_malloc((x->count + 1) * sizeof(*p.x));
    p.y = check_malloc((x->count + 1) * sizeof(*p.y));
    for (size_t i = 0; i < x->count; i++)
        if (fold[i] != left_out) {
            p.x[p.l] = x->of[i];
            p.y[p.l++] = x->y[i];
        }
    const struct parameter q = {.solver_type = L2R_LR_DUAL, .C = o->gate_cost, .eps = 0.05};
    set_print_string_function(quiet);
    srand((unsigned)(o->seed * 1000 + left_out)); /* liblinear shuffles with rand() */
    struct model *m = train(&p, &q);
    double sign = m->label[0] > 0 ? 1 : -1;
    for (int i = 0; i < CONSTANT; i++)
        weight[i] = m->nr_class == 2 ? sign * m->w[i] : 0;
    free_and_destroy_model(&m);
    free(p.x);
    free(p.y);
}

static double score(const double *weight, const struct feature_node *x)
{
    double sum = 0;
    for (; x->index > 0; x++)
        sum += weight[x->index - 1] * x->value;
    return sum;
}

static int by_score(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The score from which on a text passes. */
static double threshold(const struct dataset *data, const double *scores, const bool *found,
                        double loss)
{
    double *kept = check_malloc((data->count + 1) * sizeof(*kept)), least = HUGE_VAL;
    size_t n = 0;
    for (size_t i = 0; i < data->count; i++) {
        if (!found[i])
            continue;
        kept[n++] = scores[i];
        if (data->samples[i].causes >> CAUSE_SAFETY & 1)
            least = fmin(least, scores[i]);
    }
    qsort(kept, n, sizeof(*kept), by_score);
    double at = n ? kept[(size_t)(loss * (double)n)] : -HUGE_VAL;
    free(kept);
    return fmin(at, least);
}

static void quantise(const double *weight, double at, struct gate *g)
{
    double top = 0;
    for (int i = 0; i < GATE_SIZE; i++)
        top = fmax(top, fabs(weight[i]));
    double unit = top > 0 ? top / WEIGHT_MAX : 1;
    for (int i = 0; i < GATE_SIZE; i++)
        g->weight[i] = (int8_t)lround(weight[i] / unit);
    g->weight[GATE_BLANK] = 0;
    double cut = floor((at - weight[CONSTANT - 1]) / unit * 65536);
    g->cut = fabs(cut) < INT32_MAX ? (int32_t)cut : INT32_MIN;
}

struct fits {
    const struct samples *x;
    const struct dataset *data;
    const struct train_options *o;
    unsigned folds;
    const unsigned *fold;
    double *score, *weight; /* of every sample that a reader labelled; of the last fit */
};

/* Scores the samples of one fold by the others; the last one is trained on all. */
static void fit(void *ctx, unsigned f)
{
    const struct fits *t = ctx;
    double *weight = check_malloc(CONSTANT * sizeof(*weight));
    solve(t->x, t->fold, f, t->o, weight);
    for (size_t i = 0; i < t->data->count; i++)
        if (t->fold[i] == f)
            t->score[i] = score(weight, t->x->of[i]);
    if (f == t->folds)
        memcpy(t->weight, weight, CONSTANT * sizeof(*weight));
    free(weight);
}

/* Fold of every sample; returns how many folds. Practice is in none, as it closes no gate. With a
 * teacher's answers alone there is enough to learn from, so one fold is all the others. */
static unsigned assign_folds(const struct dataset *data, const struct train_options *o,
                             unsigned *fold)
{
    unsigned folds = o->folds;
    for (size_t i = 0; i < data->count; i++)
        folds = data->samples[i].taught ? 1 : folds;
    for (size_t i = 0; i < data->count; i++)
        fold[i] = data->samples[i].practice ? folds + 1 : train_fold(&data->samples[i], o) % folds;
    return folds;
}

int train_gate(const struct dataset *data, const struct train_options *o, const bool *found,
               struct gate *g, struct err *e)
{
    struct samples x;
    size_t score_bytes = (data->count + 1) * sizeof(double),
           weight_bytes = CONSTANT * sizeof(double);
    unsigned *fold = check_malloc((data->count + 1) * sizeof(*fold));
    double *scores = jobs_memory(score_bytes), *weight = jobs_memory(weight_bytes);
    samples_init(&x, data);
    unsigned folds = assign_folds(data, o, fold);
    struct fits fits = {&x, data, o, folds, fold, scores, weight};
    int rc = jobs_run(folds + 1, o->jobs, fit, &fits, e);
    if (rc == 0)
        quantise(weight, threshold(data, scores, found, o->gate_loss), g);
    free(fold);
    munmap(scores, score_bytes);
    munmap(weight, weight_bytes);
    samples_fini(&x);
    return rc;
}
