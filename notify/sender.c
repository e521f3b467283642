#include "notify/sender.h"

#include "core/log.h"
#include "core/metrics.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define TEND_MS 10000
#define PASS_MS 3000 /* a pass ends after this, so that what is pending is seen to be alive */

int sender_kinds(const char *list, unsigned *bits, struct err *e)
{
    *bits = 0;
    for (const char *at = list; *at;) {
        size_t n = strcspn(at, ", ");
        int kind = vocab_find(metrics_alert_kinds, METRICS_ALERT_KINDS, at, (unsigned)n);
        if (n == 3 && memcmp(at, "all", 3) == 0)
            *bits = UINT32_MAX;
        else if (kind >= 0)
            *bits |= 1u << kind;
        else if (n > 0)
            return err_set(
                e,
                "notify.kinds: '%.*s' is no kind of alert: open, warn, breach, "
                "escalate, nudge, reply, closed, herd, absence, snooze, promise, appeal, "
                "markdown, gather, update, turning, incident, vacant, lapse, forward, quota, "
                "departures, known, guard, drift, slump, or all",
                (int)n, at);
        at += n + (at[n] != '\0');
    }
    return 0;
}

/* Names are never used twice: a consumer with this name has the alerts of this process only. */
static void consumer_name(char out[96])
{
    char host[64] = "";
    gethostname(host, sizeof(host) - 1);
    snprintf(out, 96, "%s-%ld-%llx", host, (long)getpid(), (unsigned long long)clock_wall().ms);
}

static int check(const struct config *cfg, struct err *e)
{
    int64_t longest = cfg->notify_backoff_max_ms + 2 * cfg->notify_timeout_ms + PASS_MS;
    if (cfg->notify_takeover_s * 1000 >= longest)
        return 0;
    return err_set(e,
                   "notify.takeover_s %lld: must be %lld at least (notify.backoff_max_ms, two "
                   "times notify.timeout_ms and 3 s), or alerts are sent twice",
                   (long long)cfg->notify_takeover_s, (long long)(longest + 999) / 1000);
}

struct sender *sender_new(const struct config *cfg, unsigned receiver, struct err *e)
{
    char consumer[96];
    struct sender *s = check_calloc(1, sizeof(*s));
    s->cfg = cfg;
    s->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(s->wake_fd >= 0);
    s->well = s->told = true;
    consumer_name(consumer);
    if (check(cfg, e) == 0 && sender_kinds(cfg->notify_kinds, &s->kinds, e) == 0 &&
        (s->receiver = receiver_new(cfg, receiver, &s->stop, e)) != NULL &&
        (s->box = outbox_new(cfg, metrics_notifiers[receiver], consumer, e)) != NULL)
        return s;
    sender_free(s);
    return NULL;
}

/* ---- pace and pauses -------------------------------------------------------------------------*/

static void sleep_ms(struct sender *s, int64_t ms)
{
    struct pollfd p = {.fd = s->wake_fd, .events = POLLIN};
    if (ms > 0)
        poll(&p, 1, (int)ms);
}

bool sender_pace(struct sender *s)
{
    mono_ns_t now = clock_mono();
    uint64_t apart = 1000000000u / (uint64_t)s->cfg->notify_rate;
    if (s->next_request.ns > now.ns)
        sleep_ms(s, (int64_t)((s->next_request.ns - now.ns + 999999) / 1000000));
    now = clock_mono();
    /* What was not used for a second is not saved up. */
    s->next_request.ns = (s->next_request.ns > now.ns ? s->next_request.ns : now.ns) + apart;
    return !atomic_load(&s->stop);
}

void sender_count(struct sender *s, enum http_result result)
{
    metrics_add_by(METRIC_NOTIFY_REQUESTS, s->receiver->number, 1);
    if (result != HTTP_TAKEN)
        metrics_add_by(METRIC_NOTIFY_FAILURES, s->receiver->number, 1);
}

enum http_result sender_post(struct sender *s, const struct outbox_alert *const *alerts, unsigned n,
                             struct http_answer *out)
{
    *out = (struct http_answer){0};
    if (!sender_pace(s))
        return HTTP_AWAY;
    enum http_result result = receiver_send(s->receiver, alerts, n, clock_wall().ms, out);
    sender_count(s, result);
    return result;
}

static void tell(struct sender *s, const struct http_answer *a)
{
    const char *name = metrics_notifiers[s->receiver->number];
    if (s->well == s->told)
        return;
    s->told = s->well;
    if (s->well)
        log_info("notify", "the receiver takes alerts again", "notifier=%s", name);
    else
        log_warn("notify", "the receiver is away, alerts wait", "notifier=%s status=%ld why=\"%s\"",
                 name, a->status, a->said);
}

/* ---- one alert -------------------------------------------------------------------------------*/

static struct refused *refused_of(struct sender *s, const char *id)
{
    for (unsigned i = 0; i < SENDER_REFUSED; i++)
        if (strcmp(s->refused[i].id, id) == 0)
            return &s->refused[i];
    return NULL;
}

static int64_t pause_ms(struct sender *s, unsigned *state)
{
    int64_t ms = s->cfg->redis_backoff_min_ms;
    for (unsigned i = 0; i < *state && ms < s->cfg->notify_backoff_max_ms; i++)
        ms *= 2;
    if (ms < s->cfg->notify_backoff_max_ms)
        (*state)++;
    else
        ms = s->cfg->notify_backoff_max_ms;
    return ms - (int64_t)(clock_mono().ns % (uint64_t)(ms / 2 + 1)); /* jitter */
}

/* The receiver will not have this one. Where nothing is free to remember that, it is tried with
 * every pass. */
static void refuse(struct sender *s, const struct outbox_alert *a, const struct http_answer *why)
{
    struct refused *r = refused_of(s, a->id);
    if (!r)
        r = refused_of(s, "");
    if (!r)
        return;
    snprintf(r->id, sizeof(r->id), "%s", a->id);
    r->tries++;
    if (r->tries < (unsigned)s->cfg->notify_attempts) {
        unsigned state = r->tries - 1;
        r->next.ns = clock_mono().ns + (uint64_t)pause_ms(s, &state) * 1000000u;
        return;
    }
    outbox_bury(s->box, a, why->status, why->said, r->tries, clock_wall().ms);
    metrics_add_by(METRIC_NOTIFY_DEAD, s->receiver->number, 1);
    log_warn("notify", "an alert was refused for good (redress notify dead)",
             "notifier=%s alert=%s status=%ld why=\"%s\"", metrics_notifiers[s->receiver->number],
             a->id, why->status, why->said);
    r->id[0] = '\0';
    r->tries = 0;
}

static void sent(struct sender *s, const struct outbox_alert *a)
{
    int64_t now = clock_wall().ms, late = now - a->at_ms;
    struct refused *r = refused_of(s, a->id);
    if (r)
        *r = (struct refused){0};
    if (s->receiver->number == RECEIVER_ALERTMANAGER) {
        json_t *j = alertmanager_alert(a, now);
        char *text = json_dumps(j, JSON_COMPACT);
        outbox_live_put(s->box, a, text, now);
        free(text);
        json_decref(j);
    }
    outbox_settle(s->box, a, now);
    metrics_add_by(METRIC_NOTIFY_SENT, s->receiver->number, 1);
    metrics_observe_us(METRIC_NOTIFY_LATENCY, late > 0 ? (uint64_t)late * 1000 : 0, 1);
}

/* ---- a pass ----------------------------------------------------------------------------------*/

static bool passes_filter(const struct sender *s, const struct outbox_alert *a)
{
    int kind =
        vocab_find(metrics_alert_kinds, METRICS_ALERT_KINDS, a->kind, (unsigned)strlen(a->kind));
    if (kind < 0 ? s->kinds != UINT32_MAX : !(s->kinds >> kind & 1))
        return false;
    if (message_of_no_case(a))
        return true;
    return (int64_t)a->level >= s->cfg->notify_min_level &&
           (int64_t)a->priority >= s->cfg->notify_min_priority;
}

/* Settled without sending: lost, sent before, filtered; for Alertmanager also what holds no more,
 * and a closing, which ends what stands there. 1: to be sent, 0: done with, -1: Redis is away. */
static int sift(struct sender *s, const struct outbox_alert *a, struct err *e)
{
    bool stateful = s->receiver->number == RECEIVER_ALERTMANAGER;
    int64_t now = clock_wall().ms;
    const struct refused *r = refused_of(s, a->id);
    if (stateful && !a->lost && !a->sent && strcmp(a->kind, "closed") == 0) {
        enum http_result result = HTTP_TAKEN;
        if (live_resolve(s, a, now, &result, e) != 0)
            return -1;
        if (result == HTTP_AWAY) {
            s->well = false;
            return 0;
        }
    } else if (!a->lost && !a->sent && passes_filter(s, a) &&
               (!stateful || message_holds(a, now))) {
        return !r || !r->id[0] || clock_mono().ns >= r->next.ns;
    }
    outbox_settle(s->box, a, 0);
    metrics_add_by(METRIC_NOTIFY_SKIPPED, s->receiver->number, 1);
    return 0;
}

/* Posts them together; refused together, each alone, so that one bad alert takes no other along. */
static void send_group(struct sender *s, const struct outbox_alert *const *alerts, unsigned n,
                       struct http_answer *answer)
{
    enum http_result result = sender_post(s, alerts, n, answer);
    s->well = result != HTTP_AWAY;
    if (result == HTTP_REFUSED && n > 1) {
        for (unsigned i = 0; i < n && s->well; i++)
            send_group(s, alerts + i, 1, answer);
        return;
    }
    for (unsigned i = 0; i < n && result != HTTP_AWAY; i++)
        result == HTTP_TAKEN ? sent(s, alerts[i]) : refuse(s, alerts[i], answer);
}

/* Up to a second's worth goes one by one; when more wait, they go together. */
static int send_all(struct sender *s, const struct outbox_alert *const *alerts, unsigned n,
                    struct http_answer *answer, struct err *e)
{
    unsigned most = n > (unsigned)s->cfg->notify_rate ? (unsigned)s->cfg->notify_batch : 1;
    if (s->receiver->number == RECEIVER_ALERTMANAGER)
        most = (unsigned)s->cfg->notify_batch; /* it groups by itself */
    for (unsigned i = 0; i < n && s->well; i += most) {
        if (atomic_load(&s->stop) || clock_elapsed_ms(s->taken, clock_mono()) > PASS_MS)
            break; /* the rest is pending, and taken again */
        send_group(s, alerts + i, n - i < most ? n - i : most, answer);
        if (outbox_flush(s->box, e) != 0)
            return -1;
    }
    return 0;
}

static int work(struct sender *s, const struct outbox_batch *b, struct http_answer *answer,
                struct err *e)
{
    const struct outbox_alert **ready = check_calloc(b->count + 1, sizeof(*ready));
    unsigned n = 0;
    int rc = 0;
    s->well = true; /* whoever waits finds out by trying */
    for (unsigned i = 0; i < b->count && rc == 0 && s->well; i++) {
        int to_send = sift(s, &b->alerts[i], e);
        if (to_send > 0)
            ready[n++] = &b->alerts[i];
        rc = to_send < 0 ? -1 : 0;
    }
    if (rc == 0)
        rc = outbox_flush(s->box, e);
    if (rc == 0)
        rc = send_all(s, ready, n, answer, e);
    free(ready);
    return rc;
}

/* What is not urgent, each at its time. */
static int tend(struct sender *s, struct err *e)
{
    mono_ns_t now = clock_mono();
    int64_t lost = 0, waiting = 0;
    if (s->receiver->number == RECEIVER_ALERTMANAGER && s->well &&
        clock_elapsed_ms(s->refreshed, now) >= 1000) {
        s->refreshed = now;
        if (live_refresh(s, clock_wall().ms, e) != 0)
            return -1;
    }
    if (s->tended.ns && clock_elapsed_ms(s->tended, now) < TEND_MS)
        return 0;
    s->tended = now;
    if (outbox_tend(s->box, s->cfg->notify_takeover_s * 1000, s->cfg->notify_remember_h * 3600000,
                    clock_wall().ms, &lost, &waiting, e) != 0)
        return -1;
    metrics_set(METRIC_NOTIFY_WAITING, waiting);
    metrics_set(METRIC_NOTIFY_LOST, lost);
    if (lost > s->lost_before)
        log_error("notify", "alerts were trimmed away unread: cases.alerts_keep is too small",
                  "notifier=%s lost=%lld", metrics_notifiers[s->receiver->number], (long long)lost);
    s->lost_before = lost;
    return 0;
}

static int pass(struct sender *s, struct http_answer *answer, struct err *e)
{
    struct outbox_batch b;
    *answer = (struct http_answer){0};
    if (outbox_flush(s->box, e) != 0) /* what a Redis that was away has not been told yet */
        return -1;
    s->taken = clock_mono();
    if (outbox_take(s->box, s->well, &b, e) != 0)
        return -1;
    int rc = work(s, &b, answer, e);
    outbox_batch_free(&b);
    return rc == 0 ? tend(s, e) : rc;
}

static void *run(void *arg)
{
    struct sender *s = arg;
    unsigned redis = 0;
    while (!atomic_load(&s->stop)) {
        struct err e = {""};
        struct http_answer answer;
        if (pass(s, &answer, &e) != 0) {
            log_debug("notify", "redis away", "why=\"%s\"", e.msg);
            sleep_ms(s, pause_ms(s, &redis));
            continue;
        }
        redis = 0;
        if (!atomic_load(&s->stop))
            tell(s, &answer);
        if (s->well)
            s->backoff = 0;
        int64_t asked = answer.retry_after_s * 1000, most = s->cfg->notify_backoff_max_ms;
        int64_t pause = s->well ? s->cfg->notify_interval_ms : pause_ms(s, &s->backoff);
        sleep_ms(s, s->well || asked <= pause ? pause : asked < most ? asked : most);
    }
    return NULL;
}

void sender_start(struct sender *s)
{
    s->running = true;
    CHECK(pthread_create(&s->thread, NULL, run, s) == 0);
}

void sender_free(struct sender *s)
{
    uint64_t one = 1;
    if (!s)
        return;
    atomic_store(&s->stop, true);
    if (s->running) {
        CHECK(write(s->wake_fd, &one, sizeof(one)) == sizeof(one));
        pthread_join(s->thread, NULL);
        struct err e;
        if (outbox_flush(s->box, &e) != 0)
            log_warn("notify", "stopped while Redis is away: the last alerts may be sent again",
                     "notifier=%s", metrics_notifiers[s->receiver->number]);
    }
    outbox_free(s->box);
    receiver_free(s->receiver);
    close(s->wake_fd);
    free(s);
}
