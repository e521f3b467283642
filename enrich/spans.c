#include "enrich/spans.h"

#include "core/check.h"

#include <stdlib.h>

enum { WORD_MAX = 64 };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static bool tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static uint32_t characters(const char *p, uint32_t len)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < len; i++)
        n += !tail(p[i]);
    return n;
}

struct span spans_make(struct str text, uint32_t from, uint32_t to, bool in_body)
{
    return (struct span){from, to - from, characters(text.ptr, from),
                         characters(text.ptr + from, to - from), in_body};
}

/* Where the token that ends at `end` begins: the last place from which the text gives this very
 * token first. A token that hangs on what is before it has none: then behind the last token. */
static uint32_t start_of(struct str text, uint32_t low, uint32_t end, uint32_t token,
                         uint32_t *scratch)
{
    for (uint32_t at = end; at > low && end - at < WORD_MAX;)
        if (!tail(text.ptr[--at])) {
            uint32_t n = features_tokens(STR_NONE, (struct str){text.ptr + at, end - at}, scratch);
            if (n > 2 && scratch[2] == token)
                return at;
        }
    while (low < end && (unsigned char)text.ptr[low] <= ' ')
        low++;
    return low;
}

/* A token is complete at the first length of the text at which it has its final value. */
struct finder {
    struct str title;
    const uint32_t *tokens;
    uint32_t n, next;
    uint32_t *scratch, *one;
    struct span *span;
};

static void find_in(struct finder *f, struct str text, bool in_body)
{
    uint32_t low = 0;
    for (uint32_t end = 1; end <= text.len && f->next < f->n; end++) {
        if (end < text.len && tail(text.ptr[end]))
            continue;
        struct str part = {text.ptr, end};
        uint32_t n = in_body ? features_tokens(f->title, part, f->scratch)
                             : features_tokens(part, STR_NONE, f->scratch);
        for (; f->next < least(n, f->n) && f->scratch[f->next] == f->tokens[f->next]; f->next++) {
            if (!(f->tokens[f->next] & FEATURES_GRAMS))
                continue;
            uint32_t from = start_of(text, low, end, f->tokens[f->next], f->one);
            f->span[f->next] = spans_make(text, from, end, in_body);
            low = end;
        }
    }
}

uint32_t spans_tokens(struct str title, struct str body, uint32_t *tokens, struct span *span)
{
    uint32_t n = features_tokens(title, body, tokens);
    struct finder f = {.title = title, .tokens = tokens, .n = n, .next = 2, .span = span};
    f.scratch = check_malloc(FEATURES_TOKENS_MAX * sizeof(*f.scratch));
    f.one = check_malloc(FEATURES_TOKENS_MAX * sizeof(*f.one));
    memset(span, 0, n * sizeof(*span));
    title.len = least(title.len, FEATURES_TEXT_MAX);
    body.len = least(body.len, FEATURES_TEXT_MAX - title.len);
    find_in(&f, title, false);
    find_in(&f, body, true);
    free(f.scratch);
    free(f.one);
    return n;
}

/* ---- clauses ---------------------------------------------------------------------------------*/

static const char *const ends[] = {"，", "。", "；", "！", "？", "、", "…", "\n", "　", ". ",
                                   ", ", "; ", "! ", "? ", ".",  ",",  ";", "!",  "?"};
static const char *const buts[] = {"但",    "不过",    "可是",     "可惜",      "只是",    "就是",
                                   " but ", " though", " however", " although", " except "};
static const char *const denials[] = {"不",   "没",    "沒",      "无",      "無",    "未",
                                      " not", "n't",   " no ",    " never",  "’t",    "without",
                                      "Not ", "Never", "nothing", "Nothing", " none", "hardly"};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static uint32_t begins(const char *p, uint32_t left, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(list[i]);
        if (len <= left && memcmp(p, list[i], len) == 0)
            return (uint32_t)len;
    }
    return 0;
}

struct cutter {
    struct span *clause;
    uint32_t count, cap;
};

static void cut(struct cutter *c, struct str text, uint32_t from, uint32_t to, bool in_body)
{
    while (from < to && (unsigned char)text.ptr[from] <= ' ')
        from++;
    if (from == to)
        return;
    if (c->count < c->cap) {
        c->clause[c->count++] = spans_make(text, from, to, in_body);
        return;
    }
    struct span *last = &c->clause[c->cap - 1];
    if (last->in_body == in_body)
        *last = spans_make(text, last->at, to, in_body);
}

static void cut_all(struct cutter *c, struct str text, bool in_body)
{
    uint32_t from = 0, at = 0;
    while (at < text.len) {
        uint32_t left = text.len - at, sign = begins(text.ptr + at, left, ends, COUNT(ends));
        if (sign) {
            cut(c, text, from, at, in_body);
            from = at += sign;
        } else if (at > from && begins(text.ptr + at, left, buts, COUNT(buts))) {
            cut(c, text, from, at, in_body);
            from = at++;
        } else {
            at++;
        }
    }
    cut(c, text, from, text.len, in_body);
}

uint32_t spans_clauses(struct str title, struct str body, struct span *clause, uint32_t cap)
{
    struct cutter c = {clause, 0, cap};
    CHECK(cap > 0);
    cut_all(&c, title, false);
    cut_all(&c, body, true);
    return c.count;
}

bool spans_denies(const char *text, uint32_t len)
{
    for (uint32_t at = 0; at < len; at++)
        if (begins(text + at, len - at, denials, COUNT(denials)))
            return true;
    return false;
}
