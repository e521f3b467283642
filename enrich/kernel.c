#include "enrich/kernel.h"

#include "enrich/features.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* 16-bit lanes hold the sum of this many int8 weights whatever they are (256 * -128 = -32768);
 * longer texts are added up in blocks. */
enum { BLOCK = 256 };

enum { ROW_SHIFT = 5 };
_Static_assert(1 << ROW_SHIFT == COLUMN_WIDTH, "where a row begins is its number, shifted");

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
            rows[found] = row * COLUMN_WIDTH;
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

/* Vectors of the compiler, which every machine has in some width; a plain loop over the lanes is
 * left in memory by gcc 12 and six times slower. */
enum { EIGHT = 8, EIGHTS = COLUMN_WIDTH / EIGHT };
typedef int8_t bytes8 __attribute__((vector_size(EIGHT)));
typedef int16_t lanes8 __attribute__((vector_size(2 * EIGHT)));

static void add_portable(const struct kernel_table *t, const uint32_t *rows, uint32_t n,
                         int32_t sum[COLUMN_WIDTH])
{
    memset(sum, 0, sizeof(sum[0]) * COLUMN_WIDTH);
    for (uint32_t from = 0; from < n; from += BLOCK) {
        uint32_t to = n - from < BLOCK ? n : from + BLOCK;
        lanes8 lanes[EIGHTS] = {{0}};
        for (uint32_t i = from; i < to; i++) {
            bytes8 part[EIGHTS];
            memcpy(part, (const int8_t *)t->row + rows[i], sizeof(part));
            for (int k = 0; k < EIGHTS; k++)
                lanes[k] += __builtin_convertvector(part[k], lanes8);
        }
        for (int c = 0; c < COLUMN_WIDTH; c++)
            sum[c] += lanes[c / EIGHT][c % EIGHT];
    }
}

#ifdef __x86_64__
#include <immintrin.h>

/* Eight tokens and what they give; lanes behind the last token are 0 and give nothing. */
struct eight {
    __m256i token, pair, triple;
};

__attribute__((target("avx2"))) static inline struct eight eight_load(const uint32_t *tokens,
                                                                      uint32_t i, uint32_t n)
{
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i in = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(n - i)), lane);
    __m256i token = _mm256_maskload_epi32((const int *)tokens + i, in);
    __m256i before = _mm256_maskload_epi32((const int *)tokens + i - 1, in);
    __m256i before2 = _mm256_maskload_epi32((const int *)tokens + i - 2, in);
    __m256i pair = _mm256_or_si256(_mm256_slli_epi32(token, 13), _mm256_srli_epi32(token, 32 - 13));
    pair = _mm256_mullo_epi32(_mm256_xor_si256(before, pair),
                              _mm256_set1_epi32((int)FEATURES_MUL_PAIR));
    __m256i triple =
        _mm256_or_si256(_mm256_slli_epi32(before2, 7), _mm256_srli_epi32(before2, 32 - 7));
    triple = _mm256_mullo_epi32(_mm256_add_epi32(pair, triple),
                                _mm256_set1_epi32((int)FEATURES_MUL_TRIPLE));
    /* The lowest bit, and the one above it, as masks of the whole lane. */
    __m256i gives = _mm256_srai_epi32(_mm256_slli_epi32(token, 31), 31);
    __m256i gives3 = _mm256_srai_epi32(_mm256_slli_epi32(token, 30), 31);
    return (struct eight){_mm256_and_si256(token, gives), _mm256_and_si256(pair, gives),
                          _mm256_and_si256(triple, gives3)};
}

/* Bits set in each lane, by a table of sixteen. */
__attribute__((target("avx2"))) static inline __m256i popcount8(__m256i x)
{
    const __m256i bits = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                          2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low4 = _mm256_set1_epi8(15);
    __m256i n =
        _mm256_add_epi8(_mm256_shuffle_epi8(bits, _mm256_and_si256(x, low4)),
                        _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi32(x, 4), low4)));
    n = _mm256_maddubs_epi16(n, _mm256_set1_epi8(1));
    return _mm256_madd_epi16(n, _mm256_set1_epi16(1));
}

__attribute__((target("avx2,bmi2,popcnt"))) static inline uint32_t
find_8(const struct kernel_table *t, __m256i gram, uint32_t *rows)
{
    const __m256i one = _mm256_set1_epi32(1);
    __m256i feature = _mm256_srl_epi32(gram, _mm_cvtsi32_si128((int)t->shift));
    __m256i at = _mm256_srli_epi32(feature, 5);
    const int *index = (const int *)t->index;
    __m256i present = _mm256_i32gather_epi32(index, at, sizeof(*t->index));
    __m256i first = _mm256_i32gather_epi32(index + 1, at, sizeof(*t->index));
    __m256i bit = _mm256_sllv_epi32(one, _mm256_and_si256(feature, _mm256_set1_epi32(31)));
    __m256i has = _mm256_cmpeq_epi32(_mm256_and_si256(present, bit), bit);
    __m256i below = _mm256_and_si256(present, _mm256_sub_epi32(bit, one));
    __m256i row = _mm256_slli_epi32(_mm256_add_epi32(first, popcount8(below)), ROW_SHIFT);
    /* The lanes that have one move to the front: their numbers, a byte each, are picked out. */
    unsigned mask = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(has));
    uint64_t lanes = _pdep_u64(mask, UINT64_C(0x0101010101010101)) * 255;
    uint64_t order = _pext_u64(UINT64_C(0x0706050403020100), lanes);
    __m256i to = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)order));
    _mm256_storeu_si256((__m256i *)rows, _mm256_permutevar8x32_epi32(row, to));
    return (uint32_t)__builtin_popcount(mask);
}

__attribute__((target("avx2,bmi2,popcnt"))) static uint32_t
find_avx2(const struct kernel_table *t, const uint32_t *tokens, uint32_t n, uint32_t *rows)
{
    uint32_t found = 0;
    for (uint32_t i = 2; i < n; i += 8) {
        struct eight e = eight_load(tokens, i, n);
        found += find_8(t, e.token, rows + found);
        found += find_8(t, e.pair, rows + found);
        found += find_8(t, e.triple, rows + found);
    }
    return found;
}

__attribute__((target("avx2"))) static void
add_avx2(const struct kernel_table *t, const uint32_t *rows, uint32_t n, int32_t sum[COLUMN_WIDTH])
{
    memset(sum, 0, sizeof(sum[0]) * COLUMN_WIDTH);
    for (uint32_t from = 0; from < n; from += BLOCK) {
        uint32_t to = n - from < BLOCK ? n : from + BLOCK;
        __m256i low = _mm256_setzero_si256(), high = low;
#pragma GCC unroll 4
        for (uint32_t i = from; i < to; i++) {
            const __m128i *row = (const __m128i *)((const char *)t->row + rows[i]);
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

/* Sixteen tokens at a time. The features that have a row are packed to the front of the vector, in
 * registers (to memory the instruction is slow), and the store may run over the last row. */
__attribute__((target("avx512f,avx512bw,avx512vpopcntdq"))) static inline uint32_t
find_16(const struct kernel_table *t, __m512i gram, uint32_t *rows)
{
    _Alignas(64) static const int32_t even[16] = {0,  2,  4,  6,  8,  10, 12, 14,
                                                  16, 18, 20, 22, 24, 26, 28, 30};
    _Alignas(64) static const int32_t odd[16] = {1,  3,  5,  7,  9,  11, 13, 15,
                                                 17, 19, 21, 23, 25, 27, 29, 31};
    const __m512i one = _mm512_set1_epi32(1);
    __m512i feature = _mm512_srl_epi32(gram, _mm_cvtsi32_si128((int)t->shift));
    __m512i at = _mm512_srli_epi32(feature, 5);
    /* A rank is gathered whole, as 64 bits: half the loads of gathering its two parts. */
    __m512i low = _mm512_i32gather_epi64(_mm512_castsi512_si256(at), t->index, sizeof(*t->index));
    __m512i high =
        _mm512_i32gather_epi64(_mm512_extracti64x4_epi64(at, 1), t->index, sizeof(*t->index));
    __m512i present = _mm512_permutex2var_epi32(low, _mm512_load_si512(even), high);
    __m512i first = _mm512_permutex2var_epi32(low, _mm512_load_si512(odd), high);
    __m512i bit = _mm512_sllv_epi32(one, _mm512_and_epi32(feature, _mm512_set1_epi32(31)));
    __mmask16 has = _mm512_test_epi32_mask(present, bit);
    __m512i below = _mm512_and_epi32(present, _mm512_sub_epi32(bit, one));
    __m512i row = _mm512_slli_epi32(_mm512_add_epi32(first, _mm512_popcnt_epi32(below)), ROW_SHIFT);
    _mm512_storeu_si512(rows, _mm512_maskz_compress_epi32(has, row));
    return (uint32_t)__builtin_popcount(has);
}

__attribute__((target("avx512f,avx512bw,avx512vpopcntdq,popcnt"))) static uint32_t
find_avx512(const struct kernel_table *t, const uint32_t *tokens, uint32_t n, uint32_t *rows)
{
    const __m512i one = _mm512_set1_epi32(1), two = _mm512_set1_epi32(2);
    uint32_t found = 0;
    for (uint32_t i = 2; i < n; i += 16) {
        /* Lanes behind the last token are 0 and give nothing. */
        __mmask16 lanes = n - i < 16 ? (__mmask16)((1u << (n - i)) - 1) : 0xffff;
        __m512i token = _mm512_maskz_loadu_epi32(lanes, tokens + i);
        __m512i before = _mm512_maskz_loadu_epi32(lanes, tokens + i - 1);
        __m512i before2 = _mm512_maskz_loadu_epi32(lanes, tokens + i - 2);
        __m512i pair = _mm512_xor_epi32(before, _mm512_rol_epi32(token, 13));
        pair = _mm512_mullo_epi32(pair, _mm512_set1_epi32((int)FEATURES_MUL_PAIR));
        __m512i triple = _mm512_add_epi32(pair, _mm512_rol_epi32(before2, 7));
        triple = _mm512_mullo_epi32(triple, _mm512_set1_epi32((int)FEATURES_MUL_TRIPLE));
        __mmask16 gives = _mm512_test_epi32_mask(token, one);
        __mmask16 gives3 = _mm512_test_epi32_mask(token, two);
        found += find_16(t, _mm512_maskz_mov_epi32(gives, token), rows + found);
        found += find_16(t, _mm512_maskz_mov_epi32(gives, pair), rows + found);
        found += find_16(t, _mm512_maskz_mov_epi32(gives3, triple), rows + found);
    }
    return found;
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
            const __m256i *a = (const __m256i *)((const char *)t->row + rows[i]);
            const __m256i *b = (const __m256i *)((const char *)t->row + rows[i + 1]);
            even = _mm512_add_epi16(even, _mm512_cvtepi8_epi16(_mm256_load_si256(a)));
            odd = _mm512_add_epi16(odd, _mm512_cvtepi8_epi16(_mm256_load_si256(b)));
        }
        if (i < to) {
            const __m256i *a = (const __m256i *)((const char *)t->row + rows[i]);
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
    return has_avx2() && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vnni");
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
    {{"avx512", find_avx512, add_avx512, gate_sum_avx2, conv_sum_avx512, logit_add_avx2,
      logit_answer_avx2},
     has_avx512},
    {{"avx2", find_avx2, add_avx2, gate_sum_avx2, conv_sum_avx2, logit_add_avx2, logit_answer_avx2},
     has_avx2},
#endif
    {{"portable", find_portable, add_portable, gate_sum, conv_sum_portable, logit_add_portable,
      logit_answer_portable},
     always},
};

const struct kernel *kernel_at(unsigned i)
{
    for (size_t k = 0; k < sizeof(kernels) / sizeof(kernels[0]); k++)
        if (kernels[k].runs() && i-- == 0)
            return &kernels[k].kernel;
    return NULL;
}
