#include "enrich/logit.h"

void logit_init(logit_sigmoid sigmoid)
{
    const uint64_t one = UINT64_C(1) << 63, step = 9187413517043429148u; /* e^(-1/256) * 2^63 */
    unsigned __int128 power = one;                                       /* e^(-t/256) */
    for (int t = 0; t <= LOGIT_MAX + 1; t++) {
        unsigned __int128 whole = (unsigned __int128)one + power;
        unsigned p = (unsigned)((1000 * (unsigned __int128)one + whole / 2) / whole);
        if (t <= LOGIT_MAX)
            sigmoid[LOGIT_MAX + 1 + t] = (uint16_t)p;
        sigmoid[LOGIT_MAX + 1 - t] = (uint16_t)(1000 - p);
        power = power * step >> 63;
    }
}

void logit_add_portable(int32_t logit[COLUMN_WIDTH], const int32_t sum[COLUMN_WIDTH],
                        const int32_t gain[COLUMN_WIDTH], unsigned shift)
{
    for (int c = 0; c < COLUMN_WIDTH; c++)
        logit[c] = (int32_t)((uint32_t)logit[c] +
                             (uint32_t)(uint64_t)((int64_t)sum[c] * gain[c] >> shift));
}

void logit_answer_portable(const int32_t logit[COLUMN_WIDTH], const logit_sigmoid sigmoid,
                           uint16_t p[COLUMN_WIDTH])
{
    for (int c = 0; c < COLUMN_WIDTH; c++)
        p[c] = logit_probability(sigmoid, logit[c]);
}

#ifdef __x86_64__
#include <immintrin.h>

enum { EIGHT = 8 };

/* Products of 64 bits, those of even and of odd columns; of each the 32 bits from `shift` on. */
__attribute__((target("avx2"))) void logit_add_avx2(int32_t logit[COLUMN_WIDTH],
                                                    const int32_t sum[COLUMN_WIDTH],
                                                    const int32_t gain[COLUMN_WIDTH],
                                                    unsigned shift)
{
    const __m128i right = _mm_cvtsi32_si128((int)shift);
    const __m128i left = _mm_cvtsi32_si128((int)(32 - shift));
    for (int c = 0; c < COLUMN_WIDTH; c += EIGHT) {
        __m256i s = _mm256_loadu_si256((const __m256i *)(sum + c));
        __m256i g = _mm256_loadu_si256((const __m256i *)(gain + c));
        __m256i even = _mm256_srl_epi64(_mm256_mul_epi32(s, g), right);
        __m256i odd = _mm256_mul_epi32(_mm256_srli_epi64(s, 32), _mm256_srli_epi64(g, 32));
        __m256i x = _mm256_blend_epi32(even, _mm256_sll_epi64(odd, left), 0xaa);
        __m256i *to = (__m256i *)(logit + c);
        _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), x));
    }
}

__attribute__((target("avx2"))) void logit_answer_avx2(const int32_t logit[COLUMN_WIDTH],
                                                       const logit_sigmoid sigmoid,
                                                       uint16_t p[COLUMN_WIDTH])
{
    const __m256i most = _mm256_set1_epi32(LOGIT_MAX), least = _mm256_set1_epi32(-LOGIT_MAX - 1);
    for (int c = 0; c < COLUMN_WIDTH; c += EIGHT) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(logit + c));
        x = _mm256_max_epi32(_mm256_min_epi32(x, most), least);
        x = _mm256_i32gather_epi32((const int *)(sigmoid + LOGIT_MAX + 1), x, sizeof(*sigmoid));
        x = _mm256_and_si256(x, _mm256_set1_epi32(0xffff));
        x = _mm256_permute4x64_epi64(_mm256_packus_epi32(x, x), 0x08);
        _mm_storeu_si128((__m128i *)(p + c), _mm256_castsi256_si128(x));
    }
}
#endif
