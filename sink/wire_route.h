/* wire_route.h - which node serves a shard: the one address, the master that the sentinels name, or
 * the owner of the shard's cluster slot. Private to sink/wire*.c; one thread. */
#ifndef REDRESS_SINK_WIRE_ROUTE_H
#define REDRESS_SINK_WIRE_ROUTE_H

#include "sink/wire_node.h"
#include "sink/wire_watch.h"

#define WIRE_SEEDS_MAX 32
#define WIRE_NODES_MAX 1024 /* more nodes than a Redis Cluster has */

enum wire_mode { WIRE_SINGLE, WIRE_SENTINEL, WIRE_CLUSTER };

struct wire_route {
    enum wire_mode mode;
    const char *master; /* mode sentinel; belongs to the settings */
    struct wire_address seeds[WIRE_SEEDS_MAX];
    unsigned seed_count, shards;
    struct wire_node *nodes[WIRE_NODES_MAX];
    unsigned node_count;
    int *owner;              /* of each shard, index into nodes; -1 unknown (mode cluster) */
    bool stale;              /* must be asked again before it is used */
    struct wire_watch watch; /* mode sentinel */
};

/* redis.address and redis.mode. -1: e names the setting and its value. */
MUST_CHECK int wire_route_init(struct wire_route *r, const struct config *cfg, struct err *e);
void wire_route_fini(struct wire_route *r);

/* If it is stale, asks sentinels or cluster nodes in turn; `avoid` (may be NULL) comes last.
 * A node that is no longer wanted is closed. */
MUST_CHECK int wire_route_refresh(struct wire_route *r, const struct wire_login *l,
                                  const struct wire_node *avoid, struct err *e);

/* Mode sentinel: whom it names is the master from now on, the others are closed. */
MUST_CHECK int wire_route_ask(struct wire_route *r, const struct wire_address *sentinel,
                              const struct wire_login *l, struct err *e);
/* The same, somebody having said so. -1: too many masters were seen. */
MUST_CHECK int wire_route_master(struct wire_route *r, const struct wire_address *at);

/* Index of the node that serves the shard, -1 if the route has none. */
int wire_route_of(const struct wire_route *r, unsigned shard);
/* Index of the node at this address, a new one if it is not known yet; -1: too many. */
int wire_route_at(struct wire_route *r, const struct wire_address *at);

/* The address in "MOVED 3999 127.0.0.1:6381" or "ASK ..."; without a host it is that of `from`. */
MUST_CHECK int wire_route_target(const char *error, const struct wire_address *from,
                                 struct wire_address *out);
/* A node said that this shard has moved there. */
void wire_route_moved(struct wire_route *r, unsigned shard, int node);

#endif
