/* status.c - four small pages over libmicrohttpd.
 *
 *   on_request -> find_page -> the page writes text into memory -> one response
 *
 * The library's own thread serves one request after the other: a page is some kilobytes from
 * atomics, and a slow reader holds up nobody but other readers of status. Requests have no body
 * that we want, so a page is chosen and answered at the first call. */
#include "core/status.h"

#include "core/log.h"
#include "core/metrics.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 32
#define IDLE_S 15
#define PROMETHEUS "text/plain; version=0.0.4; charset=utf-8"
#define PLAIN "text/plain; charset=utf-8"

struct status {
    struct MHD_Daemon *daemon; /* NULL: status.port is 0 */
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
          out);
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

static enum MHD_Result answer(struct MHD_Connection *connection, const struct page *page)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out)
        return MHD_NO; /* closes the connection */
    unsigned code = page->write(out);
    if (fclose(out) != 0) {
        free(text);
        return MHD_NO;
    }
    struct MHD_Response *r = MHD_create_response_from_buffer(len, text, MHD_RESPMEM_MUST_FREE);
    if (!r) {
        free(text);
        return MHD_NO;
    }
    MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, page->type);
    MHD_add_response_header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    if (code == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(r, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    enum MHD_Result queued = MHD_queue_response(connection, code, r);
    MHD_destroy_response(r);
    return queued;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *body,
                                  size_t *body_len, void **state)
{
    (void)ctx, (void)version, (void)body, (void)body_len, (void)state;
    return answer(connection, find_page(method, path));
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
    struct status *s = check_calloc(1, sizeof(*s));
    if (cfg->status_port == 0)
        return s;
    int fd = listen_on(cfg, e);
    if (fd < 0) {
        free(s);
        return NULL;
    }
    s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, NULL, NULL,
                                 on_request, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
                                 MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
                                 MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_END);
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
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    free(s);
}
