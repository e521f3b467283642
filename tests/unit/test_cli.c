/* Options of a command: from an argv to values, or to one line and exit code 2. */
#include "core/cli.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct values {
    bool flag, other;
    const char *text;
    int64_t number;
    struct cli_list list;
};

/* Parses up to 8 words; stdout and stderr go to /dev/null. What is left is in *cli. */
static bool parse(struct values *v, struct cli *cli, char **words, int *code)
{
    static const struct cli_command command = {.name = "test", .args = "", .summary = "s"};
    const struct cli_option table[] = {
        {"flag", 'f', CLI_FLAG, &v->flag, NULL, "a flag", 0, 0},
        {"flagged", 0, CLI_FLAG, &v->other, NULL, "begins like another", 0, 0},
        {"text", 't', CLI_TEXT, &v->text, "TEXT", "a text", 0, 0},
        {"number", 'n', CLI_NUMBER, &v->number, "N", "a number", -5, 100},
        {"item", 0, CLI_LIST, &v->list, "ITEM", "again and again", 0, 0},
        {0},
    };
    *cli = (struct cli){.command = &command, .argv = words};
    while (words[cli->argc])
        cli->argc++;
    fflush(stdout);
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    assert_non_null(freopen("/dev/null", "w", stderr));
    FILE *null = fopen("/dev/null", "w");
    dup2(fileno(null), STDOUT_FILENO);
    bool on = cli_options(cli, table, code);
    fflush(stdout);
    fflush(stderr);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    fclose(null);
    return on;
}

#define WORDS(...) ((char *[]){__VA_ARGS__, NULL})

static void options_stand_anywhere(void **state)
{
    (void)state;
    struct values v = {0};
    struct cli cli;
    int code;
    assert_true(
        parse(&v, &cli, WORDS("a", "-f", "--text", "x", "b", "--number=7", "-", "c"), &code));
    assert_true(v.flag);
    assert_false(v.other);
    assert_string_equal(v.text, "x");
    assert_int_equal(v.number, 7);
    assert_int_equal(cli.argc, 4);
    assert_string_equal(cli.argv[0], "a");
    assert_string_equal(cli.argv[1], "b");
    assert_string_equal(cli.argv[2], "-");
    assert_string_equal(cli.argv[3], "c");
}

static void two_dashes_end_them(void **state)
{
    (void)state;
    struct values v = {0};
    struct cli cli;
    int code;
    assert_true(parse(&v, &cli, WORDS("--flagged", "--", "-f", "--text"), &code));
    assert_true(v.other);
    assert_false(v.flag);
    assert_int_equal(cli.argc, 2);
    assert_string_equal(cli.argv[0], "-f");
    assert_string_equal(cli.argv[1], "--text");
}

static void values_may_look_like_anything(void **state)
{
    (void)state;
    struct values v = {0};
    struct cli cli;
    int code;
    assert_true(parse(&v, &cli, WORDS("-t", "-f", "-n", "-5", "--item=", "--item", "b=c"), &code));
    assert_string_equal(v.text, "-f");
    assert_false(v.flag);
    assert_int_equal(v.number, -5);
    assert_int_equal(v.list.count, 2);
    assert_string_equal(v.list.item[0], "");
    assert_string_equal(v.list.item[1], "b=c");
}

static void mistakes_end_with_2(void **state)
{
    (void)state;
    static char *const rows[][3] = {
        {"--nothing"},
        {"-x"},
        {"--text"},
        {"-n"},
        {"--number", "x"},
        {"--number", "101"},
        {"--number="},
        {"--number", "-6"},
        {"--flag=yes"},
        {"--fla"},
        {"--number", "1e3"},
        {"-n5"},
        {"--number", "99999999999999999999"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct values v = {0};
        struct cli cli;
        char *words[3] = {rows[i][0], rows[i][1], NULL};
        int code = -1;
        if (parse(&v, &cli, words, &code) || code != EXIT_USAGE)
            fail_msg("row %zu (%s) was accepted, code %d", i, rows[i][0], code);
    }
}

static void help_ends_with_0(void **state)
{
    (void)state;
    struct values v = {0};
    struct cli cli;
    int code = -1;
    assert_false(parse(&v, &cli, WORDS("a", "--help", "--nothing"), &code));
    assert_int_equal(code, EXIT_OK);
    code = -1;
    assert_false(parse(&v, &cli, WORDS("-h"), &code));
    assert_int_equal(code, EXIT_OK);
}

static void lists_have_an_end(void **state)
{
    (void)state;
    struct values v = {0};
    struct cli cli;
    char *words[2 * CLI_LIST_MAX + 3], item[] = "--item", value[] = "x";
    int code, n = 0;
    for (int i = 0; i < CLI_LIST_MAX; i++) {
        words[n++] = item;
        words[n++] = value;
    }
    words[n] = NULL;
    assert_true(parse(&v, &cli, words, &code));
    assert_int_equal(v.list.count, CLI_LIST_MAX);
    v.list.count = CLI_LIST_MAX;
    words[n++] = item;
    words[n++] = value;
    words[n] = NULL;
    assert_false(parse(&v, &cli, words, &code));
    assert_int_equal(code, EXIT_USAGE);
}

static void signals_are_noted(void **state)
{
    (void)state;
    assert_false(cli_stopped());
    cli_catch_signals();
    raise(SIGPIPE);
    assert_false(cli_stopped());
    raise(SIGTERM);
    assert_true(cli_stopped());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(two_dashes_end_them),
        cmocka_unit_test(values_may_look_like_anything),
        cmocka_unit_test(mistakes_end_with_2),
        cmocka_unit_test(help_ends_with_0),
        cmocka_unit_test(lists_have_an_end),
        cmocka_unit_test(signals_are_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
