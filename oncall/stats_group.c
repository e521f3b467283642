/* Counting, and telling it. */
#include "oncall/stats.h"
#include "oncall/term.h"

#include <stdlib.h>

void stats_times_add(struct stats_times *t, int64_t ms)
{
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->ms = check_realloc(t->ms, t->cap * sizeof(*t->ms));
    }
    t->ms[t->count++] = ms;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

void stats_times_sort(struct stats_times *t)
{
    if (t->count)
        qsort(t->ms, t->count, sizeof(*t->ms), by_size);
}

int64_t stats_times_quantile(const struct stats_times *t, unsigned percent)
{
    return t->count ? t->ms[(t->count * percent + 99) / 100 - 1] : -1;
}

/* Withdrawn, duplicate, removed and silent closings resolved nothing. */
static bool resolves(unsigned reason)
{
    return reason == ROUNDS_CLOSE_AGREED || reason == ROUNDS_CLOSE_SOLVED ||
           reason == ROUNDS_CLOSE_ACCEPTED || reason == ROUNDS_CLOSE_BY_RULE ||
           reason == ROUNDS_CLOSE_PUBLIC;
}

/* What a manager or a rule had to decide was not solved at the first contact, however few rounds
 * the talk had. */
static bool first_contact(const struct rounds_case *r)
{
    bool settled = r->reason == ROUNDS_CLOSE_AGREED || r->reason == ROUNDS_CLOSE_SOLVED;
    return settled && r->reached <= 2 && r->reopened == 0;
}

void stats_group_add(struct stats_group *g, const struct store_case *c, int64_t closed_ms)
{
    const struct rounds_case *r = &c->head.state;
    g->cases++;
    g->breached += r->breached != 0;
    for (unsigned i = 0; i < 3; i++) {
        g->answered[i] += (r->answered >> i) & 1;
        g->in_time[i] += (r->answered & ~r->breached) >> i & 1;
    }
    bool appealed = r->side_status[ROUNDS_SIDE_APPEAL] != ROUNDS_SIDE_NONE;
    bool repriced = c->record.cut_percent > 0;
    g->worked += r->answered != 0;
    g->appealed += appealed;
    g->repriced += repriced;
    g->all_three += appealed && repriced && r->answered;
    if (c->rating_after && c->fields.rating > 0) {
        g->edited++;
        g->better += (int64_t)c->rating_after > c->fields.rating;
        g->before += c->fields.rating;
        g->after += c->rating_after;
    }
    if (c->record.first_answer_ms)
        stats_times_add(&g->first_answer, c->record.first_answer_ms - r->opened_ms);
    if (!closed_ms)
        return;
    g->closed++;
    stats_times_add(&g->close, closed_ms - r->opened_ms);
    g->resolved += resolves(r->reason);
    g->private_first += r->private_ && r->publics <= 1;
    g->first_contact += first_contact(r);
}

/* ---- JSON ------------------------------------------------------------------------------------*/

static json_t *counts(const char *const *names, const int64_t *n, unsigned count)
{
    json_t *j = json_object();
    for (unsigned i = 0; i < count; i++)
        if (n[i])
            json_object_set_new(j, names[i], json_integer(n[i]));
    return j;
}

static const char *const levels[] = {"0", "1", "2", "3"};
static const char *const round_names[] = {"1", "2", "3"};

static json_t *seconds(int64_t ms)
{
    return ms < 0 ? json_null() : json_real((double)ms / 1000);
}

static void add_group(json_t *j, const struct stats_group *g)
{
    json_object_set_new(j, "answered", counts(round_names, g->answered, 3));
    json_object_set_new(j, "answered_in_time", counts(round_names, g->in_time, 3));
    json_object_set_new(j, "first_answer_p50_s",
                        seconds(stats_times_quantile(&g->first_answer, 50)));
    json_object_set_new(j, "first_answer_p95_s",
                        seconds(stats_times_quantile(&g->first_answer, 95)));
    json_object_set_new(j, "close_p50_s", seconds(stats_times_quantile(&g->close, 50)));
    json_object_set_new(j, "close_p95_s", seconds(stats_times_quantile(&g->close, 95)));
    json_object_set_new(j, "resolved", json_integer(g->resolved));
    json_object_set_new(j, "resolved_first_contact", json_integer(g->first_contact));
    json_object_set_new(j, "closed_private_first", json_integer(g->private_first));
    json_object_set_new(j, "actions",
                        json_pack("{s:I,s:I,s:I,s:I}", "customer", (json_int_t)g->worked,
                                  "platform", (json_int_t)g->appealed, "price",
                                  (json_int_t)g->repriced, "all", (json_int_t)g->all_three));
}

/* Of all cases, never of a group: nobody's work is measured by what customers write. */
static json_t *edited(const struct stats_group *g)
{
    double n = (double)g->edited;
    json_t *j =
        json_pack("{s:I,s:I}", "reviews", (json_int_t)g->edited, "better", (json_int_t)g->better);
    json_object_set_new(j, "stars_before", n > 0 ? json_real((double)g->before / n) : json_null());
    json_object_set_new(j, "stars_after", n > 0 ? json_real((double)g->after / n) : json_null());
    return j;
}

static json_t *groups(const struct stats *t)
{
    json_t *list = json_array();
    for (size_t i = 0; i < t->group_count; i++) {
        const struct stats_group *g = &t->groups[i];
        json_t *j = json_object();
        json_t *key = g->key[0] ? json_string(g->key) : NULL;
        json_object_set_new(j, stats_by[t->by], key ? key : json_null());
        json_object_set_new(j, "cases", json_integer(g->cases));
        json_object_set_new(j, "closed", json_integer(g->closed));
        json_object_set_new(j, "breached", json_integer(g->breached));
        add_group(j, g);
        json_array_append_new(list, j);
    }
    return list;
}

void stats_print_json(const struct stats *t)
{
    json_t *j = json_object();
    json_object_set_new(j, "open", json_integer(t->open));
    json_object_set_new(j, "claimed", json_integer(t->claimed));
    json_object_set_new(j, "late_now", json_integer(t->late_now));
    json_object_set_new(j, "breached", json_integer(t->breached));
    json_object_set_new(j, "by_state", counts(rounds_state_name, t->state, ROUNDS_STATE_N));
    json_object_set_new(j, "by_level", counts(levels, t->level, 4));
    json_object_set_new(j, "by_cause", counts(vocab_cause, t->cause, CAUSE_N));
    json_object_set_new(j, "opened", json_integer(t->opened));
    json_object_set_new(j, "closed", json_integer(t->closed_all));
    json_object_set_new(j, "closed_by_reason",
                        counts(rounds_reason_name, t->closed, ROUNDS_REASON_N));
    json_object_set_new(j, "cases", json_integer(t->all.cases));
    json_object_set_new(j, "cases_breached", json_integer(t->all.breached));
    add_group(j, &t->all);
    json_object_set_new(j, "measures", stats_measures_json(&t->measures));
    json_object_set_new(j, "edited", edited(&t->all));
    stats_edited_json(&t->edited, j);
    json_t *sampled = json_array();
    for (unsigned i = 0; i < t->sampled_count; i++)
        json_array_append_new(sampled, json_string(t->sampled[i]));
    json_object_set_new(j, "sampled", sampled);
    if (t->by >= 0)
        json_object_set_new(j, "groups", groups(t));
    case_json_print(j);
}

/* ---- for people ------------------------------------------------------------------------------*/

static void print_counts(const char *title, const char *const *names, const int64_t *n,
                         unsigned count)
{
    bool any = false;
    term_styled(stdout, TERM_BOLD, "%-14s", title);
    for (unsigned i = 0; i < count; i++)
        if (n[i]) {
            printf("%s%s: %lld", any ? ", " : "", names[i], (long long)n[i]);
            any = true;
        }
    puts(any ? "" : "-");
}

/* Whose turn it is, and which; a person does not read the codes of the states. */
static void print_turns(const struct stats *t)
{
    static const char *const names[] = {"round 1",        "round 2",     "round 3",
                                        "final decision", "a manager's", "a promise to keep"};
    static const uint8_t ours[] = {ROUNDS_1M, ROUNDS_2M, ROUNDS_3M,
                                   ROUNDS_FM, ROUNDS_ES, ROUNDS_PK},
                         theirs[] = {ROUNDS_1C, ROUNDS_2C, ROUNDS_3C};
    int64_t n[sizeof(ours)];
    for (unsigned i = 0; i < sizeof(ours); i++)
        n[i] = t->state[ours[i]];
    print_counts("our turn", names, n, sizeof(ours));
    for (unsigned i = 0; i < sizeof(theirs); i++)
        n[i] = t->state[theirs[i]];
    print_counts("their turn", names, n, sizeof(theirs));
}

static void print_times(const char *title, const struct stats_times *t)
{
    char p50[TERM_DURATION_CAP], p95[TERM_DURATION_CAP];
    term_styled(stdout, TERM_BOLD, "%-14s", title);
    if (t->count)
        printf("half within %s, 95 %% within %s\n", term_duration(stats_times_quantile(t, 50), p50),
               term_duration(stats_times_quantile(t, 95), p95));
    else
        puts("-");
}

static void print_cell(int64_t part, int64_t of)
{
    char text[24] = "-";
    if (of)
        snprintf(text, sizeof(text), "%lld%%", (long long)(part * 100 / of));
    printf(" %6s", text);
}

static void print_groups(const struct stats *t)
{
    char ms[TERM_DURATION_CAP];
    putchar('\n');
    term_cell(stdout, str_from(stats_by[t->by]), 20, TERM_BOLD);
    term_styled(stdout, TERM_BOLD, " %6s %6s %6s %6s %6s %6s %9s %9s %6s\n", "cases", "closed",
                "late", "1 ok", "2 ok", "3 ok", "answer50", "close50", "first");
    for (size_t i = 0; i < t->group_count; i++) {
        const struct stats_group *g = &t->groups[i];
        term_cell(stdout, str_from(g->key[0] ? g->key : "-"), 20, TERM_PLAIN);
        printf(" %6lld %6lld %6lld", (long long)g->cases, (long long)g->closed,
               (long long)g->breached);
        for (int r = 0; r < 3; r++)
            print_cell(g->in_time[r], g->answered[r]);
        printf(" %9s", g->first_answer.count
                           ? term_duration(stats_times_quantile(&g->first_answer, 50), ms)
                           : "-");
        printf(" %9s",
               g->close.count ? term_duration(stats_times_quantile(&g->close, 50), ms) : "-");
        print_cell(g->first_contact, g->resolved);
        putchar('\n');
    }
}

/* What nobody complained of again may still have gone wrong. */
static void print_sampled(const struct stats *t)
{
    if (t->sampled_count == 0)
        return;
    term_styled(stdout, TERM_BOLD, "%-14s", "to look at");
    printf("%u closed, as silent, before many or by chance:", t->sampled_count);
    for (unsigned i = 0; i < t->sampled_count; i++)
        printf("%s %.8s", i && i % 7 == 0 ? "\n             " : "", t->sampled[i]);
    putchar('\n');
}

void stats_print(const struct stats *t)
{
    const struct stats_group *g = &t->all;
    term_styled(stdout, TERM_BOLD, "%-14s", "open");
    printf("%lld: %lld claimed, %lld late now, %lld ever late\n", (long long)t->open,
           (long long)t->claimed, (long long)t->late_now, (long long)t->breached);
    const char *called[4];
    for (unsigned i = 0; i < 4; i++)
        called[i] = case_level_name(i);
    print_turns(t);
    print_counts("called", called, t->level, 4);
    print_counts("by cause", vocab_cause, t->cause, CAUSE_N);
    term_styled(stdout, TERM_BOLD, "%-14s", "in time");
    for (unsigned i = 0; i < 3; i++)
        printf("%sround %u: %lld of %lld", i ? ", " : "", i + 1, (long long)g->in_time[i],
               (long long)g->answered[i]);
    printf("; %lld of %lld cases ever late\n", (long long)g->breached, (long long)g->cases);
    print_times("first answer", &g->first_answer);
    print_times("to the close", &g->close);
    term_styled(stdout, TERM_BOLD, "%-14s", "resolved");
    printf("%lld of %lld closed; %lld with the first proposal, never reopened; %lld in private\n",
           (long long)g->resolved, (long long)g->closed, (long long)g->first_contact,
           (long long)g->private_first);
    if (g->edited) {
        term_styled(stdout, TERM_BOLD, "%-14s", "edited");
        printf("%lld reviews no longer complain: %.1f stars before, %.1f after\n",
               (long long)g->edited, (double)g->before / (double)g->edited,
               (double)g->after / (double)g->edited);
        stats_edited_print(&t->edited);
    }
    print_sampled(t);
    term_styled(stdout, TERM_BOLD, "%-14s", "in the log");
    printf("%lld opened, %lld closed\n", (long long)t->opened, (long long)t->closed_all);
    print_counts("closed as", rounds_reason_name, t->closed, ROUNDS_REASON_N);
    stats_measures_print(&t->measures);
    if (t->by >= 0)
        print_groups(t);
}
