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
        uint32_t at = (uint32_t)rand() % (len - size + 1);
        char *text = check_malloc(len); /* exactly, so that a sanitizer sees a step too far */
        for (uint32_t k = 0; k < len; k++)
            text[k] = (char)rand();
        memcpy(text + at, phrase, size);
        if (round % 2 && text[at] >= 'a')
            text[at] = (char)(text[at] - 32);
        struct str s = {text, len};
        assert_true(phrases_marks(&x, s, at) & 1);
        for (uint32_t from = 0; from < len; from += 1 + from % 7) {
            uint32_t places = phrases_marks(&x, s, from);
            for (uint32_t k = 0; k < PHRASES_AT_ONCE; k++) {
                bool want = from + k < len && phrases_marks(&x, s, from + k) & 1;
                assert_int_equal(places >> k & 1, want);
                assert_true(!want || from + k + PHRASES_PREFIX <= len);
            }
        }
        struct phrases_head head = phrases_head(phrase, size);
        assert_true(phrases_may(head, phrases_eight(s, at)));
        for (uint32_t i = 0; i < len; i++) {
            bool there = size <= len - i && phrases_equal((unsigned char *)text + i, phrase, size);
            assert_true(!there || phrases_may(head, phrases_eight(s, i)));
        }
        assert_true(phrases_equal((unsigned char *)text + at, phrase, size));
        free(text);
    }
}

static void test_few_places_are_named(void **state)
{
    (void)state;
    struct phrases x = {{0}};
    char text[8192];
    uint32_t named = 0;
    for (size_t k = 0; k < KNOWN; k++)
        phrases_mark(&x, known[k]);
    srand(6);
    for (size_t k = 0; k < sizeof(text); k++)
        text[k] = (char)rand();
    for (uint32_t i = 0; i < sizeof(text); i += PHRASES_AT_ONCE)
        named +=
            (uint32_t)__builtin_popcount(phrases_marks(&x, (struct str){text, sizeof(text)}, i));
    assert_true(named < sizeof(text) / 100);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void test_where_words_and_characters_begin(void **state)
{
    (void)state;
    static const char some[] = "aZ z\x80\xbf\xc0\xe9\xff@[`{";
    srand(7);
    for (uint32_t round = 0; round < 2000; round++) {
        uint32_t len = 1 + round % 100;
        char *text = check_malloc(len); /* exactly, so that a sanitizer sees a step too far */
        for (uint32_t k = 0; k < len; k++)
            text[k] = some[(size_t)rand() % (sizeof(some) - 1)];
        for (uint32_t from = 0; from < len; from++) {
            uint32_t begins = phrases_begins((struct str){text, len}, from);
            for (uint32_t i = 0; i < 32; i++) {
                uint32_t at = from + i;
                bool want =
                    at < len && ((unsigned char)text[at] >= 0xc0 ||
                                 (is_letter(text[at]) && (at == 0 || !is_letter(text[at - 1]))));
                assert_int_equal(begins >> i & 1, want);
            }
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place_is_named),
        cmocka_unit_test(test_few_places_are_named),
        cmocka_unit_test(test_where_words_and_characters_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
