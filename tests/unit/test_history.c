/* The logs put together again, and keys taken apart. */
#include "journal/history.h"
#include "sink/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void entry(struct history *h, unsigned shard, const char *log_id, int64_t rev)
{
    char text[64]; /* gone after the call: the history must have its own */
    snprintf(text, sizeof(text), "%s", log_id);
    struct record r = {.case_id = STR_LIT("0123456789abcdef"),
                       .event = STR_LIT("wake"),
                       .who = STR_LIT(""),
                       .state = STR_LIT("1m"),
                       .log_id = str_from(text),
                       .rev = rev};
    history_add(h, shard, &r);
    memset(text, 'x', sizeof(text));
}

static void in_order_once_and_not_too_many(void **state)
{
    struct history *h = history_new(2, 3);
    size_t n;
    (void)state;
    entry(h, 1, "200-0", 5);
    entry(h, 1, "100-10", 3);
    entry(h, 1, "100-9", 2);
    entry(h, 1, "200-0", 5);
    entry(h, 1, "90-1", 1);
    entry(h, 1, "150-0", 4);
    entry(h, 1, "", 9); /* a snapshot has no entry */
    entry(h, 1, "nonsense", 9);
    entry(h, 1, "1-2x", 9);
    const struct history_entry *x = history_of(h, 1, &n);
    assert_int_equal(n, 3);
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(x[i].rev, 3 + i);
    assert_true(x[0].ms == 100 && x[0].seq == 10);
    assert_memory_equal(x[2].case_id.ptr, "0123456789abcdef", 16);
    assert_true(str_eq(x[2].event, STR_LIT("wake")));
    history_of(h, 0, &n);
    assert_int_equal(n, 0);
    history_free(h);
}

static void many_are_cut_on_the_way(void **state)
{
    struct history *h = history_new(1, 100);
    char id[32];
    size_t n;
    (void)state;
    for (int i = 0; i < 10000; i++) {
        snprintf(id, sizeof(id), "%d-0", 1 + (i * 7919) % 10000);
        entry(h, 0, id, 1 + (i * 7919) % 10000);
    }
    const struct history_entry *x = history_of(h, 0, &n);
    assert_int_equal(n, 100);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(x[i].rev, 9901 + i);
    history_free(h);
}

static void keys_are_taken_apart(void **state)
{
    static const struct {
        const char *key;
        bool ours;
        unsigned shard;
        const char *kind, *rest;
    } rows[] = {
        {"rd:{7}:c:0123456789abcdef", true, 7, "c", "0123456789abcdef"},
        {"rd:{1023}:tb:20415:3", true, 1023, "tb", "20415:3"},
        {"rd:{0}:due", true, 0, "due", ""},
        {"rd:{0}:", false, 0, "", ""},
        {"rd:{0}", false, 0, "", ""},
        {"rd:{x}:due", false, 0, "", ""},
        {"rd:7:due", false, 0, "", ""},
        {"other", false, 0, "", ""},
        {"", false, 0, "", ""},
    };
    (void)state;
    for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct scan_key k;
        assert_int_equal(scan_parse(str_from(rows[i].key), &k), rows[i].ours);
        if (!rows[i].ours)
            continue;
        assert_int_equal(k.shard, rows[i].shard);
        assert_true(str_eq(k.kind, str_from(rows[i].kind)));
        assert_true(str_eq(k.rest, str_from(rows[i].rest)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_once_and_not_too_many),
        cmocka_unit_test(many_are_cut_on_the_way),
        cmocka_unit_test(keys_are_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
