/* `redress case trend --product`: one product day by day, and what the drift alarm thinks of it. */
#include "oncall/trend.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/term.h"
#include "sink/drift.h"

#include <stdlib.h>

#define BAR_MAX 40

static int newest_first(const void *a, const void *b)
{
    const struct drift_day *x = a, *y = b;
    return x->day > y->day ? -1 : x->day < y->day;
}

static void date_of(int64_t day, char out[ISO8601_CAP])
{
    iso8601_write((wall_ms_t){day * DRIFT_DAY_MS}, out);
    out[10] = '\0';
}

static json_t *stars(unsigned hundredths)
{
    return hundredths ? json_real(hundredths / 100.0) : json_null();
}

static void print_json(struct str product, const struct drift_days *days,
                       const struct drift_verdict *v, int64_t since)
{
    char date[ISO8601_CAP];
    json_t *list = json_array();
    for (unsigned i = 0; i < days->n; i++) {
        date_of(days->day[i].day, date);
        json_array_append_new(list, json_pack("{s:s,s:i,s:o}", "day", date, "complaints",
                                              (int)days->day[i].count, "listing",
                                              stars(days->day[i].average)));
    }
    date_of(since, date);
    json_t *j = json_pack("{s:s%,s:i,s:f,s:f,s:f,s:b,s:b,s:o,s:o,s:o,s:o}", "product_id",
                          product.ptr, (size_t)product.len, "now", (int)v->now, "expected",
                          v->expected, "sigmas", v->sigmas, "others", v->others, "drift", v->worse,
                          "slump", v->slumped, "listing_best", stars(v->best), "listing_latest",
                          stars(v->latest), "listing_week_ago", stars(v->week_ago), "days", list);
    json_object_set_new(j, "since", since ? json_string(date) : json_null());
    case_json_print(j);
}

static void print_verdict(struct str product, const struct drift_verdict *v, int64_t window_d)
{
    term_put(stdout, product);
    printf("   %u complaints in %lld days, ", v->now, (long long)window_d);
    if (v->expected > 0 || v->sigmas > 0)
        printf("%.1f expected", v->expected);
    else
        printf("no past to hold it against");
    term_styled(stdout, v->worse ? TERM_RED : TERM_PLAIN, "%s", v->worse ? ": drift" : "");
    if (v->best && v->latest)
        printf(", listing %.2f, best of %d days %.2f", v->latest / 100.0, DRIFT_SLUMP_DAYS,
               v->best / 100.0);
    term_styled(stdout, v->slumped ? TERM_RED : TERM_PLAIN, "%s\n", v->slumped ? ": slump" : "");
}

static void print_days(const struct drift_days *days)
{
    char date[ISO8601_CAP], bar[BAR_MAX + 1];
    unsigned most = 1;
    for (unsigned i = 0; i < days->n; i++)
        most = days->day[i].count > most ? days->day[i].count : most;
    for (unsigned i = 0; i < days->n; i++) {
        const struct drift_day *d = &days->day[i];
        unsigned n = most <= BAR_MAX ? d->count : (d->count * BAR_MAX + most - 1) / most;
        memset(bar, '#', n);
        bar[n] = '\0';
        date_of(d->day, date);
        printf("%s %5u  %-*s", date, d->count, most <= BAR_MAX ? (int)most : BAR_MAX, bar);
        if (d->average)
            printf("  %.2f", d->average / 100.0);
        putchar('\n');
    }
}

int trend_days(struct store *s, struct str product, int64_t window_d, bool json, struct err *e)
{
    struct drift_days *days = check_calloc(1, sizeof(*days));
    struct drift_verdict v;
    int64_t since;
    int rc = store_drift(s, product, days, &v, &since, e);
    if (rc == 0 && days->n > 1)
        qsort(days->day, days->n, sizeof(*days->day), newest_first);
    if (rc == 0 && json) {
        print_json(product, days, &v, since);
    } else if (rc == 0) {
        print_verdict(product, &v, window_d);
        print_days(days);
    }
    free(days);
    return rc;
}
