#include "notify/message.h"

#include "core/finding.h"
#include "core/iso8601.h"
#include "core/mend.h"

#include <stdio.h>
#include <string.h>

#define SHORT 8 /* characters of an id that people are shown */
#define HOUR_MS INT64_C(3600000)

static bool is(const struct outbox_alert *a, const char *kind)
{
    return strcmp(a->kind, kind) == 0;
}

const char *message_round(const struct outbox_alert *a)
{
    static const char *const names[] = {"-", "1", "2", "3", "final", "manager", "promise"};
    return names[a->round < 7 ? a->round : 0];
}

const char *message_severity(const struct outbox_alert *a)
{
    if (is(a, "escalate") || is(a, "absence") || is(a, "incident") || a->level >= 2)
        return "critical";
    if (is(a, "promise") || is(a, "appeal") || is(a, "markdown") || is(a, "vacant") ||
        is(a, "quota") || is(a, "drift") || is(a, "slump"))
        return "warning";
    if (is(a, "open") || is(a, "warn") || is(a, "breach") || is(a, "herd"))
        return a->priority >= 900 ? "critical" : is(a, "open") ? "info" : "warning";
    return "info";
}

const char *message_cause(const struct outbox_alert *a)
{
    return a->c.finding.cause_count ? vocab_cause[a->c.finding.cause[0]] : "other";
}

/* ---- sentences -------------------------------------------------------------------------------*/

static const char *level_name(unsigned level)
{
    static const char *const names[] = {"its owner", "the pool", "the lead", "the manager"};
    return names[level & 3];
}

static void causes_of(const struct outbox_alert *a, char out[128])
{
    const struct finding *x = &a->c.finding;
    size_t len = 0;
    snprintf(out, 128, "%s", "a complaint");
    for (unsigned i = 0; i < x->cause_count && len < 90; i++)
        len +=
            (size_t)snprintf(out + len, 128 - len, "%s%s", i ? ", " : "", vocab_cause[x->cause[i]]);
}

/* %s: the round */
static const struct {
    const char *kind, *words;
} happenings[] = {
    {"open", "new complaint"},
    {"warn", "round %s is running out of time"},
    {"escalate", "escalated to a manager"},
    {"nudge", "the customer is silent in round %s"},
    {"reply", "the customer wrote, round %s is ours"},
    {"closed", "closed"},
    {"snooze", "put aside until now, round %s goes on"},
    {"promise", "a promise is overdue"},
    {"appeal", "the platform's deadline has come"},
    {"markdown", "a price is still cut"},
    {"gather", "evidence that was asked for is late"},
    {"update", "the review was edited and no longer complains"},
    {"turning", "the customer writes without complaint: a good moment to close"},
    {"vacant", "nobody has it, and half of round %s is over"},
    {"lapse", "the customer who wrote kindly still waits: the moment to close passes"},
    {"quota", "most of what the seller may give away this month is promised"},
    {"guard", "words against the customer were refused: talk to whoever wrote them"},
    {"known", "somebody complains again and again: the lead has it"},
    {"forward", "whom it was passed on to has not answered in time"},
};

static void happened(const struct outbox_alert *a, char out[128])
{
    const char *words = a->kind, *round;
    for (size_t i = 0; i < sizeof(happenings) / sizeof(*happenings); i++)
        if (is(a, happenings[i].kind))
            words = happenings[i].words;
    if (is(a, "breach"))
        snprintf(out, 128, "round %s missed its deadline, calling %s", message_round(a),
                 level_name(a->level));
    else if (is(a, "incident"))
        snprintf(out, 128, "an incident rose to level %u, %u people complain of the product",
                 a->level, a->c.herd);
    else if (is(a, "herd"))
        snprintf(out, 128, "%u people complain of the product", a->c.herd);
    else if ((round = strstr(words, "%s")) != NULL)
        snprintf(out, 128, "%.*s%s%s", (int)(round - words), words, message_round(a), round + 2);
    else
        snprintf(out, 128, "%s", words);
}

const char *message_what(const struct outbox_alert *a, char out[MESSAGE_CAP])
{
    char what[128], causes[128];
    happened(a, what);
    causes_of(a, causes);
    if (a->why[0])
        snprintf(out, MESSAGE_CAP, "%s", a->why);
    else
        snprintf(out, MESSAGE_CAP, "%.120s: %.120s", what, causes);
    return mend_utf8(out); /* names in it may have been cut */
}

static void add_why(char out[MESSAGE_CAP], const char *what, unsigned points, const char *before)
{
    size_t len = strlen(out);
    snprintf(out + len, MESSAGE_CAP - len, "%s%s (%s%u)", len ? "; " : "", what, before, points);
}

/* Of alerts that are about no single case. */
static const struct {
    const char *kind, *words;
} reasons[] = {
    {"absence", "no problems at all is the worst sign"},
    {"quota", "what is promised beyond it wants a manager's approval"},
    {"departures", "where some leave in front of all, most follow"},
    {"drift", "what grows worse by and by ends in a flood"},
    {"slump", "most who come to buy see the average first"},
};

const char *message_why(const struct outbox_alert *a, char out[MESSAGE_CAP])
{
    const struct finding *x = &a->c.finding;
    char because[FINDING_BECAUSE_CAP];
    unsigned taken = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
        if (is(a, reasons[i].kind))
            return reasons[i].words;
    if (!a->c.known)
        return "the case is gone";
    if (x->floor != FLOOR_NONE && finding_sum(x) < x->floor_points)
        add_why(out, finding_floor_because((enum floor_kind)x->floor), x->floor_points,
                "at least ");
    for (int n = out[0] ? 1 : 2; n > 0; n--) {
        enum term best = finding_greatest(x, &taken);
        if (best == TERM_N)
            break;
        add_why(out, finding_because(&a->c.fields, x, best, because, sizeof(because)),
                x->points[best], "");
    }
    return out;
}

static bool owned(const struct outbox_alert *a, int64_t now_ms)
{
    const struct rounds_case *r = &a->c.head.state;
    return r->owner[0] && r->owner_until_ms > now_ms;
}

/* An id that a shell would take for something else is left to whoever types it. */
static void trend_command(const char *product, char out[MESSAGE_CAP])
{
    bool plain = product[0] && product[0] != '-' && strlen(product) < 200 &&
                 product[strspn(product, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789._:@-")] == '\0';
    snprintf(out, MESSAGE_CAP, "redress case trend%s%.200s", plain ? " --product " : "",
             plain ? product : "");
}

const char *message_command(const struct outbox_alert *a, int64_t now_ms, char out[MESSAGE_CAP])
{
    bool closed = a->c.known && a->c.head.state.state == ROUNDS_CL;
    if (is(a, "absence"))
        snprintf(out, MESSAGE_CAP, "redress case stats");
    else if (is(a, "departures"))
        snprintf(out, MESSAGE_CAP, "redress case herd %.*s", SHORT, a->case_id);
    else if (is(a, "drift") || is(a, "slump"))
        trend_command(a->product, out);
    else
        snprintf(out, MESSAGE_CAP, "redress case %s %.*s",
                 a->c.known && !closed && !owned(a, now_ms) ? "claim" : "show", SHORT, a->case_id);
    return out;
}

/* ---- does it hold ----------------------------------------------------------------------------*/

static unsigned turn_of(uint8_t state, bool *ours)
{
    static const struct {
        uint8_t turn, ours;
    } rows[ROUNDS_STATE_N] = {
        [ROUNDS_1M] = {1, 1}, [ROUNDS_1C] = {1, 0}, [ROUNDS_2M] = {2, 1},
        [ROUNDS_2C] = {2, 0}, [ROUNDS_3M] = {3, 1}, [ROUNDS_3C] = {3, 0},
        [ROUNDS_FM] = {4, 1}, [ROUNDS_ES] = {5, 1}, [ROUNDS_PK] = {6, 1},
    };
    *ours = rows[state].ours;
    return rows[state].turn;
}

/* These have deadlines of their own, whoever's turn it is. */
static bool runs_beside(const struct outbox_alert *a)
{
    return is(a, "promise") || is(a, "appeal") || is(a, "markdown") || is(a, "gather") ||
           is(a, "forward");
}

bool message_of_no_case(const struct outbox_alert *a)
{
    return is(a, "absence") || is(a, "departures") || is(a, "drift") || is(a, "slump");
}

bool message_holds(const struct outbox_alert *a, int64_t now_ms)
{
    const struct rounds_case *r = &a->c.head.state;
    bool ours;
    if (is(a, "absence"))
        return true;
    if (is(a, "departures"))
        return now_ms < a->at_ms + HOUR_MS;
    if (is(a, "drift") || is(a, "slump"))
        return now_ms < a->at_ms + 24 * HOUR_MS;
    if (!a->c.known || r->state == ROUNDS_CL || a->lives != r->reopened)
        return false;
    if (is(a, "herd") || is(a, "incident") || is(a, "quota") || is(a, "guard") || runs_beside(a))
        return true;
    unsigned turn = turn_of(r->state, &ours);
    if (is(a, "escalate"))
        return turn == 5;
    if (is(a, "open") || is(a, "reply"))
        return turn == a->round && ours && !owned(a, now_ms);
    if (is(a, "vacant"))
        return turn == a->round && !owned(a, now_ms);
    return turn == a->round && ours != is(a, "nudge");
}

/* ---- JSON ------------------------------------------------------------------------------------*/

json_t *message_moment(int64_t ms)
{
    char out[ISO8601_CAP];
    if (ms <= 0)
        return json_null();
    iso8601_write((wall_ms_t){ms}, out);
    return json_string(out);
}

static json_t *text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_null();
}

static json_t *names(const struct finding *x)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < x->cause_count; i++)
        json_array_append_new(list, json_string(vocab_cause[x->cause[i]]));
    return list;
}

static void add_case(json_t *j, const struct outbox_alert *a, int64_t now_ms)
{
    const struct store_case *c = &a->c;
    const struct rounds_case *r = &c->head.state;
    json_object_set_new(j, "state", json_string(a->state));
    json_object_set_new(j, "lane", c->known ? json_string(rounds_lane_name[r->lane]) : json_null());
    json_object_set_new(j, "owner", owned(a, now_ms) ? json_string(r->owner) : json_null());
    json_object_set_new(j, "causes", names(&c->finding));
    json_object_set_new(j, "demand",
                        c->known ? json_string(vocab_demand[c->finding.demand]) : json_null());
    json_object_set_new(j, "herd", json_integer(c->herd));
    json_object_set_new(j, "product_id", text(str_from(a->product)));
    json_object_set_new(j, "seller_id", text(c->fields.seller_id));
    json_object_set_new(j, "marketplace",
                        text(c->known ? c->fields.marketplace : str_from(a->marketplace)));
    json_object_set_new(j, "review_id", text(c->fields.review_id));
}

json_t *message_json(const struct outbox_alert *a, int64_t now_ms)
{
    char words[MESSAGE_CAP];
    json_t *j = json_object();
    json_object_set_new(j, "id", json_string(a->id));
    json_object_set_new(j, "kind", json_string(a->kind));
    json_object_set_new(j, "case", a->why[0] ? json_null() : json_string(a->case_id));
    json_object_set_new(j, "round", json_string(message_round(a)));
    json_object_set_new(j, "level", json_integer(a->level));
    json_object_set_new(j, "reopened", json_integer(a->lives));
    json_object_set_new(j, "severity", json_string(message_severity(a)));
    json_object_set_new(j, "at", message_moment(a->at_ms));
    json_object_set_new(j, "deadline", message_moment(a->due_ms));
    json_object_set_new(j, "priority", json_integer(a->priority));
    add_case(j, a, now_ms);
    json_object_set_new(j, "what", json_string(message_what(a, words)));
    json_object_set_new(j, "why", json_string(message_why(a, words)));
    json_object_set_new(j, "command", json_string(message_command(a, now_ms, words)));
    return j;
}
