#include "journal/history.h"

#include <stdlib.h>

struct shard {
    struct history_entry *entries;
    size_t count, cap;
};

struct history {
    struct shard *shards;
    unsigned shard_count;
    size_t keep;
};

struct history *history_new(unsigned shards, int64_t keep)
{
    struct history *h = check_calloc(1, sizeof(*h));
    h->shards = check_calloc(shards, sizeof(*h->shards));
    h->shard_count = shards;
    h->keep = (size_t)keep;
    return h;
}

void history_free(struct history *h)
{
    if (!h)
        return;
    for (unsigned s = 0; s < h->shard_count; s++) {
        for (size_t i = 0; i < h->shards[s].count; i++)
            free(h->shards[s].entries[i].memory);
        free(h->shards[s].entries);
    }
    free(h->shards);
    free(h);
}

static bool parse_id(struct str id, struct history_entry *x)
{
    char text[48] = "", *end;
    if (id.len == 0 || id.len >= sizeof(text))
        return false;
    memcpy(text, id.ptr, id.len);
    x->ms = strtoull(text, &end, 10);
    if (*end != '-')
        return false;
    x->seq = strtoull(end + 1, &end, 10);
    return *end == '\0';
}

static char *keep(char *to, struct str *s)
{
    if (s->len)
        memcpy(to, s->ptr, s->len);
    s->ptr = to;
    return to + s->len;
}

static int by_id(const void *a, const void *b)
{
    const struct history_entry *x = a, *y = b;
    if (x->ms != y->ms)
        return x->ms < y->ms ? -1 : 1;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

static void tidy(struct history *h, struct shard *s)
{
    size_t kept = 0;
    if (s->count)
        qsort(s->entries, s->count, sizeof(*s->entries), by_id);
    for (size_t i = 0; i < s->count; i++) {
        bool twice = kept > 0 && by_id(&s->entries[kept - 1], &s->entries[i]) == 0;
        if (twice)
            free(s->entries[i].memory);
        else
            s->entries[kept++] = s->entries[i];
    }
    size_t old = kept > h->keep ? kept - h->keep : 0;
    for (size_t i = 0; i < old; i++)
        free(s->entries[i].memory);
    if (old)
        memmove(s->entries, s->entries + old, (kept - old) * sizeof(*s->entries));
    s->count = kept - old;
}

void history_add(struct history *h, unsigned shard, const struct record *r)
{
    struct shard *s = &h->shards[shard];
    struct history_entry x = {.case_id = r->case_id,
                              .event = r->event,
                              .who = r->who,
                              .state = r->state,
                              .rev = r->rev,
                              .at_ms = r->at_ms};
    if (!parse_id(r->log_id, &x))
        return;
    if (s->count == s->cap && s->count >= 2 * h->keep)
        tidy(h, s);
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 256;
        s->entries = check_realloc(s->entries, s->cap * sizeof(*s->entries));
    }
    char *to = x.memory =
        check_malloc(x.case_id.len + x.event.len + x.who.len + x.state.len + (size_t)1);
    to = keep(to, &x.case_id);
    to = keep(to, &x.event);
    to = keep(to, &x.who);
    keep(to, &x.state);
    s->entries[s->count++] = x;
}

const struct history_entry *history_of(struct history *h, unsigned shard, size_t *count)
{
    tidy(h, &h->shards[shard]);
    *count = h->shards[shard].count;
    return h->shards[shard].entries;
}
