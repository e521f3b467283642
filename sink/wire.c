/* The queue of commands and their way out and back.
 *
 *   wire_push -> slots -> a pass: route, connect, send all, read all -> replies
 *                           ^                                  |
 *                           +--- MOVED, ASK: another pass -----+--- anything that is about the
 *                                                                   server: WIRE_AGAIN */
#include "sink/wire_pass.h"

#include "core/clock.h"
#include "core/hash.h"
#include "core/metrics.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define PASSES 16 /* redirections in one flush before we pause: slots are wandering */

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
    free(w->pieces);
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
    w->slots[w->count++] = (struct wire_slot){.off = w->out.start,
                                              .len = w->out.len - w->out.start,
                                              .shard = shard,
                                              .node = WIRE_NOWHERE,
                                              .ask = WIRE_NOWHERE};
}

void wire_expect(struct wire *w, size_t reply_bytes)
{
    CHECK(w->count > 0);
    w->slots[w->count - 1].expect = reply_bytes;
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
        w->slots[i].ask = WIRE_NOWHERE;
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

static unsigned unanswered(const struct wire *w)
{
    unsigned n = 0;
    for (unsigned i = 0; i < w->count; i++)
        n += !w->slots[i].reply;
    return n;
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
        if (wire_pass(w, e) != 0)
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
