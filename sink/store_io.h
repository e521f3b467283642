/* store_io.h - what the files of the store share: one wire, one way to ask. Private to
 * sink/store*.c. */
#ifndef REDRESS_SINK_STORE_IO_H
#define REDRESS_SINK_STORE_IO_H

#include "sink/store.h"
#include "sink/wire.h"

struct store {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    char (*alerts_after)[32]; /* last alert seen, for each shard; NULL before store_alerts */
    bool uncertain;           /* the last flush had to be repeated: it may have been done twice */
};

/* Queues a command made of words; the last one is followed by NULL. */
void store_io_words(struct store *s, unsigned shard, ...);
/* Sends the queue, up to three times with pauses if the connection fails. -1: e says what failed,
 * or which error Redis replied; the queue is forgotten. */
MUST_CHECK int store_io_flush(struct store *s, struct err *e);
const redisReply *store_io_reply(const struct store *s, unsigned i);
void store_io_reset(struct store *s);

static inline struct str store_io_str(const redisReply *r)
{
    if (r->type != REDIS_REPLY_STRING && r->type != REDIS_REPLY_STATUS)
        return STR_NONE;
    return (struct str){r->str, (uint32_t)r->len};
}
/* Integer of an integer or a decimal string; 0 if it is neither. */
int64_t store_io_int(const redisReply *r);

/* Copies an HGETALL into a case, which then owns its strings. */
void store_io_case(const redisReply *hash, unsigned shard, const char *id, struct store_case *out);

/* ids of one kind, of cases or of incidents, growing */
struct store_ids {
    struct store_id {
        char id[KEYS_ID_CHARS + 1];
        unsigned shard;
        int64_t key;
    } * ids;
    size_t count, cap;
};
void store_io_add(struct store_ids *ids, unsigned shard, struct str id);
/* Sorts by shard and id and removes doubles. */
void store_io_unique(struct store_ids *ids);
/* All open cases (ZSCAN of every due set), those whose id begins with `prefix`. */
MUST_CHECK int store_io_open_ids(struct store *s, const char *prefix, struct store_ids *ids,
                                 struct err *e);
/* Reads all of ids: calls each with a borrowed case for those that are there. */
MUST_CHECK int store_io_fetch(struct store *s, const struct store_ids *ids,
                              void (*each)(void *ctx, size_t i, const struct store_case *c),
                              void *ctx, struct err *e);

#endif
