#include "core/event.h"

#include "core/check.h"

#include <stdio.h>
#include <stdlib.h>

void event_fields_init(struct event_fields *f)
{
    *f = (struct event_fields){
        .group_size = EVENT_ABSENT,
        .author_followers = EVENT_ABSENT,
        .order_value_minor = EVENT_ABSENT,
        .list_price_minor = EVENT_ABSENT,
        .purchased_at = EVENT_ABSENT,
        .received_at = EVENT_ABSENT,
        .listing_rating_count = EVENT_ABSENT,
        .review_page = EVENT_ABSENT,
        .repost_depth = EVENT_ABSENT,
        .listing_rating = -1,
        .rating = EVENT_ABSENT,
        .version = 1,
        .kind = KIND_REVIEW,
        .channel = CHANNEL_MARKETPLACE,
    };
}

static bool id_required(struct str s)
{
    return s.len >= 1 && s.len <= EVENT_ID_MAX;
}

static bool id_optional(struct str s)
{
    return s.len <= EVENT_ID_MAX;
}

static bool count_optional(int64_t n)
{
    return n >= EVENT_ABSENT;
}

/* One test and one jump a field, all of them straight on: every event comes through here. */
#define NEED(ok, name)                                                                             \
    if (__builtin_expect(!(ok), 0))                                                                \
    return name

const char *event_fields_invalid(const struct event_fields *f)
{
    /* clang-format off */
    NEED(id_required(f->review_id), "review_id");
    NEED(id_required(f->marketplace), "marketplace");
    NEED(id_required(f->seller_id), "seller_id");
    NEED(id_required(f->product_id), "product_id");
    NEED(id_required(f->author_id), "author_id");
    NEED(id_optional(f->reply_to), "reply_to");
    NEED(!event_is_message(f) || f->reply_to.len > 0, "reply_to");
    NEED(id_optional(f->order_id), "order_id");
    NEED(id_optional(f->group_id), "group_id");
    NEED(id_optional(f->campaign_id), "campaign_id");
    NEED(id_optional(f->locale), "locale");
    NEED(f->currency.len <= 8, "currency");
    NEED(count_optional(f->group_size), "group_size");
    NEED(count_optional(f->author_followers), "author_followers");
    NEED(f->rating == EVENT_ABSENT || (f->rating >= 1 && f->rating <= 5), "rating");
    NEED(f->media_count >= 0, "media_count");
    NEED(f->helpful_votes >= 0, "helpful_votes");
    NEED(f->shares >= 0, "shares");
    NEED(f->comments >= 0, "comments");
    NEED(count_optional(f->order_value_minor), "order_value_minor");
    NEED(count_optional(f->list_price_minor), "list_price_minor");
    NEED(count_optional(f->purchased_at), "purchased_at");
    NEED(count_optional(f->received_at), "received_at");
    NEED(f->created_at >= 0, "created_at");
    NEED(f->version >= 1 && f->version <= INT32_MAX, "version");
    NEED(f->listing_rating < 0 || f->listing_rating <= 5, "listing_rating"); /* NaN fails */
    NEED(count_optional(f->listing_rating_count), "listing_rating_count");
    NEED(f->review_page == EVENT_ABSENT || f->review_page >= 1, "review_page");
    NEED(count_optional(f->repost_depth), "repost_depth");
    /* clang-format on */
    return NULL;
}
#undef NEED

void event_reject(struct event *ev, enum reason reason, const char *detail)
{
    ev->verdict.outcome = OUTCOME_DEAD_LETTER;
    ev->verdict.reason = (uint8_t)reason;
    snprintf(ev->verdict.detail, sizeof(ev->verdict.detail), "%s", detail ? detail : "");
}

struct batch *batch_new(uint32_t cap)
{
    struct batch *b = check_calloc(1, sizeof(*b));
    b->events = check_calloc(cap, sizeof(*b->events));
    b->open = check_calloc(cap, sizeof(*b->open));
    b->cap = cap;
    return b;
}

void batch_list_open(struct batch *b)
{
    b->open_count = 0;
    for (uint32_t i = 0; i < b->count; i++)
        if (b->events[i].verdict.outcome == OUTCOME_NONE)
            b->open[b->open_count++] = i;
}

void batch_free(struct batch *b)
{
    if (!b)
        return;
    free(b->events);
    free(b->open);
    free(b);
}
