/* deal.h - complaints made up in memory and dealt to the sink, as the road would. For the benches
 * that open cases. */
#ifndef REDRESS_BENCH_DEAL_H
#define REDRESS_BENCH_DEAL_H

#include "core/event.h"
#include "core/ring.h"

#define DEAL_BATCHES 64 /* in flight: the rings to and from the sink hold as many */

struct deal {
    uint64_t from, count; /* events from, from + 1, ...; each is a complaint of its own */
    uint64_t products;    /* event n is about product n mod so many; 0: about n / 2 */
    uint64_t per_s;       /* at most so many a second; 0: as fast as they are taken */
    bool chat;            /* said in a live chat: shorter deadlines than a marketplace's */
};

/* Deals all of it and takes it back; every event must have opened a case. Returns the CPU of
 * dealing, ns, which is no cost of the sink. */
uint64_t deal(const struct deal *d, struct ring *in, struct ring *home);

#endif
