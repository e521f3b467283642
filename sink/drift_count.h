/* drift_count.h - what a process has counted of products and not yet brought to Redis: complaints
 * that opened a case, by product and day. Any thread; a writer counts once a batch. */
#ifndef REDRESS_SINK_DRIFT_COUNT_H
#define REDRESS_SINK_DRIFT_COUNT_H

#include "core/event.h"

struct drift_row {
    char product[EVENT_ID_MAX + 1];
    uint8_t cause;    /* of the last of them: enum cause */
    uint16_t average; /* of the listing as the last one told it, in 1/100 stars; 0: not known */
    uint32_t count;
    int64_t day;
};

struct drift_said {
    bool replaying; /* most of it was written days ago: the past is being read */
    uint64_t lost;  /* complaints that had no room: the counts are too low */
    bool more;      /* there are more rows: call again */
};

/* Counts the batch's complaints that opened a case. */
void drift_note(const struct batch *b, int64_t now_ms);
/* Takes at most `max` rows out, and what else is known since the last call that took all. Returns
 * how many rows. */
unsigned drift_take(struct drift_row *rows, unsigned max, struct drift_said *said);
/* A quarter of the room was taken when somebody last looked: come again soon. */
bool drift_filling(void);

#endif
