#include "enrich/phrases.h"

#include "core/check.h"

#include <endian.h>

#define MUL 0x9E3779B1u /* 2^32 / golden ratio */
#define MUL_BEHIND 0x85EBCA6Bu
#define MUL_LONG UINT64_C(0x9E3779B97F4A7C15)

/* Whether a phrase may begin where these bytes stand, as bits, the first of a word its highest; and
 * what may, looked up for those few of which it is so. */
enum {
    SIX_BITS = 17,
    THREE_BITS = 15,
    EIGHT_MAY_BITS = 13,
    SIX_MAY_BITS = 13,
    THREE_MAY_BITS = 12,
    WORD_BITS = 5
};
static uint32_t six[1 << (SIX_BITS - WORD_BITS)], three[1 << (THREE_BITS - WORD_BITS)];
static uint16_t eight_may[1 << EIGHT_MAY_BITS], six_may[1 << SIX_MAY_BITS];
static uint16_t three_may[1 << THREE_MAY_BITS];

/* Hashes of three bytes, and of these with the three behind them. */
static inline uint32_t three_of(uint32_t x)
{
    return x * MUL;
}

static inline uint32_t six_of(uint32_t x, uint32_t behind)
{
    return x * MUL + behind * MUL_BEHIND;
}

static inline uint32_t eight_of(uint64_t eight)
{
    return (uint32_t)(eight * MUL_LONG >> (64 - EIGHT_MAY_BITS));
}

static void set(uint32_t *words, unsigned bits, uint32_t hash)
{
    uint32_t bit = hash >> (32 - bits);
    words[bit >> WORD_BITS] |= UINT32_C(1) << 31 >> bit % 32;
}

static inline uint32_t is_set(const uint32_t *words, unsigned bits, uint32_t hash)
{
    uint32_t bit = hash >> (32 - bits);
    return words[bit >> WORD_BITS] << bit % 32 >> 31;
}

static inline uint64_t same_case(uint64_t x)
{
    return x | (~x & UINT64_C(0x8080808080808080)) >> 2;
}

uint64_t phrases_eight(struct str s, uint32_t at)
{
    uint64_t x = UINT64_C(0x2020202020202020); /* blanks */
    uint32_t left = s.len - at;
    if (left >= sizeof(x))
        memcpy(&x, s.ptr + at, sizeof(x));
    else
        memcpy(&x, s.ptr + at, left);
    return same_case(le64toh(x));
}

struct phrases_head phrases_head(const char *phrase, uint32_t len)
{
    uint64_t mask = len < 8 ? (UINT64_C(1) << 8 * len) - 1 : UINT64_MAX;
    unsigned sure = 0;
    while (sure < len && sure < 8 && (unsigned char)phrase[sure] >= 128)
        sure++;
    return (struct phrases_head){phrases_eight((struct str){phrase, len}, 0) & mask, mask, sure};
}

uint32_t phrases_hash(uint64_t eight, unsigned bytes)
{
    return (uint32_t)((eight << (64 - 8 * bytes)) * MUL_LONG >> 48);
}

static bool letter(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') <= 'z' - 'a';
}

void phrases_add(const char *phrase, uint32_t len, uint16_t may)
{
    uint64_t eight = phrases_eight((struct str){phrase, len}, 0);
    uint32_t x = eight & 0xffffff, behind = eight >> 24 & 0xffffff;
    CHECK(len >= PHRASES_PREFIX);
    CHECK(letter((unsigned char)phrase[0]) || (unsigned char)phrase[0] >= 0xc0);
    if (len >= PHRASES_LONG) {
        set(six, SIX_BITS, six_of(x, behind));
        if (len >= sizeof(eight)) /* many phrases begin with the same six bytes */
            eight_may[eight_of(eight)] |= may;
        else
            six_may[six_of(x, behind) >> (32 - SIX_MAY_BITS)] |= may;
    } else {
        set(three, THREE_BITS, three_of(x));
        three_may[three_of(x) >> (32 - THREE_MAY_BITS)] |= may;
    }
}

/* Writes the place, though it counts only if something may begin there: no branch to guess. */
static inline uint32_t look(uint64_t eight, uint32_t at, struct phrases_place *out)
{
    uint32_t x = eight & 0xffffff, behind = eight >> 24 & 0xffffff;
    *out = (struct phrases_place){.at = (uint16_t)at};
    return is_set(six, SIX_BITS, six_of(x, behind)) | is_set(three, THREE_BITS, three_of(x));
}

/* What may begin at the places that were found; those of which it is nothing are left out. */
static uint32_t tell(struct str s, struct phrases_place *out, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t eight = phrases_eight(s, out[i].at);
        uint32_t x = eight & 0xffffff, hash = six_of(x, eight >> 24 & 0xffffff);
        uint16_t may = 0;
        if (is_set(six, SIX_BITS, hash))
            may = six_may[hash >> (32 - SIX_MAY_BITS)] | eight_may[eight_of(eight)];
        if (is_set(three, THREE_BITS, three_of(x)))
            may |= three_may[three_of(x) >> (32 - THREE_MAY_BITS)];
        out[kept] = (struct phrases_place){out[i].at, may};
        kept += may != 0;
    }
    return kept;
}

/* Words begin with a letter that follows none, or with the n of "n't". */
static bool begins(struct str s, uint32_t i)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (!letter(p[i]))
        return p[i] >= 0xc0;
    return i == 0 || !letter(p[i - 1]) || (i + 1 < s.len && p[i + 1] == '\'');
}

uint32_t phrases_places_portable(struct str s, struct phrases_place *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.len; i++)
        if (begins(s, i))
            n += look(phrases_eight(s, i), i, out + n);
    return tell(s, out, n);
}

#ifdef __x86_64__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt"), always_inline)) static inline

enum { HALF = 32, READ = HALF + 8 };

/* Bytes of a text from which READ may be read wherever it is looked at, and where they stand. */
struct stretch {
    const char *p;
    uint32_t from, to; /* from > 0: the byte before belongs to it */
    int32_t shift;     /* p[i] is the text's byte i + shift */
};

/* Which of eight hashes have their bit set, as signs. */
AVX2 __m256i set_8(const uint32_t *words, int bits, __m256i hash)
{
    __m256i word = _mm256_i32gather_epi32((const int *)words,
                                          _mm256_srli_epi32(hash, 32 - bits + WORD_BITS), 4);
    __m256i bit = _mm256_and_si256(_mm256_srli_epi32(hash, 32 - bits), _mm256_set1_epi32(31));
    return _mm256_sllv_epi32(word, bit);
}

/* The eight characters of three bytes at p, of which those count before the first that is none; how
 * many bytes these are. *n: the places found so far; there is room for eight more, since no two
 * places are neighbours. */
AVX2 uint32_t characters(const char *p, uint32_t at, struct phrases_place *out, uint32_t *n)
{
    const __m256i spread = _mm256_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 0,
                                            1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
    const __m256i form = _mm256_set1_epi32(0xc0c0f0), is = _mm256_set1_epi32(0x8080e0);
    const __m256i high = _mm256_set1_epi32(0x808080);
    const __m256i threes = _mm256_setr_epi32(0, 3, 6, 9, 12, 15, 18, 21);
    const __m128i *q = (const __m128i *)p, *r = (const __m128i *)(p + 12);
    const __m128i *q1 = (const __m128i *)(p + 3), *r1 = (const __m128i *)(p + 15);
    __m256i x =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(q)), _mm_loadu_si128(r), 1);
    __m256i y = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(q1)),
                                        _mm_loadu_si128(r1), 1);
    x = _mm256_shuffle_epi8(x, spread);
    y = _mm256_shuffle_epi8(y, spread);
    __m256i ok = _mm256_cmpeq_epi32(_mm256_and_si256(x, form), is);
    uint32_t count = _tzcnt_u32(~(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(ok)));
    y = _mm256_or_si256(y, _mm256_srli_epi32(_mm256_andnot_si256(y, high), 2));
    x = _mm256_mullo_epi32(x, _mm256_set1_epi32((int)MUL));
    y = _mm256_add_epi32(x, _mm256_mullo_epi32(y, _mm256_set1_epi32((int)MUL_BEHIND)));
    __m256i named = _mm256_or_si256(set_8(six, SIX_BITS, y), set_8(three, THREE_BITS, x));
    uint32_t bits = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(named)) & ((1u << count) - 1);
    /* Those named move to the front: their numbers, a byte each, are picked out. */
    uint64_t lanes = _pdep_u64(bits, UINT64_C(0x0101010101010101)) * 255;
    uint64_t order = _pext_u64(UINT64_C(0x0706050403020100), lanes);
    __m256i to = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)order));
    __m256i place =
        _mm256_add_epi32(_mm256_permutevar8x32_epi32(threes, to), _mm256_set1_epi32((int)at));
    _mm256_storeu_si256((__m256i *)(out + *n), place); /* a number under 2^16: may is 0 */
    *n += (uint32_t)__builtin_popcount(bits);
    return 3 * count;
}

/* Up to 32 bytes at p, but not beyond the next that may begin a character of three; how many.
 * before: the byte before p is a letter. */
AVX2 uint32_t words(const char *p, bool before, uint32_t at, struct phrases_place *out, uint32_t *n)
{
    __m256i c = _mm256_loadu_si256((const __m256i *)p);
    __m256i next = _mm256_loadu_si256((const __m256i *)(p + 1));
    __m256i a = _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
    __m256i is_letter = _mm256_cmpeq_epi8(a, _mm256_min_epu8(a, _mm256_set1_epi8('z' - 'a')));
    __m256i is_wide = _mm256_cmpeq_epi8(c, _mm256_max_epu8(c, _mm256_set1_epi8((char)0xc0)));
    __m256i is_three = _mm256_cmpeq_epi8(c, _mm256_max_epu8(c, _mm256_set1_epi8((char)0xe0)));
    uint32_t letters = (uint32_t)_mm256_movemask_epi8(is_letter);
    uint32_t wide = (uint32_t)_mm256_movemask_epi8(is_wide);
    uint32_t n_t = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(next, _mm256_set1_epi8('\'')));
    uint32_t stop = (uint32_t)_mm256_movemask_epi8(is_three) & ~1u;
    uint32_t starts = wide | (letters & (~(letters << 1 | before) | n_t));
    for (starts &= stop ? (stop & -stop) - 1 : ~0u; starts; starts &= starts - 1) {
        uint32_t k = _tzcnt_u32(starts);
        uint64_t eight;
        memcpy(&eight, p + k, sizeof(eight));
        *n += look(same_case(eight), at + k, out + *n);
    }
    return stop ? _tzcnt_u32(stop) : HALF;
}

AVX2 uint32_t stretch(struct stretch x, struct phrases_place *out, uint32_t *n)
{
    uint32_t i = x.from;
    while (i < x.to) {
        uint32_t at = i + (uint32_t)x.shift, done = 0;
        if ((unsigned char)x.p[i] >= 0xe0)
            done = characters(x.p + i, at, out, n);
        if (!done)
            done = words(x.p + i, i > 0 && letter((unsigned char)x.p[i - 1]), at, out, n);
        i += done;
    }
    return i;
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static uint32_t
places_avx2(struct str s, struct phrases_place *out)
{
    uint32_t n = 0, i = 0;
    if (s.len >= READ)
        i = stretch((struct stretch){s.ptr, 0, s.len - READ + 1, 0}, out, &n);
    if (i < s.len) { /* the last of it, behind the byte before, and blanks behind */
        char end[1 + READ + READ];
        memset(end, ' ', sizeof(end));
        if (i)
            end[0] = s.ptr[i - 1];
        memcpy(end + 1, s.ptr + i, s.len - i);
        struct stretch last = {end, 1, 1 + s.len - i, (int32_t)i - 1};
        stretch(last, out, &n);
    }
    return tell(s, out, n);
}
#endif

uint32_t phrases_places(struct str s, struct phrases_place *out)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
        return places_avx2(s, out);
#endif
    return phrases_places_portable(s, out);
}

void phrases_read(struct phrases_text *t, struct str title, struct str body)
{
    const uint32_t room = FEATURES_TEXT_MAX;
    title.len = title.len < room ? title.len : room;
    body.len = body.len < room - title.len ? body.len : room - title.len;
    t->part[0] = title;
    t->part[1] = body;
    for (int i = 0; i < 2; i++)
        t->count[i] = t->part[i].len ? phrases_places(t->part[i], t->place[i]) : 0;
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
