/* scope.h - what an earlier word of its clause holds over a word: a denial, a fear, another time.
 *
 *   "没有任何异味，但是慢"   异 and 味 stand under 没, 慢 under 但
 *
 * N-grams and the convolution see three words at a time; the scope tells them what they cannot see.
 * It begins behind the word that opens it and ends with the clause, or where another one opens.
 * The convolution is told it of each word; for the n-grams what is denied, feared or of another
 * time is told once more behind the text, in words of its own. Which words open a scope: scope.c.
 */
#ifndef REDRESS_ENRICH_SCOPE_H
#define REDRESS_ENRICH_SCOPE_H

#include "enrich/features.h"

#include <stdbool.h>
#include <stdint.h>

enum scope {
    SCOPE_NONE,
    SCOPE_NOT,      /* denied, by one of the two words before */
    SCOPE_NOT_AWAY, /* three to five words ago */
    SCOPE_NOT_FAR,  /* still longer ago */
    SCOPE_FEAR,     /* feared, expected, supposed */
    SCOPE_OTHER,    /* of another shop or thing */
    SCOPE_PAST,     /* of another time */
    SCOPE_BUT,      /* after a turn: not told once more */
    SCOPE_N
};

/* Tokens of a text and those told once more; the walk may write a few behind the last. */
#define SCOPE_TOKENS_MAX (2 * FEATURES_TOKENS_MAX)
#define SCOPE_FEATURES_MAX (3 * SCOPE_TOKENS_MAX)
#define SCOPE_TOKENS_ROOM (SCOPE_TOKENS_MAX + 8)
#define SCOPE_ROOM (FEATURES_TOKENS_MAX + 16)

/* Once before the first walk; any thread, any number of times. */
void scope_init(void);

/* Writes what each of the n tokens of a text (features.h) stands under to `scope`, and behind them,
 * in the same order, once more those for which scope_tells. Returns how many tokens there are then,
 * at most twice n. `tokens` has room for SCOPE_TOKENS_ROOM, `scope` for SCOPE_ROOM. Pure. */
uint32_t scope_walk(uint32_t *tokens, uint32_t n, uint8_t *scope);

/* Is a word under it told once more? The boundary that ends its clause is, too. */
static inline bool scope_tells(unsigned scope)
{
    return scope != SCOPE_NONE && scope != SCOPE_BUT;
}

#endif
