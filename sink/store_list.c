/* Lists, in the order in which cases should be handled. Without a filter only the heads of the
 * queues are read, and the claimed cases, which are found by their wake-ups: a claim ends within
 * rounds.claim_s, so a claimed case wakes up within that time. With a filter everything is read. */
#include "sink/store_io.h"

#include "core/check.h"

#include <inttypes.h>
#include <stdlib.h>

struct gathering {
    const struct store_filter *f;
    struct store_ids *from, chosen;
    int64_t now, late, soon;
};

static bool has_cause(const struct store_case *c, int cause)
{
    for (unsigned i = 0; i < c->finding.cause_count; i++)
        if (c->finding.cause[i] == cause)
            return true;
    return false;
}

static bool is_ours(const struct rounds_case *r)
{
    return r->state == ROUNDS_1M || r->state == ROUNDS_2M || r->state == ROUNDS_3M ||
           r->state == ROUNDS_FM || r->state == ROUNDS_ES || r->state == ROUNDS_PK;
}

static bool helps(struct str helpers, const char *name)
{
    while (helpers.len) {
        const char *comma = memchr(helpers.ptr, ',', helpers.len);
        struct str one = {helpers.ptr, comma ? (uint32_t)(comma - helpers.ptr) : helpers.len};
        uint32_t used = one.len + (comma ? 1 : 0);
        if (str_eq(one, str_from(name)))
            return true;
        helpers = (struct str){helpers.ptr + used, helpers.len - used};
    }
    return false;
}

static bool owned_by(const struct rounds_case *r, const char *owner, int64_t now)
{
    return r->owner_until_ms > now && strcmp(r->owner, owner) == 0;
}

/* A line break of an id is stored as a blank. */
static bool is_called(struct str stored, const char *asked)
{
    if (strlen(asked) != stored.len)
        return false;
    for (uint32_t i = 0; i < stored.len; i++)
        if (stored.ptr[i] != asked[i] && !(asked[i] == '\n' && stored.ptr[i] == ' '))
            return false;
    return true;
}

static bool matches(const struct store_filter *f, const struct store_case *c, int64_t now)
{
    const struct rounds_case *r = &c->head.state;
    if (c->damaged || r->state == ROUNDS_CL)
        return false;
    if (f->state >= 0 ? r->state != f->state : !f->waiting && !is_ours(r))
        return false;
    if (f->cause >= 0 && !has_cause(c, f->cause))
        return false;
    if (r->level < f->min_level || (f->breached && !r->breached))
        return false;
    if (f->lane && strcmp(rounds_lane_name[r->lane], f->lane) != 0)
        return false;
    if (f->overdue && r->due_ms >= now)
        return false;
    /* What somebody put aside has not been left lying. */
    if (f->unclaimed && ((r->owner[0] && r->owner_until_ms > now) || r->snooze_ms > now))
        return false;
    if (f->marketplace && !is_called(c->fields.marketplace, f->marketplace))
        return false;
    if (f->seller && !is_called(c->fields.seller_id, f->seller))
        return false;
    if (f->product && !is_called(c->fields.product_id, f->product))
        return false;
    return !f->owner || owned_by(r, f->owner, now) || helps(c->record.helpers, f->owner);
}

static int64_t sort_key(enum store_sort sort, const struct store_case *c)
{
    switch (sort) {
    case STORE_BY_DUE:
        return c->head.state.due_ms;
    case STORE_BY_PRIORITY:
        return -(int64_t)c->head.priority;
    case STORE_BY_AGE:
        return c->head.state.opened_ms;
    default:
        return rounds_dispatch_key(c->head.state.due_ms, c->head.priority);
    }
}

static void gather(void *ctx, size_t i, const struct store_case *c)
{
    struct gathering *g = ctx;
    int64_t left = c->head.state.due_ms - g->now;
    bool ours = !c->damaged && is_ours(&c->head.state);
    g->late += ours && left < 0;
    g->soon += ours && left >= 0 && left < g->f->soon_ms;
    if (!matches(g->f, c, g->now))
        return;
    store_io_add(&g->chosen, g->from->ids[i].shard, str_from(c->id));
    g->chosen.ids[g->chosen.count - 1].key = sort_key(g->f->sort, c);
}

static int by_key(const void *a, const void *b)
{
    const struct store_id *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return memcmp(x->id, y->id, KEYS_ID_CHARS);
}

/* ---- who may be in the list ------------------------------------------------------------------*/

static bool takes_all(const struct store_filter *f)
{
    return f->waiting || f->state >= 0 || f->cause >= 0 || f->min_level > 0 || f->breached ||
           f->seller || f->product || f->lane || f->overdue || f->marketplace ||
           f->sort != STORE_BY_URGENCY;
}

/* Per shard: the head of the queue, the claimed, and how many there are. */
static void queue_heads(struct store *s, unsigned limit, int64_t claimed_until)
{
    char key[KEYS_CAP], last[24], until[24];
    snprintf(last, sizeof(last), "%u", limit - 1);
    snprintf(until, sizeof(until), "%" PRId64, claimed_until);
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        keys_queue(key, shard);
        store_io_words(s, shard, "ZRANGE", key, "0", last, NULL);
        store_io_words(s, shard, "ZCARD", key, NULL);
        keys_due(key, shard);
        store_io_words(s, shard, "ZRANGE", key, "-inf", until, "BYSCORE", NULL);
        store_io_words(s, shard, "ZCARD", key, NULL);
    }
}

static void take_ids(struct store_ids *ids, unsigned shard, const redisReply *r)
{
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i < r->elements; i++)
        store_io_add(ids, shard, store_io_str(r->element[i]));
}

/* *all: the heads are all there is. */
static int heads(struct store *s, const struct store_filter *f, int64_t now, struct store_ids *ids,
                 struct store_list *out, bool *all, struct err *e)
{
    queue_heads(s, f->limit, now + s->cases.budgets.claim_ms);
    if (store_io_flush(s, e) != 0)
        return -1;
    *all = true;
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        unsigned at = shard * 4;
        int64_t queued = store_io_int(store_io_reply(s, at + 1));
        take_ids(ids, shard, store_io_reply(s, at));
        take_ids(ids, shard, store_io_reply(s, at + 2));
        out->queued += queued;
        out->open += store_io_int(store_io_reply(s, at + 3));
        *all = *all && queued <= f->limit;
    }
    store_io_reset(s);
    store_io_unique(ids);
    return 0;
}

static int choose(struct store *s, struct gathering *g, struct err *e)
{
    g->chosen.count = 0;
    g->late = g->soon = 0;
    if (store_io_fetch(s, g->from, gather, g, e) != 0)
        return -1;
    if (g->chosen.count)
        qsort(g->chosen.ids, g->chosen.count, sizeof(*g->chosen.ids), by_key);
    return 0;
}

static int candidates(struct store *s, struct gathering *g, struct store_list *out, struct err *e)
{
    bool all;
    if (heads(s, g->f, g->now, g->from, out, &all, e) != 0)
        return -1;
    out->whole = all || takes_all(g->f);
    if (!takes_all(g->f)) {
        if (choose(s, g, e) != 0)
            return -1;
        /* The heads may have been cases that wait for the customer. */
        if (all || g->f->owner || g->chosen.count >= g->f->limit)
            return 0;
    }
    g->from->count = 0;
    out->whole = true;
    return store_io_open_ids(s, "", g->from, e) != 0 ? -1 : choose(s, g, e);
}

/* ---- the list itself -------------------------------------------------------------------------*/

static int read_whole(struct store *s, const struct store_ids *ids, unsigned limit,
                      struct store_list *out, struct err *e)
{
    unsigned n = ids->count < limit ? (unsigned)ids->count : limit;
    for (unsigned i = 0; i < n; i++) {
        cases_get(wire_command(s->wire), ids->ids[i].shard, ids->ids[i].id);
        wire_push(s->wire, ids->ids[i].shard);
    }
    if (n > 0 && store_io_flush(s, e) != 0)
        return -1;
    out->cases = check_calloc(n + 1, sizeof(*out->cases));
    for (unsigned i = 0; i < n; i++) {
        struct store_case *c = &out->cases[out->count];
        store_io_case(store_io_reply(s, i), ids->ids[i].shard, ids->ids[i].id, c);
        if (c->known && !c->damaged && c->head.state.state != ROUNDS_CL)
            out->count++;
        else
            store_case_free(c);
    }
    store_io_reset(s);
    return 0;
}

int store_list(struct store *s, const struct store_filter *f, struct store_list *out, struct err *e)
{
    struct store_ids from = {0};
    struct gathering g = {.f = f, .from = &from};
    CHECK(f->limit > 0);
    *out = (struct store_list){0};
    int rc = store_now(s, 0, &g.now, e);
    if (rc == 0)
        rc = candidates(s, &g, out, e);
    out->matching = (int64_t)g.chosen.count;
    out->late = g.late;
    out->soon = g.soon;
    if (rc == 0)
        rc = read_whole(s, &g.chosen, f->limit, out, e);
    free(from.ids);
    free(g.chosen.ids);
    return rc;
}

void store_list_free(struct store_list *l)
{
    for (unsigned i = 0; i < l->count; i++)
        store_case_free(&l->cases[i]);
    free(l->cases);
    *l = (struct store_list){0};
}

struct scan {
    void (*each)(void *ctx, const struct store_case *c);
    void *ctx;
};

static void scan_one(void *ctx, size_t i, const struct store_case *c)
{
    struct scan *scan = ctx;
    (void)i;
    if (!c->damaged && c->head.state.state != ROUNDS_CL)
        scan->each(scan->ctx, c);
}

int store_scan(struct store *s, void (*each)(void *ctx, const struct store_case *c), void *ctx,
               struct err *e)
{
    struct store_ids ids = {0};
    struct scan scan = {each, ctx};
    int rc = store_io_open_ids(s, "", &ids, e);
    if (rc == 0)
        rc = store_io_fetch(s, &ids, scan_one, &scan, e);
    free(ids.ids);
    return rc;
}

int store_read(struct store *s, const struct store_ref *refs, size_t n,
               void (*each)(void *ctx, size_t i, const struct store_case *c), void *ctx,
               struct err *e)
{
    struct store_ids ids = {0};
    for (size_t i = 0; i < n; i++)
        store_io_add(&ids, refs[i].shard, str_from(refs[i].id));
    int rc = store_io_fetch(s, &ids, each, ctx, e);
    free(ids.ids);
    return rc;
}
