/* Scopes: which words stand under a denial, a fear, another time, and what is told once more. */
#include "enrich/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* One sign for each word: . none, n N m denied (near, away, far), f feared, o other, p past, b but.
 * A boundary is left out. */
static void expect(const char *text, const char *scopes)
{
    static uint32_t tokens[SCOPE_TOKENS_ROOM];
    static uint8_t scope[SCOPE_ROOM];
    char found[64] = "";
    size_t len = 0;
    uint32_t n = features_tokens(STR_NONE, str_from(text), tokens), told = n;
    uint32_t all = scope_walk(tokens, n, scope);
    for (uint32_t i = 2; i < n; i++) {
        if (tokens[i] & FEATURES_GRAMS)
            found[len++] = ".nNmfopb"[scope[i]];
        if (!scope_tells(scope[i]))
            continue;
        assert_int_equal(tokens[told] & 3, tokens[i] & 3);
        assert_int_equal(tokens[told] == tokens[i], !(tokens[i] & FEATURES_GRAMS));
        told++;
    }
    assert_int_equal(all, told);
    assert_string_equal(found, scopes);
}

static void test_denied(void **state)
{
    (void)state;
    expect("漏水", "..");
    expect("没漏水", ".nn");
    expect("没有任何异味，慢", ".nnNNN.");
    expect("It did not leak. Slow", "...n.");
    expect("It didn’t ever in its long life leak", "..nnNNNm");
    expect("NO SMELL AT ALL", ".nnN");
    expect("no! smell", ".n.");    /* the mark itself still belongs to it */
    expect("不是没有味", ".nnnn"); /* the second denial begins anew */
}

static void test_others(void **state)
{
    (void)state;
    expect("担心漏水，没漏", ".fff.n");
    expect("I thought it would leak", "..fff");
    expect("the other one leaked", "..oo");
    expect("my old one leaked, this one never", "..pp...");
    expect("nice but slow", "..b");
    expect("前台慢", ".pp");
}

/* The same word under a denial and under a fear are different words. */
static void test_told(void **state)
{
    (void)state;
    uint32_t a[SCOPE_TOKENS_ROOM], b[SCOPE_TOKENS_ROOM];
    uint8_t scope[SCOPE_ROOM];
    uint32_t n = features_tokens(STR_NONE, str_from("不漏"), a);
    assert_int_equal(scope_walk(a, n, scope), n + 2);
    assert_int_equal(features_tokens(STR_NONE, str_from("怕漏"), b), n);
    assert_int_equal(scope_walk(b, n, scope), n + 2);
    assert_int_equal(a[3], b[3]);
    assert_int_not_equal(a[n], b[n]);
    assert_int_equal(a[n + 1], a[n - 1]); /* the end of the clause */
}

/* Clauses longer than are written at once, and texts longer than are looked at together: each
 * clause has the scopes it has alone, and is told once more in its order. */
static void test_long(void **state)
{
    (void)state;
    static const char *const clauses[] = {
        "没见过比这个还要结实的包装连一个角都看得出是用心包好的",
        "a plain clause of quite a few words in which nothing at all is opened",
        "I was afraid that it would smell of something like paint or glue for weeks and weeks",
        "好",
        "不",
        "以前的那个漏水但这个真的还可以",
        "the other shop never sent it",
        "前天晚上"};
    static char text[FEATURES_TEXT_MAX];
    static uint32_t tokens[SCOPE_TOKENS_ROOM], alone[SCOPE_TOKENS_ROOM];
    static uint8_t scope[SCOPE_ROOM], one[SCOPE_ROOM];
    expect(clauses[0], ".nnNNNmmmmmmmmmmmmmmmmmmmmm");
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t len = 0, at = 2, told = 0;
        for (uint32_t k = 0; k < round % 12; k++)
            len += (uint32_t)sprintf(text + len, "%s，", clauses[(round * 7 + k * k) % 8]);
        uint32_t n = features_tokens(STR_NONE, (struct str){text, len}, tokens);
        uint32_t all = scope_walk(tokens, n, scope);
        for (uint32_t k = 0; k < round % 12; k++) {
            struct str clause = str_from(clauses[(round * 7 + k * k) % 8]);
            uint32_t m = features_tokens(STR_NONE, clause, alone);
            uint32_t more = scope_walk(alone, m, one) - m;
            assert_memory_equal(scope + at, one + 2, m - 2);
            assert_memory_equal(tokens + n + told, alone + m, more * sizeof(*alone));
            at += m - 2;
            told += more;
        }
        assert_int_equal(at, n);
        assert_int_equal(n + told, all);
    }
}

/* No more than twice as many, whatever the text. */
static void test_room(void **state)
{
    (void)state;
    static char text[FEATURES_TEXT_MAX];
    static uint32_t tokens[SCOPE_TOKENS_ROOM];
    static uint8_t scope[SCOPE_ROOM];
    memset(text, 'a', sizeof(text));
    for (size_t i = 0; i < sizeof(text); i += 2)
        text[i] = ' ';
    memcpy(text, "not ", 4);
    uint32_t n = features_tokens(STR_NONE, (struct str){text, sizeof(text)}, tokens);
    uint32_t all = scope_walk(tokens, n, scope);
    assert_in_range(all, n + FEATURES_TEXT_MAX / 2 - 4, 2 * n);
}

static int setup(void **state)
{
    (void)state;
    scope_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_denied), cmocka_unit_test(test_others), cmocka_unit_test(test_told),
        cmocka_unit_test(test_long),   cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
