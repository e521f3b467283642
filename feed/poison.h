/* poison.h - records that must not be processable, one kind for each way to be bad. Pure.
 *
 * `redress gen` mixes them in, tests count the dead letters they become. */
#ifndef REDRESS_FEED_POISON_H
#define REDRESS_FEED_POISON_H

#include "core/event.h"
#include "feed/encode.h"

/* X(ENUM, "name", the reason that its dead letter has, "what is wrong") */
#define POISON_KINDS(X)                                                                            \
    X(WRONG_MAGIC, "wrong_magic", BAD_MAGIC, "the first byte is 0x01")                             \
    X(SHORT, "short", BAD_MAGIC, "three bytes")                                                    \
    X(UNKNOWN_ID, "unknown_id", UNKNOWN_SCHEMA, "schema id 2147480000")                            \
    X(TRUNCATED, "truncated", TRUNCATED, "ends before created_at")                                 \
    X(GIANT_LENGTH, "giant_length", BAD_LENGTH, "review_id claims 1 GiB")                          \
    X(BAD_UNION, "bad_union_index", BAD_UNION, "branch 7 of the union reply_to")                   \
    X(BAD_ENUM, "bad_enum_index", BAD_ENUM, "symbol 31 of the enum kind")                          \
    X(BAD_UTF8, "invalid_utf8", BAD_UTF8, "body begins with 0xff")                                 \
    X(TRAILING, "trailing_bytes", TRAILING, "three bytes behind the record")                       \
    X(INVALID, "invalid_value", INVALID_VALUE, "rating 9")

#define POISON_ENUM(id, name, reason, doc) POISON_##id,
enum poison { POISON_KINDS(POISON_ENUM) POISON_N };

extern const char *const poison_name[POISON_N];
extern const char *const poison_doc[POISON_N];
extern const unsigned char poison_reason[POISON_N]; /* enum reason */

/* Makes `kind` out of a good event and replaces buf's content by it. The encoder's schema must have
 * the fields named above; CHECKed. */
void poison_make(enum poison kind, const struct encoder *enc, const struct event_fields *good,
                 struct encode_buf *buf);

#endif
