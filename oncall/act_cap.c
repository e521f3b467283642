/* What a second person must approve: amounts above the caps of the playbook, what goes beyond the
 * seller's reserve, public words before a large audience. */
#include "oncall/act_more.h"

#include "oncall/advice.h"

#include <stdlib.h>

/* Nothing is given away unsaid: what was meant is asked, with the sum that would be usual.
 * `command`: that takes it. */
static const char *how_much(const struct advice *a, const struct store_case *c,
                            const char *proposal, const char *command,
                            char refusal[ACT_REFUSAL_CAP])
{
    char usual[ADVICE_MONEY_CAP], own[ADVICE_MONEY_CAP], number[ADVICE_MONEY_CAP] = "N";
    int64_t minor = advice_amount(a, proposal);
    bool whole = minor > 0 && minor == a->value_minor && a->value_known;
    if (minor > 0)
        advice_money(minor, STR_NONE, number);
    snprintf(refusal, ACT_REFUSAL_CAP,
             "how much? %s%s%syou may offer %s: redress case %s --amount %s%s",
             whole ? "the whole order is " : "",
             whole ? advice_money(minor, c->fields.currency, usual) : "", whole ? "; " : "",
             advice_money(a->cap_owner, c->fields.currency, own), command, number,
             advice_approver(a, minor) ? " --approved-by NAME" : "");
    return refusal;
}

/* What the playbook advises for a case, or NULL and why not. The advice borrows from what is
 * returned. */
static struct playbook *advise(const struct act *a, const struct store_case *c,
                               struct advice *advice, char refusal[ACT_REFUSAL_CAP])
{
    struct err e = {""};
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (b)
        advice_make(advice, b, c, NULL, 0);
    else
        snprintf(refusal, ACT_REFUSAL_CAP, "%s", e.msg);
    return b;
}

const char *act_cap(struct act *a, const struct store_case *c, const char *proposal,
                    const char *amount_minor, char refusal[ACT_REFUSAL_CAP])
{
    char amount[ADVICE_MONEY_CAP], cap[ADVICE_MONEY_CAP], number[ADVICE_MONEY_CAP];
    struct advice advice;
    struct playbook *b = advise(a, c, &advice, refusal);
    if (!b)
        return refusal;
    int64_t minor = a->offered_minor = strtoll(amount_minor, NULL, 10);
    if (minor <= 0 && case_is_money(proposal)) {
        char command[80];
        snprintf(command, sizeof(command), "answer ID --proposal %s", proposal);
        how_much(&advice, c, proposal, command, refusal);
        playbook_free(b); /* the advice borrowed from it */
        return refusal;
    }
    const char *approver = advice_approver(&advice, minor);
    int64_t own = advice.cap_owner;
    playbook_free(b); /* the advice borrowed from it */
    a->args.over_cap = approver != NULL;
    if (!approver || a->args.approved) {
        char command[200];
        snprintf(command, sizeof(command), "redress case answer ID --proposal %s --amount %s",
                 proposal, advice_money(minor, STR_NONE, number));
        return act_reserve(a, c, minor, command, refusal);
    }
    snprintf(refusal, ACT_REFUSAL_CAP,
             "%s is above what you may offer (%s): have a %s approve it: redress case answer ID "
             "--proposal %s --amount %s --approved-by NAME",
             advice_money(minor, c->fields.currency, amount),
             advice_money(own, c->fields.currency, cap), approver, proposal,
             advice_money(minor, STR_NONE, number));
    return refusal;
}

const char *act_promise_much(const struct act *a, const struct store_case *c, const char *what,
                             const char *within, char refusal[ACT_REFUSAL_CAP])
{
    char command[160];
    struct advice advice;
    struct playbook *b = advise(a, c, &advice, refusal);
    if (!b)
        return refusal;
    snprintf(command, sizeof(command), "promise ID %s --within %.40s", what, within);
    how_much(&advice, c, what, command, refusal);
    playbook_free(b); /* the advice borrowed from it */
    return refusal;
}

bool act_payable(const struct act *a, const struct store_case *c, const char *demand)
{
    struct err e = {""};
    struct advice advice;
    if (strcmp(demand, vocab_demand[DEMAND_REFUND]) != 0)
        return false;
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (!b)
        return false; /* whoever proposes is told */
    advice_make(&advice, b, c, NULL, 0);
    bool payable = advice.value_known && !advice_approver(&advice, advice.value_minor);
    playbook_free(b);
    return payable;
}

/* Not a sentence that was meant for the customer. */
static bool is_name(const char *text)
{
    static const char *const marks[] = {"，", "。", "！", "？", "；", "!", "?", ";", "\n"};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (strstr(text, marks[i]))
            return false;
    return strlen(text) < ROUNDS_OWNER_MAX;
}

const char *act_approval(struct act *a, const char *approved_by)
{
    if (approved_by && !is_name(approved_by))
        return "--approved-by is the name of a colleague, not a text";
    a->args.approved = approved_by && approved_by[0];
    if (!a->args.approved || !a->args.who || strcmp(approved_by, a->args.who) != 0)
        return NULL;
    return "nobody approves their own: --approved-by names somebody else";
}

const char *act_reserve(struct act *a, const struct store_case *c, int64_t minor,
                        const char *command, char refusal[ACT_REFUSAL_CAP])
{
    char spent_text[ADVICE_MONEY_CAP], all[ADVICE_MONEY_CAP], own[ADVICE_MONEY_CAP];
    struct err e = {""};
    struct store_spent spent;
    int64_t now;
    if (minor <= 0)
        return NULL;
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (!b || store_now(a->store, c->shard, &now, &e) != 0 ||
        store_reserve(a->store, c, now, &spent, &e) != 0) {
        playbook_free(b);
        snprintf(refusal, ACT_REFUSAL_CAP, "%s", e.msg);
        return refusal;
    }
    a->reserve_minor = playbook_general(b)->reserve_minor;
    playbook_free(b);
    a->offered_minor = minor;
    if (a->reserve_minor == 0 || a->args.approved || spent.others_minor + minor <= a->reserve_minor)
        return NULL;
    a->args.over_cap = true;
    snprintf(refusal, ACT_REFUSAL_CAP,
             "%s more would go beyond what this seller may give away in a month (%s of %s are "
             "promised): have a manager approve it: %s --approved-by NAME",
             advice_money(minor, c->fields.currency, own),
             advice_money(spent.others_minor, STR_NONE, spent_text),
             advice_money(a->reserve_minor, c->fields.currency, all), command);
    return refusal;
}

/* The verb of this turn and what it needs. */
static const char *turn_of(const struct store_case *c)
{
    switch (c->head.state.state) {
    case ROUNDS_1M:
        return "answer ID --cause CAUSE --demand DEMAND";
    case ROUNDS_2M:
        return "answer ID --proposal TYPE --amount N";
    case ROUNDS_3M:
        return "answer ID --ask-end";
    default:
        return "decide ID";
    }
}

const char *act_public(struct act *a, const struct store_case *c, char refusal[ACT_REFUSAL_CAP])
{
    struct err e = {""};
    struct advice advice;
    if (!a->args.in_public || a->args.approved)
        return NULL;
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (!b) {
        snprintf(refusal, ACT_REFUSAL_CAP, "%s", e.msg);
        return refusal;
    }
    advice_make(&advice, b, c, NULL, 0);
    int64_t from = playbook_general(b)->public_readers;
    playbook_free(b);
    if (from == 0 || advice.readers < from)
        return NULL;
    snprintf(refusal, ACT_REFUSAL_CAP,
             "%lld people may read it: public words before so many want a second person: redress "
             "case %s --public --text TEXT --approved-by NAME, or go on in private: redress case "
             "private ID",
             (long long)advice.readers, turn_of(c));
    return refusal;
}
