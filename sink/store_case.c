/* A case read back from its hash: the machine's fields by cases_field, the rest here. Values may be
 * anything (people edit with redis-cli), so nothing is trusted and nothing fails: what cannot be
 * understood stays absent. */
#include "sink/store_io.h"

#include "core/check.h"

#include <stdlib.h>

/* The text up to `sep` or the end; *rest is moved behind it. */
static struct str take(struct str *rest, char sep)
{
    const char *end = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    struct str head = {rest->ptr, end ? (uint32_t)(end - rest->ptr) : rest->len};
    uint32_t used = head.len + (end ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return head;
}

/* A whole number of at most 18 digits; `absent` if it is none. */
static int64_t number(struct str s, int64_t absent)
{
    int64_t n = 0;
    if (s.len == 0 || s.len > 18)
        return absent;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return absent;
        n = n * 10 + (s.ptr[i] - '0');
    }
    return n;
}

static int vocab(const char *const *names, int n, struct str s)
{
    return vocab_find(names, n, s.ptr, s.len);
}

static void read_causes(struct finding *x, struct str value)
{
    x->cause_count = 0;
    while (value.len && x->cause_count < CAUSE_N) {
        struct str one = take(&value, ','), name = take(&one, ':');
        int cause = vocab(vocab_cause, CAUSE_N, name);
        if (cause < 0)
            continue;
        x->cause[x->cause_count++] = (uint8_t)cause;
        x->p_cause[cause] = (uint16_t)(number(one, 0) > 1000 ? 1000 : number(one, 0));
    }
}

static void read_flags(struct finding *x, struct str value)
{
    while (value.len) {
        int flag = vocab(vocab_flag, FLAG_N, take(&value, ','));
        if (flag >= 0)
            x->flags |= (uint16_t)(1u << flag);
    }
}

static void read_points(struct finding *x, struct str value)
{
    for (int i = 0; i < TERM_N && value.len; i++)
        x->points[i] = (uint16_t)(number(take(&value, ','), 0) & 0x3ff);
}

static void read_numbers(struct event_fields *f, struct str value)
{
    int64_t *to[] = {
        NULL, &f->author_followers,     &f->helpful_votes,     &f->shares,      &f->group_size,
        NULL, &f->listing_rating_count, &f->order_value_minor, &f->review_page, &f->repost_depth};
    for (unsigned i = 0; i < sizeof(to) / sizeof(*to) && value.len; i++) {
        int64_t n = number(take(&value, ','), EVENT_ABSENT);
        if (i == 0)
            f->rating = (int32_t)(n > 5 ? EVENT_ABSENT : n);
        else if (i == 5)
            f->listing_rating = n < 0 ? -1 : (double)n / 100;
        else
            *to[i] = n;
    }
}

/* "topic/partition/offset"; a topic has no slash. */
static void read_source(struct store_case *c, struct str value)
{
    c->topic = take(&value, '/');
    c->partition = (int32_t)number(take(&value, '/'), -1);
    c->offset = number(value, -1);
}

static void read_floor(struct finding *x, struct str value)
{
    int floor = vocab(vocab_floor, FLOOR_N, value);
    x->floor = (uint8_t)(floor < 0 ? FLOOR_NONE : floor);
}

/* "size,points"; the facts, which come first, say 0 points. */
static void read_herd(struct store_case *c, struct str value)
{
    c->herd = (unsigned)(number(take(&value, ','), 0) & 0xffff);
    c->finding.points[TERM_HERD] = (uint16_t)(number(value, 0) & 0x3ff);
}

/* The facts come first, so the review's points are there. */
static void read_heard(struct store_case *c, struct str value)
{
    struct cases_heard h = {0};
    cases_heard_parse(&h, value);
    for (unsigned t = 0; t < TERM_N; t++)
        if (t != TERM_HERD && h.said[t] > c->finding.points[t]) {
            c->finding.points[t] = h.said[t];
            c->heard |= 1u << t;
        }
    c->finding.flags |= h.flags & ((1u << FLAG_N) - 1);
    c->heard_ms = h.at_ms;
}

#define NAME(a, b) ((unsigned)(a) << 8 | (unsigned)(b))

static bool read_field(struct store_case *c, unsigned name, struct str v)
{
    struct event_fields *f = &c->fields;
    int n;
    switch (name) {
    case NAME('p', 't'):
        return read_points(&c->finding, v), true;
    case NAME('c', 'a'):
        return read_causes(&c->finding, v), true;
    case NAME('f', 'g'):
        return read_flags(&c->finding, v), true;
    case NAME('n', 'm'):
        return read_numbers(f, v), true;
    case NAME('f', 'l'):
        return read_floor(&c->finding, v), true;
    case NAME('f', 'v'):
        return c->finding.floor_points = (uint16_t)(number(v, 0) & 0x3ff), true;
    case NAME('a', 'r'):
        return c->finding.arousal = (uint16_t)(number(v, 0) & 0x3ff), true;
    case NAME('d', 'm'):
        n = vocab(vocab_demand, DEMAND_N, v);
        return c->finding.demand = (uint8_t)(n < 0 ? DEMAND_NONE : n), true;
    case NAME('h', 'd'):
        return read_herd(c, v), true;
    case NAME('m', 'g'):
        return read_heard(c, v), true;
    case NAME('r', 't'):
        return c->rating_after = (unsigned)number(v, 0) % 6, true;
    case NAME('k', 'n'):
        return c->complaints = (unsigned)(number(v, 0) & 0xff), true;
    case NAME('k', 'd'):
        n = vocab(vocab_kind, KIND_N, v);
        return f->kind = (uint8_t)(n < 0 ? KIND_REVIEW : n), true;
    case NAME('c', 'h'):
        n = vocab(vocab_channel, CHANNEL_N, v);
        return f->channel = (uint8_t)(n < 0 ? CHANNEL_MARKETPLACE : n), true;
    case NAME('p', 'a'):
        return c->record.amount_minor = number(v, 0), true;
    case NAME('x', 'm'):
        return c->record.promised_minor = number(v, 0), true;
    case NAME('x', 'c'):
        return c->record.cut_percent = number(v, 0), true;
    case NAME('p', 'b'):
        return c->record.published = true, true;
    case NAME('a', 'e'):
        return c->record.asked_end = true, true;
    case NAME('f', 'a'):
        return c->record.first_answer_ms = number(v, 0), true;
    default:
        return false;
    }
}

static struct str *text_field(struct store_case *c, unsigned name)
{
    struct event_fields *f = &c->fields;
    switch (name) {
    case NAME('c', 'u'):
        return &f->currency;
    case NAME('p', 'r'):
        return &f->product_id;
    case NAME('s', 'e'):
        return &f->seller_id;
    case NAME('m', 'k'):
        return &f->marketplace;
    case NAME('c', 'p'):
        return &f->campaign_id;
    case NAME('g', 'r'):
        return &f->group_id;
    case NAME('l', 'o'):
        return &f->locale;
    case NAME('a', 'c'):
        return &c->record.cause;
    case NAME('a', 'd'):
        return &c->record.demand;
    case NAME('p', 'p'):
        return &c->record.proposal;
    case NAME('p', 'y'):
        return &c->record.approved_by;
    case NAME('x', 'w'):
        return &c->record.promised;
    case NAME('x', 'e'):
        return &c->record.asked_for;
    case NAME('r', 'p'):
        return &c->record.relayed_to;
    case NAME('n', 't'):
        return &c->record.note;
    case NAME('i', 'n'):
        return &c->incident;
    case NAME('r', 'l'):
        return &c->record.rule;
    case NAME('s', 'c'):
        return &c->record.stance;
    case NAME('h', 'r'):
        return &c->record.helpers;
    case NAME('a', 'b'):
        return &c->record.about;
    case NAME('o', 'v'):
        return &c->record.overridden;
    default:
        return NULL;
    }
}

void store_field(struct store_case *c, struct str name, struct str value)
{
    if (cases_field(&c->head, name, value) != 0)
        c->damaged = true;
    if (name.len == 3 && memcmp(name.ptr, "rid", 3) == 0)
        c->fields.review_id = value;
    if (name.len == 3 && memcmp(name.ptr, "src", 3) == 0)
        read_source(c, value);
    if (name.len != 2)
        return;
    unsigned two = NAME((unsigned char)name.ptr[0], (unsigned char)name.ptr[1]);
    struct str *text = text_field(c, two);
    if (text)
        *text = value;
    else
        read_field(c, two, value);
}

/* What follows from fields that may come in any order. */
static void complete(struct store_case *c)
{
    c->finding.priority = (uint16_t)c->head.priority;
    c->fields.version = c->head.version;
    c->fields.created_at = c->head.created_at_ms;
    c->herd = c->herd ? c->herd : 1;
    c->damaged = c->damaged || !rounds_valid(&c->head.state);
}

static void start(struct store_case *c, unsigned shard, const char *id)
{
    memset(c, 0, sizeof(*c));
    memcpy(c->id, id, KEYS_ID_CHARS);
    c->shard = shard;
    c->offset = c->partition = -1;
    event_fields_init(&c->fields);
}

struct filling {
    struct store_case *c;
    char *to; /* where the next string is copied to */
};

static void fill(void *ctx, struct str name, struct str value)
{
    struct filling *f = ctx;
    if (value.len) {
        memcpy(f->to, value.ptr, value.len);
        value.ptr = f->to;
        f->to += value.len;
    }
    store_field(f->c, name, value);
}

#define NUMBERS_BYTES 128 /* of what cases_each calls numbers */

void store_io_case(const redisReply *hash, unsigned shard, const char *id, struct store_case *out)
{
    size_t bytes = NUMBERS_BYTES;
    start(out, shard, id);
    if (hash->type != REDIS_REPLY_ARRAY || hash->elements < 2)
        return;
    for (size_t i = 1; i < hash->elements; i += 2)
        bytes += (size_t)hash->element[i]->len;
    struct filling f = {out, out->memory = check_malloc(bytes)};
    cases_each(hash, fill, &f);
    out->known = true;
    complete(out);
}

#define CHUNK 500 /* hashes asked for in one pipeline */

int store_io_fetch(struct store *s, const struct store_ids *ids,
                   void (*each)(void *ctx, size_t i, const struct store_case *c), void *ctx,
                   struct err *e)
{
    for (size_t at = 0; at < ids->count; at += CHUNK) {
        size_t n = ids->count - at < CHUNK ? ids->count - at : CHUNK;
        for (size_t i = 0; i < n; i++) {
            cases_get(wire_command(s->wire), ids->ids[at + i].shard, ids->ids[at + i].id);
            wire_push(s->wire, ids->ids[at + i].shard);
        }
        if (store_io_flush(s, e) != 0)
            return -1;
        for (size_t i = 0; i < n; i++) {
            struct store_case c;
            store_io_case(store_io_reply(s, (unsigned)i), ids->ids[at + i].shard,
                          ids->ids[at + i].id, &c);
            if (c.known)
                each(ctx, at + i, &c);
            store_case_free(&c);
        }
        store_io_reset(s);
    }
    return 0;
}

void store_case_free(struct store_case *c)
{
    free(c->memory);
    c->memory = NULL;
}
