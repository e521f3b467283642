/* status.c - four small pages over libmicrohttpd, and the routes that other rooms bring along.
 *
 *   on_request -> begin: a route or a page? -> its body, if it is a POST -> answer -> one response
 *
 * A thread for each connection, at most CONNECTIONS_MAX: so a stream may wait for news, and who
 * reads too slowly holds up nobody and is dropped after IDLE_S. Our own four pages are written one
 * at a time: metrics_register's writers need not know of threads. */
#include "core/status.h"

#include "core/log.h"
#include "core/status_in.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define CONNECTIONS_MAX 64
#define ADDRESS_MAX 48 /* of one address, so that others get in; behind a proxy all are one */
#define IDLE_S 15
#define BODY_MAX 16384
#define STACK_BYTES (1 << 20)
#define STREAM_BLOCK 65536

struct status {
    struct MHD_Daemon *daemon; /* NULL: status.port is 0 */
    const struct http_route *routes;
    unsigned route_count;
    pthread_mutex_t pages; /* our own are written one at a time */
    atomic_bool stopping;
};

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
                                   const struct status_page *page)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out)
        return MHD_NO;
    pthread_mutex_lock(&s->pages);
    unsigned code = page->write(out);
    pthread_mutex_unlock(&s->pages);
    if (page->lists_routes)
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
    struct http_reply out = {.status = MHD_HTTP_OK, .type = STATUS_PLAIN};
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
            return answer_page(s, connection, status_page_find(method, path));
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
        return queue(connection, MHD_HTTP_CONTENT_TOO_LARGE, STATUS_PLAIN,
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
    int fd = status_listen(cfg, CONNECTIONS_MAX, e);
    if (fd < 0) {
        free(s);
        return NULL;
    }
    s->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, 0, NULL,
        NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)ADDRESS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)STACK_BYTES, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
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
