/* The hash of a case taken apart. Anything may stand there (people edit with redis-cli): what is
 * not as it should be is taken for what it seems to be, and the readers of the fields judge. */
#include "sink/cases.h"

#include "core/check.h"

#include <hiredis/hiredis.h>
#include <stdlib.h>

#define PIECES 64 /* an event has at most 47; others would be somebody's own */

const char *const cases_facts[CASES_FACTS_N] = {"nm", "pt",  "fv", "src", "cr", "ca", "pr",
                                                "se", "rid", "mk", "gr",  "kd", "ch", "lo",
                                                "cu", "ar",  "fl", "dm",  "fg", "cp"};

static struct str str_of(const redisReply *r)
{
    if (r->type != REDIS_REPLY_STRING)
        return STR_NONE;
    return (struct str){r->str, (uint32_t)r->len};
}

/* Number of the piece that a field is, -1 if it is none. */
static int piece(struct str name)
{
    int n = 0;
    if (name.len == 0 || name.len > 2)
        return -1;
    for (uint32_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9')
            return -1;
        n = n * 10 + (name.ptr[i] - '0');
    }
    return n < PIECES ? n : -1;
}

/* The text up to `sep` or the end; *rest is moved behind it. */
static struct str take(struct str *rest, char sep)
{
    const char *end = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    struct str head = {rest->ptr, end ? (uint32_t)(end - rest->ptr) : rest->len};
    uint32_t used = head.len + (end ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return head;
}

static bool decimal(struct str s, int64_t *n)
{
    *n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || i >= 18)
            return false;
        *n = *n * 10 + (s.ptr[i] - '0');
    }
    return s.len > 0;
}

/* "op,du,to,wk,v,p,ln": moments are counted from op. */
static void each_opening(struct str m, void (*each)(void *ctx, struct str name, struct str value),
                         void *ctx)
{
    static const char *const moments[] = {"rs", "du", "to", "wk"};
    static const char *const others[] = {"v", "p", "ln"};
    struct str opened = take(&m, ','), after = STR_LIT("0");
    int64_t from, ms;
    each(ctx, STR_LIT("st"), STR_LIT("1m"));
    each(ctx, STR_LIT("rv"), STR_LIT("1"));
    each(ctx, STR_LIT("rr"), STR_LIT("1"));
    each(ctx, STR_LIT("op"), opened);
    for (int i = 0; i < 4; i++) {
        char digits[21];
        if (decimal(opened, &from) && decimal(after, &ms))
            each(ctx, str_from(moments[i]),
                 (struct str){digits, command_digits(digits, from + ms)});
        else
            each(ctx, str_from(moments[i]), STR_LIT("?")); /* damaged, and to be found so */
        after = i < 3 ? take(&m, ',') : STR_NONE;
    }
    for (int i = 0; i < 3; i++) {
        struct str value = take(&m, ',');
        if (value.len)
            each(ctx, str_from(others[i]), value);
    }
}

/* Puts the pieces together: all of them lie in `buf`. */
static void each_fact(const struct str *pieces, char *buf,
                      void (*each)(void *ctx, struct str name, struct str value), void *ctx)
{
    struct str all = {buf, 0};
    for (int i = 0; i < PIECES && pieces[i].len; i++) {
        memcpy(buf + all.len, pieces[i].ptr, pieces[i].len);
        all.len += pieces[i].len;
    }
    for (int i = 0; i < CASES_FACTS_N && all.len; i++) {
        struct str value = take(&all, '\n');
        if (value.len)
            each(ctx, str_from(cases_facts[i]), value);
    }
}

static void each_packed(const redisReply *hash,
                        void (*each)(void *ctx, struct str name, struct str value), void *ctx)
{
    struct str pieces[PIECES] = {{0}};
    char few[1024];
    size_t bytes = 0;
    for (size_t i = 0; i + 1 < hash->elements; i += 2) {
        struct str name = str_of(hash->element[i]), value = str_of(hash->element[i + 1]);
        int n = piece(name);
        if (n >= 0) {
            pieces[n] = value;
            bytes += value.len;
        } else if (str_eq(name, STR_LIT("m"))) {
            each_opening(value, each, ctx);
        }
    }
    char *buf = bytes <= sizeof(few) ? few : check_malloc(bytes);
    each_fact(pieces, buf, each, ctx);
    if (buf != few)
        free(buf);
}

void cases_each(const struct redisReply *hash,
                void (*each)(void *ctx, struct str name, struct str value), void *ctx)
{
    if (hash->type != REDIS_REPLY_ARRAY)
        return;
    each_packed(hash, each, ctx);
    for (size_t i = 0; i + 1 < hash->elements; i += 2) {
        struct str name = str_of(hash->element[i]);
        if (piece(name) < 0 && !str_eq(name, STR_LIT("m")))
            each(ctx, name, str_of(hash->element[i + 1]));
    }
}

struct reading {
    struct cases_head *head;
    bool damaged;
};

static void read_one(void *ctx, struct str name, struct str value)
{
    struct reading *r = ctx;
    if (cases_field(r->head, name, value) != 0)
        r->damaged = true;
}

int cases_read(const struct redisReply *hash, struct cases_head *h)
{
    struct reading r = {.head = h};
    memset(h, 0, sizeof(*h));
    if (hash->type != REDIS_REPLY_ARRAY)
        return -1;
    if (hash->elements == 0)
        return 0;
    cases_each(hash, read_one, &r);
    return !r.damaged && rounds_valid(&h->state) ? 1 : -1;
}
