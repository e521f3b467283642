/* The second look for danger. The sentences were written for
 * this test. */
#include "enrich/danger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct phrases_text *read_text(struct str title, struct str body)
{
    static struct phrases_text t;
    phrases_read(&t, title, body);
    return &t;
}

static int look(const char *text)
{
    danger_init();
    return danger_logit(read_text(STR_NONE, str_from(text)));
}

static void test_seen(void **state)
{
    (void)state;
    static const char *const harm[] = {
        "用了两天脸上起疹子",
        "插上电就冒烟了",
        "吃完拉肚子一整晚",
        "It gave me a RASH",
        "The plug burned my desk",
        "sparks, then smoke",
        "过敏",
    };
    for (size_t i = 0; i < sizeof(harm) / sizeof(harm[0]); i++)
        if (look(harm[i]) <= 0)
            fail_msg("nothing seen in: %s", harm[i]);
}

static void test_not_seen(void **state)
{
    (void)state;
    static const char *const harmless[] = {
        "没有过敏，很温和",
        "不过敏",
        "It is not toxic",
        "crash and trash",
        "a sidesmoke test",
        "without smoke",
        "物流慢，客服不回消息",
        "",
        "ab",
        "my kindle fire tablet",
        "脸上用消毒液",
    };
    for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
        if (look(harmless[i]) >= 0)
            fail_msg("danger seen in: %s", harmless[i]);
}

/* What surrounds harm tells of none by itself, and makes what is told likelier. */
static void test_scene(void **state)
{
    (void)state;
    assert_true(look("宝宝") > look("") && look("宝宝") < 0);
    assert_true(look("宝宝起疹子") > look("起疹子"));
    assert_true(look("以前起疹子，用了不过敏") < look("以前起疹子"));
}

/* A kind counts once; a denied phrase does not hide a later one; title and body are one text. */
static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(look("红疹，湿疹，rash"), look("红疹"));
    assert_true(look("不会过敏？骗人，当晚就过敏") > 0);
    assert_true(look("红疹 冒烟") > look("红疹"));
    assert_int_equal(danger_logit(read_text(str_from("红疹"), str_from("冒烟"))),
                     look("红疹 冒烟"));
    assert_int_equal(danger_kinds(read_text(STR_NONE, STR_NONE)), 0);
}

/* Texts cut anywhere are read within their bounds (the sanitizer watches). */
static void test_bounds(void **state)
{
    (void)state;
    const char text[] = "起疹子 no rash 冒烟 burned 不过敏";
    for (uint32_t len = 0; len < sizeof(text); len++) {
        char *copy = malloc(len + 1);
        memcpy(copy, text, len);
        struct str s = {copy, len};
        assert_true(danger_logit(read_text(s, STR_NONE)) >= look("不过敏"));
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seen),  cmocka_unit_test(test_not_seen), cmocka_unit_test(test_scene),
        cmocka_unit_test(test_kinds), cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
