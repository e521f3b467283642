/* progress.h - how far a long command is, and how fast it may go. One thread.
 *
 * On a terminal one line that rewrites itself, with percent and time left where the size is known;
 * elsewhere a plain line every ten seconds, so that a log shows life and is not flooded. */
#ifndef REDRESS_FEED_PROGRESS_H
#define REDRESS_FEED_PROGRESS_H

#include "core/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what;   /* "events" */
    uint64_t total;     /* in the units of progress_show's `done`; 0: not known */
    int64_t per_second; /* rate limit; 0: none */
    bool quiet, terminal;
    mono_ns_t begun, shown;
};

/* Starts the clock. Shows on stderr, nothing if quiet. */
void progress_start(struct progress *p, const char *what, uint64_t total, int64_t per_second,
                    bool quiet);

/* Call after each event: waits if `events` so far are too many for the rate. Returns true if it is
 * time for progress_show. Cheap. */
bool progress_pace(struct progress *p, uint64_t events);

/* Shows `events` so far; `done` of `total` says how far that is. */
void progress_show(struct progress *p, uint64_t events, uint64_t done);

/* Wipes the line, if there is one, so that other output can follow. */
void progress_clear(struct progress *p);

double progress_seconds(const struct progress *p);

#endif
