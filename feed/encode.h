/* encode.h - struct event_fields to Avro with the Confluent framing.
 *
 *   00 | schema id, 4 bytes, big-endian | Avro body
 *
 * libavro parses the schema; the body is written by a plan made from it, one step for each field,
 * because building libavro's generic values costs microseconds and `redress gen` must outrun the
 * pipeline it tests. tests/unit/test_gen.c proves the bytes equal to libavro's. */
#ifndef REDRESS_FEED_ENCODE_H
#define REDRESS_FEED_ENCODE_H

#include "core/check.h"
#include "core/event.h"

#include <stddef.h>
#include <stdint.h>

struct encoder;

/* Grows as needed; start with {0}, free(buf.bytes) at the end. */
struct encode_buf {
    uint8_t *bytes;
    size_t len, cap;
};

/* The plan of one schema (JSON text): a record whose fields are named like those of struct
 * event_fields, each of the field's type or a union of null and that, enums with our words; a field
 * that we do not have must allow null, which is then written. NULL: e names the field. Immutable
 * afterwards: any thread. */
struct encoder *encode_new(const char *schema, size_t len, int32_t schema_id, struct err *e);
void encode_free(struct encoder *enc);

/* Replaces buf's content by the framed event. An absent string that the schema requires becomes ""
 * and an absent number the number EVENT_ABSENT: what is not valid stays recognisably so. Bytes are
 * not checked to be UTF-8. */
void encode_event(const struct encoder *enc, const struct event_fields *f, struct encode_buf *buf);

/* Where, in the bytes that encode_event makes of f, the field `name` begins; 0 if the schema does
 * not have it. For tests that break it at that place. */
size_t encode_offset(const struct encoder *enc, const struct event_fields *f, const char *name);

/* Appends a varint (zigzag) as Avro writes numbers, lengths and indexes; returns the new end. There
 * must be 10 bytes of room. */
uint8_t *encode_long(uint8_t *to, int64_t value);

#endif
