/* entry.h - an entry of a shard's streams, log and alerts. Whoever reads one reads it by this, for
 * it is packed: a field costs Redis as much as an entry.
 *
 *   l   in the log     "at rev st event id who"
 *   ol  in the log     "at created author id place": rev 1, event open, st 1m, au from author on
 *   a   in the alerts  "at p du st id ca pr"; the id of an alert: see redress.lua
 *
 * All else stands under its own name, beside them too. */
#ifndef REDRESS_SINK_ENTRY_H
#define REDRESS_SINK_ENTRY_H

#include "core/str.h"

/* Calls `each` for every field of an entry, given as [name, value, ...]. Strings live as long as
 * the reply does. */
struct redisReply;
void entry_each(const struct redisReply *fields,
                void (*each)(void *ctx, struct str name, struct str value), void *ctx);

/* A decimal number, as far as it is one. */
int64_t entry_number(struct str value);

#endif
