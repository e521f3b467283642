#include "sink/scan.h"

#include <stdio.h>
#include <stdlib.h>

#define RUN_ID_CHARS 40

/* "run_id:" of INFO server tells one server from another, whatever its addresses are. */
static void read_run_id(const redisReply *r, char out[RUN_ID_CHARS + 1])
{
    const char *at = r->type == REDIS_REPLY_STRING ? strstr(r->str, "run_id:") : NULL;
    out[0] = '\0';
    if (at && strlen(at) >= 7 + RUN_ID_CHARS)
        memcpy(out, at + 7, RUN_ID_CHARS);
    out[RUN_ID_CHARS] = '\0';
}

static void take_nodes(struct scan *s)
{
    char(*ids)[RUN_ID_CHARS + 1] = check_calloc(s->shards, sizeof(*ids));
    for (unsigned shard = 0; shard < s->shards; shard++) {
        bool known = false;
        read_run_id(wire_reply(s->wire, shard), ids[s->nodes]);
        for (unsigned n = 0; n < s->nodes; n++)
            known = known || strcmp(ids[n], ids[s->nodes]) == 0;
        if (!known)
            s->asked[s->nodes++] = shard;
    }
    free(ids);
}

int scan_init(struct scan *s, struct wire *wire, unsigned shards, struct err *e)
{
    const char *argv[] = {"INFO", "server"};
    *s = (struct scan){.wire = wire, .shards = shards, .cursor = "0"};
    s->asked = check_calloc(shards, sizeof(*s->asked));
    for (unsigned shard = 0; shard < shards; shard++)
        wire_queue(wire, shard, 2, argv, NULL);
    int rc = wire_flush(wire, e) == WIRE_OK ? 0 : -1;
    if (rc == 0)
        take_nodes(s);
    wire_reset(wire);
    return rc;
}

void scan_fini(struct scan *s)
{
    free(s->asked);
    s->asked = NULL;
}

bool scan_parse(struct str key, struct scan_key *out)
{
    const char *p = key.ptr, *end = p + key.len;
    if (key.len < 7 || memcmp(p, "rd:{", 4) != 0)
        return false;
    *out = (struct scan_key){.key = key};
    for (p += 4; p < end && *p >= '0' && *p <= '9' && out->shard < 100000; p++)
        out->shard = out->shard * 10 + (unsigned)(*p - '0');
    if (end - p < 3 || p[0] != '}' || p[1] != ':')
        return false;
    p += 2;
    const char *colon = memchr(p, ':', (size_t)(end - p));
    out->kind = (struct str){p, (uint32_t)((colon ? colon : end) - p)};
    if (colon)
        out->rest = (struct str){colon + 1, (uint32_t)(end - colon - 1)};
    return true;
}

static void give(const struct scan *s, const redisReply *page,
                 void (*each)(void *ctx, const struct scan_key *key), void *ctx)
{
    for (size_t i = 0; i < page->elements; i++) {
        const redisReply *k = page->element[i];
        struct scan_key key;
        if (k->type == REDIS_REPLY_STRING &&
            scan_parse((struct str){k->str, (uint32_t)k->len}, &key) && key.shard < s->shards)
            each(ctx, &key);
    }
}

int scan_next(struct scan *s, unsigned count, void (*each)(void *ctx, const struct scan_key *key),
              void *ctx, struct err *e)
{
    char many[16];
    snprintf(many, sizeof(many), "%u", count);
    const char *argv[] = {"SCAN", s->cursor, "MATCH", "rd:{*", "COUNT", many};
    if (s->node >= s->nodes)
        return 0;
    redisReply *r = wire_call(s->wire, s->asked[s->node], e, 6, argv, NULL);
    if (!r)
        return -1;
    if (r->type != REDIS_REPLY_ARRAY || r->elements != 2 ||
        r->element[0]->type != REDIS_REPLY_STRING || r->element[1]->type != REDIS_REPLY_ARRAY) {
        freeReplyObject(r);
        return err_set(e, "redis: SCAN: not the answer of a Redis server");
    }
    snprintf(s->cursor, sizeof(s->cursor), "%s", r->element[0]->str);
    give(s, r->element[1], each, ctx);
    freeReplyObject(r);
    if (strcmp(s->cursor, "0") == 0)
        s->node++;
    return s->node < s->nodes;
}
