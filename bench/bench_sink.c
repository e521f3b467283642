/* bench_sink - what opening a case costs: rate, CPU of redis-server and of the writer for each
 * open, memory of a case. Starts a redis-server of its own on a Unix socket, one fresh for each
 * row.
 *
 *   bench_sink [--quick] [--json FILE] */
#include "core/check.h"
#include "core/clock.h"
#include "core/config.h"
#include "core/log.h"
#include "core/ring.h"
#include "sink/sink.h"

#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define BATCH_EVENTS 256
#define BATCHES 64
#define TEXT 48

struct texts {
    char review[TEXT], product[TEXT], author[TEXT];
};

struct server {
    char dir[64], socket[96];
    pid_t pid;
    redisContext *ctx;
};

struct row {
    int per_call;
    uint64_t opens;
    double rate, server_us, client_us, bytes;
};

static void server_start(struct server *s)
{
    snprintf(s->dir, sizeof(s->dir), "/tmp/bench_sink.XXXXXX");
    CHECK(mkdtemp(s->dir));
    snprintf(s->socket, sizeof(s->socket), "%s/redis.sock", s->dir);
    s->pid = fork();
    CHECK(s->pid >= 0);
    if (s->pid == 0) {
        execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", s->socket, "--save",
               "", "--appendonly", "no", "--loglevel", "warning", "--logfile", "redis.log", "--dir",
               s->dir, NULL);
        _exit(127);
    }
    for (int i = 0; i < 200; i++) {
        s->ctx = redisConnectUnix(s->socket);
        if (s->ctx && !s->ctx->err)
            return;
        redisFree(s->ctx);
        usleep(25000);
    }
    check_failed("redis-server starts", __FILE__, __LINE__, __func__);
}

static void server_stop(struct server *s)
{
    char command[128];
    redisFree(s->ctx);
    kill(s->pid, SIGTERM);
    waitpid(s->pid, NULL, 0);
    snprintf(command, sizeof(command), "rm -rf '%s'", s->dir);
    CHECK(system(command) == 0);
}

/* A number in the section of INFO. */
static double info(struct server *s, const char *section, const char *key)
{
    redisReply *r = redisCommand(s->ctx, "INFO %s", section);
    CHECK(r && r->type == REDIS_REPLY_STRING);
    const char *at = strstr(r->str, key);
    CHECK(at);
    double value = strtod(at + strlen(key) + 1, NULL);
    freeReplyObject(r);
    return value;
}

static double server_cpu_us(struct server *s)
{
    return 1e6 * (info(s, "cpu", "used_cpu_sys") + info(s, "cpu", "used_cpu_user"));
}

static struct str text(char out[TEXT], const char *what, uint64_t n)
{
    snprintf(out, TEXT, "%s%010llu", what, (unsigned long long)n);
    return str_from(out);
}

/* A complaint with everything that a real one carries, one of a herd now and then. */
static void make(struct event *ev, struct texts *t, uint64_t n)
{
    struct event_fields *f = &ev->fields;
    *ev = (struct event){.source = {.topic = "reviews", .offset = (int64_t)n, .partition = 7}};
    event_fields_init(f);
    f->marketplace = STR_LIT("amazon.de");
    f->seller_id = STR_LIT("seller-00042");
    f->locale = STR_LIT("de-DE");
    f->currency = STR_LIT("EUR");
    f->review_id = text(t->review, "R", n);
    f->product_id = text(t->product, "B", n / 2);
    f->author_id = text(t->author, "A", n);
    f->created_at = (int64_t)1760000000000 + (int64_t)n;
    f->rating = 1;
    f->helpful_votes = 12;
    f->order_value_minor = 2599;
    f->listing_rating = 4.3;
    f->listing_rating_count = 812;
    ev->finding = (struct finding){.p_complaint = 960,
                                   .priority = 541,
                                   .herd_points = 160,
                                   .herd_floor = 700,
                                   .cause_count = 2,
                                   .cause = {CAUSE_LATE, CAUSE_SERVICE},
                                   .demand = DEMAND_REFUND,
                                   .flags = 1u << FLAG_ANGER,
                                   .points = {66, 160, 30, 0, 20, 40, 60, 30, 10}};
    ev->finding.p_cause[CAUSE_LATE] = 930;
    ev->finding.p_cause[CAUSE_SERVICE] = 411;
}

/* Deals `events` events to the sink and takes them back. Returns the CPU of dealing, ns. */
static uint64_t deal(struct ring *in, struct ring *home, uint64_t events)
{
    struct batch *batch[BATCHES];
    struct texts *texts[BATCHES];
    uint64_t next = 0, cpu = clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID);
    unsigned fresh = 0, away = 0;
    while (next < events || away > 0) {
        unsigned slot = fresh;
        struct batch *b = NULL;
        if (fresh < BATCHES && next < events) {
            b = batch[fresh] = batch_new(BATCH_EVENTS);
            texts[fresh++] = check_calloc(BATCH_EVENTS, sizeof(struct texts));
        } else {
            b = ring_pop(home, -1);
            for (uint32_t i = 0; i < b->count; i++)
                CHECK(b->events[i].verdict.outcome == OUTCOME_OPENED);
            away--;
            for (slot = 0; batch[slot] != b; slot++)
                ;
        }
        if (next == events)
            continue;
        b->received = clock_mono();
        for (b->count = 0; b->count < b->cap && next < events; b->count++, next++)
            make(&b->events[b->count], &texts[slot][b->count], next);
        batch_list_open(b);
        batch_list_open(b);
        ring_push(in, b);
        away++;
    }
    for (unsigned i = 0; i < fresh; i++) {
        batch_free(batch[i]);
        free(texts[i]);
    }
    return clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
}

static struct row measure(int per_call, uint64_t opens)
{
    struct server server;
    struct err e;
    char address[128], calls[64];
    struct config *cfg = config_new();
    server_start(&server);
    snprintf(address, sizeof(address), "redis.address=unix:%s", server.socket);
    snprintf(calls, sizeof(calls), "redis.opens_per_call=%d", per_call);
    CHECK(config_assign(cfg, address, &e) == 0 && config_assign(cfg, calls, &e) == 0);

    struct ring *in = ring_new(BATCHES), *home = ring_new(BATCHES);
    double memory = info(&server, "memory", "used_memory"), cpu = server_cpu_us(&server);
    uint64_t mine = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    mono_ns_t start = clock_mono();
    struct sink *s = sink_start(cfg, &in, 1, home, &e);
    CHECK(s);
    uint64_t dealing = deal(in, home, opens);
    double seconds = (double)(clock_mono().ns - start.ns) / 1e9;
    ring_close(in);
    sink_stop(s);
    mine = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) - mine - dealing;
    struct row row = {.per_call = per_call,
                      .opens = opens,
                      .rate = (double)opens / seconds,
                      .server_us = (server_cpu_us(&server) - cpu) / (double)opens,
                      .client_us = (double)mine / 1e3 / (double)opens,
                      .bytes = (info(&server, "memory", "used_memory") - memory) / (double)opens};
    ring_free(in);
    ring_free(home);
    config_free(cfg);
    server_stop(&server);
    return row;
}

static void write_json(FILE *out, const struct row *rows, unsigned n)
{
    fprintf(out, "{\"bench\":\"sink\",\"rows\":[");
    for (unsigned i = 0; i < n; i++)
        fprintf(out,
                "%s{\"opens_per_call\":%d,\"opens\":%llu,\"opens_per_s\":%.0f,"
                "\"server_cpu_us\":%.2f,\"writer_cpu_us\":%.2f,\"bytes_per_case\":%.0f}",
                i ? "," : "", rows[i].per_call, (unsigned long long)rows[i].opens, rows[i].rate,
                rows[i].server_us, rows[i].client_us, rows[i].bytes);
    fprintf(out, "]}\n");
}

int main(int argc, char **argv)
{
    static const int per_call[] = {1, 8, 32, 128};
    enum { ROWS = sizeof(per_call) / sizeof(*per_call) };
    struct row rows[ROWS];
    uint64_t opens = 100000;
    const char *json = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quick") == 0)
            opens = 20000;
        else if (strcmp(argv[i], "--json") == 0 && i + 1 < argc)
            json = argv[++i];
        else
            return fprintf(stderr, "bench_sink: '%s': --quick or --json FILE\n", argv[i]), 2;
    }
    log_set_level(LOG_WARN);
    printf("%14s %10s %16s %16s %12s\n", "opens/call", "opens/s", "server us/open",
           "writer us/open", "bytes/case");
    for (unsigned i = 0; i < ROWS; i++) {
        rows[i] = measure(per_call[i], opens);
        printf("%14d %10.0f %16.2f %16.2f %12.0f\n", rows[i].per_call, rows[i].rate,
               rows[i].server_us, rows[i].client_us, rows[i].bytes);
    }
    FILE *out = json ? fopen(json, "w") : NULL;
    if (json && !out)
        return fprintf(stderr, "bench_sink: cannot write %s\n", json), 1;
    if (out) {
        write_json(out, rows, ROWS);
        fclose(out);
    }
    return 0;
}
