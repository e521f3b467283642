/* audit.h - Redis held against the rules: what must be true of every case, whatever happened.
 *
 *   open <=> exactly one wake-up, the one the case names        in the queue <=> cases_place says
 * so no wake-up older than audit.late_ms                         a closed case is forgotten some
 * day alerts are taken and settled by every notifier there is     events in = accounted for
 *
 * Each case is judged by one picture (rd_peek), so nothing that moves meanwhile is a fault. */
#ifndef REDRESS_SINK_AUDIT_H
#define REDRESS_SINK_AUDIT_H

#include "core/metrics.h"
#include "sink/cases.h"
#include "sink/scan.h"
#include "sink/wire.h"

/* X(ENUM, "wire name", can be repaired, "what it means") */
#define AUDIT_FAULTS(X)                                                                            \
    X(DAMAGED, "damaged", 0, "impossible values in its hash")                                      \
    X(NO_WAKE, "no_wake", 1, "open, but without a wake-up")                                        \
    X(WRONG_WAKE, "wrong_wake", 1, "its wake-up is not the one it names")                          \
    X(STRAY_WAKE, "stray_wake", 1, "a wake-up, but no open case")                                  \
    X(NO_PLACE, "no_place", 1, "free to take, but not in the queue")                               \
    X(WRONG_PLACE, "wrong_place", 1, "in the queue, but not where its deadline puts it")           \
    X(STRAY_PLACE, "stray_place", 1, "in the queue, but not free to take")                         \
    X(NO_EXPIRY, "no_expiry", 1, "closed, but never forgotten")                                    \
    X(LATE, "late", 0, "its wake-up has passed and nobody carried it out")                         \
    X(UNREACHED, "unreached", 0, "alerts that a notifier does not take or settle")                 \
    X(UNACCOUNTED, "unaccounted", 0, "events whose outcome is not counted")

#define AUDIT_FAULT_ENUM(id, name, repairable, text) AUDIT_##id,
enum audit_fault { AUDIT_FAULTS(AUDIT_FAULT_ENUM) AUDIT_FAULT_N };
_Static_assert((int)AUDIT_FAULT_N == METRICS_AUDIT_FAULTS, "metrics_audit_faults has them all");

extern const char *const audit_fault_text[AUDIT_FAULT_N];

/* One fault; strings live during the call. */
struct audit_finding {
    enum audit_fault fault;
    const char *case_id; /* "" if it is of no case */
    unsigned shard;
    const char *detail;
    bool repaired;
};

struct audit {
    const struct config *cfg;
    struct cases cases;
    struct wire *wire;
    bool repair;
    void (*found)(void *ctx, const struct audit_finding *f); /* may be NULL */
    void (*beat)(void *ctx); /* between two batches, nothing queued; may be NULL */
    void *ctx;
    /* of this pass */
    uint64_t looked, faults, repaired;
    struct audit_ids {
        char (*at)[KEYS_ID_CHARS + 1];
        unsigned *shard;
        unsigned count, cap;
    } ids; /* to be looked at next */
};

/* What is wrong with a picture of a case: a set of bits 1 << fault. head is filled if it is whole.
 * peek: rd_peek's reply for it. now_ms 0: lateness is not judged. */
unsigned audit_judge(const struct redisReply *peek, int64_t now_ms, int64_t late_ms,
                     struct cases_head *head);

/* Settings; connects to nothing. -1: e names the setting. */
MUST_CHECK int audit_init(struct audit *a, const struct config *cfg, struct err *e);
void audit_fini(struct audit *a);

/* A pass over everything; between two calls it sleeps nine times as long as the last one took, if
 * `gently`, and ends early once *stop. -1: Redis is away. */
MUST_CHECK int audit_pass(struct audit *a, bool gently, const _Atomic bool *stop, struct err *e);

/* Do the alerts of all shards reach the notifiers? */
MUST_CHECK int audit_alerts(struct audit *a, int64_t now_ms, struct err *e);

/* Says and counts a fault. */
void audit_say(struct audit *a, enum audit_fault fault, unsigned shard, const char *case_id,
               bool repaired, const char *detail);

/* The thread that makes a pass every audit.interval_s, in one process of all; NULL with an empty e
 * if that is 0. */
struct auditor;
struct auditor *auditor_start(const struct config *cfg, struct err *e);
void auditor_stop(struct auditor *a);

#endif
