#include "oncall/advice.h"

#include "core/iso8601.h"
#include "oncall/show.h"
#include "oncall/term.h"

#include <stdio.h>

const char *advice_money(int64_t minor, struct str currency, char out[ADVICE_MONEY_CAP])
{
    snprintf(out, ADVICE_MONEY_CAP, "%lld.%02d%s%.*s", (long long)(minor / 100), (int)(minor % 100),
             currency.len ? " " : "", currency.len > 8 ? 8 : (int)currency.len,
             currency.ptr ? currency.ptr : "");
    return out;
}

/* One paragraph: the heading, or blanks under it, and the text in lines. */
static void paragraph(const char *heading, const char *text)
{
    if (heading)
        show_heading(heading);
    else
        printf("%*s", SHOW_INDENT, "");
    term_wrap(stdout, str_from(text), SHOW_COLUMNS, SHOW_INDENT);
}

static void named(const char *heading, const char *name, const char *text)
{
    enum { NAME = 13 };
    if (heading)
        show_heading(heading);
    else
        printf("%*s", SHOW_INDENT, "");
    printf("%-*s", NAME, name);
    term_wrap(stdout, str_from(text), SHOW_COLUMNS - NAME, SHOW_INDENT + NAME);
}

/* Bought far below its price, the best goods are thought to be fakes. */
static const char *const cheap[PLAYBOOK_LANGUAGE_N] = {
    "So cheap that it will be thought a fake: have the proofs ready before you answer.",
    "买得太便宜，容易被疑为假货：回复前先备齐证据。"};

/* The deadline is the same for all. */
static const char *const soothe[PLAYBOOK_LANGUAGE_N] = {
    "Reasons do not reach them now: do not argue. Apologise for the trouble, hear them out, offer "
    "what you may at once, in private; the deadline stays.",
    "对方现在听不进道理：不争辩，先为添的麻烦道歉，听完，私下尽快给出你能给的；时限不变。"};

static void print_first(const struct advice *a)
{
    paragraph("DO FIRST", advice_line(a, PLAYBOOK_FIRST));
    if (a->cheap)
        paragraph(NULL, cheap[a->reader]);
    if (a->our_fault)
        paragraph(NULL, advice_line(a, PLAYBOOK_FAULT));
}

static void print_prompts(const struct advice *a)
{
    named("THINK OF", "expectation", advice_line(a, PLAYBOOK_EXPECT));
    named(NULL, "trouble", advice_line(a, PLAYBOOK_TROUBLE));
    named(NULL, "situation", advice_line(a, PLAYBOOK_CONTEXT));
}

/* The next of what is divided by |, without blanks around it. */
static struct str next_part(const char **at)
{
    size_t len = strcspn(*at, "|");
    struct str one = {*at, (uint32_t)len};
    while (one.len && one.ptr[one.len - 1] == ' ')
        one.len--;
    *at += len + ((*at)[len] == '|');
    *at += strspn(*at, " ");
    return one;
}

/* "first? | second?" as a numbered list, each with what it means behind it. */
static void print_questions(const struct advice *a)
{
    const char *at = advice_line(a, PLAYBOOK_ASK), *meant = advice_translation(a, PLAYBOOK_ASK);
    char text[700];
    for (unsigned n = 1; *at; n++) {
        struct str one = next_part(&at), in_ours = next_part(&meant);
        snprintf(text, sizeof(text), in_ours.len ? "%.*s (%.*s)" : "%.*s%.*s", STR_FMT(one),
                 STR_FMT(in_ours));
        if (n == 1)
            show_heading("ASK");
        else
            printf("%*s", SHOW_INDENT, "");
        printf("%u ", n);
        term_wrap(stdout, str_from(text), SHOW_COLUMNS - 2, SHOW_INDENT + 2);
    }
}

/* What is said to the customer, and below it what it means. */
static void print_said(const char *heading, const struct advice *a, enum playbook_line line)
{
    char text[700];
    paragraph(heading, advice_line(a, line));
    snprintf(text, sizeof(text), "(%s)", advice_translation(a, line));
    if (text[1] != ')')
        paragraph(NULL, text);
}

static void names_of(uint32_t bits, char *out, size_t cap)
{
    size_t len = 0;
    out[0] = '\0';
    for (int i = 0; i < EVIDENCE_N; i++)
        if (bits & (1u << i))
            len +=
                (size_t)snprintf(out + len, cap - len, "%s%s", len ? ", " : "", vocab_evidence[i]);
}

static void print_evidence(const struct advice *a, const struct store_case *c)
{
    char names[160], text[240];
    const char *heading = "EVIDENCE";
    if (a->have) {
        names_of(a->have, names, sizeof(names));
        snprintf(text, sizeof(text), "on the case: %s", names);
        paragraph(heading, text);
        heading = NULL;
    }
    if (!a->missing)
        return;
    names_of(a->missing, names, sizeof(names));
    snprintf(text, sizeof(text), "not on the case yet: %s", names);
    paragraph(heading, text);
    if (c->finding.flags & (1u << FLAG_EVIDENCE))
        paragraph(NULL, "they say they have photos or proof: ask for them, then note what came");
    printf("%*sredress case evidence %.8s %s\n", SHOW_INDENT, "", c->id,
           vocab_evidence[__builtin_ctz(a->missing)]);
}

static void print_proposals(const struct advice *a, const struct store_case *c, bool in_words)
{
    char text[400], owner[ADVICE_MONEY_CAP], lead[ADVICE_MONEY_CAP];
    size_t len = 0;
    for (unsigned i = 0; i < a->propose_count; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s",
                                i == 0   ? ""
                                : i == 1 ? "; if not, "
                                         : ", ",
                                case_proposals[a->propose[i]]);
    if (a->lead != a->cause)
        snprintf(text + len, sizeof(text) - len, " (%s can be solved first)",
                 vocab_cause_title[a->lead]);
    paragraph("PROPOSE", text);
    if (in_words)
        print_said(NULL, a, PLAYBOOK_PROPOSE);
    advice_money(a->cap_owner, c->fields.currency, owner);
    advice_money(a->cap_lead, c->fields.currency, lead);
    if (a->cap_lead > a->cap_owner)
        snprintf(text, sizeof(text), "you may offer %s, a lead %s, more a manager%s", owner, lead,
                 a->value_known ? "" : " (order value not known)");
    else
        snprintf(text, sizeof(text), "you may offer %s, more a manager%s", owner,
                 a->value_known ? "" : " (order value not known)");
    paragraph(NULL, text);
    if (c->head.state.payable && c->head.state.state == ROUNDS_2M)
        paragraph(NULL, "the money is asked back and you may give it: this round is short for it");
}

static void print_right(const char *heading, const char *name, const struct advice_right *r)
{
    char text[160], date[ISO8601_CAP] = "";
    if (r->verdict == ADVICE_NO_RIGHT)
        return;
    if (r->until_ms > 0)
        iso8601_write((wall_ms_t){r->until_ms}, date);
    date[10 < sizeof(date) ? 10 : 0] = '\0';
    const char *said = r->verdict == ADVICE_UNKNOWN ? "not known when it came"
                       : r->verdict == ADVICE_OVER  ? "over since"
                       : date[0]                    ? "open until"
                                                    : "open, nothing has come yet";
    snprintf(text, sizeof(text), "%s%s%s (%s: %d days)", said, date[0] ? " " : "", date, r->rule,
             (int)r->days);
    named(heading, name, text);
}

static void print_stake(const struct advice *a, const struct store_case *c)
{
    char value[ADVICE_MONEY_CAP], loss[ADVICE_MONEY_CAP], text[240];
    advice_money(a->value_minor, c->fields.currency, value);
    advice_money(a->loss_minor, c->fields.currency, loss);
    if (a->buyers > 0)
        snprintf(text, sizeof(text), "about %s: the order (%s%s) and %lld buyers of %lld readers",
                 loss, a->value_known ? "" : "say ", value, (long long)a->buyers,
                 (long long)a->readers);
    else
        snprintf(text, sizeof(text), "the order (%s%s); few read it", a->value_known ? "" : "say ",
                 value);
    paragraph("AT STAKE", text);
}

void advice_print(const struct advice *a, const struct store_case *c)
{
    if (a->soothe && c->head.state.state != ROUNDS_CL)
        paragraph("SOOTHE", soothe[a->reader]);
    uint8_t state = c->head.state.state;
    bool first = state == ROUNDS_1M || state == ROUNDS_1C;
    bool second = state == ROUNDS_2M || state == ROUNDS_2C;
    if (state == ROUNDS_CL)
        return;
    if (first)
        print_first(a);
    print_prompts(a);
    if (first)
        print_questions(a);
    else if (!second)
        print_said("ASK", a, PLAYBOOK_END);
    print_evidence(a, c);
    print_proposals(a, c, second);
    bool rights = a->give_back.verdict != ADVICE_NO_RIGHT;
    print_right("RIGHTS", "return", &a->give_back);
    print_right(rights ? NULL : "RIGHTS", "freight ins.", &a->insurance);
    print_stake(a, c);
}
