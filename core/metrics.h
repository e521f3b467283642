/* metrics.h - counters, gauges and histograms of one process; declared in metrics.def.
 *
 * All functions may be called by any thread and never block: a metric is a relaxed atomic. Stages
 * add once a batch, not once an event, so the shared cache lines cost nothing. */
#ifndef REDRESS_CORE_METRICS_H
#define REDRESS_CORE_METRICS_H

#include "core/event.h"

#include <stdint.h>
#include <stdio.h>

#define METRICS_ALERT_KINDS 26
#define METRICS_AUDIT_FAULTS 11
#define METRICS_NOTIFIERS 2

enum metric {
#define COUNTER(id, name, help) METRIC_##id,
#define COUNTER_BY(id, name, label, values, n, help) METRIC_##id,
#define GAUGE(id, name, help) METRIC_##id,
#define HISTOGRAM(id, name, help) METRIC_##id,
#define SHOWN(name, type, labels, help)
#include "core/metrics.def"
#undef COUNTER
#undef COUNTER_BY
#undef GAUGE
#undef HISTOGRAM
#undef SHOWN
    METRIC_N
};

extern const char *const metrics_outcomes[OUTCOME_N];
extern const char *const metrics_alert_kinds[METRICS_ALERT_KINDS];
extern const char *const metrics_audit_faults[METRICS_AUDIT_FAULTS]; /* sink/audit.h */
extern const char *const metrics_notifiers[METRICS_NOTIFIERS];

void metrics_add(enum metric m, uint64_t n);                         /* COUNTER */
void metrics_add_by(enum metric m, unsigned index, uint64_t n);      /* COUNTER_BY */
void metrics_set(enum metric m, int64_t value);                      /* GAUGE */
void metrics_gauge_add(enum metric m, int64_t delta);                /* GAUGE, shared by threads */
void metrics_observe_us(enum metric m, uint64_t us, uint64_t times); /* HISTOGRAM */

/* For tests and `redress` summaries. */
uint64_t metrics_get(enum metric m);                    /* COUNTER or GAUGE, or sum of COUNTER_BY */
uint64_t metrics_get_by(enum metric m, unsigned index); /* COUNTER_BY */
/* Upper bound of the bucket that holds quantile q (0..1), microseconds; 0 without observations. */
uint64_t metrics_quantile_us(enum metric m, double q);

/* `write` is called whenever the metrics are shown, to append what has labels known only at run
 * time (lag for each partition). It runs on the thread that shows. Never unregistered: stop the
 * status page before ctx dies. */
void metrics_register(void (*write)(void *ctx, FILE *out), void *ctx);
/* The lines # HELP and # TYPE of a metric that such a writer shows: a SHOWN of metrics.def. */
void metrics_head(FILE *out, const char *name);

/* Prometheus text exposition 0.0.4. */
void metrics_write(FILE *out);
/* The table as Markdown (docs/METRICS.md). */
void metrics_print_markdown(FILE *out);

/* Parts of the process that can be well or not; /readyz and /healthz show them. */
enum health { HEALTH_KAFKA, HEALTH_REDIS, HEALTH_TIMER, HEALTH_JOURNAL, HEALTH_NOTIFY, HEALTH_N };
/* `detail`: a static string that says what is wrong (or fine). A part never set is not shown. */
void health_set(enum health part, bool ok, const char *detail);
/* Writes one line a part; true if every part that was set is well. */
bool health_write(FILE *out);

#endif
