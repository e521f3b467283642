/* conv_net.h - the convolution in floats, while it is trained; private to train_conv.c and
 * conv_net.c. */
#ifndef REDRESS_ENRICH_CONV_NET_H
#define REDRESS_ENRICH_CONV_NET_H

#include "enrich/scope.h"
#include "enrich/train_conv.h"

/* Inlined into functions that are compiled twice, as in solve.c. */
#define CONV_HOT static inline __attribute__((always_inline))

/* Where the parts of a net lie; all of them in one array, the vectors first. */
struct conv_net {
    uint32_t words, filters, hidden; /* words: the unknown one included */
    float *vector;                   /* words * CONV_DIMS */
    float *filter;                   /* CONV_PLACES * filters * CONV_DIMS */
    float *bias;                     /* filters */
    float *scope;    /* SCOPE_N * filters: more bias, by the scope of the middle word */
    float *inner;    /* filters * hidden */
    float *lift;     /* hidden */
    float *out;      /* (filters + hidden) * COLUMN_WIDTH */
    float *constant; /* COLUMN_WIDTH */
    float *end;
};

static inline struct conv_net conv_net_of(float *net, uint32_t words, const struct train_options *o)
{
    const uint32_t filters = o->filters, hidden = o->hidden;
    struct conv_net n = {.words = words, .filters = filters, .hidden = hidden, .vector = net};
    n.filter = n.vector + (size_t)words * CONV_DIMS;
    n.bias = n.filter + (size_t)CONV_PLACES * filters * CONV_DIMS;
    n.scope = n.bias + filters;
    n.inner = n.scope + (size_t)SCOPE_N * filters;
    n.lift = n.inner + (size_t)filters * hidden;
    n.out = n.lift + hidden;
    n.constant = n.out + (size_t)(filters + hidden) * COLUMN_WIDTH;
    n.end = n.constant + COLUMN_WIDTH;
    return n;
}

/* The filters turned around for conv_net_row: [place][dimension][filter]. */
CONV_HOT void conv_net_turn(const struct conv_net *n, float *turned)
{
    for (uint32_t p = 0; p < CONV_PLACES; p++)
        for (uint32_t f = 0; f < n->filters; f++)
            for (uint32_t k = 0; k < CONV_DIMS; k++)
                turned[(p * CONV_DIMS + k) * n->filters + f] =
                    n->filter[(p * n->filters + f) * CONV_DIMS + k];
}

/* What the word gives each filter at each place; the bias is in the middle. */
CONV_HOT void conv_net_row(const struct conv_net *n, const float *turned, const float *vector,
                           float *row)
{
    for (uint32_t p = 0; p < CONV_PLACES; p++)
        for (uint32_t f = 0; f < n->filters; f += CONV_GROUP) {
            float acc[CONV_GROUP];
            const float *at = turned + (size_t)p * CONV_DIMS * n->filters + f;
            for (uint32_t j = 0; j < CONV_GROUP; j++)
                acc[j] = p == 1 ? n->bias[f + j] : 0;
            for (uint32_t k = 0; k < CONV_DIMS; k++, at += n->filters)
                for (uint32_t j = 0; j < CONV_GROUP; j++)
                    acc[j] += vector[k] * at[j];
            for (uint32_t j = 0; j < CONV_GROUP; j++)
                row[(size_t)p * n->filters + f + j] = acc[j];
        }
}

/* Peaks over n words whose rows are rows + at[i] * CONV_PLACES * filters, and where they are. */
CONV_HOT void conv_net_peaks(const struct conv_net *net, const float *rows, const uint32_t *at,
                             const uint8_t *scope, uint32_t n, float *peak, int32_t *place)
{
    const size_t filters = net->filters, width = CONV_PLACES * filters;
    for (size_t f = 0; f < filters; f++) {
        peak[f] = 0;
        place[f] = 0;
    }
    for (uint32_t i = 1; i + 1 < n; i++) {
        const float *before = rows + at[i - 1] * width;
        const float *here = rows + at[i] * width + filters;
        const float *behind = rows + at[i + 1] * width + 2 * filters;
        const float *under = net->scope + scope[i] * filters;
        for (size_t f = 0; f < filters; f += CONV_GROUP)
            for (size_t j = f; j < f + CONV_GROUP; j++) {
                float x = before[j] + here[j] + behind[j] + under[j];
                place[j] = x > peak[j] ? (int32_t)i : place[j];
                peak[j] = x > peak[j] ? x : peak[j];
            }
    }
}

/* to[0 .. width - 1] += x * from[0 .. width - 1]; width a multiple of 8. */
CONV_HOT void conv_net_add(float *restrict to, const float *restrict from, float x, uint32_t width)
{
    for (uint32_t k = 0; k < width; k += 8)
        for (uint32_t j = 0; j < 8; j++)
            to[k + j] += x * from[k + j];
}

/* What the hidden units make of the peaks, written behind them. */
CONV_HOT void conv_net_hidden(const struct conv_net *n, float *peak)
{
    float *unit = peak + n->filters;
    for (uint32_t j = 0; j < n->hidden; j++)
        unit[j] = n->lift[j];
    for (uint32_t f = 0; f < n->filters; f++)
        if (peak[f] > 0)
            conv_net_add(unit, n->inner + (size_t)f * n->hidden, peak[f], n->hidden);
    for (uint32_t j = 0; j < n->hidden; j++)
        unit[j] = unit[j] > 0 ? unit[j] : 0;
}

/* Log-odds of the columns, of peaks and hidden units. */
CONV_HOT void conv_net_answer(const struct conv_net *n, const float *in, float *z)
{
    for (int c = 0; c < COLUMN_WIDTH; c++)
        z[c] = n->constant[c];
    for (uint32_t i = 0; i < n->filters + n->hidden; i++)
        if (in[i] > 0)
            conv_net_add(z, n->out + (size_t)i * COLUMN_WIDTH, in[i], COLUMN_WIDTH);
}

#endif
