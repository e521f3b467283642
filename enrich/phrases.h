/* phrases.h - where in a text may one of some hundred phrases begin? What the lexicon of demands
 * and the second look for danger have in common.
 *
 * A phrase has at least PHRASES_PREFIX bytes; their hash has a mark, and only where a text has a
 * marked one is there anything to compare: in about one place of a hundred. Pure, any thread. */
#ifndef REDRESS_ENRICH_PHRASES_H
#define REDRESS_ENRICH_PHRASES_H

#include "core/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { PHRASES_PREFIX = 3, PHRASES_LONG = 6, PHRASES_MARK_BITS = 15 };

struct phrases {
    uint32_t marks[(1 << PHRASES_MARK_BITS) / 32];
};

void phrases_mark(struct phrases *x, const char *phrase);

/* The eight bytes of s from `at` on, the first lowest, blanks behind the end. Bytes under 128
 * become lower case, or some other sign, but always the same: for a quick look before
 * phrases_equal. */
uint64_t phrases_eight(struct str s, uint32_t at);

/* The beginning of a phrase, to be compared with phrases_eight. */
struct phrases_head {
    uint64_t bytes, mask;
};
struct phrases_head phrases_head(const char *phrase, uint32_t len);

/* false: the phrase does not stand there. */
static inline bool phrases_may(struct phrases_head h, uint64_t eight)
{
    return (eight & h.mask) == h.bytes;
}

/* The low bits of a hash of the first `bytes` of eight, at most 6. */
uint32_t phrases_hash(uint64_t eight, unsigned bytes);

/* Where a marked phrase may begin, for PHRASES_AT_ONCE places at once: bit i for the byte at
 * `from` + i. from < s.len. */
enum { PHRASES_AT_ONCE = 32 };
uint32_t phrases_marks(const struct phrases *x, struct str s, uint32_t from);

/* Where a word of ASCII letters or a character of several bytes begins: bit i for the byte at
 * `from` + i, likewise. */
uint32_t phrases_begins(struct str s, uint32_t from);

unsigned char phrases_lower(unsigned char c);
/* Do the `len` bytes at p, in lower case, read like `phrase`? */
bool phrases_equal(const unsigned char *p, const char *phrase, unsigned len);

#endif
