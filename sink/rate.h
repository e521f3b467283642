/* rate.h - how many complaints were opened, by marketplace and by when they were written; what a
 * process has counted and not yet brought to Redis. Any thread; a writer counts once a batch. */
#ifndef REDRESS_SINK_RATE_H
#define REDRESS_SINK_RATE_H

#include "core/event.h"

#define RATE_NAME_CAP 129 /* a longer marketplace's name is cut */

struct rate_row {
    char marketplace[RATE_NAME_CAP];
    int64_t bucket; /* of ABSENCE_BUCKET_MS */
    uint32_t count;
};

/* Counts the batch's complaints that opened a case. */
void rate_note(const struct batch *b, int64_t now_ms);
/* Takes at most `max` rows out. *replaying: most complaints since the last call were written long
 * ago: the past is being read, and the present is not there yet. Returns how many rows. */
unsigned rate_take(struct rate_row *rows, unsigned max, bool *replaying);

#endif
