#include "enrich/gate.h"

int32_t gate_sum(const struct gate *g, const uint32_t *tokens, uint32_t n, uint32_t *grams)
{
    int32_t sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 2; i < n; i++) {
        uint32_t place[2];
        gate_places(tokens, i, place);
        sum += g->weight[place[0]] + g->weight[place[1]];
        count += tokens[i] & FEATURES_GRAMS;
    }
    *grams = 2 * count;
    return sum;
}
