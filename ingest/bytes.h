/* bytes.h - the smallest piece of Avro's binary encoding, the varint, read within strict bounds.
 *
 * A function takes the place to read and the end of what may be read, and gives the place after, or
 * NULL: then bytes_fault says what is wrong. NULL and not an error code, because the caller needs
 * one test either way and the reason only once in a million. */
#ifndef REDRESS_INGEST_BYTES_H
#define REDRESS_INGEST_BYTES_H

#include "core/vocab.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSSE3__
#include <tmmintrin.h>
#endif

#define BYTES_LIKELY(cond) __builtin_expect(!!(cond), 1)
#define BYTES_UNLIKELY(cond) __builtin_expect(!!(cond), 0)
#define BYTES_INLINE static inline __attribute__((always_inline))

struct bytes_varint {
    const uint8_t *next; /* NULL: it could not be read */
    uint64_t raw;
};

/* Varints of any length, byte by byte; for the last bytes of a record and the rare 9 and 10. By
 * value, so that the caller's variables can stay in registers. */
struct bytes_varint bytes_varint_slow(const uint8_t *p, const uint8_t *end);

/* Why the varint at p could not be read. */
enum reason bytes_fault(const uint8_t *p, const uint8_t *end);

/* Closes the gaps between up to eight groups of 7 bits (one a byte, high bits clear): pairs of
 * bytes, then pairs of those, then the two halves. */
BYTES_INLINE uint64_t bytes_squeeze(uint64_t w)
{
#ifdef __SSSE3__
    const __m128i by_128 = _mm_set1_epi16((short)(128 << 8 | 1));
    const __m128i by_16384 = _mm_set1_epi32(16384 << 16 | 1);
    __m128i pairs = _mm_maddubs_epi16(by_128, _mm_cvtsi64_si128((int64_t)w));
    w = (uint64_t)_mm_cvtsi128_si64(_mm_madd_epi16(pairs, by_16384));
    return (w & UINT32_MAX) | w >> 32 << 28;
#else
    w = (w & UINT64_C(0x007f007f007f007f)) | (w & UINT64_C(0x7f007f007f007f00)) >> 1;
    w = (w & UINT64_C(0x00003fff00003fff)) | (w & UINT64_C(0x3fff00003fff0000)) >> 2;
    return (w & UINT64_C(0x0fffffff)) | (w & UINT64_C(0x0fffffff00000000)) >> 4;
#endif
}

/* Two to eight bytes at once: find the first byte without the high bit, drop what follows. */
BYTES_INLINE struct bytes_varint bytes_varint_wide(const uint8_t *p, const uint8_t *end)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t w;
    if (BYTES_UNLIKELY((uintptr_t)p > (uintptr_t)end - 8))
        return bytes_varint_slow(p, end);
    memcpy(&w, p, 8); /* little-endian machines only, see bytes.c */
    uint64_t stop = ~w & high;
    if (BYTES_UNLIKELY(stop == 0))
        return bytes_varint_slow(p, end);
    return (struct bytes_varint){p + (__builtin_ctzll(stop) >> 3) + 1,
                                 bytes_squeeze(w & (stop ^ (stop - 1)) & ~high)};
}

/* An unsigned varint of at most 64 bits. */
BYTES_INLINE struct bytes_varint bytes_varint(const uint8_t *p, const uint8_t *end)
{
    if (BYTES_LIKELY(p < end && *p < 0x80))
        return (struct bytes_varint){p + 1, *p};
    return bytes_varint_wide(p, end);
}

/* Avro maps signed to unsigned so that small magnitudes are short: 0 -1 1 -2 become 0 1 2 3. */
static inline int64_t bytes_zigzag(uint64_t raw)
{
    return (int64_t)(raw >> 1) ^ -(int64_t)(raw & 1);
}

#endif
