/* wire_node.h - one connection to one Redis node: how to log in, the library on it.
 * Private to sink/wire*.c; one thread. */
#ifndef REDRESS_SINK_WIRE_NODE_H
#define REDRESS_SINK_WIRE_NODE_H

#include "core/check.h"
#include "core/config.h"
#include "sink/wire_address.h"

#include <hiredis/hiredis.h>
#include <stdbool.h>

/* How to get in; the same for all nodes. Secrets are read once. */
struct wire_login {
    char user[128], password[512], sentinel_password[512];
    int database, timeout_ms;
    void *tls; /* redisSSLContext, or NULL */
};
MUST_CHECK int wire_login_init(struct wire_login *l, const struct config *cfg, struct err *e);
void wire_login_fini(struct wire_login *l);

struct wire_node {
    struct wire_address at;
    redisContext *ctx; /* NULL: not connected */
    bool ready;        /* logged in, and the library is there */
    bool written;      /* since the last successful WAIT */
    bool lost;     /* closed while `written`: WAIT on a new connection would know nothing of it */
    bool pending;  /* something is in hiredis's output buffer */
    bool suspect;  /* said that it is no master: to be closed once its replies are read */
    bool short_of; /* its last WAIT had too few replicas */
};

/* A bare connection, logged in; a sentinel has a password of its own. NULL with e set. */
redisContext *wire_node_open(const struct wire_address *at, const struct wire_login *l,
                             bool sentinel, struct err *e);
/* Connects if it is not connected: login, database, role (unless any_role), library. */
MUST_CHECK int wire_node_connect(struct wire_node *n, const struct wire_login *l, bool any_role,
                                 struct err *e);
void wire_node_close(struct wire_node *n);
/* e: "redis HOST:PORT: what the connection says". Returns -1. */
int wire_node_error(const struct wire_node *n, struct err *e);
/* One command during the login. NULL: connection lost (said in ctx) or an error reply (said in e);
 * e is set either way. The caller frees the reply. */
redisReply *wire_node_ask(redisContext *ctx, const struct wire_address *at, struct err *e, int argc,
                          const char **argv, const size_t *lens);
/* Loads the function library if the node has none, or not ours; a newer one is kept. */
MUST_CHECK int wire_library_check(struct wire_node *n, struct err *e);
/* Sleeps until `bytes` of replies can be read, or for some 50 ms nothing more has come, or the
 * connection is broken: reading tells which. */
void wire_node_await(const struct wire_node *n, size_t bytes);
/* The longest wait for a reply from now on. */
void wire_node_timeout(struct wire_node *n, int ms);

#endif
