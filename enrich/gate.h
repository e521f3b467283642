/* gate.h - a first look at a text: can it be a complaint at all?
 *
 * Most reviews are plain praise. One weight for each n-gram of one or two tokens, in a table small
 * enough for the cache of any core, tells most of them from the rest, at a tenth of what the whole
 * model costs. It is set so that it turns away next to no complaint that the model would have
 * found (train_gate.h); what it lets through is the model's to decide. Pure, any thread. */
#ifndef REDRESS_ENRICH_GATE_H
#define REDRESS_ENRICH_GATE_H

#include "enrich/features.h"

#include <stdbool.h>
#include <stdint.h>

enum { GATE_BITS = 15, GATE_SIZE = 1 << GATE_BITS };

struct gate {
    /* A text passes if sum of weights * 2^16 / sqrt(n-grams) is at least this. INT32_MIN: all do.
     */
    int32_t cut;
    int8_t weight[GATE_SIZE]; /* by the top bits of the hash; [0] is 0 */
    int8_t behind[3];         /* a kernel loads four at a time; never used */
};

/* Places in the table of the n-grams that end in tokens[i], i >= 2; 0 for one it does not give. */
static inline void gate_places(const uint32_t *tokens, uint32_t i, uint32_t place[2])
{
    uint32_t gives = -(tokens[i] & FEATURES_GRAMS);
    place[0] = (tokens[i] & gives) >> (32 - GATE_BITS);
    place[1] = (features_pair(tokens, i) & gives) >> (32 - GATE_BITS);
}

/* Sum of the weights of tokens[2] .. tokens[n - 1], and how many n-grams they are. */
int32_t gate_sum(const struct gate *g, const uint32_t *tokens, uint32_t n, uint32_t *grams);

#endif
