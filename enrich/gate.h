/* gate.h - a first look at a text: can it be a complaint at all?
 *
 * Most reviews are plain praise. One weight for every four bytes in a row, whatever they are, in a
 * table small enough for a core's own cache, tells most praise from the rest before the text is
 * even cut into words; at a tenth of what the model costs. It is set so that it turns away next to
 * no complaint that the model would have found (train_gate.h); what it lets through is the model's
 * to decide. Pure, any thread.
 *
 *   "Broken" -> brok roke oken ken_ en__ n___     (lower case; _ is the blank behind the end)
 *
 * Four bytes are a piece of an English word, or a Chinese character and the beginning of the next;
 * the pieces that begin within a character add little, but leaving them out would cost more. */
#ifndef REDRESS_ENRICH_GATE_H
#define REDRESS_ENRICH_GATE_H

#include "core/str.h"

#include <stdint.h>

enum { GATE_BITS = 15, GATE_SIZE = 1 << GATE_BITS, GATE_BYTES = 4 };

/* Bytes of a text that are looked at, title first. */
#define GATE_TEXT_MAX 4096

struct gate {
    /* A text passes if sum of weights * 2^16 / sqrt(bytes) is at least this. INT32_MIN: all do. */
    int32_t cut;
    int8_t weight[GATE_SIZE]; /* by gate_place; [GATE_BLANK] is 0 */
};

#define GATE_MUL 0x9E3779B1u /* 2^32 / golden ratio: spreads neighbours */

/* Place of four bytes, the first lowest, as they are in the text. Bytes under 128 become lower
 * case, or some other sign, but always the same. */
static inline uint32_t gate_place(uint32_t bytes)
{
    bytes |= (~bytes & 0x80808080u) >> 2;
    return bytes * GATE_MUL >> (32 - GATE_BITS);
}

/* Where four blanks are, and what is behind the end. */
#define GATE_BLANK (0x20202020u * GATE_MUL >> (32 - GATE_BITS))

/* The four bytes of `s` from `at` on, at < s.len. */
uint32_t gate_bytes(struct str s, uint32_t at);

/* Sum of the weights of a text of at most GATE_TEXT_MAX bytes. */
int32_t gate_sum(const struct gate *g, struct str s);

#endif
