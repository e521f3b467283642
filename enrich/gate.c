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

enum { HALF = 32, BLOCK = 2 * HALF };

/* What is where among 32 or 64 bytes, as bits. */
struct bits {
    uint64_t letter, wide, high, visible; /* wide: first byte of a character of three or four */
};

__attribute__((target("avx2"), always_inline)) static inline struct bits half(const char *p)
{
    __m256i c = _mm256_loadu_si256((const __m256i *)p);
    __m256i at = _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
    __m256i letter = _mm256_cmpeq_epi8(at, _mm256_min_epu8(at, _mm256_set1_epi8('z' - 'a')));
    __m256i wide = _mm256_cmpeq_epi8(c, _mm256_max_epu8(c, _mm256_set1_epi8((char)0xe0)));
    __m256i visible = _mm256_cmpgt_epi8(c, _mm256_set1_epi8(' '));
    return (struct bits){(uint32_t)_mm256_movemask_epi8(letter),
                         (uint32_t)_mm256_movemask_epi8(wide), (uint32_t)_mm256_movemask_epi8(c),
                         (uint32_t)_mm256_movemask_epi8(visible)};
}

/* Sum of the pieces that begin in the 64 bytes at p; reads 7 more. *before: what is in the block
 * before, then in this one. 64 at a time, as the end of each loop is guessed wrong. */
__attribute__((target("avx2,bmi"), always_inline)) static inline int32_t
block(const struct gate *g, const char *p, struct bits *before)
{
    struct bits a = half(p), b = half(p + HALF);
    uint64_t letter = a.letter | b.letter << HALF, wide = a.wide | b.wide << HALF;
    uint64_t high = a.high | b.high << HALF, visible = a.visible | b.visible << HALF;
    uint64_t chars = high & (wide << 1 | before->wide >> (BLOCK - 1));
    uint64_t words = visible & ~(letter & (letter << 1 | before->letter >> (BLOCK - 1)));
    int32_t sum = 0;
    uint32_t four;
    uint64_t eight;
    for (; chars; chars &= chars - 1) {
        memcpy(&four, p + _tzcnt_u64(chars), sizeof(four));
        sum += g->weight[gate_short(four)];
    }
    for (; words; words &= words - 1) {
        memcpy(&eight, p + _tzcnt_u64(words), sizeof(eight));
        sum += g->weight[gate_short(eight)] + g->weight[gate_long(eight)];
    }
    before->letter = letter;
    before->wide = wide;
    return sum;
}

__attribute__((target("avx2,bmi"))) int32_t gate_sum_avx2(const struct gate *g, struct str s)
{
    struct bits before = {0};
    int32_t sum = 0;
    uint32_t i = 0;
    for (; i + BLOCK + GATE_BYTES <= s.len; i += BLOCK)
        sum += block(g, s.ptr + i, &before);
    if (i < s.len) { /* the last of it, and blanks behind */
        char end[2 * BLOCK + GATE_BYTES];
        memset(end, ' ', sizeof(end));
        memcpy(end, s.ptr + i, s.len - i);
        sum += block(g, end, &before);
        if (s.len - i > BLOCK)
            sum += block(g, end + BLOCK, &before);
    }
    return sum;
}
#endif
