#include "core/metrics.h"

#include "core/check.h"
#include "core/process.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_MAX 32       /* label values of one COUNTER_BY */
#define BUCKETS_N 22       /* bounds below, and +Inf */
#define REGISTERED_MAX 128 /* run-time writers: one for each ingest worker */

static const uint64_t bounds_us[BUCKETS_N - 1] = {
    100,     200,      500,      1000,      2000,       5000,        10000,
    20000,   50000,    100000,   200000,    500000,     1000000,     2000000,
    5000000, 10000000, 60000000, 600000000, 3600000000, 86400000000, 604800000000};

enum metric_type { TYPE_COUNTER, TYPE_COUNTER_BY, TYPE_GAUGE, TYPE_HISTOGRAM };

struct row {
    enum metric_type type;
    const char *name, *label, *help;
    const char *const *values;
    unsigned n;
};

const char *const metrics_outcomes[OUTCOME_N] = {"none",    "no_complaint", "opened",
                                                 "updated", "duplicate",    "dead_letter"};
const char *const metrics_audit_faults[METRICS_AUDIT_FAULTS] = {
    "damaged",     "no_wake",   "wrong_wake", "stray_wake", "no_place",   "wrong_place",
    "stray_place", "no_expiry", "late",       "unreached",  "unaccounted"};
/* rd_apply tells those of a case apart by their first letter. */
const char *const metrics_alert_kinds[METRICS_ALERT_KINDS] = {
    "open",       "warn",    "breach",   "escalate", "nudge",  "reply",    "closed",
    "herd",       "absence", "snooze",   "promise",  "appeal", "markdown", "gather",
    "update",     "turning", "incident", "vacant",   "lapse",  "forward",  "quota",
    "departures", "known",   "guard",    "drift",    "slump"};
const char *const metrics_notifiers[METRICS_NOTIFIERS] = {"alertmanager", "webhook"};

static const struct row rows[METRIC_N] = {
#define COUNTER(id, name_, help_) {.type = TYPE_COUNTER, .name = name_, .help = help_},
#define COUNTER_BY(id, name_, label_, values_, n_, help_)                                          \
    {.type = TYPE_COUNTER_BY,                                                                      \
     .name = name_,                                                                                \
     .label = label_,                                                                              \
     .help = help_,                                                                                \
     .values = values_,                                                                            \
     .n = n_},
#define GAUGE(id, name_, help_) {.type = TYPE_GAUGE, .name = name_, .help = help_},
#define HISTOGRAM(id, name_, help_) {.type = TYPE_HISTOGRAM, .name = name_, .help = help_},
#define SHOWN(name_, type_, labels_, help_)
#include "core/metrics.def"
#undef COUNTER
#undef COUNTER_BY
#undef GAUGE
#undef HISTOGRAM
#undef SHOWN
};

static const struct shown {
    const char *name, *type, *labels, *help;
} shown[] = {
#define COUNTER(id, name_, help_)
#define COUNTER_BY(id, name_, label_, values_, n_, help_)
#define GAUGE(id, name_, help_)
#define HISTOGRAM(id, name_, help_)
#define SHOWN(name_, type_, labels_, help_) {name_, type_, labels_, help_},
#include "core/metrics.def"
};
#define SHOWN_N (sizeof(shown) / sizeof(shown[0]))

/* A counter or gauge uses slot 0, a counter by label one a value, a histogram one a bucket. */
static struct {
    _Atomic uint64_t slot[SLOTS_MAX];
    _Atomic uint64_t sum_us;
} data[METRIC_N];

static struct {
    void (*write)(void *ctx, FILE *out);
    void *ctx;
} registered[REGISTERED_MAX];
static _Atomic unsigned registered_n;

static struct {
    _Atomic(const char *) detail; /* NULL: never set */
    _Atomic bool ok;
} parts[HEALTH_N];
static const char *const part_names[HEALTH_N] = {"kafka", "redis", "timer", "journal", "notify"};

static void add(_Atomic uint64_t *to, uint64_t n)
{
    atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

static uint64_t get(const _Atomic uint64_t *from)
{
    return atomic_load_explicit(from, memory_order_relaxed);
}

void metrics_add(enum metric m, uint64_t n)
{
    add(&data[m].slot[0], n);
}

void metrics_add_by(enum metric m, unsigned index, uint64_t n)
{
    CHECK(index < rows[m].n && rows[m].n <= SLOTS_MAX);
    add(&data[m].slot[index], n);
}

void metrics_set(enum metric m, int64_t value)
{
    atomic_store_explicit(&data[m].slot[0], (uint64_t)value, memory_order_relaxed);
}

void metrics_gauge_add(enum metric m, int64_t delta)
{
    add(&data[m].slot[0], (uint64_t)delta);
}

static unsigned bucket_of(uint64_t us)
{
    unsigned i = 0;
    while (i < BUCKETS_N - 1 && us > bounds_us[i])
        i++;
    return i;
}

void metrics_observe_us(enum metric m, uint64_t us, uint64_t times)
{
    add(&data[m].slot[bucket_of(us)], times);
    add(&data[m].sum_us, us * times);
}

static uint64_t total(enum metric m, unsigned n)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum += get(&data[m].slot[i]);
    return sum;
}

uint64_t metrics_get(enum metric m)
{
    return rows[m].type == TYPE_COUNTER_BY ? total(m, rows[m].n) : get(&data[m].slot[0]);
}

uint64_t metrics_get_by(enum metric m, unsigned index)
{
    CHECK(index < rows[m].n);
    return get(&data[m].slot[index]);
}

uint64_t metrics_quantile_us(enum metric m, double q)
{
    uint64_t all = total(m, BUCKETS_N), seen = 0;
    for (unsigned i = 0; all > 0 && i < BUCKETS_N; i++) {
        seen += get(&data[m].slot[i]);
        if ((double)seen >= q * (double)all)
            return bounds_us[i < BUCKETS_N - 1 ? i : BUCKETS_N - 2];
    }
    return 0;
}

void metrics_register(void (*write)(void *ctx, FILE *out), void *ctx)
{
    unsigned i = atomic_load(&registered_n);
    CHECK(i < REGISTERED_MAX); /* called by the starting thread only */
    registered[i].write = write;
    registered[i].ctx = ctx;
    atomic_store(&registered_n, i + 1);
}

static void write_by(FILE *out, const struct row *r, enum metric m)
{
    for (unsigned i = 0; i < r->n; i++)
        if (r->values[i])
            fprintf(out, "redress_%s{%s=\"%s\"} %llu\n", r->name, r->label, r->values[i],
                    (unsigned long long)get(&data[m].slot[i]));
}

static void write_histogram(FILE *out, const struct row *r, enum metric m)
{
    uint64_t seen = 0;
    for (unsigned i = 0; i < BUCKETS_N; i++) {
        seen += get(&data[m].slot[i]);
        if (i < BUCKETS_N - 1)
            fprintf(out, "redress_%s_bucket{le=\"%g\"} %llu\n", r->name, (double)bounds_us[i] / 1e6,
                    (unsigned long long)seen);
        else
            fprintf(out, "redress_%s_bucket{le=\"+Inf\"} %llu\n", r->name,
                    (unsigned long long)seen);
    }
    /* Not %g: six digits of a large sum are too few to take differences of. */
    fprintf(out, "redress_%s_sum %.6f\nredress_%s_count %llu\n", r->name,
            (double)get(&data[m].sum_us) / 1e6, r->name, (unsigned long long)seen);
}

static const char *const type_names[] = {"counter", "counter", "gauge", "histogram"};

void metrics_write(FILE *out)
{
    for (int m = 0; m < METRIC_N; m++) {
        const struct row *r = &rows[m];
        fprintf(out, "# HELP redress_%s %s\n# TYPE redress_%s %s\n", r->name, r->help, r->name,
                type_names[r->type]);
        if (r->type == TYPE_COUNTER_BY)
            write_by(out, r, m);
        else if (r->type == TYPE_HISTOGRAM)
            write_histogram(out, r, m);
        else
            fprintf(out, "redress_%s %lld\n", r->name, (long long)get(&data[m].slot[0]));
    }
    process_write(out);
    for (unsigned i = 0; i < atomic_load(&registered_n); i++)
        registered[i].write(registered[i].ctx, out);
}

void metrics_head(FILE *out, const char *name)
{
    size_t i = 0;
    while (i < SHOWN_N && strcmp(shown[i].name, name) != 0)
        i++;
    CHECK(i < SHOWN_N);
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, shown[i].help, name, shown[i].type);
}

void metrics_print_markdown(FILE *out)
{
    fprintf(out, "# Metrics\n\nMade by `redress help metrics --markdown` from `core/metrics.def`; "
                 "do not edit.\n\n| metric | type | labels | what |\n|---|---|---|---|\n");
    for (int m = 0; m < METRIC_N; m++)
        fprintf(out, "| `redress_%s` | %s | %s | %s |\n", rows[m].name, type_names[rows[m].type],
                rows[m].label ? rows[m].label : "", rows[m].help);
    for (size_t i = 0; i < SHOWN_N; i++)
        fprintf(out, "| `%s` | %s | %s | %s |\n", shown[i].name, shown[i].type, shown[i].labels,
                shown[i].help);
}

void health_set(enum health part, bool ok, const char *detail)
{
    atomic_store(&parts[part].ok, ok);
    atomic_store(&parts[part].detail, detail);
}

bool health_write(FILE *out)
{
    bool all = true;
    for (int i = 0; i < HEALTH_N; i++) {
        const char *detail = atomic_load(&parts[i].detail);
        bool ok = atomic_load(&parts[i].ok);
        if (!detail)
            continue;
        fprintf(out, "%s %s: %s\n", ok ? "ok" : "FAIL", part_names[i], detail);
        all = all && ok;
    }
    return all;
}
