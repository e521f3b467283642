/* offsets.h - how far a partition is finished: the contiguous watermark. Pure.
 *
 *   offsets begun:   100 101 102 103 (gap) 107 108        watermark = 102: everything below is
 *   finished:         x   x   .   x         x   .         finished, and it never passes an event
 *                             ^ watermark                 that is still in flight
 *
 * Events begin in the order of the partition and finish in any order. Offsets may be missing
 * (compaction, transactions). One bit an offset, in a ring of `window` bits: begin and done touch
 * one word, and the watermark jumps over finished words. One thread. */
#ifndef REDRESS_INGEST_OFFSETS_H
#define REDRESS_INGEST_OFFSETS_H

#include "core/check.h"

#include <stdbool.h>
#include <stdint.h>

struct offsets {
    uint64_t *open;  /* bit (offset % window): begun and not finished */
    uint64_t window; /* offsets, a power of two; memory is window / 8 bytes */
    int64_t low;     /* the slowest in flight; == next if there is none */
    int64_t next;    /* after the last begun; -1: none since the reset */
    uint64_t in_flight;
    uint32_t generation; /* grows with every reset */
};

/* `window` is rounded up to a power of two, at least 64. */
void offsets_init(struct offsets *o, uint64_t window);
void offsets_fini(struct offsets *o);

/* A new assignment, or the end of one: forgets everything; what was begun before no longer counts
 * (its generation is over). */
void offsets_reset(struct offsets *o);

/* Would `offset` fit into the window now? */
static inline bool offsets_room(const struct offsets *o, int64_t offset)
{
    return o->in_flight == 0 || (uint64_t)(offset - o->low) < o->window;
}

/* The event at `offset`, beyond all begun before (CHECK), is in flight. false: it lies `window` or
 * more beyond the slowest in flight; nothing has changed, try again when that one is done. */
MUST_CHECK bool offsets_begin(struct offsets *o, int64_t offset);

/* The event is finished. Ignored (false) if it began in another generation; an offset that is not
 * in flight is a programmer's mistake (CHECK). */
bool offsets_done(struct offsets *o, uint32_t generation, int64_t offset);

/* The offset to commit: the next one to read if we started again. -1: nothing begun yet. */
static inline int64_t offsets_watermark(const struct offsets *o)
{
    return o->in_flight ? o->low : o->next;
}

#endif
