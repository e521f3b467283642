/* How cases like this one ended, so that equals are treated as equals; and the four things that can
 * be done side by side about a bad review. */
#include "oncall/show.h"

#include "core/iso8601.h"
#include "oncall/advice.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#define SHOWN 3

/* ---- precedents ------------------------------------------------------------------------------*/

static json_t *text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_null();
}

static void keep(void *ctx, const struct store_precedent *p)
{
    struct show *v = ctx;
    char at[ISO8601_CAP];
    if (!str_eq(p->cause, store_cause(&v->c)) || str_eq(p->case_id, str_from(v->c.id)))
        return;
    iso8601_write((wall_ms_t){p->at_ms}, at);
    json_array_append_new(v->like,
                          json_pack("{s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "at", at, "case",
                                    text(p->case_id), "cause", text(p->cause), "reason",
                                    text(p->reason), "proposal", text(p->proposal), "amount_minor",
                                    p->amount_minor ? json_integer(p->amount_minor) : json_null(),
                                    "currency", text(p->currency), "rule", text(p->rule)));
}

int show_like(struct show *v, struct err *e)
{
    v->like = json_array();
    return store_precedents(v->store, &v->c, keep, v, e);
}

static const char *of(const json_t *j, const char *name)
{
    const char *s = json_string_value(json_object_get(j, name));
    return s ? s : "";
}

static void print_one(const json_t *j)
{
    char amount[ADVICE_MONEY_CAP] = "";
    int64_t minor = json_integer_value(json_object_get(j, "amount_minor"));
    if (minor)
        advice_money(minor, str_from(of(j, "currency")), amount);
    printf("%.10s  ", of(j, "at"));
    term_put(stdout, str_from(of(j, "reason")));
    printf("%s", of(j, "proposal")[0] ? ": " : "");
    term_put(stdout, str_from(of(j, "proposal")));
    printf("%s", amount[0] ? " " : "");
    term_put(stdout, str_from(amount));
    printf("%s", of(j, "rule")[0] ? ", rule " : "");
    term_put(stdout, str_from(of(j, "rule")));
    printf("  (case %.8s)\n", of(j, "case"));
}

void show_like_print(const struct show *v)
{
    size_t n = json_array_size(v->like);
    if (n == 0)
        return;
    show_heading("LIKE IT");
    printf("%zu of this product and cause ended lately: treat equals as equals\n", n);
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        printf("%*s", SHOW_INDENT, "");
        print_one(json_array_get(v->like, i));
    }
}

/* ---- the four actions ------------------------------------------------------------------------*/

static const char *customer(const struct store_case *c)
{
    const struct rounds_case *r = &c->head.state;
    if (r->state == ROUNDS_CL)
        return "closed";
    return !r->answered ? "to do" : case_customers_turn(r->state) ? "answered" : "waits for us";
}

static const char *platform(const struct rounds_case *r)
{
    static const char *const words[ROUNDS_SIDE_STATUS_N] = {
        "not appealed", "appealed", "appeal overdue", "appeal won", "appeal lost"};
    return words[r->side_status[ROUNDS_SIDE_APPEAL]];
}

static const char *price(const struct store_case *c)
{
    switch (c->head.state.side_status[ROUNDS_SIDE_RESTORE]) {
    case ROUNDS_SIDE_RUNNING:
        return "cut";
    case ROUNDS_SIDE_OVERDUE:
        return "cut, to be restored";
    default:
        return c->record.cut_percent ? "restored" : "as it was";
    }
}

/* More reviews may only come from a marketplace's programmes for all buyers: that is done there,
 * for the listing and not for a case, so nothing is kept of it. */
json_t *show_actions(const struct store_case *c)
{
    return json_pack("{s:s,s:s,s:s,s:s}", "customer", customer(c), "platform",
                     platform(&c->head.state), "programmes", "not kept", "price", price(c));
}

void show_actions_print(const struct store_case *c)
{
    show_heading("STEPS");
    printf("customer: %s   platform: %s   price: %s\n", customer(c), platform(&c->head.state),
           price(c));
    printf("%*sreviews: only by programmes for all buyers, never for this case\n", SHOW_INDENT, "");
}
