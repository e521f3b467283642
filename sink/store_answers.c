/* Sketches of what a seller answered, so that the next answer can be compared with them. */
#include "sink/store_io.h"

#include <inttypes.h>
#include <stdio.h>

int store_answers(struct store *s, struct str seller_id, unsigned limit,
                  void (*each)(void *ctx, struct str sketch), void *ctx, struct err *e)
{
    char key[KEYS_CAP], last[16];
    unsigned shard;
    keys_answers(key, seller_id, s->cases.shards, &shard);
    snprintf(last, sizeof(last), "%u", limit - 1);
    if (limit == 0)
        return 0;
    store_io_words(s, shard, "LRANGE", key, "0", last, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++)
        each(ctx, store_io_str(r->element[i]));
    store_io_reset(s);
    return 0;
}

int store_answered(struct store *s, struct str seller_id, const char *sketch, unsigned keep,
                   struct err *e)
{
    char key[KEYS_CAP], last[16], ttl[24];
    unsigned shard;
    if (keep == 0)
        return 0;
    keys_answers(key, seller_id, s->cases.shards, &shard);
    snprintf(last, sizeof(last), "%u", keep - 1);
    snprintf(ttl, sizeof(ttl), "%" PRId64, s->cases.tombstone_ms);
    store_io_words(s, shard, "LPUSH", key, sketch, NULL);
    store_io_words(s, shard, "LTRIM", key, "0", last, NULL);
    store_io_words(s, shard, "PEXPIRE", key, ttl, NULL);
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}
