/* What runs beside a case, each with a deadline of its own: promise, reprice, appeal, evidence; and
 * snooze. */
#include "oncall/act_more.h"

#include "core/vocab.h"
#include "oncall/verbs.h"

#include <stdio.h>
#include <stdlib.h>

/* Exactly one of the flags, or none of them and a time. */
static int begin_or_end(struct act *a, const char *within, bool done, bool failed)
{
    if (done + failed + (within != NULL) != 1)
        return cli_fail(a->cli, EXIT_USAGE, "needs --within TIME to begin, or how it ended");
    return within ? act_duration(a, "within", within) : EXIT_OK;
}

struct promise {
    const char *approved_by, *what, *within;
    char minor[24], refusal[ACT_REFUSAL_CAP];
};

static const char *prepare_promise(struct act *a, const struct store_case *c)
{
    struct promise *p = a->ctx;
    const char *refusal = act_approval(a, p->approved_by);
    if (refusal || a->event != ROUNDS_EV_PROMISE)
        return refusal;
    if (case_is_money(p->what) && strtoll(p->minor, NULL, 10) <= 0)
        return act_promise_much(a, c, p->what, p->within, p->refusal);
    if (!p->minor[0])
        return NULL;
    return act_reserve(a, c, strtoll(p->minor, NULL, 10),
                       "redress case promise ID WHAT --within TIME --amount AMOUNT", p->refusal);
}

int act_promise(struct cli *cli)
{
    const char *within = NULL, *amount = NULL, *what = NULL;
    bool kept = false;
    struct promise p = {0};
    struct act a = {.cli = cli, .prepare = prepare_promise, .ctx = &p};
    const struct cli_option options[] = {
        {"within", 0, CLI_TEXT, &within, "TIME", "when it will be kept: 4h, 2d", 0, 0},
        {"amount", 0, CLI_TEXT, &amount, "AMOUNT", "of money, which needs it: 12.50", 0, 0},
        {"approved-by", 0, CLI_TEXT, &p.approved_by, "NAME", "who approved it, if it must be", 0,
         0},
        {"kept", 0, CLI_FLAG, &kept, NULL, "it was kept", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) ||
        (code = begin_or_end(&a, within, kept, false)) != EXIT_OK)
        return code;
    a.event = kept ? ROUNDS_EV_KEPT : ROUNDS_EV_PROMISE;
    if (!kept && (what = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and WHAT: what is promised, e.g. refund");
    if (!kept && verbs_word(cli, "what", what, case_proposals, CASE_PROPOSALS_N) != 0)
        return EXIT_USAGE;
    if (amount && act_amount(amount, p.minor) != 0)
        return cli_fail(cli, EXIT_USAGE, "--amount '%s': must be an amount like 12 or 12.50",
                        amount);
    if (!kept) {
        p.what = what;
        p.within = within;
        act_keep(&a, "xw", what);
        act_keep(&a, "xm", amount ? p.minor : "");
    }
    return act_run(&a);
}

#define PERCENT_MAX 50 /* a price cut is advice, and bounded */

int act_reprice(struct cli *cli)
{
    const char *within = NULL;
    char text[8];
    int64_t percent = 0;
    bool restored = false;
    struct act a = {.cli = cli};
    const struct cli_option options[] = {
        {"percent", 'p', CLI_NUMBER, &percent, "N", "by how much the price is cut", 1, PERCENT_MAX},
        {"within", 0, CLI_TEXT, &within, "TIME", "when it goes back: 7d", 0, 0},
        {"restored", 0, CLI_FLAG, &restored, NULL, "the price is what it was", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) ||
        (code = begin_or_end(&a, within, restored, false)) != EXIT_OK)
        return code;
    a.event = restored ? ROUNDS_EV_RESTORED : ROUNDS_EV_REPRICE;
    if (!restored && percent == 0)
        return cli_fail(cli, EXIT_USAGE, "needs --percent N, 1 to %d", PERCENT_MAX);
    if (!restored) {
        snprintf(text, sizeof(text), "%d", (int)percent);
        act_keep(&a, "xc", text);
    }
    return act_run(&a);
}

int act_appeal(struct cli *cli)
{
    const char *within = NULL;
    bool won = false, lost = false;
    struct act a = {.cli = cli};
    const struct cli_option options[] = {
        {"within", 0, CLI_TEXT, &within, "TIME", "the platform's deadline: 7d", 0, 0},
        {"won", 0, CLI_FLAG, &won, NULL, "the platform agreed", 0, 0},
        {"lost", 0, CLI_FLAG, &lost, NULL, "the platform refused", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) ||
        (code = begin_or_end(&a, within, won, lost)) != EXIT_OK)
        return code;
    a.event = won ? ROUNDS_EV_WON : lost ? ROUNDS_EV_LOST : ROUNDS_EV_APPEAL;
    return act_run(&a);
}

static int list_evidence(void)
{
    for (int i = 0; i < EVIDENCE_N; i++)
        fprintf(cli_out(), "%-14s %s\n", vocab_evidence[i], vocab_evidence_title[i]);
    return EXIT_OK;
}

int act_evidence(struct cli *cli)
{
    const char *within = NULL, *slot;
    bool request = false;
    struct act a = {.cli = cli, .event = ROUNDS_EV_EVIDENCE};
    const struct cli_option options[] = {
        {"request", 0, CLI_FLAG, &request, NULL, "it is asked for, not yet there", 0, 0},
        {"within", 0, CLI_TEXT, &within, "TIME", "with --request: when it must be there", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc == 0 && !request && !within)
        return list_evidence();
    if (request != (within != NULL))
        return cli_fail(cli, EXIT_USAGE, "--request and --within TIME go together");
    if ((slot = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and SLOT (alone it lists the slots)");
    if (verbs_word(cli, "slot", slot, vocab_evidence, EVIDENCE_N) != 0)
        return EXIT_USAGE;
    a.args.slot = (uint8_t)vocab_find(vocab_evidence, EVIDENCE_N, slot, (unsigned)strlen(slot));
    if (request) {
        a.event = ROUNDS_EV_REQUEST;
        act_keep(&a, "xe", slot);
        if ((code = act_duration(&a, "within", within)) != EXIT_OK)
            return code;
    }
    return act_run(&a);
}

int act_snooze(struct cli *cli)
{
    const char *length = NULL;
    struct act a = {.cli = cli, .event = ROUNDS_EV_SNOOZE};
    const struct cli_option options[] = {
        {"for", 0, CLI_TEXT, &length, "TIME", "how long: 30m (as long as allowed)", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) ||
        (length && (code = act_duration(&a, "for", length)) != EXIT_OK))
        return code;
    return act_run(&a);
}
