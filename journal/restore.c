/* What is known of each case so far is kept here, 100 bytes a case; nothing is asked of Redis. */
#include "journal/restore_in.h"

#include "core/clock.h"
#include "sink/known.h"
#include "sink/leaving.h"

#include <poll.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>

#define ATTEMPTS 10

struct restore *restore_new(const struct config *cfg, struct err *e)
{
    struct wire *w = wire_new(cfg, e);
    if (!w)
        return NULL;
    struct restore *r = check_calloc(1, sizeof(*r));
    r->cfg = cfg;
    r->wire = w;
    cases_init(&r->cases, cfg);
    r->shards = check_calloc(r->cases.shards, sizeof(*r->shards));
    r->history = history_new(r->cases.shards, cfg->cases_log_keep);
    r->now_ms = clock_wall().ms;
    return r;
}

void restore_free(struct restore *r)
{
    if (!r)
        return;
    tdestroy(r->known, free);
    tdestroy(r->lasting, free);
    wire_free(r->wire);
    history_free(r->history);
    free(r->shards);
    free(r);
}

struct restore_counts restore_counts(const struct restore *r)
{
    return r->counts;
}

/* ---- commands --------------------------------------------------------------------------------*/

int restore_flush(struct restore *r, struct err *e)
{
    unsigned backoff = 0;
    enum wire_result result = WIRE_AGAIN;
    for (int i = 0; i < ATTEMPTS && result == WIRE_AGAIN; i++) {
        if (i > 0)
            poll(NULL, 0, wire_backoff_ms(r->cfg, &backoff));
        result = wire_flush(r->wire, e);
    }
    for (unsigned i = 0; result == WIRE_OK && i < wire_queued(r->wire); i++) {
        const redisReply *reply = wire_reply(r->wire, i);
        if (reply->type == REDIS_REPLY_ERROR) {
            err_set(e, "redis: %.*s", (int)reply->len, reply->str);
            result = WIRE_AGAIN;
        }
    }
    wire_reset(r->wire);
    return result == WIRE_OK ? 0 : -1;
}

struct command *restore_command(struct restore *r, const char *name, const char *key, size_t len)
{
    struct command *c = wire_command(r->wire);
    command_begin(c);
    command_text(c, name);
    command_bytes(c, key, len);
    return c;
}

void restore_push(struct restore *r, unsigned shard)
{
    command_end(wire_command(r->wire));
    wire_push(r->wire, shard);
}

/* ---- empty? ----------------------------------------------------------------------------------*/

static int64_t keys_there(struct restore *r, struct err *e)
{
    const char *argv[] = {"DBSIZE"};
    int64_t most = 0;
    for (unsigned s = 0; s < r->cases.shards; s++)
        wire_queue(r->wire, s, 1, argv, NULL);
    if (wire_flush(r->wire, e) != WIRE_OK)
        return -1;
    for (unsigned s = 0; s < r->cases.shards; s++) {
        const redisReply *reply = wire_reply(r->wire, s);
        if (reply->type == REDIS_REPLY_INTEGER && reply->integer > most)
            most = reply->integer;
    }
    wire_reset(r->wire);
    return most;
}

int restore_begin(struct restore *r, struct err *e)
{
    const char *get[] = {"GET", RESTORE_MARK},
               *set[] = {"SET", RESTORE_MARK, r->cfg->journal_topic};
    int64_t keys = keys_there(r, e);
    if (keys < 0)
        return -1;
    redisReply *mark = wire_call(r->wire, 0, e, 2, get, NULL);
    if (!mark)
        return -1;
    bool ours = mark->type == REDIS_REPLY_STRING && strcmp(mark->str, r->cfg->journal_topic) == 0;
    freeReplyObject(mark);
    if (keys > 0 && !ours)
        return err_set(e,
                       "redis.address = '%s': not empty, %lld keys; rebuild writes only into an "
                       "empty Redis (or goes on with its own unfinished work)",
                       r->cfg->redis_address, (long long)keys);
    wire_queue(r->wire, 0, 3, set, NULL);
    return restore_flush(r, e);
}

/* ---- a case ----------------------------------------------------------------------------------*/

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, KEYS_ID_CHARS);
}

/* Is this picture newer than what is known? Notes it. */
static bool is_newer(struct restore *r, const struct record *x)
{
    struct restore_known *k = check_calloc(1, sizeof(*k));
    memcpy(k->id, x->case_id.ptr, KEYS_ID_CHARS);
    k->opened_ms = INT64_MIN;
    struct restore_known *found = *(struct restore_known **)tsearch(k, &r->known, by_id);
    if (found == k)
        r->counts.cases++;
    else
        free(k);
    if (x->opened_ms < found->opened_ms ||
        (x->opened_ms == found->opened_ms && x->state_rev < found->rev))
        return false;
    found->opened_ms = x->opened_ms;
    found->rev = x->state_rev;
    return true;
}

static struct str field(const struct record *x, const char *name)
{
    for (unsigned i = 0; i < x->fields.count; i++)
        if (str_eq(x->fields.at[i].name, str_from(name)))
            return x->fields.at[i].value;
    return STR_NONE;
}

static int64_t number(struct str s)
{
    char digits[24] = "";
    if (s.len < sizeof(digits) && s.len > 0)
        memcpy(digits, s.ptr, s.len);
    return strtoll(digits, NULL, 10);
}

static void put_in_set(struct restore *r, unsigned shard, const char *key, size_t len, bool in,
                       int64_t score, const char *id)
{
    struct command *c = restore_command(r, in ? "ZADD" : "ZREM", key, len);
    if (in)
        command_int(c, score);
    command_text(c, id);
    restore_push(r, shard);
}

static void put_case(struct restore *r, unsigned shard, const struct record *x, const char *id)
{
    char key[KEYS_CAP];
    size_t len = keys_case(key, shard, id);
    bool forgotten = x->expires_ms && x->expires_ms <= r->now_ms;
    restore_command(r, "DEL", key, len);
    restore_push(r, shard);
    if (!forgotten) {
        struct command *c = restore_command(r, "HSET", key, len);
        for (unsigned i = 0; i < x->stored.count; i++) {
            command_str(c, x->stored.at[i].name);
            command_str(c, x->stored.at[i].value);
        }
        restore_push(r, shard);
    }
    if (!forgotten && x->expires_ms) {
        command_int(restore_command(r, "PEXPIREAT", key, len), x->expires_ms);
        restore_push(r, shard);
    }
    len = keys_due(key, shard);
    put_in_set(r, shard, key, len, !forgotten && x->wake_ms, x->wake_ms, id);
    len = keys_queue(key, shard);
    put_in_set(r, shard, key, len, !forgotten && x->placed, x->place, id);
    r->counts.expired += forgotten;
}

/* ---- what outlasts a case --------------------------------------------------------------------*/

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct restore_lasting *)a)->key,
                  ((const struct restore_lasting *)b)->key);
}

static void lasts(struct restore *r, unsigned shard, const char *key, int64_t expires_ms,
                  int64_t newest_ms, int64_t window_ms)
{
    struct restore_lasting *l = check_calloc(1, sizeof(*l));
    snprintf(l->key, sizeof(l->key), "%s", key);
    l->shard = shard;
    struct restore_lasting *found = *(struct restore_lasting **)tsearch(l, &r->lasting, by_key);
    if (found != l)
        free(l);
    if (expires_ms > found->expires_ms)
        found->expires_ms = expires_ms;
    if (newest_ms > found->newest_ms)
        found->newest_ms = newest_ms;
    found->window_ms = window_ms;
}

/* A member of a herd as the herd itself has it (redress journal --all). */
static void add_to_herd(struct restore *r, unsigned shard, const char *key, size_t len,
                        const struct record *x, int64_t window_ms)
{
    struct command *c = restore_command(r, "ZADD", key, len);
    command_text(c, "GT");
    command_int(c, x->memory.value);
    command_str(c, x->memory.field);
    restore_push(r, shard);
    lasts(r, shard, key, x->memory.expires_ms, x->memory.value, window_ms);
}

static int put_memory(struct restore *r, unsigned shard, const struct record *x, struct err *e)
{
    char key[KEYS_CAP];
    int n = snprintf(key, sizeof(key), "rd:{%u}:%.*s", shard, STR_FMT(x->memory.key));
    if (n < 0 || (size_t)n >= sizeof(key))
        return err_set(e, "case %.*s rev %lld: memory.key is too long", STR_FMT(x->case_id),
                       (long long)x->rev);
    if (x->memory.key.len > 5 && memcmp(x->memory.key.ptr, "herd:", 5) == 0) {
        add_to_herd(r, shard, key, (size_t)n, x, r->cases.herd_window_ms);
        return 0;
    }
    if (x->memory.key.len > 3 && memcmp(x->memory.key.ptr, "lv:", 3) == 0) {
        add_to_herd(r, shard, key, (size_t)n, x, LEAVING_KEEP_MS);
        return 0;
    }
    /* A later transition of a case is copied later, so a plain HSET keeps the newest. */
    struct command *c = restore_command(r, "HSET", key, (size_t)n);
    command_str(c, x->memory.field);
    command_int(c, x->memory.value);
    restore_push(r, shard);
    lasts(r, shard, key, x->memory.expires_ms, 0, 0);
    return 0;
}

static void put_herd(struct restore *r, unsigned shard, const struct record *x)
{
    char key[KEYS_CAP];
    size_t len = keys_herd(key, shard, field(x, "pr"));
    int64_t created = number(field(x, "cr"));
    created = created < x->at_ms ? created : x->at_ms; /* as herd_note in redress.lua */
    struct command *c = restore_command(r, "ZADD", key, len);
    command_text(c, "GT");
    command_int(c, created);
    command_str(c, x->author);
    restore_push(r, shard);
    lasts(r, shard, key, x->at_ms + r->cases.herd_window_ms, created, r->cases.herd_window_ms);
}

/* As rd_leaving does, but that an alert was given: it may be given again within the hour. */
static void put_leaving(struct restore *r, const struct record *x)
{
    char key[KEYS_CAP];
    unsigned shard;
    struct str group = field(x, "gr"), flags = field(x, "fg");
    int64_t created = number(field(x, "cr"));
    char what = leaving_of(group, str_eq(field(x, "dm"), str_from(vocab_demand[DEMAND_CANCEL])),
                           flags.len && memmem(flags.ptr, flags.len, "churn", 5));
    created = created < x->at_ms ? created : x->at_ms;
    if (!what || x->author.len < 27 || r->cases.leaving_people == 0 ||
        created <= x->at_ms - LEAVING_KEEP_MS ||
        str_eq(field(x, "kd"), str_from(vocab_kind[KIND_CUSTOMER_MESSAGE])))
        return;
    struct command *c =
        restore_command(r, "ZADD", key, keys_leaving(key, group, r->cases.shards, &shard));
    char member[29];
    command_text(c, "NX");
    command_int(c, created);
    memcpy(member, x->author.ptr, 27); /* "<author> <case>" */
    member[27] = ' ';
    member[28] = what;
    command_bytes(c, member, sizeof(member));
    restore_push(r, shard);
    lasts(r, shard, key, x->at_ms + LEAVING_KEEP_MS, created, LEAVING_KEEP_MS);
}

/* The same call as the writer's, which counts each complaint once. */
static void put_known(struct restore *r, const struct record *x)
{
    char key[KEYS_CAP];
    struct known k;
    if (x->author.len < 27 || str_eq(field(x, "kd"), str_from(vocab_kind[KIND_CUSTOMER_MESSAGE])) ||
        !known_at(&r->cases, x->author.ptr, x->author.ptr + 11, number(field(x, "cr")), r->now_ms,
                  &k))
        return;
    known_count(&r->cases, wire_command(r->wire), &k, str_eq(x->event, STR_LIT("open")) ? 1 : 2,
                r->now_ms);
    wire_push(r->wire, k.shard);
    keys_known(key, k.shard, k.bucket);
    lasts(r, k.shard, key, r->now_ms + known_keep_ms(&r->cases), 0, 0);
}

int restore_record(struct restore *r, const struct record *x, struct err *e)
{
    char id[KEYS_ID_CHARS + 1] = "";
    unsigned shard = (unsigned)x->shard;
    r->counts.records++;
    if (x->case_id.len > KEYS_ID_CHARS || (x->has_state && x->case_id.len < KEYS_ID_CHARS))
        return err_set(e, "case_id '%.*s': not the id of a case", STR_FMT(x->case_id));
    if (x->case_id.len)
        memcpy(id, x->case_id.ptr, x->case_id.len);
    if (x->has_state)
        shard = keys_shard(field(x, "pr"), r->cases.shards);
    if (shard != (unsigned)x->shard)
        return err_set(e,
                       "case %s: the journal has it in shard %d, redis.shards = %u puts it into "
                       "%u; set redis.shards as it was",
                       id, x->shard, r->cases.shards, shard);
    if (shard >= r->cases.shards)
        return err_set(e, "case %s: shard %u, but redis.shards = %u", id, shard, r->cases.shards);
    struct restore_shard *s = &r->shards[shard];
    s->latest_ms = x->at_ms > s->latest_ms ? x->at_ms : s->latest_ms;
    history_add(r->history, shard, x);
    if (!x->has_state)
        r->counts.gone++;
    else if (is_newer(r, x))
        put_case(r, shard, x, id);
    else
        r->counts.doubles++;
    if (x->memory.key.ptr && put_memory(r, shard, x, e) != 0)
        return -1;
    if (x->has_state && x->author.ptr) {
        put_herd(r, shard, x);
        put_leaving(r, x);
        put_known(r, x);
    }
    return wire_queued(r->wire) >= RESTORE_PIPELINE ? restore_flush(r, e) : 0;
}
