/* `redress case publish`: the end of a case, told in public: with the customer's consent, redacted,
 * and past the guard like every text that goes out. */
#include "oncall/act_more.h"
#include "oncall/guard.h"
#include "oncall/verbs.h"

#include "core/vocab.h"
#include "oncall/term.h"

#define SUMMARY_CAP 320

/* What may be told: the matter and what was done, nobody and nothing else. */
static void summary_of(const struct store_case *c, char out[SUMMARY_CAP])
{
    const struct str proposal = c->record.proposal, rule = c->record.rule;
    unsigned gravest = c->finding.cause_count ? c->finding.cause[0] : CAUSE_OTHER;
    bool closed = c->head.state.state == ROUNDS_CL;
    snprintf(out, SUMMARY_CAP, "complaint: %s%s%.*s%s%s%s%.*s", vocab_cause_title[gravest],
             proposal.len ? "; answered with: " : "", STR_FMT(proposal), closed ? "; closed: " : "",
             closed ? rounds_reason_name[c->head.state.reason] : "", rule.len ? ", rule " : "",
             STR_FMT(rule));
}

static void print_summary(const struct store_case *c)
{
    char text[SUMMARY_CAP];
    summary_of(c, text);
    fputs("summary: ", stdout);
    term_put(stdout, str_from(text));
    putchar('\n');
}

/* Without a text it is the summary that goes out: all words of it are ours but the rule's id. */
static const char *prepare_publish(struct act *a, const struct store_case *c)
{
    struct guard *g = a->ctx;
    char text[SUMMARY_CAP];
    struct err e = {""};
    if (g->text)
        return guard_check(g, a, c);
    summary_of(c, text);
    if (!act_personal(text, &e))
        return NULL;
    snprintf(g->refusal, sizeof(g->refusal), "the summary names somebody (the rule's id?): %.300s",
             e.msg);
    return g->refusal;
}

int act_publish(struct cli *cli)
{
    struct guard g = {.is_public = true, .outcome = true};
    struct act a = {.cli = cli,
                    .event = ROUNDS_EV_PUBLISH,
                    .prepare = prepare_publish,
                    .ctx = &g,
                    .tell = print_summary};
    const struct cli_option options[] = {
        {"text", 0, CLI_TEXT, &g.text, "TEXT|-", "what is told: checked, not stored", 0, 0},
        {"override", 0, CLI_LIST, &g.overrides, "RULE", "although the guard warns of it", 0, 0},
        {"consent", 0, CLI_FLAG, &a.args.consent, NULL, "the customer agreed to it", 0, 0},
        {"redacted", 0, CLI_FLAG, &a.args.redacted, NULL, "names and numbers are taken out", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    act_keep(&a, "pb", "1");
    return act_run(&a);
}
