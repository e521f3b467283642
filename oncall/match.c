#include "oncall/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#define DAY_MS INT64_C(86400000)
#define NEAR_DAYS 45 /* most write within so long after they bought */

static void add(struct match *m, unsigned points, const char *reason)
{
    m->score += points;
    m->reason[m->n++] = reason;
}

static bool same(struct str a, struct str b)
{
    return a.len > 0 && str_eq(a, b);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) != 0;
}

/* As a whole word where it is written in Latin letters or digits: "L" is not in "Late". */
static bool names(struct str text, struct str word)
{
    for (uint32_t i = 0; word.len > 0 && i + word.len <= text.len; i++) {
        if (strncasecmp(text.ptr + i, word.ptr, word.len) != 0)
            continue;
        bool begins = i == 0 || !is_word(word.ptr[0]) || !is_word(text.ptr[i - 1]);
        bool ends = i + word.len == text.len || !is_word(word.ptr[word.len - 1]) ||
                    !is_word(text.ptr[i + word.len]);
        if (begins && ends)
            return true;
    }
    return false;
}

/* Every word of the variant, "red / XL", is in the text. */
static bool names_variant(struct str text, struct str variant)
{
    static const char between[] = " /,;|";
    unsigned found = 0;
    for (uint32_t i = 0; i < variant.len;) {
        uint32_t from = i;
        while (i < variant.len && !memchr(between, variant.ptr[i], sizeof(between) - 1))
            i++;
        if (i > from && !names(text, (struct str){variant.ptr + from, i - from}))
            return false;
        found += i > from;
        i++;
    }
    return found > 0;
}

static void add_day(const struct match_review *r, const struct match_order *o, struct match *m)
{
    if (o->purchased_at <= 0)
        return;
    int64_t off = r->purchased_at > 0 ? llabs(r->purchased_at - o->purchased_at) : -1;
    if (off >= 0 && off <= DAY_MS)
        add(m, 15, "bought that day");
    else if (off < 0 && r->created_at - o->purchased_at <= NEAR_DAYS * DAY_MS)
        add(m, 10, "bought not long before");
}

void match_order(const struct match_review *r, const struct match_order *o, struct match *out)
{
    *out = (struct match){.score = 0};
    if (same(r->order_id, o->order_id)) {
        add(out, 100, "the review gives its number");
        return;
    }
    bool other = r->order_id.len > 0; /* it gives another one */
    bool unlike = o->product_id.len > 0 && !str_eq(o->product_id, r->product_id);
    bool later = o->purchased_at > 0 && o->purchased_at > r->created_at + DAY_MS;
    if (other || unlike || later)
        return;
    if (same(o->buyer, r->author_id))
        add(out, 40, "the same buyer");
    if (o->product_id.len > 0)
        add(out, 30, "the same product");
    add_day(r, o, out);
    if (o->value_minor > 0 && o->value_minor == r->value_minor &&
        (!o->currency.len || !r->currency.len || str_eq(o->currency, r->currency)))
        add(out, 10, "the same amount");
    if (names_variant(r->body, o->variant))
        add(out, 5, "the text names the variant");
}
