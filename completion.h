/* completion.h - `redress completion`: what the shells ask while somebody types. */
#ifndef REDRESS_COMPLETION_H
#define REDRESS_COMPLETION_H

#include "core/cli.h"

#include <stddef.h>

/* The command; `commands` are all there are. */
int completion_run(struct cli *cli, const struct cli_command *commands, size_t n);

#endif
