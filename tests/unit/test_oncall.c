/* What a terminal is shown: widths, cuts, wrapping, durations, and that nothing harmful passes. */
#include "oncall/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static char *text;
static size_t len;

static FILE *begin(void)
{
    free(text);
    text = NULL;
    return open_memstream(&text, &len);
}

static int fini(void **state)
{
    (void)state;
    free(text);
    return 0;
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(term_width(STR_LIT("")), 0);
    assert_int_equal(term_width(STR_LIT("late")), 4);
    assert_int_equal(term_width(STR_LIT("物流慢")), 6);
    assert_int_equal(term_width(STR_LIT("e\u0301")), 1);  /* a combining accent */
    assert_int_equal(term_width(STR_LIT("ｱ")), 1);        /* half width */
    assert_int_equal(term_width(STR_LIT("\xff\xfe")), 2); /* not UTF-8: shown as two marks */
}

static void test_cells_align_in_any_script(void **state)
{
    static const char *const samples[] = {
        "",
        "a",
        "late, service",
        "等了两周还没到货",
        "a等b了c",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
        "\x1b[31mred",
        "\xe4\xbd",
        "ab\ncd\tef"};
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
        for (int cells = 1; cells <= 12; cells++)
            for (int side = -1; side <= 1; side += 2) {
                FILE *f = begin();
                term_cell(f, str_from(samples[i]), cells * side, TERM_RED);
                fclose(f);
                unsigned width = term_width(str_from(text));
                /* A wide character that would stick out is left out: one column may stay free. */
                assert_true(width == (unsigned)cells || width + 1 == (unsigned)cells);
                assert_null(strchr(text, 0x1b)); /* no colours into a file, none from the text */
                assert_null(strchr(text, '\n'));
            }
}

static void check_cell(const char *in, int cells, const char *want)
{
    FILE *f = begin();
    term_cell(f, str_from(in), cells, TERM_PLAIN);
    fclose(f);
    assert_string_equal(text, want);
}

static void test_cells(void **state)
{
    (void)state;
    check_cell("late", 6, "late  ");
    check_cell("late", -6, "  late");
    check_cell("late", 4, "late");
    check_cell("later", 4, "lat…");
    check_cell("到货慢", 6, "到货慢");
    check_cell("到货慢", 5, "到货…");
    check_cell("到货慢", 7, "到货慢 ");
}

static void test_nothing_harmful_passes(void **state)
{
    static const char bad[] = "a\x1b]0;title\x07"
                              "b\r\x08"
                              "c\xc2\x9b"
                              "31m\xe2\x80\xae"
                              "d\x7f";
    (void)state;
    FILE *f = begin();
    term_put(f, (struct str){bad, sizeof(bad) - 1});
    fclose(f);
    for (size_t i = 0; i < len; i++)
        assert_true((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
    assert_null(strstr(text, "\xc2\x9b"));     /* C1: CSI in one character */
    assert_null(strstr(text, "\xe2\x80\xae")); /* right-to-left override */
    assert_non_null(strstr(text, "31m"));      /* the harmless rest is all there */
}

static void check_wrap(const char *in, unsigned columns, const char *want)
{
    FILE *f = begin();
    term_wrap(f, str_from(in), columns, 2);
    fclose(f);
    assert_string_equal(text, want);
}

static void test_wrap(void **state)
{
    (void)state;
    check_wrap("", 10, "");
    check_wrap("one", 10, "one\n");
    check_wrap("one two three", 8, "one two\n  three\n");
    check_wrap("one  two", 3, "one\n  two\n");
    check_wrap("abcdefgh", 3, "abc\n  def\n  gh\n");
    check_wrap("等了两周还没到", 6, "等了两\n  周还没\n  到\n");
    check_wrap("ab等了cd", 5, "ab等\n  了cd\n");
}

static void test_wrap_loses_nothing_and_ends(void **state)
{
    static const char *const pieces[] = {"a", " ", "等", "word", "\xff", "\n", "e\u0301"};
    char in[400];
    (void)state;
    srand(7);
    for (int n = 0; n < 3000; n++) {
        in[0] = '\0';
        for (int i = rand() % 40; i > 0; i--)
            strcat(in, pieces[rand() % 7]);
        unsigned columns = 3 + (unsigned)rand() % 20, shown = 0, blanks = 0;
        FILE *f = begin();
        term_wrap(f, str_from(in), columns, 0);
        fclose(f);
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
            assert_true(term_width(str_from(line)) <= columns);
            shown += term_width(str_from(line));
        }
        for (const char *at = in; *at; at++)
            blanks += *at == ' ' || *at == '\n';
        unsigned width = term_width(str_from(in)); /* only blanks may be left out, at line ends */
        assert_true(shown <= width && shown + blanks >= width);
    }
}

static void check_duration(int64_t seconds, const char *want)
{
    char out[TERM_DURATION_CAP];
    assert_string_equal(term_duration(seconds * 1000, out), want);
}

static void test_durations(void **state)
{
    (void)state;
    check_duration(0, "0s");
    check_duration(59, "59s");
    check_duration(60, "1m");
    check_duration(3599, "59m");
    check_duration(7500, "2h05m");
    check_duration(86400 * 2 + 3600 * 3, "2d03h");
    check_duration(86400 * 100, "100d");
    check_duration(-7500, "2h05m late");
    check_duration(-86400 * 12345, "12345d late");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),     cmocka_unit_test(test_cells_align_in_any_script),
        cmocka_unit_test(test_cells),     cmocka_unit_test(test_nothing_harmful_passes),
        cmocka_unit_test(test_wrap),      cmocka_unit_test(test_wrap_loses_nothing_and_ends),
        cmocka_unit_test(test_durations),
    };
    return cmocka_run_group_tests(tests, NULL, fini);
}
