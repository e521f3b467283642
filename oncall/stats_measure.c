/* Which measure works how fast: from the moment it was taken to the close. */
#include "oncall/stats.h"
#include "oncall/term.h"

#include <stdlib.h>
#include <string.h>

void stats_done_take(struct stats_done *d, const struct store_entry *x)
{
    if (str_eq(x->event, STR_LIT("answer")) && str_eq(x->state, STR_LIT("2c")))
        d->proposed_ms = x->at_ms;
    else if (str_eq(x->event, STR_LIT("reprice")))
        d->cut_ms = x->at_ms;
    else if (str_eq(x->event, STR_LIT("appeal")))
        d->appealed_ms = x->at_ms;
}

void stats_done_merge(struct stats_done *d, const struct stats_done *later)
{
    d->proposed_ms = later->proposed_ms ? later->proposed_ms : d->proposed_ms;
    d->cut_ms = later->cut_ms ? later->cut_ms : d->cut_ms;
    d->appealed_ms = later->appealed_ms ? later->appealed_ms : d->appealed_ms;
}

static struct stats_measure *row_of(struct stats_measures *m, struct str name)
{
    for (size_t i = 0; i < m->count; i++)
        if (str_eq(str_from(m->at[i].name), name))
            return &m->at[i];
    m->at = check_realloc(m->at, (m->count + 1) * sizeof(*m->at));
    struct stats_measure *x = &m->at[m->count++];
    *x = (struct stats_measure){0};
    snprintf(x->name, sizeof(x->name), "%.*s", STR_FMT(name));
    return x;
}

static void add(struct stats_measures *m, struct str name, const struct store_case *c,
                int64_t done_ms, int64_t closed_ms)
{
    const struct rounds_case *r = &c->head.state;
    struct stats_measure *x = row_of(m, name);
    x->cases++;
    x->reopened += r->reopened > 0;
    x->closed += closed_ms > 0;
    if (!closed_ms || !store_resolved(r))
        return;
    x->resolved++;
    if (closed_ms >= done_ms)
        stats_times_add(&x->to_close, closed_ms - done_ms);
}

void stats_measures_add(struct stats_measures *m, const struct store_case *c,
                        const struct stats_done *d, int64_t closed_ms)
{
    if (d->proposed_ms && c->record.proposal.len)
        add(m, c->record.proposal, c, d->proposed_ms, closed_ms);
    if (d->cut_ms)
        add(m, STR_LIT(STATS_PRICE), c, d->cut_ms, closed_ms);
    if (d->appealed_ms)
        add(m, STR_LIT(STATS_APPEAL), c, d->appealed_ms, closed_ms);
}

static int by_use(const void *a, const void *b)
{
    const struct stats_measure *x = a, *y = b;
    if (x->cases != y->cases)
        return x->cases > y->cases ? -1 : 1;
    return strcmp(x->name, y->name);
}

void stats_measures_sort(struct stats_measures *m)
{
    for (size_t i = 0; i < m->count; i++)
        stats_times_sort(&m->at[i].to_close);
    if (m->count)
        qsort(m->at, m->count, sizeof(*m->at), by_use);
}

void stats_measures_fini(struct stats_measures *m)
{
    for (size_t i = 0; i < m->count; i++)
        free(m->at[i].to_close.ms);
    free(m->at);
}

json_t *stats_measures_json(const struct stats_measures *m)
{
    json_t *list = json_array();
    for (size_t i = 0; i < m->count; i++) {
        const struct stats_measure *x = &m->at[i];
        json_t *j = json_pack("{s:s,s:I,s:I,s:I,s:I}", "measure", x->name, "cases",
                              (json_int_t)x->cases, "closed", (json_int_t)x->closed, "resolved",
                              (json_int_t)x->resolved, "reopened", (json_int_t)x->reopened);
        static const unsigned percent[] = {50, 95};
        for (unsigned k = 0; k < 2; k++) {
            char name[24];
            int64_t ms = stats_times_quantile(&x->to_close, percent[k]);
            snprintf(name, sizeof(name), "to_close_p%u_s", percent[k]);
            json_object_set_new(j, name, ms < 0 ? json_null() : json_real((double)ms / 1000));
        }
        json_array_append_new(list, j);
    }
    return list;
}

void stats_measures_print(const struct stats_measures *m)
{
    char ms[TERM_DURATION_CAP];
    if (m->count == 0)
        return;
    putchar('\n');
    term_cell(stdout, STR_LIT("measure"), 20, TERM_BOLD);
    term_styled(stdout, TERM_BOLD, " %6s %6s %8s %8s %9s %9s\n", "cases", "closed", "resolved",
                "reopened", "close50", "close95");
    for (size_t i = 0; i < m->count; i++) {
        const struct stats_measure *x = &m->at[i];
        term_cell(stdout, str_from(x->name), 20, TERM_PLAIN);
        printf(" %6lld %6lld %8lld %8lld", (long long)x->cases, (long long)x->closed,
               (long long)x->resolved, (long long)x->reopened);
        for (unsigned percent = 50; percent <= 95; percent += 45)
            printf(" %9s", x->to_close.count
                               ? term_duration(stats_times_quantile(&x->to_close, percent), ms)
                               : "-");
        putchar('\n');
    }
}
