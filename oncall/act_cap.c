/* Caps: who may offer how much, as the playbook says. */
#include "oncall/act_more.h"

#include "oncall/advice.h"

#include <stdlib.h>

/* A refund without an amount is one of the whole order. */
static int64_t amount_of(const struct advice *a, const char *proposal, const char *amount_minor)
{
    if (amount_minor[0])
        return strtoll(amount_minor, NULL, 10);
    return strcmp(proposal, "refund") == 0 && a->value_known ? a->value_minor : 0;
}

const char *act_cap(struct act *a, const struct store_case *c, const char *proposal,
                    const char *amount_minor, char refusal[ACT_REFUSAL_CAP])
{
    char amount[ADVICE_MONEY_CAP], cap[ADVICE_MONEY_CAP], number[ADVICE_MONEY_CAP];
    struct err e = {""};
    struct advice advice;
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (!b) {
        snprintf(refusal, ACT_REFUSAL_CAP, "%s", e.msg);
        return refusal;
    }
    advice_make(&advice, b, c, NULL, 0);
    int64_t minor = amount_of(&advice, proposal, amount_minor);
    const char *approver = advice_approver(&advice, minor);
    int64_t own = advice.cap_owner;
    playbook_free(b); /* the advice borrowed from it */
    a->args.over_cap = approver != NULL;
    if (!approver || a->args.approved)
        return NULL;
    snprintf(refusal, ACT_REFUSAL_CAP,
             "%s is above what you may offer (%s): have a %s approve it: redress case answer ID "
             "--proposal %s --amount %s --approved-by NAME",
             advice_money(minor, c->fields.currency, amount),
             advice_money(own, c->fields.currency, cap), approver, proposal,
             advice_money(minor, STR_NONE, number));
    return refusal;
}
