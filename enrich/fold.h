/* fold.h - traditional Chinese characters and look-alikes become the simplified character meant.
 *
 * A character is given by its three bytes of UTF-8 as they lie in memory (the first lowest). Few
 * characters of a text fold, so a small set of marks is asked first: it fits the first-level cache,
 * and a character that it does not know stays as it is. */
#ifndef REDRESS_ENRICH_FOLD_H
#define REDRESS_ENRICH_FOLD_H

#include <stdint.h>

#define FOLD_MARKS 65536 /* bits; some 2,400 are set */

extern uint64_t fold_marks[FOLD_MARKS / 64];

static inline uint32_t fold_mark(uint32_t bytes)
{
    return bytes * 0x9E3779B1u >> 16; /* golden ratio: neighbours fall apart */
}

/* Fills the tables, once; before the first fold_char, any thread. */
void fold_init(void);
uint32_t fold_slow(uint32_t bytes);

static inline uint32_t fold_char(uint32_t bytes)
{
    uint32_t mark = fold_mark(bytes);
    if (__builtin_expect(fold_marks[mark / 64] >> mark % 64 & 1, 0))
        return fold_slow(bytes);
    return bytes;
}

#endif
