/* What a customer's messages do to the priority of their case: only ever more. */
#include "sink/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct finding found(unsigned severity, unsigned arousal, unsigned intent)
{
    struct finding x = {.cause_count = 1};
    x.points[TERM_SEVERITY] = (uint16_t)severity;
    x.points[TERM_AROUSAL] = (uint16_t)arousal;
    x.points[TERM_INTENT] = (uint16_t)intent;
    return x;
}

static void test_the_greater_of_each_counts(void **state)
{
    (void)state;
    struct cases_heard h = {.points = {190, 160, 0, 80, 0, 10}};
    struct finding threat = found(100, 70, 60), thanks = {0}, rage = found(0, 80, 10);
    assert_int_equal(cases_heard_take(&h, &threat, 440, 1000), 190 + 160 + 80 + 70 + 60);
    assert_int_equal(h.at_ms, 1000);
    assert_int_equal(cases_heard_take(&h, &thanks, 560, 2000), 560);
    assert_int_equal(h.at_ms, 1000); /* it said nothing new */
    assert_int_equal(cases_heard_take(&h, &rage, 560, 3000), 570);
    assert_int_equal(h.at_ms, 3000);
    assert_int_equal(h.said[TERM_SEVERITY], 0); /* no more than the review said */
}

/* A rating, a listing, an order: a message has none, whatever its finding says of them. */
static void test_what_a_message_cannot_tell(void **state)
{
    (void)state;
    struct cases_heard h = {0};
    struct finding x = {.cause_count = 1};
    for (int t = 0; t < TERM_N; t++)
        x.points[t] = 100;
    assert_int_equal(cases_heard_take(&h, &x, 0, 1), 400);
    assert_int_equal(h.said[TERM_RATING] + h.said[TERM_HERD] + h.said[TERM_LISTING] +
                         h.said[TERM_ATTENTION] + h.said[TERM_VALUE],
                     0);
}

static void test_a_floor_of_a_message(void **state)
{
    (void)state;
    struct cases_heard h = {.case_floor = 700};
    struct finding harm = found(100, 0, 0);
    harm.floor = FLOOR_SAFETY;
    harm.floor_points = 600;
    assert_int_equal(cases_heard_take(&h, &harm, 700, 1), 700);
    assert_int_equal(h.floor_points, 0); /* the case has a higher one */
    harm.floor_points = 900;
    assert_int_equal(cases_heard_take(&h, &harm, 700, 1), 900);
    assert_int_equal(h.floor, FLOOR_SAFETY);
}

/* Never less than before, whatever comes in whatever order, and never over 1000; and what is
 * written is what is read. */
static void test_random_messages_only_raise(void **state)
{
    (void)state;
    srand(7);
    for (int i = 0; i < 2000; i++) {
        struct cases_heard h = {0}, again = {0};
        unsigned priority = (unsigned)rand() % 1001;
        for (int t = 0; t < TERM_N; t++)
            h.points[t] = (uint16_t)(rand() % 190);
        for (int n = 0; n < 6; n++) {
            struct finding x =
                found((unsigned)rand() % 400, (unsigned)rand() % 90, (unsigned)rand() % 120);
            char text[CASES_HEARD_CAP];
            x.flags = (uint16_t)(rand() % 256);
            unsigned after = cases_heard_take(&h, &x, priority, 1760000000000 + n);
            assert_true(after >= priority && after <= 1000);
            priority = after;
            cases_heard_write(&h, text);
            assert_true(strlen(text) <= 64); /* the hash stays compact */
            cases_heard_parse(&again, str_from(text));
            assert_memory_equal(again.said, h.said, sizeof(h.said));
            assert_int_equal(again.flags, h.flags);
            assert_int_equal(again.at_ms, h.at_ms);
        }
    }
}

static void test_garbage_is_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        ",",
                                        "x",
                                        "99999999999999999999",
                                        "1,2,3",
                                        "-5,,,,,,,,,",
                                        "0,0,0,0,0,0,0,0,0,0,900:nothing,1"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct cases_heard h = {0};
        struct finding none = {0};
        cases_heard_parse(&h, str_from(texts[i]));
        assert_true(cases_heard_take(&h, &none, 400, 1) == 400);
        assert_true(h.floor < FLOOR_N && h.said[0] <= 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_greater_of_each_counts),
        cmocka_unit_test(test_what_a_message_cannot_tell),
        cmocka_unit_test(test_a_floor_of_a_message),
        cmocka_unit_test(test_random_messages_only_raise),
        cmocka_unit_test(test_garbage_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
