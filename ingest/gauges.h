/* gauges.h - what the ingest workers of a process show together: lag by partition, and health.
 *
 * A worker writes its partitions about once a second; the status thread reads. Places are found or
 * made under a lock and then never move or go away, values are relaxed atomics. */
#ifndef REDRESS_INGEST_GAUGES_H
#define REDRESS_INGEST_GAUGES_H

#include <stdbool.h>
#include <stdint.h>

#define GAUGES_MAX 4096 /* partitions that can be shown; more are not, and that is logged */

struct gauge;

/* The place of a partition; NULL if there is no more room. */
struct gauge *gauges_get(const char *topic, int32_t partition);
/* lag: events in Kafka and not committed, -1 if not known yet. oldest_ms: age of the oldest event
 * in flight, 0 if there is none. g may be NULL. */
void gauges_show(struct gauge *g, int64_t lag, uint64_t in_flight, uint64_t oldest_ms);
void gauges_hide(struct gauge *g);

/* How a worker is; the worse comes later. */
enum gauges_lane {
    GAUGES_NONE, /* no such worker */
    GAUGES_WELL,
    GAUGES_JOINING,
    GAUGES_NO_TOPIC,
    GAUGES_DEAD_LETTERS,
    GAUGES_NO_BROKER,
    GAUGES_FATAL,
    GAUGES_LANES
};

/* A worker goes from one state to another; HEALTH_KAFKA shows the worst of all workers. */
void gauges_lane(enum gauges_lane *state, enum gauges_lane now);

#endif
