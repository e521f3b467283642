/* logit.h - from sums of weights to log-odds and to probabilities: what is done for all columns at
 * the end of each half of an answer. Log-odds are in 1/256. The kernels (kernel.h) give the same.
 */
#ifndef REDRESS_ENRICH_LOGIT_H
#define REDRESS_ENRICH_LOGIT_H

#include "enrich/columns.h"

#include <stdint.h>

enum { LOGIT_MAX = 2047, LOGITS = 2 * (LOGIT_MAX + 1) };

/* sigmoid[logit + LOGIT_MAX + 1] in 1/1000, from -LOGIT_MAX - 1 on; one more behind the last may be
 * read, though never used. */
typedef uint16_t logit_sigmoid[LOGITS + 1];

/* Fills the table by integers alone: exp() of two C libraries may differ in the last bit. */
void logit_init(logit_sigmoid sigmoid);

/* logit[c] += sum[c] * gain[c] / 2^shift, rounded down and cut to 32 bits; shift is at most 32. */
typedef void logit_add_fn(int32_t logit[COLUMN_WIDTH], const int32_t sum[COLUMN_WIDTH],
                          const int32_t gain[COLUMN_WIDTH], unsigned shift);
/* p[c] = sigmoid of logit[c]. */
typedef void logit_answer_fn(const int32_t logit[COLUMN_WIDTH], const logit_sigmoid sigmoid,
                             uint16_t p[COLUMN_WIDTH]);

logit_add_fn logit_add_portable, logit_add_avx2;
logit_answer_fn logit_answer_portable, logit_answer_avx2;

static inline uint16_t logit_probability(const logit_sigmoid sigmoid, int32_t logit)
{
    logit = logit > LOGIT_MAX ? LOGIT_MAX : logit;
    logit = logit < -LOGIT_MAX - 1 ? -LOGIT_MAX - 1 : logit;
    return sigmoid[logit + LOGIT_MAX + 1];
}

#endif
