/* ring.h - a single-producer, single-consumer ring of pointers, with a consumer that can sleep.
 *
 *        producer                                   consumer
 *   tail ->|   writes slot, then tail (release)        reads tail (acquire), then slot
 *          |   keeps its own copy of head               keeps its own copy of tail
 *
 * Each side owns one index and reads the other's only when its cached copy says full or empty, so
 * in the steady state the two threads share one cache line per batch and not one per look.
 *
 * Sleeping: a consumer that finds nothing announces itself and looks once more before it waits on
 * a futex; a producer publishes and then looks for the announcement. Both orders are sequentially
 * consistent, so one of the two always sees the other. (Plain atomics, no stand-alone fences, of
 * which ThreadSanitizer makes false reports.)
 *
 * A ring that carries the batches of a pool is made as long as the pool: it cannot overflow, and
 * backpressure is simply an empty pool. */
#ifndef REDRESS_CORE_RING_H
#define REDRESS_CORE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring;

/* `slots` is rounded up to a power of two. Never NULL. */
struct ring *ring_new(uint32_t slots);
void ring_free(struct ring *r);

/* Producer thread only. false: full (nothing was pushed) . */
bool ring_try_push(struct ring *r, void *item);
/* Producer thread only; a full ring is a programmer's mistake (CHECK). */
void ring_push(struct ring *r, void *item);
/* Producer thread only: nothing more will come; wakes the consumer. */
void ring_close(struct ring *r);

/* Consumer thread only. NULL: empty right now. */
void *ring_try_pop(struct ring *r);
/* Consumer thread only; waits up to timeout_ms (-1: for ever).
 * NULL: timed out, or closed and empty (ring_drained tells which). */
void *ring_pop(struct ring *r, int timeout_ms);
/* Consumer thread only: closed by the producer and nothing left in it. */
bool ring_drained(struct ring *r);

/* Any thread: how many items are in it, a moment ago (for the metrics). */
uint32_t ring_depth(const struct ring *r);

#endif
