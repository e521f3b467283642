/* `redress case list`: two lines a case in at most 100 columns, the most urgent first. */
#include "oncall/verbs.h"

#include "core/finding.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

static int pick(const struct cli *cli, const char *what, const char *word, const char *const *names,
                int n, int *out)
{
    *out = -1;
    if (!word)
        return 0;
    *out = vocab_find(names, n, word, (unsigned)strlen(word));
    if (*out >= 0)
        return 0;
    fprintf(stderr, "redress %s: --%s '%s': must be one of", cli->command->name, what, word);
    for (int i = 0; i < n; i++)
        fprintf(stderr, "%s %s", i ? "," : "", names[i]);
    fputc('\n', stderr);
    return -1;
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
    char left[TERM_DURATION_CAP], text[128], level[8];
    snprintf(text, sizeof(text), "%u", c->finding.priority);
    term_cell(stdout, str_from(text), -4, TERM_BOLD);
    putchar(' ');
    term_cell(stdout, str_from(term_duration(r->due_ms - now, left)), -11, left_style(r, now));
    printf("  %-2s  ", rounds_state_name[r->state]);
    snprintf(level, sizeof(level), "L%u", r->level);
    term_cell(stdout, str_from(r->level ? level : "-"), 3, r->level ? TERM_RED : TERM_DIM);
    term_cell(stdout, (struct str){c->id, CASE_SHORT}, CASE_SHORT + 1, TERM_CYAN);
    term_cell(stdout, cause_names(&c->finding, text), 24, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, str_from(vocab_demand[c->finding.demand]), 10, TERM_PLAIN);
    putchar(' ');
    term_cell(stdout, flag_names(&c->finding, text), 17, TERM_PLAIN);
    putchar(' ');
    struct str owner = str_from(r->owner[0] && r->owner_until_ms > now ? r->owner : "-");
    term_cell(stdout, owner, (int)(term_width(owner) < 10 ? term_width(owner) : 10), TERM_PLAIN);
    putchar('\n');
}

/* The two terms that count most; the floor instead of the first where it decides. */
static void most_important(const struct store_case *c, char out[300])
{
    const struct finding *x = &c->finding;
    char because[CASE_BECAUSE_CAP];
    unsigned best = 0, second = TERM_N, sum = finding_sum(x);
    bool floored = x->floor != FLOOR_NONE && sum < x->floor_points;
    for (unsigned t = 1; t < TERM_N; t++)
        if (x->points[t] > x->points[best])
            best = t;
    for (unsigned t = 0; t < TERM_N; t++)
        if (t != best && x->points[t] && (second == TERM_N || x->points[t] > x->points[second]))
            second = t;
    if (floored)
        snprintf(out, 300, "%s (at least %u); ", finding_floor_because((enum floor_kind)x->floor),
                 x->floor_points);
    else
        out[0] = '\0';
    size_t len = strlen(out);
    if (x->points[best])
        len += (size_t)snprintf(out + len, 300 - len, "%s (%u)",
                                case_because(c, (enum term)best, because), x->points[best]);
    if (!floored && second < TERM_N && len < 299)
        snprintf(out + len, 300 - len, "; %s (%u)", case_because(c, (enum term)second, because),
                 x->points[second]);
}

static void second_line(const struct store_case *c)
{
    char why[300];
    most_important(c, why);
    printf("                       ");
    term_cell(stdout, str_from(why), 50, TERM_DIM);
    putchar(' ');
    term_cell(stdout, c->fields.product_id, 14, TERM_DIM);
    putchar(' ');
    struct str seller = c->fields.seller_id;
    term_cell(stdout, seller, (int)(term_width(seller) < 10 ? term_width(seller) : 10), TERM_DIM);
    putchar('\n');
}

static void print_table(const struct store_list *l, int64_t now)
{
    if (l->count)
        term_styled(stdout, TERM_BOLD, "%4s %11s  %-3s %-3s%-9s%-25s%-11s%-18s%s\n", "PRI", "LEFT",
                    "RND", "LVL", "CASE", "CAUSES", "DEMAND", "FLAGS", "OWNER");
    for (unsigned i = 0; i < l->count; i++) {
        first_line(&l->cases[i], now);
        second_line(&l->cases[i]);
    }
    printf("%s%u of %lld open cases", l->count ? "\n" : "nothing to do: ", l->count,
           (long long)l->open);
    puts(l->count ? "; redress case show CASE tells more, redress case claim CASE takes one" : "");
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
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "'%s': takes no arguments", cli->argv[0]);
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
