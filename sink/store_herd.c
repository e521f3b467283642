/* Incidents as the library keeps them: hash rd:{s}:hi:<id>, found by the index rd:{s}:his.
 *
 *   pr product   at began   pl places, commas between   en ended   ew by whom
 *   x "level, last complaint, distinct people within the window, complaints, reach, the reach that
 * an hour is measured by, and when, newest complaint by its own time, tidied, what raised the
 * level: s spread, r reach"
 *
 * A herd is its members alone, "<author> <case> <place>" by time; the authors are hashed. */
#include "sink/store_io.h"

#include "core/check.h"

#include <stdlib.h>

#define LISTED "199" /* last rank: the newest 200 incidents of a shard */

static int64_t number(struct str s)
{
    char digits[24] = "";
    if (s.len > 0 && s.len < sizeof(digits))
        memcpy(digits, s.ptr, s.len);
    return strtoll(digits, NULL, 10);
}

static void take_counts(struct store_incident *x, struct str text)
{
    struct str at[10] = {{0}};
    for (unsigned i = 0; i < 10 && text.len; i++) {
        const char *comma = memchr(text.ptr, ',', text.len);
        at[i] = (struct str){text.ptr, comma ? (uint32_t)(comma - text.ptr) : text.len};
        uint32_t used = at[i].len + (comma ? 1 : 0);
        text = (struct str){text.ptr + used, text.len - used};
    }
    x->level = (unsigned)(number(at[0]) & 3);
    x->last_ms = number(at[1]);
    x->people = (unsigned)(number(at[2]) & 0xffff);
    x->complaints = (unsigned)(number(at[3]) & 0xffffff);
    x->reach = number(at[4]);
    x->spread = at[9].len && memchr(at[9].ptr, 's', at[9].len);
    x->reached = at[9].len && memchr(at[9].ptr, 'r', at[9].len);
}

static void take_field(struct store_incident *x, struct str name, struct str value)
{
    if (str_eq(name, STR_LIT("pr")))
        x->product = value;
    else if (str_eq(name, STR_LIT("pl")))
        x->places = value;
    else if (str_eq(name, STR_LIT("ew")))
        x->ended_by = value;
    else if (str_eq(name, STR_LIT("at")))
        x->since_ms = number(value);
    else if (str_eq(name, STR_LIT("en")))
        x->ended_ms = number(value);
    else if (str_eq(name, STR_LIT("x")))
        take_counts(x, value);
}

static bool read_incident(const redisReply *hash, const struct store_id *id,
                          struct store_incident *x)
{
    *x = (struct store_incident){.shard = id->shard};
    memcpy(x->id, id->id, KEYS_HERD_CHARS);
    if (hash->type != REDIS_REPLY_ARRAY || hash->elements == 0)
        return false;
    for (size_t i = 0; i + 1 < hash->elements; i += 2)
        take_field(x, store_io_str(hash->element[i]), store_io_str(hash->element[i + 1]));
    return x->level > 0;
}

/* The incidents that the shards remember, the newest of each shard first. */
static int incident_ids(struct store *s, struct store_ids *ids, struct err *e)
{
    char key[KEYS_CAP];
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        keys_incidents(key, shard);
        store_io_words(s, shard, "ZRANGE", key, "0", LISTED, "REV", NULL);
    }
    if (store_io_flush(s, e) != 0)
        return -1;
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        const redisReply *r = store_io_reply(s, shard);
        for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++) {
            struct str id = store_io_str(r->element[i]);
            if (id.len == KEYS_HERD_CHARS)
                store_io_add(ids, shard, id);
        }
    }
    store_io_reset(s);
    return 0;
}

int store_incidents(struct store *s, void (*each)(void *ctx, const struct store_incident *x),
                    void *ctx, struct err *e)
{
    struct store_ids ids = {0};
    struct store_incident x;
    char key[KEYS_CAP];
    int rc = incident_ids(s, &ids, e);
    for (size_t i = 0; rc == 0 && i < ids.count; i++) {
        keys_incident(key, ids.ids[i].shard, ids.ids[i].id);
        store_io_words(s, ids.ids[i].shard, "HGETALL", key, NULL);
    }
    if (rc == 0 && ids.count > 0) {
        rc = store_io_flush(s, e);
        for (size_t i = 0; rc == 0 && i < ids.count; i++)
            if (read_incident(store_io_reply(s, (unsigned)i), &ids.ids[i], &x))
                each(ctx, &x);
        store_io_reset(s);
    }
    free(ids.ids);
    return rc;
}

/* ---- a herd ----------------------------------------------------------------------------------*/

static struct str word(struct str *rest)
{
    const char *blank = rest->len ? memchr(rest->ptr, ' ', rest->len) : NULL;
    struct str w = {rest->ptr, blank ? (uint32_t)(blank - rest->ptr) : rest->len};
    uint32_t used = w.len + (blank ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return w;
}

int store_herd(struct store *s, unsigned shard, const char *id,
               void (*each)(void *ctx, const struct store_member *m), void *ctx, struct err *e)
{
    char key[KEYS_CAP];
    keys_herd_of(key, shard, id);
    store_io_words(s, shard, "FCALL", "rd_herd", "1", key, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        struct str rest = store_io_str(r->element[i]);
        struct store_member m = {.at_ms = number(store_io_str(r->element[i + 1]))};
        m.author = word(&rest);
        m.case_id = word(&rest);
        m.place = rest;
        if (m.case_id.len == KEYS_ID_CHARS)
            each(ctx, &m);
    }
    store_io_reset(s);
    return 0;
}

int store_leaving(struct store *s, struct str group_id,
                  void (*each)(void *ctx, const struct store_leaver *x), void *ctx, struct err *e)
{
    char key[KEYS_CAP];
    unsigned shard;
    keys_leaving(key, group_id, s->cases.shards, &shard);
    store_io_words(s, shard, "ZRANGE", key, "0", "-1", "REV", "WITHSCORES", NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    const redisReply *r = store_io_reply(s, 0);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        struct str rest = store_io_str(r->element[i]);
        struct store_leaver x = {.at_ms = number(store_io_str(r->element[i + 1]))};
        x.author = word(&rest);
        word(&rest); /* the case */
        x.cancels = str_eq(rest, STR_LIT("c")) || str_eq(rest, STR_LIT("b"));
        x.leaves = str_eq(rest, STR_LIT("l")) || str_eq(rest, STR_LIT("b"));
        if (x.cancels || x.leaves)
            each(ctx, &x);
    }
    store_io_reset(s);
    return 0;
}

int store_incident_end(struct store *s, unsigned shard, const char *id, const char *who,
                       bool *ended, struct err *e)
{
    char record[KEYS_CAP], authors[KEYS_CAP];
    keys_incident(record, shard, id);
    keys_incident_authors(authors, shard, id);
    store_io_words(s, shard, "FCALL", "rd_incident_end", "2", record, authors, who, NULL);
    if (store_io_flush(s, e) != 0)
        return -1;
    *ended = store_io_int(store_io_reply(s, 0)) == 1;
    store_io_reset(s);
    return 0;
}
