/* decode.h - one Kafka value to one event: Confluent framing, the writer's plan, our checks.
 *
 *   00 | schema id, 4 bytes, big-endian | Avro body
 *
 * A decoder belongs to one thread and is made from the process's `struct schemas`; it remembers
 * the plans it has met, so that the path of an event takes no lock, no allocation and, while the
 * writers keep to one schema, not even a look-up. */
#ifndef REDRESS_INGEST_DECODE_H
#define REDRESS_INGEST_DECODE_H

#include "core/event.h"

#include <stddef.h>
#include <stdint.h>

#define DECODE_FRAME_BYTES 5 /* magic byte and schema id */

struct schemas;
struct decoder;

enum decode_status {
    DECODE_DONE, /* ev->fields is filled, or the event was rejected (ev->verdict) */
    DECODE_WAIT, /* the schema is being asked for: hold this partition and try this value again
                  * in some 10 ms; the registry's outage never makes a dead letter */
};

/* `schemas` must outlive the decoder. */
struct decoder *decoder_new(struct schemas *schemas);
void decoder_free(struct decoder *d);

/* Sets ev->source.schema_id (-1 if the framing is not readable) and ev->fields; strings are
 * borrowed from `bytes`. A bad value is rejected with its reason and "field at byte N" (N counts
 * from the start of `bytes`), its fields are then all absent. ev->verdict is otherwise left alone.
 * Owner's thread only. */
enum decode_status decode_event(struct decoder *d, const void *bytes, size_t len, struct event *ev);

#endif
