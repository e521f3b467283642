/* `redress case show` and `redress case why`. */
#include "oncall/oncall.h"
#include "oncall/verbs.h"

#include "core/finding.h"
#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

#define HISTORY 12 /* transitions shown */
#define INDENT 10
#define COLUMNS 88

static int (*fetch_text)(const struct config *cfg, const char *topic, int32_t partition,
                         int64_t offset, struct oncall_text *out, struct err *e);
static void (*give_text_back)(struct oncall_text *text);

void oncall_set_fetch(int (*fetch)(const struct config *cfg, const char *topic, int32_t partition,
                                   int64_t offset, struct oncall_text *out, struct err *e),
                      void (*give_back)(struct oncall_text *text))
{
    fetch_text = fetch;
    give_text_back = give_back;
}

/* What `show` has gathered. */
struct view {
    struct store *store;
    struct store_case c;
    int64_t now;
    struct oncall_text text;
    bool has_text;
    struct err no_text;
    json_t *history; /* with --json */
    unsigned lines;
};

/* ---- pieces ----------------------------------------------------------------------------------*/

static void heading(const char *name)
{
    term_styled(stdout, TERM_BOLD, "%-*s", INDENT, name);
}

static void print_moment(int64_t ms)
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

static void print_title(const struct view *v)
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

static void print_finding(const struct store_case *c)
{
    const struct finding *x = &c->finding;
    heading("WHAT");
    for (unsigned i = 0; i < x->cause_count; i++)
        printf("%s%s (%u %%)", i ? ", " : "", vocab_cause_title[x->cause[i]],
               (x->p_cause[x->cause[i]] + 5u) / 10);
    printf("; %s%s\n", x->demand == DEMAND_NONE ? "" : "wants: ", vocab_demand_title[x->demand]);
    for (unsigned i = 0, first = 1; i < FLAG_N; i++)
        if (x->flags & (1u << i)) {
            printf("%*s%s", first ? INDENT : 0, "", first ? "" : ", ");
            printf("%s%s", vocab_flag_title[i], x->flags >> (i + 1) ? "" : "\n");
            first = 0;
        }
}

static void print_text(const struct view *v)
{
    heading("TEXT");
    if (!v->has_text) {
        term_styled(stdout, TERM_YELLOW, "not to be had: %s", v->no_text.msg);
        putchar('\n');
        return;
    }
    if (v->text.title.len)
        term_wrap(stdout, v->text.title, COLUMNS, INDENT);
    if (v->text.title.len && v->text.body.len)
        printf("%*s", INDENT, "");
    if (v->text.body.len)
        term_wrap(stdout, v->text.body, COLUMNS, INDENT);
    if (!v->text.title.len && !v->text.body.len)
        puts("(empty)");
}

/* The points; their sum is the priority unless a floor lifts it or the top caps it. */
static void print_why(const struct store_case *c, unsigned indent)
{
    const struct finding *x = &c->finding;
    char because[CASE_BECAUSE_CAP];
    unsigned sum = finding_sum(x), lines = 0;
    for (unsigned t = 0; t < TERM_N; t++) {
        if (!x->points[t])
            continue;
        printf("%*s%-10s %4u  ", lines++ ? (int)indent : 0, "", vocab_term[t], x->points[t]);
        term_put(stdout, str_from(case_because(c, (enum term)t, because)));
        putchar('\n');
    }
    printf("%*s%-10s %4u\n", lines ? (int)indent : 0, "", "sum", sum);
    if (x->floor != FLOOR_NONE)
        printf("%*s%-10s %4u  %s: never below this (floor '%s')\n", (int)indent, "", "floor",
               x->floor_points, finding_floor_because((enum floor_kind)x->floor),
               vocab_floor[x->floor]);
    printf("%*s", (int)indent, "");
    term_styled(stdout, TERM_BOLD, "%-10s %4u", "priority", x->priority);
    printf("%s\n", sum == x->priority  ? ""
                   : x->priority > sum ? "  lifted by the floor"
                                       : "  the most there is");
}

static void print_next(const struct view *v)
{
    const struct rounds_case *r = &v->c.head.state;
    char next[CASE_NEXT_CAP];
    if (r->state == ROUNDS_CL)
        return;
    heading("NEXT");
    if (!case_customers_turn(r->state) && !(r->owner[0] && r->owner_until_ms > v->now))
        printf("redress case claim %.8s\n%*s", v->c.id, INDENT, "");
    term_styled(stdout, TERM_CYAN, "%s", case_next(&v->c, next));
    if (case_customers_turn(r->state))
        printf("   when they have written%s", r->state == ROUNDS_2C ? "; or refuse" : "");
    if (r->state == ROUNDS_FM || r->state == ROUNDS_ES)
        printf("   or --by-rule RULE, or --public");
    putchar('\n');
}

static void print_clock(const struct view *v)
{
    const struct rounds_case *r = &v->c.head.state;
    char left[TERM_DURATION_CAP];
    bool any = false;
    heading("CLOCK");
    printf("opened ");
    print_moment(r->opened_ms);
    printf(" (%s lane)\n", rounds_lane_name[r->lane]);
    if (r->state != ROUNDS_CL) {
        printf("%*s%s ", INDENT, "",
               case_customers_turn(r->state) ? "customer has until" : "deadline");
        print_moment(r->due_ms);
        printf(", %s; whole case ", term_duration(r->due_ms - v->now, left));
        print_moment(r->total_ms);
        printf("\n%*snext wake-up ", INDENT, "");
        print_moment(r->wake_ms);
        printf("; level %u (%s)\n", r->level, case_level_name(r->level));
    }
    for (unsigned i = 0; i < 5; i++)
        if (r->breached & (1u << i)) {
            term_styled(stdout, TERM_RED, "%*s%s%s", any ? 0 : INDENT, "",
                        any ? ", " : "deadline missed in round ", case_turn_name(i));
            any = true;
        }
    printf("%s", any ? "\n" : "");
    if (r->reopened)
        printf("%*sreopened %u time%s\n", INDENT, "", r->reopened, r->reopened == 1 ? "" : "s");
}

static void print_record(const struct view *v)
{
    const struct rounds_case *r = &v->c.head.state;
    const struct store_record *rec = &v->c.record;
    heading("OWNER");
    if (r->owner[0]) {
        term_put(stdout, str_from(r->owner));
        printf(" until ");
        print_moment(r->owner_until_ms);
        printf(" without action\n");
    } else {
        puts("nobody");
    }
    if (!rec->cause.len && !rec->proposal.len && !rec->asked_end && !rec->rule.len)
        return;
    heading("RECORDED");
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
    heading("DECIDED");
    printf("by rule ");
    term_put(stdout, rec->rule);
    putchar('\n');
}

static void print_where(const struct view *v)
{
    const struct event_fields *f = &v->c.fields;
    heading("WHERE");
    id_pair("review", f->review_id);
    id_pair("on", f->marketplace);
    printf("(%s, %s)\n%*s", vocab_kind[f->kind], vocab_channel[f->channel], INDENT, "");
    id_pair("product", f->product_id);
    id_pair("seller", f->seller_id);
    id_pair("group", f->group_id);
    id_pair("locale", f->locale);
    printf("\n%*s", INDENT, "");
    id_pair("Kafka topic", v->c.topic);
    printf("partition %d  offset %lld\n", v->c.partition, (long long)v->c.offset);
}

static void print_entry(void *ctx, const struct store_entry *x)
{
    struct view *v = ctx;
    if (v->lines++ == 0)
        heading("HISTORY");
    else
        printf("%*s", INDENT, "");
    print_moment(x->at_ms);
    printf("  ");
    term_cell(stdout, x->event, 8, TERM_PLAIN);
    printf(" -> ");
    term_cell(stdout, x->state, x->who.len ? 12 : (int)term_width(x->state), TERM_PLAIN);
    term_put(stdout, x->who);
    putchar('\n');
}

static json_t *entry_text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_null();
}

static void keep_entry(void *ctx, const struct store_entry *x)
{
    struct view *v = ctx;
    char at[ISO8601_CAP];
    iso8601_write((wall_ms_t){x->at_ms}, at);
    json_array_append_new(v->history,
                          json_pack("{s:s,s:I,s:o,s:o,s:o}", "at", at, "rev", (json_int_t)x->rev,
                                    "event", entry_text(x->event), "state", entry_text(x->state),
                                    "who", entry_text(x->who)));
}

/* ---- the commands ----------------------------------------------------------------------------*/

static void get_text(const struct config *cfg, struct view *v)
{
    char topic[257];
    if (!fetch_text) {
        err_set(&v->no_text, "this program was built without Kafka");
        return;
    }
    if (!v->c.topic.len || v->c.topic.len > 256 || v->c.offset < 0) {
        err_set(&v->no_text, "the case does not say where its review is");
        return;
    }
    snprintf(topic, sizeof(topic), "%.*s", STR_FMT(v->c.topic));
    v->has_text = fetch_text(cfg, topic, v->c.partition, v->c.offset, &v->text, &v->no_text) == 0;
}

static int print_show(struct view *v, struct err *e)
{
    print_title(v);
    print_finding(&v->c);
    print_text(v);
    heading("WHY");
    print_why(&v->c, INDENT);
    print_next(v);
    print_clock(v);
    print_record(v);
    print_where(v);
    return store_history(v->store, &v->c, HISTORY, print_entry, v, e);
}

static int json_show(struct view *v, struct err *e)
{
    json_t *j = case_json(&v->c, v->now);
    v->history = json_array();
    int rc = store_history(v->store, &v->c, 1000, keep_entry, v, e);
    json_object_set_new(j, "history", v->history);
    if (v->has_text)
        json_object_set_new(j, "text",
                            json_pack("{s:o,s:o}", "title", entry_text(v->text.title), "body",
                                      entry_text(v->text.body)));
    else
        json_object_set_new(j, "text_error", json_string(v->no_text.msg));
    case_json_print(j);
    return rc;
}

static int find(struct cli *cli, struct view *v, struct err *e)
{
    if (store_find(v->store, cli->argv[0], &v->c, e) != 0)
        return -1;
    if (v->c.damaged)
        return err_set(e, "case %s is damaged: somebody wrote impossible values into its hash",
                       v->c.id);
    return store_now(v->store, v->c.shard, &v->now, e);
}

static int one_case(struct cli *cli, bool *json, bool *no_text, int *code)
{
    const struct cli_option options[] = {{"json", 0, CLI_FLAG, json, NULL, "one JSON object", 0, 0},
                                         {no_text ? "no-text" : NULL, 0, CLI_FLAG, no_text, NULL,
                                          "do not ask Kafka for the text", 0, 0},
                                         {.name = NULL}};
    if (!cli_options(cli, options, code))
        return -1;
    if (cli->argc != 1) {
        *code = cli_fail(cli, EXIT_USAGE, "needs one CASE: an id or the beginning of one");
        return -1;
    }
    return 0;
}

int show_cmd(struct cli *cli)
{
    bool json = false, no_text = false;
    struct err e = {""};
    struct view v = {0};
    int code;
    if (one_case(cli, &json, &no_text, &code) != 0)
        return code;
    v.store = store_new(cli->cfg, &e);
    if (!v.store)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = find(cli, &v, &e);
    if (rc == 0 && no_text)
        err_set(&v.no_text, "not asked for (--no-text)");
    else if (rc == 0)
        get_text(cli->cfg, &v);
    if (rc == 0)
        rc = json ? json_show(&v, &e) : print_show(&v, &e);
    if (v.has_text)
        give_text_back(&v.text);
    store_case_free(&v.c);
    store_free(v.store);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}

int why_cmd(struct cli *cli)
{
    bool json = false;
    struct err e = {""};
    struct view v = {0};
    int code;
    if (one_case(cli, &json, NULL, &code) != 0)
        return code;
    v.store = store_new(cli->cfg, &e);
    if (!v.store)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = find(cli, &v, &e);
    if (rc == 0 && json)
        case_json_print(case_json(&v.c, v.now));
    else if (rc == 0)
        print_why(&v.c, 0);
    store_case_free(&v.c);
    store_free(v.store);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}
