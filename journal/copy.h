/* copy.h - one round of copying. Private to journal/; one thread. */
#ifndef REDRESS_JOURNAL_COPY_H
#define REDRESS_JOURNAL_COPY_H

#include "core/config.h"
#include "journal/record.h"
#include "journal/topic.h"
#include "sink/cases.h"
#include "sink/wire.h"

struct redisReply;

#define COPY_OWNER_MAX 96

struct copy {
    const struct config *cfg;
    unsigned shards;
    struct wire *wire;
    struct topic *topic; /* NULL: to be made (again) */
    const _Atomic bool *stop;
    char owner[COPY_OWNER_MAX]; /* of the leases; no other process has the same */
    struct record_field fields[RECORD_FIELDS_MAX], stored[RECORD_FIELDS_MAX];
    char *room; /* what the strings of one case need that are not in the reply */
    size_t room_used, room_cap;
    /* of the last round */
    uint64_t copied;
    unsigned owned;     /* shards whose lease is ours */
    int64_t waiting_ms; /* age of the oldest entry that was there to copy */
};

MUST_CHECK int copy_init(struct copy *c, const struct config *cfg, const _Atomic bool *stop,
                         struct err *e);
void copy_fini(struct copy *c);

/* Copies journal.batch entries of every shard whose lease is ours at most. -1: e says what is away;
 * what Kafka may have got will be copied again. */
MUST_CHECK int copy_round(struct copy *c, struct err *e);

/* Copies every case that is there, and what is remembered, whatever was copied before. -1 as above.
 */
MUST_CHECK int copy_all(struct copy *c, struct err *e);

/* A reply's text, borrowed; STR_NONE if it is none. And a number in decimal, 0 if it is none. */
struct str copy_text(const struct redisReply *r);
int64_t copy_number(struct str s);

/* Is this a field of a case with words of people in it? The journal has none of these. */
bool copy_is_text(struct str name);

/* Puts rd_peek's answer for a case into a record; its strings live until the next call or the
 * wire's reset. */
void copy_state(struct copy *c, struct record *r, const struct redisReply *peek);

#endif
