/* Who serves which shard: what Sentinels and the nodes of a cluster say. */
#include "sink/wire_route.h"

#include "sink/keys.h"

#include <stdlib.h>
#include <string.h>

/* One question on a connection of its own: rare, and the answer must not depend on what else the
 * node would have to be asked before it may take our calls. NULL with e set. */
static redisReply *question(const struct wire_address *at, const struct wire_login *l,
                            bool sentinel, int argc, const char **argv, struct err *e)
{
    redisContext *ctx = wire_node_open(at, l, sentinel, e);
    if (!ctx)
        return NULL;
    redisReply *r = redisCommandArgv(ctx, argc, argv, NULL);
    if (!r || r->type == REDIS_REPLY_ERROR) {
        err_set(e, "redis %s: %s: %s", wire_address_text(at), argv[0], r ? r->str : ctx->errstr);
        freeReplyObject(r);
        r = NULL;
    }
    redisFree(ctx);
    return r;
}

static int take_master(struct wire_route *r, const redisReply *reply, const struct wire_address *by,
                       struct err *e)
{
    struct wire_address at;
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 2)
        return err_set(e, "sentinel %s does not know a master '%s' (redis.master)",
                       wire_address_text(by), r->master);
    if (reply->element[0]->len >= sizeof(at.host))
        return err_set(e, "sentinel %s: host name too long", wire_address_text(by));
    memcpy(at.host, reply->element[0]->str, reply->element[0]->len + 1);
    at.port = (int)strtol(reply->element[1]->str, NULL, 10);
    if (wire_route_master(r, &at) != 0)
        return err_set(e, "sentinel %s: more than %d masters seen", wire_address_text(by),
                       WIRE_NODES_MAX);
    return 0;
}

int wire_route_ask(struct wire_route *r, const struct wire_address *sentinel,
                   const struct wire_login *l, struct err *e)
{
    const char *argv[] = {"SENTINEL", "get-master-addr-by-name", r->master};
    redisReply *reply = question(sentinel, l, true, 3, argv, e);
    int taken = reply ? take_master(r, reply, sentinel, e) : -1;
    freeReplyObject(reply);
    return taken;
}

static int ask_sentinels(struct wire_route *r, const struct wire_login *l, struct err *e)
{
    for (unsigned i = 0; i < r->seed_count; i++)
        if (wire_route_ask(r, &r->seeds[i], l, e) == 0)
            return 0;
    return -1; /* e tells of the last one asked */
}

/* One row of CLUSTER SLOTS: first, last, [host, port, ...] of the master, replicas. */
static int take_range(struct wire_route *r, const redisReply *row, const struct wire_address *by)
{
    struct wire_address at = *by; /* no host: "the one you asked" */
    if (row->type != REDIS_REPLY_ARRAY || row->elements < 3 ||
        row->element[2]->type != REDIS_REPLY_ARRAY || row->element[2]->elements < 2)
        return -1;
    const redisReply *host = row->element[2]->element[0], *port = row->element[2]->element[1];
    if (host->type == REDIS_REPLY_STRING && host->len > 0 && strcmp(host->str, "?") != 0) {
        if (host->len >= sizeof(at.host))
            return -1;
        memcpy(at.host, host->str, host->len + 1);
    }
    at.port = (int)port->integer;
    int node = wire_route_at(r, &at);
    for (unsigned s = 0; s < r->shards && node >= 0; s++)
        if (keys_slot(s) >= row->element[0]->integer && keys_slot(s) <= row->element[1]->integer)
            r->owner[s] = node;
    return node < 0 ? -1 : 0;
}

static int take_slots(struct wire_route *r, const redisReply *reply, const struct wire_address *by,
                      struct err *e)
{
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements == 0)
        return err_set(e, "redis %s: the cluster has no slots yet", wire_address_text(by));
    for (unsigned s = 0; s < r->shards; s++)
        r->owner[s] = -1;
    for (size_t i = 0; i < reply->elements; i++)
        if (take_range(r, reply->element[i], by) != 0)
            return err_set(e, "redis %s: CLUSTER SLOTS: cannot be understood",
                           wire_address_text(by));
    return 0;
}

static int ask_node(struct wire_route *r, const struct wire_address *at, const struct wire_login *l,
                    struct err *e)
{
    const char *argv[] = {"CLUSTER", "SLOTS"};
    redisReply *reply = question(at, l, false, 2, argv, e);
    int taken = reply ? take_slots(r, reply, at, e) : -1;
    freeReplyObject(reply);
    return taken;
}

/* Nodes that serve us first: they know the cluster as it is now, the settings as it once was. */
static int ask_cluster(struct wire_route *r, const struct wire_login *l,
                       const struct wire_node *avoid, struct err *e)
{
    unsigned known = r->node_count;
    for (unsigned i = 0; i < known; i++)
        if (r->nodes[i] != avoid && r->nodes[i]->ready && ask_node(r, &r->nodes[i]->at, l, e) == 0)
            return 0;
    for (unsigned i = 0; i < r->seed_count; i++)
        if ((!avoid || !wire_address_eq(&r->seeds[i], &avoid->at)) &&
            ask_node(r, &r->seeds[i], l, e) == 0)
            return 0;
    return avoid ? ask_node(r, &avoid->at, l, e) : -1;
}

int wire_route_refresh(struct wire_route *r, const struct wire_login *l,
                       const struct wire_node *avoid, struct err *e)
{
    if (!r->stale && r->mode == WIRE_SENTINEL)
        wire_watch_look(r, l);
    if (!r->stale || r->mode == WIRE_SINGLE)
        return 0;
    if ((r->mode == WIRE_SENTINEL ? ask_sentinels(r, l, e) : ask_cluster(r, l, avoid, e)) != 0)
        return -1;
    r->stale = false;
    return 0;
}
