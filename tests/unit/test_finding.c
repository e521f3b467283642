/* What people are told about a finding. */
#include "core/finding.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void example(struct event_fields *f, struct finding *x)
{
    event_fields_init(f);
    f->rating = 1;
    f->author_followers = 12300;
    f->helpful_votes = 45;
    f->shares = 1;
    f->listing_rating = 4.6;
    f->listing_rating_count = 1320;
    f->order_value_minor = 1234505;
    f->currency = STR_LIT("CNY");
    f->created_at = INT64_C(1767323045000); /* 2026-01-02 03:04:05 */
    *x = (struct finding){.cause = {CAUSE_SAFETY, CAUSE_LATE},
                          .cause_count = 2,
                          .arousal = 674,
                          .demand = DEMAND_REFUND,
                          .flags = 1u << FLAG_ANGER | 1u << FLAG_THREAT,
                          .points = {190, 160, 100, 0, 3, 50, 60, 30, 10},
                          .floor = FLOOR_SAFETY,
                          .floor_points = 900,
                          .priority = 900};
    x->p_cause[CAUSE_SAFETY] = 930;
    x->p_cause[CAUSE_LATE] = 7;
}

static void test_because(void **state)
{
    (void)state;
    static const char *const says[TERM_N] = {
        [TERM_SEVERITY] = "safety or health, delivery late",
        [TERM_RATING] = "1 star",
        [TERM_REACH] = "12,300 followers, 45 helpful votes, 1 share",
        [TERM_HERD] = "others who complain",
        [TERM_LISTING] = "the listing has 4.60 stars from 1,320 ratings",
        [TERM_AROUSAL] = "the text reads 67% urgent",
        [TERM_ATTENTION] = "written 2026-01-02 03:04 UTC",
        [TERM_INTENT] =
            ("threatens to complain publicly or officially, strong anger, asks for money "
             "back"), /* clang takes two literals in a row for a comma forgotten */
        [TERM_VALUE] = "an order of 12,345.05 CNY",
    };
    struct event_fields f;
    struct finding x;
    char text[FINDING_BECAUSE_CAP];
    example(&f, &x);
    for (int t = 0; t < TERM_N; t++) {
        finding_because(&f, &x, (enum term)t, text, sizeof(text));
        if (!strstr(text, says[t]))
            fail_msg("%s: '%s', not '%s'", vocab_term[t], text, says[t]);
    }
}

/* With nothing known every sentence still says something, in any room, and never a quote. */
static void test_because_of_nothing(void **state)
{
    (void)state;
    struct event_fields f;
    struct finding x = {0};
    char text[FINDING_BECAUSE_CAP];
    event_fields_init(&f);
    f.currency = STR_LIT("\"\\\n\xff");
    for (int value = -1; value < 2; value++)
        for (int t = 0; t < TERM_N; t++) {
            f.order_value_minor = value;
            for (size_t cap = 1; cap <= sizeof(text); cap += 5) {
                memset(text, 'x', sizeof(text));
                finding_because(&f, &x, (enum term)t, text, cap);
                assert_true(strlen(text) < cap);
                for (char *c = text; *c; c++)
                    assert_true(*c >= ' ' && *c < 127 && *c != '"' && *c != '\\');
            }
            assert_true(strlen(text) > 0);
        }
}

static void test_json(void **state)
{
    (void)state;
    struct event_fields f;
    struct finding x;
    char *text = NULL;
    size_t len = 0;
    example(&f, &x);
    FILE *out = open_memstream(&text, &len);
    fputc('{', out);
    finding_write_json(&f, &x, out);
    fputc('}', out);
    fclose(out);
    json_t *row = json_loads(text, 0, NULL), *why = json_object_get(row, "why"), *term;
    assert_non_null(row);
    json_t *cause = json_array_get(json_object_get(row, "causes"), 0);
    assert_string_equal(json_string_value(json_object_get(cause, "cause")), "safety");
    assert_true(json_real_value(json_object_get(cause, "p")) == 0.93);
    assert_string_equal(json_string_value(json_object_get(row, "demand")), "refund");
    assert_int_equal(json_array_size(json_object_get(row, "flags")), 2);
    assert_int_equal(json_integer_value(json_object_get(row, "priority")), 900);
    size_t i;
    json_int_t sum = 0;
    json_array_foreach(why, i, term) sum += json_integer_value(json_object_get(term, "points"));
    assert_int_equal(sum, finding_sum(&x));
    json_t *floor = json_object_get(row, "floor");
    assert_string_equal(json_string_value(json_object_get(floor, "name")), "safety");
    assert_int_equal(json_integer_value(json_object_get(floor, "points")), 900);
    json_decref(row);
    free(text);
}

static void test_table(void **state)
{
    (void)state;
    struct event_fields f;
    struct finding x;
    char *text = NULL;
    size_t len = 0;
    example(&f, &x);
    FILE *out = open_memstream(&text, &len);
    finding_write_table(&f, &x, out);
    fclose(out);
    assert_non_null(strstr(text, "rating      160  1 star\n"));
    assert_non_null(strstr(text, "floor       900  calls the product unsafe"));
    assert_non_null(strstr(text, "priority    900\n"));
    assert_null(strstr(text, "herd"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_because),
        cmocka_unit_test(test_because_of_nothing),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
