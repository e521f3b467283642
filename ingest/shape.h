/* shape.h - the form of data that a writer sends and we do not read: how to step over it.
 *
 * Compiled from libavro's parsed schema into flat arrays, so that stepping over follows indexes and
 * touches no libavro code. Everything is checked on the way, though nobody reads it: a record that
 * is wrong anywhere is not a record of its schema. */
#ifndef REDRESS_INGEST_SHAPE_H
#define REDRESS_INGEST_SHAPE_H

#include "core/check.h"
#include "core/vocab.h"

#include <avro/schema.h>
#include <stddef.h>
#include <stdint.h>

/* Records, arrays and maps inside one another, in a value or in a schema. */
#define SHAPE_DEPTH_MAX 100

/* Array items that take no bytes at all (null, empty records), in one event: a few bytes can claim
 * any number of them, so their number must have a limit of its own. */
#define SHAPE_EMPTY_MAX 65536

enum shape_type {
    SHAPE_EMPTY, /* null, fixed(0), a record of such: no bytes */
    SHAPE_BOOL,
    SHAPE_INT,
    SHAPE_LONG,
    SHAPE_STRING, /* valid UTF-8 */
    SHAPE_BYTES,
    SHAPE_FIXED,  /* n bytes; also float and double */
    SHAPE_ENUM,   /* n symbols */
    SHAPE_RECORD, /* n fields: kids */
    SHAPE_UNION,  /* n branches: kids */
    SHAPE_ARRAY,  /* kids[first]: the items */
    SHAPE_MAP,    /* kids[first]: the values */
};

struct shape {
    uint8_t type;
    uint32_t n;
    uint32_t first;     /* index of its first kid in shapes.kids */
    uint32_t min_bytes; /* no value is shorter; 0: all values are empty */
};

struct shapes {
    struct shape *all;
    uint32_t *kids; /* indexes into all */
    uint32_t count, cap, kid_count, kid_cap;

    struct shape_named *named; /* while compiling: what a name already stands for */
    uint32_t named_count, named_cap;
    uint32_t depth, guards; /* while compiling */
};

/* Adds `schema` and all it needs; *index is its shape. -1: e says which type is impossible. */
MUST_CHECK int shape_add(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e);
void shape_fini(struct shapes *s);

/* What goes wrong while stepping, and where. */
struct shape_walk {
    const struct shapes *shapes;
    const uint8_t *end;
    const uint8_t *at; /* the byte that is wrong */
    enum reason reason;
    uint32_t empties;
};

/* The end of the value at p, or NULL with w->reason and w->at set. */
const uint8_t *shape_skip(struct shape_walk *w, uint32_t index, const uint8_t *p, unsigned depth);

#endif
