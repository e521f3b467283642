/* scan.h - every key of Redress, a page at a time: SCAN of each node once, however many shards it
 * serves. One thread; the wire must have nothing queued. A key may come twice, as SCAN says; one
 * that is there from beginning to end comes at least once. */
#ifndef REDRESS_SINK_SCAN_H
#define REDRESS_SINK_SCAN_H

#include "core/check.h"
#include "core/str.h"
#include "sink/wire.h"

struct scan {
    struct wire *wire;
    unsigned *asked; /* a shard for each node, by which it is asked */
    unsigned nodes, node;
    unsigned shards;
    char cursor[24];
};

/* A key "rd:{shard}:kind" or "rd:{shard}:kind:rest". */
struct scan_key {
    struct str key; /* NUL-terminated, lives during the call */
    unsigned shard;
    struct str kind, rest;
};

/* Asks which shards share a node. -1: e says what is away. scan_fini in any case. */
MUST_CHECK int scan_init(struct scan *s, struct wire *wire, unsigned shards, struct err *e);
void scan_fini(struct scan *s);

/* The next page, of about `count` keys; keys that are not of a shard below `shards` are left out.
 * 1: there is more, 0: that was all, -1: e says what is away, call again for the same page. */
MUST_CHECK int scan_next(struct scan *s, unsigned count,
                         void (*each)(void *ctx, const struct scan_key *key), void *ctx,
                         struct err *e);

/* Takes a key apart. false: it is none of ours. */
bool scan_parse(struct str key, struct scan_key *out);

#endif
