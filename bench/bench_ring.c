/* What it costs to hand a batch from one thread to the next.
 *
 *   bench_ring [--quick] [--json FILE]
 *
 *   alone     push and pop on one thread: the instructions, without another core
 *   hop       a pool of items goes round over two threads, there and back, as batches do; one hop
 *             is one way. An event's share of it is that of a full default batch.
 *   wake-up   from the push to the return of the sleeper's pop
 * Times are medians over interleaved rounds; wake-ups are told as quantiles of single ones. */
#include "core/check.h"
#include "core/clock.h"
#include "core/ring.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 15, WAKES_MAX = 2000, POOL = 64, BATCH_EVENTS = 256 };

struct bench {
    int rounds, wakes;
    uint64_t items; /* a round */
    double alone[ROUNDS_MAX], hop[ROUNDS_MAX], cpu[ROUNDS_MAX];
    double wake_us[WAKES_MAX];
};

static double alone(uint64_t items)
{
    struct ring *r = ring_new(POOL);
    int item;
    mono_ns_t begun = clock_mono();
    for (uint64_t i = 0; i < items; i++) {
        ring_push(r, &item);
        CHECK(ring_try_pop(r) == &item);
    }
    double ns = (double)(clock_mono().ns - begun.ns) / (double)items;
    ring_free(r);
    return ns;
}

struct lane {
    struct ring *to, *home;
};

static void *send_home(void *arg)
{
    struct lane *l = arg;
    for (;;) {
        void *item = ring_pop(l->to, -1);
        if (!item && ring_drained(l->to))
            return NULL;
        ring_push(l->home, item);
    }
}

/* Nanoseconds of wall time a hop; *cpu_ns: of both threads together. */
static double hop(uint64_t items, double *cpu_ns)
{
    static int pool[POOL];
    pthread_t thread;
    struct lane l = {ring_new(POOL), ring_new(POOL)};
    CHECK(pthread_create(&thread, NULL, send_home, &l) == 0);
    uint64_t cpu = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    mono_ns_t begun = clock_mono();
    for (int i = 0; i < POOL; i++)
        ring_push(l.to, &pool[i]);
    for (uint64_t i = 0; i < items; i++)
        ring_push(l.to, ring_pop(l.home, -1));
    double hops = (double)items * 2;
    double ns = (double)(clock_mono().ns - begun.ns) / hops;
    *cpu_ns = (double)(clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu) / hops;
    for (int i = 0; i < POOL; i++)
        CHECK(ring_pop(l.home, -1));
    ring_close(l.to);
    pthread_join(thread, NULL);
    ring_free(l.to);
    ring_free(l.home);
    return ns;
}

struct sleeper {
    struct ring *ring;
    double *us;
};

static void *sleep_and_note(void *arg)
{
    struct sleeper *s = arg;
    for (int i = 0;; i++) {
        mono_ns_t *sent = ring_pop(s->ring, -1);
        if (!sent)
            return NULL;
        s->us[i] = (double)(clock_mono().ns - sent->ns) / 1000;
    }
}

static void wake_ups(int times, double *us)
{
    static mono_ns_t sent[WAKES_MAX];
    pthread_t thread;
    struct timespec pause = {0, 500000}; /* long enough for the other to fall asleep */
    struct sleeper s = {ring_new(POOL), us};
    CHECK(pthread_create(&thread, NULL, sleep_and_note, &s) == 0);
    for (int i = 0; i < times; i++) {
        nanosleep(&pause, NULL);
        sent[i] = clock_mono();
        ring_push(s.ring, &sent[i]);
    }
    ring_close(s.ring);
    pthread_join(thread, NULL);
    ring_free(s.ring);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts; q from 0 to 1. */
static double quantile(double *values, int n, double q)
{
    qsort(values, (size_t)n, sizeof(*values), by_size);
    return values[(int)(q * (n - 1) + 0.5)];
}

static void run(struct bench *b)
{
    for (int i = 0; i < b->rounds; i++) {
        b->alone[i] = alone(b->items * 4);
        b->hop[i] = hop(b->items, &b->cpu[i]);
    }
    wake_ups(b->wakes, b->wake_us);
}

static void report(struct bench *b, FILE *json)
{
    double lone = quantile(b->alone, b->rounds, 0.5), way = quantile(b->hop, b->rounds, 0.5);
    double cpu = quantile(b->cpu, b->rounds, 0.5), w50 = quantile(b->wake_us, b->wakes, 0.5);
    double w99 = quantile(b->wake_us, b->wakes, 0.99), most = b->wake_us[b->wakes - 1];
    printf("ring (medians of %d rounds of %llu items, %ld cores)\n", b->rounds,
           (unsigned long long)b->items, sysconf(_SC_NPROCESSORS_ONLN));
    printf("  alone     %8.1f ns a push and pop\n", lone);
    printf("  hop       %8.1f ns a batch (%.1f ns of CPU), %.2f ns an event in batches of %d\n",
           way, cpu, way / BATCH_EVENTS, BATCH_EVENTS);
    printf("  wake-up   %8.1f us p50, %.1f p99, %.1f max of %d\n", w50, w99, most, b->wakes);
    if (json)
        fprintf(
            json,
            "{\"bench\":\"ring\",\"rounds\":%d,\"items\":%llu,\"alone_ns\":%.2f,\"hop_ns\":%.2f,"
            "\"hop_cpu_ns\":%.2f,\"hop_ns_event\":%.3f,\"batch_events\":%d,\"wake_us\":"
            "{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f}}\n",
            b->rounds, (unsigned long long)b->items, lone, way, cpu, way / BATCH_EVENTS,
            BATCH_EVENTS, w50, w99, most);
}

int main(int argc, char **argv)
{
    static struct bench b = {.rounds = ROUNDS_MAX, .wakes = WAKES_MAX, .items = 500000};
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quick") == 0) {
            b.rounds = 5;
            b.wakes = 300;
            b.items = 100000;
        } else if (strcmp(argv[i], "--json") == 0 && i + 1 < argc) {
            path = argv[++i];
        } else {
            fprintf(stderr, "Usage: bench_ring [--quick] [--json FILE]\n");
            return strcmp(argv[i], "--help") == 0 ? 0 : 2;
        }
    }
    FILE *json = path ? fopen(path, "w") : NULL;
    if (path && !json) {
        fprintf(stderr, "bench_ring: %s cannot be written\n", path);
        return 1;
    }
    run(&b);
    report(&b, json);
    if (json)
        fclose(json);
    return 0;
}
