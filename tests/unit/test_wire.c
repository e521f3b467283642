/* Addresses, redirections, pauses, and what stops a start. The rest of the wire needs servers:
 * tests/integration/test_sink.py. */
#include "sink/wire.h"
#include "sink/wire_route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *host;
        int port;
    } rows[] = {
        {"127.0.0.1:6379", "127.0.0.1", 6379},
        {"redis.internal:1", "redis.internal", 1},
        {"[::1]:6380", "::1", 6380},
        {"[fe80::1%eth0]:65535", "fe80::1%eth0", 65535},
        {"unix:/run/redis/redis.sock", "/run/redis/redis.sock", 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct wire_address a;
        assert_int_equal(wire_address_parse(rows[i].text, strlen(rows[i].text), &a), 0);
        assert_string_equal(a.host, rows[i].host);
        assert_int_equal(a.port, rows[i].port);
        assert_string_equal(wire_address_text(&a), rows[i].text);
    }
}

static void test_addresses_that_are_none(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "host",    "host:",      ":6379", "host:0",
                                      "h:65536", "h:99999", "h:12345678", "h:6x",  "::1:6379",
                                      "[]:6379", "unix:",   "h:-1"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct wire_address a;
        if (wire_address_parse(bad[i], strlen(bad[i]), &a) == 0)
            fail_msg("'%s' was taken", bad[i]);
    }
    char longest[400];
    struct wire_address a;
    memset(longest, 'h', sizeof(longest));
    memcpy(longest + 394, ":6379", 6);
    assert_int_equal(wire_address_parse(longest, 399, &a), -1);
}

static void test_redirections(void **state)
{
    (void)state;
    struct wire_address from = {"10.0.0.1", 7000}, to;
    assert_int_equal(wire_route_target("MOVED 3999 10.0.0.2:7001", &from, &to), 0);
    assert_string_equal(wire_address_text(&to), "10.0.0.2:7001");
    assert_int_equal(wire_route_target("ASK 3999 ::1:7001", &from, &to), 0);
    assert_string_equal(wire_address_text(&to), "[::1]:7001");
    assert_int_equal(wire_route_target("MOVED 3999 :7002", &from, &to), 0);
    assert_string_equal(wire_address_text(&to), "10.0.0.1:7002");
    static const char *const bad[] = {"MOVED",      "MOVED 1",   "MOVED 1 x",
                                      "MOVED 1 x:", "ASK 1 h:0", "ASK 1 h:70000"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_equal(wire_route_target(bad[i], &from, &to), -1);
}

static void test_backoff_grows_and_is_capped(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    cfg->redis_backoff_min_ms = 40;
    cfg->redis_backoff_max_ms = 500;
    static const int most[] = {40, 80, 160, 320, 500, 500, 500};
    for (int run = 0; run < 200; run++) {
        unsigned attempts = 0;
        for (size_t i = 0; i < sizeof(most) / sizeof(*most); i++) {
            int ms = wire_backoff_ms(cfg, &attempts);
            assert_in_range(ms, most[i] - most[i] / 2, most[i]);
        }
    }
    config_free(cfg);
}

static void test_backoff_jitters(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    cfg->redis_backoff_min_ms = cfg->redis_backoff_max_ms = 10000;
    int least = 10000, most = 0;
    for (int i = 0; i < 200; i++) {
        unsigned attempts = 0;
        int ms = wire_backoff_ms(cfg, &attempts);
        least = ms < least ? ms : least;
        most = ms > most ? ms : most;
    }
    assert_true(least < 6500 && most > 8500);
    config_free(cfg);
}

static void refuse(const char *assignment, const char *says)
{
    struct config *cfg = config_new();
    struct err e = {.msg = ""};
    assert_int_equal(config_assign(cfg, assignment, &e), 0);
    assert_null(wire_new(cfg, &e));
    if (!strstr(e.msg, says))
        fail_msg("'%s' does not say '%s'", e.msg, says);
    config_free(cfg);
}

static void test_settings_that_stop_a_start(void **state)
{
    (void)state;
    refuse("redis.address=nowhere", "redis.address = nowhere: 'nowhere' is not");
    refuse("redis.address=a:1, b", "'b' is not");
    refuse("redis.address=a:1,b:2", "redis.mode = single takes one address");
    refuse("redis.address= ", "redis.address");
    refuse("redis.password_file=/nonexistent", "redis.password_file");
    refuse("redis.user=app", "redis.user = app needs redis.password_file");
#ifndef REDRESS_REDIS_TLS
    refuse("redis.tls=yes", "stunnel");
#endif
}

/* Nobody listens: the call comes back at once, says where, and keeps what was queued. */
static void test_nobody_there(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    struct err e = {.msg = ""};
    assert_int_equal(config_assign(cfg, "redis.address=unix:/nonexistent/redis.sock", &e), 0);
    struct wire *w = wire_new(cfg, &e);
    assert_non_null(w);
    wire_queue(w, 3, 1, (const char *[]){"PING"}, NULL);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(wire_flush(w, &e), WIRE_AGAIN);
        assert_non_null(strstr(e.msg, "unix:/nonexistent/redis.sock"));
        assert_int_equal(wire_queued(w), 1);
    }
    wire_reset(w);
    assert_null(wire_call(w, 3, &e, 1, (const char *[]){"PING"}, NULL));
    assert_int_equal(wire_queued(w), 0);
    wire_free(w);
    config_free(cfg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),       cmocka_unit_test(test_addresses_that_are_none),
        cmocka_unit_test(test_redirections),    cmocka_unit_test(test_backoff_grows_and_is_capped),
        cmocka_unit_test(test_backoff_jitters), cmocka_unit_test(test_settings_that_stop_a_start),
        cmocka_unit_test(test_nobody_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
