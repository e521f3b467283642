/* What `redress case show` prints for people. */
#include "oncall/show.h"

#include "core/finding.h"
#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

void show_heading(const char *name)
{
    term_styled(stdout, TERM_BOLD, "%-*s", SHOW_INDENT, name);
}

void show_moment(int64_t ms)
{
    char out[ISO8601_CAP];
    iso8601_write((wall_ms_t){ms}, out);
    printf("%.10s %.8s UTC", out, out + 11);
}

static void id_pair(const char *name, struct str value)
{
    if (!value.len)
        return;
    printf("%s ", name);
    term_put(stdout, value);
    printf("  ");
}

static void print_title(const struct show *v)
{
    const struct rounds_case *r = &v->c.head.state;
    char left[TERM_DURATION_CAP];
    term_styled(stdout, TERM_CYAN, "case %s", v->c.id);
    term_styled(stdout, TERM_BOLD, "   priority %u", v->c.finding.priority);
    if (r->state == ROUNDS_CL) {
        printf("   closed: %s\n", rounds_reason_name[r->reason]);
        return;
    }
    printf("   %s   ", rounds_state_title[r->state]);
    int64_t rest = r->due_ms - v->now;
    term_styled(stdout, rest < 0 ? TERM_RED : TERM_GREEN, "%s%s", term_duration(rest, left),
                rest < 0 ? "" : " left");
    putchar('\n');
}

/* Returns how many; `before` and the indent stand before the first of the unlikely ones. */
static unsigned print_causes(const struct finding *x, bool unlikely, const char *before)
{
    unsigned n = 0;
    for (unsigned i = 0; i < x->cause_count; i++)
        if (case_cause_unlikely(x, i) == unlikely) {
            printf("%*s%s%s (%u %%)", !n && unlikely ? SHOW_INDENT : 0, "", n ? ", " : before,
                   vocab_cause_title[x->cause[i]], (x->p_cause[x->cause[i]] + 5u) / 10);
            n++;
        }
    return n;
}

static void print_finding(const struct store_case *c)
{
    const struct finding *x = &c->finding;
    show_heading("WHAT");
    print_causes(x, false, "");
    printf("; %s%s\n", x->demand == DEMAND_NONE ? "" : "wants: ", vocab_demand_title[x->demand]);
    if (print_causes(x, true, "perhaps also: "))
        puts("; the text tells");
    for (unsigned i = 0, first = 1; i < FLAG_N; i++)
        if (x->flags & (1u << i)) {
            printf("%*s%s", first ? SHOW_INDENT : 0, "", first ? "" : ", ");
            printf("%s%s", vocab_flag_title[i], x->flags >> (i + 1) ? "" : "\n");
            first = 0;
        }
}

static void print_text(const struct show *v)
{
    show_heading("TEXT");
    if (!v->has_text) {
        term_styled(stdout, TERM_YELLOW, "not to be had: %s", v->no_text.msg);
        putchar('\n');
        return;
    }
    if (v->text.title.len)
        term_wrap(stdout, v->text.title, SHOW_COLUMNS, SHOW_INDENT);
    if (v->text.title.len && v->text.body.len)
        printf("%*s", SHOW_INDENT, "");
    if (v->text.body.len)
        term_wrap(stdout, v->text.body, SHOW_COLUMNS, SHOW_INDENT);
    if (!v->text.title.len && !v->text.body.len)
        puts("(empty)");
}

/* Beside the name and the points, as many lines as it has. */
static void print_because(const char *because, unsigned indent)
{
    enum { POINTS = 17 };
    if (because[0])
        term_wrap(stdout, str_from(because), SHOW_COLUMNS - POINTS, indent + POINTS);
    else
        putchar('\n');
}

void show_why(const struct store_case *c, unsigned indent)
{
    const struct finding *x = &c->finding;
    char because[CASE_BECAUSE_CAP];
    unsigned sum = finding_sum(x), lines = 0;
    for (unsigned t = 0; t < TERM_N; t++) {
        if (!x->points[t])
            continue;
        printf("%*s%-10s %4u  ", lines++ ? (int)indent : 0, "", vocab_term[t], x->points[t]);
        print_because(case_because(c, (enum term)t, because), indent);
    }
    printf("%*s%-10s %4u\n", lines ? (int)indent : 0, "", "sum", sum);
    if (x->floor != FLOOR_NONE) {
        printf("%*s%-10s %4u  ", (int)indent, "", "floor", x->floor_points);
        snprintf(because, sizeof(because), "%s: never below this (floor '%s')",
                 finding_floor_because((enum floor_kind)x->floor), vocab_floor[x->floor]);
        print_because(because, indent);
    }
    printf("%*s", (int)indent, "");
    term_styled(stdout, TERM_BOLD, "%-10s %4u", "priority", x->priority);
    printf("%s\n", sum == x->priority  ? ""
                   : x->priority > sum ? "  lifted by the floor"
                                       : "  the most there is");
}

static void print_next(const struct show *v)
{
    const struct rounds_case *r = &v->c.head.state;
    char next[CASE_NEXT_CAP];
    if (r->state == ROUNDS_CL)
        return;
    show_heading("NEXT");
    if (!case_customers_turn(r->state) && !(r->owner[0] && r->owner_until_ms > v->now))
        printf("redress case claim %.8s\n%*s", v->c.id, SHOW_INDENT, "");
    term_styled(stdout, TERM_CYAN, "%s", v->book ? v->advice.next : case_next(&v->c, next));
    puts(case_next_when(&v->c));
}

static void print_clock(const struct show *v)
{
    const struct rounds_case *r = &v->c.head.state;
    char left[TERM_DURATION_CAP];
    bool any = false;
    show_heading("CLOCK");
    printf("opened ");
    show_moment(r->opened_ms);
    printf(" (%s lane)\n", rounds_lane_name[r->lane]);
    if (r->state != ROUNDS_CL) {
        printf("%*s%s ", SHOW_INDENT, "",
               case_customers_turn(r->state) ? "customer has until" : "deadline");
        show_moment(r->due_ms);
        printf(", %s; ", term_duration(r->due_ms - v->now, left));
        if (case_customers_turn(r->state)) {
            printf("the clock of the whole case rests meanwhile");
        } else {
            printf("whole case ");
            show_moment(r->total_ms);
        }
        printf("\n%*snext wake-up ", SHOW_INDENT, "");
        show_moment(r->wake_ms);
        printf("; level %u (%s)\n", r->level, case_level_name(r->level));
    }
    for (unsigned i = 0; i < 6; i++)
        if (r->breached & (1u << i)) {
            term_styled(stdout, TERM_RED, "%*s%s%s", any ? 0 : SHOW_INDENT, "",
                        any ? ", " : "deadline missed in round ", case_turn_name(i));
            any = true;
        }
    printf("%s", any ? "\n" : "");
    if (r->reopened)
        printf("%*sreopened %u time%s\n", SHOW_INDENT, "", r->reopened,
               r->reopened == 1 ? "" : "s");
}

/* What runs beside the case, and what evidence there is. */
static void print_beside(const struct show *v)
{
    const struct rounds_case *r = &v->c.head.state;
    bool any = false;
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++) {
        if (r->side_status[i] == ROUNDS_SIDE_NONE)
            continue;
        if (!any)
            show_heading("BESIDE");
        printf("%*s%s: %s", any ? SHOW_INDENT : 0, "", rounds_side_title[i],
               rounds_status_name[r->side_status[i]]);
        if (r->side_due_ms[i]) {
            printf(", due ");
            show_moment(r->side_due_ms[i]);
        }
        putchar('\n');
        any = true;
    }
    if (r->relays) {
        show_heading("RELAYED");
        printf("%u time%s, last to ", r->relays, r->relays == 1 ? "" : "s");
        term_put(stdout, v->c.record.relayed_to);
        if (r->reasked)
            printf("; the customer asked again %u time%s", r->reasked, r->reasked == 1 ? "" : "s");
        term_styled(stdout, TERM_YELLOW, "%s\n", r->relays > 1 ? "; they are sent about" : "");
    }
    if (v->c.rating_after) {
        show_heading("AFTER");
        printf("the review was edited and no longer complains: ");
        if (v->c.fields.rating > 0)
            printf("%d of 5 stars before, ", v->c.fields.rating);
        printf("%u now\n", v->c.rating_after);
    }
    if (v->c.complaints) {
        show_heading("AGAIN");
        printf("complaint number %u of this person lately: the lead has it; nothing else "
               "changes\n",
               v->c.complaints);
    }
    if (r->lapse_ms) {
        show_heading("TURNING");
        printf("the customer writes kindly: answer, or close, by ");
        show_moment(r->lapse_ms);
        putchar('\n');
    }
    if (r->snooze_ms) {
        show_heading("SNOOZED");
        printf("until ");
        show_moment(r->snooze_ms);
        putchar('\n');
    }
    if (v->c.record.note.len) {
        show_heading("NOTE");
        term_put(stdout, v->c.record.note);
        putchar('\n');
    }
}

static void print_record(const struct show *v)
{
    const struct rounds_case *r = &v->c.head.state;
    const struct store_record *rec = &v->c.record;
    show_heading("OWNER");
    if (r->owner[0]) {
        term_put(stdout, str_from(r->owner));
        printf(" until ");
        show_moment(r->owner_until_ms);
        printf(" without action\n");
    } else {
        puts("nobody");
    }
    if (rec->about.len) {
        show_heading("ABOUT");
        term_put(stdout, rec->about);
        puts(", who does not work it");
    }
    if (rec->helpers.len) {
        show_heading("HELPING");
        term_put(stdout, rec->helpers);
        putchar('\n');
    }
    if (!rec->cause.len && !rec->proposal.len && !rec->asked_end && !rec->rule.len)
        return;
    show_heading("RECORDED");
    id_pair("cause", rec->cause);
    id_pair("demand", rec->demand);
    if (rec->proposal.len) {
        printf("proposal ");
        term_put(stdout, rec->proposal);
    }
    if (rec->amount_minor) {
        printf(" %lld.%02d ", (long long)(rec->amount_minor / 100), (int)(rec->amount_minor % 100));
        term_put(stdout, v->c.fields.currency);
    }
    puts(rec->asked_end ? "  asked what would end it" : "");
    if (!rec->rule.len)
        return;
    show_heading("DECIDED");
    printf("by rule ");
    term_put(stdout, rec->rule);
    putchar('\n');
}

static void print_where(const struct show *v)
{
    const struct event_fields *f = &v->c.fields;
    if (v->c.incident.len) {
        show_heading("INCIDENT");
        printf("%.8s, %u people: redress case incident show %.8s\n", v->c.incident.ptr, v->c.herd,
               v->c.incident.ptr);
    }
    show_heading("WHERE");
    id_pair("review", f->review_id);
    id_pair("on", f->marketplace);
    printf("(%s, %s)\n%*s", vocab_kind[f->kind], vocab_channel[f->channel], SHOW_INDENT, "");
    id_pair("product", f->product_id);
    id_pair("seller", f->seller_id);
    id_pair("group", f->group_id);
    id_pair("campaign", f->campaign_id);
    id_pair("locale", f->locale);
    printf("\n%*s", SHOW_INDENT, "");
    id_pair("Kafka topic", v->c.topic);
    printf("partition %d  offset %lld\n", v->c.partition, (long long)v->c.offset);
}

void show_entry(void *ctx, const struct store_entry *x)
{
    struct show *v = ctx;
    if (v->lines++ == 0)
        show_heading("HISTORY");
    else
        printf("%*s", SHOW_INDENT, "");
    show_moment(x->at_ms);
    printf("  ");
    term_cell(stdout, x->event, 9, TERM_PLAIN);
    int state = vocab_find(rounds_state_name, ROUNDS_STATE_N, x->state.ptr, x->state.len);
    bool closed = x->state.len > 3 && memcmp(x->state.ptr, "cl:", 3) == 0;
    printf(" %s", closed ? "closed, " : "");
    term_put(stdout, closed      ? (struct str){x->state.ptr + 3, x->state.len - 3}
                     : state < 0 ? x->state
                                 : str_from(rounds_state_title[state]));
    printf("%s", x->who.len ? ", " : "");
    term_put(stdout, x->who);
    putchar('\n');
}

void show_print(const struct show *v)
{
    print_title(v);
    print_finding(&v->c);
    print_text(v);
    show_order_print(v);
    show_heading("WHY");
    show_why(&v->c, SHOW_INDENT);
    show_heading("WORDS");
    show_words(v, SHOW_INDENT);
    if (v->book) {
        advice_print(&v->advice, &v->c);
    } else {
        show_heading("PLAYBOOK");
        term_styled(stdout, TERM_YELLOW, "not to be had: %s\n", v->no_book.msg);
    }
    show_like_print(v);
    show_suspicion_print(v);
    print_next(v);
    show_actions_print(&v->c);
    print_clock(v);
    print_beside(v);
    print_record(v);
    print_where(v);
}
