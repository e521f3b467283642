/* match.h - which order may a review be about? 0 to 100 points, each with its reason, from what the
 * review and an export of orders say: never names. Pure; private to oncall/.
 *
 * An order's number that the review gives decides. Else: who bought it, the same pseudonym, 40; the
 * product 30; the day 15, or 10 where only the review's own day is known; the amount 10; the
 * variant that the text names 5. So without the buyer none gets beyond 60, and nobody is taken for
 * the writer of a review by product and day alone. */
#ifndef REDRESS_ONCALL_MATCH_H
#define REDRESS_ONCALL_MATCH_H

#include "core/str.h"

#include <stdbool.h>
#include <stdint.h>

#define MATCH_SURE 80 /* below it no order is taken for the one */
#define MATCH_REASONS 5

/* Absent texts are empty, moments and amounts <= 0. */
struct match_review {
    struct str order_id, product_id, author_id, body, currency;
    int64_t created_at, purchased_at, value_minor;
};

struct match_order {
    struct str order_id, product_id, buyer, variant, currency;
    int64_t purchased_at, value_minor;
};

struct match {
    unsigned score; /* 0: it cannot be this one */
    unsigned n;
    const char *reason[MATCH_REASONS];
};

void match_order(const struct match_review *r, const struct match_order *o, struct match *out);

#endif
