#include "oncall/advice.h"

#include "core/iso8601.h"

static json_t *evidence(uint32_t bits)
{
    json_t *list = json_array();
    for (int i = 0; i < EVIDENCE_N; i++)
        if (bits & (1u << i))
            json_array_append_new(list, json_string(vocab_evidence[i]));
    return list;
}

static json_t *right(const struct advice_right *r)
{
    char date[ISO8601_CAP];
    json_t *j = json_pack("{s:s}", "verdict", advice_verdict_name[r->verdict]);
    if (r->verdict == ADVICE_NO_RIGHT)
        return j;
    if (r->until_ms > 0)
        iso8601_write((wall_ms_t){r->until_ms}, date);
    json_object_set_new(j, "until", r->until_ms > 0 ? json_string(date) : json_null());
    json_object_set_new(j, "days", json_integer(r->days));
    json_object_set_new(j, "rule", json_string(r->rule));
    return j;
}

static json_t *questions(const char *at)
{
    json_t *list = json_array();
    while (*at) {
        size_t len = strcspn(at, "|"), used = len;
        while (used && at[used - 1] == ' ')
            used--;
        json_array_append_new(list, json_stringn(at, used));
        at += len + (at[len] == '|');
        at += strspn(at, " ");
    }
    return list;
}

static json_t *proposals(const struct advice *a)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < a->propose_count; i++)
        json_array_append_new(list, json_string(case_proposals[a->propose[i]]));
    return list;
}

/* Only what is known. */
static json_t *amounts(const struct advice *a)
{
    json_t *j = json_object();
    for (int i = 0; i < CASE_PROPOSALS_N; i++)
        if (case_is_money(case_proposals[i]) && advice_amount(a, case_proposals[i]) > 0)
            json_object_set_new(j, case_proposals[i],
                                json_integer(advice_amount(a, case_proposals[i])));
    return j;
}

json_t *advice_json(const struct advice *a)
{
    json_t *j =
        json_pack("{s:s,s:s,s:s,s:b}", "cause", vocab_cause[a->cause], "lead", vocab_cause[a->lead],
                  "language", a->language == PLAYBOOK_ZH ? "zh" : "en", "our_fault", a->our_fault);
    json_object_set_new(j, "cheap", json_boolean(a->cheap));
    json_object_set_new(j, "soothe", json_boolean(a->soothe));
    json_object_set_new(j, "first", json_string(advice_line(a, PLAYBOOK_FIRST)));
    json_object_set_new(j, "fault", json_string(advice_line(a, PLAYBOOK_FAULT)));
    json_object_set_new(j, "expectation", json_string(advice_line(a, PLAYBOOK_EXPECT)));
    json_object_set_new(j, "trouble", json_string(advice_line(a, PLAYBOOK_TROUBLE)));
    json_object_set_new(j, "situation", json_string(advice_line(a, PLAYBOOK_CONTEXT)));
    json_object_set_new(j, "ask", questions(advice_line(a, PLAYBOOK_ASK)));
    json_object_set_new(j, "offer", json_string(advice_line(a, PLAYBOOK_PROPOSE)));
    json_object_set_new(j, "end", json_string(advice_line(a, PLAYBOOK_END)));
    if (a->reader != a->language)
        json_object_set_new(j, "translation",
                            json_pack("{s:o,s:s,s:s}", "ask",
                                      questions(advice_translation(a, PLAYBOOK_ASK)), "offer",
                                      advice_translation(a, PLAYBOOK_PROPOSE), "end",
                                      advice_translation(a, PLAYBOOK_END)));
    json_object_set_new(j, "reader", json_string(a->reader == PLAYBOOK_ZH ? "zh" : "en"));
    json_object_set_new(j, "evidence", evidence(a->have));
    json_object_set_new(j, "missing", evidence(a->missing));
    json_object_set_new(j, "propose", proposals(a));
    json_object_set_new(j, "cap_owner_minor", json_integer(a->cap_owner));
    json_object_set_new(j, "cap_lead_minor", json_integer(a->cap_lead));
    json_object_set_new(j, "amounts", amounts(a));
    json_object_set_new(j, "return", right(&a->give_back));
    json_object_set_new(j, "insurance", right(&a->insurance));
    json_object_set_new(j, "at_stake",
                        json_pack("{s:I,s:b,s:I,s:I,s:I}", "order_minor",
                                  (json_int_t)a->value_minor, "order_known", a->value_known,
                                  "readers", (json_int_t)a->readers, "buyers",
                                  (json_int_t)a->buyers, "loss_minor", (json_int_t)a->loss_minor));
    json_object_set_new(j, "next", a->next[0] ? json_string(a->next) : json_null());
    return j;
}
