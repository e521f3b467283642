#include "sink/entry.h"

#include <hiredis/hiredis.h>
#include <stdlib.h>

typedef void each_fn(void *ctx, struct str name, struct str value);

static struct str text(const redisReply *r)
{
    if (r->type != REDIS_REPLY_STRING && r->type != REDIS_REPLY_STATUS)
        return STR_NONE;
    return (struct str){r->str, (uint32_t)r->len};
}

/* The next word; *rest is moved behind it and its blank. */
static struct str word(struct str *rest)
{
    const char *blank = rest->len ? memchr(rest->ptr, ' ', rest->len) : NULL;
    struct str w = {rest->ptr, blank ? (uint32_t)(blank - rest->ptr) : rest->len};
    uint32_t used = w.len + (blank ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return w;
}

static void each_logged(struct str value, each_fn *each, void *ctx)
{
    each(ctx, STR_LIT("at"), word(&value));
    each(ctx, STR_LIT("rev"), word(&value));
    each(ctx, STR_LIT("st"), word(&value));
    each(ctx, STR_LIT("event"), word(&value));
    each(ctx, STR_LIT("id"), word(&value));
    each(ctx, STR_LIT("who"), value);
}

static void each_opened(struct str value, each_fn *each, void *ctx)
{
    struct str at = word(&value);
    word(&value); /* created, as the case tells too */
    struct str note = value;
    word(&value); /* the author */
    each(ctx, STR_LIT("id"), word(&value));
    each(ctx, STR_LIT("rev"), STR_LIT("1"));
    each(ctx, STR_LIT("event"), STR_LIT("open"));
    each(ctx, STR_LIT("who"), STR_LIT(""));
    each(ctx, STR_LIT("at"), at);
    each(ctx, STR_LIT("st"), STR_LIT("1m"));
    each(ctx, STR_LIT("au"), note);
}

static void each_alert(struct str value, each_fn *each, void *ctx)
{
    each(ctx, STR_LIT("at"), word(&value));
    each(ctx, STR_LIT("p"), word(&value));
    each(ctx, STR_LIT("du"), word(&value));
    each(ctx, STR_LIT("st"), word(&value));
    each(ctx, STR_LIT("id"), word(&value));
    each(ctx, STR_LIT("ca"), word(&value));
    each(ctx, STR_LIT("pr"), value);
}

void entry_each(const struct redisReply *fields, each_fn *each, void *ctx)
{
    if (fields->type != REDIS_REPLY_ARRAY)
        return;
    for (size_t i = 0; i + 1 < fields->elements; i += 2) {
        struct str name = text(fields->element[i]), value = text(fields->element[i + 1]);
        if (str_eq(name, STR_LIT("l")))
            each_logged(value, each, ctx);
        else if (str_eq(name, STR_LIT("ol")))
            each_opened(value, each, ctx);
        else if (str_eq(name, STR_LIT("a")))
            each_alert(value, each, ctx);
        else
            each(ctx, name, value);
    }
}

int64_t entry_number(struct str value)
{
    char digits[24] = "";
    if (value.len > 0 && value.len < sizeof(digits))
        memcpy(digits, value.ptr, value.len);
    return strtoll(digits, NULL, 10);
}
