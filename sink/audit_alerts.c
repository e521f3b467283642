/* Do the alerts reach people? A notifier is a consumer group of the alert streams: what it took and
 * did not settle, or did not even take, for STUCK_MS is a fault. So is one that is set and has no
 * group at all. */
#include "sink/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define STUCK_MS 300000

static redisReply *ask(struct audit *a, unsigned shard, int argc, const char **argv, struct err *e)
{
    redisReply *r = NULL;
    wire_queue(a->wire, shard, argc, argv, NULL);
    if (wire_flush(a->wire, e) == WIRE_OK)
        r = (redisReply *)wire_reply(a->wire, 0); /* ours until the next question */
    return r;
}

/* The time in a stream id "<ms>-<n>". */
static int64_t id_ms(const redisReply *r)
{
    return r->type == REDIS_REPLY_STRING ? strtoll(r->str, NULL, 10) : 0;
}

/* The oldest alert of a group that was taken and not settled; else of those not yet taken. 0: none.
 */
static int oldest(struct audit *a, unsigned shard, const char *key, const char *group,
                  const char *last, int64_t *ms, struct err *e)
{
    char after[40];
    const char *pending[] = {"XPENDING", key, group};
    const redisReply *r = ask(a, shard, 3, pending, e);
    if (!r)
        return -1;
    *ms = r->type == REDIS_REPLY_ARRAY && r->elements == 4 ? id_ms(r->element[1]) : 0;
    wire_reset(a->wire);
    if (*ms)
        return 0;
    snprintf(after, sizeof(after), "(%.36s", last);
    const char *next[] = {"XRANGE", key, after, "+", "COUNT", "1"};
    if (!(r = ask(a, shard, 6, next, e)))
        return -1;
    if (r->type == REDIS_REPLY_ARRAY && r->elements == 1 && r->element[0]->elements == 2)
        *ms = id_ms(r->element[0]->element[0]);
    wire_reset(a->wire);
    return 0;
}

struct group {
    char name[64], last[40];
};

/* The groups of a shard's alerts; at most `cap`. */
static int groups(struct audit *a, unsigned shard, const char *key, struct group *out, unsigned cap,
                  unsigned *count, struct err *e)
{
    const char *argv[] = {"XINFO", "GROUPS", key};
    const redisReply *r = ask(a, shard, 3, argv, e);
    *count = 0;
    if (!r)
        return -1;
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements && *count < cap; i++) {
        const redisReply *g = r->element[i];
        struct group *to = &out[*count];
        *to = (struct group){"", "0-0"};
        for (size_t k = 0; k + 1 < g->elements; k += 2) {
            const char *value = g->element[k + 1]->str ? g->element[k + 1]->str : "";
            if (strcmp(g->element[k]->str, "name") == 0)
                snprintf(to->name, sizeof(to->name), "%s", value);
            else if (strcmp(g->element[k]->str, "last-delivered-id") == 0)
                snprintf(to->last, sizeof(to->last), "%s", value);
        }
        ++*count;
    }
    wire_reset(a->wire);
    return 0;
}

/* A notifier that is set must have its group by now wherever another one has. */
static void check_set(struct audit *a, unsigned shard, const struct group *found, unsigned n)
{
    const struct {
        const char *name, *url;
    } set[] = {{"alertmanager", a->cfg->notify_alertmanager_url},
               {"webhook", a->cfg->notify_webhook_url}};
    for (unsigned i = 0; i < sizeof(set) / sizeof(*set); i++) {
        bool there = !set[i].url[0];
        for (unsigned k = 0; k < n; k++)
            there = there || strcmp(found[k].name, set[i].name) == 0;
        if (!there)
            audit_say(a, AUDIT_UNREACHED, shard, "", false, "a notifier is set and takes nothing");
    }
}

static int check_shard(struct audit *a, unsigned shard, int64_t now_ms, struct err *e)
{
    char key[KEYS_CAP], detail[192];
    struct group found[16];
    unsigned n;
    keys_alerts(key, shard);
    if (groups(a, shard, key, found, 16, &n, e) != 0)
        return -1;
    if (n > 0) /* else nobody has given an alert here, or nobody is to be told */
        check_set(a, shard, found, n);
    for (unsigned i = 0; i < n; i++) {
        int64_t ms;
        if (oldest(a, shard, key, found[i].name, found[i].last, &ms, e) != 0)
            return -1;
        if (!ms || now_ms - ms < STUCK_MS)
            continue;
        snprintf(detail, sizeof(detail), "notifier %.63s: an alert waits for %" PRId64 " s",
                 found[i].name, (now_ms - ms) / 1000);
        audit_say(a, AUDIT_UNREACHED, shard, "", false, detail);
    }
    return 0;
}

int audit_alerts(struct audit *a, int64_t now_ms, struct err *e)
{
    for (unsigned s = 0; s < a->cases.shards; s++)
        if (check_shard(a, s, now_ms, e) != 0) {
            wire_reset(a->wire);
            return -1;
        }
    return 0;
}
