/* writer_cycle.h - what writer.c, writer_open.c and writer_step.c share: one cycle. Private to
 * them; one thread. */
#ifndef REDRESS_SINK_WRITER_CYCLE_H
#define REDRESS_SINK_WRITER_CYCLE_H

#include "sink/cases.h"
#include "sink/wire.h"
#include "sink/writer.h"

#define WRITER_TIDIES 4 /* buckets of known.h that are tidied in a cycle, at most */

/* What became of an item, the later name winning over tries. */
enum writer_rank { RANK_NONE, RANK_NO_CASE, RANK_DUPLICATE, RANK_UPDATED, RANK_OPENED };

enum writer_said { SAID_HERD = 1, SAID_NOT_OPEN = 2, SAID_INCIDENT = 4 };

struct writer_call {
    unsigned shard, first, count; /* items of it */
    bool open;                    /* no outcome yet in this try */
};

struct writer_beside {
    unsigned item;
    uint8_t what;
};

struct writer_known {
    unsigned item, times;
};

struct writer {
    const struct config *cfg;
    struct wire *wire;
    struct cases cases;
    unsigned max, count, calls;
    struct cases_item *added, *items; /* as they came; ordered by shard once the cycle is tried */
    uint16_t *added_shard;
    uint8_t *rank; /* of items */
    uint8_t *said; /* of items: alerts beyond, or without, that of the opening */
    int *step;     /* items to step in this try */
    unsigned steps;
    struct writer_beside *beside; /* calls of writer_beside.c that wait for their replies */
    struct writer_known *known;   /* items whose people are known */
    unsigned besides, knowns;
    int64_t tidied; /* the last turn of known.h that was taken */
    struct writer_call *call;
    unsigned *place;    /* of each shard, while ordering */
    int64_t *since_ms;  /* of each shard: its clock before the first try of this cycle */
    int64_t *latest_ms; /* and as it was last told */
    bool ordered, written, probed;
    unsigned tries;
};

/* The clocks of all shards, so that every first try has a moment before it. -1 with e set. */
MUST_CHECK int writer_probe(struct writer *w, struct err *e);
/* Calls rd_open for all items; what the machine must decide becomes a step. -1 with e set. */
MUST_CHECK int writer_open(struct writer *w, struct err *e);
/* Queues what is counted beside the openings; takes the replies, `first` on. */
void writer_beside_push(struct writer *w);
void writer_beside_take(struct writer *w, unsigned first);
/* Counts the complaints of people who are known, and tells the lead of them. -1 with e set. */
MUST_CHECK int writer_known(struct writer *w, struct err *e);
/* Takes all steps: reads the case, runs the machine, applies, until none lost the race. */
MUST_CHECK int writer_step(struct writer *w, struct err *e);

void writer_rank(struct writer *w, unsigned item, enum writer_rank rank);
void writer_reject(struct writer *w, unsigned item, const char *why);
int writer_flush(struct writer *w, struct err *e);
/* e: which call, and what Redis said of it. Returns -1. */
int writer_bad_reply(const char *call, const redisReply *r, struct err *e);

#endif
