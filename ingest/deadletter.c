/* deadletter.c - the producer of dead letters.
 *
 *   send --> [letter, owns copies] --> librdkafka --> report: safe     -> delivered
 *                 ^                                   report: failed   -> due again after a pause
 *                 +------------- sent again <----------------------------+
 *
 * message.timeout.ms is 0 (kafka.c), so librdkafka itself repeats whatever a repetition can cure
 * and in order; what comes back as failed is a refusal: no such topic, not allowed, too large. All
 * but the last may be put right by a person, so we keep asking. */
#include "ingest/deadletter.h"

#include "core/log.h"
#include "ingest/topics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BACKOFF_MIN_MS 200
#define BACKOFF_MAX_MS 10000
#define FAILING_TRIES 3
#define SAY_EVERY_NS UINT64_C(10000000000) /* refusals, one line each time */

struct deadletter {
    const struct config *cfg;
    struct deadletter_calls calls;
    rd_kafka_t *rk;
    struct letter letters[DEADLETTER_MAX];
    unsigned pending;
    unsigned waiting; /* of those: failed, to be sent again */
    bool failing;     /* one of them failed often */
    unsigned cursor;  /* where a free place was found last */
    mono_ns_t silent; /* refusals are not told again before; 0: none was told */
};

static void finish(struct deadletter *d, struct letter *l)
{
    free(l->key);
    free(l->value);
    if (l->headers)
        rd_kafka_headers_destroy(l->headers);
    d->waiting -= l->tries > 0;
    d->pending--;
    memset(l, 0, sizeof(*l));
}

/* 200 ms, doubling to 10 s; the low bits of the clock spread the workers. */
static void postpone(struct letter *l, mono_ns_t now)
{
    uint64_t ms = BACKOFF_MIN_MS;
    for (unsigned i = 1; i < l->tries && ms < BACKOFF_MAX_MS; i++)
        ms *= 2;
    ms = ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
    l->due.ns = now.ns + (ms - ms * (now.ns % 256) / 1024) * 1000000;
}

static void add_header(rd_kafka_headers_t *h, const char *name, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
static void add_header(rd_kafka_headers_t *h, const char *name, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    if (n >= (int)sizeof(text))
        n = sizeof(text) - 1;
    rd_kafka_header_add(h, name, -1, text, n);
}

/* The record cannot fit into the topic: its value stays behind, and the letter says how large it
 * was; where it can be read is in the headers anyway. */
static void shrink(struct letter *l)
{
    log_error("ingest", "too large for the dead-letter topic, its value was left behind",
              "offset=%lld bytes=%zu", (long long)l->offset, l->bytes);
    free(l->value);
    l->value = NULL;
    l->value_len = 0;
    add_header(l->headers, DEADLETTER_PREFIX "too_large", "%zu", l->bytes);
}

/* Not the letter's fault: the handle is closed, or has no room right now. */
static bool harmless(rd_kafka_resp_err_t err)
{
    return err == RD_KAFKA_RESP_ERR__PURGE_QUEUE || err == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT ||
           err == RD_KAFKA_RESP_ERR__QUEUE_FULL;
}

/* A thousand letters may wait for the same topic: one line speaks for all. */
static void say_refused(struct deadletter *d, const struct letter *l, rd_kafka_resp_err_t err)
{
    mono_ns_t now = clock_mono();
    if (now.ns < d->silent.ns)
        return;
    d->silent.ns = now.ns + SAY_EVERY_NS;
    log_error("ingest", "dead letters are not accepted, their partitions wait",
              "topic=%s error=\"%s\" tries=%u letters=%u", d->cfg->ingest_dead_letter_topic,
              rd_kafka_err2str(err), l->tries + 1, d->pending);
}

static void failed(struct deadletter *d, struct letter *l, rd_kafka_resp_err_t err)
{
    if (err == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE && l->value)
        shrink(l);
    else if (!harmless(err))
        say_refused(d, l, err);
    d->waiting += l->tries == 0;
    l->tries++;
    postpone(l, clock_mono());
}

/* librdkafka owns the headers from here to the report. It copies the value: a request given up may
 * still lie in a socket's buffer when its report comes in. */
static void produce(struct deadletter *d, struct letter *l)
{
    /* clang-format off */
    rd_kafka_resp_err_t err = rd_kafka_producev(d->rk,
        RD_KAFKA_V_TOPIC(d->cfg->ingest_dead_letter_topic),
        RD_KAFKA_V_KEY(l->key, l->key_len),
        RD_KAFKA_V_VALUE(l->value, l->value_len),
        RD_KAFKA_V_HEADERS(l->headers),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_OPAQUE(l), RD_KAFKA_V_END);
    /* clang-format on */
    if (err)
        failed(d, l, err);
    else
        l->headers = NULL;
}

static void on_report(rd_kafka_t *rk, const rd_kafka_message_t *m, void *deadletter)
{
    struct deadletter *d = deadletter;
    struct letter *l = m->_private;
    (void)rk;
    if (!m->err) {
        d->calls.delivered(d->calls.ctx, l);
        finish(d, l);
        return;
    }
    /* The message is ours for the length of this call only; its headers we need again. */
    CHECK(rd_kafka_message_detach_headers((rd_kafka_message_t *)(uintptr_t)m, &l->headers) == 0);
    failed(d, l, m->err);
}

static int open_producer(struct deadletter *d, struct err *e)
{
    rd_kafka_conf_t *conf = kafka_conf(d->cfg, KAFKA_PRODUCER, e);
    if (!conf)
        return -1;
    rd_kafka_conf_set_dr_msg_cb(conf, on_report);
    rd_kafka_conf_set_opaque(conf, d);
    d->rk = kafka_new(conf, KAFKA_PRODUCER, e);
    return d->rk ? 0 : -1;
}

struct deadletter *deadletter_new(const struct config *cfg, const struct deadletter_calls *calls,
                                  struct err *e)
{
    struct deadletter *d = check_calloc(1, sizeof(*d));
    d->cfg = cfg;
    d->calls = *calls;
    if (open_producer(d, e) == 0)
        return d;
    free(d);
    return NULL;
}

/* Ends the handle; the reports of what was still in it come in here. */
static void close_producer(struct deadletter *d)
{
    rd_kafka_purge(d->rk, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(d->rk, 1000);
    rd_kafka_destroy(d->rk);
}

/* An idempotent producer that lost its place among the broker's sequence numbers is dead for good;
 * a new one starts afresh with what is not yet reported. */
static void reopen_if_fatal(struct deadletter *d)
{
    char why[256];
    rd_kafka_resp_err_t err = rd_kafka_fatal_error(d->rk, why, sizeof(why));
    struct err e;
    if (!err)
        return;
    log_error("ingest", "producer of dead letters failed, starting a new one", "error=\"%s\"", why);
    close_producer(d);
    CHECK(open_producer(d, &e) == 0); /* the same settings were good at start */
}

void deadletter_free(struct deadletter *d)
{
    if (!d)
        return;
    close_producer(d);
    for (unsigned i = 0; i < DEADLETTER_MAX; i++)
        if (d->letters[i].busy)
            finish(d, &d->letters[i]);
    free(d);
}

/* Null is not empty: librdkafka tells them apart by the pointer, on both sides. */
static void *copy_of(const void *bytes, size_t len)
{
    if (!bytes)
        return NULL;
    void *copy = check_malloc(len ? len : 1);
    memcpy(copy, bytes, len);
    return copy;
}

static rd_kafka_headers_t *headers_of(const rd_kafka_message_t *m, const struct event *ev)
{
    rd_kafka_headers_t *original, *h;
    if (rd_kafka_message_headers(m, &original) == RD_KAFKA_RESP_ERR_NO_ERROR)
        h = rd_kafka_headers_copy(original);
    else
        h = rd_kafka_headers_new(8);
    wall_ms_t now = clock_wall();
    time_t s = (time_t)(now.ms / 1000);
    struct tm tm;
    char time_text[32];
    gmtime_r(&s, &tm);
    strftime(time_text, sizeof(time_text), "%Y-%m-%dT%H:%M:%S", &tm);
    add_header(h, DEADLETTER_PREFIX "reason", "%s", vocab_reason[ev->verdict.reason]);
    add_header(h, DEADLETTER_PREFIX "detail", "%s", ev->verdict.detail);
    add_header(h, DEADLETTER_PREFIX "topic", "%s", ev->source.topic);
    add_header(h, DEADLETTER_PREFIX "partition", "%d", ev->source.partition);
    add_header(h, DEADLETTER_PREFIX "offset", "%lld", (long long)ev->source.offset);
    add_header(h, DEADLETTER_PREFIX "schema_id", "%d", ev->source.schema_id);
    add_header(h, DEADLETTER_PREFIX "time", "%s.%03dZ", time_text, (int)(now.ms % 1000));
    return h;
}

bool deadletter_send(struct deadletter *d, const rd_kafka_message_t *m, const struct event *ev,
                     const struct letter *tag)
{
    if (d->pending == DEADLETTER_MAX)
        return false;
    while (d->letters[d->cursor % DEADLETTER_MAX].busy)
        d->cursor++;
    struct letter *l = &d->letters[d->cursor++ % DEADLETTER_MAX];
    *l = *tag;
    l->busy = true;
    l->reason = ev->verdict.reason;
    l->bytes = m->len;
    l->key = copy_of(m->key, m->key_len);
    l->value = copy_of(m->payload, m->len);
    l->key_len = m->key_len;
    l->value_len = m->len;
    l->headers = headers_of(m, ev);
    d->pending++;
    produce(d, l);
    return true;
}

static void send_again(struct deadletter *d)
{
    mono_ns_t now = clock_mono();
    reopen_if_fatal(d);
    d->failing = false;
    for (unsigned i = 0; i < DEADLETTER_MAX; i++) {
        struct letter *l = &d->letters[i];
        d->failing = d->failing || l->tries >= FAILING_TRIES;
        if (!l->busy || !l->headers || l->due.ns > now.ns)
            continue;
        if (l->offsets->generation != l->generation) {
            d->calls.abandoned(d->calls.ctx, l); /* who has the partition now reads it again */
            finish(d, l);
        } else {
            produce(d, l);
        }
    }
}

void deadletter_poll(struct deadletter *d, int timeout_ms)
{
    rd_kafka_poll(d->rk, timeout_ms);
    if (d->waiting > 0)
        send_again(d);
    if (d->waiting > 0 || d->silent.ns == 0)
        return;
    log_info("ingest", "dead letters are accepted again", "topic=%s",
             d->cfg->ingest_dead_letter_topic);
    d->silent.ns = 0;
}

rd_kafka_resp_err_t deadletter_ask(struct deadletter *d, int timeout_ms)
{
    int partitions;
    return topics_ask(d->rk, d->cfg->ingest_dead_letter_topic, timeout_ms, &partitions);
}

unsigned deadletter_pending(const struct deadletter *d)
{
    return d->pending;
}

bool deadletter_failing(const struct deadletter *d)
{
    return d->waiting > 0 && d->failing;
}

const struct letter *deadletter_letter(const struct deadletter *d, unsigned i)
{
    return d->letters[i].busy ? &d->letters[i] : NULL;
}
