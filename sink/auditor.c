/* The thread that audits. Every process has one; whoever holds the lease makes the pass and leaves
 * word of it, so that all of them show the same heartbeat:
 *
 *   rd:{0}:audit    string, expires   who makes the pass
 *   rd:{0}:audited  string            "<end of the last pass, ms> <of the last without a fault,
 * ms>"
 */
#include "core/clock.h"
#include "core/log.h"
#include "sink/audit.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define LEASE "rd:{0}:audit"
#define WORD "rd:{0}:audited"
#define LEASE_MS 60000 /* renewed during a pass, given back at its end */
#define RENEW_MS 10000
#define LOOK_MS 5000
#define QUIET_NS UINT64_C(60000000000)
#define SAID_MAX 20 /* faults of a pass that are logged one by one */

struct auditor {
    struct audit audit;
    pthread_t thread;
    int wake_fd;
    _Atomic bool stop;
    char owner[64];
    uint64_t said;
    mono_ns_t renewed;
};

static void say(void *ctx, const struct audit_finding *f)
{
    struct auditor *a = ctx;
    if (a->said++ < SAID_MAX)
        log_error("audit", audit_fault_text[f->fault], "fault=%s shard=%u case=%s detail=\"%s\"",
                  metrics_audit_faults[f->fault], f->shard, f->case_id, f->detail);
}

static void renew(void *ctx)
{
    struct auditor *a = ctx;
    char lease[24];
    struct err ignored;
    if (clock_elapsed_ms(a->renewed, clock_mono()) < RENEW_MS)
        return;
    snprintf(lease, sizeof(lease), "%d", LEASE_MS);
    const char *argv[] = {"SET", LEASE, a->owner, "XX", "PX", lease};
    freeReplyObject(wire_call(a->audit.wire, 0, &ignored, 6, argv, NULL));
    a->renewed = clock_mono();
}

/* A string's value, or ""; -1: Redis is away. */
static int get(struct auditor *a, const char *key, char *out, size_t cap, struct err *e)
{
    const char *argv[] = {"GET", key};
    redisReply *r = wire_call(a->audit.wire, 0, e, 2, argv, NULL);
    if (!r)
        return -1;
    snprintf(out, cap, "%s", r->type == REDIS_REPLY_STRING ? r->str : "");
    freeReplyObject(r);
    return 0;
}

static int tell(struct auditor *a, const char *const *argv, int argc, bool *done, struct err *e)
{
    redisReply *r = wire_call(a->audit.wire, 0, e, argc, (const char **)argv, NULL);
    if (!r)
        return -1;
    *done = r->type == REDIS_REPLY_STATUS;
    freeReplyObject(r);
    return 0;
}

static void show(const char *word, int64_t *last_ms)
{
    char *rest;
    *last_ms = strtoll(word, &rest, 10);
    metrics_set(METRIC_AUDIT_LAST, *last_ms / 1000);
    metrics_set(METRIC_AUDIT_LAST_SUCCESS, strtoll(rest, NULL, 10) / 1000);
}

static int pass(struct auditor *a, const char *word, struct err *e)
{
    char now[64], *rest;
    bool done;
    struct audit *audit = &a->audit;
    strtoll(word, &rest, 10);
    int64_t success_ms = strtoll(rest, NULL, 10), last_ms;
    a->said = 0;
    a->renewed = clock_mono();
    if (audit_pass(audit, true, &a->stop, e) != 0)
        return -1;
    if (atomic_load(&a->stop))
        return 0;
    last_ms = clock_wall().ms;
    if (audit->faults == 0)
        success_ms = last_ms;
    metrics_add(METRIC_AUDIT_CASES, audit->looked);
    if (audit->faults)
        log_warn("audit", "faults found: redress audit tells them all",
                 "faults=%" PRIu64 " looked=%" PRIu64, audit->faults, audit->looked);
    snprintf(now, sizeof(now), "%" PRId64 " %" PRId64, last_ms, success_ms);
    show(now, &last_ms);
    return tell(a, (const char *const[]){"SET", WORD, now}, 3, &done, e);
}

/* Is it time, and ours to do? */
static int turn(struct auditor *a, struct err *e)
{
    char word[64], lease[24], holder[64];
    bool ours = false, done;
    int64_t last_ms;
    if (get(a, WORD, word, sizeof(word), e) != 0)
        return -1;
    show(word, &last_ms);
    if (clock_wall().ms - last_ms < a->audit.cfg->audit_interval_s * 1000)
        return 0;
    snprintf(lease, sizeof(lease), "%d", LEASE_MS);
    if (tell(a, (const char *const[]){"SET", LEASE, a->owner, "NX", "PX", lease}, 6, &ours, e) != 0)
        return -1;
    if (!ours)
        return 0;
    int rc = pass(a, word, e);
    struct err ignored;
    if (get(a, LEASE, holder, sizeof(holder), &ignored) == 0 && strcmp(holder, a->owner) == 0)
        if (tell(a, (const char *const[]){"DEL", LEASE}, 2, &done, &ignored) != 0)
            rc = -1;
    return rc;
}

static void *run(void *arg)
{
    struct auditor *a = arg;
    int64_t interval_ms = a->audit.cfg->audit_interval_s * 1000;
    int ms = interval_ms < LOOK_MS ? (int)interval_ms : LOOK_MS;
    mono_ns_t quiet = {0}; /* the same trouble is not told again before */
    pthread_setname_np(pthread_self(), "audit");
    for (;;) {
        struct err e = {""};
        struct pollfd p = {.fd = a->wake_fd, .events = POLLIN};
        poll(&p, 1, ms); /* first: what an outage left is the timer's for a moment */
        if (atomic_load(&a->stop))
            break;
        bool well = turn(a, &e) == 0;
        mono_ns_t now = clock_mono();
        if (!well && !atomic_load(&a->stop) && now.ns >= quiet.ns) {
            log_warn("audit", "not made, will be tried again", "why=\"%s\"", e.msg);
            quiet.ns = now.ns + QUIET_NS;
        }
        quiet.ns = well ? 0 : quiet.ns;
    }
    return NULL;
}

struct auditor *auditor_start(const struct config *cfg, struct err *e)
{
    char host[32] = "";
    if (cfg->audit_interval_s == 0)
        return NULL;
    struct auditor *a = check_calloc(1, sizeof(*a));
    if (audit_init(&a->audit, cfg, e) != 0) {
        audit_fini(&a->audit);
        free(a);
        return NULL;
    }
    gethostname(host, sizeof(host) - 1);
    snprintf(a->owner, sizeof(a->owner), "%s:%d:%llx", host, (int)getpid(),
             (unsigned long long)clock_mono().ns);
    a->audit.found = say;
    a->audit.beat = renew;
    a->audit.ctx = a;
    a->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(a->wake_fd >= 0);
    CHECK(pthread_create(&a->thread, NULL, run, a) == 0);
    return a;
}

void auditor_stop(struct auditor *a)
{
    uint64_t one = 1;
    if (!a)
        return;
    atomic_store(&a->stop, true);
    CHECK(write(a->wake_fd, &one, sizeof(one)) == sizeof(one));
    pthread_join(a->thread, NULL);
    close(a->wake_fd);
    audit_fini(&a->audit);
    free(a);
}
