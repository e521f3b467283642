/* bytes.h - the smallest pieces of Avro's binary encoding, read within strict bounds.
 *
 * Each function takes the place to read and the end of what may be read, and returns the place
 * after, or NULL: then nothing was stored and bytes_fault says what is wrong. NULL and not an error
 * code, because the caller needs one test either way and the reason only once in a million. */
#ifndef REDRESS_INGEST_BYTES_H
#define REDRESS_INGEST_BYTES_H

#include "core/vocab.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BYTES_LIKELY(cond) __builtin_expect(!!(cond), 1)
#define BYTES_UNLIKELY(cond) __builtin_expect(!!(cond), 0)

/* Varints of any length, byte by byte; for the last bytes of a record and the rare 9 and 10. */
const uint8_t *bytes_varint_slow(const uint8_t *p, const uint8_t *end, uint64_t *raw);

/* Why the varint at p could not be read. */
enum reason bytes_fault(const uint8_t *p, const uint8_t *end);

/* Two to eight bytes at once: find the first byte without the high bit, drop what follows, then
 * close the gaps between the groups of 7 bits, pairwise. */
static inline const uint8_t *bytes_varint_wide(const uint8_t *p, const uint8_t *end, uint64_t *raw)
{
    uint64_t w;
    if (BYTES_UNLIKELY(end - p < 8))
        return bytes_varint_slow(p, end, raw);
    memcpy(&w, p, 8);
    uint64_t stop = ~w & UINT64_C(0x8080808080808080);
    if (BYTES_UNLIKELY(stop == 0))
        return bytes_varint_slow(p, end, raw);
    w &= stop ^ (stop - 1);
    w = (w & UINT64_C(0x007f007f007f007f)) | (w & UINT64_C(0x7f007f007f007f00)) >> 1;
    w = (w & UINT64_C(0x00003fff00003fff)) | (w & UINT64_C(0x3fff00003fff0000)) >> 2;
    *raw = (w & UINT64_C(0x0fffffff)) | (w & UINT64_C(0x0fffffff00000000)) >> 4;
    return p + (__builtin_ctzll(stop) >> 3) + 1;
}

/* An unsigned varint of at most 64 bits. */
static inline const uint8_t *bytes_varint(const uint8_t *p, const uint8_t *end, uint64_t *raw)
{
    if (BYTES_LIKELY(p < end && *p < 0x80)) {
        *raw = *p;
        return p + 1;
    }
    return bytes_varint_wide(p, end, raw);
}

/* Avro maps signed to unsigned so that small magnitudes are short: 0 -1 1 -2 become 0 1 2 3. */
static inline int64_t bytes_zigzag(uint64_t raw)
{
    return (int64_t)(raw >> 1) ^ -(int64_t)(raw & 1);
}

#endif
