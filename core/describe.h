/* describe.h - the tables of commands and options, told instead of used: for shell completion,
 * which so never differs from what the program takes. One thread. */
#ifndef REDRESS_CORE_DESCRIBE_H
#define REDRESS_CORE_DESCRIBE_H

#include "core/cli.h"

#include <stddef.h>

/* From now on every command ends where it would parse its options, with those printed to stdout,
 * "--name" a line. */
void describe_begin(void);
void describe_end(void);

/* For cli_options: true if it told them. */
bool describe_options(const struct cli_option *options);
/* For a command with verbs that got none: the last words of their names. True if it told them. */
bool describe_verbs(const struct cli_command *verbs, size_t n);

#endif
