/* leaving.h - a buyers' group that falls apart: who says in it, within an hour, that they cancel or
 * will not buy again. Counted in the group's own shard, whichever product it is about, by a call of
 * its own beside the openings (rd_leaving): rare, and said again it counts once. Pure. Private to
 * sink/ and journal/.
 *
 *   rd:{g}:lv:<group>   zset    "<author> <case> <what>" -> when; what: c cancels, l leaves, b both
 *   rd:{g}:lt:<group>   string  told within this hour
 *
 * Messages to a case do not count: it was counted when it opened. */
#ifndef REDRESS_SINK_LEAVING_H
#define REDRESS_SINK_LEAVING_H

#include "sink/cases.h"

#define LEAVING_HOUR_MS INT64_C(3600000)
#define LEAVING_KEEP_MS (25 * LEAVING_HOUR_MS) /* what is older counts no more, ever */

/* 'c' cancels, 'l' leaves, 'b' both; 0: neither, or in no group. */
char leaving_of(struct str group_id, bool cancels, bool churns);
char leaving_of_event(const struct event *ev);

/* Writes the rd_leaving call of an event that has a `what`. Returns the shard it goes to. */
unsigned leaving_call(const struct cases *cs, struct command *c, const struct cases_item *it,
                      char what);

#endif
