#include "enrich/features_run.h"

#include "enrich/fold.h"

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* Signs, by their bytes as they lie in memory: U+FF0C, U+3002, U+3001. */
#define COMMA 0x8cbcefu
#define FULL_STOP 0x8280e3u
#define PAUSE 0x8180e3u

INLINE bool is_sign(uint32_t x)
{
    return x == COMMA || x == FULL_STOP || x == PAUSE;
}

/* One character of the run at p, where four bytes can be read; false: it ends here. */
INLINE bool one(uint32_t **out, const unsigned char *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof(x));
    x = le32toh(x);
    if ((x & 0xc0c0f0) == 0x8080e0 && (x & 15) - 4 <= 5)
        *(*out)++ = features_char(fold_char(x & 0xffffff));
    else if (!is_sign(x & 0xffffff))
        return false;
    else if ((*out)[-1] != FEATURES_BOUNDARY)
        *(*out)++ = FEATURES_BOUNDARY;
    return true;
}

static const unsigned char *run_portable(uint32_t **out, const unsigned char *p,
                                         const unsigned char *end)
{
    while (end - p >= 4 && one(out, p))
        p += 3;
    return p;
}

#ifdef __x86_64__
#include <immintrin.h>

/* The signs among some characters that give a boundary, both as bits: the second of two beside one
 * another gives none, and is left to one(). after: a boundary stands before the first. */
INLINE unsigned boundaries(unsigned signs, bool after)
{
    return signs & ~(signs << 1 | after);
}

/* Writes the tokens of those of n characters at p that have a mark anew. */
static void fold(uint32_t *out, const unsigned char *p, unsigned marked)
{
    for (; marked; marked &= marked - 1) {
        unsigned i = (unsigned)__builtin_ctz(marked);
        uint32_t c =
            (uint32_t)p[3 * i] | (uint32_t)p[3 * i + 1] << 8 | (uint32_t)p[3 * i + 2] << 16;
        out[i] = features_char(fold_char(c));
    }
}

enum { EIGHT = 8, EIGHT_BYTES = 28 /* that eight() reads */ };

/* Tokens of the eight characters at p, of which those before the first that is none count; how
 * many these are. Room for all eight there is: their bytes could all have been tokens. *after: the
 * last token is a boundary. */
__attribute__((target("avx2"))) static inline unsigned eight(uint32_t *out, const unsigned char *p,
                                                             bool *after)
{
    const __m256i spread = _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 0,
                                            1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
    const __m256i form = _mm256_set1_epi32(0xc0c0f0), is = _mm256_set1_epi32(0x8080e0);
    const __m256i low4 = _mm256_set1_epi32(15), gives = _mm256_set1_epi32(3);
    __m256i x = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)p)),
                                        _mm_loadu_si128((const __m128i *)(p + 12)), 1);
    x = _mm256_shuffle_epi8(x, spread);
    __m256i lead = _mm256_and_si256(x, low4);
    __m256i ok = _mm256_cmpeq_epi32(_mm256_and_si256(x, form), is);
    ok = _mm256_and_si256(ok, _mm256_cmpgt_epi32(lead, _mm256_set1_epi32(3)));
    ok = _mm256_andnot_si256(_mm256_cmpgt_epi32(lead, _mm256_set1_epi32(9)), ok);
    __m256i sign = _mm256_cmpeq_epi32(x, _mm256_set1_epi32(COMMA));
    sign = _mm256_or_si256(sign, _mm256_cmpeq_epi32(x, _mm256_set1_epi32(FULL_STOP)));
    sign = _mm256_or_si256(sign, _mm256_cmpeq_epi32(x, _mm256_set1_epi32(PAUSE)));
    /* fold_char: which of them have a mark? */
    __m256i hash = _mm256_mullo_epi32(x, _mm256_set1_epi32((int)FEATURES_MUL_CHAR));
    __m256i mark = _mm256_srli_epi32(hash, 16);
    __m256i word = _mm256_i32gather_epi32((const int *)fold_marks, _mm256_srli_epi32(mark, 5), 4);
    __m256i bit = _mm256_srlv_epi32(word, _mm256_and_si256(mark, _mm256_set1_epi32(31)));
    bit = _mm256_and_si256(_mm256_slli_epi32(bit, 31), ok);
    __m256i token = _mm256_blendv_epi8(_mm256_or_si256(hash, gives),
                                       _mm256_set1_epi32(FEATURES_BOUNDARY), sign);
    _mm256_storeu_si256((__m256i *)out, token);
    unsigned ends = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(sign));
    ends = boundaries(ends, *after);
    unsigned all = ends | (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(ok));
    unsigned n = (unsigned)__builtin_ctz(~all);
    unsigned marked = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(bit)) & ((1u << n) - 1);
    if (__builtin_expect(marked != 0, 0))
        fold(out, p, marked);
    *after = n ? ends >> (n - 1) & 1 : *after;
    return n;
}

__attribute__((target("avx2"))) static const unsigned char *
run_avx2(uint32_t **to, const unsigned char *p, const unsigned char *end)
{
    uint32_t *out = *to;
    for (;;) {
        unsigned n = EIGHT;
        bool after = out[-1] == FEATURES_BOUNDARY;
        while (end - p >= EIGHT_BYTES && n == EIGHT) {
            n = eight(out, p, &after);
            out += n;
            p += 3 * n;
        }
        if (end - p < 4 || !one(&out, p))
            break;
        p += 3;
    }
    *to = out;
    return p;
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))

enum { SIXTEEN = 16, SIXTEEN_BYTES = 3 * SIXTEEN };

/* The same of sixteen characters, of which only the next `left` bytes are read. */
AVX512 static inline unsigned sixteen(uint32_t *out, const unsigned char *p, size_t left,
                                      bool *after)
{
    _Alignas(64) static const uint8_t spread[64] = {
        0,  1,  2,  0,  3,  4,  5,  0,  6,  7,  8,  0,  9,  10, 11, 0,  12, 13, 14, 0,  15, 16,
        17, 0,  18, 19, 20, 0,  21, 22, 23, 0,  24, 25, 26, 0,  27, 28, 29, 0,  30, 31, 32, 0,
        33, 34, 35, 0,  36, 37, 38, 0,  39, 40, 41, 0,  42, 43, 44, 0,  45, 46, 47, 0};
    const __m512i form = _mm512_set1_epi32(0xc0c0f0), is = _mm512_set1_epi32(0x8080e0);
    const __mmask64 there = (UINT64_C(1) << (left < SIXTEEN_BYTES ? left : SIXTEEN_BYTES)) - 1;
    __m512i x = _mm512_maskz_loadu_epi8(there, p);
    x = _mm512_maskz_permutexvar_epi8(0x7777777777777777, _mm512_load_si512(spread), x);
    __m512i lead =
        _mm512_sub_epi32(_mm512_and_epi32(x, _mm512_set1_epi32(15)), _mm512_set1_epi32(4));
    unsigned ok = _mm512_cmpeq_epi32_mask(_mm512_and_epi32(x, form), is) &
                  _mm512_cmple_epu32_mask(lead, _mm512_set1_epi32(5));
    unsigned ends = _mm512_cmpeq_epi32_mask(x, _mm512_set1_epi32(COMMA)) |
                    _mm512_cmpeq_epi32_mask(x, _mm512_set1_epi32(FULL_STOP)) |
                    _mm512_cmpeq_epi32_mask(x, _mm512_set1_epi32(PAUSE));
    ends = boundaries(ends, *after);
    unsigned n = (unsigned)__builtin_ctz(~(ok | ends) | 1u << SIXTEEN), all = (1u << n) - 1;
    __m512i hash = _mm512_mullo_epi32(x, _mm512_set1_epi32((int)FEATURES_MUL_CHAR));
    __m512i mark = _mm512_srli_epi32(hash, 16);
    __m512i word = _mm512_i32gather_epi32(_mm512_srli_epi32(mark, 5), fold_marks, 4);
    __m512i bit =
        _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_epi32(mark, _mm512_set1_epi32(31)));
    unsigned marked = _mm512_test_epi32_mask(word, bit) & ok & all;
    __m512i token = _mm512_or_epi32(hash, _mm512_set1_epi32(3));
    token = _mm512_mask_mov_epi32(token, (__mmask16)ends, _mm512_set1_epi32(FEATURES_BOUNDARY));
    _mm512_mask_storeu_epi32(out, (__mmask16)all, token);
    if (__builtin_expect(marked != 0, 0))
        fold(out, p, marked);
    *after = n ? ends >> (n - 1) & 1 : *after;
    return n;
}

AVX512 static const unsigned char *run_avx512(uint32_t **to, const unsigned char *p,
                                              const unsigned char *end)
{
    uint32_t *out = *to;
    for (;;) {
        unsigned n = SIXTEEN;
        bool after = out[-1] == FEATURES_BOUNDARY;
        while (p < end && n == SIXTEEN) {
            n = sixteen(out, p, (size_t)(end - p), &after);
            out += n;
            p += 3 * n;
        }
        if (end - p < 4 || !one(&out, p))
            break;
        p += 3;
    }
    *to = out;
    return p;
}
#endif

features_run_fn *features_run_at(unsigned i)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") && i-- == 0)
        return run_avx512;
    if (__builtin_cpu_supports("avx2") && i-- == 0)
        return run_avx2;
#endif
    return i == 0 ? run_portable : NULL;
}
