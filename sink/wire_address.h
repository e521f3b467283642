/* wire_address.h - where a Redis node listens. Pure; private to sink/wire*.c. */
#ifndef REDRESS_SINK_WIRE_ADDRESS_H
#define REDRESS_SINK_WIRE_ADDRESS_H

#include "core/check.h"

#include <stdbool.h>
#include <stddef.h>

struct wire_address {
    char host[256]; /* name or address without brackets; the path of a unix socket */
    int port;       /* 0: a unix socket */
};

/* "host:port", "[v6]:port" or "unix:/path". -1: it is none of them. */
MUST_CHECK int wire_address_parse(const char *text, size_t len, struct wire_address *out);
bool wire_address_eq(const struct wire_address *a, const struct wire_address *b);
/* For messages; a static buffer of the thread. */
const char *wire_address_text(const struct wire_address *a);

#endif
