#include "enrich/gate.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

static bool letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') <= 'z' - 'a';
}

static bool begins(unsigned char before, unsigned char c)
{
    if (c >= 0x80)
        return before >= 0xe0;
    return letter(c) ? !letter(before) : c > ' ';
}

static uint64_t eight_at(const char *p, uint32_t left)
{
    uint64_t x = GATE_CASE; /* blanks */
    if (left >= GATE_BYTES)
        memcpy(&x, p, GATE_BYTES);
    else
        memcpy(&x, p, left);
    return le64toh(x);
}

uint32_t gate_places(struct str s, uint32_t *places)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (!begins(i ? p[i - 1] : ' ', p[i]))
            continue;
        uint64_t eight = eight_at(s.ptr + i, s.len - i);
        places[n++] = gate_short(eight);
        if (p[i] < 0x80)
            places[n++] = gate_long(eight);
    }
    return n;
}

int32_t gate_sum(const struct gate *g, struct str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    int32_t sum = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (!begins(i ? p[i - 1] : ' ', p[i]))
            continue;
        uint64_t eight = eight_at(s.ptr + i, s.len - i);
        sum += g->weight[gate_short(eight)];
        if (p[i] < 0x80)
            sum += g->weight[gate_long(eight)];
    }
    return sum;
}

#ifdef __x86_64__
#include <immintrin.h>

enum { BLOCK = 32 };

/* Where letters and characters of three or four bytes are, as bits; of the block before, too. */
struct walk {
    int32_t sum;
    uint32_t letter, wide; /* whether the byte before was one: 0 or 1 */
};

/* The pieces that begin in the 32 bytes at p; reads 7 more. */
__attribute__((target("avx2,bmi"), always_inline)) static inline void
block(const struct gate *g, const char *p, struct walk *w)
{
    __m256i c = _mm256_loadu_si256((const __m256i *)p);
    __m256i at = _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
    __m256i is = _mm256_cmpeq_epi8(at, _mm256_min_epu8(at, _mm256_set1_epi8('z' - 'a')));
    uint32_t letters = (uint32_t)_mm256_movemask_epi8(is);
    is = _mm256_cmpeq_epi8(c, _mm256_max_epu8(c, _mm256_set1_epi8((char)0xe0)));
    uint32_t wides = (uint32_t)_mm256_movemask_epi8(is);
    uint32_t high = (uint32_t)_mm256_movemask_epi8(c);
    is = _mm256_cmpgt_epi8(c, _mm256_set1_epi8(' '));
    uint32_t plain = (uint32_t)_mm256_movemask_epi8(is) & ~(letters & (letters << 1 | w->letter));
    int32_t sum = 0;
    uint32_t four;
    uint64_t eight;
    for (uint32_t left = high & (wides << 1 | w->wide); left; left &= left - 1) {
        memcpy(&four, p + _tzcnt_u32(left), sizeof(four));
        sum += g->weight[gate_short(four)];
    }
    for (uint32_t left = plain; left; left &= left - 1) {
        memcpy(&eight, p + _tzcnt_u32(left), sizeof(eight));
        sum += g->weight[gate_short(eight)] + g->weight[gate_long(eight)];
    }
    w->sum += sum;
    w->letter = letters >> (BLOCK - 1);
    w->wide = wides >> (BLOCK - 1);
}

__attribute__((target("avx2,bmi"))) int32_t gate_sum_avx2(const struct gate *g, struct str s)
{
    struct walk w = {0};
    uint32_t i = 0;
    for (; i + BLOCK + GATE_BYTES <= s.len; i += BLOCK)
        block(g, s.ptr + i, &w);
    if (i < s.len) { /* the last of it, and blanks behind */
        char end[2 * BLOCK + GATE_BYTES];
        memset(end, ' ', sizeof(end));
        memcpy(end, s.ptr + i, s.len - i);
        block(g, end, &w);
        if (s.len - i > BLOCK)
            block(g, end + BLOCK, &w);
    }
    return w.sum;
}
#endif
