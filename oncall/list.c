/* `redress case list`: two lines a case in at most 100 columns, the most urgent first. */
#include "oncall/verbs.h"

#include "core/finding.h"
#include "oncall/case_json.h"
#include "oncall/filter.h"
#include "oncall/term.h"

#include <stdlib.h>

#define WHY_CAP 600

static struct str joined(char *out, size_t cap, size_t len)
{
    return (struct str){out, (uint32_t)(len < cap ? len : cap - 1)};
}

static struct str cause_names(const struct finding *x, char out[128])
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < x->cause_count && len < 100; i++)
        len += (size_t)snprintf(out + len, 128 - len, "%s%s%s", i ? ", " : "",
                                vocab_cause[x->cause[i]], case_cause_unlikely(x, i) ? "?" : "");
    return joined(out, 128, len);
}

/* "proof" is what the flag "evidence" hears in the text; EVIDENCE is what is on the case. */
static struct str flag_names(const struct finding *x, char out[128])
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < FLAG_N; i++)
        if (x->flags & (1u << i))
            len += (size_t)snprintf(out + len, 128 - len, "%s%s", len ? "," : "",
                                    i == FLAG_EVIDENCE ? "proof" : vocab_flag[i]);
    return joined(out, 128, len);
}

/* At the end of a line: at most `cells` columns, nothing behind it. */
static void last_cell(struct str s, unsigned cells, enum term_style style)
{
    unsigned width = term_width(s);
    term_cell(stdout, s, (int)(width < cells ? width : cells), style);
    putchar('\n');
}

static enum term_style left_style(const struct rounds_case *r, int64_t now)
{
    int64_t left = r->due_ms - now;
    if (left < 0)
        return TERM_RED;
    return r->warned || left * 4 < r->due_ms - r->round_start_ms ? TERM_YELLOW : TERM_GREEN;
}

static bool is_soon(const struct rounds_case *r, int64_t now, int64_t soon_ms)
{
    return !case_customers_turn(r->state) && r->due_ms >= now && r->due_ms - now < soon_ms;
}

static void first_line(const struct store_case *c, int64_t now, int64_t soon_ms)
{
    const struct rounds_case *r = &c->head.state;
    const char *demand = c->finding.demand == DEMAND_NONE ? "-" : vocab_demand[c->finding.demand];
    char left[TERM_DURATION_CAP], text[128];
    snprintf(text, sizeof(text), "%u", c->finding.priority);
    term_cell(stdout, str_from(text), -4, TERM_BOLD);
    snprintf(text, sizeof(text), "%s%s", is_soon(r, now, soon_ms) ? "!" : "",
             term_duration(r->due_ms - now, left));
    term_cell(stdout, str_from(text), -11, left_style(r, now));
    printf("  %-7s ", case_turn_text(r->state));
    term_cell(stdout, str_from(r->level ? case_level_name(r->level) : "-"), 8,
              r->level ? TERM_RED : TERM_DIM);
    term_cell(stdout, (struct str){c->id, CASE_SHORT}, CASE_SHORT + 1, TERM_CYAN);
    term_cell(stdout, cause_names(&c->finding, text), 23, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, str_from(demand), 10, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, flag_names(&c->finding, text), 12, TERM_PLAIN);
    putchar(' ');
    last_cell(str_from(r->owner[0] && r->owner_until_ms > now ? r->owner : "-"), 8, TERM_PLAIN);
}

static void add_why(char out[WHY_CAP], const char *what, unsigned points, const char *before)
{
    size_t len = strlen(out);
    snprintf(out + len, WHY_CAP - len, "%s%s (%s%u)", len ? "; " : "", what, before, points);
}

/* The floor if it decides, and the terms that count most. The severity says only what the causes
 * have said already. */
static void most_important(const struct store_case *c, char out[WHY_CAP])
{
    const struct finding *x = &c->finding;
    char because[CASE_BECAUSE_CAP];
    bool floored = x->floor != FLOOR_NONE && finding_sum(x) < x->floor_points;
    unsigned taken = 1u << TERM_SEVERITY;
    out[0] = '\0';
    if (floored)
        add_why(out, finding_floor_because((enum floor_kind)x->floor), x->floor_points,
                "at least ");
    for (int n = floored ? 1 : 2; n > 0; n--) {
        enum term best = finding_greatest(x, &taken);
        if (best == TERM_N)
            return;
        add_why(out, case_because(c, best, because), x->points[best], "");
    }
}

static void second_line(const struct store_case *c)
{
    char why[WHY_CAP];
    most_important(c, why);
    printf("       ");
    term_cell(stdout, str_from(why), 66, TERM_DIM);
    putchar(' ');
    term_cell(stdout, c->fields.product_id, 14, TERM_DIM);
    putchar(' ');
    last_cell(c->fields.seller_id, 11, TERM_DIM);
}

/* Priority may put a case above one that ends sooner: whoever reads only the top is told. */
static void print_soon(const struct store_list *l, int64_t soon_ms)
{
    if (l->soon)
        printf("of all open cases %lld%s due within %lld min (marked !): redress case list --sort "
               "due\n",
               (long long)l->soon, l->whole ? l->soon == 1 ? " is" : " are" : " or more are",
               (long long)((soon_ms + 59999) / 60000));
}

static void print_table(const struct store_list *l, int64_t now, int64_t soon_ms)
{
    if (l->count) {
        term_styled(stdout, TERM_BOLD, "%4s%11s  %-7s %-8s%-9s%-24s%-11s%-13s%s", "PRI", "LEFT",
                    "TURN", "CALLED", "CASE", "CAUSES / WHY", "DEMAND", "FLAGS", "OWNER");
        putchar('\n');
    }
    for (unsigned i = 0; i < l->count; i++) {
        first_line(&l->cases[i], now, soon_ms);
        second_line(&l->cases[i]);
    }
    printf("%s%u of %lld open cases%s\n", l->count ? "\n" : "nothing to do: ", l->count,
           (long long)l->open,
           l->count ? "; redress case show CASE tells more, redress case claim CASE takes one"
                    : "");
    print_soon(l, soon_ms);
}

static void print_json(const struct store_list *l, int64_t now, int64_t soon_ms)
{
    (void)soon_ms;
    for (unsigned i = 0; i < l->count; i++)
        case_json_print(case_json(&l->cases[i], now));
}

static void print_ids(const struct store_list *l, int64_t now, int64_t soon_ms)
{
    (void)now;
    (void)soon_ms;
    for (unsigned i = 0; i < l->count; i++)
        puts(l->cases[i].id);
}

static int list(struct cli *cli, const struct store_filter *f,
                void (*print)(const struct store_list *l, int64_t now, int64_t soon_ms))
{
    struct err e = {""};
    struct store_list l = {0};
    int64_t now = 0;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = store_list(s, f, &l, &e);
    if (rc == 0)
        rc = store_now(s, 0, &now, &e);
    if (rc != 0)
        cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    else
        print(&l, now, f->soon_ms);
    store_list_free(&l);
    store_free(s);
    return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

int list_cmd(struct cli *cli)
{
    bool json = false, ids = false;
    struct filter x = {.limit = 20};
    const struct cli_option options[] = {
        {"limit", 'n', CLI_NUMBER, &x.limit, "N", "most cases to show (20)", 1, 10000},
        {"mine", 'm', CLI_FLAG, &x.mine, NULL, "only those I have claimed", 0, 0},
        {"owner", 0, CLI_TEXT, &x.f.owner, "NAME", "only those that NAME has claimed", 0, 0},
        FILTER_OPTIONS(x),
        {"sort", 0, CLI_TEXT, &x.sort, "ORDER", "urgency (default), due, priority or age", 0, 0},
        {"ids", 0, CLI_FLAG, &ids, NULL, "only the ids, one a line", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "a JSON object a line", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (filter_read(cli, &x) != 0)
        return EXIT_USAGE;
    x.f.soon_ms = cli->cfg->board_soon_s * 1000;
    return list(cli, &x.f, json ? print_json : ids ? print_ids : print_table);
}
