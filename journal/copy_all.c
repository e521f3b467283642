/* Everything that is in Redis now, whatever the log still has of it: for the first day of a
 * journal, and for one that was lost. */
#include "journal/copy.h"

#include "core/clock.h"
#include "sink/scan.h"

#include <stdatomic.h>
#include <stdlib.h>

#define PAGE 200

/* Keys of a page, to be read in one pipeline. */
struct all {
    struct copy *c;
    char **keys;
    unsigned count, cap;
    int64_t now_ms;
    bool memories; /* of this walk: what is remembered, else the cases */
};

/* Is it a sorted set, or a text that rd_herd tells as one? */
static bool is_herd(struct str kind)
{
    return str_eq(kind, STR_LIT("herd")) || str_eq(kind, STR_LIT("lv"));
}

static bool is_memory(struct str kind)
{
    return str_eq(kind, STR_LIT("tb")) || str_eq(kind, STR_LIT("ms")) || is_herd(kind);
}

static void take_key(void *ctx, const struct scan_key *key)
{
    struct all *a = ctx;
    bool is_case = str_eq(key->kind, STR_LIT("c")) && key->rest.len == KEYS_ID_CHARS;
    if (a->memories ? !is_memory(key->kind) : !is_case)
        return;
    if (a->count == a->cap) {
        a->cap = a->cap ? a->cap * 2 : PAGE;
        a->keys = check_realloc(a->keys, a->cap * sizeof(*a->keys));
    }
    a->keys[a->count++] = check_strdup(key->key.ptr);
}

static struct scan_key parse(const char *key)
{
    struct scan_key k;
    CHECK(scan_parse(str_from(key), &k));
    return k;
}

static void ask(struct all *a, const char *key)
{
    struct scan_key k = parse(key);
    const char *hash[] = {"HGETALL", key}, *members[] = {"FCALL", "rd_herd", "1", key};
    const char *expiry[] = {"PEXPIRETIME", key};
    if (!a->memories) {
        const char *id = k.rest.ptr;
        cases_peek(wire_command(a->c->wire), k.shard, &id, 1);
        wire_push(a->c->wire, k.shard);
        return;
    }
    bool herd = is_herd(k.kind);
    wire_queue(a->c->wire, k.shard, herd ? 4 : 2, herd ? members : hash, NULL);
    wire_queue(a->c->wire, k.shard, 2, expiry, NULL);
}

static int send_case(struct all *a, const char *key, const redisReply *r, struct err *e)
{
    struct scan_key k = parse(key);
    struct record x = {.case_id = k.rest,
                       .event = STR_LIT("snapshot"),
                       .who = STR_LIT(""),
                       .log_id = STR_LIT(""),
                       .at_ms = a->now_ms,
                       .shard = (int32_t)k.shard};
    if (r->type == REDIS_REPLY_ARRAY && r->elements == 1)
        copy_state(a->c, &x, r->element[0]);
    if (!x.has_state)
        return 0; /* forgotten since */
    x.rev = x.state_rev;
    for (unsigned i = 0; i < x.fields.count; i++)
        if (str_eq(x.fields.at[i].name, STR_LIT("st")))
            x.state = x.fields.at[i].value;
    a->c->copied++;
    return topic_send(a->c->topic, &x, a->c->stop, e);
}

/* A record for each thing remembered; its key in Kafka is what it is about. */
static int send_memory(struct all *a, const char *key, const redisReply *r, int64_t expires_ms,
                       struct err *e)
{
    struct scan_key k = parse(key);
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        const redisReply *name = r->element[i], *value = r->element[i + 1];
        struct record x = {.event = STR_LIT("memory"),
                           .who = STR_LIT(""),
                           .state = STR_LIT(""),
                           .log_id = STR_LIT(""),
                           .at_ms = a->now_ms,
                           .shard = (int32_t)k.shard};
        x.memory.key = (struct str){k.kind.ptr, (uint32_t)(k.key.ptr + k.key.len - k.kind.ptr)};
        x.memory.field = (struct str){name->str, (uint32_t)name->len};
        x.memory.value = strtoll(value->str, NULL, 10);
        x.memory.expires_ms = expires_ms > 0 ? expires_ms : a->now_ms;
        x.case_id = x.memory.field;
        if (x.case_id.len > KEYS_ID_CHARS)
            x.case_id.len = KEYS_ID_CHARS;
        a->c->copied++;
        if (topic_send(a->c->topic, &x, a->c->stop, e) != 0)
            return -1;
    }
    return 0;
}

static int send_page(struct all *a, struct err *e)
{
    int rc = 0;
    for (unsigned i = 0; i < a->count; i++)
        ask(a, a->keys[i]);
    if (a->count > 0 && wire_flush(a->c->wire, e) != WIRE_OK)
        rc = -1;
    for (unsigned i = 0; i < a->count && rc == 0; i++)
        rc = a->memories ? send_memory(a, a->keys[i], wire_reply(a->c->wire, 2 * i),
                                       wire_reply(a->c->wire, 2 * i + 1)->integer, e)
                         : send_case(a, a->keys[i], wire_reply(a->c->wire, i), e);
    wire_reset(a->c->wire);
    for (unsigned i = 0; i < a->count; i++)
        free(a->keys[i]);
    a->count = 0;
    return rc == 0 ? topic_flush(a->c->topic, a->c->stop, e) : -1;
}

static int walk(struct all *a, bool memories, struct err *e)
{
    struct scan scan;
    a->memories = memories;
    int more = scan_init(&scan, a->c->wire, a->c->shards, e) == 0 ? 1 : -1;
    while (more == 1 && !atomic_load(a->c->stop)) {
        more = scan_next(&scan, PAGE, take_key, a, e);
        if (more >= 0 && send_page(a, e) != 0)
            more = -1;
    }
    scan_fini(&scan);
    return more < 0 ? -1 : 0;
}

int copy_all(struct copy *c, struct err *e)
{
    struct all a = {.c = c, .now_ms = clock_wall().ms};
    c->copied = 0;
    if (!c->topic && !(c->topic = topic_new(c->cfg, e)))
        return -1;
    int rc = walk(&a, true, e);
    if (rc == 0)
        rc = walk(&a, false, e);
    free(a.keys);
    return rc;
}
