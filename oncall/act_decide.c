/* `redress case decide` and `redress case close`: how a case ends. */
#include "oncall/guard.h"
#include "oncall/verbs.h"

static const char *prepare_decide(struct act *a, const struct store_case *c)
{
    return guard_check(a->ctx, a, c);
}

static int decide_done(struct act *a, const struct store_case *c, struct err *e)
{
    return guard_remember(a->ctx, a, c, e);
}

int act_decide(struct cli *cli)
{
    bool accepted = false, published = false;
    struct guard g = {.outcome = true};
    struct act a = {.cli = cli,
                    .event = ROUNDS_EV_DECIDE,
                    .prepare = prepare_decide,
                    .done = decide_done,
                    .ctx = &g};
    const struct cli_option options[] = {
        {"accepted", 0, CLI_FLAG, &accepted, NULL, "the customer's last wish is granted", 0, 0},
        {"by-rule", 0, CLI_TEXT, &a.args.rule, "RULE",
         "a rule of yours decides; its id, kept as written", 0, 0},
        {"public", 0, CLI_FLAG, &published, NULL, "a public answer was given", 0, 0},
        {"text", 0, CLI_TEXT, &g.text, "TEXT|-", "what is told: checked, not stored", 0, 0},
        {"override", 0, CLI_LIST, &g.overrides, "RULE", "although the guard warns of it", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (accepted + published + (a.args.rule != NULL) != 1)
        return cli_fail(cli, EXIT_USAGE, "needs one of --accepted, --by-rule RULE, --public");
    if (a.args.rule && (!a.args.rule[0] || strlen(a.args.rule) > 64))
        return cli_fail(cli, EXIT_USAGE, "--by-rule: a rule's id has 1 to 64 bytes");
    g.is_public = published;
    a.args.reason = accepted    ? ROUNDS_CLOSE_ACCEPTED
                    : published ? ROUNDS_CLOSE_PUBLIC
                                : ROUNDS_CLOSE_BY_RULE;
    if (a.args.rule)
        act_keep(&a, "rl", a.args.rule);
    return act_run(&a);
}

int act_close(struct cli *cli)
{
    const char *reason = NULL;
    struct act a = {.cli = cli, .event = ROUNDS_EV_CLOSE};
    const struct cli_option options[] = {{"reason", 0, CLI_TEXT, &reason, "REASON",
                                          "solved, withdrawn, duplicate, removed or referred", 0,
                                          0},
                                         ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    int found =
        reason ? vocab_find(rounds_reason_name, ROUNDS_REASON_N, reason, (unsigned)strlen(reason))
               : -1;
    if (found < 0)
        return cli_fail(
            cli, EXIT_USAGE,
            "--reason %s%s%s: must be solved, withdrawn, duplicate, removed or referred",
            reason ? "'" : "", reason ? reason : "is missing", reason ? "'" : "");
    a.args.reason = (uint8_t)found;
    return act_run(&a);
}
