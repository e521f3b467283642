/* Commands to their nodes: straight out of the queue's buffer, where they lie one after the other;
 * by way of hiredis, which takes a copy, only where it encrypts. */
#include "sink/wire_pass.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char asking[] = "*1\r\n$6\r\nASKING\r\n";

static struct iovec piece(const void *at, size_t len)
{
    return (struct iovec){.iov_base = (void *)at, .iov_len = len};
}

/* What goes to the node, in order. */
static size_t gather(struct wire *w, int node)
{
    size_t n = 0;
    if (w->pieces_cap < 2 * w->count) {
        w->pieces_cap = 2 * w->cap;
        w->pieces = check_realloc(w->pieces, w->pieces_cap * sizeof(*w->pieces));
    }
    for (unsigned i = 0; i < w->count; i++) {
        const struct wire_slot *s = &w->slots[i];
        if (s->node != node)
            continue;
        if (s->ask != WIRE_NOWHERE)
            w->pieces[n++] = piece(asking, sizeof(asking) - 1);
        w->pieces[n++] = piece(w->out.buf + s->off, s->len);
    }
    return n;
}

/* Takes `sent` bytes off the front; returns the first piece that is left. */
static struct iovec *advance(struct iovec *p, const struct iovec *end, size_t sent)
{
    for (; p < end && sent >= p->iov_len; p++)
        sent -= p->iov_len;
    if (p < end)
        *p = piece((char *)p->iov_base + sent, p->iov_len - sent);
    return p;
}

/* false: errno says why; EAGAIN is the timeout of the connection. */
static bool send_pieces(int fd, struct iovec *p, const struct iovec *end)
{
    while (p < end) {
        size_t most = (size_t)(end - p) < IOV_MAX ? (size_t)(end - p) : IOV_MAX;
        struct msghdr m = {.msg_iov = p, .msg_iovlen = most};
        ssize_t sent = sendmsg(fd, &m, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        p = advance(p, end, (size_t)sent);
    }
    return true;
}

/* As hiredis would tell it. */
static void failed(redisContext *ctx, int why)
{
    ctx->err = REDIS_ERR_IO;
    snprintf(ctx->errstr, sizeof(ctx->errstr), "%s", strerror(why));
}

static int drop(struct wire *w, struct wire_node *n, struct err *e)
{
    int lost = wire_node_error(n, e);
    wire_pass_drop(w, n);
    return lost;
}

/* Every node gets its commands before the first reply is read: they work side by side. */
int wire_pass_flush(struct wire *w, struct err *e)
{
    int sent = 0;
    for (unsigned i = 0; i < w->route.node_count; i++) {
        struct wire_node *n = w->route.nodes[i];
        int done = !n->pending;
        n->pending = false;
        while (!done && redisBufferWrite(n->ctx, &done) == REDIS_OK)
            ;
        if (!done)
            sent = drop(w, n, e);
    }
    return sent;
}

static int send_copies(struct wire *w, struct err *e)
{
    for (unsigned k = 0; k < w->route.node_count; k++) {
        struct wire_node *n = w->route.nodes[k];
        size_t pieces = gather(w, (int)k);
        for (size_t i = 0; i < pieces; i++)
            redisAppendFormattedCommand(n->ctx, w->pieces[i].iov_base, w->pieces[i].iov_len);
        n->pending = pieces > 0;
        n->written |= n->pending;
    }
    return wire_pass_flush(w, e);
}

int wire_pass_send(struct wire *w, struct err *e)
{
    int sent = 0;
    if (w->login.tls)
        return send_copies(w, e);
    for (unsigned k = 0; k < w->route.node_count; k++) {
        struct wire_node *n = w->route.nodes[k];
        size_t pieces = gather(w, (int)k);
        if (pieces == 0)
            continue;
        n->written = true;
        if (send_pieces(n->ctx->fd, w->pieces, w->pieces + pieces))
            continue;
        failed(n->ctx, errno);
        sent = drop(w, n, e);
    }
    return sent;
}
