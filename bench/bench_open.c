/* bench_open - opens cases through the sink in a Redis that is there; prints one JSON line. What
 * bench/timer.py fills a server with, and what it times the openings by.
 *
 *   bench_open [-s section.key=value]... --count N [--from N] [--products N] [--per-s N] [--chat]
 */
#include "bench/deal.h"
#include "core/check.h"
#include "core/clock.h"
#include "core/config.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/sink.h"

#include <stdlib.h>

static int number(const char *text, uint64_t *to)
{
    char *end;
    *to = strtoull(text, &end, 10);
    return *text && !*end ? 0 : -1;
}

static int options(struct config *cfg, struct deal *d, int argc, char **argv, struct err *e)
{
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        uint64_t *to = strcmp(name, "--count") == 0      ? &d->count
                       : strcmp(name, "--from") == 0     ? &d->from
                       : strcmp(name, "--products") == 0 ? &d->products
                       : strcmp(name, "--per-s") == 0    ? &d->per_s
                                                         : NULL;
        if (strcmp(name, "--chat") == 0) {
            d->chat = true;
            continue;
        }
        i++;
        if (strcmp(name, "-s") == 0 ? config_assign(cfg, value, e) != 0
                                    : !to && err_set(e, "'%s': there is no such option", name) != 0)
            return -1;
        if (to && number(value, to) != 0)
            return err_set(e, "%s: '%s' is no number", name, value);
    }
    return d->count ? 0 : err_set(e, "--count is missing");
}

static int run(const struct config *cfg, const struct deal *d, struct err *e)
{
    struct ring *in = ring_new(DEAL_BATCHES), *home = ring_new(DEAL_BATCHES);
    uint64_t cpu = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    mono_ns_t start = clock_mono();
    struct sink *s = sink_start(cfg, &in, 1, home, e);
    if (s) {
        uint64_t dealing = deal(d, in, home);
        double seconds = (double)(clock_mono().ns - start.ns) / 1e9;
        ring_close(in);
        sink_stop(s);
        cpu = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu - dealing;
        printf("{\"opened\":%llu,\"seconds\":%.3f,\"writer_cpu_us\":%.3f,\"to_case_p50_ms\":%.1f,"
               "\"to_case_p99_ms\":%.1f}\n",
               (unsigned long long)d->count, seconds, (double)cpu / 1e3 / (double)d->count,
               (double)metrics_quantile_us(METRIC_EVENT_TO_CASE, 0.5) / 1e3,
               (double)metrics_quantile_us(METRIC_EVENT_TO_CASE, 0.99) / 1e3);
    }
    ring_free(in);
    ring_free(home);
    return s ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct err e;
    struct deal d = {0};
    struct config *cfg = config_new();
    log_set_level(LOG_WARN);
    int done = options(cfg, &d, argc, argv, &e);
    if (done == 0)
        done = run(cfg, &d, &e);
    if (done != 0)
        fprintf(stderr, "bench_open: %s\n", e.msg);
    config_free(cfg);
    return done == 0 ? 0 : 2;
}
