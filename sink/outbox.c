/* Taking and settling. Every pass asks each shard for both what is pending here and what is new: so
 * nothing depends on what this process remembers. */
#include "sink/outbox_io.h"

#include "core/log.h"

#include <inttypes.h>
#include <stdlib.h>

#define TAKE_MAX 1024 /* alerts in memory at a time, about */

struct outbox *outbox_new(const struct config *cfg, const char *group, const char *consumer,
                          struct err *e)
{
    struct wire *w = wire_new(cfg, e);
    if (!w)
        return NULL;
    struct outbox *o = check_calloc(1, sizeof(*o));
    o->cfg = cfg;
    o->wire = w;
    cases_init(&o->cases, cfg);
    snprintf(o->group, sizeof(o->group), "%s", group);
    snprintf(o->consumer, sizeof(o->consumer), "%s", consumer);
    o->grouped = check_calloc(o->cases.shards, sizeof(*o->grouped));
    o->after = check_calloc(o->cases.shards, sizeof(*o->after));
    o->page = TAKE_MAX / o->cases.shards;
    o->page = o->page < 1 ? 1 : o->page > 64 ? 64 : o->page;
    return o;
}

void outbox_batch_free(struct outbox_batch *b)
{
    for (unsigned i = 0; i < b->count; i++)
        store_case_free(&b->alerts[i].c);
    free(b->alerts);
    *b = (struct outbox_batch){0};
}

/* ---- the group -------------------------------------------------------------------------------*/

/* A group that was lost while we ran, in a failover, goes on where we were. */
static int join(struct outbox *o, struct err *e)
{
    char key[KEYS_CAP];
    unsigned asked = 0;
    for (unsigned s = 0; s < o->cases.shards; s++) {
        if (o->grouped[s])
            continue;
        keys_alerts(key, s);
        outbox_io_words(o, s, "XGROUP", "CREATE", key, o->group, o->after[s][0] ? o->after[s] : "$",
                        "MKSTREAM", NULL);
        asked++;
    }
    if (asked == 0)
        return 0;
    if (outbox_io_send(o, e) != 0 || outbox_io_well(o, "BUSYGROUP", e) != 0)
        return -1;
    wire_reset(o->wire);
    for (unsigned s = 0; s < o->cases.shards; s++)
        o->grouped[s] = true;
    return 0;
}

/* ---- taking ----------------------------------------------------------------------------------*/

static void queue_reads(struct outbox *o, bool fresh)
{
    char key[KEYS_CAP], page[12];
    snprintf(page, sizeof(page), "%u", o->page);
    for (unsigned s = 0; s < o->cases.shards; s++) {
        keys_alerts(key, s);
        outbox_io_words(o, s, "XREADGROUP", "GROUP", o->group, o->consumer, "COUNT", page,
                        "STREAMS", key, "0", NULL);
        if (fresh)
            outbox_io_words(o, s, "XREADGROUP", "GROUP", o->group, o->consumer, "COUNT", page,
                            "STREAMS", key, ">", NULL);
    }
}

static void add(struct outbox_batch *b, const struct outbox_alert *a)
{
    if (b->count == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 64;
        b->alerts = check_realloc(b->alerts, b->cap * sizeof(*b->alerts));
    }
    b->alerts[b->count++] = *a;
}

/* [[key, [entry, ...]]], or nil. */
static void take_page(struct outbox *o, unsigned shard, const redisReply *r,
                      struct outbox_batch *out)
{
    if (r->type != REDIS_REPLY_ARRAY || r->elements != 1 || r->element[0]->elements != 2)
        return;
    const redisReply *page = r->element[0]->element[1];
    for (size_t i = 0; i < page->elements; i++) {
        struct outbox_alert a;
        if (!outbox_io_entry(page->element[i], shard, &a))
            continue;
        snprintf(o->after[shard], sizeof(o->after[shard]), "%s", a.entry);
        add(out, &a);
    }
}

static int lost_group(struct outbox *o, unsigned per_shard, struct err *e)
{
    for (unsigned i = 0; i < wire_queued(o->wire); i++) {
        const redisReply *r = wire_reply(o->wire, i);
        if (r->type == REDIS_REPLY_ERROR && strncmp(r->str, "NOGROUP", 7) == 0)
            o->grouped[i / per_shard] = false;
    }
    return outbox_io_well(o, NULL, e);
}

static int replicated(struct outbox *o, struct err *e)
{
    int wanted = (int)o->cfg->redis_wait_replicas;
    if (wanted == 0)
        return 0;
    return wire_wait(o->wire, wanted, (int)o->cfg->redis_wait_timeout_ms, e) == 1 ? 0 : -1;
}

/* ---- what is known of what was taken ----------------------------------------------------------*/

static void queue_known(struct outbox *o, const struct outbox_alert *a)
{
    char key[OUTBOX_KEY_CAP];
    outbox_io_key(key, a->shard, "sent", o->group);
    outbox_io_words(o, a->shard, "ZSCORE", key, a->id, NULL);
    cases_get(wire_command(o->wire), a->shard, a->case_id);
    wire_push(o->wire, a->shard);
}

static int read_known(struct outbox *o, struct outbox_batch *b, struct err *e)
{
    unsigned asked = 0;
    for (unsigned i = 0; i < b->count; i++)
        if (!b->alerts[i].lost)
            queue_known(o, &b->alerts[i]);
    if (wire_queued(o->wire) == 0)
        return 0;
    if (outbox_io_send(o, e) != 0 || outbox_io_well(o, "WRONGTYPE", e) != 0)
        return -1;
    for (unsigned i = 0; i < b->count; i++) {
        struct outbox_alert *a = &b->alerts[i];
        if (a->lost)
            continue;
        a->sent = wire_reply(o->wire, asked)->type == REDIS_REPLY_STRING;
        store_io_case(wire_reply(o->wire, asked + 1), a->shard, a->case_id, &a->c);
        asked += 2;
    }
    wire_reset(o->wire);
    return 0;
}

int outbox_take(struct outbox *o, bool fresh, struct outbox_batch *out, struct err *e)
{
    unsigned per_shard = fresh ? 2 : 1;
    *out = (struct outbox_batch){0};
    if (join(o, e) != 0)
        return -1;
    queue_reads(o, fresh);
    if (outbox_io_send(o, e) != 0 || lost_group(o, per_shard, e) != 0)
        return -1;
    for (unsigned i = 0; i < o->cases.shards * per_shard; i++)
        take_page(o, i / per_shard, wire_reply(o->wire, i), out);
    wire_reset(o->wire);
    if (out->count == 0)
        return 0;
    if (replicated(o, e) == 0 && read_known(o, out, e) == 0)
        return 0;
    outbox_batch_free(out);
    return -1;
}

int outbox_case(struct outbox *o, struct outbox_alert *a, struct err *e)
{
    struct outbox_batch one = {a, 1, 1};
    return read_known(o, &one, e);
}

/* ---- settling --------------------------------------------------------------------------------*/

static void number(char out[24], int64_t n)
{
    snprintf(out, 24, "%" PRId64, n);
}

void outbox_remember(struct outbox *o, const struct outbox_alert *a, int64_t now_ms)
{
    char key[OUTBOX_KEY_CAP], at[24];
    number(at, now_ms);
    outbox_io_key(key, a->shard, "sent", o->group);
    outbox_io_words(o, a->shard, "ZADD", key, at, a->id, NULL);
}

/* The note goes first: died between the two, the alert is settled by whoever takes it over. */
void outbox_settle(struct outbox *o, const struct outbox_alert *a, int64_t now_ms)
{
    char stream[KEYS_CAP];
    if (now_ms > 0)
        outbox_remember(o, a, now_ms);
    keys_alerts(stream, a->shard);
    outbox_io_words(o, a->shard, "XACK", stream, o->group, a->entry, NULL);
}

void outbox_bury(struct outbox *o, const struct outbox_alert *a, long status, const char *why,
                 unsigned tries, int64_t now_ms)
{
    char key[OUTBOX_KEY_CAP], keep[24], at[24], due[24], gone[24], code[24], times[24], p[24];
    number(keep, o->cases.alerts_keep);
    number(at, a->at_ms);
    number(due, a->due_ms);
    number(gone, now_ms);
    number(code, status);
    number(times, tries);
    number(p, a->priority);
    outbox_io_words(o, a->shard, "XADD", outbox_io_key(key, a->shard, "dead", NULL), "MAXLEN", "~",
                    keep, "*", "id", a->id, "at", at, "p", p, "st", a->state, "du", due, "ca",
                    a->causes, "pr", a->product, "mk", a->marketplace, "wy", a->why, "to", o->group,
                    "sc", code, "ty", times, "er", why, "gv", gone, NULL);
    outbox_settle(o, a, 0);
}

/* If Redis is away the queue stays: forgotten, an alert that was sent would be sent again. */
int outbox_flush(struct outbox *o, struct err *e)
{
    if (wire_queued(o->wire) == 0)
        return 0;
    if (wire_flush(o->wire, e) != WIRE_OK || outbox_io_well(o, NULL, e) != 0)
        return -1;
    wire_reset(o->wire);
    return 0;
}
