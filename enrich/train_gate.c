#include "enrich/train_gate.h"

#include "enrich/jobs.h"
#include "enrich/train_math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { WEIGHT_MAX = 127, EPOCHS = 6, CONSTANT = GATE_SIZE, WEIGHTS };

/* What a complaint counts beside a praise, and one with a cause of safety beside another. */
static const float COMPLAINT = 3, SAFETY = 3;
static const float RATE = 0.5F, DECAY = 1e-6F;

/* The places of the pieces of every sample, one behind the other. */
struct samples {
    uint16_t *places;
    size_t *start; /* sample i has places[start[i]] .. places[start[i + 1] - 1] */
    float *unit;   /* what a piece counts: 1 / sqrt(bytes), as in model_suspects */
};

_Static_assert(GATE_BITS == 16, "a place is a uint16_t");

static void samples_init(struct samples *x, const struct dataset *data)
{
    uint32_t piece[2 * GATE_TEXT_MAX];
    size_t cap = 1 << 20, at = 0;
    x->places = check_malloc(cap * sizeof(*x->places));
    x->start = check_malloc((data->count + 1) * sizeof(*x->start));
    x->unit = check_malloc((data->count + 1) * sizeof(*x->unit));
    for (size_t i = 0; i < data->count; i++) {
        struct str title = data->samples[i].title, body = data->samples[i].body;
        title.len = title.len < GATE_TEXT_MAX ? title.len : GATE_TEXT_MAX;
        body.len = body.len < GATE_TEXT_MAX - title.len ? body.len : GATE_TEXT_MAX - title.len;
        uint32_t n = gate_places(title, piece);
        n += gate_places(body, piece + n);
        for (; cap < at + n; cap *= 2)
            x->places = check_realloc(x->places, 2 * cap * sizeof(*x->places));
        x->start[i] = at;
        x->unit[i] = 1 / sqrtf((float)(title.len + body.len + 1));
        for (uint32_t k = 0; k < n; k++)
            x->places[at++] = (uint16_t)piece[k];
    }
    x->start[data->count] = at;
}

static void samples_fini(struct samples *x)
{
    free(x->places);
    free(x->start);
    free(x->unit);
}

struct fits {
    const struct samples *x;
    const struct dataset *data;
    const struct train_options *o;
    const bool *found;
    const unsigned *fold;
    float *score, *weight; /* of every sample but practice; of the last fit */
};

static float score(const struct samples *x, size_t i, const float *weight)
{
    float sum = 0;
    for (size_t k = x->start[i]; k < x->start[i + 1]; k++)
        sum += weight[x->places[k]];
    return sum * x->unit[i] + weight[CONSTANT];
}

/* One step down the log-loss of a sample, each weight at a rate of its own (AdaGrad: Duchi and
 * others 2011): rare words learn as well as common ones. */
static void step(const struct fits *t, size_t i, float *weight, float *square)
{
    const struct samples *x = t->x;
    float error = train_sigmoid(score(x, i, weight)) - (t->found[i] ? 1 : 0);
    if (t->found[i])
        error *= t->data->samples[i].causes >> CAUSE_SAFETY & 1 ? COMPLAINT * SAFETY : COMPLAINT;
    for (size_t k = x->start[i]; k < x->start[i + 1]; k++) {
        uint16_t place = x->places[k];
        float slope = error * x->unit[i] + DECAY * weight[place];
        square[place] += slope * slope;
        weight[place] -= RATE * slope / sqrtf(square[place] + 1e-4F);
    }
    square[CONSTANT] += error * error;
    weight[CONSTANT] -= RATE * error / sqrtf(square[CONSTANT] + 1);
}

/* Trained on the samples not in fold `left_out` (a number that no sample has: none is left out). */
static void descend(const struct fits *t, unsigned left_out, float *weight)
{
    float *square = check_calloc(WEIGHTS, sizeof(*square));
    size_t *order = check_malloc((t->data->count + 1) * sizeof(*order)), n = 0;
    uint64_t random = t->o->seed * 1000 + left_out;
    memset(weight, 0, WEIGHTS * sizeof(*weight));
    for (size_t i = 0; i < t->data->count; i++)
        if (t->fold[i] != left_out)
            order[n++] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        train_shuffle(order, n, &random);
        for (size_t i = 0; i < n; i++)
            step(t, order[i], weight, square);
    }
    free(square);
    free(order);
}

/* As they will count in the table. */
static void round_off(float *weight)
{
    float top = 0;
    for (int i = 0; i < GATE_SIZE; i++)
        top = fmaxf(top, fabsf(weight[i]));
    float unit = top > 0 ? top / WEIGHT_MAX : 1;
    for (int i = 0; i < GATE_SIZE; i++)
        weight[i] = unit * roundf(weight[i] / unit);
}

/* Scores the samples of one fold by the others; the last one is trained on all. */
static void fit(void *ctx, unsigned f)
{
    const struct fits *t = ctx;
    float *weight = check_malloc(WEIGHTS * sizeof(*weight));
    descend(t, f, weight);
    round_off(weight);
    for (size_t i = 0; i < t->data->count; i++)
        if (t->fold[i] == f)
            t->score[i] = score(t->x, i, weight);
    if (f == t->o->folds)
        memcpy(t->weight, weight, WEIGHTS * sizeof(*weight));
    free(weight);
}

static int by_score(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* The score that so few of the complaints found stay below, or of those with these causes. */
static float lowest(const struct fits *t, uint32_t causes)
{
    float *kept = check_malloc((t->data->count + 1) * sizeof(*kept));
    size_t n = 0;
    for (size_t i = 0; i < t->data->count; i++)
        if (t->found[i] && !t->data->samples[i].practice &&
            (!causes || t->data->samples[i].causes & causes))
            kept[n++] = t->score[i];
    qsort(kept, n, sizeof(*kept), by_score);
    float at = n ? kept[(size_t)(t->o->gate_loss * (double)n)] : causes ? HUGE_VALF : -HUGE_VALF;
    free(kept);
    return at;
}

/* The score from which on a text passes: as few complaints of harm are lost as of any. */
static float threshold(const struct fits *t)
{
    return fminf(lowest(t, 0), lowest(t, 1u << CAUSE_SAFETY));
}

static void quantise(const float *weight, double at, struct gate *g)
{
    double top = 0;
    for (int i = 0; i < GATE_SIZE; i++)
        top = fmax(top, fabsf(weight[i]));
    double unit = top > 0 ? top / WEIGHT_MAX : 1;
    for (int i = 0; i < GATE_SIZE; i++)
        g->weight[i] = (int8_t)lround(weight[i] / unit);
    double cut = floor((at - weight[CONSTANT]) / unit * 65536);
    g->cut = fabs(cut) < INT32_MAX ? (int32_t)cut : INT32_MIN;
}

int train_gate(const struct dataset *data, const struct train_options *o, const bool *found,
               struct gate *g, struct err *e)
{
    struct samples x;
    size_t score_bytes = (data->count + 1) * sizeof(float), weight_bytes = WEIGHTS * sizeof(float);
    unsigned *fold = check_malloc((data->count + 1) * sizeof(*fold));
    float *scores = jobs_memory(score_bytes), *weight = jobs_memory(weight_bytes);
    samples_init(&x, data);
    for (size_t i = 0; i < data->count; i++) /* practice closes no gate: it is in none of them */
        fold[i] = data->samples[i].practice ? o->folds + 1 : train_fold(&data->samples[i], o);
    struct fits fits = {&x, data, o, found, fold, scores, weight};
    int rc = jobs_run(o->folds + 1, o->jobs, fit, &fits, e);
    if (rc == 0)
        quantise(weight, threshold(&fits), g);
    free(fold);
    munmap(scores, score_bytes);
    munmap(weight, weight_bytes);
    samples_fini(&x);
    return rc;
}
