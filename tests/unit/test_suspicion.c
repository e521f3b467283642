/* What speaks for an appeal, and what against it. */
#include "oncall/suspicion.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define THREAT (1u << FLAG_THREAT)
#define PROOF (1u << FLAG_EVIDENCE)

static void test_reasons_add_up(void **state)
{
    (void)state;
    static const struct {
        unsigned flags, herd, complaints;
        int demand, cause, rating, order, points;
        unsigned reasons;
    } rows[] = {
        /* an angry complaint of a real fault */
        {0, 1, 0, DEMAND_REFUND, CAUSE_LATE, 1, SUSPICION_NOT_KNOWN, 0, 0},
        {THREAT | PROOF, 5, 0, DEMAND_REFUND, CAUSE_SAFETY, 1, SUSPICION_NAMED, 0, 0},
        {THREAT, 1, 0, DEMAND_COMPENSATE, CAUSE_LATE, 1, SUSPICION_NOT_KNOWN, 40, 1},
        {THREAT, 1, 3, DEMAND_COMPENSATE, CAUSE_OTHER, 1, SUSPICION_NONE, 90, 4},
        {THREAT | PROOF, 3, 3, DEMAND_COMPENSATE, CAUSE_OTHER, 1, SUSPICION_NONE, 50, 6},
        {THREAT | PROOF, 3, 0, DEMAND_COMPENSATE, CAUSE_LATE, 1, SUSPICION_NAMED, 0, 4},
        {0, 1, 0, DEMAND_NONE, CAUSE_OTHER, 1, SUSPICION_NONE, 30, 2},
        {0, 1, 0, DEMAND_NONE, CAUSE_OTHER, 2, SUSPICION_NONE, 15, 1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct suspicion s;
        struct store_case c = {.herd = rows[i].herd, .complaints = rows[i].complaints};
        c.fields.rating = rows[i].rating;
        c.finding = (struct finding){.flags = (uint16_t)rows[i].flags,
                                     .demand = (uint8_t)rows[i].demand,
                                     .cause_count = 1,
                                     .cause = {(uint8_t)rows[i].cause}};
        suspicion_of(&c, (enum suspicion_order)rows[i].order, &s);
        if (s.points != rows[i].points || s.count != rows[i].reasons)
            fail_msg("row %zu: %d points of %u reasons", i, s.points, s.count);
    }
}

/* Neither who writes nor where, nor how many read it. */
static void test_blind_to_identity(void **state)
{
    (void)state;
    struct suspicion one, two;
    struct store_case a = {.herd = 1}, b = {.herd = 1};
    a.finding = b.finding = (struct finding){.flags = THREAT, .demand = DEMAND_COMPENSATE};
    b.fields.author_id = STR_LIT("u-1");
    b.fields.author_followers = 5000000;
    b.fields.locale = STR_LIT("zh-CN");
    b.fields.marketplace = STR_LIT("m");
    b.fields.group_id = STR_LIT("g");
    suspicion_of(&a, SUSPICION_NOT_KNOWN, &one);
    suspicion_of(&b, SUSPICION_NOT_KNOWN, &two);
    assert_int_equal(one.points, two.points);
    assert_int_equal(one.count, two.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reasons_add_up),
                                       cmocka_unit_test(test_blind_to_identity)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
