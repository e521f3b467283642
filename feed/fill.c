/* fill.c - ids out of hashes: no counter and no clock, so that feeding again gives the same. */
#include "feed/fill.h"

#include "core/hash.h"

#include <stdio.h>
#include <string.h>

#define PRODUCTS 40 /* for each category */
#define SELLERS 60

/* Domains of the hashes, added to the seed. */
enum { DOMAIN_LINE = 0x66656564, DOMAIN_SELLER, DOMAIN_AUTHOR };

static struct str named(char *out, size_t cap, const char *prefix, uint64_t number)
{
    int n = snprintf(out, cap, "%s%llu", prefix, (unsigned long long)number);
    return (struct str){out, (uint32_t)n};
}

/* The line in the place where it stands. */
static struct hash128 line_hash(const struct fill *fl, const char *line, size_t len,
                                uint64_t number)
{
    struct hash128 name = hash_bytes(fl->seed + DOMAIN_LINE, fl->file, strlen(fl->file));
    struct hash128 text = hash_bytes(fl->seed + DOMAIN_LINE, line, len);
    uint64_t parts[] = {name.lo, name.hi, text.lo, text.hi, number};
    return hash_bytes(fl->seed + DOMAIN_LINE, parts, sizeof(parts));
}

/* The category keeps related reviews together, so that a product has several and herds can form. */
static void fill_product(struct fill *fl, struct event_fields *f, struct str category, uint64_t h)
{
    if (category.len > EVENT_ID_MAX - 8)
        category = STR_NONE; /* cutting it could cut a character in two */
    int n = snprintf(fl->product_id, sizeof(fl->product_id), "%.*s-%02u",
                     category.ptr ? (int)category.len : 1, category.ptr ? category.ptr : "p",
                     (unsigned)(h % PRODUCTS));
    f->product_id = (struct str){fl->product_id, (uint32_t)n};
}

/* A review has one author, in its newer versions and the customer's messages too: made from its id,
 * if it came with one. */
static uint64_t author_of(const struct fill *fl, const struct event_fields *f, struct str given,
                          uint64_t line)
{
    struct str review = f->reply_to.len ? f->reply_to : given;
    if (!review.len)
        return line;
    struct hash128 market =
        hash_bytes(fl->seed + DOMAIN_AUTHOR, f->marketplace.ptr, f->marketplace.len);
    return hash_bytes(market.lo, review.ptr, review.len).lo;
}

void fill_missing(struct fill *fl, struct review_json *r, const char *line, size_t len,
                  uint64_t number)
{
    struct event_fields *f = &r->fields;
    struct hash128 h = line_hash(fl, line, len, number);
    struct str given = f->review_id;
    if (!f->review_id.len) {
        fl->review_id[0] = 'f';
        hash_text(h, fl->review_id + 1, 20);
        f->review_id = str_from(fl->review_id);
    }
    if (!f->marketplace.len)
        f->marketplace = fl->market;
    if (!f->product_id.len)
        fill_product(fl, f, r->category, h.hi);
    if (!f->seller_id.len) { /* from the product, made up or not: it has one seller only */
        struct hash128 s =
            hash_bytes(fl->seed + DOMAIN_SELLER, f->product_id.ptr, f->product_id.len);
        f->seller_id = named(fl->seller_id, sizeof(fl->seller_id), "seller-", s.lo % SELLERS);
    }
    if (!f->author_id.len)
        f->author_id = named(fl->author_id, sizeof(fl->author_id), "author-",
                             author_of(fl, f, given, h.lo) % 1000000000u);
    if (!r->has_created_at)
        f->created_at = fl->start_ms + (int64_t)(number - 1) * 1000;
    r->has_created_at = true;
}

const char *fill_invalid(const struct review_json *r, char *out, size_t cap)
{
    const struct event_fields *f = &r->fields;
    const struct {
        const char *name;
        bool there;
    } required[] = {
        {"review_id", f->review_id.len > 0}, {"marketplace", f->marketplace.len > 0},
        {"seller_id", f->seller_id.len > 0}, {"product_id", f->product_id.len > 0},
        {"author_id", f->author_id.len > 0}, {"created_at", r->has_created_at},
    };
    for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++)
        if (!required[i].there) {
            snprintf(out, cap, "'%s' is missing (--generate makes up what is missing)",
                     required[i].name);
            return out;
        }
    /* From here on it is the same judgement that the pipeline passes on what it decodes: what would
     * become a dead letter there is refused here. */
    const char *name = event_fields_invalid(f);
    if (name)
        snprintf(out, cap, "'%s' has an impossible value", name);
    return name ? out : NULL;
}
