#include "oncall/suspicion.h"

static void add(struct suspicion *s, bool holds, int points, const char *words)
{
    if (!holds || s->count == SUSPICION_REASONS)
        return;
    s->reason[s->count++] = (struct suspicion_reason){points, words};
    s->points += points;
}

void suspicion_of(const struct store_case *c, enum suspicion_order order, struct suspicion *out)
{
    const struct finding *x = &c->finding;
    bool threatens = x->flags >> FLAG_THREAT & 1, shows = x->flags >> FLAG_EVIDENCE & 1;
    bool wants_money = x->demand == DEMAND_COMPENSATE;
    bool vague = x->cause_count == 1 && x->cause[0] == CAUSE_OTHER && c->fields.rating == 1;
    *out = (struct suspicion){0};
    add(out, threatens && wants_money, 40, "threatens, and asks for compensation");
    add(out, c->complaints > 0, 20, "one of several complaints of the same person lately");
    add(out, order == SUSPICION_NONE, 15, "names no order");
    add(out, vague, 15, "one star, and nothing that went wrong is named");
    if (out->points == 0) /* nothing to hold against it */
        return;
    add(out, shows, -20, "has photos or proof");
    add(out, c->herd >= 2, -20, "others complain of the same product");
    add(out, order == SUSPICION_NAMED, -10, "names its order");
    out->points = out->points < 0 ? 0 : out->points > 100 ? 100 : out->points;
}
