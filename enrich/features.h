/* features.h - a text becomes tokens, and tokens become hashed n-grams. Pure, allocates nothing,
 * any thread.
 *
 *   "质量差 Never again!"  ->  质 量 差 never again !  ->  质, 质量, 质量差, never, never again,
 * ...
 *
 * A token is a CJK character (or kana, hangul), a word of letters and digits, a run of ! or ?, an
 * emoji, or a boundary (any other sign). Letters are lower-cased, full-width forms folded to ASCII,
 * traditional characters and look-alikes to the simplified ones (fold.h), and blanks are nothing,
 * so "假 貨" is "假货". A token gives itself and the 2-gram with the token
 * before it; a CJK character also the 3-gram. A boundary gives nothing but is seen by its
 * neighbours: "好|" at the end of a clause differs from "好" within one. */
#ifndef REDRESS_ENRICH_FEATURES_H
#define REDRESS_ENRICH_FEATURES_H

#include "core/str.h"

#include <stdbool.h>
#include <stdint.h>

/* For tests, while no other thread reads a text: reads by the way'th fastest way that runs here, 0
 * being what is used anyway; tokens are the same. false: there are not so many. */
bool features_use(unsigned way);

/* Raised with every change of the tokens or their hashes: a model is only good with the features it
 * was trained on, and says which. */
#define FEATURES_VERSION 3u

/* Bytes of an event's text that are read, title first, then body; the rest of a longer text is not
 * looked at (a review's complaint stands in its first thousand characters). */
#define FEATURES_TEXT_MAX 4096

/* No byte ends more than one token; besides those, a boundary ends the title and one the body, each
 * perhaps behind a word, and two stand before the first token. */
#define FEATURES_TOKENS_MAX (FEATURES_TEXT_MAX + 8)

/* The lowest bits of a token say what it gives; hashes are used from the top. */
#define FEATURES_GRAMS 1u /* itself and the 2-gram */
#define FEATURES_CHAR 2u  /* and the 3-gram */

/* Writes the tokens of title and body in their order, behind two boundaries; `tokens` has room for
 * FEATURES_TOKENS_MAX. Returns how many, the two included. Any bytes are allowed: what is not UTF-8
 * is a boundary. */
uint32_t features_tokens(struct str title, struct str body, uint32_t *tokens);

/* Multipliers with well-mixed bits (from Murmur's finaliser). */
#define FEATURES_MUL_PAIR 0x85EBCA6Bu
#define FEATURES_MUL_TRIPLE 0xC2B2AE35u

/* The hash of the 2-gram that ends in tokens[i], i >= 1. */
static inline uint32_t features_pair(const uint32_t *tokens, uint32_t i)
{
    return (tokens[i - 1] ^ (tokens[i] << 13 | tokens[i] >> 19)) * FEATURES_MUL_PAIR;
}

/* The three n-grams that end in tokens[i], i >= 2; 0 for one that it does not give. */
static inline void features_grams(const uint32_t *tokens, uint32_t i, uint32_t gram[3])
{
    uint32_t token = tokens[i], before2 = tokens[i - 2];
    uint32_t two = features_pair(tokens, i);
    uint32_t three = (two + (before2 << 7 | before2 >> 25)) * FEATURES_MUL_TRIPLE;
    uint32_t gives = -(token & FEATURES_GRAMS), gives3 = -(token >> 1 & 1);
    gram[0] = token & gives;
    gram[1] = two & gives;
    gram[2] = three & gives3;
}

#endif
