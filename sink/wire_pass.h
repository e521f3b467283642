/* wire_pass.h - what wire.c, wire_pass.c and wire_wait.c share: the queue, and one pass over it.
 * Private to sink/wire*.c; one thread. */
#ifndef REDRESS_SINK_WIRE_PASS_H
#define REDRESS_SINK_WIRE_PASS_H

#include "sink/wire.h"
#include "sink/wire_route.h"

#include <sys/uio.h>

#define WIRE_NOWHERE (-1)

struct wire_slot {
    size_t off, len; /* in the buffer */
    size_t expect;   /* bytes of its reply, at least; 0: nobody knows */
    unsigned shard;
    int node; /* of this pass, WIRE_NOWHERE: not sent in it */
    int ask;  /* sent there, with ASKING, once; else WIRE_NOWHERE */
    redisReply *reply;
};

struct wire {
    struct wire_login login;
    struct wire_route route;
    struct command out;
    struct wire_slot *slots;
    unsigned count, cap;
    struct iovec *pieces; /* scratch of sending */
    size_t pieces_cap;
};

/* Sends every command that has no reply to its node and reads the replies; MOVED and ASK leave
 * commands for another pass. -1: WIRE_AGAIN, e says why. */
MUST_CHECK int wire_pass(struct wire *w, struct err *e);

/* Sends every command to the node that was chosen for it. -1: a node was lost, e says which. */
MUST_CHECK int wire_pass_send(struct wire *w, struct err *e);
/* Sends what lies in hiredis's own buffers. -1 likewise. */
MUST_CHECK int wire_pass_flush(struct wire *w, struct err *e);
/* The next reply of a node; NULL with e set: it was lost. The caller frees it. */
redisReply *wire_pass_read(struct wire *w, struct wire_node *n, struct err *e);
/* Closes a node; whom to ask instead must be found out anew. */
void wire_pass_drop(struct wire *w, struct wire_node *n);

#endif
