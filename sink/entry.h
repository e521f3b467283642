/* entry.h - an entry of a shard's streams, log and alerts. Whoever reads one reads it by this, for
 * what opens a case is packed: a field costs Redis as much as an entry.
 *
 *   ol  in the log     "at created author case place": rev 1, event open, st 1m, au from author on
 *   oa  in the alerts  "at p du id ca pr": st 1m; id, see redress.lua
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
