/* reader.h - the reader's side of schema resolution: our schema, bound to struct event_fields.
 *
 * The table below says which field goes where; the schema file (schemas/review_event/v4.avsc) says
 * everything else: aliases, defaults, symbols. libavro 1.11 forgets all three while it parses, so
 * they are taken from the schema's JSON. */
#ifndef REDRESS_INGEST_READER_H
#define REDRESS_INGEST_READER_H

#include "core/check.h"
#include "core/event.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(field, TYPE, OPTIONAL): fields of struct event_fields in the order of our schema. STRING:
 * struct str. LONG: int64_t. TIME: int64_t in wall ms. INT: int32_t. DOUBLE: double. KIND and
 * CHANNEL: uint8_t, an enum of core/vocab.h. An OPTIONAL one is ["null", TYPE] in the schema. */
#define READER_FIELDS(X)                                                                           \
    X(review_id, STRING, 0)                                                                        \
    X(marketplace, STRING, 0)                                                                      \
    X(kind, KIND, 0)                                                                               \
    X(reply_to, STRING, 1)                                                                         \
    X(channel, CHANNEL, 0)                                                                         \
    X(seller_id, STRING, 0)                                                                        \
    X(product_id, STRING, 0)                                                                       \
    X(order_id, STRING, 1)                                                                         \
    X(group_id, STRING, 1)                                                                         \
    X(group_size, LONG, 1)                                                                         \
    X(author_id, STRING, 0)                                                                        \
    X(author_followers, LONG, 1)                                                                   \
    X(rating, INT, 1)                                                                              \
    X(title, STRING, 1)                                                                            \
    X(body, STRING, 0)                                                                             \
    X(locale, STRING, 0)                                                                           \
    X(media_count, LONG, 0)                                                                        \
    X(helpful_votes, LONG, 0)                                                                      \
    X(shares, LONG, 0)                                                                             \
    X(comments, LONG, 0)                                                                           \
    X(order_value_minor, LONG, 1)                                                                  \
    X(list_price_minor, LONG, 1)                                                                   \
    X(currency, STRING, 1)                                                                         \
    X(purchased_at, TIME, 1)                                                                       \
    X(received_at, TIME, 1)                                                                        \
    X(created_at, TIME, 0)                                                                         \
    X(version, LONG, 0)                                                                            \
    X(listing_rating, DOUBLE, 1)                                                                   \
    X(listing_rating_count, LONG, 1)                                                               \
    X(campaign_id, STRING, 1)                                                                      \
    X(review_page, LONG, 1)                                                                        \
    X(repost_depth, LONG, 1)

enum reader_type {
    READER_STRING,
    READER_LONG,
    READER_TIME,
    READER_INT,
    READER_DOUBLE,
    READER_KIND,
    READER_CHANNEL,
};

enum reader_id {
#define READER_ENUM(field, type, optional) READER_FIELD_##field,
    READER_FIELDS(READER_ENUM)
#undef READER_ENUM
        READER_N
};

#define READER_NO_SYMBOL 0xff

struct reader_field {
    const char *name;      /* in the schema; borrowed from the JSON */
    const json_t *aliases; /* array, or NULL */
    const json_t *symbols; /* of an enum */
    uint8_t type;          /* enum reader_type */
    bool ours;             /* false: the schema has it, struct event_fields does not */
    bool optional;
    bool has_default;
    uint8_t default_symbol; /* of an enum type, for symbols we do not know; or READER_NO_SYMBOL */
    uint16_t slot;          /* offset in struct event_fields */
};

struct reader {
    json_t *json;
    size_t count;
    struct reader_field *fields;
    struct event_fields defaults; /* every default in place, the rest absent */
};

/* Binds a schema to the struct. `json` is copied. Our own schema binds every field; a test may
 * bring another one, whose fields may be named by alias. The caller frees it; immutable after. NULL
 * with e set: not JSON, not a record, a field of ours with a type that the struct cannot hold. */
MUST_CHECK struct reader *reader_new(const char *json, size_t len, struct err *e);
void reader_free(struct reader *r);

/* The schema in the tree, embedded: JSON text, NUL-terminated. */
const char *reader_schema(size_t *len);

/* Our number (core/vocab.h) of a symbol that the schema's enum lists; else READER_NO_SYMBOL. */
uint8_t reader_symbol(const struct reader_field *f, const char *symbol);

#endif
