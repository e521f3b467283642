/* replay.h - the same reviews under two policies: whose rank moves, how far, and why. Pure. */
#ifndef REDRESS_ENRICH_REPLAY_H
#define REDRESS_ENRICH_REPLAY_H

#include "core/event.h"

#include <stddef.h>
#include <stdint.h>

/* A review that is a complaint under one of the two policies at least. Ranks count from 1, the most
 * urgent first; equal priorities keep the order of the file. */
struct replay_row {
    char *id; /* as JSON; owned by whoever made the row */
    struct finding before, after;
    uint32_t rank_before, rank_after;
};

/* Fills the ranks; the order of the rows stays. */
void replay_rank(struct replay_row *rows, size_t n);

/* Kendall's tau-b of the two priorities: 1 the same order, 0 no relation, -1 reversed. Ties in one
 * of them lower it (Kendall 1945; counted as Knight 1966 does, in n log n). 1 if there is nothing
 * to compare. */
double replay_tau(const struct replay_row *rows, size_t n);

/* Of the first tenth before (at least one row), how many are in the first tenth after. */
size_t replay_kept(const struct replay_row *rows, size_t n);

/* How many rise over, and fall under, the level. */
void replay_crossing(const struct replay_row *rows, size_t n, unsigned level, size_t *up,
                     size_t *down);

/* Why the row moved, in a few English words: the addends that changed, a floor, a complaint found
 * or lost. "others moved" if it has the priority it had. Returns out. */
char *replay_because(const struct replay_row *row, char *out, size_t cap);

#endif
