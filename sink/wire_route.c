#include "sink/wire_route.h"

#include "core/log.h"

#include <stdlib.h>
#include <string.h>

static const char *const mode_names[] = {"single", "sentinel", "cluster"};

static int parse_seeds(struct wire_route *r, const char *list, struct err *e)
{
    for (const char *p = list; *p;) {
        size_t len = strcspn(p, ",");
        while (len > 0 && *p == ' ')
            p++, len--;
        size_t keep = len;
        while (keep > 0 && p[keep - 1] == ' ')
            keep--;
        if (r->seed_count == WIRE_SEEDS_MAX)
            return err_set(e, "redis.address = %s: more than %d addresses", list, WIRE_SEEDS_MAX);
        if (wire_address_parse(p, keep, &r->seeds[r->seed_count]) != 0)
            return err_set(e,
                           "redis.address = %s: '%.*s' is not host:port, [v6]:port or unix:/path",
                           list, (int)keep, p);
        r->seed_count++;
        p += len + (p[len] == ',');
    }
    if (r->seed_count == 0)
        return err_set(e, "redis.address is empty; it needs host:port or unix:/path");
    return 0;
}

int wire_route_init(struct wire_route *r, const struct config *cfg, struct err *e)
{
    *r = (struct wire_route){.master = cfg->redis_master, .shards = (unsigned)cfg->redis_shards};
    while (strcmp(mode_names[r->mode], cfg->redis_mode) != 0)
        r->mode++; /* the settings allow these names only */
    if (parse_seeds(r, cfg->redis_address, e) != 0)
        return -1;
    if (r->mode == WIRE_SINGLE && r->seed_count > 1)
        return err_set(e, "redis.address = %s: redis.mode = single takes one address",
                       cfg->redis_address);
    r->stale = r->mode != WIRE_SINGLE;
    if (r->mode == WIRE_SINGLE)
        wire_route_at(r, &r->seeds[0]);
    r->owner = check_malloc(r->shards * sizeof(*r->owner));
    for (unsigned i = 0; i < r->shards; i++)
        r->owner[i] = r->mode == WIRE_SINGLE ? 0 : -1;
    return 0;
}

void wire_route_fini(struct wire_route *r)
{
    for (unsigned i = 0; i < r->node_count; i++) {
        wire_node_close(r->nodes[i]);
        free(r->nodes[i]);
    }
    wire_watch_stop(&r->watch);
    free(r->owner);
    *r = (struct wire_route){0};
}

int wire_route_of(const struct wire_route *r, unsigned shard)
{
    CHECK(shard < r->shards);
    return r->owner[shard];
}

int wire_route_at(struct wire_route *r, const struct wire_address *at)
{
    for (unsigned i = 0; i < r->node_count; i++)
        if (wire_address_eq(&r->nodes[i]->at, at))
            return (int)i;
    if (r->node_count == WIRE_NODES_MAX)
        return -1;
    struct wire_node *n = check_calloc(1, sizeof(*n));
    n->at = *at;
    r->nodes[r->node_count] = n;
    return (int)r->node_count++;
}

static void set_owner_all(struct wire_route *r, int node)
{
    for (unsigned i = 0; i < r->shards; i++)
        r->owner[i] = node;
    for (unsigned i = 0; i < r->node_count; i++)
        if ((int)i != node)
            wire_node_close(r->nodes[i]);
}

int wire_route_master(struct wire_route *r, const struct wire_address *at)
{
    int node = wire_route_at(r, at);
    if (node < 0)
        return -1;
    if (node != r->owner[0])
        log_info("redis", "master", "addr=%s name=%s", wire_address_text(at), r->master);
    set_owner_all(r, node);
    return 0;
}

/* ---- redirections ----------------------------------------------------------------------------*/

int wire_route_target(const char *error, const struct wire_address *from, struct wire_address *out)
{
    const char *at = strchr(error, ' ');
    at = at ? strchr(at + 1, ' ') : NULL;
    if (!at)
        return -1;
    at++;
    const char *colon = strrchr(at, ':');
    if (!colon)
        return -1;
    *out = *from;
    out->port = (int)strtol(colon + 1, NULL, 10);
    size_t len = (size_t)(colon - at); /* an IPv6 address comes without brackets here */
    if (len >= sizeof(out->host) || out->port <= 0 || out->port > 65535)
        return -1;
    if (len > 0) {
        memcpy(out->host, at, len);
        out->host[len] = '\0';
    }
    return 0;
}

void wire_route_moved(struct wire_route *r, unsigned shard, int node)
{
    CHECK(r->mode == WIRE_CLUSTER && shard < r->shards);
    r->owner[shard] = node;
}
