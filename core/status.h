/* status.h - the status page: what a monitor, an orchestrator or a curious person asks over HTTP.
 *
 *   GET /metrics   Prometheus text 0.0.4 (metrics_write)
 *   GET /healthz   200 as long as the process answers, with the state of its parts
 *   GET /readyz    200 if every part is well, else 503; says which
 *
 * metrics_register's writers run one at a time, on threads of the server. No TLS; these pages know
 * no authentication. */
#ifndef REDRESS_CORE_STATUS_H
#define REDRESS_CORE_STATUS_H

#include "core/check.h"
#include "core/config.h"
#include "core/http.h"

struct status;

/* Listens on status.address and status.port before it returns; with port 0 it does nothing. Never
 * NULL but for a bad start: e names the setting (address not an IP address, port in use). */
MUST_CHECK struct status *status_start(const struct config *cfg, struct err *e);
/* The same with pages of other rooms; the table must outlive it. */
MUST_CHECK struct status *status_start_with(const struct config *cfg,
                                            const struct http_route *routes, unsigned route_count,
                                            struct err *e);
/* Ends the threads, cutting off whoever is being answered, and frees it. */
void status_stop(struct status *s);

#endif
