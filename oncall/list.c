/* `redress case list`: two lines a case in at most 100 columns, the most urgent first. */
#include "oncall/verbs.h"

#include "core/finding.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

#define WHY_CAP 600

static int pick(const struct cli *cli, const char *option, const char *word,
                const char *const *names, int n, int *out)
{
    if (verbs_word(cli, option, word, names, n) != 0)
        return -1;
    *out = word ? vocab_find(names, n, word, (unsigned)strlen(word)) : -1;
    return 0;
}

static struct str joined(char *out, size_t cap, size_t len)
{
    return (struct str){out, (uint32_t)(len < cap ? len : cap - 1)};
}

static struct str cause_names(const struct finding *x, char out[128])
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < x->cause_count && len < 100; i++)
        len +=
            (size_t)snprintf(out + len, 128 - len, "%s%s", i ? ", " : "", vocab_cause[x->cause[i]]);
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
        unsigned best = TERM_N;
        for (unsigned t = 0; t < TERM_N; t++)
            if (!(taken & (1u << t)) && x->points[t] &&
                (best == TERM_N || x->points[t] > x->points[best]))
                best = t;
        if (best == TERM_N)
            return;
        taken |= 1u << best;
        add_why(out, case_because(c, (enum term)best, because), x->points[best], "");
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

static int list(struct cli *cli, const struct store_filter *f, bool json)
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
    else if (json)
        print_json(&l, now);
    else
        print_table(&l, now);
    store_list_free(&l);
    store_free(s);
    return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

int list_cmd(struct cli *cli)
{
    const char *state = NULL, *cause = NULL, *as = NULL;
    bool json = false, mine = false;
    int64_t limit = 20, level = 0;
    struct store_filter f = {0};
    const struct cli_option options[] = {
        {"limit", 'n', CLI_NUMBER, &limit, "N", "most cases to show (20)", 1, 10000},
        {"mine", 'm', CLI_FLAG, &mine, NULL, "only those I have claimed", 0, 0},
        {"waiting", 'w', CLI_FLAG, &f.waiting, NULL, "also those that wait for the customer", 0, 0},
        {"breached", 'b', CLI_FLAG, &f.breached, NULL, "only those that missed a deadline", 0, 0},
        {"state", 0, CLI_TEXT, &state, "STATE", "only 1m, 1c, 2m, 2c, 3m, 3c, fm or es", 0, 0},
        {"level", 'l', CLI_NUMBER, &level, "N", "only those of this level or above", 0, 3},
        {"cause", 0, CLI_TEXT, &cause, "CAUSE", "only those with this cause", 0, 0},
        {"seller", 0, CLI_TEXT, &f.seller, "ID", "only those of this seller", 0, 0},
        {"product", 0, CLI_TEXT, &f.product, "ID", "only those of this product", 0, 0},
        {"as", 0, CLI_TEXT, &as, "NAME", "who I am, for --mine ($USER)", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "a JSON object a line", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (pick(cli, "state", state, rounds_state_name, ROUNDS_CL, &f.state) != 0 ||
        pick(cli, "cause", cause, vocab_cause, CAUSE_N, &f.cause) != 0)
        return EXIT_USAGE;
    f.owner = mine ? verbs_who(as) : NULL;
    if (mine && !f.owner[0])
        return cli_fail(cli, EXIT_USAGE, "--mine: who are you? Say --as NAME");
    f.limit = (unsigned)limit;
    f.min_level = (int)level;
    return list(cli, &f, json);
}
