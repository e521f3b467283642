/* The queue of commands and their way out and back.
 *
 *   wire_push -> slots -> a pass: route, connect, send all, read all -> replies
 *                           ^                                  |
 *                           +--- MOVED, ASK: another pass -----+--- anything that is about the
 *                                                                   server: WIRE_AGAIN */
#include "sink/wire.h"

#include "core/clock.h"
#include "core/hash.h"
#include "core/metrics.h"
#include "sink/wire_route.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define PASSES 16 /* redirections in one flush before we pause: slots are wandering */
#define NOWHERE (-1)

struct slot {
    size_t off, len; /* in the buffer */
    unsigned shard;
    int node; /* of this pass, NOWHERE: not sent in it */
    int ask;  /* sent there, with ASKING, once; else NOWHERE */
    redisReply *reply;
};

struct wire {
    struct wire_login login;
    struct wire_route route;
    struct command out;
    struct slot *slots;
    unsigned count, cap;
};

struct wire *wire_new(const struct config *cfg, struct err *e)
{
    struct wire *w = check_calloc(1, sizeof(*w));
    if (wire_login_init(&w->login, cfg, e) != 0 || wire_route_init(&w->route, cfg, e) != 0) {
        wire_free(w);
        return NULL;
    }
    signal(SIGPIPE, SIG_IGN); /* hiredis writes without MSG_NOSIGNAL; EPIPE is what we handle */
    return w;
}

void wire_free(struct wire *w)
{
    if (!w)
        return;
    wire_reset(w);
    wire_route_fini(&w->route);
    wire_login_fini(&w->login);
    command_fini(&w->out);
    free(w->slots);
    free(w);
}

/* ---- the queue -------------------------------------------------------------------------------*/

struct command *wire_command(struct wire *w)
{
    return &w->out;
}

void wire_push(struct wire *w, unsigned shard)
{
    if (w->count == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 64;
        w->slots = check_realloc(w->slots, w->cap * sizeof(*w->slots));
    }
    w->slots[w->count++] = (struct slot){.off = w->out.start,
                                         .len = w->out.len - w->out.start,
                                         .shard = shard,
                                         .node = NOWHERE,
                                         .ask = NOWHERE};
}

void wire_queue(struct wire *w, unsigned shard, int argc, const char **argv, const size_t *lens)
{
    command_begin(&w->out);
    for (int i = 0; i < argc; i++)
        command_bytes(&w->out, argv[i], lens ? lens[i] : strlen(argv[i]));
    command_end(&w->out);
    wire_push(w, shard);
}

unsigned wire_queued(const struct wire *w)
{
    return w->count;
}

const redisReply *wire_reply(const struct wire *w, unsigned i)
{
    CHECK(i < w->count && w->slots[i].reply);
    return w->slots[i].reply;
}

static void forget_replies(struct wire *w)
{
    for (unsigned i = 0; i < w->count; i++) {
        freeReplyObject(w->slots[i].reply);
        w->slots[i].reply = NULL;
        w->slots[i].ask = NOWHERE;
    }
}

void wire_reset(struct wire *w)
{
    forget_replies(w);
    w->count = 0;
    command_clear(&w->out);
}

void wire_restart(struct wire *w)
{
    wire_reset(w);
    for (unsigned i = 0; i < w->route.node_count; i++)
        w->route.nodes[i]->written = w->route.nodes[i]->lost = false;
}

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
        {"BUSY", ABOUT_SERVER},       /* a script of somebody runs too long */
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

static struct wire_node *node_of(struct wire *w, const struct slot *s)
{
    return w->route.nodes[s->node];
}

static void drop(struct wire *w, struct wire_node *n)
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
        struct slot *s = &w->slots[i];
        s->node = NOWHERE;
        if (s->reply)
            continue;
        int to = s->ask != NOWHERE ? s->ask : wire_route_of(&w->route, s->shard);
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

static void append_all(struct wire *w)
{
    static const char asking[] = "*1\r\n$6\r\nASKING\r\n";
    for (unsigned i = 0; i < w->count; i++) {
        const struct slot *s = &w->slots[i];
        if (s->node == NOWHERE)
            continue;
        struct wire_node *n = node_of(w, s);
        if (s->ask != NOWHERE)
            redisAppendFormattedCommand(n->ctx, asking, sizeof(asking) - 1);
        redisAppendFormattedCommand(n->ctx, w->out.buf + s->off, s->len);
        n->pending = n->written = true;
    }
}

/* Every node gets its commands before the first reply is read: they work side by side. */
static int send_all(struct wire *w, struct err *e)
{
    int sent = 0;
    for (unsigned i = 0; i < w->route.node_count; i++) {
        struct wire_node *n = w->route.nodes[i];
        int done = !n->pending;
        n->pending = false;
        while (!done && redisBufferWrite(n->ctx, &done) == REDIS_OK)
            ;
        if (done)
            continue;
        sent = wire_node_error(n, e);
        drop(w, n);
    }
    return sent;
}

static redisReply *read_one(struct wire *w, struct wire_node *n, struct err *e)
{
    void *reply = NULL;
    if (n->ctx && redisGetReply(n->ctx, &reply) == REDIS_OK)
        return reply;
    if (n->ctx) { /* else it failed before, and e tells why */
        wire_node_error(n, e);
        drop(w, n);
    }
    return NULL;
}

static int redirect(struct wire *w, struct slot *s, const redisReply *r, bool ask, struct err *e)
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
static int take(struct wire *w, struct slot *s, redisReply *r, struct err *e)
{
    enum about a = r->type == REDIS_REPLY_ERROR ? about(r->str) : ABOUT_COMMAND;
    s->ask = NOWHERE;
    if (a == ABOUT_COMMAND) {
        s->reply = r;
        return 0;
    }
    int taken = 0;
    if (w->route.mode == WIRE_CLUSTER && (a == ABOUT_MOVED || a == ABOUT_ASK)) {
        taken = redirect(w, s, r, a == ABOUT_ASK, e);
    } else {
        taken = err_set(e, "redis %s: %s", wire_address_text(&node_of(w, s)->at), r->str);
        node_of(w, s)->suspect = a == ABOUT_ROLE;
    }
    freeReplyObject(r);
    return taken;
}

/* All replies are read even if one says WIRE_AGAIN: the connections stay usable. */
static int read_all(struct wire *w, struct err *e)
{
    int result = 0;
    for (unsigned i = 0; i < w->count; i++) {
        struct slot *s = &w->slots[i];
        if (s->node == NOWHERE)
            continue;
        if (s->ask != NOWHERE)
            freeReplyObject(read_one(w, node_of(w, s), e));
        redisReply *r = read_one(w, node_of(w, s), e);
        if (!r || take(w, s, r, e) != 0)
            result = -1;
    }
    for (unsigned i = 0; i < w->route.node_count; i++)
        if (w->route.nodes[i]->suspect) {
            w->route.nodes[i]->suspect = false;
            drop(w, w->route.nodes[i]);
        }
    return result;
}

static unsigned unanswered(const struct wire *w)
{
    unsigned n = 0;
    for (unsigned i = 0; i < w->count; i++)
        n += !w->slots[i].reply;
    return n;
}

static int pass(struct wire *w, struct err *e)
{
    if (route_all(w, e) != 0)
        return -1;
    append_all(w);
    int sent = send_all(w, e);
    return read_all(w, e) != 0 ? -1 : sent;
}

enum wire_result wire_flush(struct wire *w, struct err *e)
{
    mono_ns_t start = clock_mono();
    for (int i = 0; i < PASSES; i++) {
        if (unanswered(w) == 0) {
            metrics_add(METRIC_REDIS_CALLS, w->count);
            metrics_observe_us(METRIC_REDIS_LATENCY, (clock_mono().ns - start.ns) / 1000, 1);
            return WIRE_OK;
        }
        if (pass(w, e) != 0)
            break;
        if (i == PASSES - 1)
            err_set(e, "redis: sent from node to node %d times: slots are being moved", PASSES);
    }
    forget_replies(w);
    metrics_add(METRIC_REDIS_FAILURES, 1);
    return WIRE_AGAIN;
}

redisReply *wire_call(struct wire *w, unsigned shard, struct err *e, int argc, const char **argv,
                      const size_t *lens)
{
    CHECK(w->count == 0);
    redisReply *r = NULL;
    wire_queue(w, shard, argc, argv, lens);
    if (wire_flush(w, e) == WIRE_OK) {
        r = w->slots[0].reply;
        w->slots[0].reply = NULL;
    }
    if (r && r->type == REDIS_REPLY_ERROR) {
        err_set(e, "redis: %s: %s", argv[0], r->str);
        freeReplyObject(r);
        r = NULL;
    }
    wire_reset(w);
    return r;
}

/* ---- replicas --------------------------------------------------------------------------------*/

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
    redisReply *r = read_one(w, n, e);
    if (!r)
        return -1;
    wire_node_timeout(n, w->login.timeout_ms);
    long long have = r->type == REDIS_REPLY_INTEGER ? r->integer : -1;
    if (have < 0) {
        err_set(e, "redis %s: WAIT: %s", wire_address_text(&n->at),
                r->type == REDIS_REPLY_ERROR ? r->str : "not a number");
        drop(w, n);
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
    if (send_all(w, e) != 0)
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

int wire_backoff_ms(const struct config *cfg, unsigned *state)
{
    int64_t ms = cfg->redis_backoff_min_ms;
    for (unsigned i = 0; i < *state && ms < cfg->redis_backoff_max_ms; i++)
        ms *= 2;
    if (ms >= cfg->redis_backoff_max_ms)
        ms = cfg->redis_backoff_max_ms;
    else
        (*state)++;
    /* Jitter, so that workers that lost the same Redis do not come back as one. */
    uint64_t tick = clock_mono().ns;
    uint64_t random = hash_bytes(0, &tick, sizeof(tick)).lo;
    return (int)(ms - (int64_t)(random % (uint64_t)(ms / 2 + 1)));
}
