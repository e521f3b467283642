/* Multiplies the table of a convolution out: every word with every filter, four million products of
 * 64 numbers when a model is read. 32 filters at a time, turned so that a pair of numbers of each
 * lies beside the others' and one instruction serves eight filters; they stay in the innermost
 * cache while all words pass by. */
#include "enrich/conv_fill.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

enum { ENTRY_MAX = 127, PAIRS = CONV_DIMS / 2, HALF = 1 << (CONV_SHIFT - 1) };

/* [pair of dimensions][filter of the group][2] */
struct turned {
    _Alignas(32) int16_t at[PAIRS][CONV_GROUP][2];
};

static void turn(struct turned *t, int16_t (*filter)[CONV_DIMS])
{
    for (int f = 0; f < CONV_GROUP; f++)
        for (int k = 0; k < CONV_DIMS; k++)
            t->at[k / 2][f][k % 2] = filter[f][k];
}

/* One word and the filters of a group. A sum is at most 64 * 128 * 2^15 = 2^28. */
static void fill_plain(const int8_t *vector, const struct turned *t, const int8_t *bias,
                       int8_t *row)
{
    for (int f = 0; f < CONV_GROUP; f++) {
        int32_t sum = HALF;
        for (int k = 0; k < CONV_DIMS; k++)
            sum += vector[k] * t->at[k / 2][f][k % 2];
        int32_t x = (sum >> CONV_SHIFT) + bias[f];
        row[f] = (int8_t)(x > ENTRY_MAX ? ENTRY_MAX : x < -ENTRY_MAX ? -ENTRY_MAX : x);
    }
}

#ifdef __x86_64__

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i scaled(__m256i sum, const int8_t *bias)
{
    __m256i b = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const void *)bias));
    return _mm256_add_epi32(
        _mm256_srai_epi32(_mm256_add_epi32(sum, _mm256_set1_epi32(HALF)), CONV_SHIFT), b);
}

AVX2 static void fill_avx2(const int8_t *vector, const struct turned *t, const int8_t *bias,
                           int8_t *row)
{
    int32_t pair[PAIRS]; /* two 16-bit numbers each */
    __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0, s3 = s0;
    for (int k = 0; k < CONV_DIMS; k += 16)
        _mm256_storeu_si256((void *)(pair + k / 2),
                            _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)(vector + k))));
    for (int p = 0; p < PAIRS; p++) {
        const __m256i v = _mm256_set1_epi32(pair[p]), *at = (const void *)t->at[p];
        s0 = _mm256_add_epi32(s0, _mm256_madd_epi16(v, at[0]));
        s1 = _mm256_add_epi32(s1, _mm256_madd_epi16(v, at[1]));
        s2 = _mm256_add_epi32(s2, _mm256_madd_epi16(v, at[2]));
        s3 = _mm256_add_epi32(s3, _mm256_madd_epi16(v, at[3]));
    }
    /* Narrowed with saturation, which leaves only -128 to be lifted; packing works within halves.
     */
    __m256i low = _mm256_packs_epi32(scaled(s0, bias), scaled(s1, bias + 8));
    __m256i high = _mm256_packs_epi32(scaled(s2, bias + 16), scaled(s3, bias + 24));
    __m256i all = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high),
                                              _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((void *)row, _mm256_max_epi8(all, _mm256_set1_epi8(-ENTRY_MAX)));
}

#endif

void conv_fill(const struct conv_file *f, int8_t *row)
{
    static const int8_t none[CONV_GROUP] = {0};
    const uint32_t width = CONV_PLACES * f->filters;
    void (*fill)(const int8_t *, const struct turned *, const int8_t *, int8_t *) = fill_plain;
    struct turned t;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        fill = fill_avx2;
#endif
    for (uint32_t i = 0; i < width; i += CONV_GROUP) {
        bool middle = i >= f->filters && i < 2 * f->filters;
        turn(&t, f->filter + i);
        for (uint32_t w = 0; w <= f->words; w++)
            fill(f->vector[w], &t, middle ? f->bias + (i - f->filters) : none,
                 row + (size_t)w * width + i);
    }
}
