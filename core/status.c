/* status.c - four small pages over libmicrohttpd, and the routes that other rooms bring along.
 *
 *   on_request -> begin: a route or a page? -> its body, if it is a POST -> answer -> one response
 *
 * A thread for each connection, at most CONNECTIONS_MAX: so a stream may wait for news, and who
 * reads too slowly holds up nobody and is dropped after IDLE_S. Our own four pages are written one
 * at a time: metrics_register's writers need not know of threads. */
#include "core/status.h"

#include "core/log.h"
#include "core/metrics.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 64
#define IDLE_S 15
#define BODY_MAX 16384
#define STACK_BYTES (1 << 20)
#define STREAM_BLOCK 65536
#define PROMETHEUS "text/plain; version=0.0.4; charset=utf-8"
#define PLAIN "text/plain; charset=utf-8"

struct status {
    struct MHD_Daemon *daemon; /* NULL: status.port is 0 */
    const struct http_route *routes;
    unsigned route_count;
    pthread_mutex_t pages; /* our own are written one at a time */
    atomic_bool stopping;
};

/* A page writes its text and returns the HTTP status. */
struct page {
    const char *path, *type;
    unsigned (*write)(FILE *out);
};

static unsigned write_index(FILE *out)
{
    fputs("redress " REDRESS_VERSION "\n\n/metrics   for Prometheus\n/healthz   is it alive\n"
          "/readyz    is every part well\n",
          out); /* the routes follow */
    return MHD_HTTP_OK;
}

static unsigned write_metrics(FILE *out)
{
    metrics_write(out);
    return MHD_HTTP_OK;
}

static unsigned write_healthz(FILE *out)
{
    fputs("alive\n", out);
    (void)health_write(out); /* told, but a Redis that is away is no reason to restart us */
    return MHD_HTTP_OK;
}

/* No part has said anything yet: that is starting, not ready. */
static unsigned write_readyz(FILE *out)
{
    bool well = health_write(out);
    bool none = ftell(out) == 0;
    if (none)
        fputs("starting\n", out);
    return well && !none ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static unsigned write_missing(FILE *out)
{
    fputs("there is no such page; / lists them\n", out);
    return MHD_HTTP_NOT_FOUND;
}

static unsigned write_refusal(FILE *out)
{
    fputs("only GET and HEAD\n", out);
    return MHD_HTTP_METHOD_NOT_ALLOWED;
}

static const struct page pages[] = {
    {"/metrics", PROMETHEUS, write_metrics},
    {"/healthz", PLAIN, write_healthz},
    {"/readyz", PLAIN, write_readyz},
    {"/", PLAIN, write_index},
};
static const struct page missing = {NULL, PLAIN, write_missing};
static const struct page refusal = {NULL, PLAIN, write_refusal};

static const struct page *find_page(const char *method, const char *path)
{
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return &refusal;
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        if (strcmp(pages[i].path, path) == 0)
            return &pages[i];
    return &missing;
}

static enum MHD_Result queue(struct MHD_Connection *connection, unsigned code, const char *type,
                             struct MHD_Response *r)
{
    if (!r)
        return MHD_NO; /* closes the connection */
    if (type)
        MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    if (code == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(r, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    enum MHD_Result queued = MHD_queue_response(connection, code, r);
    MHD_destroy_response(r);
    return queued;
}

static void list_routes(const struct status *s, FILE *out)
{
    for (unsigned i = 0; i < s->route_count; i++)
        if (s->routes[i].about)
            fprintf(out, "%-10s %s\n", s->routes[i].path, s->routes[i].about);
}

static enum MHD_Result answer_page(struct status *s, struct MHD_Connection *connection,
                                   const struct page *page)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out)
        return MHD_NO;
    pthread_mutex_lock(&s->pages);
    unsigned code = page->write(out);
    pthread_mutex_unlock(&s->pages);
    if (page->write == write_index)
        list_routes(s, out);
    if (fclose(out) != 0) {
        free(text);
        return MHD_NO;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(len, text, MHD_RESPMEM_MUST_FREE);
    if (!r)
        free(text);
    return queue(connection, code, page->type, r);
}

/* ---- routes ----------------------------------------------------------------------------------*/

const char *http_header(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

const char *http_query(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* What the library carries along for a request to a route. */
struct request {
    const struct http_route *route;
    char body[BODY_MAX + 1];
    size_t len;
    bool too_long;
};

struct open_stream {
    struct http_stream stream;
    struct status *status;
};

static ssize_t read_stream(void *ctx, uint64_t pos, char *out, size_t cap)
{
    struct open_stream *o = ctx;
    (void)pos;
    while (!atomic_load(&o->status->stopping)) {
        int n = o->stream.next(o->stream.state, out, cap);
        if (n != 0)
            return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
    }
    return MHD_CONTENT_READER_END_OF_STREAM;
}

static void close_stream(void *ctx)
{
    struct open_stream *o = ctx;
    o->stream.close(o->stream.state);
    free(o);
}

static struct MHD_Response *stream_response(struct status *s, const struct http_stream *stream)
{
    struct open_stream *o = check_malloc(sizeof(*o));
    *o = (struct open_stream){*stream, s};
    struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
                                                               read_stream, o, close_stream);
    if (!r)
        close_stream(o);
    return r;
}

static enum MHD_Result answer_route(struct status *s, struct MHD_Connection *connection,
                                    const struct request *q, const char *method, const char *path)
{
    struct http_request in = {method, path, q->body, q->len, connection};
    struct http_reply out = {.status = MHD_HTTP_OK, .type = PLAIN};
    struct MHD_Response *r;
    q->route->answer(q->route->ctx, &in, &out);
    if (out.stream.next) {
        r = stream_response(s, &out.stream);
    } else {
        r = MHD_create_response_from_buffer(out.len, out.body ? out.body : "",
                                            out.body ? MHD_RESPMEM_MUST_FREE
                                                     : MHD_RESPMEM_PERSISTENT);
        if (!r)
            free(out.body);
    }
    for (unsigned i = 0; r && i < HTTP_HEADERS_MAX && out.headers[i].name; i++)
        MHD_add_response_header(r, out.headers[i].name, out.headers[i].value);
    return queue(connection, out.status, out.type, r);
}

static const struct http_route *find_route(const struct status *s, const char *method,
                                           const char *path)
{
    if (strcmp(method, MHD_HTTP_METHOD_HEAD) == 0)
        method = MHD_HTTP_METHOD_GET;
    for (unsigned i = 0; i < s->route_count; i++)
        if (strcmp(s->routes[i].path, path) == 0 && strcmp(s->routes[i].method, method) == 0)
            return &s->routes[i];
    return NULL;
}

static void take_body(struct request *q, const char *body, size_t len)
{
    q->too_long |= len > BODY_MAX - q->len;
    if (q->too_long)
        return;
    memcpy(q->body + q->len, body, len);
    q->len += len;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *body,
                                  size_t *body_len, void **state)
{
    struct status *s = ctx;
    struct request *q = *state;
    (void)version;
    if (!q) {
        const struct http_route *route = find_route(s, method, path);
        if (!route)
            return answer_page(s, connection, find_page(method, path));
        *state = q = check_calloc(1, sizeof(*q));
        q->route = route;
        return MHD_YES; /* called again with the body, and once more at its end */
    }
    if (*body_len) {
        take_body(q, body, *body_len);
        *body_len = 0;
        return MHD_YES;
    }
    if (q->too_long)
        return queue(connection, MHD_HTTP_CONTENT_TOO_LARGE, PLAIN,
                     MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT));
    return answer_route(s, connection, q, method, path);
}

static void on_completed(void *ctx, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
    (void)ctx, (void)connection, (void)why;
    free(*state);
    *state = NULL;
}

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static socklen_t parse_address(const struct config *cfg, union address *a)
{
    uint16_t port = htons((uint16_t)cfg->status_port);
    memset(a, 0, sizeof(*a));
    if (inet_pton(AF_INET, cfg->status_address, &a->v4.sin_addr) == 1) {
        a->v4.sin_family = AF_INET;
        a->v4.sin_port = port;
        return sizeof(a->v4);
    }
    if (inet_pton(AF_INET6, cfg->status_address, &a->v6.sin6_addr) == 1) {
        a->v6.sin6_family = AF_INET6;
        a->v6.sin6_port = port;
        return sizeof(a->v6);
    }
    return 0;
}

/* Our own socket rather than the library's, which cannot say why it failed. -1 with e set. */
static int listen_on(const struct config *cfg, struct err *e)
{
    union address a;
    int on = 1;
    socklen_t len = parse_address(cfg, &a);
    if (len == 0)
        return err_set(e, "status.address = '%s': must be an IPv4 or IPv6 address",
                       cfg->status_address);
    int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
        bind(fd, &a.any, len) == 0 && listen(fd, CONNECTIONS_MAX) == 0)
        return fd;
    int why = errno;
    if (fd >= 0)
        close(fd);
    return err_set(e, "status.port = %lld: cannot listen on %s: %s (0 = no status page)",
                   (long long)cfg->status_port, cfg->status_address, strerror(why));
}

struct status *status_start(const struct config *cfg, struct err *e)
{
    return status_start_with(cfg, NULL, 0, e);
}

struct status *status_start_with(const struct config *cfg, const struct http_route *routes,
                                 unsigned route_count, struct err *e)
{
    struct status *s = check_calloc(1, sizeof(*s));
    s->routes = routes;
    s->route_count = route_count;
    pthread_mutex_init(&s->pages, NULL);
    if (cfg->status_port == 0)
        return s;
    int fd = listen_on(cfg, e);
    if (fd < 0) {
        free(s);
        return NULL;
    }
    s->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, 0, NULL,
        NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, NULL, MHD_OPTION_END);
    if (!s->daemon) { /* the library has closed fd or not, depending on where it failed: leave it */
        free(s);
        err_set(e, "status.port = %lld: the HTTP server does not start",
                (long long)cfg->status_port);
        return NULL;
    }
    log_info("status", "listening", "address=%s port=%lld", cfg->status_address,
             (long long)cfg->status_port);
    return s;
}

void status_stop(struct status *s)
{
    if (!s)
        return;
    atomic_store(&s->stopping, true); /* streams end by themselves, or their threads would wait */
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    pthread_mutex_destroy(&s->pages);
    free(s);
}
