/* The search for phrases: every place where one begins is named, whatever stands around it. */
#include "enrich/phrases.h"

#include "core/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const known[] = {"refund", "money back", "退款", "起疹子", "abc"};
#define KNOWN (sizeof(known) / sizeof(known[0]))

static void test_every_place_is_named(void **state)
{
    (void)state;
    struct phrases x = {{0}};
    for (size_t i = 0; i < KNOWN; i++)
        phrases_mark(&x, known[i]);
    srand(5);
    for (uint32_t round = 0; round < 3000; round++) {
        const char *phrase = known[round % KNOWN];
        uint32_t size = (uint32_t)strlen(phrase), len = size + round % 70;
        uint32_t at = (uint32_t)rand() % (len - size + 1), i = 0, found = 0;
        char *text = check_malloc(len); /* exactly, so that a sanitizer sees a step too far */
        for (uint32_t k = 0; k < len; k++)
            text[k] = (char)rand();
        memcpy(text + at, phrase, size);
        if (round % 2 && text[at] >= 'a')
            text[at] = (char)(text[at] - 32);
        struct str s = {text, len};
        while ((i = phrases_next(&x, s, i)) < len) {
            assert_true(i + PHRASES_PREFIX <= len);
            found += i++ == at;
        }
        assert_int_equal(i, len);
        assert_int_equal(found, 1);
        assert_true(phrases_equal((unsigned char *)text + at, phrase, size));
        free(text);
    }
}

static void test_few_places_are_named(void **state)
{
    (void)state;
    struct phrases x = {{0}};
    char text[8192];
    uint32_t named = 0, i = 0;
    for (size_t k = 0; k < KNOWN; k++)
        phrases_mark(&x, known[k]);
    srand(6);
    for (size_t k = 0; k < sizeof(text); k++)
        text[k] = (char)rand();
    for (struct str s = {text, sizeof(text)}; (i = phrases_next(&x, s, i)) < s.len; i++)
        named++;
    assert_true(named < sizeof(text) / 100);
    assert_int_equal(phrases_next(&x, STR_NONE, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place_is_named),
        cmocka_unit_test(test_few_places_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
