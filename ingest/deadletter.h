/* deadletter.h - records that cannot be processed go to a topic of their own, untouched.
 *
 * A letter has the original key, value and headers, bit by bit (null stays null, empty stays
 * empty), and behind them the headers redress.reason, .detail, .topic, .partition, .offset,
 * .schema_id and .time (RFC 3339, UTC). Its offset is finished only when Kafka has reported it
 * safe. Whatever Kafka answers, a letter is tried again with backoff; the one exception is a record
 * too large for the topic: it goes without its value, with redress.too_large = its size, and where
 * it still can be read is in the headers. One thread. */
#ifndef REDRESS_INGEST_DEADLETTER_H
#define REDRESS_INGEST_DEADLETTER_H

#include "core/clock.h"
#include "core/event.h"
#include "ingest/kafka.h"
#include "ingest/offsets.h"

#define DEADLETTER_MAX 1024 /* letters on their way at once */

#define DEADLETTER_PREFIX "redress."
#define DEADLETTER_REPLAYED "redress.replayed" /* how often it was sent again; survives */

struct deadletter;

/* A letter on its way. */
struct letter {
    struct offsets *offsets; /* of its partition; the letter dies with the generation */
    void *part;
    int64_t offset;
    uint32_t generation;
    uint8_t reason; /* enum reason */
    bool busy;
    mono_ns_t received;
    size_t bytes; /* of the original value */
    /* The rest is deadletter.c's own. */
    void *key, *value;
    size_t key_len, value_len;
    rd_kafka_headers_t *headers; /* NULL while librdkafka has them */
    mono_ns_t due;               /* next attempt */
    unsigned tries;
};

struct deadletter_calls {
    void (*delivered)(void *ctx, const struct letter *l);
    void (*abandoned)(void *ctx, const struct letter *l); /* its generation is over */
    void *ctx;
};

/* A producer to ingest.dead_letter_topic. NULL with e set: a bad property. */
struct deadletter *deadletter_new(const struct config *cfg, const struct deadletter_calls *calls,
                                  struct err *e);
/* Letters still on their way are given up: they are not called abandoned. */
void deadletter_free(struct deadletter *d);

/* Copies what it needs of m and ev. false: too many on their way, poll and try again. */
MUST_CHECK bool deadletter_send(struct deadletter *d, const rd_kafka_message_t *m,
                                const struct event *ev, const struct letter *tag);

/* Takes delivery reports and sends again what is due; waits up to timeout_ms for a report. */
void deadletter_poll(struct deadletter *d, int timeout_ms);

/* Is the topic there and may it be seen? Waits up to timeout_ms for the answer (topics.h). */
rd_kafka_resp_err_t deadletter_ask(struct deadletter *d, int timeout_ms);

unsigned deadletter_pending(const struct deadletter *d);
/* Is something refused for good, so that a person must look? */
bool deadletter_failing(const struct deadletter *d);
/* Letter `i` of DEADLETTER_MAX if it is on its way, else NULL. */
const struct letter *deadletter_letter(const struct deadletter *d, unsigned i);

#endif
