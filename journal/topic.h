/* topic.h - the journal's topic, for writing. Private to journal/; one thread. */
#ifndef REDRESS_JOURNAL_TOPIC_H
#define REDRESS_JOURNAL_TOPIC_H

#include "core/config.h"
#include "journal/record.h"

struct topic;

/* Idempotent producer for journal.topic; asks the registry for the schema's id if one is set. NULL
 * with e set: a bad property, or the registry does not answer. Connects to no broker yet. */
struct topic *topic_new(const struct config *cfg, struct err *e);
/* What is not delivered yet is dropped. */
void topic_free(struct topic *t);

/* The schema id of our records. -1: e says why there is none. */
MUST_CHECK int topic_schema_id(const struct config *cfg, int32_t *id, struct err *e);

/* Queues a record under the key of its case; waits while the queue is full, until *stop. */
MUST_CHECK int topic_send(struct topic *t, const struct record *r, const _Atomic bool *stop,
                          struct err *e);

/* Waits until Kafka has acknowledged everything, or says that it will not, or *stop. -1 with e set:
 * it is not known what Kafka has; free the topic and begin again with a new one. */
MUST_CHECK int topic_flush(struct topic *t, const _Atomic bool *stop, struct err *e);

#endif
