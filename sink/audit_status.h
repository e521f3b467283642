/* audit_status.h - what a running process says of its events on its status page. Private to sink/;
 * blocks for a few seconds at most. */
#ifndef REDRESS_SINK_AUDIT_STATUS_H
#define REDRESS_SINK_AUDIT_STATUS_H

#include "core/check.h"

#include <stdint.h>

struct audit_counts {
    uint64_t events, outcomes; /* redress_events_total, the sum of redress_outcomes_total */
};

/* Asks `address`, host:port, for /metrics. -1: e says what failed. */
MUST_CHECK int audit_status(const char *address, struct audit_counts *out, struct err *e);

/* Sums what an exposition says. */
struct audit_counts audit_status_parse(const char *text);

#endif
