/* phrases.h - where in a text may one of some thousand phrases begin? What the lexicon of demands
 * and the second look for danger have in common: they read a text together, once.
 *
 * The first six bytes of a phrase, of a shorter one three, are hashed; a table tells of each hash
 * what may begin there. Looked at are the places where a word or a wide character begins: about one
 * of twenty is named, and only there is there anything to compare. Pure after the start, any
 * thread. */
#ifndef REDRESS_ENRICH_PHRASES_H
#define REDRESS_ENRICH_PHRASES_H

#include "core/str.h"
#include "enrich/features.h"

#include <stdbool.h>
#include <stdint.h>

enum { PHRASES_PREFIX = 3, PHRASES_LONG = 6 };

/* What may begin at a place, as bits: a phrase of danger.def; one of demand.def; heads of those
 * that need a tail behind them, and such tails. Head and tail of a phrase are of one of seven
 * kinds, so that most heads are told by their bits to be without. */
enum { PHRASES_HARM = 1, PHRASES_ASKS = 2, PHRASES_PAIRS = 7 };

static inline uint16_t phrases_head_bit(unsigned pair)
{
    return (uint16_t)(1u << 2 << pair);
}

static inline uint16_t phrases_tail_bit(unsigned pair)
{
    return (uint16_t)(1u << 2 << PHRASES_PAIRS << pair);
}

/* The kinds of heads or of tails that may begin there. */
static inline unsigned phrases_heads(uint16_t may)
{
    return may >> 2 & ((1u << PHRASES_PAIRS) - 1);
}

static inline unsigned phrases_tails(uint16_t may)
{
    return may >> 2 >> PHRASES_PAIRS;
}

/* Makes a phrase known: `len` bytes, at least PHRASES_PREFIX, that begin with a letter or a wide
 * character. At the start, by one thread, before any text is read. */
void phrases_add(const char *phrase, uint32_t len, uint16_t may);

struct phrases_place {
    uint16_t at, may;
};

/* A text (its first FEATURES_TEXT_MAX bytes, title first) and its places, rising. */
struct phrases_text {
    struct str part[2]; /* title, body */
    uint32_t count[2];
    struct phrases_place place[2][FEATURES_TEXT_MAX];
};

void phrases_read(struct phrases_text *t, struct str title, struct str body);

/* What phrases_read does with each part: writes the places of s, of at most FEATURES_TEXT_MAX
 * bytes, and returns how many. The second for machines without vectors: the same places. */
uint32_t phrases_places(struct str s, struct phrases_place *out);
uint32_t phrases_places_portable(struct str s, struct phrases_place *out);

/* The eight bytes of s from `at` on, the first lowest, blanks behind the end. Bytes under 128
 * become lower case, or some other sign, but always the same: for a quick look before
 * phrases_equal. */
uint64_t phrases_eight(struct str s, uint32_t at);

/* The beginning of a phrase, to be compared with phrases_eight. */
struct phrases_head {
    uint64_t bytes, mask;
    unsigned sure; /* of so many bytes that comparison is enough: they are not ASCII */
};
struct phrases_head phrases_head(const char *phrase, uint32_t len);

/* false: the phrase does not stand there. */
static inline bool phrases_may(struct phrases_head h, uint64_t eight)
{
    return (eight & h.mask) == h.bytes;
}

/* The low bits of a hash of the first `bytes` of eight, at most 6. */
uint32_t phrases_hash(uint64_t eight, unsigned bytes);

unsigned char phrases_lower(unsigned char c);
/* Do the `len` bytes at p, in lower case, read like `phrase`? */
bool phrases_equal(const unsigned char *p, const char *phrase, unsigned len);

#endif
