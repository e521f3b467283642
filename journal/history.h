/* history.h - the logs of all shards put together again from the journal, whose records come
 * partition by partition. Private to journal/; one thread; about 150 bytes an entry, cases.log_keep
 * entries a shard. */
#ifndef REDRESS_JOURNAL_HISTORY_H
#define REDRESS_JOURNAL_HISTORY_H

#include "journal/record.h"

struct history;

struct history_entry {
    uint64_t ms, seq; /* its id in the stream */
    char *memory;
    struct str case_id, event, who, state;
    int64_t rev, at_ms;
};

struct history *history_new(unsigned shards, int64_t keep);
void history_free(struct history *h);

/* Keeps a copy. A record without the id of a log entry is left out. */
void history_add(struct history *h, unsigned shard, const struct record *r);

/* The newest `keep` of a shard, each once, oldest first; they stay the history's. */
const struct history_entry *history_of(struct history *h, unsigned shard, size_t *count);

#endif
