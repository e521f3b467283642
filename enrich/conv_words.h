/* conv_words.h - which word is a token? A table in which every word has two places and stands in
 * one of them (cuckoo hashing, Pagh and Rodler 2001): two loads and no branch tell the word.
 *
 * The places are the high bits of the token, and those of the token times an odd number; what an
 * entry keeps beside the word are the bits that its place does not tell. Immutable; any thread. */
#ifndef REDRESS_ENRICH_CONV_WORDS_H
#define REDRESS_ENRICH_CONV_WORDS_H

#include <stdint.h>

struct conv_words {
    uint32_t *slot; /* 2 tables of 2^bits entries, one behind the other */
    uint32_t mul;   /* odd, for the second */
    unsigned bits;
    uint32_t *token; /* if there is no such table (no training makes such words): they, rising, */
    uint32_t count;  /* and how many; else 0 */
};

/* Word i + 1 is token[i]; n tokens, rising, at most 8191. */
void conv_words_init(struct conv_words *w, const uint32_t *token, uint32_t n);
void conv_words_fini(struct conv_words *w);

/* By search, where there is no table. */
uint32_t conv_words_search(const struct conv_words *w, uint32_t token);

/* 0: it is none of those known. By the table. */
static inline uint32_t conv_words_of(const struct conv_words *w, uint32_t token)
{
    const uint32_t *second = w->slot + ((uint32_t)1 << w->bits);
    const uint32_t other = token * w->mul;
    const uint32_t a = w->slot[token >> (32 - w->bits)] ^ token << w->bits;
    const uint32_t b = second[other >> (32 - w->bits)] ^ other << w->bits;
    const uint32_t word = a < b ? a : b;
    return word < (UINT32_C(1) << w->bits) - 1 ? word : 0;
}

/* Writes the word of each of n tokens, times `width`; `out` has room for 7 more. */
void conv_words_all(const struct conv_words *w, const uint32_t *tokens, uint32_t n, uint32_t width,
                    uint32_t *out);

#endif
