/* The words behind an answer: where they stand, and that they add up to what the model said. */
#include "enrich/explain.h"

#include "enrich/dataset.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static struct model *model;
static struct classifier classifier;
static struct model_scratch scratch;

static int setup(void **state)
{
    (void)state;
    struct policy p;
    struct err e;
    policy_init(&p);
    model = model_load("", &e);
    if (model)
        classify_init(&classifier, model, &p);
    return model ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    model_free(model);
    return 0;
}

/* The tokens of a text as "at+bytes at+bytes ..." in bytes, then in characters; | is a boundary. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *text, *bytes, *chars;
    } rows[] = {
        {"", "", ""},
        {"质量差", "0+3 3+3 6+3 |", "0+1 1+1 2+1 |"},
        {"假 货", "0+3 4+3 |", "0+1 2+1 |"},
        {"Bad  quality, really", "0+3 5+7 | 14+6 |", "0+3 5+7 | 14+6 |"},
        {"don't!!", "0+5 5+1 6+1 |", "0+5 5+1 6+1 |"},
        {"坏了。ok", "0+3 3+3 | 9+2 |", "0+1 1+1 | 3+2 |"},
        {"差😡", "0+3 3+4 |", "0+1 1+1 |"},
    };
    static uint32_t tokens[FEATURES_TOKENS_MAX];
    static struct span span[FEATURES_TOKENS_MAX];
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
        char bytes[256] = "", chars[256] = "", one[32];
        uint32_t n = spans_tokens(STR_NONE, str_from(rows[r].text), tokens, span);
        for (uint32_t i = 2; i < n; i++) {
            const char *gap = i > 2 ? " " : "";
            snprintf(one, sizeof(one), "%s%u+%u", gap, span[i].at, span[i].bytes);
            strcat(bytes, span[i].bytes ? one : *gap ? " |" : "|");
            snprintf(one, sizeof(one), "%s%u+%u", gap, span[i].ch, span[i].chars);
            strcat(chars, span[i].bytes ? one : *gap ? " |" : "|");
            assert_true(!span[i].bytes || span[i].in_body);
        }
        assert_string_equal(bytes, rows[r].bytes);
        assert_string_equal(chars, rows[r].chars);
    }
}

static void test_clauses(void **state)
{
    (void)state;
    struct span c[8];
    struct str body = STR_LIT("东西不错，但是客服差。 Late, though nice. ");
    assert_int_equal(spans_clauses(STR_LIT("Hm!"), body, c, 8), 5);
    static const char *const want[] = {"Hm", "东西不错", "但是客服差", "Late", "though nice"};
    for (int i = 0; i < 5; i++) {
        const char *text = i ? body.ptr : "Hm!";
        assert_int_equal(c[i].bytes, strlen(want[i]));
        assert_memory_equal(text + c[i].at, want[i], c[i].bytes);
        assert_int_equal(c[i].in_body, i > 0);
    }
    assert_int_equal(spans_clauses(STR_NONE, body, c, 2), 2);
    assert_int_equal(c[1].at + c[1].bytes, body.len - 2);
    assert_true(spans_denies("没有破损", 12));
    assert_true(spans_denies("it is not late", 14));
    assert_false(spans_denies("it is a knot", 12));
}

/* Everything that was added up is there once: the weights of all words and the bias are the
 * log-odds behind the answer, but for what integers drop. */
static void check_sums(struct str title, struct str body)
{
    static const double DROPPED = 3.0 / 256;
    struct explain x;
    uint16_t p[COLUMN_WIDTH];
    explain_init(&x, model, title, body);
    struct explain_words *words = check_malloc((x.n + 1) * sizeof(*words));
    model_answer(model, &scratch, model_read(title, body, &scratch), p);
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        double weight = model_bias(model, c);
        uint32_t n = explain_words(&x, c, words);
        for (uint32_t i = 0; i < n; i++) {
            weight += words[i].weight;
            assert_true(words[i].span.bytes > 0);
            assert_true(words[i].span.at + words[i].span.bytes <=
                        (words[i].span.in_body ? body.len : title.len));
        }
        assert_true(fabs(weight - scratch.logit[c] / 256.0) < DROPPED);
    }
    free(words);
    explain_fini(&x);
}

static void test_sums(void **state)
{
    (void)state;
    struct dataset d = {0};
    struct err e = {""};
    if (dataset_load(&d, REDRESS_SOURCE_DIR "/tests/golden/judgement.jsonl", NULL, &e) != 0)
        fail_msg("%s", e.msg);
    assert_true(d.count > 100);
    for (size_t i = 0; i < d.count; i += 3)
        check_sums(d.samples[(i * 7) % d.count].body, d.samples[i].body);
    dataset_fini(&d);
}

static void test_sums_of_any_bytes(void **state)
{
    (void)state;
    static char text[FEATURES_TEXT_MAX + 100];
    srand(8);
    for (int round = 0; round < 60; round++) {
        uint32_t len = (uint32_t)rand() % 200;
        for (uint32_t i = 0; i < len; i++)
            text[i] = (char)(rand() % 3 ? "ab 不好坏!，\xe4\xb8"[rand() % 16] : rand());
        uint32_t title = len ? (uint32_t)rand() % len : 0;
        check_sums((struct str){text, title}, (struct str){text + title, len - title});
    }
    for (uint32_t i = 0; i + 9 < sizeof(text); i += 9)
        memcpy(text + i, "质量差", 9);
    check_sums(STR_LIT("bad"), (struct str){text, sizeof(text)}); /* longer than is read */
}

static double number(const json_t *j, const char *name)
{
    const json_t *v = json_object_get(j, name);
    assert_true(json_is_number(v));
    return json_number_value(v);
}

static double sum_of(const json_t *answer, const char *list, const char *text)
{
    size_t i;
    json_t *w, *words = json_object_get(answer, list);
    double sum = 0;
    assert_true(json_is_array(words));
    json_array_foreach(words, i, w)
    {
        const char *said = json_string_value(json_object_get(w, "text"));
        assert_memory_equal(text + (size_t)number(w, "at"), said, strlen(said));
        assert_int_equal((int)number(w, "bytes"), strlen(said));
        sum += number(w, "weight");
    }
    return sum;
}

static void check_answer(const json_t *answer, const char *text)
{
    double score = number(answer, "score"), p = number(answer, "p");
    double sum = number(answer, "bias") + sum_of(answer, "words", text) +
                 sum_of(answer, "against", text) + number(answer, "rest") +
                 (json_object_get(answer, "danger") ? number(answer, "danger") : 0) +
                 (json_object_get(answer, "phrased") ? number(answer, "phrased") : 0);
    assert_true(fabs(sum - score) < 0.0015);
    assert_true(fabs(1 / (1 + exp(-score)) - p) < 0.003);
}

static json_t *explain(const char *text, struct finding *x)
{
    struct event_fields f;
    event_fields_init(&f);
    f.body = str_from(text);
    *x = (struct finding){0};
    classify_fields(&classifier, &f, &scratch, x);
    return explain_json(&classifier, &f, x);
}

static void test_json(void **state)
{
    (void)state;
    const char *text = "快递等了十天还没到，客服也不回，第三次了，要求退款！";
    struct finding x;
    json_t *j = explain(text, &x), *one;
    size_t i;
    check_answer(json_object_get(j, "complaint"), text);
    assert_int_equal(json_array_size(json_object_get(j, "causes")), x.cause_count);
    assert_true(x.cause_count >= 2);
    json_array_foreach(json_object_get(j, "causes"), i, one)
    {
        check_answer(one, text);
        assert_string_equal(json_string_value(json_object_get(one, "cause")),
                            vocab_cause[x.cause[i]]);
    }
    json_array_foreach(json_object_get(j, "considered"), i, one) check_answer(one, text);
    json_array_foreach(json_object_get(j, "flags"), i, one) check_answer(one, text);
    json_t *urgency = json_object_get(j, "urgency");
    check_answer(json_object_get(urgency, "today"), text);
    check_answer(json_object_get(urgency, "now"), text);
    assert_true(fabs(number(urgency, "arousal") - x.arousal / 1000.0) < 1e-6);
    json_t *demand = json_object_get(j, "demand");
    check_answer(demand, text);
    assert_string_equal(json_string_value(json_object_get(demand, "demand")), "refund");
    bool refund = false;
    json_array_foreach(json_object_get(demand, "phrases"), i, one)
    {
        assert_non_null(strstr(text, json_string_value(json_object_get(one, "text"))));
        refund |= strcmp(json_string_value(json_object_get(one, "demand")), "refund") == 0 &&
                  number(one, "weight") > 1;
    }
    assert_true(refund);
    assert_int_equal(json_array_size(json_object_get(j, "clauses")), 4);
    json_decref(j);
}

/* The words that carried a cause are the ones a reader would underline. */
static void test_the_right_words(void **state)
{
    (void)state;
    struct finding x;
    json_t *j = explain("颜色好看，就是等了半个月才收到", &x);
    json_t *late = json_array_get(json_object_get(j, "causes"), 0);
    assert_string_equal(json_string_value(json_object_get(late, "cause")), "late");
    json_t *first = json_array_get(json_object_get(late, "words"), 0);
    assert_non_null(strstr(json_string_value(json_object_get(first, "text")), "等"));
    assert_int_equal(json_integer_value(json_object_get(first, "clause")), 1);
    json_decref(j);
}

/* What the second look adds is told apart from the words. */
static void test_danger(void **state)
{
    (void)state;
    const char *text = "用了以后脸上过敏，起了很多红疹，去医院打针";
    struct finding x;
    size_t i, told = 0;
    json_t *one, *j = explain(text, &x);
    json_array_foreach(json_object_get(j, "causes"), i, one)
    {
        check_answer(one, text);
        told += json_object_get(one, "danger") != NULL;
    }
    assert_int_equal(x.cause[0], CAUSE_SAFETY);
    assert_int_equal(told, 1);
    json_decref(j);
}

static void test_nothing_to_explain(void **state)
{
    (void)state;
    struct finding x;
    json_t *j = explain("", &x);
    assert_int_equal(json_array_size(json_object_get(j, "causes")), 0);
    assert_int_equal(json_array_size(json_object_get(j, "clauses")), 0);
    check_answer(json_object_get(j, "complaint"), "");
    json_decref(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places), cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_sums),   cmocka_unit_test(test_sums_of_any_bytes),
        cmocka_unit_test(test_json),   cmocka_unit_test(test_the_right_words),
        cmocka_unit_test(test_danger), cmocka_unit_test(test_nothing_to_explain),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
