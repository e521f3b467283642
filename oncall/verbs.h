/* verbs.h - the commands of `redress case`, each a function of its own. Private to oncall/. */
#ifndef REDRESS_ONCALL_VERBS_H
#define REDRESS_ONCALL_VERBS_H

#include "core/cli.h"

int list_cmd(struct cli *cli);
int show_cmd(struct cli *cli);
int why_cmd(struct cli *cli);
int act_claim(struct cli *cli);
int act_unclaim(struct cli *cli);
int act_answer(struct cli *cli);
int act_reply(struct cli *cli);
int act_accept(struct cli *cli);
int act_refuse(struct cli *cli);
int act_decide(struct cli *cli);
int act_close(struct cli *cli);
int tail_cmd(struct cli *cli);
int stats_cmd(struct cli *cli);

/* The name given with --as, else $USER or $LOGNAME, else the login of this process, else "". */
const char *verbs_who(const char *as);

/* An option's word must be one of n names, or absent: else -1, and one line that lists them. */
MUST_CHECK int verbs_word(const struct cli *cli, const char *option, const char *word,
                          const char *const *names, int n);

#endif
