/* outbox.h - the alerts of all shards as a notifier takes them: a consumer group of Redis streams.
 *
 * What is taken stays pending until it is settled, so a process may die at any moment: another
 * takes over what it left. An alert's id is remembered when it was sent; so, whatever is repeated,
 * it is sent again only if the process died, or Redis failed over, between the receiver's answer
 * and our note of it. One thread an outbox; no call retries a lost connection: -1 with e, try again
 * later.
 *
 *   rd:{s}:nt:sent:<group>   zset    id of an alert that was sent -> when
 *   rd:{s}:nt:dead           stream  alerts that a receiver refused for good
 *   rd:{s}:nt:live           zset    case -> when its alerts were last told to Alertmanager
 *   rd:{s}:nt:live:<case>    hash    id of an alert that stands there -> the JSON it was told in */
#ifndef REDRESS_SINK_OUTBOX_H
#define REDRESS_SINK_OUTBOX_H

#include "sink/store.h"

#define OUTBOX_ID_CAP 64
#define OUTBOX_WHY_CAP 200

struct outbox;

struct outbox_alert {
    char entry[32];         /* its place in the stream; of a dead one its place there */
    char id[OUTBOX_ID_CAP]; /* <case>:<round>:<kind>:<level> */
    char case_id[KEYS_ID_CHARS + 1], kind[16];
    unsigned shard, round, level, lives; /* round: 1..3, 4 final, 5 manager; lives: reopenings */
    unsigned priority;
    int64_t at_ms, due_ms;
    char state[16];
    char causes[80]; /* "late:930,service:411" */
    char product[EVENT_ID_MAX + 1], marketplace[EVENT_ID_MAX + 1];
    char why[OUTBOX_WHY_CAP]; /* of an alert about no single case: what a person must know */
    bool lost;           /* trimmed from the stream before we came to it: only `entry` is known */
    bool sent;           /* remembered as sent: settle it */
    struct store_case c; /* as it is now; c.known is false if it is gone */
};

struct outbox_batch {
    struct outbox_alert *alerts; /* the oldest of each shard first */
    unsigned count, cap;
};
void outbox_batch_free(struct outbox_batch *b);

/* `group`: the notifier's name; `consumer`: this process. NULL with e set for bad settings. A group
 * that does not exist begins with the alerts that come from now on. */
struct outbox *outbox_new(const struct config *cfg, const char *group, const char *consumer,
                          struct err *e);
/* Leaves the group if nothing is pending here. */
void outbox_free(struct outbox *o);

/* What this process has pending and, if `fresh`, what is new; only what the replicas have
 * (redis.wait_replicas). Reads the cases with it. */
MUST_CHECK int outbox_take(struct outbox *o, bool fresh, struct outbox_batch *out, struct err *e);

/* Takes over what other processes left untouched for idle_ms, and forgets sent ids older than
 * remember_ms. *lost: alerts trimmed from the streams before this group came to them, in all;
 * *waiting: those not yet settled by any process. */
MUST_CHECK int outbox_tend(struct outbox *o, int64_t idle_ms, int64_t remember_ms, int64_t now_ms,
                           int64_t *lost, int64_t *waiting, struct err *e);

/* How much waits, was trimmed away unread, and was given up, without touching anything. */
MUST_CHECK int outbox_count(struct outbox *o, int64_t *lost, int64_t *waiting, int64_t *dead,
                            struct err *e);

/* Each of these asks; outbox_flush carries it out. Remembers the alert as sent. */
void outbox_remember(struct outbox *o, const struct outbox_alert *a, int64_t now_ms);
/* Settled: not to be taken again. now_ms > 0: it was sent, remember it. */
void outbox_settle(struct outbox *o, const struct outbox_alert *a, int64_t now_ms);
/* Settled as refused by the receiver; status: of HTTP. */
void outbox_bury(struct outbox *o, const struct outbox_alert *a, long status, const char *why,
                 unsigned tries, int64_t now_ms);
/* Carries out what was asked since the last flush; -1: not yet, call it again before all else. */
MUST_CHECK int outbox_flush(struct outbox *o, struct err *e);

/* ---- dead letters ----*/

struct outbox_dead {
    struct outbox_alert alert;
    char notifier[24], why[OUTBOX_WHY_CAP];
    long status;
    unsigned tries;
    int64_t at_ms; /* when it was given up */
};
/* All that this group gave up, shard by shard; the cases are not read. `each`: not 0 stops. */
MUST_CHECK int outbox_dead(struct outbox *o, int (*each)(void *ctx, const struct outbox_dead *d),
                           void *ctx, struct err *e);
/* Fills in a->c. */
MUST_CHECK int outbox_case(struct outbox *o, struct outbox_alert *a, struct err *e);
/* Asks for the removal of a dead letter; outbox_flush does it. */
void outbox_forget_dead(struct outbox *o, const struct outbox_alert *a);

/* ---- what stands at a receiver that keeps state ----*/

struct outbox_live {
    struct store_case c; /* c.known false: gone */
    char (*ids)[OUTBOX_ID_CAP];
    char **texts;
    unsigned count;
};
/* Asks to note that the alert stands there as `json`. */
void outbox_live_put(struct outbox *o, const struct outbox_alert *a, const char *json,
                     int64_t now_ms);
/* Calls `each` for at most `limit` cases of each shard that were last told before before_ms. Not 0
 * stops. `each` may ask for outbox_live_told and _drop. */
MUST_CHECK int outbox_live_due(struct outbox *o, int64_t before_ms, unsigned limit,
                               int (*each)(void *ctx, const struct outbox_live *l), void *ctx,
                               struct err *e);
/* The same for one case, whenever it was told. */
MUST_CHECK int outbox_live_of(struct outbox *o, unsigned shard, const char *case_id,
                              int (*each)(void *ctx, const struct outbox_live *l), void *ctx,
                              struct err *e);
/* Asks to note that the case's alerts were told again, or that one stands there no more. */
void outbox_live_told(struct outbox *o, unsigned shard, const char *case_id, int64_t now_ms);
void outbox_live_drop(struct outbox *o, unsigned shard, const char *case_id, const char *id);

#endif
