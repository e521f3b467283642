/* drift_watch.h - the drift alarm: brings what was counted (drift_count.h) to Redis, and judges the
 * products that it brings (drift.h). A thread in `redress run`; every process tells, but each alert
 * is given once. Nothing is scanned: a product of which nobody complains costs nothing. */
#ifndef REDRESS_SINK_DRIFT_WATCH_H
#define REDRESS_SINK_DRIFT_WATCH_H

#include "core/check.h"
#include "core/config.h"

struct drift_watch;

/* NULL with e set for bad settings. */
struct drift_watch *drift_watch_start(const struct config *cfg, struct err *e);
/* Brings what is left if Redis is there. NULL does nothing. */
void drift_watch_stop(struct drift_watch *w);

#endif
