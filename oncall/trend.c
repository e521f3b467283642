/* `redress case trend`: which products are complained of more than before, and of what; what came
 * back after it was resolved; where a listing's average went. From the log of transitions and the
 * cases that are kept, as far as both reach. */
#include "oncall/trend.h"
#include "oncall/case_json.h"
#include "oncall/stats.h"
#include "oncall/term.h"
#include "oncall/verbs.h"

#include <stdlib.h>

#define TIMES 7 /* the past is so many times the span that is looked at */

struct trend {
    int64_t now, span_ms, oldest_ms; /* oldest_ms: how far the log reaches */
    struct store_ref *refs;
    size_t count, cap, group_count, group_cap;
    struct trend_group *groups;
    bool all;
};

static void take_open(void *ctx, const struct store_entry *x)
{
    struct trend *t = ctx;
    if (x->at_ms > 0 && x->at_ms < t->oldest_ms)
        t->oldest_ms = x->at_ms;
    if (!str_eq(x->event, STR_LIT("open")) || x->id.len != KEYS_ID_CHARS ||
        x->at_ms <= t->now - (TIMES + 1) * t->span_ms)
        return;
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 1024;
        t->refs = check_realloc(t->refs, t->cap * sizeof(*t->refs));
    }
    struct store_ref *ref = &t->refs[t->count++];
    *ref = (struct store_ref){.shard = x->shard};
    memcpy(ref->id, x->id.ptr, KEYS_ID_CHARS);
}

static uint8_t cause_of(const struct store_case *c)
{
    struct str cause = store_cause(c);
    int found = vocab_find(vocab_cause, CAUSE_N, cause.ptr, cause.len);
    return (uint8_t)(found < 0 ? CAUSE_OTHER : found);
}

/* One for each opening; those of one product and cause are put together afterwards. */
static void take_case(void *ctx, size_t i, const struct store_case *c)
{
    struct trend *t = ctx;
    int64_t opened = c->head.state.opened_ms;
    (void)i;
    if (c->damaged)
        return;
    if (t->group_count == t->group_cap) {
        t->group_cap = t->group_cap ? t->group_cap * 2 : 1024;
        t->groups = check_realloc(t->groups, t->group_cap * sizeof(*t->groups));
    }
    bool late = opened > t->now - t->span_ms;
    struct trend_group *g = &t->groups[t->group_count++];
    *g = (struct trend_group){.cause = cause_of(c),
                              .now = late,
                              .before = !late,
                              .resolved = !late && store_resolved(&c->head.state),
                              .newest_ms = opened,
                              .oldest_ms = opened,
                              .listing_from = c->fields.listing_rating,
                              .listing_to = c->fields.listing_rating};
    snprintf(g->product, sizeof(g->product), "%.*s", STR_FMT(c->fields.product_id));
}

static int by_key(const void *a, const void *b)
{
    const struct trend_group *x = a, *y = b;
    int c = strcmp(x->product, y->product);
    if (c || x->cause != y->cause)
        return c ? c : x->cause < y->cause ? -1 : 1;
    return x->oldest_ms < y->oldest_ms ? -1 : x->oldest_ms > y->oldest_ms;
}

/* `x` was opened after all of `g`. */
static void add(struct trend_group *g, const struct trend_group *x)
{
    g->now += x->now;
    g->before += x->before;
    g->resolved += x->resolved;
    g->newest_ms = x->newest_ms;
    if (x->listing_to >= 0)
        g->listing_to = x->listing_to;
    if (g->listing_from < 0)
        g->listing_from = x->listing_from;
}

static void merge(struct trend *t)
{
    size_t kept = 0;
    if (t->group_count)
        qsort(t->groups, t->group_count, sizeof(*t->groups), by_key);
    for (size_t i = 0; i < t->group_count; i++) {
        struct trend_group *last = kept ? &t->groups[kept - 1] : NULL;
        const struct trend_group *x = &t->groups[i];
        if (last && last->cause == x->cause && strcmp(last->product, x->product) == 0)
            add(last, x);
        else
            t->groups[kept++] = *x;
    }
    t->group_count = kept;
}

/* ---- telling ---------------------------------------------------------------------------------*/

static int64_t past_of(const struct trend *t)
{
    int64_t past = t->now - t->span_ms - t->oldest_ms, most = TIMES * t->span_ms;
    return past < 0 ? 0 : past < most ? past : most;
}

static const char *const level_name[] = {"steady", "watch", "warn"};

static json_t *group_json(const struct trend_group *g, const struct trend_verdict *v)
{
    json_t *j =
        json_pack("{s:s,s:s,s:i,s:i,s:f,s:f,s:s,s:b,s:i}", "product_id", g->product, "cause",
                  vocab_cause[g->cause], "now", (int)g->now, "before", (int)g->before, "expected",
                  v->expected, "sigmas", v->sigmas, "level", level_name[v->level], "came_back",
                  v->came_back, "resolved_before", (int)g->resolved);
    bool known = g->listing_from >= 0 && g->listing_to >= 0;
    json_object_set_new(j, "listing_from", known ? json_real(g->listing_from) : json_null());
    json_object_set_new(j, "listing_to", known ? json_real(g->listing_to) : json_null());
    return j;
}

static void print_group(const struct trend_group *g, const struct trend_verdict *v)
{
    term_cell(stdout, str_from(g->product), 24, TERM_PLAIN);
    printf(" ");
    term_cell(stdout, str_from(vocab_cause[g->cause]), 12, TERM_PLAIN);
    printf(" %5u %8.1f  ", g->now, v->expected);
    term_styled(stdout,
                v->level == TREND_WARN    ? TERM_RED
                : v->level == TREND_WATCH ? TERM_YELLOW
                                          : TERM_PLAIN,
                "%s", level_name[v->level]);
    if (v->came_back)
        printf(", back after %u resolved", g->resolved);
    if (g->listing_from >= 0 && g->listing_to >= 0 && g->listing_from != g->listing_to)
        printf(", listing %.2f to %.2f", g->listing_from, g->listing_to);
    putchar('\n');
}

/* The most risen first. */
static int by_sigmas(const void *a, const void *b, void *ctx)
{
    const struct trend *t = ctx;
    struct trend_verdict x, y;
    trend_judge(a, t->span_ms, past_of(t), &x);
    trend_judge(b, t->span_ms, past_of(t), &y);
    return x.sigmas > y.sigmas ? -1 : x.sigmas < y.sigmas;
}

static unsigned tell(struct trend *t, bool json)
{
    unsigned risen = 0, shown = 0;
    json_t *list = json_array();
    if (t->group_count)
        qsort_r(t->groups, t->group_count, sizeof(*t->groups), by_sigmas, t);
    for (size_t i = 0; i < t->group_count; i++) {
        struct trend_verdict v;
        trend_judge(&t->groups[i], t->span_ms, past_of(t), &v);
        risen += v.level != TREND_STEADY;
        if (!t->all && v.level == TREND_STEADY && !v.came_back)
            continue;
        if (!json && shown == 0)
            term_styled(stdout, TERM_BOLD, "%-24s %-12s %5s %8s\n", "product", "cause", "now",
                        "expected");
        shown++;
        if (json)
            json_array_append_new(list, group_json(&t->groups[i], &v));
        else
            print_group(&t->groups[i], &v);
    }
    if (!json && shown == 0)
        puts(past_of(t) < t->span_ms ? "the log does not reach back far enough"
                                     : "nothing rises, nothing came back");
    if (json)
        case_json_print(json_pack("{s:I,s:I,s:i,s:O}", "span_s", (json_int_t)(t->span_ms / 1000),
                                  "past_s", (json_int_t)(past_of(t) / 1000), "risen", (int)risen,
                                  "groups", list));
    json_decref(list);
    return risen;
}

static int gather(struct trend *t, struct store *s, struct err *e)
{
    t->oldest_ms = t->now;
    if (store_log(s, take_open, t, e) != 0 ||
        store_read(s, t->refs, t->count, take_case, t, e) != 0)
        return -1;
    merge(t);
    return 0;
}

int trend_cmd(struct cli *cli)
{
    bool json = false, check = false;
    const char *last = "1d", *product = NULL;
    struct err e = {""};
    struct trend t = {0};
    int64_t since;
    const struct cli_option options[] = {
        {"last", 0, CLI_TEXT, &last, "TIME", "what is held against seven times as long: 1d, 8h", 0,
         0},
        {"all", 0, CLI_FLAG, &t.all, NULL, "also what is steady", 0, 0},
        {"check", 0, CLI_FLAG, &check, NULL, "exit code 1 if anything rises: for a monitor", 0, 0},
        {"product", 0, CLI_TEXT, &product, "ID",
         "this one day by day, and what the drift alarm thinks of it", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (stats_moment(last, INT64_C(1) << 50, &since) != 0 || strchr(last, 'T'))
        return cli_fail(cli, EXIT_USAGE, "--last '%s': must be like 90m, 8h or 2d", last);
    t.span_ms = (INT64_C(1) << 50) - since;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    unsigned risen = 0;
    int rc = product ? trend_days(s, str_from(product), cli->cfg->drift_window_d, json, &e)
             : store_now(s, 0, &t.now, &e) == 0 ? gather(&t, s, &e)
                                                : -1;
    if (rc == 0 && !product)
        risen = tell(&t, json);
    free(t.refs);
    free(t.groups);
    store_free(s);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return check && risen ? EXIT_FAILED : EXIT_OK;
}
