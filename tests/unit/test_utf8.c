/* Every kernel must say what the plain definition says: on hand-made edges, on all short forms, at
 * every alignment and length around the width of a block. */
#include "ingest/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define GUARD 0xff /* not UTF-8 anywhere: a kernel that looks past the string sees it */

static bool plain(const void *s, size_t len)
{
    unsigned last = 0;
    while (utf8_kernel(last + 1))
        last++;
    return utf8_kernel(last)->valid(s, len, (const uint8_t *)s + len);
}

/* Asks every kernel twice: with readable memory behind the string, and with none (a block of exact
 * size, so that a sanitizer sees a step too far). All must agree. */
static bool valid(const void *s, size_t len)
{
    uint8_t *roomy = malloc(len + 64), *tight = malloc(len ? len : 1);
    memset(roomy, GUARD, len + 64);
    memcpy(roomy, s, len);
    memcpy(tight, s, len);
    bool is = utf8_valid(roomy, len, roomy + len + 64);
    assert_int_equal(utf8_valid(tight, len, tight + len), is);
    for (unsigned i = 0; utf8_kernel(i); i++) {
        assert_int_equal(utf8_kernel(i)->valid(roomy, len, roomy + len + 64), is);
        assert_int_equal(utf8_kernel(i)->valid(tight, len, tight + len), is);
    }
    free(roomy);
    free(tight);
    return is;
}

static void test_edges(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        bool valid;
    } rows[] = {
        {"", true},
        {"plain", true},
        {"\x7f", true},
        {"\x80", false},
        {"\xbf", false},
        {"\xc0\x80", false},         /* overlong NUL */
        {"\xc1\xbf", false},         /* overlong */
        {"\xc2\x80", true},          /* U+0080 */
        {"\xdf\xbf", true},          /* U+07FF */
        {"\xe0\x9f\xbf", false},     /* overlong */
        {"\xe0\xa0\x80", true},      /* U+0800 */
        {"\xed\x9f\xbf", true},      /* U+D7FF */
        {"\xed\xa0\x80", false},     /* surrogate */
        {"\xed\xbf\xbf", false},     /* surrogate */
        {"\xee\x80\x80", true},      /* U+E000 */
        {"\xef\xbf\xbf", true},      /* U+FFFF: a non-character, still UTF-8 */
        {"\xf0\x8f\xbf\xbf", false}, /* overlong */
        {"\xf0\x90\x80\x80", true},  /* U+10000 */
        {"\xf4\x8f\xbf\xbf", true},  /* U+10FFFF */
        {"\xf4\x90\x80\x80", false}, /* over the end */
        {"\xf5\x80\x80\x80", false},
        {"\xff", false},
        {"\xe4\xbd", false}, /* cut off */
        {"\xe4\xbd\xa0\xe5\xa5\xbd", true},
        {"\xe4\xbd\xa0\xe5\xa5", false},
        {"\xf0\x9f\x98\xa1", true},
        {"\xf0\x9f\x98", false},
        {"a\xe4\xbd\xa0\x80", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t n = strlen(rows[i].s);
        assert_int_equal(plain(rows[i].s, n), rows[i].valid);
        for (size_t pad = 0; pad < 70; pad++) { /* the same behind ASCII, over block borders */
            char text[128];
            memset(text, 'x', sizeof(text));
            memcpy(text + pad, rows[i].s, n);
            assert_int_equal(valid(text, pad + n), rows[i].valid);
            assert_int_equal(valid(text, pad + n + 40), rows[i].valid);
        }
    }
}

/* All two-byte strings, and all three-byte ones that begin with a byte of each class, before a
 * block border and across it. */
static void test_short_forms(void **state)
{
    (void)state;
    static const uint8_t leads[] = {0x41, 0x80, 0xc1, 0xc2, 0xe0, 0xe1, 0xed,
                                    0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff};
    uint8_t text[48];
    memset(text, 'x', sizeof(text));
    for (unsigned a = 0; a < sizeof(leads); a++)
        for (unsigned b = 0; b < 256; b++)
            for (unsigned c = 0; c < 256; c += 5) {
                const uint8_t form[] = {leads[a], (uint8_t)b, (uint8_t)c, 0x80};
                for (unsigned n = 2; n <= 4; n++) {
                    memcpy(text + 30, form, n);
                    assert_int_equal(valid(text, 30 + n), plain(text, 30 + n));
                    assert_int_equal(valid(form, n), plain(form, n));
                }
            }
}

/* Random mixtures of valid characters, some with one byte changed. */
static void test_random(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a", "quick", "\xc3\xa9", "\xe4\xb8\x8d", "\xf0\x9f\x98\xa1", "\xe5\xa5\xbd\xe5\xa5\xbd"};
    unsigned seed = 7, wrong = 0;
    for (int round = 0; round < 20000; round++) {
        char text[256];
        size_t n = 0;
        size_t want = (size_t)rand_r(&seed) % 200;
        while (n < want) {
            const char *piece = pieces[(unsigned)rand_r(&seed) % 6];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        if (n && round % 2)
            text[(unsigned)rand_r(&seed) % n] = (char)rand_r(&seed);
        bool is = plain(text, n);
        wrong += !is;
        assert_int_equal(valid(text, n), is);
    }
    assert_true(wrong > 1000); /* the changed bytes did something */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_short_forms),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
