#include "sink/drift_watch.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/drift.h"
#include "sink/drift_count.h"
#include "sink/drift_in.h"
#include "sink/store_io.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define BATCH 256          /* products brought at a time */
#define SOON_MS 1000       /* and when many wait, so soon again */
#define TRIES 6            /* what Redis refuses so often is given up */
#define REPLAY_MS "300000" /* so long after the past was read nothing is judged */
#define OLD_MAX 8

struct drift_watch {
    const struct config *cfg;
    struct store *store;
    struct drift_rule rule;
    pthread_t thread;
    int wake_fd;
    atomic_bool stop;
    struct drift_row rows[BATCH];
    unsigned count, tries; /* rows taken, and not yet brought */
    struct drift_said said;
    int64_t today, since, tidied;
    struct drift_days all; /* of all products */
    int64_t old[OLD_MAX];  /* days of it to be forgotten */
    unsigned old_count;
    struct drift_verdict verdict[BATCH];
};

static void decimal(char out[24], int64_t n)
{
    snprintf(out, 24, "%" PRId64, n);
}

/* ---- bringing ---------------------------------------------------------------------------------*/

static void queue_row(struct drift_watch *w, const struct drift_row *r)
{
    struct drift_place p;
    char key[KEYS_CAP], more[DRIFT_FIELD + DRIFT_ENTRY];
    drift_place(str_from(r->product), store_cases(w->store)->shards, &p);
    memcpy(more, p.field, DRIFT_FIELD);
    drift_pack(&(struct drift_day){r->day, r->count, r->average}, more + DRIFT_FIELD);
    struct command *c = wire_command(w->store->wire);
    command_fcall(c, "rd_drift", 1);
    command_bytes(c, key, keys_drift(key, p.shard, p.bucket));
    command_int(c, w->today - drift_keep_d(&w->rule) + 1);
    command_bytes(c, more, sizeof(more));
    command_end(c);
    wire_push(w->store->wire, p.shard);
}

/* Counts of all products by day. A process that came late to count, or lost some, begins the known
 * past anew: what it holds complaints against would be too low. */
static void queue_all(struct drift_watch *w)
{
    char day[24], count[24];
    int64_t first = w->today;
    for (unsigned i = 0; i < w->count; i++) {
        decimal(day, w->rows[i].day);
        decimal(count, w->rows[i].count);
        store_io_words(w->store, 0, "HINCRBY", DRIFT_ALL, day, count, NULL);
        first = w->rows[i].day < first ? w->rows[i].day : first;
    }
    decimal(day, w->said.lost ? w->today : first);
    store_io_words(w->store, 0, w->said.lost ? "HSET" : "HSETNX", DRIFT_ALL, DRIFT_SINCE, day,
                   NULL);
    if (w->said.replaying)
        store_io_words(w->store, 0, "SET", DRIFT_REPLAY, "1", "PX", REPLAY_MS, NULL);
    store_io_words(w->store, 0, "EXISTS", DRIFT_REPLAY, NULL);
    store_io_words(w->store, 0, "HGETALL", DRIFT_ALL, NULL);
}

/* What can be judged by. */
static void read_all(struct drift_watch *w, const redisReply *all)
{
    int64_t oldest = w->today - drift_keep_d(&w->rule) + 1;
    w->all.n = w->old_count = 0;
    w->since = w->today;
    for (size_t i = 0; all->type == REDIS_REPLY_ARRAY && i + 1 < all->elements; i += 2) {
        const char *name = all->element[i]->str;
        int64_t n = store_io_int(all->element[i + 1]), day = store_io_int(all->element[i]);
        if (strcmp(name, DRIFT_SINCE) == 0)
            w->since = n;
        else if (day < oldest)
            w->old[w->old_count++ % OLD_MAX] = day;
        else if (w->all.n < DRIFT_DAYS_MAX)
            w->all.day[w->all.n++] = (struct drift_day){day, (unsigned)n, 0};
    }
}

/* ---- judging ----------------------------------------------------------------------------------*/

static void judge(struct drift_watch *w, const struct drift_row *r, const redisReply *days,
                  struct drift_verdict *out)
{
    struct drift_days own;
    *out = (struct drift_verdict){.worse = false};
    if (days->type != REDIS_REPLY_ARRAY || days->elements != 1 ||
        days->element[0]->type != REDIS_REPLY_STRING || r->day <= w->today - w->rule.window_d)
        return;
    drift_unpack(days->element[0]->str, days->element[0]->len, &own);
    drift_judge(&own, &w->all, w->since, w->today, &w->rule, out);
}

/* The replies to what queue_row and queue_all asked; of all the last two are of queue_all. */
static void judge_all(struct drift_watch *w)
{
    unsigned last = wire_queued(w->store->wire) - 1;
    bool silent = store_io_int(store_io_reply(w->store, last - 1)) != 0;
    read_all(w, store_io_reply(w->store, last));
    for (unsigned i = 0; i < w->count; i++) {
        judge(w, &w->rows[i], store_io_reply(w->store, i), &w->verdict[i]);
        if (silent)
            w->verdict[i].worse = w->verdict[i].slumped = false;
    }
}

static int tell(struct drift_watch *w, struct err *e)
{
    uint8_t kinds[2 * BATCH];
    char day[24];
    unsigned n = 0;
    for (unsigned i = 0; i < w->count; i++) {
        if (w->verdict[i].worse)
            kinds[n++] =
                drift_tell_worse(w->store, &w->rule, w->today, &w->rows[i], &w->verdict[i]);
        if (w->verdict[i].slumped)
            kinds[n++] = drift_tell_slumped(w->store, w->today, &w->rows[i], &w->verdict[i]);
    }
    for (unsigned i = 0; i < w->old_count && i < OLD_MAX; i++) {
        decimal(day, w->old[i]);
        store_io_words(w->store, 0, "HDEL", DRIFT_ALL, day, NULL);
    }
    if (wire_queued(w->store->wire) == 0)
        return 0;
    int rc = store_io_flush(w->store, e);
    for (unsigned i = 0; rc == 0 && i < n; i++)
        metrics_add_by(METRIC_ALERTS, kinds[i], store_io_int(store_io_reply(w->store, i)) == 1);
    store_io_reset(w->store);
    return rc;
}

/* ---- a pass -----------------------------------------------------------------------------------*/

/* While Redis is away nothing is opened, so little is counted: it waits. */
static int bring(struct drift_watch *w, struct err *e)
{
    if (w->count == 0)
        w->count = drift_take(w->rows, BATCH, &w->said);
    if (w->count == 0)
        return 0;
    if (w->said.lost && w->tries == 0)
        metrics_add(METRIC_DRIFT_LOST, w->said.lost);
    for (unsigned i = 0; i < w->count; i++)
        queue_row(w, &w->rows[i]);
    queue_all(w);
    if (store_io_flush(w->store, e) != 0) {
        if (++w->tries == TRIES) {
            log_warn("drift", "not counted", "products=%u why=\"%s\"", w->count, e->msg);
            w->count = w->tries = 0;
        }
        return -1;
    }
    judge_all(w);
    store_io_reset(w->store);
    int rc = tell(w, e); /* what is not told now is judged again with the next complaint */
    w->count = w->tries = 0;
    return rc;
}

static int pass(struct drift_watch *w, struct err *e)
{
    w->today = clock_wall().ms / DRIFT_DAY_MS;
    do {
        if (bring(w, e) != 0)
            return -1;
    } while (w->said.more && !atomic_load(&w->stop));
    return drift_tidy(w->store, drift_keep_d(&w->rule), w->today, &w->tidied, e);
}

static void *run(void *arg)
{
    struct drift_watch *w = arg;
    struct pollfd wake = {.fd = w->wake_fd, .events = POLLIN};
    pthread_setname_np(pthread_self(), "drift");
    while (!atomic_load(&w->stop)) {
        struct err e = {""};
        int64_t pause = w->cfg->drift_interval_s * 1000;
        if (pass(w, &e) != 0)
            log_debug("drift", "not judged", "why=\"%s\"", e.msg);
        else if (drift_filling() && pause > SOON_MS)
            pause = SOON_MS;
        poll(&wake, 1, (int)pause);
    }
    return NULL;
}

struct drift_watch *drift_watch_start(const struct config *cfg, struct err *e)
{
    struct store *store = store_new(cfg, e);
    if (!store)
        return NULL;
    struct drift_watch *w = check_calloc(1, sizeof(*w));
    w->cfg = cfg;
    w->store = store;
    w->rule = drift_rule_of(cfg);
    w->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(w->wake_fd >= 0);
    CHECK(pthread_create(&w->thread, NULL, run, w) == 0);
    return w;
}

void drift_watch_stop(struct drift_watch *w)
{
    uint64_t one = 1;
    struct err e = {""};
    if (!w)
        return;
    atomic_store(&w->stop, true);
    CHECK(write(w->wake_fd, &one, sizeof(one)) == sizeof(one));
    pthread_join(w->thread, NULL);
    w->today = clock_wall().ms / DRIFT_DAY_MS;
    int rc;
    do
        rc = bring(w, &e);
    while (rc == 0 && w->said.more);
    if (rc != 0)
        log_debug("drift", "the last counts were not brought", "why=\"%s\"", e.msg);
    close(w->wake_fd);
    store_free(w->store);
    free(w);
}
