/* guard.h - the guard in front of every verb that carries a text to a customer: `--text TEXT|-`,
 * `--public`, `--override RULE`. Private to oncall/. */
#ifndef REDRESS_ONCALL_GUARD_H
#define REDRESS_ONCALL_GUARD_H

#include "oncall/act.h"
#include "oncall/lint_sketch.h"

/* What the options say, and what a check leaves behind. Zeroed: there is no text. */
struct guard {
    const char *text;
    bool is_public;
    bool outcome;      /* it tells how the case ended: one more in public is no quarrel */
    bool explains;     /* the proposal is an explanation */
    const char *cause; /* as the agent understands it with this very answer, may be NULL */
    struct cli_list overrides;
    char overridden[64]; /* rules that were warned of and overridden: field 'ov' */
    char refusal[400];
    struct lint_sketch sketch;
    unsigned keep; /* sketches of the seller's answers that stay */
};

#define GUARD_OPTIONS(g)                                                                           \
    {"text", 0, CLI_TEXT, &(g).text, "TEXT|-", "what the customer is told: checked, not stored",   \
     0,      0},                                                                                   \
        {"public", 0, CLI_FLAG, &(g).is_public, NULL, "the text can be read by anybody", 0, 0},    \
    {                                                                                              \
        "override", 0, CLI_LIST, &(g).overrides, "RULE", "although the guard warns of it", 0, 0    \
    }

/* Before the step, from act.prepare: NULL, or the refusal, with what was found printed (or in
 * a->lint with --json). Nothing is asked of Redis without a text. */
const char *guard_check(struct guard *g, struct act *a, const struct store_case *c);

/* After the step, from act.done: remembers a sketch of the text. -1 with e set. */
MUST_CHECK int guard_remember(const struct guard *g, struct act *a, const struct store_case *c,
                              struct err *e);

#endif
