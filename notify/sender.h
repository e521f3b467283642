/* sender.h - the thread of one notifier. Private to notify/. */
#ifndef REDRESS_NOTIFY_SENDER_H
#define REDRESS_NOTIFY_SENDER_H

#include "notify/receiver.h"

#include <pthread.h>

#define SENDER_REFUSED 256 /* alerts refused and waiting for their next try */

struct sender {
    const struct config *cfg;
    struct receiver *receiver;
    struct outbox *box;
    unsigned kinds; /* bits of metrics_alert_kinds */
    pthread_t thread;
    bool running;
    int wake_fd;
    atomic_bool stop;
    bool well;        /* the receiver answers */
    bool told;        /* whether that was logged */
    unsigned backoff; /* pauses since it did */
    mono_ns_t next_request, tended, refreshed, taken;
    int64_t lost_before;
    struct refused {
        char id[OUTBOX_ID_CAP];
        unsigned tries;
        mono_ns_t next;
    } refused[SENDER_REFUSED];
};

/* The kinds of a comma-separated list; "all" has every bit. -1 with e. */
MUST_CHECK int sender_kinds(const char *list, unsigned *bits, struct err *e);

/* NULL with e set for bad settings; connects to nothing. */
struct sender *sender_new(const struct config *cfg, unsigned receiver, struct err *e);
void sender_start(struct sender *s);
/* Ends the thread if it runs, and frees. */
void sender_free(struct sender *s);

/* Waits for the pace, then posts. *away_ms: how long the receiver wants to be left alone. */
enum http_result sender_post(struct sender *s, const struct outbox_alert *const *alerts, unsigned n,
                             struct http_answer *out);
/* Waits until the next request may go; false: to stop. */
bool sender_pace(struct sender *s);
void sender_count(struct sender *s, enum http_result result);

/* Alertmanager only: tells again what stands and what does not, as far as it is time. -1: Redis. */
MUST_CHECK int live_refresh(struct sender *s, int64_t now_ms, struct err *e);
/* The same for the case of `a` at once. HTTP_AWAY: not told; -1: Redis. */
MUST_CHECK int live_resolve(struct sender *s, const struct outbox_alert *a, int64_t now_ms,
                            enum http_result *result, struct err *e);

#endif
