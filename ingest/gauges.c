#include "ingest/gauges.h"

#include "core/check.h"
#include "core/log.h"
#include "core/metrics.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

struct gauge {
    const char *topic; /* written before the place is published, then constant */
    int32_t partition;
    _Atomic bool shown;
    _Atomic int64_t lag;
    _Atomic uint64_t in_flight, oldest_ms;
};

static struct gauge table[GAUGES_MAX];
static _Atomic unsigned table_n;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* makers of places, changes of lanes */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static unsigned lanes[GAUGES_LANES];

static double lag_of(const struct gauge *g)
{
    return (double)atomic_load_explicit(&g->lag, memory_order_relaxed);
}

static double in_flight_of(const struct gauge *g)
{
    return (double)atomic_load_explicit(&g->in_flight, memory_order_relaxed);
}

static double oldest_of(const struct gauge *g)
{
    return (double)atomic_load_explicit(&g->oldest_ms, memory_order_relaxed) / 1e3;
}

static void write_family(FILE *out, const char *name, double (*value)(const struct gauge *g))
{
    metrics_head(out, name);
    for (unsigned i = 0; i < atomic_load(&table_n); i++) {
        const struct gauge *g = &table[i];
        double v = value(g);
        if (atomic_load_explicit(&g->shown, memory_order_relaxed) && v >= 0)
            fprintf(out, "%s{topic=\"%s\",partition=\"%d\"} %.15g\n", name, g->topic, g->partition,
                    v);
    }
}

static void write_all(void *ctx, FILE *out)
{
    (void)ctx;
    write_family(out, "redress_consumer_lag_events", lag_of);
    write_family(out, "redress_partition_in_flight_events", in_flight_of);
    write_family(out, "redress_partition_oldest_in_flight_seconds", oldest_of);
}

static void register_once(void)
{
    metrics_register(write_all, NULL);
}

static struct gauge *find(const char *topic, int32_t partition, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (table[i].partition == partition && strcmp(table[i].topic, topic) == 0)
            return &table[i];
    return NULL;
}

struct gauge *gauges_get(const char *topic, int32_t partition)
{
    pthread_once(&once, register_once);
    pthread_mutex_lock(&lock);
    unsigned n = atomic_load(&table_n);
    struct gauge *g = find(topic, partition, n);
    if (!g && n < GAUGES_MAX) {
        g = &table[n];
        g->topic = check_strdup(topic); /* for the life of the process, like the place */
        g->partition = partition;
        atomic_store(&table_n, n + 1);
    }
    pthread_mutex_unlock(&lock);
    if (!g)
        log_warn("ingest", "too many partitions to show", "topic=%s partition=%d shown=%d", topic,
                 partition, GAUGES_MAX);
    return g;
}

void gauges_show(struct gauge *g, int64_t lag, uint64_t in_flight, uint64_t oldest_ms)
{
    if (!g)
        return;
    atomic_store_explicit(&g->lag, lag, memory_order_relaxed);
    atomic_store_explicit(&g->in_flight, in_flight, memory_order_relaxed);
    atomic_store_explicit(&g->oldest_ms, oldest_ms, memory_order_relaxed);
    atomic_store_explicit(&g->shown, true, memory_order_relaxed);
}

void gauges_hide(struct gauge *g)
{
    if (g)
        atomic_store_explicit(&g->shown, false, memory_order_relaxed);
}

void gauges_lane(enum gauges_lane *state, enum gauges_lane now)
{
    static const char *const details[GAUGES_LANES] = {
        "stopped",
        "in the consumer group",
        "joining the consumer group",
        "a topic of ingest.topics is not there, see the log",
        "dead letters cannot be written",
        "no broker can be reached",
        "the Kafka client gave up, see the log",
    };
    if (*state == now)
        return;
    pthread_mutex_lock(&lock);
    if (*state != GAUGES_NONE)
        lanes[*state]--;
    if (now != GAUGES_NONE)
        lanes[now]++;
    *state = now;
    int worst = GAUGES_LANES - 1;
    while (worst > GAUGES_NONE && lanes[worst] == 0)
        worst--;
    health_set(HEALTH_KAFKA, worst == GAUGES_WELL, details[worst]);
    pthread_mutex_unlock(&lock);
}
