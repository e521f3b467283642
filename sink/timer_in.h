/* timer_in.h - what finding and carrying out share. The timer's own thread. Private to
 * sink/timer*.c. */
#ifndef REDRESS_SINK_TIMER_IN_H
#define REDRESS_SINK_TIMER_IN_H

#include "core/clock.h"
#include "sink/cases.h"
#include "sink/wire.h"

#include <pthread.h>
#include <stdatomic.h>

#define TIMER_CHUNK 512 /* cases carried out in one pipeline */

struct timer_due {
    char id[KEYS_ID_CHARS + 1];
    unsigned shard;
    int64_t wake_ms, now_ms;
};

/* One case of a chunk on its way from the hash to the call. */
struct timer_fired {
    const struct timer_due *due;
    struct cases_head head;
    struct rounds_outcome out;
};

/* What the timer knows of a shard, so as to look when something is due there. It may always be
 * wrong: at the latest it looks after timer.interval_ms. */
struct timer_shard {
    mono_ns_t looked;   /* when the answer came; 0: never */
    int64_t now_ms;     /* the shard's clock then */
    int64_t next_ms;    /* its soonest wake-up; 0: not known, INT64_MAX: there is none */
    unsigned won, lost; /* of this look: wake-ups carried out, and those that somebody else had */
    mono_ns_t busy;     /* when something was due, or its clock was stepped; 0: never */
    mono_ns_t yielded;  /* when another timer was seen to be the faster one; 0: not */
};

struct timer {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    struct auditor *auditor; /* NULL: audit.interval_s is 0 */
    pthread_t thread;
    int wake_fd; /* written once, to end a sleep */
    _Atomic bool stop;
    struct timer_shard *shard;
    unsigned *asked, asked_count; /* the shards of this look */
    struct timer_due *due;        /* of this look; room for a full batch of each shard */
    unsigned due_count;
    struct timer_fired *fired; /* TIMER_CHUNK */
    mono_ns_t counted;
    bool more; /* something is due again at once */
    bool well;
};

/* Carries out n due cases, TIMER_CHUNK at most, by their compare-and-set; whoever came first has
 * won. Raises t->more if a case is due again at once. Not WIRE_OK: e says why, and it may be called
 * again. */
enum wire_result timer_fire(struct timer *t, const struct timer_due *due, unsigned n,
                            struct err *e);

#endif
