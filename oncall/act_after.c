/* What a step that was carried out leaves behind beyond its case: the seller's reserve, and what
 * ended the case, for the next one like it. */
#include "oncall/act_more.h"

#include "oncall/advice.h"

#include <inttypes.h>

/* At 80 % and at 100 %, each once in the month. */
static void tell_reserve(struct act *a, const struct store_case *c, int64_t now, int64_t spent,
                         struct err *e)
{
    char why[200], sum[ADVICE_MONEY_CAP], all[ADVICE_MONEY_CAP];
    unsigned level = spent >= a->reserve_minor ? 2 : spent * 10 >= a->reserve_minor * 8 ? 1 : 0;
    struct str seller = c->fields.seller_id;
    bool first = false;
    if (level == 0)
        return;
    snprintf(why, sizeof(why), "seller %.*s: %s of the month's %s are promised",
             seller.len > 60 ? 60 : (int)seller.len, seller.ptr, advice_money(spent, STR_NONE, sum),
             advice_money(a->reserve_minor, c->fields.currency, all));
    if (store_reserve_tell(a->store, c, now, level, why, &first, e) == 0 && first)
        fprintf(cli_err(), "redress %s: warning: %s\n", a->cli->command->name, why);
}

static int take_reserve(struct act *a, const struct store_case *c, int64_t now, struct err *e)
{
    struct store_spent spent;
    if (store_reserve_take(a->store, c, now, a->offered_minor, e) != 0)
        return -1;
    if (a->reserve_minor == 0)
        return 0;
    if (store_reserve(a->store, c, now, &spent, e) != 0)
        return -1;
    tell_reserve(a, c, now, spent.own_minor + spent.others_minor, e);
    return 0;
}

int act_after(struct act *a, const struct store_case *c, int64_t now, struct err *e)
{
    if (a->offered_minor > 0 && take_reserve(a, c, now, e) != 0)
        return -1;
    if (c->head.state.state != ROUNDS_CL)
        return 0;
    if (store_resolved(&c->head.state))
        return store_precede(a->store, c, now, e);
    /* Withdrawn, removed, referred: nothing is given, so nothing is spent. */
    return c->record.amount_minor || c->record.promised_minor
               ? store_reserve_take(a->store, c, now, 0, e)
               : 0;
}
