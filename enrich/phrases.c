#include "enrich/phrases.h"

#include <endian.h>

#define MUL 0x9E3779B1u /* 2^32 / golden ratio */
#define MUL_LONG UINT64_C(0x9E3779B97F4A7C15)
#define SHIFT (32 - PHRASES_MARK_BITS)

static uint32_t hash_of(uint32_t bytes)
{
    bytes |= (~bytes & 0x808080u) >> 2;
    return (bytes & 0xffffffu) * MUL >> SHIFT;
}

static uint32_t hash_at(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    return hash_of((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16);
}

uint64_t phrases_eight(struct str s, uint32_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t x = high >> 2; /* blanks */
    uint32_t left = s.len - at;
    memcpy(&x, s.ptr + at, left < sizeof(x) ? left : sizeof(x));
    x = le64toh(x);
    return x | (~x & high) >> 2;
}

struct phrases_head phrases_head(const char *phrase, uint32_t len)
{
    uint64_t mask = len < 8 ? (UINT64_C(1) << 8 * len) - 1 : UINT64_MAX;
    return (struct phrases_head){phrases_eight((struct str){phrase, len}, 0) & mask, mask};
}

uint32_t phrases_hash(uint64_t eight, unsigned bytes)
{
    return (uint32_t)((eight << (64 - 8 * bytes)) * MUL_LONG >> 48);
}

void phrases_mark(struct phrases *x, const char *phrase)
{
    uint32_t h = hash_at(phrase);
    x->marks[h / 32] |= 1u << h % 32;
}

static bool marked(const struct phrases *x, uint32_t hash)
{
    return x->marks[hash / 32] >> hash % 32 & 1;
}

static bool letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') <= 'z' - 'a';
}

/* Of a bit for each letter, which follow none. */
static uint32_t first_letters(struct str s, uint32_t from, uint32_t letters)
{
    return letters & ~(letters << 1 | (from > 0 && letter((unsigned char)s.ptr[from - 1])));
}

static uint32_t marks_portable(const struct phrases *x, struct str s, uint32_t from)
{
    uint32_t marks = 0;
    for (uint32_t i = 0; i < PHRASES_AT_ONCE && from + i + PHRASES_PREFIX <= s.len; i++)
        marks |= (uint32_t)marked(x, hash_at(s.ptr + from + i)) << i;
    return marks;
}

static uint32_t begins_portable(struct str s, uint32_t from)
{
    uint32_t letters = 0, wide = 0,
             n = s.len - from < PHRASES_AT_ONCE ? s.len - from : PHRASES_AT_ONCE;
    for (uint32_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.ptr[from + i];
        letters |= (uint32_t)letter(c) << i;
        wide |= (uint32_t)(c >= 0xc0) << i;
    }
    return first_letters(s, from, letters) | wide;
}

#ifdef __x86_64__
#include <immintrin.h>

/* Which of the eight places at p are marked; reads 16 bytes. */
__attribute__((target("avx2"))) static inline uint32_t marks_8(const struct phrases *x,
                                                               const char *p)
{
    const __m256i three = _mm256_setr_epi8(0, 1, 2, -1, 1, 2, 3, -1, 2, 3, 4, -1, 3, 4, 5, -1, 4, 5,
                                           6, -1, 5, 6, 7, -1, 6, 7, 8, -1, 7, 8, 9, -1);
    const __m256i low5 = _mm256_set1_epi32(31);
    __m256i b = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)p));
    b = _mm256_or_si256(b, _mm256_srli_epi16(_mm256_andnot_si256(b, _mm256_set1_epi8(-128)), 2));
    b = _mm256_mullo_epi32(_mm256_shuffle_epi8(b, three), _mm256_set1_epi32((int)MUL));
    b = _mm256_srli_epi32(b, SHIFT);
    __m256i mark = _mm256_i32gather_epi32((const int *)x->marks, _mm256_srli_epi32(b, 5), 4);
    mark = _mm256_sllv_epi32(mark, _mm256_sub_epi32(low5, _mm256_and_si256(b, low5)));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(mark));
}

__attribute__((target("avx2"))) static uint32_t marks_avx2(const struct phrases *x, struct str s,
                                                           uint32_t from)
{
    enum { READ = PHRASES_AT_ONCE + 8 };
    const char *p = s.ptr + from;
    uint32_t left = s.len - from;
    char end[READ] = {0};
    if (left < READ)
        p = memcpy(end, p, left);
    uint32_t marks = marks_8(x, p) | marks_8(x, p + 8) << 8 | marks_8(x, p + 16) << 16 |
                     marks_8(x, p + 24) << 24;
    uint32_t places = left < PHRASES_PREFIX ? 0 : left - PHRASES_PREFIX + 1;
    return places < PHRASES_AT_ONCE ? marks & ((UINT32_C(1) << places) - 1) : marks;
}

__attribute__((target("avx2"))) static uint32_t begins_avx2(struct str s, uint32_t from)
{
    const char *p = s.ptr + from;
    char end[PHRASES_AT_ONCE] = {0};
    if (s.len - from < PHRASES_AT_ONCE)
        p = memcpy(end, p, s.len - from);
    __m256i c = _mm256_loadu_si256((const __m256i *)p);
    __m256i at = _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
    __m256i letters = _mm256_cmpeq_epi8(at, _mm256_min_epu8(at, _mm256_set1_epi8('z' - 'a')));
    __m256i wide = _mm256_cmpeq_epi8(c, _mm256_max_epu8(c, _mm256_set1_epi8((char)0xc0)));
    return first_letters(s, from, (uint32_t)_mm256_movemask_epi8(letters)) |
           (uint32_t)_mm256_movemask_epi8(wide);
}
#endif

uint32_t phrases_marks(const struct phrases *x, struct str s, uint32_t from)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return marks_avx2(x, s, from);
#endif
    return marks_portable(x, s, from);
}

uint32_t phrases_begins(struct str s, uint32_t from)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return begins_avx2(s, from);
#endif
    return begins_portable(s, from);
}

unsigned char phrases_lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool phrases_equal(const unsigned char *p, const char *phrase, unsigned len)
{
    for (unsigned i = 0; i < len; i++)
        if (phrases_lower(p[i]) != (unsigned char)phrase[i])
            return false;
    return true;
}
