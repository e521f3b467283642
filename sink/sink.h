/* sink.h - complaints become cases in Redis, and the timer drives them.
 *
 * A writer takes batches from its rings in the order they were made (round robin, the order in
 * which ingest dealt them), turns complaints into function calls, and sends a batch home only when
 * Redis has applied it and, if wanted, its replicas have it. While Redis is away it retries with
 * capped, jittered backoff; batches wait, nothing is dropped, nothing grows. */
#ifndef REDRESS_SINK_SINK_H
#define REDRESS_SINK_SINK_H

#include "core/check.h"
#include "core/config.h"
#include "core/event.h"
#include "core/probe.h"
#include "core/ring.h"

struct sink;
struct timer;

/* Would sink_start and timer_start accept these settings? Connects to nothing. -1: e says why not.
 */
MUST_CHECK int sink_check(const struct config *cfg, struct err *e);

/* Looks at the Redis of the settings, with their rights: does it answer, will it keep what it is
 * given? Loads the function library, as every command does. */
void sink_probe(const struct config *cfg, struct probe *p);

/* Starts a writer thread. NULL with e set only for bad settings (unreadable password file, TLS not
 * in this build): an absent Redis is retried, not an error. cfg and rings must outlive it. */
struct sink *sink_start(const struct config *cfg, struct ring **in, unsigned in_count,
                        struct ring *home, struct err *e);
/* Call when the inputs are closed: waits for the thread and frees it. If Redis is away the writer
 * gives up its batches at once (they were not committed and will be read again). */
void sink_stop(struct sink *s);

/* Reads the calendars file again; the writer, the timer and who works cases in this process take it
 * over at their next step. A bad one is told in the log and the old one stays. */
void sink_reload(const struct config *cfg);

/* Starts a timer thread over all shards; any number of processes may run one. NULL with e set as
 * above. */
struct timer *timer_start(const struct config *cfg, struct err *e);
void timer_stop(struct timer *t);

/* The command `redress timer`: a timer alone, with the status page, until SIGTERM. */
struct cli;
int timer_cmd(struct cli *cli);

/* The command `redress audit`. */
int audit_cmd(struct cli *cli);
extern const char audit_about[];

#endif
