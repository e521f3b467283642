/* utf8.h - is this UTF-8? Every string of every record is asked, so it has to be quick.
 *
 * Valid as in Unicode 15, table 3-7: no overlong forms, no surrogates, nothing over U+10FFFF. */
#ifndef REDRESS_INGEST_UTF8_H
#define REDRESS_INGEST_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The general check, by the fastest kernel this machine has. Bytes before `end` (>= s + len) may be
 * read, which saves copying the last block. Any thread. */
bool utf8_valid_kernel(const uint8_t *s, size_t len, const uint8_t *end);

struct utf8_kernel {
    const char *name;
    bool (*valid)(const uint8_t *s, size_t len, const uint8_t *end);
};

/* The kernels that this machine can run, the fastest (which is in use) first; the last one is
 * "plain", the definition that the tests hold the others against. NULL after that. */
const struct utf8_kernel *utf8_kernel(unsigned index);

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The same for strings that mostly are short and ASCII: with 16 readable bytes, one load and one
 * test settle an id. */
static inline bool utf8_valid(const uint8_t *s, size_t len, const uint8_t *end)
{
#ifdef __SSE2__
    if (len <= 16 && end - s >= 16) {
        unsigned high = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const void *)s));
        if (__builtin_expect((high & ((1u << len) - 1)) == 0, 1))
            return true;
    }
#endif
    return utf8_valid_kernel(s, len, end);
}

#endif
