/* notify.h - alerts go on to where people are: Prometheus Alertmanager and a signed webhook.
 *
 * A notifier is a thread and a consumer group on the alerts in Redis (sink/outbox.h). An alert is
 * sent once redis.wait_replicas replicas have it, at least once, and in effect once: its id is
 * remembered when the receiver has answered. Between that answer and our note of it lies the only
 * gap: a process that dies there sends the alert again, under the same id. A receiver that is away
 * is tried again for ever; one that refuses an alert (HTTP 4xx) notify.attempts times makes it a
 * dead letter. Any number of processes may notify; each alert is taken by one. */
#ifndef REDRESS_NOTIFY_NOTIFY_H
#define REDRESS_NOTIFY_NOTIFY_H

#include "core/check.h"
#include "core/cli.h"
#include "core/config.h"

struct notify;

/* Would notify_start accept these settings? Reads the files they name, connects to nothing. -1: e.
 */
MUST_CHECK int notify_check(const struct config *cfg, struct err *e);

/* Starts a thread for each receiver that is configured, which may be none. NULL with e set only for
 * bad settings. cfg must outlive it. */
struct notify *notify_start(const struct config *cfg, struct err *e);
void notify_stop(struct notify *n);

/* `redress notify [VERB] ...` */
int notify_cmd(struct cli *cli);

#endif
