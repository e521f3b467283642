/* `redress case stats`: what is open, and what became of the cases that something happened to in
 * the time asked about, as far as the log of transitions reaches. */
#include "oncall/stats.h"
#include "oncall/verbs.h"

#include "core/iso8601.h"

#include <stdlib.h>

const char *const stats_by[STATS_BY_N] = {"seller", "product",     "agent",   "cause",
                                          "lane",   "marketplace", "campaign"};

/* A case that the log speaks of; merged to one for each case before the cases are read. */
struct stats_touched {
    struct store_ref ref;
    int64_t closed_ms;
    struct stats_done done;
    uint32_t agent; /* number in `agents` + 1, of the last person who worked it; 0 nobody */
    uint32_t order;
};

int stats_moment(const char *text, int64_t now_ms, int64_t *out_ms)
{
    static const struct {
        char letter;
        int64_t ms;
    } units[] = {{'m', 60000}, {'h', 3600000}, {'d', 86400000}};
    char *end;
    long long n = strtoll(text, &end, 10);
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
        if (end > text && n > 0 && n < 100000 && end[0] == units[i].letter && !end[1]) {
            *out_ms = now_ms - n * units[i].ms;
            return 0;
        }
    wall_ms_t at;
    if (!iso8601_read(text, strlen(text), &at))
        return -1;
    *out_ms = at.ms;
    return 0;
}

/* ---- what is open ----------------------------------------------------------------------------*/

static struct stats_touched *touch(struct stats *t, unsigned shard, const char *id, size_t len)
{
    if (t->touched_count == t->touched_cap) {
        t->touched_cap = t->touched_cap ? t->touched_cap * 2 : 1024;
        t->touched = check_realloc(t->touched, t->touched_cap * sizeof(*t->touched));
    }
    struct stats_touched *x = &t->touched[t->touched_count];
    *x = (struct stats_touched){.ref.shard = shard, .order = (uint32_t)t->touched_count++};
    snprintf(x->ref.id, sizeof(x->ref.id), "%.*s", (int)len, id);
    return x;
}

static void count_open(void *ctx, const struct store_case *c)
{
    struct stats *t = ctx;
    const struct rounds_case *r = &c->head.state;
    t->open++;
    t->state[r->state]++;
    t->level[r->level]++;
    t->breached += r->breached != 0;
    t->claimed += r->owner_until_ms > t->now;
    t->late_now += !case_customers_turn(r->state) && r->due_ms < t->now;
    for (unsigned i = 0; i < c->finding.cause_count; i++)
        t->cause[c->finding.cause[i]]++;
    if (t->since == 0)
        touch(t, c->shard, c->id, KEYS_ID_CHARS);
}

/* ---- what the log says -----------------------------------------------------------------------*/

static uint32_t agent_number(struct stats *t, struct str who)
{
    if (who.len == 0)
        return 0;
    for (size_t i = 0; i < t->agent_count; i++)
        if (str_eq(str_from(t->agents[i]), who))
            return (uint32_t)i + 1;
    t->agents = check_realloc(t->agents, (t->agent_count + 1) * sizeof(*t->agents));
    snprintf(t->agents[t->agent_count], sizeof(*t->agents), "%.*s", STR_FMT(who));
    return (uint32_t)++t->agent_count;
}

/* Whoever works a case, not whoever notes what the customer did. */
static bool is_work(struct str event)
{
    static const char *const names[] = {"answer", "decide", "close", "claim"};
    return vocab_find(names, 4, event.ptr, event.len) >= 0;
}

static void count_entry(void *ctx, const struct store_entry *x)
{
    struct stats *t = ctx;
    if (x->id.len != KEYS_ID_CHARS || x->at_ms < t->since || x->at_ms > t->until)
        return;
    struct stats_touched *to = touch(t, x->shard, x->id.ptr, x->id.len);
    to->agent = is_work(x->event) ? agent_number(t, x->who) : 0;
    stats_done_take(&to->done, x);
    t->opened += str_eq(x->event, STR_LIT("open"));
    if (x->state.len < 4 || memcmp(x->state.ptr, "cl:", 3) != 0)
        return;
    int reason =
        vocab_find(rounds_reason_name, ROUNDS_REASON_N, x->state.ptr + 3, x->state.len - 3);
    if (reason < 0 || str_eq(x->event, STR_LIT("recalc")))
        return;
    to->closed_ms = x->at_ms;
    t->closed[reason]++;
    t->closed_all++;
}

static int by_case(const void *a, const void *b)
{
    const struct stats_touched *x = a, *y = b;
    int c = strcmp(x->ref.id, y->ref.id);
    return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

/* One for each case: its last closing, its last agent. */
static void merge(struct stats *t)
{
    size_t kept = 0;
    if (t->touched_count)
        qsort(t->touched, t->touched_count, sizeof(*t->touched), by_case);
    for (size_t i = 0; i < t->touched_count; i++) {
        const struct stats_touched *x = &t->touched[i];
        if (kept && strcmp(t->touched[kept - 1].ref.id, x->ref.id) == 0) {
            struct stats_touched *same = &t->touched[kept - 1];
            same->closed_ms = x->closed_ms ? x->closed_ms : same->closed_ms;
            same->agent = x->agent ? x->agent : same->agent;
            stats_done_merge(&same->done, &x->done);
        } else {
            t->touched[kept++] = *x;
        }
    }
    t->touched_count = kept;
}

/* ---- groups ----------------------------------------------------------------------------------*/

static struct str key_of(const struct stats *t, size_t i, const struct store_case *c)
{
    uint32_t agent = t->touched[i].agent;
    switch (t->by) {
    case STATS_BY_SELLER:
        return c->fields.seller_id;
    case STATS_BY_PRODUCT:
        return c->fields.product_id;
    case STATS_BY_AGENT:
        return agent ? str_from(t->agents[agent - 1]) : STR_NONE;
    case STATS_BY_CAUSE:
        return str_from(c->finding.cause_count ? vocab_cause[c->finding.cause[0]] : "other");
    case STATS_BY_LANE:
        return str_from(rounds_lane_name[c->head.state.lane]);
    case STATS_BY_CAMPAIGN:
        return c->fields.campaign_id;
    default:
        return c->fields.marketplace;
    }
}

static struct stats_group *group_of(struct stats *t, struct str key)
{
    for (size_t i = 0; i < t->group_count; i++)
        if (str_eq(str_from(t->groups[i].key), key))
            return &t->groups[i];
    t->groups = check_realloc(t->groups, (t->group_count + 1) * sizeof(*t->groups));
    struct stats_group *g = &t->groups[t->group_count++];
    *g = (struct stats_group){0};
    snprintf(g->key, sizeof(g->key), "%.*s", STR_FMT(key));
    return g;
}

static void count_case(void *ctx, size_t i, const struct store_case *c)
{
    struct stats *t = ctx;
    bool still = c->head.state.state == ROUNDS_CL; /* closed in that time, and not reopened since */
    int64_t closed = still ? t->touched[i].closed_ms : 0;
    if (c->damaged)
        return;
    stats_group_add(&t->all, c, closed);
    stats_edited_add(&t->edited, c);
    stats_measures_add(&t->measures, c, &t->touched[i].done, closed);
    if (closed && c->head.state.sampled && t->sampled_count < STATS_SAMPLED_MAX)
        memcpy(t->sampled[t->sampled_count++], c->id, KEYS_ID_CHARS + 1);
    if (t->by >= 0)
        stats_group_add(group_of(t, key_of(t, i, c)), c, closed);
}

static int read_touched(struct stats *t, struct store *s, struct err *e)
{
    struct store_ref *refs = check_calloc(t->touched_count + 1, sizeof(*refs));
    for (size_t i = 0; i < t->touched_count; i++)
        refs[i] = t->touched[i].ref;
    int rc = store_read(s, refs, t->touched_count, count_case, t, e);
    free(refs);
    return rc;
}

static int by_cases(const void *a, const void *b)
{
    const struct stats_group *x = a, *y = b;
    if (x->cases != y->cases)
        return x->cases > y->cases ? -1 : 1;
    return strcmp(x->key, y->key);
}

static int gather(struct stats *t, struct store *s, struct err *e)
{
    if (store_scan(s, count_open, t, e) != 0 || store_log(s, count_entry, t, e) != 0)
        return -1;
    merge(t);
    if (read_touched(t, s, e) != 0)
        return -1;
    stats_times_sort(&t->all.first_answer);
    stats_times_sort(&t->all.close);
    stats_measures_sort(&t->measures);
    for (size_t i = 0; i < t->group_count; i++) {
        stats_times_sort(&t->groups[i].first_answer);
        stats_times_sort(&t->groups[i].close);
    }
    if (t->group_count)
        qsort(t->groups, t->group_count, sizeof(*t->groups), by_cases);
    return 0;
}

static void free_group(struct stats_group *g)
{
    free(g->first_answer.ms);
    free(g->close.ms);
}

static void free_stats(struct stats *t)
{
    for (size_t i = 0; i < t->group_count; i++)
        free_group(&t->groups[i]);
    free_group(&t->all);
    stats_measures_fini(&t->measures);
    free(t->groups);
    free(t->touched);
    free(t->agents);
}

static int read_range(const struct cli *cli, struct stats *t, const char *since, const char *until)
{
    static const char why[] = "must be like 90m, 8h or 2d ago, or 2026-05-04T08:00Z";
    t->until = INT64_MAX;
    if (since && stats_moment(since, t->now, &t->since) != 0)
        return cli_fail(cli, -1, "--since '%s': %s", since, why);
    if (until && stats_moment(until, t->now, &t->until) != 0)
        return cli_fail(cli, -1, "--until '%s': %s", until, why);
    if (t->since > t->until)
        return cli_fail(cli, -1, "--since must be before --until");
    if (until && !since)
        t->since = 1; /* the open cases of now do not belong to a past time */
    return 0;
}

int stats_cmd(struct cli *cli)
{
    bool json = false;
    const char *since = NULL, *until = NULL, *by = NULL;
    struct err e = {""};
    struct stats t = {.by = -1};
    const struct cli_option options[] = {
        {"since", 0, CLI_TEXT, &since, "TIME", "only what happened since: 8h, 2d, or a moment", 0,
         0},
        {"until", 0, CLI_TEXT, &until, "TIME", "only what happened before", 0, 0},
        {"by", 0, CLI_TEXT, &by, "WHAT", "a line for each seller, product, agent, cause, lane, ...",
         0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (verbs_word(cli, "by", by, stats_by, STATS_BY_N) != 0)
        return EXIT_USAGE;
    t.by = by ? vocab_find(stats_by, STATS_BY_N, by, (unsigned)strlen(by)) : -1;
    t.now = clock_wall().ms; /* a wrong word is said before anything is asked of Redis */
    if (read_range(cli, &t, since, until) != 0)
        return EXIT_USAGE;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = store_now(s, 0, &t.now, &e);
    if (rc == 0 && read_range(cli, &t, since, until) == 0)
        rc = gather(&t, s, &e);
    if (rc == 0)
        json ? stats_print_json(&t) : stats_print(&t);
    free_stats(&t);
    store_free(s);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}
