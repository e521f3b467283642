/* zone.h - a time zone of the system's tz database, read once from its file and never changed: any
 * number of threads may ask, and the environment's TZ has no part in it. Private to sink/. */
#ifndef REDRESS_SINK_ZONE_H
#define REDRESS_SINK_ZONE_H

#include "core/check.h"

#include <stdbool.h>
#include <stdint.h>

struct zone;

/* `name` is an IANA name such as Asia/Shanghai; "UTC" needs no file. NULL: e says why not. */
struct zone *zone_new(const char *name, struct err *e);
void zone_free(struct zone *z);

/* Seconds that local time is ahead of UTC at the moment utc_s. */
int64_t zone_offset_s(const struct zone *z, int64_t utc_s);

/* The moment at which clocks there show local_s (seconds since 1970 as if they were UTC). A time
 * that comes twice: the first one, or the last; one that is skipped: the moment of the skip. */
int64_t zone_utc_s(const struct zone *z, int64_t local_s, bool last);

#endif
