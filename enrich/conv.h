/* conv.h - a convolution over the words of a text, by table: the model's second opinion, which sees
 * how words stand together where the n-grams only see which stand there.
 *
 *   word -> vector [64]                                   from a larger model, then trained
 *   filter [3 places][64]                                 32 and more of them
 *   row[word][place][filter] = vector . filter            multiplied out once, as int8
 *
 *   at each word of a text:  row[before][0] + row[word][1] + row[behind][2] + scope[of word]
 *                                                                               (saturated)
 *   of each filter the peak: the highest over the text, at least 0
 *   hidden[unit]     = lift[unit] + sum of peak[filter] * inner[filter][unit]
 *                                                                        (scaled, 0 to 127)
 *   log-odds[column] += sum of (peaks, then hidden)[i] * out[i][column]
 *
 * A peak says that something stands in the text, a hidden unit which of such things stand there
 * together. Four loads and five instructions for 32 filters at a word. All on integers, so every
 * machine and kernel gives the same. Immutable; any thread. */
#ifndef REDRESS_ENRICH_CONV_H
#define REDRESS_ENRICH_CONV_H

#include "core/check.h"
#include "enrich/columns.h"
#include "enrich/conv_words.h"
#include "enrich/features.h"
#include "enrich/scope.h"

#include <stddef.h>
#include <stdint.h>

enum {
    CONV_DIMS = 64,
    CONV_PLACES = 3,
    CONV_GROUP = 32, /* filters of one vector register */
    CONV_BESIDE = 4, /* filters that one instruction multiplies and adds up */
    CONV_FILTERS_MAX = 256,
    CONV_HIDDEN_MAX = 256,
    CONV_INPUTS_MAX = CONV_FILTERS_MAX + CONV_HIDDEN_MAX, /* of what the columns are made */
    CONV_WORDS_MAX = 8191,
    CONV_SHIFT = 12, /* vector . filter >> CONV_SHIFT is the entry of a row */
    /* sum * scale >> CONV_HIDDEN_SHIFT is a hidden unit; within the limits of both it fits */
    CONV_HIDDEN_SHIFT = 16,
    CONV_SUM_MAX = (1 << 20) - 1,
    CONV_SCALE_MAX = (1 << 11) - 1,
    CONV_LIFT_MAX = 1 << 24
};

/* As a model file has it. Words and filters 0: no convolution. */
struct conv_file {
    uint32_t words;               /* those known, beside the unknown one */
    uint32_t filters;             /* a multiple of CONV_GROUP */
    uint32_t hidden;              /* a multiple of CONV_GROUP, or 0 */
    uint32_t *token;              /* of the words (features.h), rising */
    int8_t (*vector)[CONV_DIMS];  /* words + 1: the first stands for every unknown word */
    int16_t (*filter)[CONV_DIMS]; /* CONV_PLACES * filters, place by place */
    int8_t *bias;                 /* of the filters, added to the entry of the middle place */
    int8_t *scope;                /* SCOPE_N * filters: more of it, by the scope of that word */
    int8_t *inner;                /* filters * hidden */
    int32_t *lift;                /* of the hidden units, within +-CONV_LIFT_MAX */
    int32_t *scale;               /* of the hidden units, 0 .. CONV_SCALE_MAX */
    int8_t (*out)[COLUMN_WIDTH];  /* of the filters, then of the hidden units */
    int32_t gain[COLUMN_WIDTH];   /* log-odds in 1/256 of one unit of peak * out, in 1/2^24 */
};

struct conv {
    uint32_t words, filters, hidden;
    struct conv_words known;
    int8_t *row;   /* (words + 2) * CONV_PLACES * filters, 32-byte aligned */
    int8_t *scope; /* SCOPE_N * CONV_FILTERS_MAX, 32-byte aligned */
    int8_t *inner; /* CONV_BESIDE filters side by side: see conv_weight */
    int32_t *lift, *scale;
    int8_t *out; /* as inner, of filters and hidden units */
    int32_t gain[COLUMN_WIDTH];
    int32_t still[COLUMN_WIDTH]; /* what a text without any peak sums up to */
};

/* What one call needs; one for each thread. */
struct conv_scratch {
    uint32_t row[FEATURES_TOKENS_MAX + 8]; /* where in conv.row each token's begins */
    const uint8_t *scope;                  /* what each stands under; not owned */
    uint8_t peak[CONV_INPUTS_MAX]; /* of the filters; behind them the hidden units. 0 .. 127 */
    int32_t hidden[CONV_HIDDEN_MAX];
    int32_t sum[COLUMN_WIDTH];
};

void conv_init(struct conv *c, const struct conv_file *f);
void conv_fini(struct conv *c);

/* Fills s->row for tokens[1] .. tokens[n - 1], of which scope[i] says what tokens[i] stands under
 * (scope.h); keeps `scope`. */
void conv_rows(const struct conv *c, const uint32_t *tokens, const uint8_t *scope, uint32_t n,
               struct conv_scratch *s);

/* What a filter says at tokens[i], 2 <= i < n - 1; s->row is filled. */
int8_t conv_at(const struct conv *c, const struct conv_scratch *s, uint32_t i, uint32_t filter);

/* Where in conv.inner or conv.out, of `width` hidden units or columns, stands what one unit of an
 * input counts for one of them. */
static inline size_t conv_weight(uint32_t input, uint32_t width, uint32_t to)
{
    return ((size_t)(input / CONV_BESIDE) * width + to) * CONV_BESIDE + input % CONV_BESIDE;
}

/* What a hidden unit makes of its sum. */
static inline uint8_t conv_hidden(int32_t sum, int32_t scale)
{
    sum = sum < 0 ? 0 : sum > CONV_SUM_MAX ? CONV_SUM_MAX : sum;
    sum = (sum * scale + (1 << (CONV_HIDDEN_SHIFT - 1))) >> CONV_HIDDEN_SHIFT;
    return (uint8_t)(sum > INT8_MAX ? INT8_MAX : sum);
}

/* The token at which each filter has its peak, the first of several; 0: it has none. s->row is
 * filled. For explanations. */
void conv_places(const struct conv *c, const struct conv_scratch *s, uint32_t n, uint32_t *place);

/* What one unit of each filter's peak counts for the columns in a text with the peaks s->peak, by
 * itself and through the hidden units: with the peaks multiplied and added up, and c->still, it is
 * their sum (but for rounding). For explanations. */
void conv_worth(const struct conv *c, const struct conv_scratch *s, double (*worth)[COLUMN_WIDTH]);

/* The kernels (kernel.h): s->row of n tokens, of which the first two and the last are boundaries,
 * -> s->peak -> s->sum. A text of two tokens has no peak. */
void conv_sum_portable(const struct conv *c, struct conv_scratch *s, uint32_t n);
void conv_sum_avx2(const struct conv *c, struct conv_scratch *s, uint32_t n);
void conv_sum_avx512(const struct conv *c, struct conv_scratch *s, uint32_t n);

#endif
