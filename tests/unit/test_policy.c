/* The policy file: its defaults are the documented ones, and mistakes name file, line and value. */
#include "enrich/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int parse(struct policy *p, const char *text, struct err *e)
{
    policy_init(p);
    return policy_parse(p, "my.ini", text, strlen(text), e);
}

static void test_defaults(void **state)
{
    (void)state;
    struct policy p;
    int sum = 0;
    policy_init(&p);
    for (int t = 0; t < TERM_N; t++)
        sum += p.weight[t];
    assert_int_equal(sum, 1000);
    assert_int_equal(p.weight[TERM_SEVERITY], 190);
    assert_int_equal(p.weight[TERM_HERD], 160);
    assert_int_equal(p.severity[CAUSE_SAFETY], 1000);
    assert_int_equal(p.severity[CAUSE_PRICE], 150);
    assert_int_equal(p.floor[FLOOR_SAFETY], 900);
    assert_int_equal(p.floor[FLOOR_HERD], 700);
    for (int c = 0; c < CAUSE_N; c++)
        assert_in_range(p.severity[c], 1, 1000);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"[weights]\nseverity = 191\n", "my.ini: the [weights] sum to 1001"},
        {"[weights]\nseverity = many\n", "my.ini:2: weights.severity = 'many'"},
        {"[severity]\n\nlate = 1001\n", "my.ini:3: severity.late = '1001'"},
        {"[severity]\nlatte = 1\n", "my.ini:2: [severity] latte"},
        {"[taste]\nlate = 1\n", "my.ini:2: [taste] late"},
        {"[attention]\nwindow_h = 0\n", "my.ini:2: attention.window_h = '0'"},
        {"[floors]\nsafety 900\n", "my.ini:2: neither"},
        {"[thresholds]\nlate = -1\n", "my.ini:2: thresholds.late = '-1'"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct policy p;
        struct err e;
        assert_int_equal(parse(&p, rows[i].text, &e), -1);
        if (!strstr(e.msg, rows[i].says))
            fail_msg("'%s' does not say '%s'", e.msg, rows[i].says);
    }
}

static void test_values(void **state)
{
    (void)state;
    struct policy p;
    struct err e;
    const char *text = "; a comment\n[weights]\nseverity = 180\nrating=170\n[thresholds]\n"
                       "complaint = 700\nsafety = 90\n[reach]\nvery_large = 1000\n";
    assert_int_equal(parse(&p, text, &e), 0);
    assert_int_equal(p.weight[TERM_SEVERITY], 180);
    assert_int_equal(p.weight[TERM_RATING], 170);
    assert_int_equal(p.threshold[COLUMN_COMPLAINT], 700);
    assert_int_equal(p.threshold[COLUMN_CAUSE + CAUSE_SAFETY], 90);
    assert_int_equal(p.reach_very_large, 1000);
    assert_int_equal(policy_load(&p, "/nonexistent.ini", &e), -1);
    assert_non_null(strstr(e.msg, "/nonexistent.ini"));
    assert_int_equal(policy_load(&p, "", &e), 0);
}

/* The printed file is deploy/policy.ini, and with its comment marks removed it is the defaults. */
static void test_printed_file(void **state)
{
    (void)state;
    char *text = NULL, *file;
    size_t len = 0;
    struct policy p, def;
    struct err e;
    FILE *out = open_memstream(&text, &len);
    policy_print_file(out);
    fclose(out);
    FILE *in = fopen(REDRESS_SOURCE_DIR "/deploy/policy.ini", "r");
    assert_non_null(in);
    file = calloc(1, len + 2);
    size_t got = fread(file, 1, len + 1, in);
    fclose(in);
    assert_true(got >= len); /* the playbook follows: test_playbook.c */
    assert_memory_equal(file, text, len);
    for (char *c = text; *c; c++)
        if (*c == '#' && c[1] != ' ')
            *c = ' ';
    policy_init(&def);
    memset(&p, 0, sizeof(p));
    for (char *c = text; (c = strstr(c, "\n ")) != NULL; c++)
        c[1] = '\n'; /* inih takes an indented line for a continuation */
    if (policy_parse(&p, "printed", text, len, &e) != 0)
        fail_msg("%s", e.msg);
    assert_memory_equal(&p, &def, sizeof(p));
    free(text);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_printed_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
