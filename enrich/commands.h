/* commands.h - the subcommands that live in enrich/; rows of the table in redress.c. */
#ifndef REDRESS_ENRICH_COMMANDS_H
#define REDRESS_ENRICH_COMMANDS_H

#include "core/cli.h"

#include <stdio.h>

int classify_cmd(struct cli *cli); /* JSON lines in, findings out */
int score_cmd(struct cli *cli);    /* the same reviews under two policies: who moves */
int train_cmd(struct cli *cli);    /* labelled reviews in, a model out */
int eval_cmd(struct cli *cli);     /* labelled reviews in, how good the model is out */

/* `redress help policy`: the policy file with every key, its default and what it means. */
void policy_print_file(FILE *out);

#endif
