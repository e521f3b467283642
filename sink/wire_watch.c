#include "sink/wire_watch.h"

#include "sink/wire_route.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#define PAUSE_MIN_MS 1000
#define PAUSE_MAX_MS 30000
#define PATIENCE_MS 250 /* with a sentinel */
#define CHANNEL "+switch-master"

void wire_watch_stop(struct wire_watch *w)
{
    if (w->ctx)
        redisFree(w->ctx);
    w->ctx = NULL;
}

/* ---- what it says ----------------------------------------------------------------------------*/

/* "NAME OLD-HOST OLD-PORT NEW-HOST NEW-PORT" */
static bool read_switch(const char *text, const char *name, struct wire_address *to)
{
    char of[128], host[sizeof(to->host)];
    int port;
    if (sscanf(text, "%127s %*s %*s %255s %d", of, host, &port) != 3 || strcmp(of, name) != 0)
        return false;
    *to = (struct wire_address){.port = port};
    memcpy(to->host, host, strlen(host) + 1);
    return true;
}

static void take(struct wire_route *r, const redisReply *m)
{
    struct wire_address to;
    if (m->type != REDIS_REPLY_ARRAY || m->elements != 3 ||
        m->element[2]->type != REDIS_REPLY_STRING ||
        !read_switch(m->element[2]->str, r->master, &to))
        return;
    if (wire_route_master(r, &to) != 0)
        r->stale = true; /* more masters than there can be: ask */
}

/* What has come. -1: the sentinel is gone, or speaks of what we do not understand. */
static int hear(struct wire_route *r, redisContext *ctx)
{
    void *m = NULL;
    if (redisBufferRead(ctx) != REDIS_OK)
        return -1;
    while (redisGetReplyFromReader(ctx, &m) == REDIS_OK && m) {
        take(r, m);
        freeReplyObject(m);
    }
    return ctx->err ? -1 : 0;
}

/* ---- beginning to listen ---------------------------------------------------------------------*/

static bool subscribe(redisContext *ctx)
{
    redisReply *r = redisCommand(ctx, "SUBSCRIBE " CHANNEL);
    bool done = r && r->type == REDIS_REPLY_ARRAY;
    freeReplyObject(r);
    return done;
}

/* What was missed until now is asked for. */
static int listen_to(struct wire_route *r, const struct wire_address *sentinel,
                     const struct wire_login *login)
{
    struct wire_login l = *login;
    struct err why;
    if (l.timeout_ms > PATIENCE_MS)
        l.timeout_ms = PATIENCE_MS;
    r->watch.ctx = wire_node_open(sentinel, &l, true, &why);
    int listening =
        r->watch.ctx && subscribe(r->watch.ctx) ? wire_route_ask(r, sentinel, &l, &why) : -1;
    explicit_bzero(&l, sizeof(l));
    return listening;
}

static void begin(struct wire_route *r, const struct wire_login *l)
{
    struct wire_watch *w = &r->watch;
    int twice = w->pause_ms * 2;
    if (listen_to(r, &r->seeds[w->seed++ % r->seed_count], l) == 0) {
        w->pause_ms = PAUSE_MIN_MS;
    } else {
        wire_watch_stop(w);
        w->pause_ms = twice < PAUSE_MAX_MS ? twice : PAUSE_MAX_MS;
    }
    w->tried = clock_mono();
}

void wire_watch_look(struct wire_route *r, const struct wire_login *l)
{
    struct wire_watch *w = &r->watch;
    if (w->ctx) {
        struct pollfd p = {.fd = w->ctx->fd, .events = POLLIN};
        if (poll(&p, 1, 0) != 0 && hear(r, w->ctx) != 0)
            wire_watch_stop(w);
        return;
    }
    if (!w->tried.ns) {
        w->tried = clock_mono();
        w->pause_ms = PAUSE_MIN_MS;
    } else if (clock_elapsed_ms(w->tried, clock_mono()) >= (uint64_t)w->pause_ms) {
        begin(r, l);
    }
}
