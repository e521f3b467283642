/* What the audit says of one picture of a case. */
#include "sink/audit.h"

#include <hiredis/hiredis.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1790000000000)
#define BIT(fault) (1u << AUDIT_##fault)

/* rd_peek's reply as Redis would send it. Fields: name, value, ..., NULL. */
static redisReply *peek(const char *wake, const char *place, long long expiry, ...)
{
    char wire[4096], hash[2048] = "";
    unsigned n = 0;
    size_t len = 0;
    va_list words;
    va_start(words, expiry);
    for (const char *w; (w = va_arg(words, const char *)) != NULL; n++)
        len += (size_t)snprintf(hash + len, sizeof(hash) - len, "$%zu\r\n%s\r\n", strlen(w), w);
    va_end(words);
    int total = snprintf(wire, sizeof(wire), "*4\r\n*%u\r\n%s$%zu\r\n%s\r\n$%zu\r\n%s\r\n:%lld\r\n",
                         n, hash, strlen(wake), wake, strlen(place), place, expiry);
    redisReader *reader = redisReaderCreate();
    void *reply = NULL;
    assert_int_equal(redisReaderFeed(reader, wire, (size_t)total), REDIS_OK);
    assert_int_equal(redisReaderGetReply(reader, &reply), REDIS_OK);
    assert_non_null(reply);
    redisReaderFree(reader);
    return reply;
}

static unsigned judge(redisReply *r)
{
    struct cases_head head;
    unsigned wrong = audit_judge(r, NOW, 2000, &head);
    freeReplyObject(r);
    return wrong;
}

/* Opened at NOW, due an hour later, priority 100: its place is due - 100 * 14.4 s. */
#define FIELDS                                                                                     \
    "st", "1m", "rv", "3", "rr", "1", "op", "1790000000000", "rs", "1790000000000", "du",          \
        "1790003600000", "to", "1790100000000", "wk", "1790002700000", "p", "100", "ln", "social"
#define WAKE "1790002700000"
#define PLACE "1790002160000"

static void open_cases(void **state)
{
    (void)state;
    assert_int_equal(judge(peek(WAKE, PLACE, -1, FIELDS, NULL)), 0);
    assert_int_equal(judge(peek("", PLACE, -1, FIELDS, NULL)), BIT(NO_WAKE));
    assert_int_equal(judge(peek("1790002700001", PLACE, -1, FIELDS, NULL)), BIT(WRONG_WAKE));
    assert_int_equal(judge(peek(WAKE, "", -1, FIELDS, NULL)), BIT(NO_PLACE));
    assert_int_equal(judge(peek(WAKE, "5", -1, FIELDS, NULL)), BIT(WRONG_PLACE));
    assert_int_equal(judge(peek("", "", -1, FIELDS, NULL)), BIT(NO_WAKE) | BIT(NO_PLACE));
}

static void claimed_cases(void **state)
{
    (void)state;
    assert_int_equal(judge(peek(WAKE, "", -1, FIELDS, "ow", "mei", "ou", "1790001800000", NULL)),
                     0);
    assert_int_equal(judge(peek(WAKE, PLACE, -1, FIELDS, "ow", "mei", "ou", "1790001800000", NULL)),
                     BIT(STRAY_PLACE));
}

/* Two seconds are allowed, to the millisecond. */
static void late_wake_ups(void **state)
{
    static const struct {
        const char *wake;
        unsigned wrong;
    } rows[] = {{"1789999998000", 0}, {"1789999997999", BIT(LATE)}};
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        redisReply *r = peek(rows[i].wake, PLACE, -1, FIELDS, "wk", rows[i].wake, NULL);
        assert_int_equal(judge(r), rows[i].wrong);
    }
}

static void closed_and_gone(void **state)
{
    (void)state;
    assert_int_equal(judge(peek("", "", 1, "st", "cl:agreed", "rv", "4", "rr", "2", "op", "1", "ln",
                                "social", NULL)),
                     0);
    assert_int_equal(judge(peek(WAKE, "", -1, "st", "cl:agreed", "rv", "4", "rr", "2", "op", "1",
                                "ln", "social", NULL)),
                     BIT(STRAY_WAKE) | BIT(NO_EXPIRY));
    assert_int_equal(judge(peek("", "", -2, NULL)), 0);
    assert_int_equal(judge(peek(WAKE, PLACE, -2, NULL)), BIT(STRAY_WAKE) | BIT(STRAY_PLACE));
}

static void damaged(void **state)
{
    (void)state;
    assert_int_equal(judge(peek(WAKE, PLACE, -1, FIELDS, "st", "8z", NULL)), BIT(DAMAGED));
    assert_int_equal(judge(peek(WAKE, PLACE, -1, "st", "1m", NULL)), BIT(DAMAGED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_cases),    cmocka_unit_test(claimed_cases),
        cmocka_unit_test(late_wake_ups), cmocka_unit_test(closed_and_gone),
        cmocka_unit_test(damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
