#include "core/member.h"

#include "core/check.h"

#define AT(field) #field, offsetof(struct event_fields, field)
#define ROW_(name_, offset_, type_)                                                                \
    {                                                                                              \
        .name = name_, .type = MEMBER_##type_, .offset = offset_                                   \
    }
#define ROW(type_, ...) ROW_(__VA_ARGS__, type_)

const struct member member_table[MEMBER_N] = {
    ROW(ID, AT(review_id)),
    ROW(ID, AT(marketplace)),
    ROW(KIND, AT(kind)),
    ROW(ID, AT(reply_to)),
    ROW(CHANNEL, AT(channel)),
    ROW(ID, AT(seller_id)),
    ROW(ID, AT(product_id)),
    ROW(ID, AT(order_id)),
    ROW(ID, AT(group_id)),
    ROW(COUNT, AT(group_size)),
    ROW(ID, AT(author_id)),
    ROW(COUNT, AT(author_followers)),
    ROW(RATING, AT(rating)),
    ROW(TEXT, AT(title)),
    ROW(TEXT, AT(body)),
    ROW(ID, AT(locale)),
    ROW(COUNT, AT(media_count)),
    ROW(COUNT, AT(helpful_votes)),
    ROW(COUNT, AT(shares)),
    ROW(COUNT, AT(comments)),
    ROW(COUNT, AT(order_value_minor)),
    ROW(COUNT, AT(list_price_minor)),
    ROW(ID, AT(currency)),
    ROW(MOMENT, AT(purchased_at)),
    ROW(MOMENT, AT(received_at)),
    ROW(MOMENT, AT(created_at)),
    ROW(COUNT, AT(version)),
    ROW(REAL, AT(listing_rating)),
    ROW(COUNT, AT(listing_rating_count)),
    ROW(ID, AT(campaign_id)),
    ROW(COUNT, AT(review_page)),
    ROW(COUNT, AT(repost_depth)),
};

const struct member *member_find(const char *name)
{
    for (int i = 0; i < MEMBER_N; i++)
        if (strcmp(member_table[i].name, name) == 0)
            return &member_table[i];
    return NULL;
}

void *member_at(const struct event_fields *f, const struct member *m)
{
    return (char *)f + m->offset;
}

bool member_present(const struct event_fields *f, const struct member *m)
{
    const void *at = member_at(f, m);
    switch (m->type) {
    case MEMBER_ID:
    case MEMBER_TEXT:
        return ((const struct str *)at)->ptr != NULL;
    case MEMBER_COUNT:
    case MEMBER_MOMENT:
        return *(const int64_t *)at != EVENT_ABSENT;
    case MEMBER_RATING:
        return *(const int32_t *)at != EVENT_ABSENT;
    case MEMBER_REAL:
        return *(const double *)at >= 0;
    case MEMBER_KIND:
    case MEMBER_CHANNEL:
        return true;
    }
    CHECK(!"a member of no type");
    return false;
}
