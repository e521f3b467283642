/* journal.h - every transition of every case on a Kafka topic, and Redis rebuilt from it.
 *
 *   rd:{s}:log --copy, with the case as it is--> journal.topic --rebuild--> an empty Redis
 *
 * Copying: one process holds a shard's lease (rd:{s}:jn) and copies the log in order. An entry is
 * copied with a picture of its whole case, taken at that moment, so the last record of a case is
 * the case, whatever was missed or came twice. The log is trimmed, and the place in it moved on,
 * only after Kafka has acknowledged; who dies in between is replaced and its last entries are
 * copied again, under the same ids. */
#ifndef REDRESS_JOURNAL_JOURNAL_H
#define REDRESS_JOURNAL_JOURNAL_H

#include "core/check.h"
#include "core/cli.h"
#include "core/config.h"

struct journal;

/* Would journal_start accept these settings? Connects to nothing. -1: e says why not. */
MUST_CHECK int journal_check(const struct config *cfg, struct err *e);
/* Starts the copying thread over all shards. NULL with e set only for bad settings: servers that
 * are away are retried. cfg must outlive it. */
struct journal *journal_start(const struct config *cfg, struct err *e);
/* Waits for the thread and frees it; what it was copying is copied by the next. */
void journal_stop(struct journal *j);

int journal_cmd(struct cli *cli); /* redress journal */
int rebuild_cmd(struct cli *cli); /* redress rebuild */
int diff_cmd(struct cli *cli);    /* redress diff ADDRESS */
extern const char journal_about[], rebuild_about[], diff_about[];

#endif
