/* target.h - where events go: a topic, and the schema they are written with. */
#ifndef REDRESS_FEED_TARGET_H
#define REDRESS_FEED_TARGET_H

#include "core/config.h"
#include "core/event.h"
#include "feed/encode.h"
#include "feed/produce.h"

struct target {
    char *topic;
    int64_t schema_id; /* as asked for; 0: as its source has it */
    struct encoder *encoder;
    struct producer *producer;
    struct encode_buf buf; /* the record being made */
};

/* The encoder of our own schema. `schema_id` 0: the id that the registry, the directory or the
 * built-in list has for it (ingest/registry.h). NULL with e set. */
struct encoder *target_encoder(const struct config *cfg, const char *topic, int64_t schema_id,
                               struct err *e);

/* `topic` NULL: the first of ingest.topics. -1: a bad setting, e names it; target_close must be
 * called anyway. */
MUST_CHECK int target_open(struct target *t, const struct config *cfg, const char *topic,
                           int64_t schema_id, struct err *e);
/* Asks Kafka for the topic and the registry, if there is one, for the id. -1: e says who fails. */
MUST_CHECK int target_reach(struct target *t, const struct config *cfg, struct err *e);
void target_close(struct target *t);

/* Encodes and queues an event under its product, so that a product's events stay in order. */
MUST_CHECK enum produce_result target_send(struct target *t, const struct event_fields *f,
                                           struct err *e);

#endif
