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

enum { PHRASES_PREFIX = 3, PHRASES_MARK_BITS = 15 };

struct phrases {
    uint32_t marks[(1 << PHRASES_MARK_BITS) / 32];
};

/* The low bits of a hash of the first three bytes at p; upper case counts as lower case. */
uint32_t phrases_hash(const unsigned char *p);
void phrases_mark(struct phrases *x, const char *phrase);

/* The next place from `from` on where a marked phrase may begin; s.len: nowhere. */
uint32_t phrases_next(const struct phrases *x, struct str s, uint32_t from);

/* Where a marked phrase may begin, and at once for PHRASES_AT_ONCE places: bit i for the byte at
 * `from` + i. from < s.len. */
enum { PHRASES_AT_ONCE = 32 };
uint32_t phrases_marks(const struct phrases *x, struct str s, uint32_t from);

/* Where a word of ASCII letters or a character of several bytes begins: bit i for the byte at
 * `from` + i, likewise. */
uint32_t phrases_begins(struct str s, uint32_t from);

/* One place of phrases_marks. */
bool phrases_marked(const struct phrases *x, struct str s, uint32_t at);

unsigned char phrases_lower(unsigned char c);
/* Do the `len` bytes at p, in lower case, read like `phrase`? */
bool phrases_equal(const unsigned char *p, const char *phrase, unsigned len);

#endif
