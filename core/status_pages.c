/* Our own four pages. */
#include "core/status_in.h"

#include "core/metrics.h"

#include <microhttpd.h>
#include <string.h>

#define PROMETHEUS "text/plain; version=0.0.4; charset=utf-8"

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

static const struct status_page pages[] = {
    {"/metrics", PROMETHEUS, write_metrics, false},
    {"/healthz", STATUS_PLAIN, write_healthz, false},
    {"/readyz", STATUS_PLAIN, write_readyz, false},
    {"/", STATUS_PLAIN, write_index, true},
};
static const struct status_page missing = {NULL, STATUS_PLAIN, write_missing, false};
static const struct status_page refusal = {NULL, STATUS_PLAIN, write_refusal, false};

const struct status_page *status_page_find(const char *method, const char *path)
{
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return &refusal;
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
        if (strcmp(pages[i].path, path) == 0)
            return &pages[i];
    return &missing;
}
