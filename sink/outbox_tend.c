/* What is looked after every few seconds: what dead processes left, what was trimmed away unread,
 * ids that need no longer be remembered, and who is no longer in the group. */
#include "sink/outbox_io.h"

#include <inttypes.h>
#include <stdlib.h>

#define IDLE_CONSUMER_MS 3600000 /* a name is never used twice: it is gone for good */
#define PER_SHARD 4

static void queue_tending(struct outbox *o, unsigned s, int64_t idle_ms, int64_t forget_before_ms)
{
    char stream[KEYS_CAP], key[OUTBOX_KEY_CAP], idle[24], before[26], page[12];
    snprintf(idle, sizeof(idle), "%" PRId64, idle_ms);
    snprintf(before, sizeof(before), "(%" PRId64, forget_before_ms);
    snprintf(page, sizeof(page), "%u", o->page);
    keys_alerts(stream, s);
    outbox_io_words(o, s, "XAUTOCLAIM", stream, o->group, o->consumer, idle, "0", "COUNT", page,
                    "JUSTID", NULL);
    outbox_io_words(o, s, "ZREMRANGEBYSCORE", outbox_io_key(key, s, "sent", o->group), "-inf",
                    before, NULL);
    outbox_io_words(o, s, "XINFO", "STREAM", stream, NULL);
    outbox_io_words(o, s, "XINFO", "GROUPS", stream, NULL);
}

/* Member `name` of a flat list of names and values; NULL if there is none. */
static const redisReply *member(const redisReply *r, const char *name)
{
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2)
        if (str_eq(store_io_str(r->element[i]), str_from(name)))
            return r->element[i + 1];
    return NULL;
}

static const redisReply *group_of(const struct outbox *o, const redisReply *groups)
{
    for (size_t i = 0; groups->type == REDIS_REPLY_ARRAY && i < groups->elements; i++) {
        const redisReply *name = member(groups->element[i], "name");
        if (name && str_eq(store_io_str(name), str_from(o->group)))
            return groups->element[i];
    }
    return NULL;
}

static int64_t value(const redisReply *r, const char *name)
{
    const redisReply *v = member(r, name);
    return v && v->type == REDIS_REPLY_INTEGER ? v->integer : -1;
}

/* Entries trimmed are those ever added less those there; the group read so many of all. Redis does
 * not know the latter (nil) after some operations: then nothing is claimed. */
static void count(const struct outbox *o, const redisReply *stream, const redisReply *groups,
                  int64_t *lost, int64_t *waiting)
{
    const redisReply *group = group_of(o, groups);
    int64_t added = value(stream, "entries-added"), length = value(stream, "length");
    int64_t read = group ? value(group, "entries-read") : -1;
    int64_t lag = group ? value(group, "lag") : 0;
    *waiting += (group && value(group, "pending") > 0 ? value(group, "pending") : 0);
    *waiting += lag > 0 ? lag : 0;
    if (read >= 0 && added >= 0 && length >= 0 && added - length > read)
        *lost += added - length - read;
}

int outbox_tend(struct outbox *o, int64_t idle_ms, int64_t remember_ms, int64_t now_ms,
                int64_t *lost, int64_t *waiting, struct err *e)
{
    *lost = *waiting = 0;
    for (unsigned s = 0; s < o->cases.shards; s++)
        queue_tending(o, s, idle_ms, now_ms - remember_ms);
    if (outbox_io_send(o, e) != 0)
        return -1;
    for (unsigned s = 0; s < o->cases.shards; s++)
        count(o, wire_reply(o->wire, s * PER_SHARD + 2), wire_reply(o->wire, s * PER_SHARD + 3),
              lost, waiting);
    wire_reset(o->wire);
    return 0;
}

int outbox_count(struct outbox *o, int64_t *lost, int64_t *waiting, int64_t *dead, struct err *e)
{
    char stream[KEYS_CAP], key[OUTBOX_KEY_CAP];
    *lost = *waiting = *dead = 0;
    for (unsigned s = 0; s < o->cases.shards; s++) {
        keys_alerts(stream, s);
        outbox_io_words(o, s, "XINFO", "STREAM", stream, NULL);
        outbox_io_words(o, s, "XINFO", "GROUPS", stream, NULL);
        outbox_io_words(o, s, "XLEN", outbox_io_key(key, s, "dead", NULL), NULL);
    }
    if (outbox_io_send(o, e) != 0)
        return -1;
    for (unsigned s = 0; s < o->cases.shards; s++) {
        count(o, wire_reply(o->wire, s * 3), wire_reply(o->wire, s * 3 + 1), lost, waiting);
        *dead += store_io_int(wire_reply(o->wire, s * 3 + 2));
    }
    wire_reset(o->wire);
    return 0;
}

/* ---- leaving ---------------------------------------------------------------------------------*/

/* Consumers of a shard that can be forgotten: this one, and those of processes long dead, unless
 * something is still pending there (it would be dropped with them). */
static void queue_leaving(struct outbox *o, unsigned shard, const redisReply *consumers)
{
    char key[KEYS_CAP], name[128];
    keys_alerts(key, shard);
    for (size_t i = 0; consumers->type == REDIS_REPLY_ARRAY && i < consumers->elements; i++) {
        const redisReply *c = consumers->element[i], *called = member(c, "name");
        if (!called || value(c, "pending") != 0)
            continue;
        snprintf(name, sizeof(name), "%s", called->str ? called->str : "");
        if (strcmp(name, o->consumer) == 0 || value(c, "idle") > IDLE_CONSUMER_MS)
            outbox_io_words(o, shard, "XGROUP", "DELCONSUMER", key, o->group, name, NULL);
    }
}

static void leave(struct outbox *o)
{
    struct err e;
    unsigned shards = o->cases.shards;
    char key[KEYS_CAP];
    redisReply **seen = check_calloc(shards, sizeof(*seen));
    for (unsigned s = 0; s < shards; s++) {
        const char *argv[] = {"XINFO", "CONSUMERS", key, o->group};
        keys_alerts(key, s);
        if (!(seen[s] = wire_call(o->wire, s, &e, 4, argv, NULL)))
            break; /* Redis is away, or the group is: there is nothing to leave */
    }
    for (unsigned s = 0; s < shards && seen[s]; s++)
        queue_leaving(o, s, seen[s]);
    if (wire_queued(o->wire) > 0 && wire_flush(o->wire, &e) == WIRE_OK)
        wire_reset(o->wire);
    for (unsigned s = 0; s < shards; s++)
        freeReplyObject(seen[s]);
    free(seen);
}

void outbox_free(struct outbox *o)
{
    if (!o)
        return;
    if (o->grouped[0])
        leave(o);
    wire_free(o->wire);
    free(o->grouped);
    free(o->after);
    free(o);
}
