/* restore_in.h - what the records (restore.c) and the end (restore_end.c) share. One thread.
 * Private to journal/restore*.c. */
#ifndef REDRESS_JOURNAL_RESTORE_IN_H
#define REDRESS_JOURNAL_RESTORE_IN_H

#include "journal/restore.h"

#include "journal/history.h"
#include "sink/cases.h"
#include "sink/wire.h"

#define RESTORE_PIPELINE 1000 /* commands */
#define RESTORE_MARK "rd:{0}:rebuild"

/* What was written for a case. */
struct restore_known {
    char id[KEYS_ID_CHARS + 1];
    int64_t opened_ms, rev;
};

/* A key whose expiry, and for a herd whose window, ends with the newest that is in it. */
struct restore_lasting {
    char key[KEYS_CAP];
    unsigned shard;
    int64_t expires_ms, newest_ms, window_ms; /* newest_ms 0: no herd */
};

struct restore_shard {
    int64_t latest_ms; /* clock */
};

struct restore {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    int64_t now_ms;
    void *known, *lasting; /* tsearch trees */
    struct restore_shard *shards;
    struct history *history;
    struct restore_counts counts;
    struct err *e; /* of restore_finish, for the walk */
    bool failed;
};

/* Sends what is queued. -1: Redis is away, or refused; e says why. */
MUST_CHECK int restore_flush(struct restore *r, struct err *e);
/* A command on a key; its further words follow, then restore_push. */
struct command *restore_command(struct restore *r, const char *name, const char *key, size_t len);
void restore_push(struct restore *r, unsigned shard);

#endif
