/* The vector kernels are the look-up algorithm of Keiser and Lemire, "Validating UTF-8 in less than
 * one instruction per byte" (Software: Practice and Experience 51(5), 2021): three table look-ups,
 * by the high and the low half of the byte before and the high half of this one, give for each pair
 * of bytes the set of mistakes it could be part of; their intersection is what it is. What remains
 * is the third and fourth byte of long forms, which must be continuations and nothing else. */
#include "ingest/utf8.h"

#include <string.h>

/* clang-format off */
#define ONES(n) (uint32_t)((UINT64_C(1) << (n)) - 1)
#define ONES8(n) ONES(n), ONES(n + 1), ONES(n + 2), ONES(n + 3), ONES(n + 4), ONES(n + 5), ONES(n + 6), ONES(n + 7)
const uint32_t utf8_low_bits[UTF8_SHORT + 1] = {ONES8(0), ONES8(8), ONES8(16), ONES8(24), ONES(32)};
/* clang-format on */

static bool valid_plain(const uint8_t *s, size_t len, const uint8_t *end)
{
    (void)end;
    size_t i = 0;
    while (i < len) {
        uint8_t b = s[i];
        unsigned more = b < 0x80   ? 0
                        : b < 0xc2 ? 4
                        : b < 0xe0 ? 1
                        : b < 0xf0 ? 2
                        : b < 0xf5 ? 3
                                   : 4;
        if (more == 4 || len - i <= more)
            return false;
        /* The second byte of these four has a narrower range: overlong, surrogate, too large. */
        uint8_t low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        uint8_t high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        if (more && (s[i + 1] < low || s[i + 1] > high))
            return false;
        for (unsigned k = 2; k <= more; k++)
            if ((s[i + k] & 0xc0) != 0x80)
                return false;
        i += more + 1;
    }
    return true;
}

#ifdef __SSSE3__
#include <immintrin.h>

enum { /* mistakes, one bit each, as in the paper */
       TOO_SHORT = 1 << 0,
       TOO_LONG = 1 << 1,
       OVERLONG_3 = 1 << 2,
       TOO_LARGE = 1 << 3,
       SURROGATE = 1 << 4,
       OVERLONG_2 = 1 << 5,
       TOO_LARGE_1000 = 1 << 6,
       OVERLONG_4 = 1 << 6,
       TWO_CONTS = 1 << 7,
       CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

/* clang-format off */
static const uint8_t by_first_high[16] = {
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS,
    TOO_SHORT | OVERLONG_2,
    TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
};
#define LARGE (CARRY | TOO_LARGE | TOO_LARGE_1000)
static const uint8_t by_first_low[16] = {
    CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
    CARRY | TOO_LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
    LARGE | SURROGATE, LARGE, LARGE,
};
#define CONT (TOO_LONG | OVERLONG_2 | TWO_CONTS)
static const uint8_t by_second_high[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    CONT | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, CONT | OVERLONG_3 | TOO_LARGE,
    CONT | SURROGATE | TOO_LARGE, CONT | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
};
/* clang-format on */

/* -1 for each byte that counts and then 0: a window into it masks the last block. */
static const int8_t window[64] = {
#define EIGHT(n) n, n, n, n, n, n, n, n
    EIGHT(-1), EIGHT(-1), EIGHT(-1), EIGHT(-1)};

/* The last three bytes may not open a form that needs more bytes than are left. */
static const uint8_t most[32] = {EIGHT(255), EIGHT(255), EIGHT(255), 255,  255, 255,
                                 255,        255,        0xef,       0xdf, 0xbf};

/* Both kernels are the same text at two widths. What follows the string in its last block is made
 * NUL, so that a form cut off by the end is a form cut off by an ASCII byte, which the tables know.
 * The block is read in place if `end` allows it and copied if not. */
#define KERNEL_BODY(WIDTH, VEC, LOAD, SETZERO, AND, STEP)                                          \
    VEC error = SETZERO(), before = SETZERO();                                                     \
    const uint8_t *stop = s + len;                                                                 \
    for (; stop - s >= WIDTH; s += WIDTH) {                                                        \
        VEC now = LOAD((const void *)s);                                                           \
        error = STEP(now, before, error);                                                          \
        before = now;                                                                              \
    }                                                                                              \
    uint8_t copy[WIDTH];                                                                           \
    size_t left = (size_t)(stop - s);                                                              \
    if (end - s < WIDTH)                                                                           \
        s = memcpy(copy, s, left);                                                                 \
    VEC now = AND(LOAD((const void *)s), LOAD((const void *)(window + 32 - left)));                \
    error = STEP(now, before, error);

static inline __m128i check16(__m128i now, __m128i before, __m128i error)
{
    const __m128i low = _mm_set1_epi8(0x0f);
    __m128i b1 = _mm_alignr_epi8(now, before, 15);
    __m128i b2 = _mm_alignr_epi8(now, before, 14), b3 = _mm_alignr_epi8(now, before, 13);
    __m128i t1 = _mm_loadu_si128((const void *)by_first_high);
    __m128i t2 = _mm_loadu_si128((const void *)by_first_low);
    __m128i t3 = _mm_loadu_si128((const void *)by_second_high);
    __m128i m1 = _mm_shuffle_epi8(t1, _mm_and_si128(_mm_srli_epi16(b1, 4), low));
    __m128i m2 = _mm_shuffle_epi8(t2, _mm_and_si128(b1, low));
    __m128i m3 = _mm_shuffle_epi8(t3, _mm_and_si128(_mm_srli_epi16(now, 4), low));
    __m128i special = _mm_and_si128(_mm_and_si128(m1, m2), m3);
    /* Saturating: the high bit is left where two back stands 111xxxxx, three back 1111xxxx. */
    __m128i third = _mm_subs_epu8(b2, _mm_set1_epi8((char)(0xe0 - 0x80)));
    __m128i fourth = _mm_subs_epu8(b3, _mm_set1_epi8((char)(0xf0 - 0x80)));
    __m128i must = _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8((char)0x80));
    return _mm_or_si128(error, _mm_xor_si128(must, special));
}

/* A block of ASCII only has to find that nothing before it was left open. */
static inline __m128i step16(__m128i now, __m128i before, __m128i error)
{
    if (_mm_movemask_epi8(now) == 0)
        return _mm_or_si128(error,
                            _mm_subs_epu8(before, _mm_loadu_si128((const void *)(most + 16))));
    return check16(now, before, error);
}

static bool valid_ssse3(const uint8_t *s, size_t len, const uint8_t *end)
{
    KERNEL_BODY(16, __m128i, _mm_loadu_si128, _mm_setzero_si128, _mm_and_si128, step16)
    return _mm_movemask_epi8(_mm_cmpeq_epi8(error, _mm_setzero_si128())) == 0xffff;
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i check32(__m256i now, __m256i before, __m256i error)
{
    const __m256i low = _mm256_set1_epi8(0x0f);
    /* The bytes one, two and three back: alignr works within halves, so bring the halves near. */
    __m256i shifted = _mm256_permute2x128_si256(before, now, 0x21);
    __m256i b1 = _mm256_alignr_epi8(now, shifted, 15);
    __m256i b2 = _mm256_alignr_epi8(now, shifted, 14), b3 = _mm256_alignr_epi8(now, shifted, 13);
    __m256i t1 = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)by_first_high));
    __m256i t2 = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)by_first_low));
    __m256i t3 = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)by_second_high));
    __m256i m1 = _mm256_shuffle_epi8(t1, _mm256_and_si256(_mm256_srli_epi16(b1, 4), low));
    __m256i m2 = _mm256_shuffle_epi8(t2, _mm256_and_si256(b1, low));
    __m256i m3 = _mm256_shuffle_epi8(t3, _mm256_and_si256(_mm256_srli_epi16(now, 4), low));
    __m256i special = _mm256_and_si256(_mm256_and_si256(m1, m2), m3);
    __m256i third = _mm256_subs_epu8(b2, _mm256_set1_epi8((char)(0xe0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(b3, _mm256_set1_epi8((char)(0xf0 - 0x80)));
    __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_or_si256(error, _mm256_xor_si256(must, special));
}

AVX2 static inline __m256i step32(__m256i now, __m256i before, __m256i error)
{
    if (_mm256_movemask_epi8(now) == 0)
        return _mm256_or_si256(error,
                               _mm256_subs_epu8(before, _mm256_loadu_si256((const void *)most)));
    return check32(now, before, error);
}

AVX2 static bool valid_avx2(const uint8_t *s, size_t len, const uint8_t *end)
{
    KERNEL_BODY(32, __m256i, _mm256_loadu_si256, _mm256_setzero_si256, _mm256_and_si256, step32)
    return _mm256_testz_si256(error, error);
}

#endif

static const struct utf8_kernel kernels[] = {
#ifdef __SSSE3__
    {"avx2", valid_avx2},
    {"ssse3", valid_ssse3},
#endif
    {"plain", valid_plain},
};
#define KERNELS (sizeof(kernels) / sizeof(kernels[0]))

static unsigned fastest; /* index into kernels; set before main, then constant */

#ifdef __SSSE3__
__attribute__((constructor)) static void choose(void)
{
    __builtin_cpu_init();
    fastest = __builtin_cpu_supports("avx2") ? 0 : 1;
}
#endif

bool utf8_valid_kernel(const uint8_t *s, size_t len, const uint8_t *end)
{
    return kernels[fastest].valid(s, len, end);
}

const struct utf8_kernel *utf8_kernel(unsigned index)
{
    return fastest + index < KERNELS ? &kernels[fastest + index] : NULL;
}
