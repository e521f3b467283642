/* writer.h - events in, verdicts out: one cycle is everything that Redis must have, replicas
 * included, before the next one begins. Private to sink/; one thread.
 *
 *   writer_add ... writer_add -> writer_try -> verdicts set, or a pause and writer_try again
 *
 * A try writes the whole cycle; the calls are idempotent. What an event did in an earlier try of
 * its cycle counts: an opening whose reply was lost, or that a failover undid and the next try did
 * again, is still one opening. */
#ifndef REDRESS_SINK_WRITER_H
#define REDRESS_SINK_WRITER_H

#include "core/check.h"
#include "core/config.h"
#include "core/event.h"

struct writer;

/* Room for max_events a cycle; nothing is allocated per event later. NULL with e set for bad
 * settings; connects to nothing. cfg must outlive it. */
struct writer *writer_new(const struct config *cfg, unsigned max_events, struct err *e);
void writer_free(struct writer *w);

/* Takes the event into the cycle, or settles it as no complaint. It must live until the cycle is
 * done. */
void writer_add(struct writer *w, struct event *ev);

/* Events of the cycle. */
unsigned writer_pending(const struct writer *w);

enum writer_result {
    WRITER_DONE,  /* every event of the cycle has its verdict; the next cycle begins */
    WRITER_AGAIN, /* e says what failed: pause, then try again */
    WRITER_SHORT, /* all is written, but too few replicas have it; try again, no pause needed */
};
MUST_CHECK enum writer_result writer_try(struct writer *w, struct err *e);

/* Between cycles: is Redis there? Connects if need be. -1 with e set. */
MUST_CHECK int writer_look(struct writer *w, struct err *e);

#endif
