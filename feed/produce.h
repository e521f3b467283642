/* produce.h - records to one Kafka topic, with account of what was delivered. One thread. */
#ifndef REDRESS_FEED_PRODUCE_H
#define REDRESS_FEED_PRODUCE_H

#include "core/check.h"
#include "core/config.h"
#include "core/str.h"

#include <stddef.h>
#include <stdint.h>

struct producer;

/* NULL with e set: a bad property, no brokers named. Connects to nothing yet. */
struct producer *produce_new(const struct config *cfg, const char *topic, struct err *e);
/* Asks for the topic, which creates it where brokers do that, so that a wrong address or name is
 * said before the first record. -1 with e set: no broker answers within 15 s, no such topic. */
MUST_CHECK int produce_reach(struct producer *p, struct err *e);
/* What is not delivered yet is dropped: call produce_finish first. */
void produce_free(struct producer *p);

enum produce_result {
    PRODUCE_QUEUED,
    PRODUCE_REFUSED, /* this record is impossible (too large); others are not */
    PRODUCE_ENDED,   /* earlier records failed, or a signal came while waiting: send no more */
};

/* Queues a copy of the record; waits while the queue is full. Not queued: e says why. */
MUST_CHECK enum produce_result produce_send(struct producer *p, struct str key, const void *bytes,
                                            size_t len, struct err *e);

/* Takes delivery reports; call now and then when sending slowly. */
void produce_poll(struct producer *p);

/* Waits until everything is delivered or has failed, but for `patience_ms` without any progress at
 * most, and after a signal only for a moment. -1: e says how many records are not in Kafka and why.
 */
MUST_CHECK int produce_finish(struct producer *p, int patience_ms, struct err *e);

uint64_t produce_delivered(const struct producer *p);

#endif
