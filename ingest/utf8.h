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

#define UTF8_SHORT 32 /* bytes that utf8_short looks at */

/* utf8_low_bits[n]: the n lowest bits. */
extern const uint32_t utf8_low_bits[UTF8_SHORT + 1];

/* Are the first len <= UTF8_SHORT bytes ASCII? UTF8_SHORT bytes must be readable. Ids mostly are,
 * so one or two loads settle them. */
static inline __attribute__((always_inline)) bool utf8_short(const uint8_t *s, size_t len)
{
#ifdef __SSE2__
    uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const void *)s));
    if (len > 16)
        high |= (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const void *)(s + 16))) << 16;
    return (high & utf8_low_bits[len]) == 0;
#else
    uint8_t any = 0;
    for (size_t i = 0; i < len; i++)
        any |= s[i];
    return any < 0x80;
#endif
}

/* Valid UTF-8? As utf8_valid_kernel, with the short way first. */
static inline __attribute__((always_inline)) bool utf8_valid(const uint8_t *s, size_t len,
                                                             const uint8_t *end)
{
    if (len <= UTF8_SHORT && (uintptr_t)s <= (uintptr_t)end - UTF8_SHORT && utf8_short(s, len))
        return true;
    return utf8_valid_kernel(s, len, end);
}

#endif
