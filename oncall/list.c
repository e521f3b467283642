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

static struct str flag_names(const struct finding *x, char out[128])
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < FLAG_N; i++)
        if (x->flags & (1u << i))
            len += (size_t)snprintf(out + len, 128 - len, "%s%s", len ? "," : "", vocab_flag[i]);
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

static void first_line(const struct store_case *c, int64_t now)
{
    const struct rounds_case *r = &c->head.state;
    const char *demand = c->finding.demand == DEMAND_NONE ? "-" : vocab_demand[c->finding.demand];
    char left[TERM_DURATION_CAP], text[128], level[8];
    snprintf(text, sizeof(text), "%u", c->finding.priority);
    term_cell(stdout, str_from(text), -4, TERM_BOLD);
    term_cell(stdout, str_from(term_duration(r->due_ms - now, left)), -12, left_style(r, now));
    printf("  %-4s ", rounds_state_name[r->state]);
    snprintf(level, sizeof(level), "L%u", r->level);
    term_cell(stdout, str_from(r->level ? level : "-"), 4, r->level ? TERM_RED : TERM_DIM);
    term_cell(stdout, (struct str){c->id, CASE_SHORT}, CASE_SHORT + 1, TERM_CYAN);
    term_cell(stdout, cause_names(&c->finding, text), 26, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, str_from(demand), 10, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, flag_names(&c->finding, text), 15, TERM_PLAIN);
    putchar(' ');
    last_cell(str_from(r->owner[0] && r->owner_until_ms > now ? r->owner : "-"), 9, TERM_PLAIN);
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

static void print_table(const struct store_list *l, int64_t now)
{
    if (l->count) {
        term_styled(stdout, TERM_BOLD, "%4s%12s  %-4s %-4s%-9s%-27s%-11s%-16s%s", "PRI", "LEFT",
                    "RND", "LVL", "CASE", "CAUSES / WHY", "DEMAND", "FLAGS", "OWNER");
        putchar('\n');
    }
    for (unsigned i = 0; i < l->count; i++) {
        first_line(&l->cases[i], now);
        second_line(&l->cases[i]);
    }
    printf("%s%u of %lld open cases%s\n", l->count ? "\n" : "nothing to do: ", l->count,
           (long long)l->open,
           l->count ? "; redress case show CASE tells more, redress case claim CASE takes one"
                    : "");
}

static void print_json(const struct store_list *l, int64_t now)
{
    for (unsigned i = 0; i < l->count; i++)
        case_json_print(case_json(&l->cases[i], now));
}

static void print_ids(const struct store_list *l, int64_t now)
{
    (void)now;
    for (unsigned i = 0; i < l->count; i++)
        puts(l->cases[i].id);
}

static int list(struct cli *cli, const struct store_filter *f,
                void (*print)(const struct store_list *l, int64_t now))
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
        print(&l, now);
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
    return list(cli, &x.f, json ? print_json : ids ? print_ids : print_table);
}
