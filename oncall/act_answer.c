/* `redress case answer`: the merchant's turn of each round. */
#include "oncall/act_more.h"
#include "oncall/guard.h"
#include "oncall/verbs.h"

#include <stdlib.h>

struct answer {
    const char *cause, *demand, *proposal, *amount, *approved_by;
    bool ask_end;
    int64_t round; /* 0: whichever it is */
    char amount_minor[24], refusal[ACT_REFUSAL_CAP];
    struct guard guard;
};

/* Words must be of the vocabulary before anything is asked of Redis. */
static int check_answer(const struct cli *cli, struct answer *w)
{
    if (verbs_word(cli, "cause", w->cause, vocab_cause, CAUSE_N) != 0 ||
        verbs_word(cli, "demand", w->demand, vocab_demand, DEMAND_N) != 0 ||
        verbs_word(cli, "proposal", w->proposal, case_proposals, CASE_PROPOSALS_N) != 0)
        return EXIT_USAGE;
    if (w->amount && !w->proposal)
        return cli_fail(cli, EXIT_USAGE, "--amount belongs to a --proposal");
    if (w->amount && act_amount(w->amount, w->amount_minor) != 0)
        return cli_fail(cli, EXIT_USAGE, "--amount '%s': must be an amount like 12 or 12.50",
                        w->amount);
    return EXIT_OK;
}

/* What belongs to the present round is recorded; what belongs to another is a mistake to be told.
 */
static const char *prepare_answer(struct act *a, const struct store_case *c)
{
    struct answer *w = a->ctx;
    unsigned state = c->head.state.state;
    if (w->round && state != ROUNDS_CL && w->round != case_round((uint8_t)state))
        return "the case is not in that round (redress case show ID)";
    if ((w->cause || w->demand) && (state == ROUNDS_2M || state == ROUNDS_3M))
        return "round 1 is over; --cause and --demand belong to it";
    if (w->proposal && (state == ROUNDS_1M || state == ROUNDS_3M))
        return state == ROUNDS_1M ? "first round 1: redress case answer ID --cause CAUSE --demand "
                                    "DEMAND; the proposal is round 2"
                                  : "the proposal was round 2; round 3 asks what would end the "
                                    "dispute: redress case answer ID --ask-end";
    if (w->ask_end && (state == ROUNDS_1M || state == ROUNDS_2M))
        return "what would end the dispute is asked in round 3 (redress case show ID)";
    if (w->cause)
        act_keep(a, "ac", w->cause);
    if (w->demand)
        act_keep(a, "ad", w->demand);
    if (w->proposal) {
        act_keep(a, "pp", w->proposal);
        act_keep(a, "pa", w->amount_minor);
    }
    if (w->proposal || w->approved_by)
        act_keep(a, "py", w->approved_by ? w->approved_by : "");
    if (w->ask_end)
        act_keep(a, "ae", "1");
    if (w->demand && state == ROUNDS_1M)
        a->args.payable = act_payable(a, c, w->demand);
    const char *refused = act_approval(a, w->approved_by);
    if (!refused && w->proposal && state == ROUNDS_2M)
        refused = act_cap(a, c, w->proposal, w->amount_minor, w->refusal);
    if (!refused)
        refused = act_public(a, c, w->refusal);
    if (refused)
        return refused;
    w->guard.cause = w->cause;
    w->guard.explains = w->proposal && strcmp(w->proposal, "explain") == 0;
    return guard_check(&w->guard, a, c);
}

static int answer_done(struct act *a, const struct store_case *c, struct err *e)
{
    const struct answer *w = a->ctx;
    return guard_remember(&w->guard, a, c, e);
}

static int run_answer(struct act *a, const struct answer *w)
{
    a->args.understood = w->cause && w->demand;
    a->args.proposal = w->proposal != NULL;
    a->args.explains = w->proposal && strcmp(w->proposal, "explain") == 0;
    a->args.asks_end = w->ask_end;
    a->args.in_public = w->guard.is_public;
    return act_run(a);
}

int act_answer(struct cli *cli)
{
    struct answer w = {0};
    struct act a = {.cli = cli,
                    .event = ROUNDS_EV_ANSWER,
                    .prepare = prepare_answer,
                    .done = answer_done,
                    .ctx = &w};
    const struct cli_option options[] = {
        {"cause", 0, CLI_TEXT, &w.cause, "CAUSE", "round 1: the problem, as understood", 0, 0},
        {"demand", 0, CLI_TEXT, &w.demand, "DEMAND", "round 1: what the customer wants", 0, 0},
        {"proposal", 0, CLI_TEXT, &w.proposal, "TYPE", "round 2: " CASE_PROPOSALS, 0, 0},
        {"amount", 0, CLI_TEXT, &w.amount, "AMOUNT", "round 2: of the proposal, e.g. 12.50", 0, 0},
        {"approved-by", 0, CLI_TEXT, &w.approved_by, "NAME",
         "who approved the amount, or public words", 0, 0},
        {"ask-end", 0, CLI_FLAG, &w.ask_end, NULL, "round 3: it asks what would end the dispute", 0,
         0},
        {"round", 'r', CLI_NUMBER, &w.round, "N", "refuse if the case is not in this round", 1, 3},
        GUARD_OPTIONS(w.guard),
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) || (code = check_answer(cli, &w)) != EXIT_OK)
        return code;
    return run_answer(&a, &w);
}

/* The same as answer --proposal KIND, for those who think of it as proposing. */
int act_propose(struct cli *cli)
{
    struct answer w = {0};
    struct act a = {.cli = cli,
                    .event = ROUNDS_EV_ANSWER,
                    .prepare = prepare_answer,
                    .done = answer_done,
                    .ctx = &w};
    const struct cli_option options[] = {
        {"proposal", 0, CLI_TEXT, &w.proposal, "KIND", "the same as KIND behind the case", 0, 0},
        {"amount", 0, CLI_TEXT, &w.amount, "AMOUNT", "e.g. 12.50, in the order's currency", 0, 0},
        {"approved-by", 0, CLI_TEXT, &w.approved_by, "NAME",
         "who approved the amount, or public words", 0, 0},
        GUARD_OPTIONS(w.guard),
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (!w.proposal && (w.proposal = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and KIND: " CASE_PROPOSALS);
    if ((code = check_answer(cli, &w)) != EXIT_OK)
        return code;
    return run_answer(&a, &w);
}

int act_ask_end(struct cli *cli)
{
    struct answer w = {.ask_end = true};
    struct act a = {.cli = cli,
                    .event = ROUNDS_EV_ANSWER,
                    .prepare = prepare_answer,
                    .done = answer_done,
                    .ctx = &w};
    const struct cli_option options[] = {
        {"approved-by", 0, CLI_TEXT, &w.approved_by, "NAME", "who approved public words", 0, 0},
        GUARD_OPTIONS(w.guard),
        ACT_COMMON_OPTIONS(a)};
    int code;
    return cli_options(cli, options, &code) ? run_answer(&a, &w) : code;
}
