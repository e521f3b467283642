/* Scopes: which words stand under a denial, a fear, another time, and what is told once more. */
#include "enrich/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* One sign for each word: . none, n N m denied (near, away, far), f feared, o other, p past, b but.
 * A boundary is left out. */
static void expect(const char *text, const char *scopes)
{
    static uint32_t tokens[SCOPE_TOKENS_MAX];
    static uint8_t scope[FEATURES_TOKENS_MAX];
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
    uint32_t a[SCOPE_TOKENS_MAX], b[SCOPE_TOKENS_MAX];
    uint8_t scope[FEATURES_TOKENS_MAX];
    uint32_t n = features_tokens(STR_NONE, str_from("不漏"), a);
    assert_int_equal(scope_walk(a, n, scope), n + 2);
    assert_int_equal(features_tokens(STR_NONE, str_from("怕漏"), b), n);
    assert_int_equal(scope_walk(b, n, scope), n + 2);
    assert_int_equal(a[3], b[3]);
    assert_int_not_equal(a[n], b[n]);
    assert_int_equal(a[n + 1], a[n - 1]); /* the end of the clause */
}

/* No more than twice as many, whatever the text. */
static void test_room(void **state)
{
    (void)state;
    static char text[FEATURES_TEXT_MAX];
    static uint32_t tokens[SCOPE_TOKENS_MAX];
    static uint8_t scope[FEATURES_TOKENS_MAX];
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
        cmocka_unit_test(test_denied),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
