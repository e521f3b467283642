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

static void know(void)
{
    static bool done;
    for (size_t i = 0; i < KNOWN && !done; i++)
        phrases_add(known[i], (uint32_t)strlen(known[i]), PHRASES_ASKS);
    done = true;
}

static const struct phrases_place *place_at(const struct phrases_place *x, uint32_t n, uint32_t at)
{
    for (uint32_t i = 0; i < n; i++)
        if (x[i].at == at)
            return &x[i];
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Both kernels name the same places, in their order, all where a word or a character begins. */
static uint32_t places_of(struct str s, struct phrases_place *x)
{
    static struct phrases_place plain[FEATURES_TEXT_MAX];
    uint32_t n = phrases_places(s, x);
    assert_int_equal(phrases_places_portable(s, plain), n);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t at = x[i].at;
        assert_int_equal(plain[i].at, at);
        assert_int_equal(plain[i].may, x[i].may);
        assert_true(x[i].may && at < s.len && (i == 0 || at > x[i - 1].at));
        assert_true((unsigned char)s.ptr[at] >= 0xc0 || is_letter(s.ptr[at]));
        assert_true(at == 0 || !is_letter(s.ptr[at]) || !is_letter(s.ptr[at - 1]) ||
                    s.ptr[at + 1] == '\'');
    }
    return n;
}

static void test_every_place_is_named(void **state)
{
    (void)state;
    struct phrases_place x[FEATURES_TEXT_MAX];
    know();
    srand(5);
    for (uint32_t round = 0; round < 3000; round++) {
        const char *phrase = known[round % KNOWN];
        uint32_t size = (uint32_t)strlen(phrase), len = size + round % 170;
        uint32_t at = (uint32_t)rand() % (len - size + 1);
        char *text = check_malloc(len); /* exactly, so that a sanitizer sees a step too far */
        for (uint32_t k = 0; k < len; k++)
            text[k] = round % 3 ? "很n't aZ z\x80\xbf\xc0\xe9\xff@[`{好的，。"[rand() % 32]
                                : (char)rand();
        if (round % 2) /* characters of three bytes before and behind it, as in most texts */
            for (uint32_t k = 0; k < len; k++)
                text[k] = "好"[(k + 3 * len - at) % 3];
        memcpy(text + at, phrase, size);
        if (round % 4 < 2 && text[at] >= 'a')
            text[at] = (char)(text[at] - 32);
        struct str s = {text, len};
        uint32_t n = places_of(s, x);
        const struct phrases_place *found = place_at(x, n, at);
        bool within =
            at > 0 && is_letter(text[at]) && is_letter(text[at - 1]) && text[at + 1] != '\'';
        assert_true(within ? !found : found && (found->may & PHRASES_ASKS));
        struct phrases_head head = phrases_head(phrase, size);
        assert_true(phrases_may(head, phrases_eight(s, at)));
        for (uint32_t i = 0; i < len; i++) {
            bool there = size <= len - i && phrases_equal((unsigned char *)text + i, phrase, size);
            bool may = phrases_may(head, phrases_eight(s, i));
            assert_true(!there || may);
            assert_true(!may || memcmp(text + i, phrase, head.sure) == 0);
        }
        assert_true(phrases_equal((unsigned char *)text + at, phrase, size));
        free(text);
    }
}

static void test_few_places_are_named(void **state)
{
    (void)state;
    struct phrases_place x[FEATURES_TEXT_MAX];
    char text[FEATURES_TEXT_MAX];
    know();
    srand(6);
    for (size_t k = 0; k < sizeof(text); k++)
        text[k] = (char)rand();
    assert_true(places_of((struct str){text, sizeof(text)}, x) < sizeof(text) / 500);
}

/* Title and body share the room, and a place of the body counts from its own beginning. */
static void test_a_text_of_two_parts(void **state)
{
    (void)state;
    static char title[FEATURES_TEXT_MAX + 100];
    struct phrases_text *t = check_malloc(sizeof(*t));
    know();
    memset(title, ' ', sizeof(title));
    memcpy(title + FEATURES_TEXT_MAX - 6, "refund", 6);
    phrases_read(t, STR_LIT("abc"), STR_LIT("no refund"));
    assert_int_equal(t->count[0], 1);
    assert_int_equal(t->count[1], 1);
    assert_int_equal(t->place[1][0].at, 3);
    phrases_read(t, (struct str){title, sizeof(title)}, STR_LIT("refund"));
    assert_int_equal(t->count[0], 1);
    assert_int_equal(t->count[1], 0);
    phrases_read(t, STR_NONE, STR_NONE);
    assert_int_equal(t->count[0] + t->count[1], 0);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place_is_named),
        cmocka_unit_test(test_few_places_are_named),
        cmocka_unit_test(test_a_text_of_two_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
