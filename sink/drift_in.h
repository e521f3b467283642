/* drift_in.h - what the files of the drift alarm share. Private to sink/drift*.c and store_drift.c.
 */
#ifndef REDRESS_SINK_DRIFT_IN_H
#define REDRESS_SINK_DRIFT_IN_H

#include "sink/drift.h"
#include "sink/drift_count.h"
#include "sink/store_io.h"

#define DRIFT_ALL "rd:{0}:drift" /* hash: day -> complaints of all products */
#define DRIFT_SINCE "since"      /* and the first day that was counted at all */
#define DRIFT_REPLAY "rd:{0}:drift:replay"

static inline struct drift_rule drift_rule_of(const struct config *cfg)
{
    return (struct drift_rule){cfg->drift_window_d, cfg->drift_sigmas, cfg->drift_min_complaints,
                               cfg->drift_slump};
}

/* Each queues its alert. Return its kind. */
uint8_t drift_tell_worse(struct store *s, const struct drift_rule *rule, int64_t today,
                         const struct drift_row *r, const struct drift_verdict *v);
uint8_t drift_tell_slumped(struct store *s, int64_t today, const struct drift_row *r,
                           const struct drift_verdict *v);

/* Forgets in the buckets whose turn has come whoever was not complained of for `keep` days.
 * *tidied: the last turn taken, 0 at first. */
MUST_CHECK int drift_tidy(struct store *s, int64_t keep, int64_t today, int64_t *tidied,
                          struct err *e);

#endif
