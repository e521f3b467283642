/* Do the replicas have what was written? */
#include "sink/wire_pass.h"

static void ask_wait(struct wire *w, int replicas, int timeout_ms)
{
    for (unsigned i = 0; i < w->route.node_count; i++) {
        struct wire_node *n = w->route.nodes[i];
        if (!n->written)
            continue;
        redisAppendCommand(n->ctx, "WAIT %d %d", replicas, timeout_ms); /* lives: nothing is lost */
        n->pending = true;
    }
}

/* 1, 0 or -1 as wire_wait. */
static int read_wait(struct wire *w, struct wire_node *n, int replicas, int timeout_ms,
                     struct err *e)
{
    wire_node_timeout(n, timeout_ms + w->login.timeout_ms);
    redisReply *r = wire_pass_read(w, n, e);
    if (!r)
        return -1;
    wire_node_timeout(n, w->login.timeout_ms);
    long long have = r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    if (have < 0) {
        err_set(e, "redis %s: WAIT: %s", wire_address_text(&n->at),
                r->type == REDIS_REPLY_ERROR ? r->str : "not a number");
        wire_pass_drop(w, n);
    } else if (have < replicas) {
        err_set(e, "redis %s: %lld of %d replicas have it", wire_address_text(&n->at), have,
                replicas);
        /* Is it still the master? A deposed one that hears nobody never learns it by itself. */
        w->route.stale = true;
        n->short_of = true;
    }
    freeReplyObject(r);
    return have < 0 ? -1 : have >= replicas;
}

static bool lost(const struct wire *w)
{
    for (unsigned i = 0; i < w->route.node_count; i++)
        if (w->route.nodes[i]->lost)
            return true;
    return false;
}

static bool serves(const struct wire *w, int node)
{
    for (unsigned s = 0; s < w->route.shards; s++)
        if (w->route.owner[s] == node)
            return true;
    return false;
}

/* After a WAIT that came up short: asks who is the master now; drops those that no longer are. */
static void look_again(struct wire *w)
{
    struct err ignored;
    for (unsigned i = 0; i < w->route.node_count; i++) {
        struct wire_node *n = w->route.nodes[i];
        if (!n->short_of)
            continue;
        n->short_of = false;
        if (wire_route_refresh(&w->route, &w->login, n, &ignored) == 0 && !serves(w, (int)i))
            wire_node_close(n);
    }
}

static int wait_all(struct wire *w, int replicas, int timeout_ms, struct err *e)
{
    int result = 1;
    ask_wait(w, replicas, timeout_ms);
    if (wire_pass_flush(w, e) != 0)
        result = -1;
    /* Every reply is read, or it would be taken for that of a later command. */
    for (unsigned i = 0; i < w->route.node_count; i++) {
        struct wire_node *n = w->route.nodes[i];
        if (!n->written)
            continue;
        int one = read_wait(w, n, replicas, timeout_ms, e);
        result = one < result ? one : result;
    }
    return result;
}

int wire_wait(struct wire *w, int replicas, int timeout_ms, struct err *e)
{
    int result = 1;
    if (!lost(w) && replicas > 0)
        result = wait_all(w, replicas, timeout_ms, e);
    if (result == 0)
        look_again(w);
    if (lost(w)) {
        if (result >= 0)
            err_set(e, "redis: a connection was lost before the replicas answered");
        result = -1;
    }
    if (result == 0)
        return 0;
    for (unsigned i = 0; i < w->route.node_count; i++)
        w->route.nodes[i]->written = w->route.nodes[i]->lost = false;
    return result;
}
