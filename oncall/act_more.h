/* act_more.h - what several verbs read from their arguments. Private to oncall/act*.c. */
#ifndef REDRESS_ONCALL_ACT_MORE_H
#define REDRESS_ONCALL_ACT_MORE_H

#include "oncall/act.h"
#include "oncall/case_json.h"

/* "90s", "30m", "4h", "2d" into args.for_ms; EXIT_OK, or EXIT_USAGE after one line. */
MUST_CHECK int act_duration(struct act *a, const char *option, const char *text);

/* What follows CASE: takes it off the arguments; NULL if there is none. */
const char *act_second(struct cli *cli);

/* "12", "12.5", "12.50" to hundredths; -1: it is none. */
MUST_CHECK int act_amount(const char *text, char out[24]);

#define ACT_REFUSAL_CAP 520
/* Sets args.over_cap by the playbook's caps; the refusal, which names who must approve, or NULL.
 * amount_minor: digits, "" = none said. */
const char *act_cap(struct act *a, const struct store_case *c, const char *proposal,
                    const char *amount_minor, char refusal[ACT_REFUSAL_CAP]);

#endif
