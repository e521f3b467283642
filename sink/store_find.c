/* Finding a case by what a person types. A case's shard follows from its product, which the text
 * does not say, so every shard is asked. */
#include "sink/store_io.h"

#include "core/check.h"
#include "sink/entry.h"

#include <stdlib.h>

#define LOG_LOOK "2000" /* last transitions of a shard that are searched for a closed case */

void store_io_add(struct store_ids *ids, unsigned shard, struct str id)
{
    if (id.len != KEYS_ID_CHARS && id.len != KEYS_HERD_CHARS)
        return; /* not ours */
    if (ids->count == ids->cap) {
        ids->cap = ids->cap ? ids->cap * 2 : 256;
        ids->ids = check_realloc(ids->ids, ids->cap * sizeof(*ids->ids));
    }
    struct store_id *to = &ids->ids[ids->count++];
    memset(to, 0, sizeof(*to));
    memcpy(to->id, id.ptr, id.len);
    to->shard = shard;
}

static int by_place(const void *a, const void *b)
{
    const struct store_id *x = a, *y = b;
    if (x->shard != y->shard)
        return x->shard < y->shard ? -1 : 1;
    return memcmp(x->id, y->id, KEYS_ID_CHARS);
}

void store_io_unique(struct store_ids *ids)
{
    size_t kept = 0;
    if (ids->count)
        qsort(ids->ids, ids->count, sizeof(*ids->ids), by_place);
    for (size_t i = 0; i < ids->count; i++)
        if (kept == 0 || by_place(&ids->ids[kept - 1], &ids->ids[i]) != 0)
            ids->ids[kept++] = ids->ids[i];
    ids->count = kept;
}

static void take_page(struct store_ids *ids, unsigned shard, const redisReply *page)
{
    for (size_t i = 0; i < page->elements; i += 2) /* member, score */
        store_io_add(ids, shard, store_io_str(page->element[i]));
}

/* One page of every shard that is not read to its end; false when all are. */
static int scan_pages(struct store *s, char (*cursors)[24], const char *match, bool *more,
                      struct store_ids *ids, struct err *e)
{
    unsigned n = 0, asked[1024];
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        char key[KEYS_CAP];
        if (!cursors[shard][0])
            continue;
        keys_due(key, shard);
        store_io_words(s, shard, "ZSCAN", key, cursors[shard], "MATCH", match, "COUNT", "1000",
                       NULL);
        asked[n++] = shard;
    }
    *more = n > 0;
    if (n == 0)
        return 0;
    if (store_io_flush(s, e) != 0)
        return -1;
    for (unsigned i = 0; i < n; i++) {
        const redisReply *r = store_io_reply(s, i);
        struct str next = r->elements == 2 ? store_io_str(r->element[0]) : STR_LIT("0");
        if (r->elements == 2)
            take_page(ids, asked[i], r->element[1]);
        bool end = next.len == 0 || next.len > 23 || (next.len == 1 && next.ptr[0] == '0');
        snprintf(cursors[asked[i]], sizeof(cursors[0]), "%.*s", end ? 0 : (int)next.len,
                 end ? "" : next.ptr);
    }
    store_io_reset(s);
    return 0;
}

int store_io_open_ids(struct store *s, const char *prefix, struct store_ids *ids, struct err *e)
{
    char match[KEYS_ID_CHARS + 2];
    char(*cursors)[24] = check_calloc(s->cases.shards, sizeof(*cursors));
    bool more = true;
    int rc = 0;
    snprintf(match, sizeof(match), "%s*", prefix);
    for (unsigned i = 0; i < s->cases.shards; i++)
        strcpy(cursors[i], "0");
    while (more && rc == 0)
        rc = scan_pages(s, cursors, match, &more, ids, e);
    free(cursors);
    store_io_unique(ids); /* ZSCAN may show one twice */
    return rc;
}

/* ---- by id -----------------------------------------------------------------------------------*/

static bool is_id(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!strchr("0123456789abcdefghjkmnpqrstvwxyz", text[i]))
            return false;
    return len > 0 && len <= KEYS_ID_CHARS;
}

/* The whole id: which shard has it? */
static int find_whole(struct store *s, const char *id, struct store_ids *ids, struct err *e)
{
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        char key[KEYS_CAP];
        keys_case(key, shard, id);
        store_io_words(s, shard, "EXISTS", key, NULL);
    }
    if (store_io_flush(s, e) != 0)
        return -1;
    for (unsigned shard = 0; shard < s->cases.shards; shard++)
        if (store_io_int(store_io_reply(s, shard)) == 1)
            store_io_add(ids, shard, str_from(id));
    store_io_reset(s);
    return 0;
}

struct logged {
    struct store_ids *ids;
    unsigned shard;
    const char *prefix;
};

static void take_id(void *ctx, struct str name, struct str id)
{
    const struct logged *l = ctx;
    if (str_eq(name, STR_LIT("id")) && id.len == KEYS_ID_CHARS &&
        memcmp(id.ptr, l->prefix, strlen(l->prefix)) == 0)
        store_io_add(l->ids, l->shard, id);
}

static void take_logged(struct logged l, const redisReply *entries)
{
    for (size_t i = 0; entries->type == REDIS_REPLY_ARRAY && i < entries->elements; i++)
        if (entries->element[i]->elements == 2)
            entry_each(entries->element[i]->element[1], take_id, &l);
}

/* Closed cases are in no set; those closed lately are in the log. */
static int find_logged(struct store *s, const char *prefix, struct store_ids *ids, struct err *e)
{
    for (unsigned shard = 0; shard < s->cases.shards; shard++) {
        char key[KEYS_CAP];
        keys_log(key, shard);
        store_io_words(s, shard, "XREVRANGE", key, "+", "-", "COUNT", LOG_LOOK, NULL);
    }
    if (store_io_flush(s, e) != 0)
        return -1;
    for (unsigned shard = 0; shard < s->cases.shards; shard++)
        take_logged((struct logged){ids, shard, prefix}, store_io_reply(s, shard));
    store_io_reset(s);
    store_io_unique(ids);
    return 0;
}

/* ---- by review -------------------------------------------------------------------------------*/

struct wanted_review {
    struct str review_id;
    const struct store_ids *open;
    struct store_ids found;
};

static void match_review(void *ctx, size_t i, const struct store_case *c)
{
    struct wanted_review *w = ctx;
    if (str_eq(c->fields.review_id, w->review_id))
        store_io_add(&w->found, w->open->ids[i].shard, str_from(c->id));
}

static int find_review(struct store *s, const char *text, struct store_ids *ids, struct err *e)
{
    const char *slash = strchr(text, '/');
    if (slash) {
        char id[KEYS_ID_CHARS + 1];
        keys_case_id((struct str){text, (uint32_t)(slash - text)}, str_from(slash + 1), id);
        if (find_whole(s, id, ids, e) != 0 || ids->count)
            return ids->count ? 0 : -1;
    }
    struct store_ids open = {0};
    struct wanted_review w = {.review_id = str_from(text), .open = &open};
    int rc = store_io_open_ids(s, "", &open, e);
    if (rc == 0)
        rc = store_io_fetch(s, &open, match_review, &w, e);
    free(open.ids);
    *ids = w.found;
    return rc;
}

static int ambiguous(const char *text, const struct store_ids *ids, struct err *e)
{
    char some[4 * (KEYS_ID_CHARS + 2) + 1] = "";
    size_t n = ids->count < 4 ? ids->count : 4;
    for (size_t i = 0; i < n; i++) {
        strcat(some, i ? ", " : "");
        strcat(some, ids->ids[i].id);
    }
    return err_set(e, "'%s' could be %zu cases: %s%s; give more of the id", text, ids->count, some,
                   ids->count > n ? ", ..." : "");
}

static int look(struct store *s, const char *text, struct store_ids *ids, struct err *e)
{
    size_t len = strlen(text);
    int rc = 0;
    if (len == KEYS_ID_CHARS && is_id(text, len))
        rc = find_whole(s, text, ids, e);
    else if (is_id(text, len))
        rc = store_io_open_ids(s, text, ids, e);
    if (rc == 0 && ids->count == 0 && is_id(text, len) && len < KEYS_ID_CHARS)
        rc = find_logged(s, text, ids, e);
    if (rc == 0 && ids->count == 0)
        rc = find_review(s, text, ids, e);
    return rc;
}

int store_find(struct store *s, const char *text, struct store_case *out, struct err *e)
{
    struct store_ids ids = {0};
    int rc = text[0] ? look(s, text, &ids, e) : err_set(e, "which case? Its id is empty");
    if (rc == 0 && ids.count == 0)
        rc = err_set(e,
                     "no case '%s': neither an id or its beginning, nor the review of an open "
                     "case (redress case list shows the ids)",
                     text);
    if (rc == 0 && ids.count > 1)
        rc = ambiguous(text, &ids, e);
    if (rc == 0)
        rc = store_get(s, ids.ids[0].shard, ids.ids[0].id, out, e);
    if (rc == 0 && !out->known)
        rc = err_set(e, "case %s is gone: it was closed, and is kept only cases.keep_closed_h",
                     ids.ids[0].id);
    free(ids.ids);
    return rc;
}
