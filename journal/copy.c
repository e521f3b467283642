/* A round, over all shards at once; each line is a pipeline:
 *
 *   rd_journal    leases, and the entries after those copied last
 *   rd_peek       the cases of these entries, each whole and at one moment
 *   WAIT          with redis.wait_replicas: a failover must not undo what the journal tells
 *   Kafka         until everything is acknowledged
 *   rd_journaled  the place moves on, the log is trimmed */
#include "journal/copy.h"

#include "core/clock.h"
#include "core/metrics.h"
#include "sink/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int copy_init(struct copy *c, const struct config *cfg, const _Atomic bool *stop, struct err *e)
{
    char host[48] = "";
    *c = (struct copy){.cfg = cfg, .shards = (unsigned)cfg->redis_shards, .stop = stop};
    gethostname(host, sizeof(host) - 1);
    snprintf(c->owner, sizeof(c->owner), "%s:%d:%llx", host, (int)getpid(),
             (unsigned long long)clock_mono().ns);
    c->wire = wire_new(cfg, e);
    if (!c->wire)
        return -1;
    c->topic = topic_new(cfg, e);
    return c->topic || cfg->schemas_registry_url[0] ? 0 : -1;
}

void copy_fini(struct copy *c)
{
    topic_free(c->topic);
    wire_free(c->wire);
    free(c->room);
}

/* ---- what there is to copy -------------------------------------------------------------------*/

static void push_journal(struct copy *c)
{
    char key[KEYS_CAP];
    for (unsigned s = 0; s < c->shards; s++) {
        struct command *cmd = wire_command(c->wire);
        command_fcall(cmd, "rd_journal", 2);
        command_bytes(cmd, key, keys_journal(key, s));
        command_bytes(cmd, key, keys_log(key, s));
        command_text(cmd, c->owner);
        command_int(cmd, c->cfg->journal_lease_ms);
        command_int(cmd, c->cfg->journal_batch);
        command_end(cmd);
        wire_push(c->wire, s);
    }
}

/* The entries of a shard's reply; NULL: the lease is somebody else's. */
static const redisReply *entries_of(const struct copy *c, unsigned shard)
{
    const redisReply *r = wire_reply(c->wire, shard);
    if (r->type != REDIS_REPLY_ARRAY || r->elements != 3 || r->element[0]->integer != 1 ||
        r->element[2]->type != REDIS_REPLY_ARRAY)
        return NULL;
    return r->element[2];
}

static int check_replies(const struct copy *c, unsigned from, const char *what, struct err *e)
{
    for (unsigned i = from; i < wire_queued(c->wire); i++) {
        const redisReply *r = wire_reply(c->wire, i);
        if (r->type == REDIS_REPLY_ERROR)
            return err_set(e, "redis: %s: %.*s", what, (int)r->len, r->str);
    }
    return 0;
}

/* A log entry: [stream id, [name, value, ...]] */
static bool is_entry(const redisReply *r)
{
    return r->type == REDIS_REPLY_ARRAY && r->elements == 2 &&
           r->element[1]->type == REDIS_REPLY_ARRAY;
}

static void take_id(void *ctx, struct str name, struct str value)
{
    if (str_eq(name, STR_LIT("id")) && value.len == KEYS_ID_CHARS)
        memcpy(ctx, value.ptr, KEYS_ID_CHARS);
}

/* Queues an rd_peek for a shard's entries; those that are not ours get an id that nobody has. */
static void push_peek(struct copy *c, unsigned shard, const redisReply *entries)
{
    const char **ids = check_calloc(entries->elements, sizeof(*ids));
    char(*texts)[KEYS_ID_CHARS + 1] = check_calloc(entries->elements, sizeof(*texts));
    for (size_t i = 0; i < entries->elements; i++) {
        ids[i] = memset(texts[i], '-', KEYS_ID_CHARS);
        if (is_entry(entries->element[i]))
            entry_each(entries->element[i]->element[1], take_id, texts[i]);
    }
    cases_peek(wire_command(c->wire), shard, ids, (unsigned)entries->elements);
    wire_push(c->wire, shard);
    free(texts);
    free(ids);
}

/* WAIT covers what this connection wrote; so something is written after the last thing read. */
static void push_mark(struct copy *c, unsigned shard)
{
    char key[KEYS_CAP];
    struct command *cmd = wire_command(c->wire);
    command_begin(cmd);
    command_text(cmd, "HINCRBY");
    command_bytes(cmd, key, keys_journal(key, shard));
    command_text(cmd, "read");
    command_int(cmd, 1);
    command_end(cmd);
    wire_push(c->wire, shard);
}

static int await_replicas(struct copy *c, struct err *e)
{
    int wanted = (int)c->cfg->redis_wait_replicas;
    if (wanted == 0)
        return 0;
    int rc = wire_wait(c->wire, wanted, (int)c->cfg->redis_wait_timeout_ms, e);
    return rc == 1 ? 0 : -1;
}

/* Replies 0 .. shards - 1: entries. Then for each shard that has some: rd_peek, and the mark. */
static int read_shards(struct copy *c, unsigned *with_entries, struct err *e)
{
    *with_entries = c->owned = 0;
    push_journal(c);
    if (wire_flush(c->wire, e) != WIRE_OK || check_replies(c, 0, "rd_journal", e) != 0)
        return -1;
    for (unsigned s = 0; s < c->shards; s++) {
        const redisReply *entries = entries_of(c, s);
        c->owned += entries != NULL;
        if (!entries || entries->elements == 0)
            continue;
        push_peek(c, s, entries);
        push_mark(c, s);
        ++*with_entries;
    }
    if (*with_entries == 0)
        return 0;
    if (wire_flush(c->wire, e) != WIRE_OK || check_replies(c, c->shards, "rd_peek", e) != 0)
        return -1;
    return await_replicas(c, e);
}

/* ---- records ---------------------------------------------------------------------------------*/

/* '<key> <field> <value> <keep ms>' of the log, kept from `at` on. */
static void take_memory(struct record *r, struct str mem)
{
    const char *p = mem.ptr, *end = mem.ptr + mem.len, *part[4];
    uint32_t len[4];
    for (int i = 0; i < 4; i++) {
        const char *space = i < 3 ? memchr(p, ' ', (size_t)(end - p)) : end;
        if (!space)
            return;
        part[i] = p;
        len[i] = (uint32_t)(space - p);
        p = space + 1;
    }
    const char *colon = memchr(part[0], ':', len[0]); /* rd:{7}:tb:... */
    colon = colon ? memchr(colon + 1, ':', len[0] - (size_t)(colon + 1 - part[0])) : NULL;
    if (!colon)
        return;
    r->memory.key = (struct str){colon + 1, len[0] - (uint32_t)(colon + 1 - part[0])};
    r->memory.field = (struct str){part[1], len[1]};
    r->memory.value = strtoll(part[2], NULL, 10);
    r->memory.expires_ms = r->at_ms + strtoll(part[3], NULL, 10);
}

struct taking {
    struct record *r;
    struct str mem;
};

static void take_field(void *ctx, struct str name, struct str value)
{
    struct taking *t = ctx;
    if (str_eq(name, STR_LIT("id")))
        t->r->case_id = value;
    else if (str_eq(name, STR_LIT("event")))
        t->r->event = value;
    else if (str_eq(name, STR_LIT("who")))
        t->r->who = value;
    else if (str_eq(name, STR_LIT("st")))
        t->r->state = value;
    else if (str_eq(name, STR_LIT("rev")))
        t->r->rev = entry_number(value);
    else if (str_eq(name, STR_LIT("at")))
        t->r->at_ms = entry_number(value);
    else if (str_eq(name, STR_LIT("au")))
        t->r->author = value;
    else if (str_eq(name, STR_LIT("mem")))
        t->mem = value;
}

static void take_entry(struct record *r, unsigned shard, const redisReply *entry)
{
    struct taking t = {.r = r};
    *r = (struct record){.log_id = copy_text(entry->element[0]), .shard = (int32_t)shard};
    entry_each(entry->element[1], take_field, &t);
    if (t.mem.len)
        take_memory(r, t.mem);
}

static int send_shard(struct copy *c, unsigned shard, const redisReply *entries,
                      const redisReply *peeks, struct err *e)
{
    for (size_t i = 0; i < entries->elements; i++) {
        struct record r;
        if (!is_entry(entries->element[i]))
            continue;
        take_entry(&r, shard, entries->element[i]);
        if (r.case_id.len != KEYS_ID_CHARS)
            continue; /* not ours */
        if (peeks->type == REDIS_REPLY_ARRAY && i < peeks->elements)
            copy_state(c, &r, peeks->element[i]);
        int64_t waits = clock_wall().ms - r.at_ms;
        c->waiting_ms = waits > c->waiting_ms ? waits : c->waiting_ms;
        if (topic_send(c->topic, &r, c->stop, e) != 0)
            return -1;
        c->copied++;
    }
    return 0;
}

static int send_all(struct copy *c, struct err *e)
{
    unsigned reply = c->shards;
    for (unsigned s = 0; s < c->shards; s++) {
        const redisReply *entries = entries_of(c, s);
        if (!entries || entries->elements == 0)
            continue;
        if (send_shard(c, s, entries, wire_reply(c->wire, reply), e) != 0)
            return -1;
        reply += 2;
    }
    return topic_flush(c->topic, c->stop, e);
}

/* ---- Kafka has it ----------------------------------------------------------------------------*/

static int move_on(struct copy *c, struct err *e)
{
    char key[KEYS_CAP];
    unsigned first = wire_queued(c->wire);
    for (unsigned s = 0; s < c->shards; s++) {
        const redisReply *entries = entries_of(c, s);
        if (!entries || entries->elements == 0)
            continue;
        const redisReply *last = entries->element[entries->elements - 1];
        struct command *cmd = wire_command(c->wire);
        command_fcall(cmd, "rd_journaled", 2);
        command_bytes(cmd, key, keys_journal(key, s));
        command_bytes(cmd, key, keys_log(key, s));
        command_text(cmd, c->owner);
        command_str(cmd, is_entry(last) ? copy_text(last->element[0]) : STR_NONE);
        command_int(cmd, c->cfg->cases_log_keep);
        command_end(cmd);
        wire_push(c->wire, s);
    }
    if (wire_flush(c->wire, e) != WIRE_OK)
        return -1;
    return check_replies(c, first, "rd_journaled", e);
}

int copy_round(struct copy *c, struct err *e)
{
    unsigned with_entries;
    c->copied = 0;
    c->waiting_ms = 0;
    if (!c->topic && !(c->topic = topic_new(c->cfg, e)))
        return -1;
    int rc = read_shards(c, &with_entries, e);
    if (rc == 0 && with_entries > 0) {
        rc = send_all(c, e);
        if (rc != 0) { /* nobody knows what of it arrived: all of it again, by a new producer */
            topic_free(c->topic);
            c->topic = NULL;
        } else {
            rc = move_on(c, e);
        }
    }
    wire_reset(c->wire);
    return rc;
}
