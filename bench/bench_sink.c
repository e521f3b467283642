/* bench_sink - what opening a case costs: rate, CPU of redis-server and of the writer for each
 * open, memory of a case. Starts a redis-server of its own on a Unix socket, one fresh for each
 * row.
 *
 *   bench_sink [--quick] [--json FILE] */
#include "bench/deal.h"
#include "core/check.h"
#include "core/clock.h"
#include "core/config.h"
#include "core/log.h"
#include "sink/sink.h"

#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

    struct ring *in = ring_new(DEAL_BATCHES), *home = ring_new(DEAL_BATCHES);
    double memory = info(&server, "memory", "used_memory"), cpu = server_cpu_us(&server);
    uint64_t mine = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    mono_ns_t start = clock_mono();
    struct sink *s = sink_start(cfg, &in, 1, home, &e);
    CHECK(s);
    const struct deal plan = {.count = opens}; /* two of each product: half of them join a herd */
    uint64_t dealing = deal(&plan, in, home);
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
