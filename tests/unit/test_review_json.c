/* Reviews as lines of JSON, both ways. */
#include "core/member.h"
#include "core/review_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct review_json r;

static int teardown(void **state)
{
    (void)state;
    review_json_fini(&r);
    return 0;
}

static void parse(const char *line)
{
    struct err e;
    if (review_json_parse(line, strlen(line), &r, &e) != 0)
        fail_msg("%s: %s", line, e.msg);
}

static void assert_str(struct str s, const char *want)
{
    assert_non_null(s.ptr);
    assert_int_equal(s.len, strlen(want));
    assert_memory_equal(s.ptr, want, s.len);
}

static void every_field_has_its_name(void **state)
{
    (void)state;
    parse("{\"review_id\":\"r1\",\"marketplace\":\"m\",\"kind\":\"post\",\"reply_to\":\"r0\","
          "\"channel\":\"social\",\"seller_id\":\"s\",\"product_id\":\"p\",\"order_id\":\"o\","
          "\"group_id\":\"g\",\"group_size\":5,\"author_id\":\"a\",\"author_followers\":6,"
          "\"rating\":2,\"title\":\"t\",\"body\":\"b\",\"locale\":\"en-US\",\"media_count\":7,"
          "\"helpful_votes\":8,\"shares\":9,\"comments\":10,\"order_value_minor\":11,"
          "\"list_price_minor\":12,\"currency\":\"USD\",\"purchased_at\":1700000000001,"
          "\"received_at\":1700000000002,\"created_at\":1700000000003,\"version\":13,"
          "\"listing_rating\":4.3,\"listing_rating_count\":14,\"campaign_id\":\"c\"}");
    const struct event_fields *f = &r.fields;
    assert_str(f->review_id, "r1");
    assert_str(f->marketplace, "m");
    assert_str(f->reply_to, "r0");
    assert_str(f->seller_id, "s");
    assert_str(f->product_id, "p");
    assert_str(f->order_id, "o");
    assert_str(f->group_id, "g");
    assert_str(f->author_id, "a");
    assert_str(f->title, "t");
    assert_str(f->body, "b");
    assert_str(f->locale, "en-US");
    assert_str(f->currency, "USD");
    assert_str(f->campaign_id, "c");
    assert_int_equal(f->kind, KIND_POST);
    assert_int_equal(f->channel, CHANNEL_SOCIAL);
    assert_int_equal(f->group_size, 5);
    assert_int_equal(f->author_followers, 6);
    assert_int_equal(f->rating, 2);
    assert_int_equal(f->media_count, 7);
    assert_int_equal(f->helpful_votes, 8);
    assert_int_equal(f->shares, 9);
    assert_int_equal(f->comments, 10);
    assert_int_equal(f->order_value_minor, 11);
    assert_int_equal(f->list_price_minor, 12);
    assert_int_equal(f->purchased_at, 1700000000001);
    assert_int_equal(f->received_at, 1700000000002);
    assert_int_equal(f->created_at, 1700000000003);
    assert_int_equal(f->version, 13);
    assert_true(f->listing_rating == 4.3);
    assert_int_equal(f->listing_rating_count, 14);
    assert_true(r.has_created_at);
    assert_null(event_fields_invalid(f));
}

static void an_empty_object_is_all_absent(void **state)
{
    (void)state;
    struct event_fields fresh;
    event_fields_init(&fresh);
    parse("{}");
    for (int i = 0; i < MEMBER_N; i++)
        assert_int_equal(member_present(&r.fields, &member_table[i]),
                         member_present(&fresh, &member_table[i]));
    assert_false(r.has_created_at);
    assert_null(r.category.ptr);
}

/* Rows as other people's files have them. */
static void synonyms_and_loose_forms(void **state)
{
    (void)state;
    parse("{\"src\":\"x\",\"user\":\"\",\"product\":\"B01\",\"rating\":4.0,\"ts\":865814400,"
          "\"helpful_up\":null,\"helpful_total\":3,\"verified\":null,\"category\":\"books\","
          "\"title\":\"\",\"text\":\"words\"}");
    assert_null(r.fields.author_id.ptr); /* "" is not known, not an id */
    assert_str(r.fields.product_id, "B01");
    assert_int_equal(r.fields.rating, 4);
    assert_int_equal(r.fields.created_at, 865814400000);
    assert_int_equal(r.fields.helpful_votes, 0);
    assert_str(r.category, "books");
    assert_str(r.fields.body, "words");
    parse("{\"src\":\"x\",\"cat\":\"\xe4\xb9\xa6\xe7\xb1\x8d\",\"label\":1,\"text\":\"w\","
          "\"star\":5.0,\"time\":\"2019/3/1 8:13\",\"lang\":\"zh\"}");
    assert_str(r.category, "\xe4\xb9\xa6\xe7\xb1\x8d");
    assert_int_equal(r.fields.rating, 5);
    assert_int_equal(r.fields.created_at, 1551427980000);
    assert_str(r.fields.locale, "zh");
    parse("{\"id\":17,\"user\":-3,\"product_id\":9223372036854775807}");
    assert_str(r.fields.review_id, "17");
    assert_str(r.fields.author_id, "-3");
    assert_str(r.fields.product_id, "9223372036854775807");
    parse("{\"id\":\"mine\",\"review_id\":\"proper\",\"text\":\"b\",\"body\":null}");
    assert_str(r.fields.review_id, "proper"); /* the proper name wins, unless it is null */
    assert_str(r.fields.body, "b");
}

static void moments_in_any_form(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int64_t ms;
    } rows[] = {
        {"{\"ts\":0}", 0},
        {"{\"ts\":12.5}", 12500},
        {"{\"ts\":99999999999}", 99999999999000},
        {"{\"ts\":100000000000}", 100000000000},
        {"{\"created_at\":1700000000000}", 1700000000000},
        {"{\"created_at\":\"2026-11-22T13:31:35+08:00\"}", 1795325495000},
        {"{\"date\":\"2019-12-31\"}", 1577750400000},
        {"{\"ts\":-1}", -1000},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        parse(rows[i].line);
        if (r.fields.created_at != rows[i].ms)
            fail_msg("%s became %lld", rows[i].line, (long long)r.fields.created_at);
    }
}

static void mistakes_name_the_member(void **state)
{
    (void)state;
    static const struct {
        const char *line, *message;
    } rows[] = {
        {"", "not JSON"},
        {"{", "not JSON"},
        {"{} {}", "not JSON"},
        {"{\"a\":\"\xff\"}", "not JSON"},
        {"[1]", "not a JSON object"},
        {"null", "not JSON"},
        {"{\"text\":5}", "'text' must be text"},
        {"{\"body\":[\"a\"]}", "'body' must be text"},
        {"{\"id\":1.5}", "'id' must be text or a whole number"},
        {"{\"review_id\":true}", "'review_id' must be text or a whole number"},
        {"{\"rating\":0}", "'rating' must be a whole number from 1 to 5"},
        {"{\"stars\":6}", "'stars' must be a whole number from 1 to 5"},
        {"{\"star\":4.5}", "'star' must be a whole number from 1 to 5"},
        {"{\"rating\":\"5\"}", "'rating' must be a whole number from 1 to 5"},
        {"{\"shares\":1.5}", "'shares' must be a whole number"},
        {"{\"shares\":1e300}", "'shares' must be a whole number"},
        {"{\"shares\":\"many\"}", "'shares' must be a whole number"},
        {"{\"listing_rating\":\"4\"}", "'listing_rating' must be a number"},
        {"{\"ts\":\"yesterday\"}", "'ts' must be seconds or milliseconds"},
        {"{\"created_at\":true}", "'created_at' must be seconds or milliseconds"},
        {"{\"ts\":1e300}", "'ts' must be seconds or milliseconds"},
        {"{\"kind\":\"tweet\"}", "'kind' must be one of review comment post"},
        {"{\"channel\":3}", "'channel' must be one of marketplace social group chat"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err e = {{0}};
        int rc = review_json_parse(rows[i].line, strlen(rows[i].line), &r, &e);
        if (rc != -1 || strncmp(e.msg, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("%s: %d '%s'", rows[i].line, rc, e.msg);
    }
}

static void messages_cannot_control_a_terminal(void **state)
{
    (void)state;
    struct err e;
    static const char line[] = "{\"a\":\x1b[2J\x7f";
    assert_int_equal(review_json_parse(line, sizeof(line) - 1, &r, &e), -1);
    for (const char *c = e.msg; *c; c++)
        assert_true((unsigned char)*c >= 0x20 && *c != 0x7f);
}

/* What the first of two prints, the second must print again: then nothing was lost. */
static char *printed(const struct event_fields *f)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    review_json_write(f, out);
    fclose(out);
    return text;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct event_fields f;
    event_fields_init(&f);
    f.review_id = STR_LIT("a\"b\\c\n\t\x01\x1f/\xe5\xa5\xbd");
    f.title = STR_LIT("");
    f.rating = 3;
    f.created_at = 5;
    f.purchased_at = 0;
    f.received_at = 1700000000123;
    f.shares = INT64_MAX;
    f.comments = -1; /* impossible, and no absence: it must not come back as 0 */
    f.listing_rating = 0.1 + 0.2;
    f.kind = KIND_RETURN_REASON;
    char *once = printed(&f);
    assert_int_equal(strcspn(once, "\n"), strlen(once) - 1); /* one line */
    parse(once);
    char *twice = printed(&r.fields);
    assert_string_equal(once, twice);
    assert_true(str_eq(r.fields.review_id, f.review_id));
    assert_non_null(r.fields.title.ptr);
    assert_int_equal(r.fields.created_at, 5);
    assert_int_equal(r.fields.purchased_at, 0);
    assert_int_equal(r.fields.shares, INT64_MAX);
    assert_int_equal(r.fields.comments, -1);
    assert_true(r.fields.listing_rating == 0.1 + 0.2);
    free(once);
    free(twice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_name),
        cmocka_unit_test(an_empty_object_is_all_absent),
        cmocka_unit_test(synonyms_and_loose_forms),
        cmocka_unit_test(moments_in_any_form),
        cmocka_unit_test(mistakes_name_the_member),
        cmocka_unit_test(messages_cannot_control_a_terminal),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
