/* features_run.h - tokens of the plain middle of a Chinese text; private to features.c.
 *
 * Most characters of it are U+4000 to U+9FFF: three bytes of which the first is e4 to e9. One load
 * and two comparisons recognise one, and its bytes need not be put together. */
#ifndef REDRESS_ENRICH_FEATURES_RUN_H
#define REDRESS_ENRICH_FEATURES_RUN_H

#include "enrich/features.h"

#define FEATURES_MUL_CHAR 0x9E3779B1u /* 2^32 / golden ratio: spreads neighbours */
#define FEATURES_BOUNDARY 0x5BD1E994u /* gives nothing: its lowest two bits are 0 */

/* Token of a CJK character, from its bytes as they lie in memory. */
static inline __attribute__((always_inline)) uint32_t features_char(uint32_t bytes)
{
    return (bytes * FEATURES_MUL_CHAR) | FEATURES_GRAMS | FEATURES_CHAR;
}

/* Goes through a run of such characters and of the signs between them that end most clauses, from p
 * on. Writes their tokens to *out, which points behind the token before and has room for one a
 * byte; returns what is behind the run, p if there is none. All give the same. */
typedef const unsigned char *features_run_fn(uint32_t **out, const unsigned char *p,
                                             const unsigned char *end);

/* The ways that run here, the fastest first; NULL behind the last. fold_init must have returned. */
features_run_fn *features_run_at(unsigned i);

#endif
