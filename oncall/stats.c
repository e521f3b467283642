/* `redress case stats`: what is open, and what became of the rest as far as the log reaches. */
#include "oncall/verbs.h"

#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

struct stats {
    int64_t open, breached, claimed, late_now;
    int64_t state[ROUNDS_STATE_N], level[4], cause[CAUSE_N];
    int64_t answered[3], in_time[3]; /* rounds answered, of open and lately closed cases */
    int64_t opened, closed[ROUNDS_REASON_N], closed_all; /* from the log */
    int64_t *first_ms;                                   /* times to the first answer */
    size_t first_count, first_cap;
    int64_t now;
    struct closing {
        unsigned shard;
        char id[KEYS_ID_CHARS + 1];
        int64_t rev;
    } * closings;
    size_t closing_count, closing_cap;
};

static void count_answers(struct stats *t, const struct store_case *c)
{
    const struct rounds_case *r = &c->head.state;
    for (unsigned i = 0; i < 3; i++) {
        t->answered[i] += (r->answered >> i) & 1;
        t->in_time[i] += (r->answered & ~r->breached) >> i & 1;
    }
    if (!c->record.first_answer_ms)
        return;
    if (t->first_count == t->first_cap) {
        t->first_cap = t->first_cap ? t->first_cap * 2 : 256;
        t->first_ms = check_realloc(t->first_ms, t->first_cap * sizeof(*t->first_ms));
    }
    t->first_ms[t->first_count++] = c->record.first_answer_ms - r->opened_ms;
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
    count_answers(t, c);
}

static void count_entry(void *ctx, const struct store_entry *x)
{
    struct stats *t = ctx;
    t->opened += str_eq(x->event, STR_LIT("open"));
    if (x->state.len < 4 || memcmp(x->state.ptr, "cl:", 3) != 0)
        return;
    int reason =
        vocab_find(rounds_reason_name, ROUNDS_REASON_N, x->state.ptr + 3, x->state.len - 3);
    if (reason < 0 || x->id.len != KEYS_ID_CHARS)
        return;
    t->closed[reason]++;
    t->closed_all++;
    if (t->closing_count == t->closing_cap) {
        t->closing_cap = t->closing_cap ? t->closing_cap * 2 : 256;
        t->closings = check_realloc(t->closings, t->closing_cap * sizeof(*t->closings));
    }
    struct closing *c = &t->closings[t->closing_count++];
    *c = (struct closing){.shard = x->shard, .rev = x->rev};
    memcpy(c->id, x->id.ptr, KEYS_ID_CHARS);
}

/* A closed case counts with its last closing, and only while its hash is kept. */
static int count_closed(struct stats *t, struct store *s, struct err *e)
{
    for (size_t i = 0; i < t->closing_count; i++) {
        struct store_case c;
        if (store_get(s, t->closings[i].shard, t->closings[i].id, &c, e) != 0)
            return -1;
        if (c.known && !c.damaged && c.head.state.rev == t->closings[i].rev)
            count_answers(t, &c);
        store_case_free(&c);
    }
    return 0;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Nearest rank; -1 without any. */
static int64_t quantile(const struct stats *t, unsigned percent)
{
    if (t->first_count == 0)
        return -1;
    return t->first_ms[(t->first_count * percent + 99) / 100 - 1];
}

static int gather(struct stats *t, struct store *s, struct err *e)
{
    if (store_now(s, 0, &t->now, e) != 0 || store_scan(s, count_open, t, e) != 0 ||
        store_log(s, count_entry, t, e) != 0 || count_closed(t, s, e) != 0)
        return -1;
    if (t->first_count)
        qsort(t->first_ms, t->first_count, sizeof(*t->first_ms), by_size);
    return 0;
}

/* ---- telling ---------------------------------------------------------------------------------*/

static json_t *counts(const char *const *names, const int64_t *n, unsigned count)
{
    json_t *j = json_object();
    for (unsigned i = 0; i < count; i++)
        if (n[i])
            json_object_set_new(j, names[i], json_integer(n[i]));
    return j;
}

static const char *const level_names[] = {"0", "1", "2", "3"};
static const char *const round_names[] = {"1", "2", "3"};

static json_t *seconds(int64_t ms)
{
    return ms < 0 ? json_null() : json_real((double)ms / 1000);
}

static void print_json(const struct stats *t)
{
    json_t *j = json_object();
    json_object_set_new(j, "open", json_integer(t->open));
    json_object_set_new(j, "claimed", json_integer(t->claimed));
    json_object_set_new(j, "late_now", json_integer(t->late_now));
    json_object_set_new(j, "breached", json_integer(t->breached));
    json_object_set_new(j, "by_state", counts(rounds_state_name, t->state, ROUNDS_STATE_N));
    json_object_set_new(j, "by_level", counts(level_names, t->level, 4));
    json_object_set_new(j, "by_cause", counts(vocab_cause, t->cause, CAUSE_N));
    json_object_set_new(j, "answered", counts(round_names, t->answered, 3));
    json_object_set_new(j, "answered_in_time", counts(round_names, t->in_time, 3));
    json_object_set_new(j, "opened", json_integer(t->opened));
    json_object_set_new(j, "closed", json_integer(t->closed_all));
    json_object_set_new(j, "closed_by_reason",
                        counts(rounds_reason_name, t->closed, ROUNDS_REASON_N));
    json_object_set_new(j, "first_answer_p50_s", seconds(quantile(t, 50)));
    json_object_set_new(j, "first_answer_p95_s", seconds(quantile(t, 95)));
    case_json_print(j);
}

static void print_counts(const char *title, const char *const *names, const int64_t *n,
                         unsigned count)
{
    bool any = false;
    term_styled(stdout, TERM_BOLD, "%-14s", title);
    for (unsigned i = 0; i < count; i++)
        if (n[i]) {
            printf("%s%s %lld", any ? ", " : "", names[i], (long long)n[i]);
            any = true;
        }
    puts(any ? "" : "-");
}

static void print_human(const struct stats *t)
{
    char p50[TERM_DURATION_CAP], p95[TERM_DURATION_CAP];
    term_styled(stdout, TERM_BOLD, "%-14s", "open");
    printf("%lld: %lld claimed, %lld late now, %lld ever late\n", (long long)t->open,
           (long long)t->claimed, (long long)t->late_now, (long long)t->breached);
    print_counts("by state", rounds_state_name, t->state, ROUNDS_STATE_N);
    print_counts("by level", level_names, t->level, 4);
    print_counts("by cause", vocab_cause, t->cause, CAUSE_N);
    term_styled(stdout, TERM_BOLD, "%-14s", "in time");
    for (unsigned i = 0; i < 3; i++)
        printf("%sround %u: %lld of %lld", i ? ", " : "", i + 1, (long long)t->in_time[i],
               (long long)t->answered[i]);
    putchar('\n');
    term_styled(stdout, TERM_BOLD, "%-14s", "first answer");
    if (t->first_count)
        printf("half within %s, 95 %% within %s\n", term_duration(quantile(t, 50), p50),
               term_duration(quantile(t, 95), p95));
    else
        puts("-");
    term_styled(stdout, TERM_BOLD, "%-14s", "in the log");
    printf("%lld opened, %lld closed\n", (long long)t->opened, (long long)t->closed_all);
    print_counts("closed as", rounds_reason_name, t->closed, ROUNDS_REASON_N);
}

int stats_cmd(struct cli *cli)
{
    bool json = false;
    struct err e = {""};
    struct stats t = {0};
    const struct cli_option options[] = {
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0}, {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = gather(&t, s, &e);
    if (rc == 0)
        json ? print_json(&t) : print_human(&t);
    free(t.first_ms);
    free(t.closings);
    store_free(s);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}
