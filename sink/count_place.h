/* count_place.h - where a name is counted in a table of rows by name and time. */
#ifndef REDRESS_SINK_COUNT_PLACE_H
#define REDRESS_SINK_COUNT_PLACE_H

#include "core/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* FNV-1a: short names, and whoever makes them collide loses statistics only. `when` is a bucket or
 * a day. Pure. */
static inline uint32_t count_place(struct str name, int64_t when)
{
    uint32_t h = 2166136261u ^ (uint32_t)when;
    for (uint32_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.ptr[i]) * 16777619u;
    return h ^ h >> 15;
}

/* Is a row's name, which ends with a NUL, this one? It must have room for name.len + 1. Pure. */
static inline bool count_is(const char *row, struct str name)
{
    return memcmp(row, name.ptr, name.len) == 0 && row[name.len] == '\0';
}

#endif
