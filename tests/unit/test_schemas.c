/* Where schemas come from: built in, a directory, a registry that is a thread of this test and does
 * what each case wants of it. */
#include "core/check.h"
#include "core/clock.h"
#include "core/metrics.h"
#include "ingest/ingest.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/registry.h"
#include "ingest/schemas.h"

#include <jansson.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define OTHER                                                                                      \
    "{\"type\":\"record\",\"name\":\"other\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}"

/* --- a registry ------------------------------------------------------------------------------ */

enum mood { WELL, UNAVAILABLE, WRONG_PAGE, GARBAGE, PROTOBUF, HANG };

struct server {
    int listener;
    int port;
    pthread_t thread;
    _Atomic enum mood mood;
    atomic_uint requests;
    atomic_bool stop;
    char last[4096]; /* the last request; read it when nothing is on its way */
};

static void say(int fd, int status, const char *body)
{
    char text[65536];
    int n = snprintf(text, sizeof(text),
                     "HTTP/1.1 %d x\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", status,
                     strlen(body), body);
    if (send(fd, text, (size_t)n, MSG_NOSIGNAL) < 0)
        perror("send"); /* the client did not wait: some cases want that */
}

/* {"schema": our own schema} with more members behind it. */
static char *schema_body(const char *more)
{
    size_t len;
    const char *own = reader_schema(&len);
    json_t *text = json_stringn(own, len);
    char *quoted = json_dumps(text, JSON_ENCODE_ANY), *body;
    assert_true(asprintf(&body, "{\"schema\":%s%s}", quoted, more) > 0);
    json_decref(text);
    free(quoted);
    return body;
}

static void answer(struct server *s, int fd)
{
    char *body = schema_body(s->mood == PROTOBUF ? ",\"schemaType\":\"PROTOBUF\"" : "");
    if (s->mood == UNAVAILABLE)
        say(fd, 503, "{\"error_code\":50301,\"message\":\"no leader\"}");
    else if (s->mood == WRONG_PAGE)
        say(fd, 404, "<html>no such page</html>");
    else if (s->mood == GARBAGE)
        say(fd, 200, "<html>log in first</html>");
    else if (strncmp(s->last, "POST /base/subjects/re%20views-value/versions ", 46) == 0)
        say(fd, 200, "{\"id\":77}");
    else if (strstr(s->last, "GET /base/schemas/ids/41 "))
        say(fd, 200, body);
    else
        say(fd, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    free(body);
}

static void *serve(void *arg)
{
    struct server *s = arg;
    while (!s->stop) {
        int fd = accept(s->listener, NULL, NULL);
        if (fd < 0)
            break;
        ssize_t n = recv(fd, s->last, sizeof(s->last) - 1, 0);
        s->last[n > 0 ? n : 0] = '\0';
        if (n > 0)
            s->requests++;
        while (s->mood == HANG && !s->stop)
            usleep(5000);
        if (n > 0)
            answer(s, fd);
        close(fd);
    }
    return NULL;
}

static void server_start(struct server *s)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof(at);
    *s = (struct server){.listener = socket(AF_INET, SOCK_STREAM, 0)};
    assert_int_equal(bind(s->listener, (struct sockaddr *)&at, sizeof(at)), 0);
    assert_int_equal(listen(s->listener, 16), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&at, &len), 0);
    s->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void server_stop(struct server *s)
{
    s->stop = true;
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
}

/* --- helpers --------------------------------------------------------------------------------- */

static struct config *config_with(const char *assignment, ...)
{
    struct config *cfg = config_new();
    struct err e;
    va_list args;
    va_start(args, assignment);
    for (const char *a = assignment; a; a = va_arg(args, const char *))
        if (config_assign(cfg, a, &e) != 0)
            fail_msg("%s", e.msg);
    va_end(args);
    return cfg;
}

static struct config *config_of(const struct server *s)
{
    char url[80];
    snprintf(url, sizeof(url), "schemas.registry_url=http://127.0.0.1:%d/base/", s->port);
    return config_with(url, "schemas.registry_timeout_ms=20000", NULL);
}

static struct schemas *start(const struct config *cfg)
{
    struct err e;
    struct schemas *s = schemas_new(cfg, &e);
    if (!s)
        fail_msg("%s", e.msg);
    return s;
}

/* Asks as a decoder does, again and again. NULL: unknown. Fails if it takes longer than 20 s. */
static const struct schema *wait_for(struct schemas *s, int32_t id, mono_ns_t now)
{
    for (int i = 0; i < 4000; i++) {
        const struct schema *found = schemas_find(s, id);
        if (found || schemas_ask(s, id, now) == SCHEMAS_UNKNOWN)
            return found;
        usleep(5000);
    }
    fail_msg("schema %d: no answer", (int)id);
    return NULL;
}

static mono_ns_t in_seconds(uint64_t s)
{
    return (mono_ns_t){clock_mono().ns + s * 1000000000u};
}

/* --- built in, directory -----------------------------------------------------------------------
 */

static void test_builtin(void **state)
{
    (void)state;
    struct config *cfg = config_new();
    struct schemas *s = start(cfg);
    for (int32_t id = 1; id <= 4; id++)
        assert_int_equal(schemas_find(s, id)->reason, REASON_NONE);
    assert_true(plan_is_straight(schemas_find(s, 4)->plan));
    assert_false(plan_is_straight(schemas_find(s, 1)->plan));
    assert_null(schemas_find(s, 5));
    assert_int_equal(schemas_ask(s, 5, clock_mono()), SCHEMAS_UNKNOWN);
    schemas_free(s);
    config_free(cfg);
}

struct directory {
    char path[64], setting[128];
};

static void directory_make(struct directory *d)
{
    snprintf(d->path, sizeof(d->path), "/tmp/test_schemas.XXXXXX");
    assert_non_null(mkdtemp(d->path));
    snprintf(d->setting, sizeof(d->setting), "schemas.directory=%s", d->path);
}

static const char *directory_path(const struct directory *d, const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", d->path, name);
    return path;
}

static void directory_put(const struct directory *d, const char *name, const char *text, size_t len)
{
    FILE *out = fopen(directory_path(d, name), "w");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

static void directory_remove(const struct directory *d)
{
    static const char *const names[] = {"7.avsc", "8.avsc", "9.avsc", "README"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        unlink(directory_path(d, names[i]));
    assert_int_equal(rmdir(d->path), 0);
}

static void test_directory(void **state)
{
    (void)state;
    size_t len;
    const char *own = reader_schema(&len);
    struct directory d;
    directory_make(&d);
    directory_put(&d, "7.avsc", own, len);
    directory_put(&d, "9.avsc", OTHER, strlen(OTHER));
    directory_put(&d, "README", "x", 1);
    struct config *cfg = config_with(d.setting, "schemas.negative_cache_s=60", NULL);
    struct schemas *s = start(cfg);
    assert_int_equal(schemas_find(s, 7)->reason, REASON_NONE);
    assert_int_equal(schemas_find(s, 9)->reason, REASON_INCOMPATIBLE);
    assert_null(schemas_find(s, 2)); /* the built-in ones are not mixed in */
    assert_null(wait_for(s, 8, clock_mono()));

    /* A file that comes later is seen when the miss is forgotten; half of it is not the schema. */
    directory_put(&d, "8.avsc", own, len / 2);
    assert_int_equal(schemas_ask(s, 8, clock_mono()), SCHEMAS_UNKNOWN);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(schemas_ask(s, 8, in_seconds(61)), SCHEMAS_ASKED);
        assert_null(schemas_find(s, 8));
        usleep(2000);
    }
    directory_put(&d, "8.avsc", own, len);
    assert_non_null(wait_for(s, 8, in_seconds(61)));
    schemas_free(s);
    config_free(cfg);
    directory_remove(&d);
}

static void refuse_directory(const struct directory *d, const char *name)
{
    struct err e = {""};
    struct config *cfg = config_with(d->setting, NULL);
    assert_null(schemas_new(cfg, &e));
    if (!strstr(e.msg, name) || !strstr(e.msg, "schemas.directory"))
        fail_msg("%s", e.msg);
    config_free(cfg);
}

static void test_bad_directory(void **state)
{
    (void)state;
    struct directory d, none = {.setting = "schemas.directory=/nowhere/at/all"};
    refuse_directory(&none, "/nowhere/at/all");
    directory_make(&d);
    directory_put(&d, "7.avsc", "{", 1);
    refuse_directory(&d, "7.avsc");
    unlink(directory_path(&d, "7.avsc"));
    assert_int_equal(symlink("/nowhere/at/all", directory_path(&d, "8.avsc")), 0);
    refuse_directory(&d, "8.avsc");
    directory_remove(&d);
}

/* --- registry ----------------------------------------------------------------------------------
 */

struct asker {
    struct schemas *schemas;
    pthread_t thread;
    const struct schema *found;
};

static void *ask(void *arg)
{
    struct asker *a = arg;
    while (!(a->found = schemas_find(a->schemas, 41))) {
        if (schemas_ask(a->schemas, 41, clock_mono()) == SCHEMAS_UNKNOWN)
            break;
        sched_yield(); /* under valgrind one thread runs at a time */
    }
    return NULL;
}

/* Eight decoders at once cost one request; once known, nobody asks again, come what may. */
static void test_single_flight(void **state)
{
    (void)state;
    struct server server;
    struct asker askers[8];
    server_start(&server);
    struct config *cfg = config_of(&server);
    struct schemas *s = start(cfg);
    uint64_t fetches = metrics_get(METRIC_SCHEMA_FETCHES);
    assert_null(schemas_find(s, 2)); /* a registry numbers its own */
    for (int i = 0; i < 8; i++) {
        askers[i] = (struct asker){.schemas = s};
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(askers[i].thread, NULL);
        assert_non_null(askers[i].found);
        assert_int_equal(askers[i].found->reason, REASON_NONE);
    }
    assert_int_equal(server.requests, 1);
    assert_int_equal(metrics_get(METRIC_SCHEMA_FETCHES) - fetches, 1);
    server_stop(&server);
    assert_ptr_equal(wait_for(s, 41, clock_mono()), askers[0].found);
    schemas_free(s);
    config_free(cfg);
}

static void test_negative_cache(void **state)
{
    (void)state;
    struct server server;
    server_start(&server);
    struct config *cfg = config_of(&server);
    struct schemas *s = start(cfg);
    assert_null(wait_for(s, 40, clock_mono()));
    assert_int_equal(server.requests, 1);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(schemas_ask(s, 40, clock_mono()), SCHEMAS_UNKNOWN);
    assert_int_equal(server.requests, 1);
    /* Forgotten after schemas.negative_cache_s = 60, it is asked for again, once. */
    assert_null(schemas_find(s, 40));
    assert_int_equal(schemas_ask(s, 40, in_seconds(59)), SCHEMAS_UNKNOWN);
    assert_int_equal(schemas_ask(s, 40, in_seconds(61)), SCHEMAS_ASKED);
    while (server.requests < 2)
        usleep(2000);
    schemas_free(s);
    assert_int_equal(server.requests, 2);
    config_free(cfg);
    server_stop(&server);
}

/* Whatever is wrong with the registry, the answer is "later", never "unknown". */
static void test_outages(void **state)
{
    (void)state;
    static const enum mood moods[] = {UNAVAILABLE, WRONG_PAGE, GARBAGE, HANG};
    for (size_t i = 0; i < sizeof(moods) / sizeof(moods[0]); i++) {
        struct server server;
        server_start(&server);
        server.mood = moods[i];
        struct config *cfg = config_of(&server);
        struct err e;
        if (moods[i] == HANG)
            assert_int_equal(config_assign(cfg, "schemas.registry_timeout_ms=400", &e), 0);
        struct schemas *s = start(cfg);
        uint64_t failures = metrics_get(METRIC_SCHEMA_FAILURES);
        while (metrics_get(METRIC_SCHEMA_FAILURES) - failures < 2) {
            assert_int_equal(schemas_ask(s, 41, clock_mono()), SCHEMAS_ASKED);
            assert_null(schemas_find(s, 41));
            usleep(2000);
        }
        server.mood = WELL;
        assert_int_equal(wait_for(s, 41, clock_mono())->reason, REASON_NONE);
        schemas_free(s);
        config_free(cfg);
        server_stop(&server);
    }
}

static void test_nobody_listens(void **state)
{
    (void)state;
    struct server server;
    server_start(&server);
    struct config *cfg = config_of(&server);
    server_stop(&server);
    struct schemas *s = start(cfg);
    uint64_t failures = metrics_get(METRIC_SCHEMA_FAILURES);
    while (metrics_get(METRIC_SCHEMA_FAILURES) - failures < 2) {
        assert_int_equal(schemas_ask(s, 41, clock_mono()), SCHEMAS_ASKED);
        usleep(2000);
    }
    schemas_free(s);
    config_free(cfg);
}

/* A stop does not wait for a registry that hangs. */
static void test_stop_while_hanging(void **state)
{
    (void)state;
    struct server server;
    server_start(&server);
    server.mood = HANG;
    struct config *cfg = config_of(&server);
    struct schemas *s = start(cfg);
    assert_int_equal(schemas_ask(s, 41, clock_mono()), SCHEMAS_ASKED);
    while (server.requests == 0)
        usleep(2000);
    mono_ns_t from = clock_mono();
    schemas_free(s);
    assert_true(clock_elapsed_ms(from, clock_mono()) < 5000);
    config_free(cfg);
    server_stop(&server);
}

static void test_foreign_schema(void **state)
{
    (void)state;
    struct server server;
    server_start(&server);
    server.mood = PROTOBUF;
    struct config *cfg = config_of(&server);
    struct schemas *s = start(cfg);
    const struct schema *found = wait_for(s, 41, clock_mono());
    assert_int_equal(found->reason, REASON_BAD_SCHEMA);
    assert_non_null(strstr(found->detail, "PROTOBUF"));
    schemas_free(s);
    config_free(cfg);
    server_stop(&server);
}

static void test_password(void **state)
{
    (void)state;
    struct server server;
    struct directory d;
    char setting[128];
    struct err e;
    server_start(&server);
    directory_make(&d);
    directory_put(&d, "README", "secret\n", 7);
    snprintf(setting, sizeof(setting), "schemas.registry_password_file=%s/README", d.path);
    struct config *cfg = config_of(&server);
    assert_int_equal(config_assign(cfg, "schemas.registry_user=reader", &e), 0);
    assert_int_equal(config_assign(cfg, setting, &e), 0);
    struct schemas *s = start(cfg);
    assert_non_null(wait_for(s, 41, clock_mono()));
    assert_non_null(strstr(server.last, "Authorization: Basic cmVhZGVyOnNlY3JldA==\r\n"));
    schemas_free(s);
    directory_remove(&d);
    assert_null(schemas_new(cfg, &e)); /* the file is gone */
    assert_non_null(strstr(e.msg, "registry_password_file"));
    config_free(cfg);
    server_stop(&server);
}

static void test_bad_url(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_with("schemas.registry_url=registry:8081", NULL);
    assert_null(schemas_new(cfg, &e));
    assert_non_null(strstr(e.msg, "registry:8081"));
    config_free(cfg);
}

static void test_writer_id(void **state)
{
    (void)state;
    struct server server;
    struct err e;
    int32_t id = 0;
    struct config *cfg = config_new();
    assert_int_equal(registry_writer_id(cfg, "reviews", &id, &e), 0);
    assert_int_equal(id, 4);
    config_free(cfg);

    server_start(&server);
    cfg = config_of(&server);
    assert_int_equal(registry_writer_id(cfg, "re views", &id, &e), 0);
    assert_int_equal(id, 77);
    assert_non_null(strstr(server.last, "{\"schema\":\"{\\n"));
    server.mood = UNAVAILABLE;
    assert_int_equal(registry_writer_id(cfg, "re views", &id, &e), -1);
    assert_non_null(strstr(e.msg, "no leader"));
    server_stop(&server);
    config_free(cfg);

    cfg = config_with("schemas.directory=" REDRESS_SOURCE_DIR "/schemas/registry", NULL);
    assert_int_equal(registry_writer_id(cfg, "reviews", &id, &e), 0);
    assert_int_equal(id, 4);
    config_free(cfg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builtin),        cmocka_unit_test(test_directory),
        cmocka_unit_test(test_bad_directory),  cmocka_unit_test(test_single_flight),
        cmocka_unit_test(test_negative_cache), cmocka_unit_test(test_outages),
        cmocka_unit_test(test_nobody_listens), cmocka_unit_test(test_stop_while_hanging),
        cmocka_unit_test(test_foreign_schema), cmocka_unit_test(test_password),
        cmocka_unit_test(test_bad_url),        cmocka_unit_test(test_writer_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
