/* Names of keys and ids. They are stored: a change here is a change of the data in Redis. */
#include "sink/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void test_names(void **state)
{
    (void)state;
    char key[KEYS_CAP];
    assert_int_equal(keys_due(key, 0), strlen("rd:{0}:due"));
    assert_string_equal(key, "rd:{0}:due");
    keys_queue(key, 15);
    assert_string_equal(key, "rd:{15}:q");
    keys_alerts(key, 1023);
    assert_string_equal(key, "rd:{1023}:al");
    keys_log(key, 100);
    assert_string_equal(key, "rd:{100}:log");
    keys_clock(key, 7);
    assert_string_equal(key, "rd:{7}:clk");
    assert_int_equal(keys_case(key, 7, "0123456789abcdef"), 25);
    assert_string_equal(key, "rd:{7}:c:0123456789abcdef");
}

static void test_tombstones_by_day_and_bucket(void **state)
{
    (void)state;
    char a[KEYS_CAP], b[KEYS_CAP];
    const int64_t day = 86400000;
    keys_tombstones(a, 3, 20000 * day, "0123456789abcdef", 1);
    assert_string_equal(a, "rd:{3}:tb:20000:0");
    keys_tombstones(b, 3, 20000 * day + day - 1, "0123456789abcdef", 1);
    assert_string_equal(a, b);
    keys_tombstones(b, 3, 20001 * day, "0123456789abcdef", 1);
    assert_string_equal(b, "rd:{3}:tb:20001:0");
    keys_messages(b, 3, 20001 * day, "0123456789abcdef", 1);
    assert_string_equal(b, "rd:{3}:ms:20001:0");
}

static void test_buckets_fill_evenly(void **state)
{
    (void)state;
    unsigned seen[64] = {0};
    for (int i = 0; i < 64000; i++) {
        char id[KEYS_ID_CHARS + 1], key[KEYS_CAP], name[24];
        snprintf(name, sizeof(name), "review-%d", i);
        keys_case_id(STR_LIT("market"), str_from(name), id);
        keys_tombstones(key, 0, 0, id, 64);
        unsigned bucket;
        assert_int_equal(sscanf(key, "rd:{0}:tb:0:%u", &bucket), 1);
        assert_true(bucket < 64);
        seen[bucket]++;
    }
    for (int i = 0; i < 64; i++)
        assert_in_range(seen[i], 800, 1200);
}

/* Stored for ever: these values must not change. */
static void test_ids_are_stable(void **state)
{
    (void)state;
    char id[KEYS_ID_CHARS + 1], author[11], key[KEYS_CAP];
    keys_case_id(STR_LIT("amazon.de"), STR_LIT("R1"), id);
    assert_string_equal(id, "9459s7gnav7sy7ys");
    keys_author(STR_LIT("amazon.de"), STR_LIT("A1"), author);
    assert_string_equal(author, "fey0cht63c");
    keys_herd(key, 2, STR_LIT("product"));
    assert_string_equal(key, "rd:{2}:herd:5tpcttzj65w8");
    assert_int_equal(keys_shard(STR_LIT("B000000001"), 16), 1);
}

static void test_pairs_do_not_run_together(void **state)
{
    (void)state;
    char a[KEYS_ID_CHARS + 1], b[KEYS_ID_CHARS + 1];
    keys_case_id(STR_LIT("ab"), STR_LIT("c"), a);
    keys_case_id(STR_LIT("a"), STR_LIT("bc"), b);
    assert_string_not_equal(a, b);
}

static void test_domains_differ(void **state)
{
    (void)state;
    char id[KEYS_ID_CHARS + 1], author[11];
    keys_case_id(STR_LIT("m"), STR_LIT("x"), id);
    keys_author(STR_LIT("m"), STR_LIT("x"), author);
    assert_memory_not_equal(id, author, 10);
}

/* It is stored with a blank, and looked up by what is stored. */
static void test_a_line_break_is_a_blank(void **state)
{
    (void)state;
    struct str raw = STR_LIT("P 1\nred"), stored = STR_LIT("P 1 red");
    char a[KEYS_CAP], b[KEYS_CAP];
    unsigned s, t;
    assert_int_equal(keys_shard(raw, 1000), keys_shard(stored, 1000));
    keys_herd(a, 1, raw);
    keys_herd(b, 1, stored);
    assert_string_equal(a, b);
    keys_precedents(a, 1, raw);
    keys_precedents(b, 1, stored);
    assert_string_equal(a, b);
    keys_answers(a, raw, 1000, &s);
    keys_answers(b, stored, 1000, &t);
    assert_string_equal(a, b);
    assert_int_equal(s, t);
}

static void test_longest_ids(void **state)
{
    (void)state;
    char longest[EVENT_ID_MAX], id[KEYS_ID_CHARS + 1], key[KEYS_CAP];
    memset(longest, 'x', sizeof(longest));
    struct str s = {longest, sizeof(longest)};
    keys_case_id(s, s, id);
    assert_int_equal(strlen(id), KEYS_ID_CHARS);
    assert_true(keys_tombstones(key, 1023, INT64_MAX / 2, id, 65536) < KEYS_CAP);
    assert_true(keys_herd(key, 1023, s) < KEYS_CAP);
}

static void test_message_belongs_to_the_case_it_replies_to(void **state)
{
    (void)state;
    struct event_fields f;
    char of_review[KEYS_ID_CHARS + 1], of_message[KEYS_ID_CHARS + 1];
    event_fields_init(&f);
    f.marketplace = STR_LIT("m");
    f.review_id = STR_LIT("r1");
    assert_false(keys_is_message(&f));
    keys_event_case_id(&f, of_review);
    f.review_id = STR_LIT("msg-7");
    f.reply_to = STR_LIT("r1");
    assert_false(
        keys_is_message(&f)); /* a comment that replies to a review is a complaint of its own */
    f.kind = KIND_CUSTOMER_MESSAGE;
    assert_true(keys_is_message(&f));
    keys_event_case_id(&f, of_message);
    assert_string_equal(of_review, of_message);
}

/* Against `redis-cli cluster keyslot`. */
static void test_slots(void **state)
{
    (void)state;
    assert_int_equal(keys_slot(0), 13907);
    assert_int_equal(keys_slot(1), 9842);
    assert_int_equal(keys_slot(15), 4178);
    assert_int_equal(keys_slot(1023), 14911);
}

static void test_shards_fill_evenly(void **state)
{
    (void)state;
    unsigned seen[16] = {0};
    for (int i = 0; i < 16000; i++) {
        char name[24];
        snprintf(name, sizeof(name), "product-%d", i);
        seen[keys_shard(str_from(name), 16)]++;
    }
    for (int i = 0; i < 16; i++)
        assert_in_range(seen[i], 850, 1150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_tombstones_by_day_and_bucket),
        cmocka_unit_test(test_buckets_fill_evenly),
        cmocka_unit_test(test_ids_are_stable),
        cmocka_unit_test(test_pairs_do_not_run_together),
        cmocka_unit_test(test_domains_differ),
        cmocka_unit_test(test_a_line_break_is_a_blank),
        cmocka_unit_test(test_longest_ids),
        cmocka_unit_test(test_message_belongs_to_the_case_it_replies_to),
        cmocka_unit_test(test_slots),
        cmocka_unit_test(test_shards_fill_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
