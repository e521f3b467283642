/* target.h - where events go: a topic, and the schema they are written with. */
#ifndef REDRESS_FEED_TARGET_H
#define REDRESS_FEED_TARGET_H

#include "core/config.h"
#include "core/event.h"
#include "feed/encode.h"
#include "feed/produce.h"

#define TARGET_SCHEMA_ID 2 /* of the current schema in the directory that is built in */

struct target {
    char *topic;
    struct encoder *encoder;
    struct producer *producer;
    struct encode_buf buf; /* the record being made */
};

/* The encoder of the current schema, with `schema_id`, or if that is 0 with the id the registry
 * gives the schema under the subject <topic>-value (schemas.registry_url set), else
 * TARGET_SCHEMA_ID. NULL with e set. */
struct encoder *target_encoder(const struct config *cfg, const char *topic, int64_t schema_id,
                               struct err *e);

/* `topic` NULL: the first of ingest.topics. -1 with e set; target_close must be called anyway. */
MUST_CHECK int target_open(struct target *t, const struct config *cfg, const char *topic,
                           int64_t schema_id, struct err *e);
void target_close(struct target *t);

/* Encodes and queues an event under its product, so that a product's events stay in order. */
MUST_CHECK int target_send(struct target *t, const struct event_fields *f, struct err *e);

#endif
