/* straight.h - the road without a map: a decoder for records laid out exactly as our own schema.
 *
 * Most writers use our schema as it is. For them the steps of the plan are known while redress is
 * compiled, so they are unrolled from the table in reader.h: no steps to load, no jumps, offsets
 * and union indexes are constants. Anything unusual ends it and the interpreter decides. */
#ifndef REDRESS_INGEST_STRAIGHT_H
#define REDRESS_INGEST_STRAIGHT_H

#include "core/event.h"

#include <stdbool.h>
#include <stdint.h>

struct plan;

/* Are these the steps that straight_decode takes? */
bool straight_serves(const struct plan *plan);

/* true: *f is what plan_interpret would have made. false: ask it; *f is unspecified. */
bool straight_decode(const uint8_t *p, const uint8_t *end, struct event_fields *f);

#endif
