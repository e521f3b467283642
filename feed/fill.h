/* fill.h - what a line of JSON leaves out and an event needs, made up. Pure.
 *
 * Everything follows from the seed, the name of the file, the number of the line and the line
 * itself: the same file fed twice gives the same events, so the second time opens no case. */
#ifndef REDRESS_FEED_FILL_H
#define REDRESS_FEED_FILL_H

#include "core/review_json.h"

struct fill {
    uint64_t seed;
    const char *file;  /* part of made-up review ids */
    int64_t start_ms;  /* created_at of line 1; each line is a second later */
    struct str market; /* for lines that name no marketplace */
    char review_id[32], seller_id[32], product_id[EVENT_ID_MAX + 1], author_id[32]; /* private */
};

/* Sets the absent ones of review_id, seller_id, product_id, author_id and created_at of r. Products
 * are made up within the line's category, so that one has several reviews; a product always has
 * the same seller. The strings lie in `fl` until the next call. */
void fill_missing(struct fill *fl, struct review_json *r, const char *line, size_t len,
                  uint64_t number);

/* NULL if the event may be sent; else what is wrong with it, in static words or in `out`. */
const char *fill_invalid(const struct review_json *r, char *out, size_t cap);

#endif
