/* The status page, asked over a real socket on a free port. */
#include "core/log.h"
#include "core/metrics.h"
#include "core/status.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct page_test {
    struct config *cfg;
    struct status *status;
};

static int open_socket(uint16_t port, struct sockaddr_in *a)
{
    *a = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    a->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    return fd;
}

/* A port that was free a moment ago. */
static uint16_t free_port(void)
{
    struct sockaddr_in a;
    socklen_t len = sizeof(a);
    int fd = open_socket(0, &a);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
    close(fd);
    return ntohs(a.sin_port);
}

/* Sends a request and reads the whole answer; returns its HTTP status. */
static int ask(const struct config *cfg, const char *method, const char *path, char *out,
               size_t cap)
{
    struct sockaddr_in a;
    char request[256];
    int fd = open_socket((uint16_t)cfg->status_port, &a);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
    int n = snprintf(request, sizeof(request),
                     "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                     "\r\n",
                     method, path);
    assert_int_equal(write(fd, request, (size_t)n), n);
    size_t len = 0;
    for (ssize_t got; len < cap - 1 && (got = read(fd, out + len, cap - 1 - len)) > 0;)
        len += (size_t)got;
    out[len] = '\0';
    close(fd);
    assert_int_equal(strncmp(out, "HTTP/1.1 ", 9), 0);
    return atoi(out + 9);
}

static int setup(void **state)
{
    static struct page_test t;
    struct err e;
    char port[8];
    t.cfg = config_new();
    snprintf(port, sizeof(port), "%u", free_port());
    assert_int_equal(config_set(t.cfg, "status", "port", port, &e), 0);
    t.status = status_start(t.cfg, &e);
    if (!t.status)
        fail_msg("%s", e.msg);
    *state = &t;
    return 0;
}

static int teardown(void **state)
{
    struct page_test *t = *state;
    status_stop(t->status);
    config_free(t->cfg);
    return 0;
}

/* Runs first: nothing has reported its health in this process yet. */
static void nothing_known_is_not_ready(void **state)
{
    struct page_test *t = *state;
    char out[1024];
    assert_int_equal(ask(t->cfg, "GET", "/readyz", out, sizeof(out)), 503);
    assert_non_null(strstr(out, "\r\n\r\nstarting\n"));
    assert_int_equal(ask(t->cfg, "GET", "/healthz", out, sizeof(out)), 200);
    assert_non_null(strstr(out, "\r\n\r\nalive\n"));
}

static void ready_follows_the_parts(void **state)
{
    struct page_test *t = *state;
    char out[1024];
    health_set(HEALTH_KAFKA, true, "assigned");
    assert_int_equal(ask(t->cfg, "GET", "/readyz", out, sizeof(out)), 200);
    assert_non_null(strstr(out, "ok kafka: assigned\n"));
    health_set(HEALTH_REDIS, false, "connection refused");
    assert_int_equal(ask(t->cfg, "GET", "/readyz", out, sizeof(out)), 503);
    assert_non_null(strstr(out, "FAIL redis: connection refused\n"));
    assert_int_equal(ask(t->cfg, "GET", "/healthz", out, sizeof(out)), 200);
    assert_non_null(strstr(out, "FAIL redis: connection refused\n"));
    health_set(HEALTH_REDIS, true, "up");
    assert_int_equal(ask(t->cfg, "GET", "/readyz", out, sizeof(out)), 200);
}

static void metrics_are_served(void **state)
{
    struct page_test *t = *state;
    static char out[1 << 20];
    metrics_add(METRIC_EVENTS, 42);
    assert_int_equal(ask(t->cfg, "GET", "/metrics", out, sizeof(out)), 200);
    assert_non_null(strstr(out, "Content-Type: text/plain; version=0.0.4"));
    assert_non_null(strstr(out, "\nredress_events_total 42\n"));
    assert_non_null(strstr(out, "redress_event_to_case_seconds_bucket{le=\"+Inf\"} 0\n"));
}

static void other_requests_are_refused(void **state)
{
    struct page_test *t = *state;
    char out[1024];
    assert_int_equal(ask(t->cfg, "GET", "/", out, sizeof(out)), 200);
    assert_int_equal(ask(t->cfg, "HEAD", "/", out, sizeof(out)), 200);
    assert_string_equal(strstr(out, "\r\n\r\n"), "\r\n\r\n");
    assert_int_equal(ask(t->cfg, "GET", "/metrics/", out, sizeof(out)), 404);
    assert_int_equal(ask(t->cfg, "GET", "/../etc/passwd", out, sizeof(out)), 404);
    assert_int_equal(ask(t->cfg, "POST", "/metrics", out, sizeof(out)), 405);
    assert_non_null(strstr(out, "Allow: GET, HEAD"));
}

static void bad_starts_name_the_setting(void **state)
{
    struct page_test *t = *state;
    struct err e = {{0}};
    assert_null(status_start(t->cfg, &e)); /* the first one still listens there */
    assert_non_null(strstr(e.msg, "status.port = "));
    assert_non_null(strstr(e.msg, "in use"));
    struct config *cfg = config_new();
    assert_int_equal(config_set(cfg, "status", "address", "example.org", &e), 0);
    assert_null(status_start(cfg, &e));
    assert_non_null(strstr(e.msg, "status.address = 'example.org'"));
    config_free(cfg);
}

static void port_0_is_no_page(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    assert_int_equal(config_set(cfg, "status", "port", "0", &e), 0);
    struct status *s = status_start(cfg, &e);
    assert_non_null(s);
    status_stop(s);
    config_free(cfg);
}

/* Who opens all connections there are shuts out nobody else. */
static void one_address_has_not_all_connections(void **state)
{
    struct page_test *t = *state;
    enum { MANY = 80 };
    struct sockaddr_in a, from = {.sin_family = AF_INET};
    char out[8192];
    int fd[MANY];
    for (int i = 0; i < MANY; i++) {
        fd[i] = open_socket((uint16_t)t->cfg->status_port, &a);
        assert_int_equal(connect(fd[i], (struct sockaddr *)&a, sizeof(a)), 0);
    }
    usleep(300000); /* until they are accepted */
    int other = open_socket((uint16_t)t->cfg->status_port, &a);
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    struct timeval limit = {.tv_sec = 5};
    assert_int_equal(setsockopt(other, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)), 0);
    assert_int_equal(bind(other, (struct sockaddr *)&from, sizeof(from)), 0);
    assert_int_equal(connect(other, (struct sockaddr *)&a, sizeof(a)), 0);
    static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert_int_equal(write(other, request, sizeof(request) - 1), sizeof(request) - 1);
    ssize_t got = read(other, out, sizeof(out) - 1);
    assert_true(got > 0);
    out[got] = '\0';
    assert_non_null(strstr(out, " 200 "));
    close(other);
    for (int i = 0; i < MANY; i++)
        close(fd[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_known_is_not_ready),
        cmocka_unit_test(ready_follows_the_parts),
        cmocka_unit_test(metrics_are_served),
        cmocka_unit_test(other_requests_are_refused),
        cmocka_unit_test(bad_starts_name_the_setting),
        cmocka_unit_test(port_0_is_no_page),
        cmocka_unit_test(one_address_has_not_all_connections),
    };
    log_set_level(LOG_ERROR);
    return cmocka_run_group_tests(tests, setup, teardown);
}
