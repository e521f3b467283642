#include "core/clock.h"
#include "sink/drift_in.h"

#define WEEK_MS (7 * DRIFT_DAY_MS)
#define TIDIES 8       /* buckets at a time */
#define TIDY_BEFORE 64 /* turns before a start that are taken again, for whoever died */

/* Whoever is not complained of any more is forgotten; the buckets of all shards take turns, and
 * each has one a week. */
int drift_tidy(struct store *s, int64_t keep, int64_t today, int64_t *tidied, struct err *e)
{
    const struct cases *cs = &s->cases;
    int64_t buckets = (int64_t)cs->shards * DRIFT_BUCKETS;
    int64_t turn = (int64_t)((double)clock_wall().ms / WEEK_MS * (double)buckets);
    char key[KEYS_CAP];
    if (*tidied == 0)
        *tidied = turn - TIDY_BEFORE;
    if (turn - *tidied > buckets) /* nothing was counted for so long */
        *tidied = turn - buckets;
    for (int i = 0; i < TIDIES && *tidied < turn; i++) {
        unsigned at = (unsigned)(++*tidied % buckets), shard = at % cs->shards;
        struct command *c = wire_command(s->wire);
        command_fcall(c, "rd_forget", 1);
        command_bytes(c, key, keys_drift(key, shard, at / cs->shards));
        command_int(c, today - keep + 1);
        command_int(c, (keep + 1) * DRIFT_DAY_MS + WEEK_MS);
        command_int(c, DRIFT_ENTRY);
        command_end(c);
        wire_push(s->wire, shard);
    }
    if (wire_queued(s->wire) == 0)
        return 0;
    int rc = store_io_flush(s, e);
    store_io_reset(s);
    return rc;
}
