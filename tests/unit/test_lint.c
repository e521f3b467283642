/* The guard on outgoing text: tests/golden/lint.tsv, its places, its context rules, the sketches.
 */
#include "oncall/lint.h"
#include "oncall/lint_fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct lint *lint;
static uint8_t actions[LINT_RULE_N];

static int init(void **state)
{
    (void)state;
    lint = lint_new();
    for (int i = 0; i < LINT_RULE_N; i++)
        actions[i] = (uint8_t)lint_words[i].action;
    return 0;
}

static int fini(void **state)
{
    (void)state;
    lint_free(lint);
    return 0;
}

static struct lint_report check(const char *text, struct lint_context c)
{
    struct lint_report r;
    struct err e;
    c.action = actions;
    if (lint_check(lint, str_from(text), &c, &r, &e) != 0)
        fail_msg("%s: %s", text, e.msg);
    return r;
}

static bool has(const struct lint_report *r, const char *rule)
{
    for (unsigned i = 0; i < r->count; i++)
        if (strcmp(lint_words[r->found[i].rule].name, rule) == 0)
            return true;
    return false;
}

static struct lint_context context_of(char *words)
{
    struct lint_context c = {0};
    for (char *at, *w = strtok_r(words, ",", &at); w; w = strtok_r(NULL, ",", &at)) {
        if (strcmp(w, "public") == 0)
            c.is_public = true;
        else if (strcmp(w, "amazon") == 0)
            c.marketplace = STR_LIT("amazon.de");
        else if (strcmp(w, "dispute") == 0)
            c.dispute = true;
        else if (strcmp(w, "evidence") == 0)
            c.evidence = 1u << EVIDENCE_AUTHORISATION;
        else if (strncmp(w, "cause=", 6) == 0)
            c.causes |= 1u << vocab_find(vocab_cause, CAUSE_N, w + 6, (unsigned)strlen(w + 6));
        else
            assert_string_equal(w, "-");
    }
    return c;
}

static void print_found(const struct lint_report *r, const char *text)
{
    for (unsigned i = 0; i < r->count; i++)
        print_message("    %s '%.*s'\n", lint_words[r->found[i].rule].name,
                      (int)(r->found[i].byte_end - r->found[i].byte_start),
                      text + r->found[i].byte_start);
}

/* Every forbidden line is caught for its reason; no allowed line is even warned of. */
static void test_golden(void **state)
{
    char line[2000];
    unsigned allowed = 0, forbidden = 0, refused = 0, missed = 0;
    (void)state;
    FILE *in = fopen(REDRESS_SOURCE_DIR "/tests/golden/lint.tsv", "r");
    assert_non_null(in);
    while (fgets(line, sizeof(line), in)) {
        if (line[0] == '#')
            continue;
        char *at, *rule = strtok_r(line, "\t", &at), *known = strtok_r(NULL, "\t", &at),
                  *text = strtok_r(NULL, "\n", &at);
        assert_non_null(text);
        struct lint_report r = check(text, context_of(known));
        bool ok = strcmp(rule, "ok") == 0;
        *(ok ? &allowed : &forbidden) += 1;
        if (ok ? r.count == 0 : has(&r, rule))
            continue;
        *(ok ? &refused : &missed) += 1;
        print_message("%s: %s\n", ok ? "falsely found" : rule, text);
        print_found(&r, text);
    }
    fclose(in);
    print_message("%u allowed, %u of them stopped; %u forbidden, %u of them missed\n", allowed,
                  refused, forbidden, missed);
    assert_true(allowed >= 75 && forbidden >= 75);
    assert_int_equal(refused, 0);
    assert_int_equal(missed, 0);
}

/* Every rule that has phrases is caught somewhere in the golden file. */
static void test_every_rule_is_in_the_golden_file(void **state)
{
    static char all[100000];
    (void)state;
    FILE *in = fopen(REDRESS_SOURCE_DIR "/tests/golden/lint.tsv", "r");
    assert_non_null(in);
    all[fread(all, 1, sizeof(all) - 1, in)] = '\0';
    fclose(in);
    for (int i = 0; i < LINT_RULE_N; i++) {
        char begins[64];
        if (i == LINT_RULE_TEMPLATE || i == LINT_RULE_EXPLAIN_ONLY || i == LINT_RULE_SECOND_PUBLIC)
            continue; /* tested below: they need more than a text */
        snprintf(begins, sizeof(begins), "\n%s\t", lint_words[i].name);
        if (!strstr(all, begins))
            fail_msg("no line of tests/golden/lint.tsv is about %s", lint_words[i].name);
    }
}

static void test_places(void **state)
{
    static const struct {
        const char *text, *words;
        unsigned chars_before;
    } rows[] = {
        {"抱歉。请您修改评价，谢谢", "修改评价", 5},
        {"Sorry. Please ＤＥＬＥＴＥ your review.", "ＤＥＬＥＴＥ your review", 14},
        {"请 修 改 评 价 好吗", "修 改 评 价", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct lint_report r = check(rows[i].text, (struct lint_context){0});
        assert_int_equal(r.count, 1);
        const struct lint_finding *f = &r.found[0];
        assert_int_equal(f->rule, LINT_RULE_CHANGE_REVIEW);
        assert_int_equal(f->byte_end - f->byte_start, strlen(rows[i].words));
        assert_memory_equal(rows[i].text + f->byte_start, rows[i].words, strlen(rows[i].words));
        assert_int_equal(f->char_start, rows[i].chars_before);
        assert_int_equal(r.verdict, LINT_REFUSE);
    }
}

static void test_policy_decides(void **state)
{
    struct lint_report r;
    (void)state;
    actions[LINT_RULE_CHANGE_REVIEW] = LINT_WARN;
    r = check("Please change your review.", (struct lint_context){0});
    assert_int_equal(r.verdict, LINT_WARN);
    actions[LINT_RULE_CHANGE_REVIEW] = LINT_OFF;
    r = check("Please change your review.", (struct lint_context){0});
    assert_int_equal(r.count, 0);
    actions[LINT_RULE_CHANGE_REVIEW] = LINT_REFUSE;
}

static void test_context_rules(void **state)
{
    struct lint_context explain = {.explains_only = true, .dispute = true};
    struct lint_context second = {.is_public = true, .public_before = 1};
    struct lint_report r;
    (void)state;
    r = check("The seal is new since May.", explain);
    assert_true(has(&r, "explain_only"));
    explain.evidence = 1u << EVIDENCE_PHOTO;
    r = check("The seal is new since May.", explain);
    assert_int_equal(r.count, 0);
    r = check("We are looking into it.", second);
    assert_true(has(&r, "second_public"));
    second.public_before = 0;
    r = check("We are looking into it.", second);
    assert_int_equal(r.count, 0);
}

#define ANSWER                                                                                     \
    "您好，非常抱歉给您带来不好的体验，您反馈的问题我们已经记录，会尽快安排专人核实处理，订单号"
static void test_templates(void **state)
{
    struct lint_sketch earlier[2];
    struct lint_context c = {.earlier = earlier, .earlier_count = 2};
    struct lint_report r;
    (void)state;
    assert_int_equal(lint_sketch_of(&earlier[0], STR_LIT("Quite another answer, about a lamp.")),
                     0);
    assert_int_equal(lint_sketch_of(&earlier[1], str_from(ANSWER " 12345")), 0);
    r = check(ANSWER " 99887", c);
    assert_int_equal(r.count, 0); /* fine where nothing is disputed */
    c.dispute = true;
    r = check(ANSWER " 99887", c);
    assert_true(has(&r, "template"));
    assert_string_equal(r.found[0].note, "100 % like the answer 2 before");
    r = check("您给女儿买的生日裙晚到了两天，派对已经过了，我们先退全款，再听您的意见。", c);
    assert_int_equal(r.count, 0);
}

static void test_sketch(void **state)
{
    struct lint_sketch a, b;
    char text[LINT_SKETCH_TEXT + 1];
    (void)state;
    assert_int_equal(lint_sketch_of(&a, STR_LIT("We are sorry that the parcel came late.")), 0);
    lint_sketch_write(&a, text);
    assert_int_equal(strlen(text), LINT_SKETCH_TEXT);
    assert_true(lint_sketch_read(&b, str_from(text)));
    assert_memory_equal(&a, &b, sizeof(a));
    assert_false(lint_sketch_read(&b, STR_LIT("12")));
    text[5] = 'x';
    assert_false(lint_sketch_read(&b, str_from(text)));
    assert_int_equal(lint_sketch_of(&b, STR_LIT("ＷＥ are  sorry that the parcel came LATE!")), 0);
    assert_int_equal(lint_sketch_percent(&a, &b), 100); /* case, width, blanks, marks: the same */
    assert_int_equal(lint_sketch_of(&b, STR_LIT("The lamp was broken; a new one is coming.")), 0);
    assert_true(lint_sketch_percent(&a, &b) < 30);
}

static void test_mistakes(void **state)
{
    static char big[LINT_TEXT_MAX + 2];
    struct lint_context c = {.action = actions};
    struct lint_report r;
    struct err e;
    (void)state;
    assert_int_equal(lint_check(lint, STR_LIT(""), &c, &r, &e), -1);
    assert_int_equal(lint_check(lint, STR_LIT(" \n "), &c, &r, &e), -1);
    assert_int_equal(lint_check(lint, STR_LIT("ab\xff"), &c, &r, &e), -1);
    assert_non_null(strstr(e.msg, "byte 2"));
    memset(big, 'a', sizeof(big) - 1);
    assert_int_equal(lint_check(lint, str_from(big), &c, &r, &e), -1);
    assert_non_null(strstr(e.msg, "10001 bytes"));
}

/* The longest text there may be, of what the patterns like least, is judged at once. */
static void test_long_texts_are_judged(void **state)
{
    static const char *const parts[] = {
        "your ", "删 ", "please ask to change the the the ", "! ", "评价", "a1b2 ", "we will "};
    static char big[LINT_TEXT_MAX + 1];
    (void)state;
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        size_t len = 0, part = strlen(parts[i]);
        while (len + part < LINT_TEXT_MAX) {
            memcpy(big + len, parts[i], part);
            len += part;
        }
        big[len] = '\0';
        struct lint_report r = check(big, (struct lint_context){.is_public = true});
        assert_true(r.count <= LINT_FINDINGS_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_every_rule_is_in_the_golden_file),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_policy_decides),
        cmocka_unit_test(test_context_rules),
        cmocka_unit_test(test_templates),
        cmocka_unit_test(test_sketch),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_long_texts_are_judged),
    };
    return cmocka_run_group_tests(tests, init, fini);
}
