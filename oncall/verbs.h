/* verbs.h - the commands of `redress case`, each a function of its own. Private to oncall/. */
#ifndef REDRESS_ONCALL_VERBS_H
#define REDRESS_ONCALL_VERBS_H

#include "core/cli.h"

int list_cmd(struct cli *cli);
int next_cmd(struct cli *cli);
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
int act_propose(struct cli *cli);
int act_ask_end(struct cli *cli);
int act_assign(struct cli *cli);
int act_snooze(struct cli *cli);
int act_evidence(struct cli *cli);
int act_promise(struct cli *cli);
int act_reprice(struct cli *cli);
int act_appeal(struct cli *cli);
int act_relay(struct cli *cli);
int act_private(struct cli *cli);
int act_note(struct cli *cli);
int act_stance(struct cli *cli);
int act_call(struct cli *cli);
int act_about(struct cli *cli);
int act_publish(struct cli *cli);
int act_reopen(struct cli *cli);
int order_cmd(struct cli *cli);
int herd_cmd(struct cli *cli);
int incident_cmd(struct cli *cli);
int tail_cmd(struct cli *cli);
int stats_cmd(struct cli *cli);
int trend_cmd(struct cli *cli);
int history_cmd(struct cli *cli);

/* What a verb said that was carried out by case_run; both are never NULL, freed by case_said_free.
 */
struct case_said {
    int code;        /* its exit code */
    char *out, *err; /* its JSON; what it complained of */
};
/* Carries out `redress case argv[0] ... --json` on this thread and keeps what it says. argv is not
 * kept and its strings are not changed. Blocks as the verb does. */
void case_run(const struct config *cfg, int argc, const char *const *argv, struct case_said *said);
void case_said_free(struct case_said *said);

/* The name given with --as, else $USER or $LOGNAME, else the login of this process, else "". */
const char *verbs_who(const char *as);

/* An option's word must be one of n names, or absent: else -1, and one line that lists them. */
MUST_CHECK int verbs_word(const struct cli *cli, const char *option, const char *word,
                          const char *const *names, int n);

#endif
