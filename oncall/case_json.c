#include "oncall/case_json.h"

#include "core/cli.h"
#include "core/finding.h"
#include "core/iso8601.h"

#include <stdio.h>
#include <string.h>

static const uint8_t state_rounds[ROUNDS_STATE_N] = {1, 1, 2, 2, 3, 3, 3, 3, 3, 0};

const char *const case_proposals[CASE_PROPOSALS_N] = {"refund", "partial",    "replace", "resend",
                                                      "repair", "compensate", "apology", "explain"};

unsigned case_round(uint8_t state)
{
    return state_rounds[state];
}

bool case_customers_turn(uint8_t state)
{
    return state == ROUNDS_1C || state == ROUNDS_2C || state == ROUNDS_3C;
}

const char *case_turn_name(unsigned bit)
{
    static const char *const names[] = {"1", "2", "3", "final", "manager", "promise"};
    return names[bit];
}

const char *case_turn_text(uint8_t state)
{
    static const char *const texts[ROUNDS_STATE_N] = {
        [ROUNDS_1M] = "round 1", [ROUNDS_1C] = "waits 1", [ROUNDS_2M] = "round 2",
        [ROUNDS_2C] = "waits 2", [ROUNDS_3M] = "round 3", [ROUNDS_3C] = "waits 3",
        [ROUNDS_FM] = "decide",  [ROUNDS_ES] = "manager", [ROUNDS_PK] = "promise",
        [ROUNDS_CL] = "closed"};
    return texts[state];
}

const char *case_level_name(unsigned level)
{
    static const char *const names[] = {"owner", "pool", "lead", "manager"};
    return names[level & 3];
}

/* What a message of the customer raised is said as such. */
static const char *heard_because(const struct store_case *c, enum term t,
                                 char out[CASE_BECAUSE_CAP])
{
    static const char *const what[TERM_N] = {
        [TERM_SEVERITY] = "complains of something graver",
        [TERM_REACH] = "has a larger audience",
        [TERM_AROUSAL] = "is angrier than the review",
    };
    char at[ISO8601_CAP], flags[CASE_BECAUSE_CAP] = "";
    iso8601_write((wall_ms_t){c->heard_ms}, at);
    if (t == TERM_INTENT)
        finding_because(&c->fields, &c->finding, t, flags, sizeof(flags) - 60);
    snprintf(out, CASE_BECAUSE_CAP, "%.160s%sa message (the last %.10s %.5s UTC) %s", flags,
             flags[0] ? "; " : "", at, at + 11, what[t] ? what[t] : "says more than the review");
    return out;
}

const char *case_because(const struct store_case *c, enum term t, char out[CASE_BECAUSE_CAP])
{
    if (c->heard & (1u << t))
        return heard_because(c, t, out);
    if (t != TERM_HERD)
        return finding_because(&c->fields, &c->finding, t, out, CASE_BECAUSE_CAP);
    snprintf(out, CASE_BECAUSE_CAP, "%u %s of this product", c->herd,
             c->herd == 1 ? "person complains" : "people complain");
    return out;
}

bool case_is_money(const char *proposal)
{
    return strcmp(proposal, "refund") == 0 || strcmp(proposal, "partial") == 0 ||
           strcmp(proposal, "compensate") == 0;
}

#define UNLIKELY 300 /* of 1000 */

bool case_cause_unlikely(const struct finding *x, unsigned i)
{
    unsigned best = 0;
    for (unsigned k = 0; k < x->cause_count; k++)
        best = x->p_cause[x->cause[k]] > best ? x->p_cause[x->cause[k]] : best;
    return x->p_cause[x->cause[i]] < UNLIKELY && x->p_cause[x->cause[i]] < best;
}

enum cause case_leading_cause(const struct store_case *c)
{
    const struct finding *x = &c->finding;
    for (unsigned i = 0; x->floor == FLOOR_SAFETY && i < x->cause_count; i++)
        if (x->cause[i] == CAUSE_SAFETY)
            return CAUSE_SAFETY;
    return x->cause_count ? (enum cause)x->cause[0] : CAUSE_OTHER;
}

/* What fits the demand; a person may propose another. */
static const char *proposal_for(unsigned demand)
{
    static const char *const fits[DEMAND_N] = {
        [DEMAND_NONE] = "apology",       [DEMAND_REFUND] = "refund",
        [DEMAND_RETURN] = "refund",      [DEMAND_REPLACE] = "replace",
        [DEMAND_RESEND] = "resend",      [DEMAND_REPAIR] = "repair",
        [DEMAND_COMPENSATE] = "partial", [DEMAND_APOLOGISE] = "apology",
        [DEMAND_EXPLAIN] = "explain",    [DEMAND_CANCEL] = "refund",
        [DEMAND_OTHER] = "partial"};
    return fits[demand];
}

static unsigned demand_of(const struct store_case *c)
{
    struct str said = c->record.demand;
    int recorded = vocab_find(vocab_demand, DEMAND_N, said.ptr, said.len);
    return recorded >= 0 ? (unsigned)recorded : c->finding.demand;
}

int case_proposal_wanted(const struct store_case *c)
{
    const char *name = proposal_for(demand_of(c));
    return vocab_find(case_proposals, CASE_PROPOSALS_N, name, (unsigned)strlen(name));
}

/* An explanation needs evidence: until some is there, an apology. */
static const char *fitting(const struct store_case *c)
{
    const char *fits = proposal_for(demand_of(c));
    return strcmp(fits, "explain") == 0 && !c->head.state.evidence ? "apology" : fits;
}

#define BROKEN (1u << 5) /* in `breached`: what was promised when the case was agreed */

static bool is_due(const struct rounds_case *r, enum rounds_side side)
{
    return r->side_status[side] == ROUNDS_SIDE_OVERDUE ||
           (r->side_status[side] == ROUNDS_SIDE_RUNNING && (r->breached & BROKEN));
}

/* With a manager what was promised and not kept comes before the decision. */
static bool owes(const struct rounds_case *r)
{
    return is_due(r, ROUNDS_SIDE_PROMISE) || is_due(r, ROUNDS_SIDE_RESTORE);
}

/* A case that is agreed waits for a promise, or for a price to be put back. */
static const char *what_is_owed(const struct store_case *c, char out[40])
{
    const uint8_t *status = c->head.state.side_status;
    bool promise = status[ROUNDS_SIDE_PROMISE] == ROUNDS_SIDE_RUNNING ||
                   status[ROUNDS_SIDE_PROMISE] == ROUNDS_SIDE_OVERDUE;
    snprintf(out, 40, "%s %.8s --%s", promise ? "promise" : "reprice", c->id,
             promise ? "kept" : "restored");
    return out;
}

const char *case_next(const struct store_case *c, char out[CASE_NEXT_CAP])
{
    const char *cause = vocab_cause[case_leading_cause(c)], *fits;
    char owed[40];
    out[0] = '\0';
    switch (c->head.state.state) {
    case ROUNDS_1M:
        snprintf(out, CASE_NEXT_CAP, "redress case answer %.8s --cause %s --demand %s", c->id,
                 cause, vocab_demand[demand_of(c)]);
        break;
    case ROUNDS_2M:
        fits = fitting(c);
        snprintf(out, CASE_NEXT_CAP, "redress case answer %.8s --proposal %s%s", c->id, fits,
                 case_is_money(fits) ? " --amount N" : "");
        break;
    case ROUNDS_3M:
        snprintf(out, CASE_NEXT_CAP, "redress case answer %.8s --ask-end", c->id);
        break;
    case ROUNDS_1C:
    case ROUNDS_3C:
        snprintf(out, CASE_NEXT_CAP, "redress case reply %.8s", c->id);
        break;
    case ROUNDS_2C:
        snprintf(out, CASE_NEXT_CAP, "redress case accept %.8s", c->id);
        break;
    case ROUNDS_PK:
        snprintf(out, CASE_NEXT_CAP, "redress case %s", what_is_owed(c, owed));
        break;
    case ROUNDS_FM:
    case ROUNDS_ES:
        if (c->head.state.state == ROUNDS_ES && owes(&c->head.state))
            snprintf(out, CASE_NEXT_CAP, "redress case %s", what_is_owed(c, owed));
        else
            snprintf(out, CASE_NEXT_CAP, "redress case decide %.8s --accepted", c->id);
        break;
    default:
        break;
    }
    return out;
}

const char *case_next_when(const struct store_case *c)
{
    switch (c->head.state.state) {
    case ROUNDS_1M:
    case ROUNDS_2M:
    case ROUNDS_3M:
        return "\n      with --text 'WHAT YOU TELL THEM' it is checked first: not sent, not kept";
    case ROUNDS_1C:
    case ROUNDS_3C:
        return "   when they have written";
    case ROUNDS_2C:
        return "   when they have; or refuse";
    case ROUNDS_FM:
    case ROUNDS_ES:
        return c->head.state.state == ROUNDS_ES && owes(&c->head.state)
                   ? "   when it is"
                   : "   or --by-rule RULE, or --public";
    default:
        return "";
    }
}

/* ---- JSON ------------------------------------------------------------------------------------*/

/* Text as a JSON string, null if there is none. Ids are checked UTF-8 when they are decoded; a
 * hand-edited hash might not be. */
static json_t *text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_null();
}

static json_t *moment(int64_t ms)
{
    char out[ISO8601_CAP];
    if (ms <= 0)
        return json_null();
    iso8601_write((wall_ms_t){ms}, out);
    return json_string(out);
}

static json_t *count(int64_t n)
{
    return n < 0 ? json_null() : json_integer(n);
}

static json_t *causes(const struct finding *x)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < x->cause_count; i++)
        json_array_append_new(list, json_pack("{s:s,s:f,s:b}", "cause", vocab_cause[x->cause[i]],
                                              "p", x->p_cause[x->cause[i]] / 1000.0, "likely",
                                              !case_cause_unlikely(x, i)));
    return list;
}

static json_t *flags(const struct finding *x)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < FLAG_N; i++)
        if (x->flags & (1u << i))
            json_array_append_new(list, json_string(vocab_flag[i]));
    return list;
}

static json_t *why(const struct store_case *c)
{
    char because[CASE_BECAUSE_CAP];
    json_t *list = json_array();
    for (unsigned t = 0; t < TERM_N; t++)
        if (c->finding.points[t])
            json_array_append_new(list, json_pack("{s:s,s:i,s:s}", "term", vocab_term[t], "points",
                                                  c->finding.points[t], "because",
                                                  case_because(c, (enum term)t, because)));
    return list;
}

static json_t *floor_of(const struct finding *x)
{
    if (x->floor == FLOOR_NONE)
        return json_null();
    return json_pack("{s:s,s:i,s:s}", "name", vocab_floor[x->floor], "points", x->floor_points,
                     "because", finding_floor_because((enum floor_kind)x->floor));
}

static json_t *turns(unsigned bits)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < 6; i++)
        if (bits & (1u << i))
            json_array_append_new(list, json_string(case_turn_name(i)));
    return list;
}

static void add_clock(json_t *j, const struct rounds_case *r, int64_t now)
{
    bool open = r->state != ROUNDS_CL;
    json_object_set_new(j, "opened_at", moment(r->opened_ms));
    json_object_set_new(j, "turn_started_at", moment(r->round_start_ms));
    json_object_set_new(j, "due_at", moment(r->due_ms));
    json_object_set_new(j, "seconds_left",
                        open ? json_integer((r->due_ms - now) / 1000) : json_null());
    json_object_set_new(j, "total_due_at", moment(open ? r->total_ms : 0));
    json_object_set_new(j, "wake_at", moment(r->wake_ms));
    json_object_set_new(j, "breached", turns(r->breached));
    json_object_set_new(j, "answered", turns(r->answered));
    json_object_set_new(j, "warned", json_boolean(r->warned));
    json_object_set_new(j, "nudged", json_boolean(r->nudged));
    json_object_set_new(j, "understood", json_boolean(r->understood));
    json_object_set_new(j, "payable", json_boolean(r->payable));
    json_object_set_new(j, "reopened", json_integer(r->reopened));
    json_object_set_new(j, "owner", r->owner[0] ? json_string(r->owner) : json_null());
    json_object_set_new(j, "owner_until", moment(r->owner_until_ms));
}

static void add_finding(json_t *j, const struct store_case *c)
{
    json_object_set_new(j, "causes", causes(&c->finding));
    json_object_set_new(j, "demand", json_string(vocab_demand[c->finding.demand]));
    json_object_set_new(j, "flags", flags(&c->finding));
    json_object_set_new(j, "priority", json_integer(c->finding.priority));
    json_object_set_new(j, "why", why(c));
    json_object_set_new(j, "floor", floor_of(&c->finding));
    json_object_set_new(j, "heard_at", moment(c->heard_ms));
    json_object_set_new(j, "herd", json_integer(c->herd));
    json_object_set_new(j, "incident", text(c->incident));
}

static void add_review(json_t *j, const struct store_case *c)
{
    const struct event_fields *f = &c->fields;
    json_object_set_new(j, "review_id", text(f->review_id));
    json_object_set_new(j, "marketplace", text(f->marketplace));
    json_object_set_new(j, "product_id", text(f->product_id));
    json_object_set_new(j, "seller_id", text(f->seller_id));
    json_object_set_new(j, "group_id", text(f->group_id));
    json_object_set_new(j, "campaign_id", text(f->campaign_id));
    json_object_set_new(j, "kind", json_string(vocab_kind[f->kind]));
    json_object_set_new(j, "channel", json_string(vocab_channel[f->channel]));
    json_object_set_new(j, "locale", text(f->locale));
    json_object_set_new(j, "rating", f->rating < 1 ? json_null() : json_integer(f->rating));
    json_object_set_new(j, "order_value_minor", count(f->order_value_minor));
    json_object_set_new(j, "currency", text(f->currency));
    json_object_set_new(j, "created_at", moment(f->created_at));
    json_object_set_new(j, "version", json_integer(f->version));
    json_object_set_new(j, "source",
                        json_pack("{s:o,s:i,s:I}", "topic", text(c->topic), "partition",
                                  (int)c->partition, "offset", (json_int_t)c->offset));
}

static json_t *evidence_names(unsigned bits)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < EVIDENCE_N; i++)
        if (bits & (1u << i))
            json_array_append_new(list, json_string(vocab_evidence[i]));
    return list;
}

/* What runs beside the case; one that never was is left out. */
static json_t *beside(const struct store_case *c)
{
    const struct rounds_case *r = &c->head.state;
    json_t *j = json_object();
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        if (r->side_status[i] != ROUNDS_SIDE_NONE)
            json_object_set_new(j, rounds_side_name[i],
                                json_pack("{s:s,s:o}", "status",
                                          rounds_status_name[r->side_status[i]], "due_at",
                                          moment(r->side_due_ms[i])));
    return j;
}

static void add_beside(json_t *j, const struct store_case *c)
{
    const struct rounds_case *r = &c->head.state;
    json_object_set_new(j, "beside", beside(c));
    json_object_set_new(j, "evidence", evidence_names(r->evidence));
    json_object_set_new(j, "snoozed_until", moment(r->snooze_ms));
    json_object_set_new(j, "turning_until", moment(r->lapse_ms));
    json_object_set_new(j, "rating_after",
                        c->rating_after ? json_integer(c->rating_after) : json_null());
    json_object_set_new(j, "complaints_of_person",
                        c->complaints ? json_integer(c->complaints) : json_null());
    json_object_set_new(j, "relays", json_integer(r->relays));
    json_object_set_new(j, "asked_again", json_integer(r->reasked));
    json_object_set_new(j, "private", json_boolean(r->private_));
    json_object_set_new(j, "sampled", json_boolean(r->sampled));
}

static json_t *record(const struct store_record *r)
{
    json_t *j = json_object();
    json_object_set_new(j, "cause", text(r->cause));
    json_object_set_new(j, "demand", text(r->demand));
    json_object_set_new(j, "proposal", text(r->proposal));
    json_object_set_new(j, "amount_minor",
                        r->amount_minor ? json_integer(r->amount_minor) : json_null());
    json_object_set_new(j, "asked_end", json_boolean(r->asked_end));
    json_object_set_new(j, "rule", text(r->rule));
    json_object_set_new(j, "overridden", text(r->overridden));
    json_object_set_new(j, "stance", text(r->stance));
    json_object_set_new(j, "helpers", text(r->helpers));
    json_object_set_new(j, "about", text(r->about));
    json_object_set_new(j, "first_answer_at", moment(r->first_answer_ms));
    json_object_set_new(j, "approved_by", text(r->approved_by));
    json_object_set_new(j, "promised", text(r->promised));
    json_object_set_new(j, "promised_minor",
                        r->promised_minor ? json_integer(r->promised_minor) : json_null());
    json_object_set_new(j, "price_cut_percent",
                        r->cut_percent ? json_integer(r->cut_percent) : json_null());
    json_object_set_new(j, "evidence_asked_for", text(r->asked_for));
    json_object_set_new(j, "relayed_to", text(r->relayed_to));
    json_object_set_new(j, "note", text(r->note));
    json_object_set_new(j, "published", json_boolean(r->published));
    return j;
}

json_t *case_json(const struct store_case *c, int64_t now_ms)
{
    const struct rounds_case *r = &c->head.state;
    char next[CASE_NEXT_CAP];
    bool closed = r->state == ROUNDS_CL;
    json_t *j = json_object();
    json_object_set_new(j, "id", json_string(c->id));
    json_object_set_new(j, "state", json_string(rounds_state_name[r->state]));
    json_object_set_new(j, "reason",
                        closed ? json_string(rounds_reason_name[r->reason]) : json_null());
    json_object_set_new(j, "round",
                        closed ? json_integer(r->reached) : json_integer(case_round(r->state)));
    json_object_set_new(j, "turn",
                        json_string(closed                          ? "nobody"
                                    : case_customers_turn(r->state) ? "customer"
                                                                    : "merchant"));
    json_object_set_new(j, "lane", json_string(rounds_lane_name[r->lane]));
    json_object_set_new(j, "level", json_integer(r->level));
    add_finding(j, c);
    add_clock(j, r, now_ms);
    add_beside(j, c);
    add_review(j, c);
    json_object_set_new(j, "recorded", record(&c->record));
    json_object_set_new(j, "next", case_next(c, next)[0] ? json_string(next) : json_null());
    return j;
}

void case_json_print(json_t *j)
{
    json_dumpf(j, cli_out(), JSON_COMPACT | JSON_REAL_PRECISION(9));
    fputc('\n', cli_out());
    json_decref(j);
}
