#include "enrich/kernel.h"

#include "enrich/features.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* 16-bit lanes hold the sum of this many int8 weights whatever they are (256 * -128 = -32768);
 * longer texts are added up in blocks. */
enum { BLOCK = 256 };

/* Whether an n-gram has a row is a coin flip: no branch, since a wrong guess would cost more than
 * the whole look. Rows are fetched ahead here, to be there when they are added. */
static inline __attribute__((always_inline)) uint32_t
find(const struct kernel_table *t, const uint32_t *tokens, uint32_t n, uint32_t *rows)
{
    uint32_t found = 0;
    for (uint32_t i = 2; i < n; i++) {
        uint32_t gram[3];
        features_grams(tokens, i, gram);
        for (int k = 0; k < 3; k++) {
            uint32_t feature = gram[k] >> t->shift, bit = feature % 32;
            struct kernel_rank r = t->index[feature / 32];
            uint32_t below = r.present & ((1u << bit) - 1);
            uint32_t row = r.first + (uint32_t)__builtin_popcount(below);
            __builtin_prefetch(t->row[row]);
            rows[found] = row;
            found += r.present >> bit & 1;
        }
    }
    return found;
}

static uint32_t find_portable(const struct kernel_table *t, const uint32_t *tokens, uint32_t n,
                              uint32_t *rows)
{
    return find(t, tokens, n, rows);
}

static void add_portable(const struct kernel_table *t, const uint32_t *rows, uint32_t n,
                         int32_t sum[COLUMN_WIDTH])
{
    memset(sum, 0, sizeof(sum[0]) * COLUMN_WIDTH);
    for (uint32_t from = 0; from < n; from += BLOCK) {
        uint32_t to = n - from < BLOCK ? n : from + BLOCK;
        int16_t lanes[COLUMN_WIDTH] = {0};
        for (uint32_t i = from; i < to; i++)
            for (int c = 0; c < COLUMN_WIDTH; c++)
                lanes[c] = (int16_t)(lanes[c] + t->row[rows[i]][c]);
        for (int c = 0; c < COLUMN_WIDTH; c++)
            sum[c] += lanes[c];
    }
}

#ifdef __x86_64__
#include <immintrin.h>

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static uint32_t
find_avx2(const struct kernel_table *t, const uint32_t *tokens, uint32_t n, uint32_t *rows)
{
    return find(t, tokens, n, rows);
}

__attribute__((target("avx2"))) static void
add_avx2(const struct kernel_table *t, const uint32_t *rows, uint32_t n, int32_t sum[COLUMN_WIDTH])
{
    memset(sum, 0, sizeof(sum[0]) * COLUMN_WIDTH);
    for (uint32_t from = 0; from < n; from += BLOCK) {
        uint32_t to = n - from < BLOCK ? n : from + BLOCK;
        __m256i low = _mm256_setzero_si256(), high = low;
        for (uint32_t i = from; i < to; i++) {
            const __m128i *row = (const __m128i *)t->row[rows[i]];
            low = _mm256_add_epi16(low, _mm256_cvtepi8_epi16(_mm_load_si128(row)));
            high = _mm256_add_epi16(high, _mm256_cvtepi8_epi16(_mm_load_si128(row + 1)));
        }
        int16_t lanes[COLUMN_WIDTH];
        _mm256_storeu_si256((__m256i *)lanes, low);
        _mm256_storeu_si256((__m256i *)(lanes + 16), high);
        for (int c = 0; c < COLUMN_WIDTH; c++)
            sum[c] += lanes[c];
    }
}

__attribute__((target("avx512bw"))) static void add_avx512(const struct kernel_table *t,
                                                           const uint32_t *rows, uint32_t n,
                                                           int32_t sum[COLUMN_WIDTH])
{
    memset(sum, 0, sizeof(sum[0]) * COLUMN_WIDTH);
    for (uint32_t from = 0; from < n; from += BLOCK) {
        uint32_t to = n - from < BLOCK ? n : from + BLOCK;
        __m512i even = _mm512_setzero_si512(), odd = even;
        uint32_t i = from;
        /* Two sums, so that an addition need not wait for the one before. */
        for (; i + 1 < to; i += 2) {
            const __m256i *a = (const __m256i *)t->row[rows[i]];
            const __m256i *b = (const __m256i *)t->row[rows[i + 1]];
            even = _mm512_add_epi16(even, _mm512_cvtepi8_epi16(_mm256_load_si256(a)));
            odd = _mm512_add_epi16(odd, _mm512_cvtepi8_epi16(_mm256_load_si256(b)));
        }
        if (i < to) {
            const __m256i *a = (const __m256i *)t->row[rows[i]];
            even = _mm512_add_epi16(even, _mm512_cvtepi8_epi16(_mm256_load_si256(a)));
        }
        int16_t lanes[COLUMN_WIDTH];
        _mm512_storeu_si512(lanes, _mm512_add_epi16(even, odd));
        for (int c = 0; c < COLUMN_WIDTH; c++)
            sum[c] += lanes[c];
    }
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512bw") && has_avx2();
}
#endif

static bool always(void)
{
    return true;
}

static const struct {
    struct kernel kernel;
    bool (*runs)(void);
} kernels[] = {
#ifdef __x86_64__
    {{"avx512", find_avx2, add_avx512}, has_avx512},
    {{"avx2", find_avx2, add_avx2}, has_avx2},
#endif
    {{"portable", find_portable, add_portable}, always},
};

const struct kernel *kernel_at(unsigned i)
{
    for (size_t k = 0; k < sizeof(kernels) / sizeof(kernels[0]); k++)
        if (kernels[k].runs() && i-- == 0)
            return &kernels[k].kernel;
    return NULL;
}
