/* commands.h - the subcommands that live in ingest/: each takes its options from cli and returns
 * an exit code (core/cli.h). */
#ifndef REDRESS_INGEST_COMMANDS_H
#define REDRESS_INGEST_COMMANDS_H

#include "core/cli.h"

int deadletter_cmd(struct cli *cli);  /* redress deadletter show|replay */
extern const char deadletter_about[]; /* the paragraphs of its help */
int schema_cmd(struct cli *cli);      /* redress schema FILE... */

#endif
