/* The order that a review is about, as far as its writer knew it: fetched with the text, because no
 * order's number is kept in Redis. */
#include "oncall/show.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

static json_t *moment(int64_t ms)
{
    char out[ISO8601_CAP];
    if (ms <= 0)
        return json_null();
    iso8601_write((wall_ms_t){ms}, out);
    return json_string(out);
}

json_t *show_order(const struct show *v)
{
    const struct oncall_text *t = &v->text;
    const struct event_fields *f = &v->c.fields;
    json_t *id =
        v->has_text && t->order_id.len ? json_stringn(t->order_id.ptr, t->order_id.len) : NULL;
    if (!v->has_text)
        return json_null();
    return json_pack("{s:o,s:o,s:o,s:o,s:o}", "id", id ? id : json_null(), "purchased_at",
                     moment(t->purchased_at), "received_at", moment(t->received_at), "value_minor",
                     f->order_value_minor >= 0 ? json_integer(f->order_value_minor) : json_null(),
                     "list_price_minor",
                     t->list_price_minor >= 0 ? json_integer(t->list_price_minor) : json_null());
}

static void day(const char *what, int64_t ms, unsigned *said)
{
    char out[ISO8601_CAP];
    if (ms <= 0)
        return;
    iso8601_write((wall_ms_t){ms}, out);
    printf("%s%s %.10s", (*said)++ ? ", " : "", what, out);
}

static void money(const char *what, int64_t minor, const struct store_case *c, unsigned *said)
{
    char amount[ADVICE_MONEY_CAP];
    if (minor <= 0)
        return;
    printf("%s%s", (*said)++ ? ", " : "", what);
    term_put(stdout, str_from(advice_money(minor, c->fields.currency, amount)));
}

void show_order_print(const struct show *v)
{
    const struct oncall_text *t = &v->text;
    unsigned said = 0;
    if (!v->has_text || (!t->order_id.len && t->purchased_at <= 0 && t->received_at <= 0))
        return;
    show_heading("ORDER");
    if (t->order_id.len) {
        term_put(stdout, t->order_id);
        said++;
    }
    day("bought", t->purchased_at, &said);
    day("received", t->received_at, &said);
    money("", v->c.fields.order_value_minor, &v->c, &said);
    money("list price ", t->list_price_minor, &v->c, &said);
    putchar('\n');
}
