/* wire_watch.h - hears of a failover while the connection to the old master still stands: a master
 * that the sentinels depose by mistake goes on answering, and they tell it only some ten seconds
 * later; what is written to it until then is lost. Private to sink/wire*.c; one thread. */
#ifndef REDRESS_SINK_WIRE_WATCH_H
#define REDRESS_SINK_WIRE_WATCH_H

#include "core/clock.h"
#include "sink/wire_node.h"

struct wire_route;

struct wire_watch {
    redisContext *ctx; /* subscribed to a sentinel's +switch-master; NULL: not (yet) */
    unsigned seed;     /* whom to try next */
    mono_ns_t tried;
    int pause_ms; /* until the next try */
};

/* Mode sentinel, before each use of a route that is not stale: follows the master if a sentinel has
 * named another one. Costs a poll; a sentinel that does not answer costs a quarter of a second, the
 * more seldom the longer none does. The first second needs no watch: whoever is done by then has
 * none. Never fails: without it a failover is noticed by the connection, as ever. */
void wire_watch_look(struct wire_route *r, const struct wire_login *l);
void wire_watch_stop(struct wire_watch *w);

#endif
