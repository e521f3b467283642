#include "sink/watch.h"

#include "core/clock.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/mend.h"
#include "core/metrics.h"
#include "sink/absence.h"
#include "sink/rate.h"
#include "sink/store_io.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define FLUSH_MS 10000
#define REPLAY_MS "300000"   /* so long after the past was read nothing is judged */
#define KEEP_MS "2592000000" /* of keys that nobody counts into any more: 30 days */
#define DOMAIN 0xab5e        /* of the marketplaces' numbers */
#define BUCKETS ((ABSENCE_DAYS + 1) * ABSENCE_DAY_BUCKETS)
#define MARKETPLACES_MAX 1000
#define NAME "rd:{0}:rate"
#define KEY_CAP 64
#define NUMBER_CHARS KEYS_ID_CHARS

struct watch {
    const struct config *cfg;
    struct store *store;
    pthread_t thread;
    int wake_fd;
    atomic_bool stop;
    mono_ns_t started, judged;
    struct rate_row rows[512];
    unsigned row_count; /* taken, and not yet brought */
    bool replaying;
    uint32_t counts[BUCKETS];
};

static void number_of(const char *marketplace, char out[NUMBER_CHARS + 1])
{
    hash_text(hash_bytes(DOMAIN, marketplace, strlen(marketplace)), out, NUMBER_CHARS);
}

static void decimal(char out[24], int64_t n)
{
    snprintf(out, 24, "%" PRId64, n);
}

/* ---- bringing what was counted ----------------------------------------------------------------*/

static void queue_row(struct watch *w, const struct rate_row *r)
{
    char number[NUMBER_CHARS + 1], key[KEY_CAP], bucket[24], count[24];
    number_of(r->marketplace, number);
    snprintf(key, sizeof(key), NAME ":n:%s", number);
    decimal(bucket, r->bucket);
    decimal(count, r->count);
    store_io_words(w->store, 0, "HINCRBY", key, bucket, count, NULL);
    store_io_words(w->store, 0, "PEXPIRE", key, KEEP_MS, NULL);
    store_io_words(w->store, 0, "HSET", NAME, number, r->marketplace, NULL);
}

/* What could not be brought is kept; while Redis is away nothing is opened, so nothing is counted.
 */
static int bring(struct watch *w, struct err *e)
{
    if (w->row_count == 0)
        w->row_count = rate_take(w->rows, sizeof(w->rows) / sizeof(*w->rows), &w->replaying);
    if (w->row_count == 0 && !w->replaying)
        return 0;
    for (unsigned i = 0; i < w->row_count; i++)
        queue_row(w, &w->rows[i]);
    if (w->replaying)
        store_io_words(w->store, 0, "SET", NAME ":replay", "1", "PX", REPLAY_MS, NULL);
    if (store_io_flush(w->store, e) != 0)
        return -1;
    store_io_reset(w->store);
    w->row_count = 0;
    return 0;
}

/* ---- judging
 * -----------------------------------------------------------------------------------*/

/* Only one process judges, and none while the past is read or this one has just begun. */
static int may_judge(struct watch *w, bool *yes, struct err *e)
{
    char pid[24], lease[24];
    decimal(pid, getpid());
    decimal(lease, w->cfg->absence_check_s * 900);
    store_io_words(w->store, 0, "EXISTS", NAME ":replay", NULL);
    store_io_words(w->store, 0, "HLEN", NAME ":absent", NULL);
    if ((int64_t)clock_elapsed_ms(w->started, clock_mono()) >= w->cfg->absence_grace_s * 1000)
        store_io_words(w->store, 0, "SET", NAME ":lead", pid, "NX", "PX", lease, NULL);
    else
        store_io_words(w->store, 0, "GET", NAME ":none", NULL); /* nil */
    if (store_io_flush(w->store, e) != 0)
        return -1;
    *yes = store_io_int(store_io_reply(w->store, 0)) == 0 &&
           store_io_reply(w->store, 2)->type == REDIS_REPLY_STATUS;
    metrics_set(METRIC_ABSENT, store_io_int(store_io_reply(w->store, 1)));
    store_io_reset(w->store);
    return 0;
}

/* The counts of a marketplace into w->counts; what is older than they reach is forgotten. */
static void read_counts(struct watch *w, const redisReply *r, const char *key, int64_t now_ms,
                        struct absence_counts *out)
{
    int64_t first = now_ms / ABSENCE_BUCKET_MS - BUCKETS + 1;
    memset(w->counts, 0, sizeof(w->counts));
    *out = (struct absence_counts){
        .first = first, .since = INT64_MAX, .counts = w->counts, .n = BUCKETS};
    for (size_t i = 0; r->type == REDIS_REPLY_ARRAY && i + 1 < r->elements; i += 2) {
        int64_t bucket = store_io_int(r->element[i]);
        if (bucket < first) {
            store_io_words(w->store, 0, "HDEL", key, r->element[i]->str, NULL);
            out->since = first;
        } else if (bucket < first + BUCKETS) {
            w->counts[bucket - first] = (uint32_t)store_io_int(r->element[i + 1]);
            out->since = bucket < out->since ? bucket : out->since;
        }
    }
}

/* Each absence has an id of its own, by when it began: its end closes that one. */
static void alert_number(const char *number, int64_t since_ms, char out[NUMBER_CHARS + 1])
{
    char both[NUMBER_CHARS + 32];
    int len = snprintf(both, sizeof(both), "%s@%" PRId64, number, since_ms);
    hash_text(hash_bytes(DOMAIN, both, (size_t)len), out, NUMBER_CHARS);
}

static void queue_alert(struct watch *w, const char *number, int64_t since_ms, const char *kind,
                        const char *marketplace, char *why, int64_t now_ms)
{
    char alert[NUMBER_CHARS + 1], id[64], at[24];
    alert_number(number, since_ms, alert);
    decimal(at, now_ms);
    snprintf(id, sizeof(id), "%s:0:%s:3", alert, kind);
    store_io_words(w->store, 0, "XADD", "rd:{0}:al", "*", "id", id, "at", at, "p", "0", "st", "-",
                   "du", "0", "ca", "", "pr", "", "mk", marketplace, "wy", mend_utf8(why), NULL);
}

static void begin(struct watch *w, const char *number, const char *marketplace,
                  const struct absence_verdict *v, int64_t now_ms)
{
    char why[200], since[24];
    decimal(since, v->from_ms);
    snprintf(why, sizeof(why),
             "%.100s: %" PRId64 " complaints in %" PRId64 " minutes, at this time of day %.0f are "
             "usual",
             marketplace, v->observed, (v->to_ms - v->from_ms) / 60000, v->expected);
    queue_alert(w, number, v->from_ms, "absence", marketplace, why, now_ms);
    store_io_words(w->store, 0, "HSET", NAME ":absent", number, since, NULL);
    metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_ABSENCE, 1);
    log_warn("absence", "complaints are absent",
             "marketplace=\"%s\" observed=%" PRId64 " expected=%.0f", marketplace, v->observed,
             v->expected);
}

static void end(struct watch *w, const char *number, const char *marketplace, int64_t since_ms,
                int64_t now_ms)
{
    char why[200];
    snprintf(why, sizeof(why), "%.100s: complaints come in again", marketplace);
    queue_alert(w, number, since_ms, "closed", marketplace, why, now_ms);
    store_io_words(w->store, 0, "HDEL", NAME ":absent", number, NULL);
    log_info("absence", "complaints come in again", "marketplace=\"%s\"", marketplace);
}

static redisReply *ask(struct watch *w, const char *verb, const char *key, const char *field,
                       struct err *e)
{
    const char *argv[] = {verb, key, field};
    return wire_call(w->store->wire, 0, e, field ? 3 : 2, argv, NULL);
}

static int look_at(struct watch *w, const char *number, const char *marketplace, int64_t since_ms,
                   const redisReply *counted, const char *key, struct err *e)
{
    struct absence_rule rule = {.window_buckets = w->cfg->absence_window_min / 10,
                                .min_expected = w->cfg->absence_min_expected,
                                .percent = w->cfg->absence_percent};
    struct absence_counts c;
    struct absence_verdict v;
    int64_t now = clock_wall().ms;
    read_counts(w, counted, key, now, &c);
    absence_judge(&c, &rule, now, &v);
    if (counted->elements == 0) /* nobody counted into it for a month */
        store_io_words(w->store, 0, "HDEL", NAME, number, NULL);
    if (v.state == ABSENCE_ABSENT && since_ms == 0)
        begin(w, number, marketplace, &v, now);
    if (v.state == ABSENCE_FINE && since_ms > 0)
        end(w, number, marketplace, since_ms, now);
    if (wire_queued(w->store->wire) == 0)
        return 0;
    int rc = store_io_flush(w->store, e);
    store_io_reset(w->store);
    return rc;
}

static int judge_one(struct watch *w, const char *number, const char *marketplace, struct err *e)
{
    char key[KEY_CAP];
    snprintf(key, sizeof(key), NAME ":n:%s", number);
    redisReply *since = ask(w, "HGET", NAME ":absent", number, e);
    redisReply *counted = since ? ask(w, "HGETALL", key, NULL, e) : NULL;
    int rc = counted ? look_at(w, number, marketplace, store_io_int(since), counted, key, e) : -1;
    freeReplyObject(since);
    freeReplyObject(counted);
    return rc;
}

static int judge(struct watch *w, struct err *e)
{
    bool yes = false;
    int rc = may_judge(w, &yes, e);
    redisReply *names = rc == 0 && yes ? ask(w, "HGETALL", NAME, NULL, e) : NULL;
    if (!names)
        return yes ? -1 : rc;
    for (size_t i = 0; rc == 0 && i + 1 < names->elements && i < 2 * MARKETPLACES_MAX; i += 2)
        rc = judge_one(w, names->element[i]->str, names->element[i + 1]->str, e);
    freeReplyObject(names);
    return rc;
}

/* ---- the thread
 * --------------------------------------------------------------------------------*/

static void *run(void *arg)
{
    struct watch *w = arg;
    struct pollfd wake = {.fd = w->wake_fd, .events = POLLIN};
    int64_t check_ms = w->cfg->absence_check_s * 1000;
    while (!atomic_load(&w->stop)) {
        struct err e = {""};
        mono_ns_t now = clock_mono();
        bool due = !w->judged.ns || (int64_t)clock_elapsed_ms(w->judged, now) >= check_ms;
        if (bring(w, &e) == 0 && due) {
            w->judged = now;
            if (judge(w, &e) != 0)
                log_debug("absence", "not judged", "why=\"%s\"", e.msg);
        }
        poll(&wake, 1, (int)(check_ms < FLUSH_MS ? check_ms : FLUSH_MS));
    }
    return NULL;
}

struct watch *watch_start(const struct config *cfg, struct err *e)
{
    struct store *store = store_new(cfg, e);
    if (!store)
        return NULL;
    struct watch *w = check_calloc(1, sizeof(*w));
    w->cfg = cfg;
    w->store = store;
    w->started = clock_mono();
    w->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(w->wake_fd >= 0);
    CHECK(pthread_create(&w->thread, NULL, run, w) == 0);
    return w;
}

void watch_stop(struct watch *w)
{
    uint64_t one = 1;
    struct err e;
    if (!w)
        return;
    atomic_store(&w->stop, true);
    CHECK(write(w->wake_fd, &one, sizeof(one)) == sizeof(one));
    pthread_join(w->thread, NULL);
    if (bring(w, &e) != 0)
        log_debug("absence", "the last counts were not brought", "why=\"%s\"", e.msg);
    close(w->wake_fd);
    store_free(w->store);
    free(w);
}
