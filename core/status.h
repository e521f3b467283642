/* status.h - the status page: what a monitor, an orchestrator or a curious person asks over HTTP.
 *
 *   GET /metrics   Prometheus text 0.0.4 (metrics_write)
 *   GET /healthz   200 as long as the process answers, with the state of its parts
 *   GET /readyz    200 if every part is well, else 503; says which
 *
 * One thread serves all; metrics_register's writers run on it. No TLS, no authentication. */
#ifndef REDRESS_CORE_STATUS_H
#define REDRESS_CORE_STATUS_H

#include "core/check.h"
#include "core/config.h"

struct status;

/* Listens on status.address and status.port before it returns; with port 0 it does nothing. Never
 * NULL but for a bad start: e names the setting (address not an IP address, port in use). */
MUST_CHECK struct status *status_start(const struct config *cfg, struct err *e);
/* Ends the thread, cutting off whoever is being answered, and frees it. */
void status_stop(struct status *s);

#endif
