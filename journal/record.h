/* record.h - a record of the journal as Avro (schemas/case_event/v1.avsc) with the Confluent
 * framing. Pure: bytes in, bytes out. Private to journal/.
 *
 *   00 | schema id, 4 bytes, big-endian | Avro body */
#ifndef REDRESS_JOURNAL_RECORD_H
#define REDRESS_JOURNAL_RECORD_H

#include "core/check.h"
#include "core/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_FIELDS_MAX 256 /* fields of a case that a record can hold */
#define RECORD_SCHEMA_FILE "schemas/case_event/v1.avsc"
#define RECORD_BUILTIN_ID 1001 /* schemas/registry/1001.avsc is that file */

struct record_map {
    struct record_field {
        struct str name, value;
    } * at; /* the caller's */
    unsigned count;
};

/* Times are wall ms, 0 = absent (except `at`). Strings are borrowed. */
struct record {
    struct str case_id, event, who, state, log_id;
    int64_t rev, at_ms;
    int32_t shard;
    bool has_state; /* false: the case was gone when this was copied; what follows is nothing */
    int64_t opened_ms, state_rev;
    struct record_map fields; /* field by field, for readers */
    struct record_map stored; /* as in Redis, for rebuilding */
    bool placed;
    int64_t place, wake_ms, expires_ms;
    struct str author; /* ptr NULL: none */
    struct {
        struct str key, field; /* key.ptr NULL: nothing was remembered */
        int64_t value, expires_ms;
    } memory;
};

/* Grows as needed; start with {0}, free(buf.bytes) at the end. */
struct record_buf {
    uint8_t *bytes;
    size_t len, cap;
};

/* Replaces buf's content by the framed record. */
void record_encode(const struct record *r, int32_t schema_id, struct record_buf *buf);

/* The schema id of framed bytes; -1: they are not framed. */
int32_t record_schema_id(const void *bytes, size_t len);

/* Reads framed bytes; the id is not looked at. The maps must point to RECORD_FIELDS_MAX each;
 * strings lie in `bytes`. -1: e says what is wrong. */
MUST_CHECK int record_decode(const void *bytes, size_t len, struct record *r, struct err *e);

/* The schema's text. */
const char *record_schema(size_t *len);

#endif
