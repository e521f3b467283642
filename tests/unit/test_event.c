/* Which values an event may have, and the table of its members. */
#include "core/event.h"
#include "core/member.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct event_fields valid(void)
{
    struct event_fields f;
    event_fields_init(&f);
    f.review_id = STR_LIT("r");
    f.marketplace = STR_LIT("m");
    f.seller_id = STR_LIT("s");
    f.product_id = STR_LIT("p");
    f.author_id = STR_LIT("a");
    f.created_at = 0;
    return f;
}

static void fresh_fields_lack_only_what_is_required(void **state)
{
    (void)state;
    struct event_fields f;
    event_fields_init(&f);
    assert_string_equal(event_fields_invalid(&f), "review_id");
    f = valid();
    assert_null(event_fields_invalid(&f));
    assert_int_equal(f.version, 1);
    assert_int_equal(f.kind, KIND_REVIEW);
    assert_int_equal(f.rating, EVENT_ABSENT);
}

#define REJECTS(member, ...)                                                                       \
    do {                                                                                           \
        struct event_fields f = valid();                                                           \
        __VA_ARGS__;                                                                               \
        const char *name = event_fields_invalid(&f);                                               \
        assert_non_null(name);                                                                     \
        assert_string_equal(name, member);                                                         \
    } while (0)
#define ACCEPTS(...)                                                                               \
    do {                                                                                           \
        struct event_fields f = valid();                                                           \
        __VA_ARGS__;                                                                               \
        assert_null(event_fields_invalid(&f));                                                     \
    } while (0)

static void impossible_values_are_named(void **state)
{
    (void)state;
    static char text[EVENT_ID_MAX + 1];
    memset(text, 'x', sizeof(text));
    const struct str longest = {text, EVENT_ID_MAX}, longer = {text, EVENT_ID_MAX + 1};
    ACCEPTS(f.review_id = longest);
    REJECTS("review_id", f.review_id = longer);
    REJECTS("review_id", f.review_id = STR_LIT(""));
    REJECTS("marketplace", f.marketplace = STR_NONE);
    REJECTS("seller_id", f.seller_id = longer);
    REJECTS("product_id", f.product_id = STR_NONE);
    REJECTS("author_id", f.author_id = STR_NONE);
    REJECTS("reply_to", f.reply_to = longer);
    REJECTS("reply_to", f.kind = KIND_CUSTOMER_MESSAGE);
    ACCEPTS(f.kind = KIND_CUSTOMER_MESSAGE; f.reply_to = STR_LIT("r0"));
    REJECTS("order_id", f.order_id = longer);
    REJECTS("group_id", f.group_id = longer);
    REJECTS("campaign_id", f.campaign_id = longer);
    REJECTS("locale", f.locale = longer);
    ACCEPTS(f.currency = STR_LIT("CNY"));
    REJECTS("currency", f.currency = STR_LIT("123456789"));
    ACCEPTS(f.rating = 1);
    ACCEPTS(f.rating = 5);
    REJECTS("rating", f.rating = 0);
    REJECTS("rating", f.rating = 6);
    REJECTS("group_size", f.group_size = -2);
    REJECTS("author_followers", f.author_followers = INT64_MIN);
    REJECTS("media_count", f.media_count = -1);
    REJECTS("helpful_votes", f.helpful_votes = -1);
    REJECTS("shares", f.shares = -1);
    REJECTS("comments", f.comments = -1);
    REJECTS("order_value_minor", f.order_value_minor = -2);
    REJECTS("list_price_minor", f.list_price_minor = -2);
    REJECTS("purchased_at", f.purchased_at = -2);
    REJECTS("received_at", f.received_at = -2);
    REJECTS("created_at", f.created_at = -1);
    REJECTS("version", f.version = 0);
    REJECTS("version", f.version = (int64_t)INT32_MAX + 1);
    ACCEPTS(f.listing_rating = 5);
    REJECTS("listing_rating", f.listing_rating = 5.1);
    REJECTS("listing_rating", f.listing_rating = NAN);
    REJECTS("listing_rating_count", f.listing_rating_count = -2);
    ACCEPTS(f.title = longer; f.body = longer); /* text has no limit of its own */
}

static void rejection_is_a_dead_letter_with_its_reason(void **state)
{
    (void)state;
    struct event ev = {0};
    char much[300];
    memset(much, 'y', sizeof(much) - 1);
    much[sizeof(much) - 1] = '\0';
    event_reject(&ev, REASON_TRUNCATED, "body at byte 9");
    assert_int_equal(ev.verdict.outcome, OUTCOME_DEAD_LETTER);
    assert_int_equal(ev.verdict.reason, REASON_TRUNCATED);
    assert_string_equal(ev.verdict.detail, "body at byte 9");
    event_reject(&ev, REASON_REJECTED, NULL);
    assert_string_equal(ev.verdict.detail, "");
    event_reject(&ev, REASON_REJECTED, much);
    assert_int_equal(strlen(ev.verdict.detail), sizeof(ev.verdict.detail) - 1);
}

static void every_member_is_found_and_absent_at_first(void **state)
{
    (void)state;
    static const char *const always[] = {"kind",   "channel",  "media_count", "helpful_votes",
                                         "shares", "comments", "created_at",  "version"};
    struct event_fields f;
    event_fields_init(&f);
    for (int i = 0; i < MEMBER_N; i++) {
        const struct member *m = &member_table[i];
        bool has = false;
        for (size_t a = 0; a < sizeof(always) / sizeof(always[0]); a++)
            has = has || strcmp(always[a], m->name) == 0;
        assert_ptr_equal(member_find(m->name), m);
        assert_int_equal(member_present(&f, m), has);
        for (int j = 0; j < i; j++)
            assert_true(member_table[j].offset != m->offset);
    }
    assert_null(member_find("verdict"));
}

static void names_of_the_trade_are_found(void **state)
{
    (void)state;
    assert_int_equal(vocab_find(vocab_cause, CAUSE_N, "late", 4), CAUSE_LATE);
    assert_int_equal(vocab_find(vocab_cause, CAUSE_N, "later", 4), CAUSE_LATE);
    assert_int_equal(vocab_find(vocab_cause, CAUSE_N, "lat", 3), -1);
    assert_int_equal(vocab_find(vocab_cause, CAUSE_N, "", 0), -1);
    for (int i = 0; i < REASON_N; i++) {
        unsigned len = (unsigned)strlen(vocab_reason[i]);
        assert_int_equal(vocab_find(vocab_reason, REASON_N, vocab_reason[i], len), i);
        assert_true(vocab_reason_doc[i][0] != '\0');
    }
}

static void batches_are_made_whole(void **state)
{
    (void)state;
    struct batch *b = batch_new(7);
    assert_int_equal(b->cap, 7);
    assert_int_equal(b->count, 0);
    b->events[6].source.offset = 5; /* a sanitizer says if it is not there */
    batch_free(b);
    batch_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fresh_fields_lack_only_what_is_required),
        cmocka_unit_test(impossible_values_are_named),
        cmocka_unit_test(rejection_is_a_dead_letter_with_its_reason),
        cmocka_unit_test(every_member_is_found_and_absent_at_first),
        cmocka_unit_test(names_of_the_trade_are_found),
        cmocka_unit_test(batches_are_made_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
