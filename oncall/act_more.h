/* act_more.h - what several verbs read from their arguments. Private to oncall/act*.c. */
#ifndef REDRESS_ONCALL_ACT_MORE_H
#define REDRESS_ONCALL_ACT_MORE_H

#include "oncall/act.h"
#include "oncall/case_json.h"

/* "90s", "30m", "4h", "2d" into args.for_ms; EXIT_OK, or EXIT_USAGE after one line. */
MUST_CHECK int act_duration(struct act *a, const char *option, const char *text);

/* Is there personal data in it, or is it no text? e says what to do. */
MUST_CHECK bool act_personal(const char *text, struct err *e);

/* What follows CASE: takes it off the arguments; NULL if there is none. */
const char *act_second(struct cli *cli);

/* "12", "12.5", "12.50" to hundredths; -1: it is none. */
MUST_CHECK int act_amount(const char *text, char out[24]);

#define ACT_REFUSAL_CAP 520
/* Is what the customer wants only to be paid? Money back, of an order whose value is known, within
 * what the owner may give unasked. */
bool act_payable(const struct act *a, const struct store_case *c, const char *demand);
/* Sets args.over_cap by the playbook's caps; the refusal, which names who must approve, or NULL.
 * amount_minor: digits, "" = none said. */
const char *act_cap(struct act *a, const struct store_case *c, const char *proposal,
                    const char *amount_minor, char refusal[ACT_REFUSAL_CAP]);

/* Is there an approval, and by somebody else than who does it? NULL, or the refusal (static). */
const char *act_approval(struct act *a, const char *approved_by);

/* The refusal of a promise of money that does not say how much. within: as it was typed. */
const char *act_promise_much(const struct act *a, const struct store_case *c, const char *what,
                             const char *within, char refusal[ACT_REFUSAL_CAP]);

/* Holds what is offered against what its seller may give away in a month (playbook.reserve_minor):
 * beyond it a manager approves. `command`: how, for the refusal. NULL, or the refusal. */
const char *act_reserve(struct act *a, const struct store_case *c, int64_t minor,
                        const char *command, char refusal[ACT_REFUSAL_CAP]);

/* Public words before a large audience (playbook.public_readers) want a second person. NULL, or the
 * refusal. */
const char *act_public(struct act *a, const struct store_case *c, char refusal[ACT_REFUSAL_CAP]);

/* What follows from a step that was carried out: reserve and precedents. -1: e says what failed. */
MUST_CHECK int act_after(struct act *a, const struct store_case *c, int64_t now, struct err *e);

/* Is the complaint about this agent? And the refusal of a step that they may not take, or NULL. */
bool act_is_about(const struct store_case *c, const char *name);
const char *act_kept_out(const struct act *a, const struct store_case *c);

#endif
