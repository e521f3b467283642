/* The two streams of a shard, read: what happened (log) and what people must know (alerts). Shards
 * are asked one after the other or all in one pipeline, never blocking: on a cluster they live on
 * different nodes, where one XREAD cannot wait for all. */
#include "sink/store_io.h"

#include "core/check.h"
#include "sink/entry.h"

#include <stdlib.h>

#define PAGE "1000"

static void entry_field(void *ctx, struct str name, struct str v)
{
    struct store_entry *x = ctx;
    if (str_eq(name, STR_LIT("id")))
        x->id = v;
    else if (str_eq(name, STR_LIT("event")))
        x->event = v;
    else if (str_eq(name, STR_LIT("who")))
        x->who = v;
    else if (str_eq(name, STR_LIT("st")))
        x->state = v;
    else if (str_eq(name, STR_LIT("ca")))
        x->causes = v;
    else if (str_eq(name, STR_LIT("pr")))
        x->product = v;
    else if (str_eq(name, STR_LIT("wy")))
        x->why = v;
    else if (str_eq(name, STR_LIT("rev")))
        x->rev = entry_number(v);
    else if (str_eq(name, STR_LIT("at")))
        x->at_ms = entry_number(v);
    else if (str_eq(name, STR_LIT("du")))
        x->due_ms = entry_number(v);
    else if (str_eq(name, STR_LIT("p")))
        x->priority = (unsigned)entry_number(v);
}

/* A stream's entry: [stream id, [name, value, ...]]. */
static bool read_entry(const redisReply *r, unsigned shard, struct store_entry *x)
{
    *x = (struct store_entry){.shard = shard};
    if (r->type != REDIS_REPLY_ARRAY || r->elements != 2 ||
        r->element[1]->type != REDIS_REPLY_ARRAY)
        return false;
    entry_each(r->element[1], entry_field, x);
    return x->id.len >= KEYS_ID_CHARS;
}

static void position(const redisReply *entry, char out[32])
{
    struct str id = entry->elements == 2 ? store_io_str(entry->element[0]) : STR_NONE;
    if (id.len < 32)
        snprintf(out, 32, "%.*s", STR_FMT(id));
}

/* ---- one case --------------------------------------------------------------------------------*/

struct past {
    struct store_entry *entries; /* newest first; strings owned */
    unsigned count, limit;
};

static char *copy_str(struct str *s, char *to)
{
    if (s->len)
        memcpy(to, s->ptr, s->len);
    s->ptr = to;
    return to + s->len;
}

static void keep_entry(struct past *p, const struct store_entry *x)
{
    struct store_entry *to = &p->entries[p->count++];
    *to = *x;
    char *mem = check_malloc(x->id.len + x->event.len + x->who.len + x->state.len + 1u);
    mem = copy_str(&to->id, mem); /* id.ptr is the start of the memory */
    mem = copy_str(&to->event, mem);
    mem = copy_str(&to->who, mem);
    copy_str(&to->state, mem);
    to->causes = to->product = to->why = STR_NONE;
}

/* false: enough, or the case did not exist before. */
static bool take_back(struct past *p, const redisReply *page, const struct store_case *c,
                      char before[32])
{
    for (size_t i = 0; i < page->elements; i++) {
        struct store_entry x;
        position(page->element[i], before);
        if (!read_entry(page->element[i], c->shard, &x))
            continue;
        if (x.at_ms && x.at_ms < c->head.state.opened_ms)
            return false;
        if (!str_eq(x.id, str_from(c->id)))
            continue;
        keep_entry(p, &x);
        if (p->count == p->limit || x.rev == 1)
            return false;
    }
    return page->elements > 0;
}

static int read_back(struct store *s, const struct store_case *c, struct past *p, struct err *e)
{
    char key[KEYS_CAP], before[32] = "+", from[34];
    keys_log(key, c->shard);
    for (bool more = true; more;) {
        snprintf(from, sizeof(from), "%s%s", before[0] == '+' ? "" : "(", before);
        store_io_words(s, c->shard, "XREVRANGE", key, from, "-", "COUNT", PAGE, NULL);
        if (store_io_flush(s, e) != 0)
            return -1;
        const redisReply *page = store_io_reply(s, 0);
        more = page->type == REDIS_REPLY_ARRAY && take_back(p, page, c, before);
        store_io_reset(s);
    }
    return 0;
}

int store_history(struct store *s, const struct store_case *c, unsigned limit,
                  void (*each)(void *ctx, const struct store_entry *entry), void *ctx,
                  struct err *e)
{
    struct past p = {.entries = check_calloc(limit, sizeof(*p.entries)), .limit = limit};
    int rc = read_back(s, c, &p, e);
    for (unsigned i = p.count; i-- > 0;) {
        if (rc == 0)
            each(ctx, &p.entries[i]);
        free((char *)p.entries[i].id.ptr);
    }
    free(p.entries);
    return rc;
}

/* ---- all of it -------------------------------------------------------------------------------*/

int store_log(struct store *s, void (*each)(void *ctx, const struct store_entry *entry), void *ctx,
              struct err *e)
{
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        char key[KEYS_CAP], after[32] = "-", from[34];
        keys_log(key, shard);
        for (bool more = true; more;) {
            snprintf(from, sizeof(from), "%s%s", after[0] == '-' ? "" : "(", after);
            store_io_words(s, shard, "XRANGE", key, from, "+", "COUNT", PAGE, NULL);
            if (store_io_flush(s, e) != 0)
                return -1;
            const redisReply *page = store_io_reply(s, 0);
            more = page->type == REDIS_REPLY_ARRAY && page->elements > 0;
            for (size_t i = 0; more && i < page->elements; i++) {
                struct store_entry x;
                position(page->element[i], after);
                if (read_entry(page->element[i], shard, &x))
                    each(ctx, &x);
            }
            store_io_reset(s);
        }
    }
    return 0;
}

/* ---- alerts ----------------------------------------------------------------------------------*/

/* Where the stream of each shard ends now, and its last `past` entries. */
static int first_alerts(struct store *s, unsigned past,
                        void (*each)(void *ctx, const struct store_entry *entry), void *ctx,
                        struct err *e)
{
    char key[KEYS_CAP], count[16];
    snprintf(count, sizeof(count), "%u", past ? past : 1);
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        keys_alerts(key, shard);
        store_io_words(s, shard, "XREVRANGE", key, "+", "-", "COUNT", count, NULL);
    }
    if (store_io_flush(s, e) != 0)
        return -1;
    s->alerts_after = check_calloc(s->cases.shards, sizeof(*s->alerts_after));
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        const redisReply *page = store_io_reply(s, shard);
        struct store_entry x;
        strcpy(s->alerts_after[shard], "0");
        if (page->type != REDIS_REPLY_ARRAY || page->elements == 0)
            continue;
        position(page->element[0], s->alerts_after[shard]);
        for (size_t i = page->elements; past && i-- > 0;)
            if (read_entry(page->element[i], shard, &x))
                each(ctx, &x);
    }
    store_io_reset(s);
    return 0;
}

static void next_alerts(struct store *s, unsigned shard, const redisReply *r,
                        void (*each)(void *ctx, const struct store_entry *entry), void *ctx)
{
    struct store_entry x;
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++) {
        position(r->element[i], s->alerts_after[shard]);
        if (read_entry(r->element[i], shard, &x))
            each(ctx, &x);
    }
}

int store_alerts(struct store *s, unsigned past,
                 void (*each)(void *ctx, const struct store_entry *entry), void *ctx, struct err *e)
{
    char key[KEYS_CAP], from[34];
    if (!s->alerts_after)
        return first_alerts(s, past, each, ctx, e);
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        keys_alerts(key, shard);
        snprintf(from, sizeof(from), "(%s", s->alerts_after[shard]);
        store_io_words(s, shard, "XRANGE", key, from, "+", "COUNT", PAGE, NULL);
    }
    if (store_io_flush(s, e) != 0)
        return -1;
    for (unsigned shard = 0; shard < s->cases.shards; shard++)
        next_alerts(s, shard, store_io_reply(s, shard), each, ctx);
    store_io_reset(s);
    return 0;
}
