/* gen_event.h - a synthetic stream of events. Pure: event i is a function of (options, i).
 *
 * No state goes from one event to the next, so a duplicate or an edit of an earlier event is made
 * by making that event again. A herd is a block of consecutive slots whose complaints, as many of
 * them as options.herds says, are of one product, one cause and one buyers' group. */
#ifndef REDRESS_FEED_GEN_EVENT_H
#define REDRESS_FEED_GEN_EVENT_H

#include "core/event.h"
#include "feed/gen_text.h"

#define GEN_EVENT_HERD_SLOTS 256

struct gen_event_options {
    uint64_t seed;
    uint32_t languages[GEN_TEXT_LANGUAGES]; /* weights, not all 0 */
    uint32_t complaints;                    /* millionths of all events */
    uint32_t herds;                         /* millionths of the complaints */
    uint32_t duplicates, edits;             /* millionths of all events */
    uint32_t products, sellers;             /* how many there are, at least 1 */
    int64_t start_ms;                       /* wall time of event 0 */
    int64_t per_second;                     /* how time goes on: events a second; 0 = it stands */
};

enum gen_event_slot {
    GEN_EVENT_ORIGINAL,
    GEN_EVENT_DUPLICATE, /* an earlier original again */
    GEN_EVENT_EDIT,      /* an earlier original's second version */
    GEN_EVENT_SLOTS
};

/* One event with the memory of its strings. Do not copy: fields point into it. */
struct gen_event {
    struct event_fields fields;
    enum gen_event_slot slot;
    bool complaint; /* its text complains of `cause` */
    enum cause cause;
    char review_id[48], product_id[24], seller_id[24], order_id[24], group_id[24], author_id[24];
    char body[GEN_TEXT_CAP];
};

/* Makes event `i`, from 0. Any thread, each with its own `out`. */
void gen_event(const struct gen_event_options *o, uint64_t i, struct gen_event *out);

#endif
