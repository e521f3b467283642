#include "enrich/conv_net.h"
#include "enrich/train_math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64, WORDS_MAX = 400 /* of a text that are learnt from */ };

static const float RATE = 0.002F, DECAY1 = 0.9F, DECAY2 = 0.999F, TINY = 1e-8F;
static const float WORDS_DROPPED = 0.05F, INPUTS_DROPPED = 0.1F;

/* ---- words ---------------------------------------------------------------------------------- */

static uint16_t word_of(const struct vectors *v, uint32_t token)
{
    uint32_t at = vectors_find(v, token);
    return (uint16_t)(at < v->words ? at + 1 : 0);
}

void conv_texts_init(struct conv_texts *t, const struct corpus *c, const struct vectors *v)
{
    uint32_t tokens[SCOPE_TOKENS_ROOM];
    uint8_t scope[SCOPE_ROOM];
    size_t cap = 1 << 20, at = 0;
    *t = (struct conv_texts){.vectors = v};
    t->words = check_malloc(cap * sizeof(*t->words));
    t->scope = check_malloc(cap);
    t->start = check_malloc((c->data->count + 1) * sizeof(*t->start));
    for (size_t i = 0; i < c->data->count; i++) {
        const struct sample *s = &c->data->samples[i];
        uint32_t n = features_tokens(s->title, s->body, tokens);
        scope_walk(tokens, n, scope);
        n = n < WORDS_MAX ? n : WORDS_MAX;
        for (; cap < at + n; cap *= 2) {
            t->words = check_realloc(t->words, 2 * cap * sizeof(*t->words));
            t->scope = check_realloc(t->scope, 2 * cap);
        }
        t->start[i] = at;
        for (uint32_t k = 1; k < n; k++, at++) {
            t->words[at] = word_of(v, tokens[k]);
            t->scope[at] = scope[k];
        }
    }
    t->start[c->data->count] = at;
}

void conv_texts_fini(struct conv_texts *t)
{
    free(t->words);
    free(t->scope);
    free(t->start);
    *t = (struct conv_texts){0};
}

size_t conv_net_size(const struct conv_texts *t, const struct train_options *o)
{
    float *net = NULL;
    return (size_t)(conv_net_of(net, t->vectors->words + 1, o).end - net);
}

/* ---- descent -------------------------------------------------------------------------------- */

/* One batch: its distinct words have places of their own. */
struct descent {
    struct conv_net net, slope;   /* slope: of all but the vectors */
    float *mean, *square;         /* Adam's moments, as the net lies */
    float *turned, *rows;         /* conv_net.h; rows by place */
    float *slope_vector;          /* by place */
    uint32_t *place_of, *word_at; /* of a word, plus 1; of a place */
    uint32_t places;
    float peak[CONV_FILTERS_MAX];
    float in[CONV_INPUTS_MAX], keep[CONV_INPUTS_MAX]; /* of filters, then hidden units */
    int32_t peak_at[CONV_FILTERS_MAX];
    const struct conv_texts *t;
    const struct corpus *c;
    uint64_t random;
    double power1, power2; /* DECAY1 and DECAY2 to the number of steps */
    float rate;
};

static void descent_init(struct descent *d, float *net, const struct conv_texts *t,
                         const struct corpus *c, const struct train_options *o)
{
    const uint32_t words = t->vectors->words + 1;
    const size_t size = conv_net_size(t, o), width = (size_t)CONV_PLACES * o->filters;
    *d = (struct descent){.t = t, .c = c, .random = o->seed, .power1 = 1, .power2 = 1};
    d->net = conv_net_of(net, words, o);
    d->slope = conv_net_of(check_calloc(size, sizeof(float)), words, o);
    d->mean = check_calloc(size, sizeof(float));
    d->square = check_calloc(size, sizeof(float));
    d->turned = check_malloc(width * CONV_DIMS * sizeof(float));
    d->rows = check_malloc(words * width * sizeof(float));
    d->slope_vector = check_malloc((size_t)words * CONV_DIMS * sizeof(float));
    d->place_of = check_calloc(words, sizeof(*d->place_of));
    d->word_at = check_malloc(words * sizeof(*d->word_at));
}

static void descent_fini(struct descent *d)
{
    free(d->slope.vector);
    free(d->mean);
    free(d->square);
    free(d->turned);
    free(d->rows);
    free(d->slope_vector);
    free(d->place_of);
    free(d->word_at);
}

static void begin(struct descent *d)
{
    const struct vectors *v = d->t->vectors;
    struct conv_net *n = &d->net;
    for (size_t w = 0; w < v->words; w++)
        for (size_t k = 0; k < CONV_DIMS; k++)
            n->vector[(w + 1) * CONV_DIMS + k] = VECTORS_UNIT * v->word[w].vector[k];
    const float wide = 1 / sqrtf(CONV_PLACES * CONV_DIMS), out = 1 / sqrtf((float)n->filters);
    for (float *w = n->filter; w < n->scope; w++)
        *w = wide * (2 * train_random_unit(&d->random) - 1);
    for (float *w = n->inner; w < n->lift; w++)
        *w = out * (2 * train_random_unit(&d->random) - 1);
    for (float *w = n->out; w < n->constant; w++)
        *w = out * (2 * train_random_unit(&d->random) - 1);
    for (int c = 0; c < COLUMN_WIDTH; c++)
        n->constant[c] = -3;
}

static uint32_t place_of(struct descent *d, uint32_t word)
{
    if (d->place_of[word] == 0) {
        d->word_at[d->places] = word;
        d->place_of[word] = ++d->places;
    }
    return d->place_of[word] - 1;
}

/* The words of a sample as places; some are dropped, to be learnt without. */
static uint32_t place_words(struct descent *d, size_t sample, uint32_t *at)
{
    uint32_t n = 0;
    for (size_t k = d->t->start[sample]; k < d->t->start[sample + 1]; k++) {
        bool dropped = train_random_unit(&d->random) < WORDS_DROPPED;
        at[n++] = place_of(d, dropped ? 0 : d->t->words[k]);
    }
    return n;
}

static void drop_inputs(struct descent *d)
{
    for (uint32_t i = 0; i < d->net.filters + d->net.hidden; i++)
        d->keep[i] = train_random_unit(&d->random) < INPUTS_DROPPED ? 0 : 1 / (1 - INPUTS_DROPPED);
}

/* The slope of one filter's peak goes to the three words and the filter. */
CONV_HOT void spread(struct descent *d, const uint32_t *at, const uint8_t *scope, uint32_t f,
                     float slope)
{
    if (scope[d->peak_at[f]])
        d->slope.scope[scope[d->peak_at[f]] * d->net.filters + f] += slope;
    d->slope.bias[f] += slope;
    for (uint32_t p = 0; p < CONV_PLACES; p++) {
        uint32_t place = at[(uint32_t)d->peak_at[f] - 1 + p];
        size_t filter = ((size_t)p * d->net.filters + f) * CONV_DIMS;
        conv_net_add(d->slope_vector + (size_t)place * CONV_DIMS, d->net.filter + filter, slope,
                     CONV_DIMS);
        conv_net_add(d->slope.filter + filter,
                     d->net.vector + (size_t)d->word_at[place] * CONV_DIMS, slope, CONV_DIMS);
    }
}

CONV_HOT float dot(const float *a, const float *b, uint32_t width)
{
    float lane[8] = {0}, sum = 0;
    for (uint32_t k = 0; k < width; k += 8)
        for (uint32_t j = 0; j < 8; j++)
            lane[j] += a[k + j] * b[k + j];
    for (int j = 0; j < 8; j++)
        sum += lane[j];
    return sum;
}

/* Forward: peaks, hidden units, log-odds; of each what is dropped is 0. */
CONV_HOT void answer(struct descent *d, size_t sample, const uint32_t *at, uint32_t n, float *z)
{
    const struct conv_net *net = &d->net;
    const uint8_t *scope = d->t->scope + d->t->start[sample];
    conv_net_peaks(net, d->rows, at, scope, n, d->peak, d->peak_at);
    for (uint32_t f = 0; f < net->filters; f++)
        d->in[f] = d->peak[f] * d->keep[f];
    conv_net_hidden(net, d->in);
    for (uint32_t i = net->filters; i < net->filters + net->hidden; i++)
        d->in[i] *= d->keep[i];
    conv_net_answer(net, d->in, z);
}

/* Log-odds become their slopes. */
CONV_HOT void miss(struct descent *d, size_t sample, float *z)
{
    const float *target = d->c->target[sample], weight = d->c->data->samples[sample].weight;
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        float by = train_sigmoid(z[c]) - target[c];
        z[c] = c < COLUMN_N && target[c] >= 0 ? by * weight / BATCH : 0;
        d->slope.constant[c] += z[c];
    }
}

/* Of an input that is not 0: its weights for the columns get their slopes; returns its own, before
 * some were dropped. */
CONV_HOT float back(struct descent *d, const float *z, uint32_t i)
{
    size_t at = (size_t)i * COLUMN_WIDTH;
    conv_net_add(d->slope.out + at, z, d->in[i], COLUMN_WIDTH);
    return d->keep[i] * dot(z, d->net.out + at, COLUMN_WIDTH);
}

CONV_HOT void visit(struct descent *d, size_t sample, const uint32_t *at, uint32_t n)
{
    const struct conv_net *net = &d->net;
    const uint32_t hidden = net->hidden;
    const uint8_t *scope = d->t->scope + d->t->start[sample];
    float z[COLUMN_WIDTH], slope[CONV_HIDDEN_MAX];
    answer(d, sample, at, n, z);
    miss(d, sample, z);
    for (uint32_t j = 0; j < hidden; j++) {
        slope[j] = d->in[net->filters + j] > 0 ? back(d, z, net->filters + j) : 0;
        d->slope.lift[j] += slope[j];
    }
    for (uint32_t f = 0; f < net->filters; f++) {
        if (d->in[f] <= 0)
            continue;
        const size_t inner = (size_t)f * hidden;
        conv_net_add(d->slope.inner + inner, slope, d->in[f], hidden);
        spread(d, at, scope, f,
               back(d, z, f) + d->keep[f] * dot(slope, net->inner + inner, hidden));
    }
}

CONV_HOT void move(struct descent *d, float *w, const float *slope, size_t n)
{
    const float fix1 = (float)(1 / (1 - d->power1)), fix2 = (float)(1 / (1 - d->power2));
    float *mean = d->mean + (w - d->net.vector), *square = d->square + (w - d->net.vector);
    for (size_t i = 0; i < n; i++) {
        mean[i] = DECAY1 * mean[i] + (1 - DECAY1) * slope[i];
        square[i] = DECAY2 * square[i] + (1 - DECAY2) * slope[i] * slope[i];
        w[i] -= d->rate * (mean[i] * fix1) / (sqrtf(square[i] * fix2) + TINY);
    }
}

CONV_HOT void step(struct descent *d, const size_t *order, size_t n)
{
    static uint32_t at[BATCH][WORDS_MAX]; /* a process trains one net at a time */
    uint32_t len[BATCH];
    const size_t width = (size_t)CONV_PLACES * d->net.filters;
    d->places = 0;
    for (size_t i = 0; i < n; i++)
        len[i] = place_words(d, order[i], at[i]);
    conv_net_turn(&d->net, d->turned);
    for (uint32_t p = 0; p < d->places; p++)
        conv_net_row(&d->net, d->turned, d->net.vector + (size_t)d->word_at[p] * CONV_DIMS,
                     d->rows + p * width);
    memset(d->slope_vector, 0, (size_t)d->places * CONV_DIMS * sizeof(float));
    memset(d->slope.filter, 0, (size_t)(d->slope.end - d->slope.filter) * sizeof(float));
    for (size_t i = 0; i < n; i++) {
        drop_inputs(d);
        visit(d, order[i], at[i], len[i]);
    }
    d->power1 *= DECAY1;
    d->power2 *= DECAY2;
    move(d, d->net.filter, d->slope.filter, (size_t)(d->net.end - d->net.filter));
    for (uint32_t p = 0; p < d->places; p++) {
        move(d, d->net.vector + (size_t)d->word_at[p] * CONV_DIMS,
             d->slope_vector + (size_t)p * CONV_DIMS, CONV_DIMS);
        d->place_of[d->word_at[p]] = 0;
    }
}

static void step_plain(struct descent *d, const size_t *order, size_t n)
{
    step(d, order, n);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void step_avx2(struct descent *d, const size_t *order,
                                                      size_t n)
{
    step(d, order, n);
}
#endif

void conv_net_train(float *net, const struct conv_texts *t, const struct corpus *c,
                    const struct train_options *o)
{
    void (*step_on)(struct descent *, const size_t *, size_t) = step_plain;
    struct descent *d = check_malloc(sizeof(*d));
    size_t n = c->data->count, done = 0, *order = check_malloc((n + 1) * sizeof(*order));
    descent_init(d, net, t, c, o);
    begin(d);
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        step_on = step_avx2;
#endif
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (unsigned epoch = 0; epoch < o->epochs; epoch++) {
        train_shuffle(order, n, &d->random);
        for (size_t i = 0; i < n; i += BATCH, done += BATCH) {
            d->rate = RATE * (1 - (float)done / (float)(o->epochs * n)) + RATE / 200;
            step_on(d, order + i, n - i < BATCH ? n - i : BATCH);
        }
    }
    free(order);
    descent_fini(d);
    free(d);
}
