#include "oncall/advice.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY_MS INT64_C(86400000)
#define LIKELY 500 /* 1/1000: from here on a further cause counts */

const char *const advice_verdict_name[4] = {"none", "open", "over", "unknown"};

/* ---- causes ----------------------------------------------------------------------------------*/

static int recorded_cause(const struct store_case *c)
{
    return vocab_find(vocab_cause, CAUSE_N, c->record.cause.ptr, c->record.cause.len);
}

static void choose_causes(struct advice *a, const struct playbook *b, const struct store_case *c)
{
    const struct finding *x = &c->finding;
    int recorded = recorded_cause(c);
    a->cause = recorded >= 0 ? (enum cause)recorded : case_leading_cause(c);
    a->lead = a->cause;
    bool settled = recorded >= 0 || x->floor == FLOOR_SAFETY; /* nothing comes before danger */
    for (unsigned i = 0; i < x->cause_count && !settled; i++)
        if (x->p_cause[x->cause[i]] >= LIKELY &&
            playbook_cause(b, x->cause[i])->actionable > playbook_cause(b, a->lead)->actionable)
            a->lead = x->cause[i];
    a->book = playbook_cause(b, a->cause);
    a->lead_book = playbook_cause(b, a->lead);
}

static enum playbook_language language_named(struct str l)
{
    return l.len >= 2 && strncasecmp(l.ptr, "zh", 2) == 0 ? PLAYBOOK_ZH : PLAYBOOK_EN;
}

/* As locale(7) says; English where nothing is. */
static enum playbook_language terminal_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *said = getenv(names[i]);
        if (said && said[0])
            return language_named(str_from(said));
    }
    return PLAYBOOK_EN;
}

/* The customer's language, where it is one of ours; else that of the terminal. */
static enum playbook_language language_of(const struct store_case *c)
{
    return c->fields.locale.len >= 2 ? language_named(c->fields.locale) : terminal_language();
}

bool advice_reads_chinese(const char *language, bool customer)
{
    if (strcmp(language, "auto") == 0)
        return terminal_language() == PLAYBOOK_ZH;
    return strcmp(language, "customer") == 0 ? customer : strcmp(language, "zh") == 0;
}

void advice_read(struct advice *a, const char *language)
{
    if (!language || strcmp(language, "auto") == 0)
        a->reader = terminal_language();
    else
        a->reader =
            strcmp(language, "customer") == 0 ? a->language : language_named(str_from(language));
}

/* ---- proposals -------------------------------------------------------------------------------*/

/* In the playbook's order, but what the customer asks for comes first if the playbook has it. */
static void choose_proposals(struct advice *a, const struct store_case *c)
{
    const struct playbook_cause *p = a->lead_book;
    int wanted = case_proposal_wanted(c);
    a->propose_count = (unsigned)p->propose_count;
    memcpy(a->propose, p->propose, sizeof(a->propose));
    for (unsigned i = 1; i < a->propose_count; i++)
        if (a->propose[i] == wanted) {
            memmove(a->propose + 1, a->propose, i);
            a->propose[0] = (uint8_t)wanted;
        }
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void choose_caps(struct advice *a, const struct store_case *c)
{
    const struct playbook_general *g = a->general;
    a->value_known = c->fields.order_value_minor > 0;
    a->value_minor = a->value_known ? c->fields.order_value_minor : g->no_value_minor;
    double value = (double)a->value_minor; /* a value may be anything that fits 64 bits */
    double owner = value * a->lead_book->cap_owner_percent / 100;
    double lead = value * a->lead_book->cap_lead_percent / 100;
    a->cap_owner = owner < g->cap_owner_minor ? (int64_t)owner : g->cap_owner_minor;
    a->cap_lead = lead < g->cap_lead_minor ? (int64_t)lead : g->cap_lead_minor;
    if (a->cap_lead < a->cap_owner)
        a->cap_lead = a->cap_owner;
}

const char *advice_approver(const struct advice *a, int64_t amount_minor)
{
    return amount_minor <= a->cap_owner ? NULL : amount_minor <= a->cap_lead ? "lead" : "manager";
}

/* ---- rights ----------------------------------------------------------------------------------*/

/* The goods came at `received`; or, not known, after the purchase and before the review was
 * written. Who complains that nothing came has all his time before him. */
static struct advice_right right_of(const struct playbook_right *r, const struct store_case *c,
                                    const struct advice_facts *d, bool never_came, int64_t now)
{
    struct advice_right out = {.verdict = ADVICE_UNKNOWN, .days = r->days, .rule = r->rule};
    int64_t window = r->days * DAY_MS;
    if (r->days == 0) {
        out.verdict = ADVICE_NO_RIGHT;
    } else if (d && d->received_at > 0) {
        out.until_ms = d->received_at + window;
        out.verdict = now <= out.until_ms ? ADVICE_OPEN : ADVICE_OVER;
    } else if (never_came) {
        out.verdict = ADVICE_OPEN;
    } else if (c->fields.created_at > 0 && now > c->fields.created_at + window) {
        out.until_ms = c->fields.created_at + window;
        out.verdict = ADVICE_OVER;
    } else if (d && d->purchased_at > 0 && now <= d->purchased_at + window) {
        out.until_ms = d->purchased_at + window;
        out.verdict = ADVICE_OPEN;
    }
    return out;
}

/* ---- what is at stake ------------------------------------------------------------------------*/

static double count(int64_t n)
{
    return n > 0 ? (double)n : 0;
}

/* The order, and the buyers whom the complaint turns away, each worth such an order. The audience
 * is the one that the priority counts. */
static void estimate_loss(struct advice *a, const struct store_case *c)
{
    const struct event_fields *f = &c->fields;
    double readers = count(f->author_followers) + 10 * count(f->helpful_votes) +
                     20 * count(f->shares) + count(f->group_size);
    readers = readers < 1e12 ? readers : 1e12;
    double buyers = readers * a->general->lost_permille / 1000;
    double loss = (double)a->value_minor * (1 + buyers);
    a->readers = (int64_t)readers;
    a->buyers = (int64_t)buyers;
    a->loss_minor = (int64_t)(loss < 1e15 ? loss : 1e15);
}

/* ---- the next command ------------------------------------------------------------------------*/

/* Which amount goes with a proposal: all of the order, or what may be offered unasked. */
int64_t advice_amount(const struct advice *a, const char *proposal)
{
    if (strcmp(proposal, "partial") == 0) /* never without one */
        return least(a->cap_owner, a->value_minor);
    if (!a->value_known)
        return 0;
    if (strcmp(proposal, "refund") == 0)
        return a->value_minor;
    return strcmp(proposal, "compensate") == 0 ? a->cap_owner : 0;
}

/* What the rules would take: an explanation alone needs evidence. */
static const char *first_possible(const struct advice *a)
{
    for (unsigned i = 0; i < a->propose_count; i++)
        if (a->have || strcmp(case_proposals[a->propose[i]], "explain") != 0)
            return case_proposals[a->propose[i]];
    return "apology";
}

static void choose_next(struct advice *a, const struct store_case *c)
{
    case_next(c, a->next);
    if (c->head.state.state != ROUNDS_2M || a->propose_count == 0)
        return;
    const char *proposal = first_possible(a);
    int64_t amount = advice_amount(a, proposal);
    int n = snprintf(a->next, sizeof(a->next), "redress case answer %.8s --proposal %s", c->id,
                     proposal);
    if (amount <= 0 && case_is_money(proposal))
        snprintf(a->next + n, sizeof(a->next) - (size_t)n, " --amount N");
    else if (amount > 0)
        snprintf(a->next + n, sizeof(a->next) - (size_t)n, " --amount %lld.%02d%s",
                 (long long)(amount / 100), (int)(amount % 100),
                 advice_approver(a, amount) ? " --approved-by NAME" : "");
}

void advice_make(struct advice *a, const struct playbook *b, const struct store_case *c,
                 const struct advice_facts *facts, int64_t now_ms)
{
    *a = (struct advice){.general = playbook_general(b), .language = language_of(c)};
    advice_read(a, NULL);
    choose_causes(a, b, c);
    choose_caps(a, c);
    a->have = c->head.state.evidence;
    a->missing = (a->book->evidence | a->lead_book->evidence) & ~a->have;
    a->cheap = facts && a->value_known && facts->list_price_minor > 0 &&
               c->fields.order_value_minor / 4 <= facts->list_price_minor / 10;
    if (a->cheap)
        a->missing |= playbook_cause(b, CAUSE_COUNTERFEIT)->evidence & ~a->have;
    a->our_fault = a->book->our_fault || (a->have & (1u << EVIDENCE_SYSTEM));
    a->soothe = str_eq(c->record.stance, STR_LIT("unreasonable"));
    choose_proposals(a, c);
    bool never_came = a->cause == CAUSE_LATE || a->cause == CAUSE_MISSING;
    a->give_back = right_of(&a->book->give_back[a->language], c, facts, never_came, now_ms);
    a->insurance = right_of(&a->book->insurance[a->language], c, facts, never_came, now_ms);
    estimate_loss(a, c);
    choose_next(a, c);
}

const char *advice_next(const struct config *cfg, const struct store_case *c,
                        char out[CASE_NEXT_CAP])
{
    struct advice a;
    struct err unread;
    struct playbook *b = playbook_load(cfg->enrich_policy, &unread);
    if (!b)
        return case_next(c, out);
    advice_make(&a, b, c, NULL, 0);
    snprintf(out, CASE_NEXT_CAP, "%s", a.next);
    playbook_free(b);
    return out;
}

static bool is_said(enum playbook_line line)
{
    return line == PLAYBOOK_ASK || line == PLAYBOOK_PROPOSE || line == PLAYBOOK_END;
}

static const char *line_in(const struct advice *a, enum playbook_line line,
                           enum playbook_language language)
{
    bool of_proposal = line == PLAYBOOK_PROPOSE;
    return (of_proposal ? a->lead_book : a->book)->line[line][language];
}

const char *advice_line(const struct advice *a, enum playbook_line line)
{
    return line_in(a, line, is_said(line) ? a->language : a->reader);
}

const char *advice_translation(const struct advice *a, enum playbook_line line)
{
    return is_said(line) && a->reader != a->language ? line_in(a, line, a->reader) : "";
}
