/* Text that is made UTF-8: what is stays, what is not becomes question marks, byte by byte. */
#include "core/check.h"
#include "core/mend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void mended(const char *text, const char *want)
{
    char copy[64];
    strcpy(copy, text);
    assert_string_equal(mend_utf8(copy), want);
}

static void every_kind_of_damage(void **state)
{
    (void)state;
    mended("", "");
    mended("plain, 发货, é, \xf0\x9f\x98\x80", "plain, 发货, é, \xf0\x9f\x98\x80");
    mended("cut \xe5\x8f", "cut ??");
    mended("cut \xf0\x9f\x98", "cut ???");
    mended("\xc3", "?");
    mended("\x80z\xff", "?z?");
    mended("\xc0\xaf \xe0\x80\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xf5", "?? ??? ??? ???? ?");
    mended("\xe5'\xe8\xb4\xa7", "?'货");
}

/* A message is cut to 511 bytes wherever that is. */
static void messages_stay_utf8(void **state)
{
    char text[600], again[sizeof(struct err)];
    struct err e;
    (void)state;
    for (size_t lead = 0; lead < 3; lead++) {
        memset(text, 'a', lead);
        for (size_t at = lead; at + 3 < sizeof(text); at += 3)
            strcpy(text + at, "货");
        assert_int_equal(err_set(&e, "%s", text), -1);
        assert_int_equal(strlen(e.msg), sizeof(e.msg) - 1);
        strcpy(again, e.msg);
        assert_string_equal(mend_utf8(again), e.msg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_damage),
        cmocka_unit_test(messages_stay_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
