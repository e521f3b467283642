/* probe.h - what a check of the servers found, a line for each thing: `redress check-config
 * --connect`. The rooms that know a server look at it, this only writes and counts. One thread. */
#ifndef REDRESS_CORE_PROBE_H
#define REDRESS_CORE_PROBE_H

#include "core/check.h"

#include <stdio.h>

enum probe_found { PROBE_OK, PROBE_WARN, PROBE_FAIL };

struct probe {
    FILE *out;
    unsigned failed, warned; /* lines of each kind so far */
};

/* Writes `FOUND PART: text`, as /readyz does. */
void probe_say(struct probe *p, enum probe_found found, const char *part, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

#endif
