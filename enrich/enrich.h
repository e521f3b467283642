/* enrich.h - finds the causes and scores the priority of each event. Knows no Kafka, no Redis, no
 * clock: a finding is a pure function of (event, model, policy, event.source.arrived).
 *
 * Model and policy are immutable and swapped together by one atomic pointer. A worker announces
 * the generation it reads at the start of each batch (an epoch), so a reload frees the old ones
 * once no worker can still see them; the path of an event takes no lock and no reference. */
#ifndef REDRESS_ENRICH_ENRICH_H
#define REDRESS_ENRICH_ENRICH_H

#include "core/check.h"
#include "core/config.h"
#include "core/event.h"
#include "core/ring.h"

struct enrich;        /* the current model and policy, shared by all workers */
struct enrich_worker; /* what one thread needs: scratch memory and its epoch */
struct enrich_thread;

/* Loads enrich.model and enrich.policy. NULL with e set: file, line and value. */
struct enrich *enrich_new(const struct config *cfg, struct err *e);
void enrich_free(struct enrich *en);
/* Loads both again and swaps them in; on -1 the old ones stay. One thread at a time. */
MUST_CHECK int enrich_reload(struct enrich *en, const struct config *cfg, struct err *e);

/* For one thread; free it before enrich_free. */
struct enrich_worker *enrich_worker_new(struct enrich *en);
void enrich_worker_free(struct enrich_worker *w);
/* Fills the finding of every event whose outcome is OUTCOME_NONE, and settles those that are no
 * complaint (OUTCOME_NO_COMPLAINT; they get no priority). A KIND_CUSTOMER_MESSAGE is never settled
 * here: it belongs to a case whatever it says ("thank you" moves the rounds too), so it goes on
 * with cause_count 0. Allocates nothing. The thread that owns w. */
void enrich_events(struct enrich_worker *w, struct event *events, uint32_t n);
/* The same in two halves, for who finishes what is settled in between: the gate settles most, and
 * the model's tables then push out of the cache what is no longer needed there. The second half
 * takes the events that the first left open, in any place. */
void enrich_gate(struct enrich_worker *w, struct event *events, uint32_t n);
void enrich_judge(struct enrich_worker *w, struct event *events, uint32_t n);
/* The same for a whole batch, and lists what is left open. */
void enrich_batch(struct enrich_worker *w, struct batch *b);

/* A thread of its own between two rings; ends when `in` is closed and empty, and then closes out.
 */
struct enrich_thread *enrich_thread_start(struct enrich *en, struct ring *in, struct ring *out);
void enrich_thread_join(struct enrich_thread *t);

#endif
