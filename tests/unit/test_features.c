/* Tokens and n-grams: what folds together, what stays apart, and that no bytes are dangerous. */
#include "enrich/features.h"

#include "core/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static uint32_t tokens_of(const char *title, const char *body, uint32_t *out)
{
    return features_tokens(str_from(title), str_from(body), out);
}

/* Texts that must give the same tokens, and texts that must not. */
static void test_folding(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"Never Again", "never again", true},
        {"ＮＥＶＥＲ　again", "never again", true},
        {"don't", "dont", true},
        {"don’t", "dont", true},
        {"假 货", "假货", true},
        {"very   bad\n", "very bad", true},
        {"bad, bad", "bad. bad", true},
        {"好，不好", "好,不好", true},
        {"ÉCRAN", "écran", true},
        {"差！", "差!", true},
        {"假貨", "假货", true},
        {"質量太差，傷心", "质量太差，伤心", true},
        {"徦貨", "假货", true},
        {"refund", "RＥfund", true},
        {"Café crème", "CAFÉ CRÈME", true},
        {"incomprehensibilities 3pcs", "INCOMPREHENSIBILITIES 3PCS", true},
        {"bad bad", "bad, bad", false},
        {"refunds", "refund", false},
        {"incomprehensibility", "incomprehensibilities", false},
        {"差!", "差!!", false},
        {"差?", "差!", false},
        {"好不", "不好", false},
        {"well", "we ll", false},
        {"坏了", "坏 孒", false},
    };
    uint32_t a[FEATURES_TOKENS_MAX], b[FEATURES_TOKENS_MAX];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint32_t n = tokens_of(NULL, rows[i].a, a), m = tokens_of(NULL, rows[i].b, b);
        bool same = n == m && memcmp(a, b, n * sizeof(*a)) == 0;
        if (same != rows[i].same)
            fail_msg("'%s' and '%s': %s", rows[i].a, rows[i].b, same ? "same" : "different");
    }
}

/* A CJK character near the end of the buffer takes another way than one within; both must agree. */
static void test_ways_agree(void **state)
{
    (void)state;
    uint32_t a[FEATURES_TOKENS_MAX], b[FEATURES_TOKENS_MAX];
    assert_int_equal(tokens_of(NULL, "坏", a), 4); /* two boundaries, it, a boundary */
    assert_true(tokens_of(NULL, "坏坏坏 ", b) > 4);
    assert_int_equal(a[2], b[2]);
    assert_int_equal(b[2], b[3]);
    assert_int_equal(b[3], b[4]);
}

/* A word is hashed eight bytes at a time where there is room, else letter by letter: the same word
 * must be the same token wherever it stands and whatever follows. */
static void test_words_agree(void **state)
{
    (void)state;
    static const char *const behind[] = {"", " ", "!", ",", "中", "、", "\xc2\xa0", "\xff", "😀"};
    char word[90], text[128];
    uint32_t alone[FEATURES_TOKENS_MAX], t[FEATURES_TOKENS_MAX];
    for (size_t len = 1; len < sizeof(word); len++) {
        for (size_t i = 0; i < len; i++)
            word[i] = (char)('a' + (i * 7 + len) % 26);
        word[len] = '\0';
        tokens_of(NULL, word, alone);
        for (size_t k = 0; k < sizeof(behind) / sizeof(behind[0]); k++) {
            snprintf(text, sizeof(text), "%s%s 123456789 0", word, behind[k]);
            tokens_of(NULL, text, t);
            if (t[2] != alone[2])
                fail_msg("'%s': another token than '%s' alone", text, word);
        }
    }
}

static void test_title_and_body(void **state)
{
    (void)state;
    uint32_t a[FEATURES_TOKENS_MAX], b[FEATURES_TOKENS_MAX];
    uint32_t n = tokens_of("Broken", "again", a), m = tokens_of(NULL, "Broken | again", b);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n * sizeof(*a));
    assert_int_equal(tokens_of(NULL, NULL, a), 2);
    assert_int_equal(tokens_of("", "", a), 2);
}

static void test_grams(void **state)
{
    (void)state;
    uint32_t t[FEATURES_TOKENS_MAX], gram[3];
    uint32_t n = tokens_of(NULL, "质量差 bad", t);
    assert_int_equal(n, 2 + 3 + 1 + 1);
    features_grams(t, 4, gram); /* a character: three */
    assert_true(gram[0] && gram[1] && gram[2]);
    features_grams(t, 5, gram); /* a word: two */
    assert_true(gram[0] && gram[1] && !gram[2]);
    features_grams(t, 6, gram); /* the boundary: none */
    assert_false(gram[0] || gram[1] || gram[2]);
}

/* What gives most tokens a byte, at the limit of length. features_tokens checks its own bound. */
static void test_dense_texts(void **state)
{
    (void)state;
    static const char *const units[] = {"a!", "!",    "a中",   "中", "a.", "é!",  "😀",
                                        "a😀", "\xff", "a\xff", "!?", "の", "ａ！"};
    static char text[3 * FEATURES_TEXT_MAX];
    uint32_t *t = check_malloc(FEATURES_TOKENS_MAX * sizeof(*t));
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        size_t len = strlen(units[i]), at = 0;
        for (; at + len <= sizeof(text); at += len)
            memcpy(text + at, units[i], len);
        for (uint32_t cut = 0; cut < 8; cut++) {
            struct str title = {text, FEATURES_TEXT_MAX / 2 + cut}, body = {text, (uint32_t)at};
            assert_in_range(features_tokens(title, body, t), 2, FEATURES_TOKENS_MAX);
        }
    }
    free(t);
}

static void test_text_beyond_the_limit(void **state)
{
    (void)state;
    static char text[FEATURES_TEXT_MAX + 100];
    uint32_t a[FEATURES_TOKENS_MAX], b[FEATURES_TOKENS_MAX];
    memset(text, ' ', sizeof(text));
    memcpy(text, "late", 4);
    uint32_t n = features_tokens(STR_NONE, (struct str){text, FEATURES_TEXT_MAX}, a);
    memcpy(text + FEATURES_TEXT_MAX, "broken", 6);
    uint32_t m = features_tokens(STR_NONE, (struct str){text, sizeof(text)}, b);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n * sizeof(*a));
}

/* Random bytes and random Chinese, exactly as long as their memory, so that a sanitizer sees a step
 * too far; by every way. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const unsigned char leads[] = {0xe4, 0xe9, 0xef, 0xf0, 0xc3, 0x80, 'a', '!', 0xff};
    uint32_t *t = check_malloc(FEATURES_TOKENS_MAX * sizeof(*t));
    uint32_t *other = check_malloc(FEATURES_TOKENS_MAX * sizeof(*t));
    static const char *const parts[] = {"质", "量", "國", "，",       "。", "貨",
                                        "!",  "a",  "い", "\xe4\xb8", "、"};
    srand(7);
    for (int round = 0; round < 20000; round++) {
        uint32_t len = (uint32_t)(rand() % 24), at = 0;
        char *text = check_malloc(8 * len + 8);
        for (uint32_t i = 0; i < len && round % 2; i++)
            text[at++] = (char)(rand() % 2 ? leads[rand() % sizeof(leads)] : rand() & 0xff);
        for (uint32_t i = 0; i < 2 * len && !(round % 2); i++) {
            const char *part = parts[rand() % (rand() % 4 ? 3 : 11)];
            memcpy(text + at, part, strlen(part));
            at += (uint32_t)strlen(part);
        }
        text = check_realloc(text, at + !at);
        uint32_t n = features_tokens(STR_NONE, (struct str){text, at}, t);
        assert_in_range(n, 2, at + 4);
        for (unsigned way = 1; features_use(way); way++) {
            assert_int_equal(features_tokens(STR_NONE, (struct str){text, at}, other), n);
            assert_memory_equal(other, t, n * sizeof(*t));
        }
        assert_true(features_use(0));
        free(text);
    }
    free(other);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_ways_agree),
        cmocka_unit_test(test_words_agree),
        cmocka_unit_test(test_title_and_body),
        cmocka_unit_test(test_grams),
        cmocka_unit_test(test_dense_texts),
        cmocka_unit_test(test_text_beyond_the_limit),
        cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
