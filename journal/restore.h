/* restore.h - records of the journal written back into Redis. Private to journal/; one thread.
 *
 * A record's picture of a case replaces what an older one wrote; one that is older, or came twice,
 * changes nothing. So records may come in any order, and all of it may be done again. */
#ifndef REDRESS_JOURNAL_RESTORE_H
#define REDRESS_JOURNAL_RESTORE_H

#include "core/config.h"
#include "journal/record.h"

struct restore;

/* Settings only; connects with the first call. NULL with e set. */
struct restore *restore_new(const struct config *cfg, struct err *e);
void restore_free(struct restore *r);

/* Notes in Redis that it is being rebuilt. -1: it is away, or there is something in it that no
 * earlier, unfinished rebuild of this topic has put there; e says which. */
MUST_CHECK int restore_begin(struct restore *r, struct err *e);
/* One record; the strings are not kept. -1: Redis is away, begin again later. */
MUST_CHECK int restore_record(struct restore *r, const struct record *record, struct err *e);
/* What can only be known at the end: expiries, herds' windows, clocks, the logs, the journal's
 * place. */
MUST_CHECK int restore_finish(struct restore *r, struct err *e);

struct restore_counts {
    uint64_t records, doubles, cases, expired, gone;
};
struct restore_counts restore_counts(const struct restore *r);

#endif
