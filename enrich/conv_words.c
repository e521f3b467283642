#include "enrich/conv_words.h"

#include "core/check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    BITS_MIN = 13, /* a word has 13 bits */
    BITS_MAX = 16, /* 16 entries for each word, if there are as many as there can be */
    ROOM = 3,      /* entries for each word: below 2 there is no way, from 2.5 on nearly always */
    TRIES = 8,     /* of numbers, before the table is enlarged */
    MOVES_MAX = 1000
};

#define EMPTY UINT32_MAX /* looks like the last number of the lowest bits, which no word is */
#define MUL 0x9E3779B1u  /* 2^32 / golden ratio */

/* Where a token may stand, and what would stand there. */
static uint32_t *place(const struct conv_words *w, uint32_t token, bool second, uint32_t *key)
{
    const uint32_t x = second ? token * w->mul : token;
    *key = x << w->bits;
    return w->slot + ((size_t)second << w->bits) + (x >> (32 - w->bits));
}

/* A word that finds its place taken takes it; the other goes to its other place, and so on. */
static bool insert(struct conv_words *w, const uint32_t *token, uint32_t word)
{
    const uint32_t mask = (UINT32_C(1) << w->bits) - 1;
    bool second = false;
    for (int moves = 0; moves < MOVES_MAX; moves++, second = !second) {
        uint32_t key, *at = place(w, token[word - 1], second, &key), was = *at;
        *at = key | word;
        if (was == EMPTY)
            return true;
        word = was & mask;
    }
    return false;
}

static bool fill(struct conv_words *w, const uint32_t *token, uint32_t n)
{
    memset(w->slot, 0xff, sizeof(*w->slot) << (w->bits + 1));
    for (uint32_t i = 0; i < n; i++)
        if (!insert(w, token, i + 1))
            return false;
    return true;
}

void conv_words_init(struct conv_words *w, const uint32_t *token, uint32_t n)
{
    *w = (struct conv_words){.bits = BITS_MIN};
    CHECK(n < 1 << BITS_MIN);
    while (UINT32_C(2) << w->bits < ROOM * n)
        w->bits++;
    w->slot = check_malloc(sizeof(*w->slot) << (BITS_MAX + 1));
    for (; w->bits <= BITS_MAX; w->bits++) {
        w->mul = MUL;
        for (int i = 0; i < TRIES; i++, w->mul *= MUL)
            if (fill(w, token, n)) {
                w->slot = check_realloc(w->slot, sizeof(*w->slot) << (w->bits + 1));
                return;
            }
    }
    w->count = n;
    w->token = check_malloc(n * sizeof(*token));
    memcpy(w->token, token, n * sizeof(*token));
}

void conv_words_fini(struct conv_words *w)
{
    free(w->slot);
    free(w->token);
}

uint32_t conv_words_search(const struct conv_words *w, uint32_t token)
{
    uint32_t low = 0, high = w->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (w->token[middle] < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->count && w->token[low] == token ? low + 1 : 0;
}

static void all_portable(const struct conv_words *w, const uint32_t *tokens, uint32_t n,
                         uint32_t width, uint32_t *out)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = width * (w->count ? conv_words_search(w, tokens[i]) : conv_words_of(w, tokens[i]));
}

#ifdef __x86_64__
#include <immintrin.h>

enum { EIGHT = 8 };

__attribute__((target("avx2"))) static void all_avx2(const struct conv_words *w,
                                                     const uint32_t *tokens, uint32_t n,
                                                     uint32_t width, uint32_t *out)
{
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i mul = _mm256_set1_epi32((int)w->mul), times = _mm256_set1_epi32((int)width);
    const __m256i most = _mm256_set1_epi32((1 << w->bits) - 2);
    const __m128i left = _mm_cvtsi32_si128((int)w->bits);
    const __m128i right = _mm_cvtsi32_si128(32 - (int)w->bits);
    const int *first = (const int *)w->slot, *second = first + ((size_t)1 << w->bits);
    for (uint32_t i = 0; i < n; i += EIGHT) {
        __m256i in = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(n - i)), lane);
        __m256i x = _mm256_maskload_epi32((const int *)tokens + i, in);
        __m256i y = _mm256_mullo_epi32(x, mul);
        __m256i a = _mm256_i32gather_epi32(first, _mm256_srl_epi32(x, right), 4);
        __m256i b = _mm256_i32gather_epi32(second, _mm256_srl_epi32(y, right), 4);
        a = _mm256_xor_si256(a, _mm256_sll_epi32(x, left));
        b = _mm256_xor_si256(b, _mm256_sll_epi32(y, left));
        __m256i word = _mm256_min_epu32(a, b);
        __m256i known = _mm256_cmpeq_epi32(_mm256_min_epu32(word, most), word);
        word = _mm256_mullo_epi32(_mm256_and_si256(word, known), times);
        _mm256_storeu_si256((__m256i *)(out + i), word);
    }
}
#endif

void conv_words_all(const struct conv_words *w, const uint32_t *tokens, uint32_t n, uint32_t width,
                    uint32_t *out)
{
#ifdef __x86_64__
    if (!w->count && __builtin_cpu_supports("avx2")) {
        all_avx2(w, tokens, n, width, out);
        return;
    }
#endif
    all_portable(w, tokens, n, width, out);
}
