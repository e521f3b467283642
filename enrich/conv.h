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
 *   log-odds of a column  += sum of peak[filter] * out[filter][column]
 *
 * Four loads and five instructions for 32 filters at a word. All on integers, so every machine and
 * kernel gives the same. Immutable; any thread. */
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
    CONV_WORDS_MAX = 8191,
    CONV_SHIFT = 12 /* vector . filter >> CONV_SHIFT is the entry of a row */
};

/* As a model file has it. Words and filters 0: no convolution. */
struct conv_file {
    uint32_t words;               /* those known, beside the unknown one */
    uint32_t filters;             /* a multiple of CONV_GROUP */
    uint32_t *token;              /* of the words (features.h), rising */
    int8_t (*vector)[CONV_DIMS];  /* words + 1: the first stands for every unknown word */
    int16_t (*filter)[CONV_DIMS]; /* CONV_PLACES * filters, place by place */
    int8_t *bias;                 /* of the filters, added to the entry of the middle place */
    int8_t *scope;                /* SCOPE_N * filters: more of it, by the scope of that word */
    int8_t (*out)[COLUMN_WIDTH];  /* of the filters */
    int32_t gain[COLUMN_WIDTH];   /* log-odds in 1/256 of one unit of peak * out, in 1/2^24 */
};

struct conv {
    uint32_t words, filters;
    struct conv_words known;
    int8_t *row;   /* (words + 2) * CONV_PLACES * filters, 32-byte aligned */
    int8_t *scope; /* SCOPE_N * CONV_FILTERS_MAX, 32-byte aligned */
    int8_t *out;   /* CONV_BESIDE filters side by side: see conv_out */
    int32_t gain[COLUMN_WIDTH];
};

/* What one call needs; one for each thread. */
struct conv_scratch {
    uint32_t row[FEATURES_TOKENS_MAX + 8]; /* where in conv.row each token's begins */
    const uint8_t *scope;                  /* what each stands under; not owned */
    uint8_t peak[CONV_FILTERS_MAX];
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

/* Where in conv.out stands what one unit of a filter's peak counts for a column. */
static inline size_t conv_out(uint32_t filter, uint32_t column)
{
    return ((size_t)(filter / CONV_BESIDE) * COLUMN_WIDTH + column) * CONV_BESIDE +
           filter % CONV_BESIDE;
}

/* The token at which each filter has its peak, the first of several; 0: it has none. s->row is
 * filled. For explanations. */
void conv_places(const struct conv *c, const struct conv_scratch *s, uint32_t n, uint32_t *place);

/* The kernels (kernel.h): s->row of n tokens, of which the first two and the last are boundaries,
 * -> s->peak -> s->sum. */
void conv_sum_portable(const struct conv *c, struct conv_scratch *s, uint32_t n);
void conv_sum_avx2(const struct conv *c, struct conv_scratch *s, uint32_t n);
void conv_sum_avx512(const struct conv *c, struct conv_scratch *s, uint32_t n);

#endif
