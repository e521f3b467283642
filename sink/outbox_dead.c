/* Dead letters of the notifiers, and the alerts that stand at a receiver that keeps state. */
#include "sink/outbox_io.h"

#include <inttypes.h>
#include <stdlib.h>

#define PAGE "200"

/* ---- dead letters ----------------------------------------------------------------------------*/

static void dead_field(struct outbox_dead *d, struct str name, const redisReply *value)
{
    struct str v = store_io_str(value);
    if (str_eq(name, STR_LIT("to")))
        snprintf(d->notifier, sizeof(d->notifier), "%.*s", STR_FMT(v));
    else if (str_eq(name, STR_LIT("er")))
        snprintf(d->why, sizeof(d->why), "%.*s", STR_FMT(v));
    else if (str_eq(name, STR_LIT("sc")))
        d->status = (long)store_io_int(value);
    else if (str_eq(name, STR_LIT("ty")))
        d->tries = (unsigned)store_io_int(value);
    else if (str_eq(name, STR_LIT("gv")))
        d->at_ms = store_io_int(value);
}

static bool read_dead(const redisReply *r, unsigned shard, struct outbox_dead *d)
{
    memset(d, 0, sizeof(*d));
    if (!outbox_io_entry(r, shard, &d->alert) || d->alert.lost)
        return false;
    const redisReply *fields = r->element[1];
    for (size_t i = 0; i + 1 < fields->elements; i += 2)
        dead_field(d, store_io_str(fields->element[i]), fields->element[i + 1]);
    return true;
}

/* A page of a shard, copied: `each` may use the connection. Returns how many, -1 with e. */
static int page_of(struct outbox *o, unsigned shard, char after[34], struct outbox_dead **out,
                   bool *more, struct err *e)
{
    char key[OUTBOX_KEY_CAP];
    int n = 0;
    outbox_io_words(o, shard, "XRANGE", outbox_io_key(key, shard, "dead", NULL), after, "+",
                    "COUNT", PAGE, NULL);
    if (outbox_io_send(o, e) != 0 || outbox_io_well(o, NULL, e) != 0)
        return -1;
    const redisReply *page = wire_reply(o->wire, 0);
    *more = page->type == REDIS_REPLY_ARRAY && page->elements > 0;
    *out = check_calloc(page->elements + 1, sizeof(**out));
    for (size_t i = 0; *more && i < page->elements; i++) {
        struct outbox_dead *d = &(*out)[n];
        bool ours = read_dead(page->element[i], shard, d);
        snprintf(after, 34, "(%s", d->alert.entry);
        n += ours && (!o->group[0] || strcmp(d->notifier, o->group) == 0);
    }
    wire_reset(o->wire);
    return n;
}

int outbox_dead(struct outbox *o, int (*each)(void *ctx, const struct outbox_dead *d), void *ctx,
                struct err *e)
{
    for (unsigned s = 0; s < o->cases.shards; s++) {
        char after[34] = "-";
        for (bool more = true; more;) {
            struct outbox_dead *page = NULL;
            int n = page_of(o, s, after, &page, &more, e), stop = 0;
            for (int i = 0; i < n && !stop; i++)
                stop = each(ctx, &page[i]);
            free(page);
            if (n < 0 || stop)
                return n < 0 ? -1 : 0;
        }
    }
    return 0;
}

void outbox_forget_dead(struct outbox *o, const struct outbox_alert *a)
{
    char key[OUTBOX_KEY_CAP];
    outbox_io_words(o, a->shard, "XDEL", outbox_io_key(key, a->shard, "dead", NULL), a->entry,
                    NULL);
}

/* ---- what stands there -----------------------------------------------------------------------*/

void outbox_live_told(struct outbox *o, unsigned shard, const char *case_id, int64_t now_ms)
{
    char key[OUTBOX_KEY_CAP], at[24];
    snprintf(at, sizeof(at), "%" PRId64, now_ms);
    outbox_io_words(o, shard, "ZADD", outbox_io_key(key, shard, "live", NULL), at, case_id, NULL);
}

void outbox_live_put(struct outbox *o, const struct outbox_alert *a, const char *json,
                     int64_t now_ms)
{
    char key[OUTBOX_KEY_CAP];
    outbox_live_told(o, a->shard, a->case_id, now_ms);
    outbox_io_words(o, a->shard, "HSET", outbox_io_key(key, a->shard, "live", a->case_id), a->id,
                    json, NULL);
}

void outbox_live_drop(struct outbox *o, unsigned shard, const char *case_id, const char *id)
{
    char key[OUTBOX_KEY_CAP];
    outbox_io_words(o, shard, "HDEL", outbox_io_key(key, shard, "live", case_id), id, NULL);
}

static void free_live(struct outbox_live *l)
{
    for (unsigned i = 0; i < l->count; i++)
        free(l->texts[i]);
    free(l->texts);
    free(l->ids);
    store_case_free(&l->c);
}

static void read_live(const redisReply *hash, const redisReply *alerts, unsigned shard,
                      const char *id, struct outbox_live *l)
{
    size_t n = alerts->type == REDIS_REPLY_ARRAY ? alerts->elements / 2 : 0;
    *l = (struct outbox_live){0};
    store_io_case(hash, shard, id, &l->c);
    l->ids = check_calloc(n + 1, sizeof(*l->ids));
    l->texts = check_calloc(n + 1, sizeof(*l->texts));
    for (size_t i = 0; i < n; i++) {
        snprintf(l->ids[l->count], OUTBOX_ID_CAP, "%.*s",
                 STR_FMT(store_io_str(alerts->element[2 * i])));
        l->texts[l->count++] = check_strdup(alerts->element[2 * i + 1]->str);
    }
}

int outbox_live_of(struct outbox *o, unsigned shard, const char *case_id,
                   int (*each)(void *ctx, const struct outbox_live *l), void *ctx, struct err *e)
{
    char key[OUTBOX_KEY_CAP];
    struct outbox_live l;
    if (outbox_flush(o, e) != 0)
        return -1;
    cases_get(wire_command(o->wire), shard, case_id);
    wire_push(o->wire, shard);
    outbox_io_words(o, shard, "HGETALL", outbox_io_key(key, shard, "live", case_id), NULL);
    if (outbox_io_send(o, e) != 0 || outbox_io_well(o, NULL, e) != 0)
        return -1;
    read_live(wire_reply(o->wire, 0), wire_reply(o->wire, 1), shard, case_id, &l);
    wire_reset(o->wire);
    int rc = 0;
    if (l.count == 0) /* the last one was dropped */
        outbox_io_words(o, shard, "ZREM", outbox_io_key(key, shard, "live", NULL), case_id, NULL);
    else
        rc = each(ctx, &l);
    free_live(&l);
    return rc;
}

static int due_ids(struct outbox *o, int64_t before_ms, unsigned limit, struct store_ids *ids,
                   struct err *e)
{
    char key[OUTBOX_KEY_CAP], before[26], most[12];
    snprintf(before, sizeof(before), "(%" PRId64, before_ms);
    snprintf(most, sizeof(most), "%u", limit);
    for (unsigned s = 0; s < o->cases.shards; s++)
        outbox_io_words(o, s, "ZRANGE", outbox_io_key(key, s, "live", NULL), "-inf", before,
                        "BYSCORE", "LIMIT", "0", most, NULL);
    if (outbox_io_send(o, e) != 0 || outbox_io_well(o, NULL, e) != 0)
        return -1;
    for (unsigned s = 0; s < o->cases.shards; s++) {
        const redisReply *r = wire_reply(o->wire, s);
        for (size_t i = 0; i < r->elements; i++)
            if (r->element[i]->len == KEYS_ID_CHARS)
                store_io_add(ids, s, store_io_str(r->element[i]));
    }
    wire_reset(o->wire);
    return 0;
}

int outbox_live_due(struct outbox *o, int64_t before_ms, unsigned limit,
                    int (*each)(void *ctx, const struct outbox_live *l), void *ctx, struct err *e)
{
    struct store_ids ids = {0};
    int rc = outbox_flush(o, e);
    if (rc == 0)
        rc = due_ids(o, before_ms, limit, &ids, e);
    for (size_t i = 0; rc == 0 && i < ids.count; i++)
        rc = outbox_live_of(o, ids.ids[i].shard, ids.ids[i].id, each, ctx, e);
    free(ids.ids);
    return rc == 0 ? outbox_flush(o, e) : rc;
}
