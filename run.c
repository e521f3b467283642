/* run.c - the wiring of the pipeline.
 *
 *              lane 0                                            lane 1 ..
 *   ingest --> [enrich thread 0..] --> sink writer --+           the same again, sharing nothing
 *     ^   `- or enriches on its own thread           |           but the schemas and the model
 *     +--------------- home ring --------------------+
 *
 * A lane is one consumer, its enrichment and its connection to Redis. Batches are dealt round
 * robin over the enrichment rings and collected in the same order, so events of a partition reach
 * Redis in the order of Kafka however many threads enrich. Every ring is as long as the lane's pool
 * of batches: pushing cannot fail. */
#include "run.h"

#include "core/log.h"
#include "core/metrics.h"
#include "core/ring.h"
#include "core/status.h"
#include "enrich/enrich.h"
#include "ingest/ingest.h"
#include "journal/journal.h"
#include "notify/notify.h"
#include "oncall/board_web.h"
#include "oncall/playbook.h"
#include "sink/drift_watch.h"
#include "sink/sink.h"
#include "sink/watch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LANES_MAX 64
#define WORKERS_MAX 64

struct lane {
    struct ring *to_enrich[WORKERS_MAX];
    struct ring *to_sink[WORKERS_MAX]; /* one from each enrichment thread, or one from ingest */
    struct ring *home;
    unsigned enrich_count, sink_count;
    struct enrich_worker *inline_worker; /* when ingest enriches on its own thread */
    struct enrich_thread *threads[WORKERS_MAX];
    struct ingest *ingest;
    struct sink *sink;
};

struct pipeline {
    const struct config *cfg;
    struct schemas *schemas;
    struct enrich *enrich;
    struct board_web *board;
    struct status *status;
    struct timer *timer;
    struct journal *journal;
    struct notify *notify;
    struct watch *watch;
    struct drift_watch *drift;
    struct lane lanes[LANES_MAX];
    unsigned lane_count;
};

/* 0 = one lane for every four cores: a lane is a consumer thread, librdkafka's own thread and a
 * mostly sleeping writer, and more lanes than that only fight for the cores. */
static unsigned lanes_wanted(const struct config *cfg)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cfg->ingest_workers > 0)
        return (unsigned)cfg->ingest_workers;
    return cores >= 8 ? (unsigned)(cores / 4 < LANES_MAX ? cores / 4 : LANES_MAX) : 1;
}

/* On up to three cores running to completion on the ingest thread is faster than handing over. */
static unsigned enrich_workers_wanted(const struct config *cfg)
{
    if (cfg->enrich_workers >= 0)
        return (unsigned)cfg->enrich_workers;
    return sysconf(_SC_NPROCESSORS_ONLN) <= 3 ? 0 : 1;
}

static void gate_inline(void *worker, struct batch *b, uint32_t from)
{
    enrich_gate(worker, b->events + from, b->count - from);
}

static void judge_inline(void *worker, struct batch *b, uint32_t from)
{
    enrich_judge(worker, b->events + from, b->count - from);
}

static void lane_rings(struct lane *l, const struct config *cfg)
{
    uint32_t slots = (uint32_t)cfg->ingest_batches;
    l->enrich_count = enrich_workers_wanted(cfg);
    l->sink_count = l->enrich_count ? l->enrich_count : 1;
    l->home = ring_new(slots);
    for (unsigned i = 0; i < l->enrich_count; i++)
        l->to_enrich[i] = ring_new(slots);
    for (unsigned i = 0; i < l->sink_count; i++)
        l->to_sink[i] = ring_new(slots);
}

/* Starts from the end of the road, so that nothing arrives where nobody listens. */
static int lane_start(struct pipeline *p, unsigned number, const struct ingest_options *options,
                      struct err *e)
{
    struct lane *l = &p->lanes[number];
    lane_rings(l, p->cfg);
    p->lane_count = number + 1;
    l->sink = sink_start(p->cfg, l->to_sink, l->sink_count, l->home, e);
    if (!l->sink)
        return -1;
    for (unsigned i = 0; i < l->enrich_count; i++)
        l->threads[i] = enrich_thread_start(p->enrich, l->to_enrich[i], l->to_sink[i]);
    struct ingest_lane il = {.number = (int)number, .home = l->home};
    if (l->enrich_count) {
        il.out = l->to_enrich;
        il.out_count = l->enrich_count;
    } else {
        l->inline_worker = enrich_worker_new(p->enrich);
        il.out = l->to_sink;
        il.out_count = 1;
        il.stage[0] = gate_inline;
        il.stage[1] = judge_inline;
        il.stage_ctx = l->inline_worker;
    }
    l->ingest = ingest_start(p->cfg, p->schemas, &il, options, e);
    return l->ingest ? 0 : -1;
}

/* In the order of the road: ingest drains into a sink that still works, then each stage closes the
 * ring behind it. Also takes down a lane that came up only half. */
static uint64_t lane_stop(struct lane *l)
{
    uint64_t unfinished = l->ingest ? ingest_stop(l->ingest) : 0;
    for (unsigned i = 0; i < l->enrich_count; i++) {
        if (!l->threads[i])
            continue;
        ring_close(l->to_enrich[i]);
        enrich_thread_join(l->threads[i]); /* closes its to_sink ring */
    }
    if (l->enrich_count == 0 || !l->threads[0])
        for (unsigned i = 0; i < l->sink_count; i++)
            ring_close(l->to_sink[i]);
    if (l->sink)
        sink_stop(l->sink);
    ingest_free(l->ingest); /* its batches are home, or given up */
    enrich_worker_free(l->inline_worker);
    for (unsigned i = 0; i < l->enrich_count; i++)
        ring_free(l->to_enrich[i]);
    for (unsigned i = 0; i < l->sink_count; i++)
        ring_free(l->to_sink[i]);
    ring_free(l->home);
    return unfinished;
}

/* Depth of the rings, for the status page; runs on its thread while the lanes are up. */
static void write_rings(void *ctx, FILE *out)
{
    const struct pipeline *p = ctx;
    uint64_t enrich = 0, sink = 0, home = 0;
    for (unsigned n = 0; n < p->lane_count; n++) {
        const struct lane *l = &p->lanes[n];
        for (unsigned i = 0; i < l->enrich_count; i++)
            enrich += ring_depth(l->to_enrich[i]);
        for (unsigned i = 0; i < l->sink_count; i++)
            sink += ring_depth(l->to_sink[i]);
        home += ring_depth(l->home);
    }
    metrics_head(out, "redress_ring_batches");
    fprintf(out,
            "redress_ring_batches{stage=\"enrich\"} %llu\n"
            "redress_ring_batches{stage=\"sink\"} %llu\n"
            "redress_ring_batches{stage=\"home\"} %llu\n",
            (unsigned long long)enrich, (unsigned long long)sink, (unsigned long long)home);
}

int run_check(const struct config *cfg, struct err *e)
{
    if (ingest_check(cfg, e) != 0 || sink_check(cfg, e) != 0 || notify_check(cfg, e) != 0 ||
        board_web_check(cfg, e) != 0 || journal_check(cfg, e) != 0)
        return -1;
    struct schemas *schemas = schemas_new(cfg, e);
    struct enrich *enrich = schemas ? enrich_new(cfg, e) : NULL;
    struct playbook *book = enrich ? playbook_load(cfg->enrich_policy, e) : NULL;
    int rc = book ? 0 : -1;
    playbook_free(book);
    enrich_free(enrich);
    schemas_free(schemas);
    return rc;
}

void run_probe(const struct config *cfg, struct probe *p)
{
    ingest_probe(cfg, p);
    sink_probe(cfg, p);
}

static int pipeline_start(struct pipeline *p, const struct ingest_options *options, struct err *e)
{
    const struct config *cfg = p->cfg;
    if (ingest_check(cfg, e) != 0) /* before anything is started that would only be in the way */
        return -1;
    if (!(p->schemas = schemas_new(cfg, e)) || !(p->enrich = enrich_new(cfg, e)))
        return -1;
    if (cfg->timer_enabled && !(p->timer = timer_start(cfg, e)))
        return -1;
    if (cfg->journal_topic[0] && cfg->journal_enabled && !(p->journal = journal_start(cfg, e)))
        return -1;
    if (!(p->notify = notify_start(cfg, e)))
        return -1;
    if (cfg->absence_enabled && !(p->watch = watch_start(cfg, e)))
        return -1;
    if (cfg->drift_enabled && !(p->drift = drift_watch_start(cfg, e)))
        return -1;
    unsigned lanes = lanes_wanted(cfg);
    for (unsigned n = 0; n < lanes; n++)
        if (lane_start(p, n, options, e) != 0)
            return -1;
    metrics_register(write_rings, p);
    if (!(p->board = board_web_start(cfg, e)))
        return -1;
    unsigned pages;
    const struct http_route *routes = board_web_routes(p->board, &pages);
    p->status = status_start_with(cfg, routes, pages, e); /* last: it finds everything there */
    return p->status ? 0 : -1;
}

static uint64_t pipeline_stop(struct pipeline *p)
{
    uint64_t unfinished = 0;
    if (p->status)
        status_stop(p->status);
    board_web_stop(p->board);
    for (unsigned n = 0; n < p->lane_count; n++)
        if (p->lanes[n].ingest)
            ingest_ask_stop(p->lanes[n].ingest); /* all at once: they drain side by side */
    for (unsigned n = 0; n < p->lane_count; n++)
        unfinished += lane_stop(&p->lanes[n]);
    if (p->timer)
        timer_stop(p->timer);
    journal_stop(p->journal);
    notify_stop(p->notify);
    watch_stop(p->watch); /* after the lanes: it counts what they opened, as the next does */
    drift_watch_stop(p->drift);
    enrich_free(p->enrich);
    schemas_free(p->schemas);
    return unfinished;
}

static bool at_end(const struct pipeline *p)
{
    for (unsigned n = 0; n < p->lane_count; n++)
        if (!ingest_at_end(p->lanes[n].ingest))
            return false;
    return true;
}

static void reload(struct pipeline *p)
{
    struct err e;
    if (enrich_reload(p->enrich, p->cfg, &e) == 0)
        log_info("run", "model and policy reloaded", "");
    else
        log_error("run", "reload refused, the old model and policy stay", "error=\"%s\"", e.msg);
    sink_reload(p->cfg);
}

/* Waits for the signal or the end; returns the seconds in which events were finished. */
static double wait_for_end(struct pipeline *p, bool exit_at_end)
{
    mono_ns_t first = {0}, last = {0};
    uint64_t seen = 0;
    while (!cli_stopped() && !(exit_at_end && at_end(p))) {
        usleep((exit_at_end ? 20 : 50) * 1000); /* a signal cuts it short */
        uint64_t events = metrics_get(METRIC_EVENTS);
        if (events != seen) {
            last = clock_mono();
            first = seen ? first : last;
            seen = events;
        }
        if (cli_hung_up())
            reload(p);
    }
    return (double)(last.ns - first.ns) / 1e9;
}

/* One JSON object: what went in and what became of it, so that anybody can check conservation. */
static void print_summary(FILE *out, uint64_t unfinished, double busy_seconds)
{
    fprintf(out, "{\"events\":%llu", (unsigned long long)metrics_get(METRIC_EVENTS));
    for (unsigned i = OUTCOME_NO_COMPLAINT; i < OUTCOME_N; i++)
        fprintf(out, ",\"%s\":%llu", metrics_outcomes[i],
                (unsigned long long)metrics_get_by(METRIC_OUTCOMES, i));
    fprintf(out, ",\"unfinished\":%llu,\"busy_seconds\":%.3f,\"cpu_seconds\":%.3f}\n",
            (unsigned long long)unfinished, busy_seconds,
            (double)clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9);
}

static int write_summary(struct cli *cli, const char *path, uint64_t unfinished,
                         double busy_seconds)
{
    if (!path)
        return EXIT_OK;
    FILE *out = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
    if (!out)
        return cli_fail(cli, EXIT_FAILED, "--summary %s: cannot be written", path);
    print_summary(out, unfinished, busy_seconds);
    bool bad = fflush(out) != 0;
    if (out != stdout)
        bad |= fclose(out) != 0;
    return bad ? cli_fail(cli, EXIT_FAILED, "--summary %s: cannot be written", path) : EXIT_OK;
}

int run_cmd(struct cli *cli)
{
    struct ingest_options options = {0};
    const char *summary = NULL;
    const struct cli_option table[] = {
        {"exit-at-end", 0, CLI_FLAG, &options.exit_at_end, NULL,
         "stop when every assigned partition is read and committed", 0, 0},
        {"summary", 0, CLI_TEXT, &summary, "FILE|-",
         "at the end write the counts of events by outcome as JSON", 0, 0},
        {0},
    };
    int code;
    if (!cli_options_only(cli, table, &code))
        return code;

    struct pipeline *p = check_calloc(1, sizeof(*p));
    struct err e = {{0}};
    p->cfg = cli->cfg;
    cli_catch_signals();
    cli_catch_hangup();
    if (pipeline_start(p, &options, &e) != 0) {
        pipeline_stop(p);
        free(p);
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    }
    log_info("run", "started", "lanes=%u enrich_workers=%u version=" REDRESS_VERSION, p->lane_count,
             p->lanes[0].enrich_count);
    double busy_seconds = wait_for_end(p, options.exit_at_end);
    log_info("run", "stopping", "");
    uint64_t unfinished = pipeline_stop(p);
    free(p);
    log_info("run", "stopped", "events=%llu unfinished=%llu",
             (unsigned long long)metrics_get(METRIC_EVENTS), (unsigned long long)unfinished);
    code = write_summary(cli, summary, unfinished, busy_seconds);
    return unfinished ? EXIT_FAILED : code;
}
