/* verbs.h - the commands of `redress notify`. Private to notify/. */
#ifndef REDRESS_NOTIFY_VERBS_H
#define REDRESS_NOTIFY_VERBS_H

#include "core/cli.h"

int notify_status(struct cli *cli);
int notify_dead(struct cli *cli);
int notify_replay(struct cli *cli);
int notify_test(struct cli *cli);

#endif
