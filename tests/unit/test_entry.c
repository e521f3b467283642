/* Entries of the streams as redress.lua writes them, packed and not; whatever else may stand there.
 */
#include "sink/entry.h"

#include "core/check.h"

#include <hiredis/hiredis.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define CAP 512

static void note(void *ctx, struct str name, struct str value)
{
    char *said = ctx;
    size_t len = strlen(said);
    assert_true(snprintf(said + len, CAP - len, "%.*s=%.*s|", STR_FMT(name), STR_FMT(value)) > 0);
}

/* What an entry of one field says, as "name=value|..." Its bytes are in memory of their own size,
 * so that ASan sees a step beyond. */
static const char *said_of(const char *name, const char *value)
{
    static char said[CAP];
    redisReply field[2], *elements[2] = {&field[0], &field[1]};
    redisReply fields = {.type = REDIS_REPLY_ARRAY, .elements = 2, .element = elements};
    const char *texts[] = {name, value};
    for (int i = 0; i < 2; i++) {
        size_t len = strlen(texts[i]);
        field[i] =
            (redisReply){.type = REDIS_REPLY_STRING, .str = check_malloc(len + 1), .len = len};
        memcpy(field[i].str, texts[i], len);
    }
    said[0] = '\0';
    entry_each(&fields, note, said);
    free(field[0].str);
    free(field[1].str);
    return said;
}

static void test_an_opening_in_the_log(void **state)
{
    (void)state;
    assert_string_equal(
        said_of("ol", "1790000000123 1760000000000 abcdefghij 0123456789abcdef a shop in B"),
        "id=0123456789abcdef|rev=1|event=open|who=|at=1790000000123|st=1m|"
        "au=abcdefghij 0123456789abcdef a shop in B|");
}

static void test_a_step_in_the_log(void **state)
{
    (void)state;
    assert_string_equal(said_of("l", "1790000000123 7 cl:agreed close 0123456789abcdef Mei Li"),
                        "at=1790000000123|rev=7|st=cl:agreed|event=close|id=0123456789abcdef|"
                        "who=Mei Li|");
    assert_string_equal(said_of("l", "1 2 1m wake c "), "at=1|rev=2|st=1m|event=wake|id=c|who=|");
}

static void test_an_alert(void **state)
{
    (void)state;
    assert_string_equal(
        said_of("a",
                "1790000000123 541 1790003600123 1m 0123456789abcdef:1:open:0 late:930 my bag"),
        "at=1790000000123|p=541|du=1790003600123|st=1m|id=0123456789abcdef:1:open:0|ca=late:930|"
        "pr=my bag|");
    assert_string_equal(said_of("a", "1 2 3 1m c:1:open:0  "),
                        "at=1|p=2|du=3|st=1m|id=c:1:open:0|ca=|pr=|");
}

static void test_what_stands_by_itself(void **state)
{
    (void)state;
    assert_string_equal(said_of("mem", "rd:{1}:ms:1:1 x 110 5"), "mem=rd:{1}:ms:1:1 x 110 5|");
    assert_string_equal(said_of("event", "close it"), "event=close it|");
    assert_string_equal(said_of("o", "1 2"), "o=1 2|");
}

static void test_what_is_cut_short(void **state)
{
    (void)state;
    assert_string_equal(said_of("ol", ""), "id=|rev=1|event=open|who=|at=|st=1m|au=|");
    assert_string_equal(said_of("a", "1 2"), "at=1|p=2|du=|st=|id=|ca=|pr=|");
    assert_string_equal(said_of("l", "1"), "at=1|rev=|st=|event=|id=|who=|");
    redisReply nil = {.type = REDIS_REPLY_NIL};
    entry_each(&nil, note, NULL); /* an entry that was trimmed meanwhile */
}

static void test_numbers(void **state)
{
    (void)state;
    assert_int_equal(entry_number(STR_LIT("1790000000123")), INT64_C(1790000000123));
    assert_int_equal(entry_number((struct str){"12 34", 2}), 12);
    assert_int_equal(entry_number(STR_LIT("x")), 0);
    assert_int_equal(entry_number(STR_NONE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_opening_in_the_log),
        cmocka_unit_test(test_a_step_in_the_log),
        cmocka_unit_test(test_a_step_in_the_log),
        cmocka_unit_test(test_an_alert),
        cmocka_unit_test(test_what_stands_by_itself),
        cmocka_unit_test(test_what_is_cut_short),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
