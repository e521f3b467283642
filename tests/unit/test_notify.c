/* Alerts in words, signatures, filters: what needs no server. The rest: test_notify.py. */
#include "core/metrics.h"
#include "notify/sender.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* The example of the Standard Webhooks specification. */
static void test_signature_of_the_specification(void **state)
{
    (void)state;
    unsigned char secret[HTTP_SECRET_CAP];
    size_t len;
    char out[WEBHOOK_SIGNATURE_CAP];
    assert_int_equal(
        webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", secret, sizeof(secret), &len), 0);
    assert_int_equal(len, 24);
    webhook_sign(secret, len, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}",
                 out);
    assert_string_equal(out, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void test_secrets(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int rc;
        size_t len;
    } rows[] = {
        {"plain", 0, 5},      {"", 0, 0},           {"whsec_YQ==", 0, 1}, {"whsec_YWI=", 0, 2},
        {"whsec_YWJj", 0, 3}, {"whsec_YWJ", -1, 0}, {"whsec_", -1, 0},    {"whsec_Y?Jj", -1, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        unsigned char out[64];
        size_t len;
        assert_int_equal(webhook_secret(rows[i].text, out, sizeof(out), &len), rows[i].rc);
        if (rows[i].rc == 0)
            assert_int_equal(len, rows[i].len);
    }
}

static void test_kinds(void **state)
{
    (void)state;
    unsigned bits;
    struct err e;
    assert_int_equal(sender_kinds("open", &bits, &e), 0);
    assert_int_equal(bits, 1);
    assert_int_equal(sender_kinds(" warn, closed ,", &bits, &e), 0);
    assert_int_equal(bits, 1 << 1 | 1 << 6);
    assert_int_equal(sender_kinds("all", &bits, &e), 0);
    assert_int_equal(bits, UINT32_MAX);
    assert_int_equal(sender_kinds("", &bits, &e), 0);
    assert_int_equal(bits, 0);
    assert_int_equal(sender_kinds("warn,alle", &bits, &e), -1);
    assert_non_null(strstr(e.msg, "'alle'"));
}

static struct outbox_alert alert(const char *kind, unsigned round, unsigned level)
{
    struct outbox_alert a = {.round = round, .level = level, .at_ms = 1000, .due_ms = 2000};
    snprintf(a.id, sizeof(a.id), "0123456789abcdef:%u:%s:%u", round, kind, level);
    snprintf(a.case_id, sizeof(a.case_id), "0123456789abcdef");
    snprintf(a.kind, sizeof(a.kind), "%s", kind);
    a.c.known = true;
    a.c.head.state.state = ROUNDS_1M;
    event_fields_init(&a.c.fields);
    return a;
}

/* Kind, its round, the case's state: does it still hold? */
static void test_what_holds(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        unsigned round;
        uint8_t at;
        bool holds;
    } rows[] = {
        {"warn", 1, ROUNDS_1M, true},      {"warn", 1, ROUNDS_1C, false},
        {"warn", 1, ROUNDS_2M, false},     {"breach", 2, ROUNDS_2M, true},
        {"breach", 4, ROUNDS_FM, true},    {"breach", 5, ROUNDS_ES, true},
        {"breach", 3, ROUNDS_ES, false},   {"escalate", 1, ROUNDS_ES, true},
        {"escalate", 1, ROUNDS_1C, false}, {"nudge", 1, ROUNDS_1C, true},
        {"nudge", 1, ROUNDS_1M, false},    {"herd", 1, ROUNDS_3C, true},
        {"herd", 1, ROUNDS_CL, false},     {"incident", 1, ROUNDS_2C, true},
        {"open", 1, ROUNDS_1M, true},      {"reply", 2, ROUNDS_2M, true},
        {"reply", 2, ROUNDS_2C, false},    {"absence", 0, ROUNDS_CL, true},
        {"promise", 6, ROUNDS_PK, true},   {"breach", 6, ROUNDS_PK, true},
        {"appeal", 1, ROUNDS_3C, true},    {"appeal", 1, ROUNDS_CL, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct outbox_alert a = alert(rows[i].kind, rows[i].round, 0);
        a.c.head.state.state = rows[i].at;
        if (message_holds(&a, 5000) != rows[i].holds)
            fail_msg("row %zu: %s", i, rows[i].kind);
    }
    struct outbox_alert a = alert("open", 1, 0);
    strcpy(a.c.head.state.owner, "ann");
    a.c.head.state.owner_until_ms = 6000;
    assert_false(message_holds(&a, 5000)); /* somebody has it */
    assert_true(message_holds(&a, 6000));
    a.lives = 1; /* of the case's next life, which is not the present one */
    assert_false(message_holds(&a, 6000));
    a = alert("warn", 1, 0);
    a.c.known = false;
    assert_false(message_holds(&a, 5000));
}

static void test_severities(void **state)
{
    (void)state;
    static const struct {
        const char *kind;
        unsigned level, priority;
        const char *severity;
    } rows[] = {
        {"open", 0, 899, "info"},    {"open", 0, 900, "critical"}, {"warn", 0, 100, "warning"},
        {"breach", 1, 0, "warning"}, {"breach", 2, 0, "critical"}, {"escalate", 0, 0, "critical"},
        {"reply", 0, 1000, "info"},  {"nudge", 0, 0, "info"},      {"absence", 0, 0, "critical"},
        {"closed", 1, 1000, "info"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct outbox_alert a = alert(rows[i].kind, 1, rows[i].level);
        a.priority = rows[i].priority;
        assert_string_equal(message_severity(&a), rows[i].severity);
    }
}

/* Its labels are its identity: they must not depend on when it is told. */
static void test_alertmanager(void **state)
{
    (void)state;
    struct outbox_alert a = alert("breach", 1, 2);
    json_t *x = alertmanager_alert(&a, 5000), *y = alertmanager_alert(&a, 999000);
    assert_true(json_equal(json_object_get(x, "labels"), json_object_get(y, "labels")));
    assert_string_equal(json_string_value(json_object_get(x, "startsAt")),
                        "1970-01-01T00:00:01.000Z");
    alertmanager_extend(x, false, 7000);
    assert_string_equal(json_string_value(json_object_get(x, "endsAt")),
                        "1970-01-01T00:00:07.000Z");
    alertmanager_extend(x, false, 500); /* our clock is behind Redis's: not before its start */
    assert_string_equal(json_string_value(json_object_get(x, "endsAt")),
                        "1970-01-01T00:00:01.000Z");
    json_decref(x);
    json_decref(y);
}

/* What is told of a marketplace with a long name is cut, perhaps in the middle of a character. */
static void test_cut_words(void **state)
{
    (void)state;
    struct outbox_alert a = alert("absence", 0, 3);
    snprintf(a.why, sizeof(a.why), "\xe5\xb8\x82\xe5\x9c: 0 complaints");
    json_t *x = alertmanager_alert(&a, 5000), *y = message_json(&a, 5000);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(x, "annotations"), "what")),
        "\xe5\xb8\x82??: 0 complaints");
    assert_non_null(json_object_get(y, "what"));
    json_decref(x);
    json_decref(y);
}

static void test_delivery_ids(void **state)
{
    (void)state;
    struct outbox_alert a = alert("warn", 1, 0), b = alert("warn", 2, 0);
    const struct outbox_alert *both[] = {&a, &b}, *turned[] = {&b, &a};
    char one[WEBHOOK_ID_CAP], two[WEBHOOK_ID_CAP], three[WEBHOOK_ID_CAP];
    webhook_id(both, 1, one);
    assert_string_equal(one, a.id);
    webhook_id(both, 2, one);
    webhook_id(both, 2, two);
    webhook_id(turned, 2, three);
    assert_string_equal(one, two);
    assert_string_not_equal(one, three);
    assert_memory_equal(one, "group:", 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signature_of_the_specification),
        cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_what_holds),
        cmocka_unit_test(test_severities),
        cmocka_unit_test(test_alertmanager),
        cmocka_unit_test(test_delivery_ids),
        cmocka_unit_test(test_cut_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
