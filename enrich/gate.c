#include "enrich/gate.h"

#include <endian.h>

uint32_t gate_bytes(struct str s, uint32_t at)
{
    uint32_t bytes = 0x20202020u, left = s.len - at;
    memcpy(&bytes, s.ptr + at, left < GATE_BYTES ? left : GATE_BYTES);
    return le32toh(bytes);
}

int32_t gate_sum(const struct gate *g, struct str s)
{
    int32_t sum = 0;
    uint32_t i = 0, bytes;
    for (; i + GATE_BYTES <= s.len; i++) {
        memcpy(&bytes, s.ptr + i, sizeof(bytes));
        sum += g->weight[gate_place(le32toh(bytes))];
    }
    for (; i < s.len; i++)
        sum += g->weight[gate_place(gate_bytes(s, i))];
    return sum;
}
