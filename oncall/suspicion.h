/* suspicion.h - does anything speak for an appeal to the platform, and what? A help for whoever
 * decides that, and nothing else: most bad reviews are right, so it begins at nothing, what speaks
 * for a real fault takes away from it, and no priority, deadline or step of a case knows it. It
 * looks at what was written and asked for, never at who wrote. Pure. Private to oncall/. */
#ifndef REDRESS_ONCALL_SUSPICION_H
#define REDRESS_ONCALL_SUSPICION_H

#include "sink/store.h"

#define SUSPICION_REASONS 8

struct suspicion {
    int points; /* 0..100 */
    unsigned count;
    struct suspicion_reason {
        int points; /* below 0: speaks for a real fault */
        const char *words;
    } reason[SUSPICION_REASONS];
};

enum suspicion_order { SUSPICION_NOT_KNOWN, SUSPICION_NAMED, SUSPICION_NONE };

/* What a case gives rise to; `order`: does the review name an order? */
void suspicion_of(const struct store_case *c, enum suspicion_order order, struct suspicion *out);

#endif
