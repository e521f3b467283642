/* member.h - struct event_fields as a table: what is called how, and where it lies.
 *
 * For whoever treats all fields alike: JSON in and out, the Avro encoder. The names are those of
 * the Avro schema. */
#ifndef REDRESS_CORE_MEMBER_H
#define REDRESS_CORE_MEMBER_H

#include "core/event.h"

#include <stddef.h>

enum member_type {
    MEMBER_ID,      /* struct str, absent: ptr NULL; a short name */
    MEMBER_TEXT,    /* struct str, absent: ptr NULL; what a person wrote */
    MEMBER_COUNT,   /* int64_t, absent: EVENT_ABSENT */
    MEMBER_RATING,  /* int32_t, absent: EVENT_ABSENT */
    MEMBER_REAL,    /* double, absent: < 0 */
    MEMBER_MOMENT,  /* int64_t, wall ms, absent: EVENT_ABSENT */
    MEMBER_KIND,    /* uint8_t, enum kind */
    MEMBER_CHANNEL, /* uint8_t, enum channel */
};

#define MEMBER_N 32

struct member {
    const char *name;
    enum member_type type;
    size_t offset; /* in struct event_fields */
};

extern const struct member member_table[MEMBER_N];

/* The member called `name`; NULL if there is none. */
const struct member *member_find(const char *name);

/* Where it lies in f; the type says as what. */
void *member_at(const struct event_fields *f, const struct member *m);

/* Has the writer said anything about it? Kind and channel always count as said. */
bool member_present(const struct event_fields *f, const struct member *m);

#endif
