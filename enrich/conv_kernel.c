#include "enrich/conv.h"

#include <string.h>

static int8_t add(int8_t a, int8_t b)
{
    int x = a + b;
    return (int8_t)(x > INT8_MAX ? INT8_MAX : x < INT8_MIN ? INT8_MIN : x);
}

int8_t conv_at(const struct conv *c, const struct conv_scratch *s, uint32_t i, uint32_t filter)
{
    int8_t sides = add(c->row[s->row[i - 1] + filter], c->row[s->row[i] + c->filters + filter]);
    return add(sides, c->row[s->row[i + 1] + 2 * c->filters + filter]);
}

void conv_sum_portable(const struct conv *c, struct conv_scratch *s, uint32_t n)
{
    memset(s->sum, 0, sizeof(s->sum));
    memset(s->peak, 0, c->filters);
    for (uint32_t i = 2; i + 1 < n; i++)
        for (uint32_t f = 0; f < c->filters; f++) {
            int8_t x = conv_at(c, s, i, f);
            s->peak[f] = x > (int)s->peak[f] ? (uint8_t)x : s->peak[f];
        }
    for (uint32_t f = 0; f < c->filters; f++)
        for (uint32_t col = 0; s->peak[f] && col < COLUMN_WIDTH; col++)
            s->sum[col] += s->peak[f] * c->out[conv_out(f, col)];
}

#ifdef __x86_64__
#include <immintrin.h>

/* The peaks of so many groups of filters; inlined for each number of them, so that all of them stay
 * in registers. */
__attribute__((target("avx2"), always_inline)) static inline void
peaks(const int8_t *row, uint32_t filters, const uint32_t *at, uint32_t n, unsigned groups,
      uint8_t *out)
{
    __m256i peak[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(),
                       _mm256_setzero_si256()};
    for (uint32_t i = 2; i + 1 < n; i++) {
        const __m256i *before = (const __m256i *)(row + at[i - 1]);
        const __m256i *here = (const __m256i *)(row + at[i] + filters);
        const __m256i *behind = (const __m256i *)(row + at[i + 1] + 2 * filters);
#pragma GCC unroll 4
        for (unsigned g = 0; g < groups; g++) {
            __m256i x = _mm256_adds_epi8(before[g], here[g]);
            peak[g] = _mm256_max_epi8(peak[g], _mm256_adds_epi8(x, behind[g]));
        }
    }
#pragma GCC unroll 4
    for (unsigned g = 0; g < groups; g++)
        _mm256_storeu_si256((__m256i *)out + g, peak[g]);
}

/* Four filters at a time: peaks are at most 127, so two products fit in 16 bits. */
__attribute__((target("avx2"))) static void add_out(const struct conv *c, struct conv_scratch *s)
{
    const __m256i one = _mm256_set1_epi16(1);
    __m256i sum[COLUMN_WIDTH / 8] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                                     _mm256_setzero_si256(), _mm256_setzero_si256()};
    const __m256i *out = (const __m256i *)c->out;
    for (uint32_t f = 0; f < c->filters; f += CONV_BESIDE, out += COLUMN_WIDTH / 8) {
        int32_t four;
        memcpy(&four, s->peak + f, sizeof(four));
        __m256i peak = _mm256_set1_epi32(four);
#pragma GCC unroll 4
        for (int k = 0; k < COLUMN_WIDTH / 8; k++) {
            __m256i two = _mm256_maddubs_epi16(peak, _mm256_loadu_si256(out + k));
            sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(two, one));
        }
    }
    memcpy(s->sum, sum, sizeof(s->sum));
}

__attribute__((target("avx2"))) void conv_sum_avx2(const struct conv *c, struct conv_scratch *s,
                                                   uint32_t n)
{
    uint32_t f = 0;
    for (; f + 4 * CONV_GROUP <= c->filters; f += 4 * CONV_GROUP)
        peaks(c->row + f, c->filters, s->row, n, 4, s->peak + f);
    for (; f < c->filters; f += CONV_GROUP)
        peaks(c->row + f, c->filters, s->row, n, 1, s->peak + f);
    add_out(c, s);
}
#endif
