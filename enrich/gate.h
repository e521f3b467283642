/* gate.h - a first look at a text: can it be a complaint at all?
 *
 * Most reviews are plain praise. A weight for the beginning of every word and for every Chinese
 * character, in a table that fits a core's own cache, tells most praise from the rest before the
 * text is even cut into words; at a fraction of what the model costs. It is set so that it turns
 * away next to no complaint that the model would have found (train_gate.h); what it lets through is
 * the model's to decide. Pure, any thread.
 *
 *   "Broken lid"  ->  "brok" "broken l", "lid_" "lid_____"                  (_ is a blank)
 *   three characters of three bytes  123 456 789  ->  2345 5678 89__
 *
 * A piece begins with a word of ASCII letters, with any other visible ASCII character, and with the
 * second byte of a character of three or four bytes: it has most of this one and half of the next.
 * A third of the pieces that begin with every byte, and they say as much. */
#ifndef REDRESS_ENRICH_GATE_H
#define REDRESS_ENRICH_GATE_H

#include "core/str.h"

#include <stdint.h>

enum { GATE_BITS = 16, GATE_SIZE = 1 << GATE_BITS, GATE_BYTES = 8 };

/* Bytes of a text that are looked at, title first. */
#define GATE_TEXT_MAX 4096

struct gate {
    /* A text passes if sum of weights * 2^16 / sqrt(bytes) is at least this. INT32_MIN: all do. */
    int32_t cut;
    int8_t weight[GATE_SIZE]; /* by gate_short, gate_long */
};

#define GATE_MUL 0x9E3779B1u /* 2^32 / golden ratio: spreads neighbours */
#define GATE_MUL_LONG UINT64_C(0x9E3779B97F4A7C15)
#define GATE_CASE UINT64_C(0x2020202020202020)

/* Place of the first four of eight bytes, the first lowest, and of all eight. A bit of each byte
 * is left out: in letters it is their case. */
static inline uint32_t gate_short(uint64_t eight)
{
    return ((uint32_t)eight | (uint32_t)GATE_CASE) * GATE_MUL >> (32 - GATE_BITS);
}

static inline uint32_t gate_long(uint64_t eight)
{
    return (uint32_t)((eight | GATE_CASE) * GATE_MUL_LONG >> (64 - GATE_BITS));
}

/* Places of all pieces of a text, for training; room for two a byte. Returns how many. */
uint32_t gate_places(struct str s, uint32_t *places);

/* Sum of the weights of a text of at most GATE_TEXT_MAX bytes. */
int32_t gate_sum(const struct gate *g, struct str s);
int32_t gate_sum_avx2(const struct gate *g, struct str s);

#endif
