/* watch.h - the absence alarm: brings what was counted (rate.h) to Redis, and once a minute one
 * process of all judges it (absence.h). A thread in `redress run`.
 *
 *   rd:{0}:rate            hash   number of a marketplace -> its name
 *   rd:{0}:rate:n:<number> hash   bucket -> complaints opened
 *   rd:{0}:rate:absent     hash   number -> since when its complaints are absent, ms
 *   rd:{0}:rate:replay     string the past is being read just now: nothing is judged
 *   rd:{0}:rate:lead       string who judges */
#ifndef REDRESS_SINK_WATCH_H
#define REDRESS_SINK_WATCH_H

#include "core/check.h"
#include "core/config.h"

struct watch;

/* NULL with e set for bad settings; an absent Redis is retried. cfg must outlive it. */
struct watch *watch_start(const struct config *cfg, struct err *e);
/* Brings what is still to be brought, if Redis is there. */
void watch_stop(struct watch *w);

#endif
