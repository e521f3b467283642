/* wire.h - one thread's way to Redis: single, behind Sentinel, or a Cluster. Private to sink/.
 *
 * Commands are queued with the shard they belong to and answered in order by wire_flush, which
 * sends them pipelined, a connection for each node. It follows the master (Sentinel) and MOVED /
 * ASK (Cluster), authenticates, loads the function library where it is missing or old, and never
 * sleeps: who retries, and when, is the caller's affair. Not thread-safe: one wire a thread. */
#ifndef REDRESS_SINK_WIRE_H
#define REDRESS_SINK_WIRE_H

#include "core/check.h"
#include "core/config.h"
#include "sink/command.h"

#include <hiredis/hiredis.h>

struct wire;

/* Reads settings and secrets, connects to nothing. NULL with e set. */
struct wire *wire_new(const struct config *cfg, struct err *e);
void wire_free(struct wire *w);

/* Queues one command for the node that serves `shard`; argv and lens are copied. */
void wire_queue(struct wire *w, unsigned shard, int argc, const char **argv, const size_t *lens);
/* The same without a copy: write one command into the buffer (command.h, cases.h), then push it. */
struct command *wire_command(struct wire *w);
void wire_push(struct wire *w, unsigned shard);
/* How many bytes the reply to the command pushed last has at least if all goes well. Where replies
 * of a node are announced so, wire_flush sleeps until all of them are there, instead of waking up
 * for each. A reply that is shorter after all (an error) costs a pause of some 50 ms. */
void wire_expect(struct wire *w, size_t reply_bytes);

enum wire_result {
    WIRE_OK,    /* every queued command has a reply (which may be a Redis error reply) */
    WIRE_AGAIN, /* a connection failed, or the node is no master: nothing is known of the commands;
                 * the queue was kept, call wire_flush again after a pause (calls are idempotent).
                 * Also for error replies that are about the server (LOADING, OOM, NOPERM, ...) */
};
/* Sends what is queued and collects the replies. On WIRE_AGAIN e says what failed. */
MUST_CHECK enum wire_result wire_flush(struct wire *w, struct err *e);
/* After WIRE_OK: reply i in the order of wire_queue; lives until wire_reset. */
const redisReply *wire_reply(const struct wire *w, unsigned i);
unsigned wire_queued(const struct wire *w);
/* Forgets commands and replies. */
void wire_reset(struct wire *w);
/* Also forgets what was written since the last wire_wait: the caller writes it all again. */
void wire_restart(struct wire *w);

/* After a successful flush: do `replicas` replicas of every node that was written to since the
 * last wire_wait acknowledge it within timeout_ms? 1 yes, 0 not yet (call again: nothing need be
 * rewritten), -1 a connection was lost in between: what was written must be written again. */
MUST_CHECK int wire_wait(struct wire *w, int replicas, int timeout_ms, struct err *e);

/* One command, one reply, right now; for the CLI. NULL with e set. The caller frees the reply
 * with freeReplyObject. */
redisReply *wire_call(struct wire *w, unsigned shard, struct err *e, int argc, const char **argv,
                      const size_t *lens);

/* Pauses between attempts: doubles from min to max, each with full jitter in its upper half.
 * *state starts at 0; reset it to 0 after a success. Returns milliseconds. */
int wire_backoff_ms(const struct config *cfg, unsigned *state);

#endif
