/* topics.h - topics by name: may they be called so, and what does the cluster say of them? */
#ifndef REDRESS_INGEST_TOPICS_H
#define REDRESS_INGEST_TOPICS_H

#include "core/check.h"
#include "core/config.h"

#include <librdkafka/rdkafka.h>

/* Names in ingest.topics, ingest.dead_letter_topic and journal.topic that Kafka would never take,
 * and a list that names no topic. -1: e names the setting and the name. */
MUST_CHECK int topics_check(const struct config *cfg, struct err *e);

/* Calls `each` for every name in a list as ingest.topics is written. */
void topics_each(const char *list, void (*each)(void *ctx, const char *topic), void *ctx);

/* Asks the cluster for a topic, waiting up to timeout_ms. *partitions: how many it has. The error
 * is UNKNOWN_TOPIC_OR_PART where nobody made it, LEADER_NOT_AVAILABLE where somebody is about to.
 * Asked through a producer the question itself makes it, where the brokers do so. */
rd_kafka_resp_err_t topics_ask(rd_kafka_t *rk, const char *topic, int timeout_ms, int *partitions);

#endif
