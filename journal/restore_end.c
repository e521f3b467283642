/* What can only be written when all records are read. */
#include "journal/restore_in.h"

#include <inttypes.h>
#include <search.h>
#include <stdio.h>
#include <string.h>

static void finish_lasting(const void *node, VISIT visit, void *ctx)
{
    const struct restore_lasting *l = *(const struct restore_lasting *const *)node;
    struct restore *r = ctx;
    if ((visit != postorder && visit != leaf) || r->failed)
        return;
    if (l->newest_ms) {
        char before[24];
        snprintf(before, sizeof(before), "(%lld", (long long)(l->newest_ms - l->window_ms));
        struct command *c = restore_command(r, "ZREMRANGEBYSCORE", l->key, strlen(l->key));
        command_text(c, "-inf");
        command_text(c, before);
        restore_push(r, l->shard);
    }
    command_int(restore_command(r, "PEXPIREAT", l->key, strlen(l->key)), l->expires_ms);
    restore_push(r, l->shard);
    if (wire_queued(r->wire) >= RESTORE_PIPELINE)
        r->failed = restore_flush(r, r->e) != 0;
}

static void put_entry(struct restore *r, unsigned shard, const char *key, size_t len,
                      const struct history_entry *x)
{
    char id[48];
    struct command *c = restore_command(r, "XADD", key, len);
    command_bytes(c, id, (size_t)snprintf(id, sizeof(id), "%" PRIu64 "-%" PRIu64, x->ms, x->seq));
    command_text(c, "id");
    command_str(c, x->case_id);
    command_text(c, "rev");
    command_int(c, x->rev);
    command_text(c, "event");
    command_str(c, x->event);
    command_text(c, "who");
    command_str(c, x->who);
    command_text(c, "at");
    command_int(c, x->at_ms);
    command_text(c, "st");
    command_str(c, x->state);
    restore_push(r, shard);
}

/* The log as it was, under the ids it had; the journal has all of it, and goes on after it. */
static int put_history(struct restore *r, unsigned shard, struct err *e)
{
    char key[KEYS_CAP], journal[KEYS_CAP], last[48];
    size_t n, len = keys_log(key, shard);
    const struct history_entry *x = history_of(r->history, shard, &n);
    if (n == 0)
        return 0;
    restore_command(r, "DEL", key, len); /* what an interrupted rebuild began */
    restore_push(r, shard);
    for (size_t i = 0; i < n; i++) {
        put_entry(r, shard, key, len, &x[i]);
        if (wire_queued(r->wire) >= RESTORE_PIPELINE && restore_flush(r, e) != 0)
            return -1;
    }
    struct command *c = restore_command(r, "HSET", journal, keys_journal(journal, shard));
    command_text(c, "at");
    command_bytes(
        c, last,
        (size_t)snprintf(last, sizeof(last), "%" PRIu64 "-%" PRIu64, x[n - 1].ms, x[n - 1].seq));
    restore_push(r, shard);
    return restore_flush(r, e);
}

int restore_finish(struct restore *r, struct err *e)
{
    char key[KEYS_CAP];
    const char *del[] = {"DEL", RESTORE_MARK};
    r->e = e;
    twalk_r(r->lasting, finish_lasting, r);
    if (r->failed)
        return -1;
    for (unsigned s = 0; s < r->cases.shards; s++)
        if (r->shards[s].latest_ms) {
            command_int(restore_command(r, "SET", key, keys_clock(key, s)), r->shards[s].latest_ms);
            restore_push(r, s);
        }
    if (restore_flush(r, e) != 0)
        return -1;
    for (unsigned s = 0; s < r->cases.shards; s++)
        if (put_history(r, s, e) != 0)
            return -1;
    wire_queue(r->wire, 0, 2, del, NULL); /* last: now it is whole */
    return restore_flush(r, e);
}
