/* audit_in.h - what a pass (audit.c) and its cases (audit_case.c) share. Private to sink/audit*.c.
 */
#ifndef REDRESS_SINK_AUDIT_IN_H
#define REDRESS_SINK_AUDIT_IN_H

#include "sink/audit.h"

#define AUDIT_BIT(fault) (1u << AUDIT_##fault)

/* One more id for the next look. */
void audit_add(struct audit *a, unsigned shard, const char *id);
/* Looks at all of a->ids for the faults in `mask`, and forgets them. What has a fault of `said` was
 * told before. now_ms 0: lateness is not asked. -1: Redis is away, e says why. */
MUST_CHECK int audit_look(struct audit *a, unsigned mask, unsigned said, int64_t now_ms,
                          struct err *e);

#endif
