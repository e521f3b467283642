/* run.h - `redress run`: the stages up, wait, the stages down in reverse. */
#ifndef REDRESS_RUN_H
#define REDRESS_RUN_H

#include "core/cli.h"
#include "core/probe.h"

int run_cmd(struct cli *cli);

/* Would `redress run` start with these settings? Reads every file they name, connects to nothing.
 * -1: e says what is wrong, as the start would. */
MUST_CHECK int run_check(const struct config *cfg, struct err *e);

/* And would it find what it needs? Asks the servers, a line in p for each answer. */
void run_probe(const struct config *cfg, struct probe *p);

#endif
