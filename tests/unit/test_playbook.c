/* The playbook: every cause has one in both languages, mistakes name file, line and value, and what
 * is printed is what is built in. */
#include "oncall/playbook.h"

#include "oncall/advice.h"
#include "oncall/case_json.h"
#include "oncall/lint.h"
#include "oncall/lint_fold.h"
#include "oncall/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct playbook *load(const char *text)
{
    struct err e = {""};
    struct playbook *b = playbook_parse("my.ini", text, strlen(text), &e);
    if (!b)
        fail_msg("%s", e.msg);
    return b;
}

static void test_every_cause_has_one(void **state)
{
    (void)state;
    struct playbook *b = load("");
    for (int c = 0; c < CAUSE_N; c++) {
        const struct playbook_cause *p = playbook_cause(b, (enum cause)c);
        assert_true(p->evidence != 0);
        assert_in_range(p->propose_count, 1, PLAYBOOK_PROPOSALS_MAX);
        assert_in_range(p->actionable, 1, 100);
        assert_true(p->cap_owner_percent > 0 && p->cap_owner_percent <= p->cap_lead_percent);
        for (int i = 0; i < PLAYBOOK_LINE_N; i++)
            for (int l = 0; l < PLAYBOOK_LANGUAGE_N; l++) {
                const char *line = p->line[i][l];
                if (!line[0] || term_width(str_from(line)) > 2 * 70)
                    fail_msg("%s: line %d.%d is empty or over two lines of a terminal: %s",
                             vocab_cause[c], i, l, line);
            }
    }
    /* What the practitioners say: genuineness needs the three proofs, safety leads, refunds can be
     * solved, and where people dispute no template is good enough. */
    const struct playbook_cause *fake = playbook_cause(b, CAUSE_COUNTERFEIT);
    const uint32_t proofs =
        1u << EVIDENCE_LOGISTICS | 1u << EVIDENCE_AUTHORISATION | 1u << EVIDENCE_PACKAGING;
    assert_true((fake->evidence & proofs) == proofs && fake->dispute);
    assert_int_equal(playbook_cause(b, CAUSE_SAFETY)->actionable, 100);
    assert_true(playbook_dispute(b, 1u << CAUSE_LATE | 1u << CAUSE_FRAUD));
    assert_false(playbook_dispute(b, 1u << CAUSE_LATE));
    playbook_free(b);
}

/* Nobody may be led to write what the guard then refuses: the lines themselves pass it. */
static void test_the_lines_pass_the_guard(void **state)
{
    (void)state;
    struct playbook *b = load("");
    struct lint *lint = lint_new();
    struct lint_context c = {.action = playbook_guard(b), .dispute = true};
    static const enum playbook_line said[] = {PLAYBOOK_ASK, PLAYBOOK_PROPOSE, PLAYBOOK_END};
    for (int cause = 0; cause < CAUSE_N; cause++)
        for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
            for (int l = 0; l < PLAYBOOK_LANGUAGE_N; l++) {
                const char *line = playbook_cause(b, (enum cause)cause)->line[said[i]][l];
                struct lint_report r;
                assert_int_equal(lint_check(lint, str_from(line), &c, &r, NULL), 0);
                if (r.count)
                    fail_msg("%s: %s: %s", lint_words[r.found[0].rule].name, vocab_cause[cause],
                             line);
            }
    lint_free(lint);
    playbook_free(b);
}

static void test_values(void **state)
{
    (void)state;
    struct playbook *b = load("[playbook]\ncap_lead_minor = 500000\n[weights]\nseverity = 190\n"
                              "[playbook.late]\nevidence = photo, test\npropose = resend explain\n"
                              "cap_owner = 35\nreturn.zh = 30 OUR-30\ninsurance.zh = 0\n"
                              "first.en = Call them.\ndispute = yes\n"
                              "[guard]\nemotion = off\n");
    const struct playbook_cause *late = playbook_cause(b, CAUSE_LATE);
    assert_int_equal(playbook_general(b)->cap_lead_minor, 500000);
    assert_int_equal(late->evidence, 1u << EVIDENCE_PHOTO | 1u << EVIDENCE_TEST);
    assert_int_equal(late->propose_count, 2);
    assert_string_equal(case_proposals[late->propose[0]], "resend");
    assert_int_equal(late->cap_owner_percent, 35);
    assert_int_equal(late->give_back[PLAYBOOK_ZH].days, 30);
    assert_string_equal(late->give_back[PLAYBOOK_ZH].rule, "OUR-30");
    assert_int_equal(late->insurance[PLAYBOOK_ZH].days, 0);
    assert_string_equal(late->line[PLAYBOOK_FIRST][PLAYBOOK_EN], "Call them.");
    assert_true(late->dispute);
    assert_int_equal(playbook_guard(b)[LINT_RULE_EMOTION], LINT_OFF);
    assert_int_equal(playbook_guard(b)[LINT_RULE_THREAT], LINT_REFUSE);
    playbook_free(b);
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"[playbook.latte]\nevidence = photo\n", "my.ini:2: [playbook.latte]: there is no cause"},
        {"[playbook.late]\nevidence = photo foto\n", "my.ini:2: playbook.late.evidence: 'foto'"},
        {"[playbook.late]\npropose = coupon\n", "my.ini:2: playbook.late.propose: 'coupon'"},
        {"[playbook.late]\npropose =\n", "needs at least one proposal"},
        {"[playbook.late]\ncap_owner = 10000\n", "playbook.late.cap_owner = '10000'"},
        {"[playbook.late]\ndispute = perhaps\n", "playbook.late.dispute = 'perhaps'"},
        {"[playbook.late]\nreturn.zh = 30\n", "must be days (0 to 3650) and a rule's id"},
        {"[playbook.late]\nreturn.fr = 30 X\n", "my.ini:2: [playbook.late] return.fr"},
        {"[playbook.late]\nfirst = x\n", "my.ini:2: [playbook.late] first"},
        {"[playbook]\nbudget = 1\n", "my.ini:2: [playbook] budget"},
        {"[guard]\nthreats = off\n", "my.ini:2: [guard] threats"},
        {"[guard]\nthreat = maybe\n", "guard.threat = 'maybe': must be refuse, warn or off"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err e = {""};
        assert_null(playbook_parse("my.ini", rows[i].text, strlen(rows[i].text), &e));
        if (!strstr(e.msg, rows[i].says))
            fail_msg("'%s' does not say '%s'", e.msg, rows[i].says);
    }
}

/* What is printed, with its comment marks taken away, reads back as what is built in. */
static void test_printed_file(void **state)
{
    (void)state;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    playbook_print_file(out);
    fclose(out);
    unsigned keys = 0;
    for (char *c = text; (c = strstr(c, "\n#")) != NULL; c++)
        if (c[2] != ' ') {
            memmove(c + 1, c + 2, strlen(c + 2) + 1);
            keys++;
        }
    assert_true(keys > CAUSE_N * 27 + LINT_RULE_N);
    struct playbook *b = load(text), *def = load("");
    assert_memory_equal(playbook_guard(b), playbook_guard(def), LINT_RULE_N);
    assert_memory_equal(playbook_general(b), playbook_general(def),
                        sizeof(struct playbook_general));
    for (int c = 0; c < CAUSE_N; c++) {
        const struct playbook_cause *x = playbook_cause(b, (enum cause)c);
        const struct playbook_cause *y = playbook_cause(def, (enum cause)c);
        assert_memory_equal(x, y, offsetof(struct playbook_cause, line));
        for (int i = 0; i < PLAYBOOK_LINE_N; i++)
            for (int l = 0; l < PLAYBOOK_LANGUAGE_N; l++)
                assert_string_equal(x->line[i][l], y->line[i][l]);
    }
    playbook_free(b);
    playbook_free(def);
    free(text);
}

/* What lifted a case to the floor of safety is answered first, however it is ranked; a person who
 * sees another cause is believed. */
static void test_danger_leads(void **state)
{
    (void)state;
    struct playbook *b = load("");
    struct advice a;
    struct store_case c = {0};
    strcpy(c.id, "case000000000000");
    c.finding.cause_count = 2;
    c.finding.cause[0] = CAUSE_TASTE_SMELL;
    c.finding.cause[1] = CAUSE_SAFETY;
    c.finding.p_cause[CAUSE_TASTE_SMELL] = 650;
    c.finding.p_cause[CAUSE_SAFETY] = 550;
    advice_make(&a, b, &c, NULL, 0);
    assert_int_equal(a.cause, CAUSE_TASTE_SMELL);
    c.finding.floor = FLOOR_SAFETY;
    advice_make(&a, b, &c, NULL, 0);
    assert_true(a.cause == CAUSE_SAFETY && a.lead == CAUSE_SAFETY);
    assert_non_null(strstr(a.next, "--cause safety"));
    c.record.cause = STR_LIT("taste_smell");
    advice_make(&a, b, &c, NULL, 0);
    assert_true(a.cause == CAUSE_TASTE_SMELL && a.lead == CAUSE_TASTE_SMELL);
    playbook_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cause_has_one),
        cmocka_unit_test(test_the_lines_pass_the_guard),
        cmocka_unit_test(test_danger_leads),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_printed_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
