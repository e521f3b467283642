/* kafka.h - librdkafka handles made from the [kafka] section.
 *
 * Every key of [kafka] is a librdkafka property and is passed through; `consumer.NAME` and
 * `producer.NAME` reach only that role, `NAME_file` names a file with the value. Underneath lie our
 * measured defaults, which any key of the user's overrides, except the few that would break "at
 * least once": those are refused at start. */
#ifndef REDRESS_INGEST_KAFKA_H
#define REDRESS_INGEST_KAFKA_H

#include "core/check.h"
#include "core/config.h"

#include <librdkafka/rdkafka.h>

enum kafka_role {
    KAFKA_CONSUMER, /* member of the group ingest.group, offsets stored by us alone */
    KAFKA_PRODUCER, /* idempotent, waits for all replicas */
    KAFKA_FETCHER   /* consumer without a group: assigns, reads a little, goes away */
};

/* The properties for one handle, with logs and errors going to core/log.h and KAFKA_ERRORS. The
 * caller owns it until kafka_new takes it (or rd_kafka_conf_destroy). NULL: e names key and
 * value. */
MUST_CHECK rd_kafka_conf_t *kafka_conf(const struct config *cfg, enum kafka_role role,
                                       struct err *e);

/* Sets one more property on a conf. -1: e names key and value. */
MUST_CHECK int kafka_set(rd_kafka_conf_t *conf, const char *key, const char *value, struct err *e);

/* A property given as NAME_file, with the name of a file that holds its value: *key and *value are
 * made to point into s. Others are left alone. -1: e names the setting and the file. */
struct kafka_secret {
    char key[128], value[4096];
};
MUST_CHECK int kafka_secret(struct kafka_secret *s, const char **key, const char **value,
                            struct err *e);

/* Makes the handle; takes conf in any case. NULL with e set. Freed with rd_kafka_destroy. */
MUST_CHECK rd_kafka_t *kafka_new(rd_kafka_conf_t *conf, enum kafka_role role, struct err *e);

/* What every handle does with an error of the client: counts and logs it. For callers that set an
 * error callback of their own. */
void kafka_note_error(rd_kafka_t *rk, int code, const char *reason);

#endif
