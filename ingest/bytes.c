#include "ingest/bytes.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "bytes_varint_wide and Avro's float and double are read as they lie");

#define VARINT_MAX 10 /* bytes that 64 bits take, 7 at a time; the tenth holds one bit */

struct bytes_varint bytes_varint_slow(const uint8_t *p, const uint8_t *end)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < VARINT_MAX && p + i < end; i++) {
        v |= (uint64_t)(p[i] & 0x7f) << (7 * i);
        if (p[i] >= 0x80)
            continue;
        if (i == VARINT_MAX - 1 && p[i] > 1)
            break;
        return (struct bytes_varint){p + i + 1, v};
    }
    return (struct bytes_varint){NULL, 0};
}

enum reason bytes_fault(const uint8_t *p, const uint8_t *end)
{
    for (unsigned i = 0; i < VARINT_MAX; i++) {
        if (p + i >= end)
            return REASON_TRUNCATED;
        if (p[i] < 0x80)
            break;
    }
    return REASON_BAD_VARINT;
}
