/* One pass: route, connect, send all, read all, and what the replies mean. */
#include "sink/wire_pass.h"

#include <string.h>

/* ---- error replies ---------------------------------------------------------------------------*/

enum about { ABOUT_COMMAND, ABOUT_SERVER, ABOUT_ROLE, ABOUT_MOVED, ABOUT_ASK };

/* What an error reply is about, by its first word. What is about the server passes, whoever made
 * it so, and the command is right: it must be tried again, however long that takes. */
static enum about about(const char *error)
{
    static const struct {
        const char *begins;
        enum about about;
    } rows[] = {
        {"MOVED ", ABOUT_MOVED},
        {"ASK ", ABOUT_ASK},
        {"TRYAGAIN", ABOUT_SERVER},   /* the slot's keys are on both sides just now */
        {"CLUSTERDOWN", ABOUT_ROLE},  /* a slot without a master: a failover is on its way */
        {"READONLY", ABOUT_ROLE},     /* it was the master once */
        {"MASTERDOWN", ABOUT_ROLE},   /* a replica without its master */
        {"UNBLOCKED", ABOUT_ROLE},    /* deposed while we were in WAIT */
        {"LOADING", ABOUT_SERVER},    /* started a moment ago */
        {"BUSY ", ABOUT_SERVER},      /* a script of somebody runs too long */
        {"OOM", ABOUT_SERVER},        /* maxmemory */
        {"MISCONF", ABOUT_SERVER},    /* cannot write its snapshot */
        {"NOREPLICAS", ABOUT_SERVER}, /* min-replicas-to-write */
        {"NOAUTH", ABOUT_ROLE},       /* a password was set meanwhile: log in again */
        {"NOPERM", ABOUT_ROLE},       /* the ACL was changed: never the record's fault */
        {"WRONGPASS", ABOUT_ROLE},
        {"ERR Function not found", ABOUT_ROLE}, /* somebody flushed the library: load it again */
        {"ERR max number of clients", ABOUT_SERVER},
        {"ERR Script attempted to access a non local key", ABOUT_SERVER}, /* the slot is moving */
        {"ERR WAIT cannot be used with replica", ABOUT_ROLE},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (strncmp(error, rows[i].begins, strlen(rows[i].begins)) == 0)
            return rows[i].about;
    return ABOUT_COMMAND;
}

/* ---- a pass ----------------------------------------------------------------------------------*/

static struct wire_node *node_of(struct wire *w, const struct wire_slot *s)
{
    return w->route.nodes[s->node];
}

void wire_pass_drop(struct wire *w, struct wire_node *n)
{
    wire_node_close(n);
    w->route.stale = true;
}

/* Chooses and connects the node of every command that has no reply. */
static int route_all(struct wire *w, struct err *e)
{
    bool any_role = w->route.mode != WIRE_SENTINEL;
    if (wire_route_refresh(&w->route, &w->login, NULL, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->count; i++) {
        struct wire_slot *s = &w->slots[i];
        s->node = WIRE_NOWHERE;
        if (s->reply)
            continue;
        int to = s->ask != WIRE_NOWHERE ? s->ask : wire_route_of(&w->route, s->shard);
        if (to < 0) {
            w->route.stale = true;
            return err_set(e, "redis: no node of the cluster serves shard %u", s->shard);
        }
        if (wire_node_connect(w->route.nodes[to], &w->login, any_role, e) != 0) {
            w->route.stale = true;
            return -1;
        }
        s->node = to;
    }
    return 0;
}

redisReply *wire_pass_read(struct wire *w, struct wire_node *n, struct err *e)
{
    void *reply = NULL;
    if (n->ctx && redisGetReply(n->ctx, &reply) == REDIS_OK)
        return reply;
    if (n->ctx) { /* else it failed before, and e tells why */
        wire_node_error(n, e);
        wire_pass_drop(w, n);
    }
    return NULL;
}

static int redirect(struct wire *w, struct wire_slot *s, const redisReply *r, bool ask,
                    struct err *e)
{
    struct wire_address at;
    struct wire_node *from = node_of(w, s);
    int to = wire_route_target(r->str, &from->at, &at) == 0 ? wire_route_at(&w->route, &at) : -1;
    if (to < 0) {
        w->route.stale = true;
        return err_set(e, "redis %s: cannot follow '%s'", wire_address_text(&from->at), r->str);
    }
    if (ask)
        s->ask = to;
    else
        wire_route_moved(&w->route, s->shard, to);
    return 0;
}

/* Takes over the reply r of a command, or what it means instead. -1: WIRE_AGAIN, e says why. */
static int take(struct wire *w, struct wire_slot *s, redisReply *r, struct err *e)
{
    enum about a = r->type == REDIS_REPLY_ERROR ? about(r->str) : ABOUT_COMMAND;
    s->ask = WIRE_NOWHERE;
    if (a == ABOUT_COMMAND) {
        s->reply = r;
        return 0;
    }
    int taken = 0;
    if (w->route.mode == WIRE_CLUSTER && (a == ABOUT_MOVED || a == ABOUT_ASK)) {
        taken = redirect(w, s, r, a == ABOUT_ASK, e);
    } else {
        taken = err_set(e, "redis %s: %s", wire_address_text(&node_of(w, s)->at), r->str);
        node_of(w, s)->suspect |= a == ABOUT_ROLE; /* whatever its next replies say */
    }
    freeReplyObject(r);
    return taken;
}

/* Redis sends each reply when it is done with its call; awake for the first, we would only be in
 * its way until the last. */
static void await_all(struct wire *w)
{
    for (unsigned k = 0; k < w->route.node_count; k++) {
        unsigned replies = 0;
        size_t bytes = 0;
        for (unsigned i = 0; i < w->count; i++)
            if (w->slots[i].node == (int)k) {
                replies++;
                bytes += w->slots[i].expect;
            }
        if (replies > 1 && bytes && w->route.nodes[k]->ctx)
            wire_node_await(w->route.nodes[k], bytes);
    }
}

/* All replies are read even if one says WIRE_AGAIN: the connections stay usable. */
static int read_all(struct wire *w, struct err *e)
{
    int result = 0;
    for (unsigned i = 0; i < w->count; i++) {
        struct wire_slot *s = &w->slots[i];
        if (s->node == WIRE_NOWHERE)
            continue;
        if (s->ask != WIRE_NOWHERE)
            freeReplyObject(wire_pass_read(w, node_of(w, s), e));
        redisReply *r = wire_pass_read(w, node_of(w, s), e);
        if (!r || take(w, s, r, e) != 0)
            result = -1;
    }
    for (unsigned i = 0; i < w->route.node_count; i++)
        if (w->route.nodes[i]->suspect) {
            w->route.nodes[i]->suspect = false;
            wire_pass_drop(w, w->route.nodes[i]);
        }
    return result;
}

int wire_pass(struct wire *w, struct err *e)
{
    if (route_all(w, e) != 0)
        return -1;
    int sent = wire_pass_send(w, e);
    await_all(w);
    return read_all(w, e) != 0 ? -1 : sent;
}
