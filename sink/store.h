/* store.h - cases as people and timers use them: find, list, step, follow. Built on wire, keys,
 * cases and rounds. One thread a store; calls wait for Redis and do not retry a lost connection
 * (they end with -1 and one line that says what is wrong), but do repeat a step that lost a race.
 */
#ifndef REDRESS_SINK_STORE_H
#define REDRESS_SINK_STORE_H

#include "core/check.h"
#include "core/config.h"
#include "core/event.h"
#include "sink/cases.h"

struct store;

/* What agents recorded; "" or 0 = nothing. Fields ac ad pp pa rl ae fa ov, sc hr ab (stance,
 * helpers, about), py (approved by), xw xm (what is promised, amount), xc (price cut, percent), xe
 * (evidence asked for), rp (relayed to), nt (note), pb (published) of the hash. */
struct store_record {
    struct str cause, demand; /* round 1: as the agent understood them */
    struct str proposal;      /* round 2 */
    int64_t amount_minor;     /* of the proposal, in the order's currency */
    struct str rule;          /* a decision by rule */
    bool asked_end;           /* round 3 */
    struct str overridden;    /* rules of the guard that the last answer went out against */
    int64_t first_answer_ms;
    struct str stance;  /* reasonable, unreasonable; STR_NONE: nobody said */
    struct str helpers; /* names, with commas between */
    struct str about;   /* the agent whom the complaint is about */
    struct str approved_by, promised, asked_for, relayed_to, note;
    int64_t promised_minor, cut_percent;
    bool published;
};

/* A case as it is in Redis. The strings lie in `memory`. */
struct store_case {
    char id[KEYS_ID_CHARS + 1];
    unsigned shard;
    struct cases_head head;     /* the machine's state, version, priority */
    struct event_fields fields; /* ids, numbers, created_at: what cases.h says is kept */
    struct finding finding;     /* priority, points, causes, demand, flags, floor */
    unsigned herd;              /* how many complain of the product, this one included */
    unsigned heard;             /* 1u << enum term that a customer's message raised */
    int64_t heard_ms;           /* the last one that raised any */
    unsigned rating_after;      /* since it was edited and no longer complains; 0: it was not */
    unsigned complaints;        /* of the same person, if the lead was told of it; else 0 */
    struct str incident;        /* id of the one it belongs to */
    struct str topic;           /* where the review lies in Kafka */
    int32_t partition;
    int64_t offset;
    struct store_record record;
    bool known;   /* false: no such case */
    bool damaged; /* somebody wrote what cannot be; do not step it */
    char *memory;
};
void store_case_free(struct store_case *c); /* what is in it */

/* NULL with e set for bad settings; connects with the first call. */
struct store *store_new(const struct config *cfg, struct err *e);
void store_free(struct store *s);
const struct cases *store_cases(const struct store *s);

/* Redis's clock, never behind the shard's high-water mark: deadlines are told by it. */
MUST_CHECK int store_now(struct store *s, unsigned shard, int64_t *now_ms, struct err *e);

/* Reads a case whose shard is known; out->known tells whether it is there. */
MUST_CHECK int store_get(struct store *s, unsigned shard, const char *id, struct store_case *out,
                         struct err *e);

/* Finds a case by its id, by the beginning of an id that only one open or lately moved case has, by
 * marketplace/review_id, or by the review id of an open case. -1: e says that there is none, or
 * which ones the text could mean. */
MUST_CHECK int store_find(struct store *s, const char *text, struct store_case *out, struct err *e);

enum store_sort {
    STORE_BY_URGENCY,  /* rounds_dispatch_key */
    STORE_BY_DUE,      /* the next deadline first */
    STORE_BY_PRIORITY, /* the highest first */
    STORE_BY_AGE,      /* the oldest first */
    STORE_SORT_N
};

/* Which cases to list. */
struct store_filter {
    bool waiting; /* also those where it is the customer's turn */
    int state;    /* enum rounds_state, -1 any */
    int cause;    /* enum cause, -1 any */
    int min_level;
    bool breached, overdue, unclaimed;
    const char *seller, *product, *marketplace, *owner, *lane; /* NULL any */
    enum store_sort sort;
    unsigned limit;
    int64_t soon_ms; /* what counts as due soon; 0: nothing does */
};
struct store_list {
    struct store_case *cases; /* in the order of the filter's sort */
    unsigned count;
    int64_t open,
        queued; /* over all shards: open cases; those that wait for somebody to take them */
    /* How many the filter takes, and how many of all are late on our turn, or due soon; least
     * numbers unless `whole`: a queue so long that only its head was read. */
    int64_t matching, late, soon;
    bool whole;
};
/* Without a filter the cost grows with limit, with one it grows with the open cases. */
MUST_CHECK int store_list(struct store *s, const struct store_filter *f, struct store_list *out,
                          struct err *e);
void store_list_free(struct store_list *l);

struct store_ref {
    unsigned shard;
    char id[KEYS_ID_CHARS + 1];
};
/* Calls `each` with those of n cases that are still there, whole; strings live during the call. */
MUST_CHECK int store_read(struct store *s, const struct store_ref *refs, size_t n,
                          void (*each)(void *ctx, size_t i, const struct store_case *c), void *ctx,
                          struct err *e);

/* Calls `each` for every open case, with the fields of the machine, priority, causes, seller,
 * product and first answer filled; strings live during the call. */
MUST_CHECK int store_scan(struct store *s, void (*each)(void *ctx, const struct store_case *c),
                          void *ctx, struct err *e);

enum store_result {
    STORE_OK,      /* done; *c is the case after it */
    STORE_REFUSED, /* out->refusal says why; nothing changed */
    STORE_FAILED,  /* Redis away, or the case is gone: e says it */
};
/* Moves a case: reads it, runs the machine, applies the outcome by compare-and-set, and does so
 * again if somebody was faster. `extra` fields (8 at most) are written with it. WAKE is the
 * timer's. */
MUST_CHECK enum store_result store_step(struct store *s, struct store_case *c,
                                        enum rounds_event event, const struct rounds_args *args,
                                        const struct cases_pair *extra, unsigned extra_count,
                                        struct rounds_outcome *out, struct err *e);

/* One transition of the log, or one alert; strings live during the call. */
struct store_entry {
    struct str id;                /* log: of the case. alert: <case>:<round>:<kind>:<level> */
    struct str event, who, state; /* event and who: log only */
    int64_t rev, at_ms;
    unsigned priority; /* the rest: alerts only */
    int64_t due_ms;
    struct str causes, product;
    struct str why; /* of an alert about no single case: what a person must know */
    unsigned shard;
};
/* The last `limit` transitions of a case, oldest first, as far as the log reaches back. */
MUST_CHECK int store_history(struct store *s, const struct store_case *c, unsigned limit,
                             void (*each)(void *ctx, const struct store_entry *entry), void *ctx,
                             struct err *e);
/* How often a product is complained of, by day, and how it is judged (drift.h); *since: the first
 * day that was counted at all, 0 if none was. */
struct drift_days;
struct drift_verdict;
MUST_CHECK int store_drift(struct store *s, struct str product_id, struct drift_days *days,
                           struct drift_verdict *verdict, int64_t *since, struct err *e);

/* Every transition that the log still has, shard by shard. */
MUST_CHECK int store_log(struct store *s, void (*each)(void *ctx, const struct store_entry *entry),
                         void *ctx, struct err *e);

/* Sketches of the seller's last answers (never their text), the latest first; strings live during
 * the call. */
MUST_CHECK int store_answers(struct store *s, struct str seller_id, unsigned limit,
                             void (*each)(void *ctx, struct str sketch), void *ctx, struct err *e);
/* Puts one in front of them; `keep` stay, and all go when none comes for cases.tombstone_days. */
MUST_CHECK int store_answered(struct store *s, struct str seller_id, const char *sketch,
                              unsigned keep, struct err *e);

/* Alert guard for the lead, once in a turn: words against the customer were refused. *first: it was
 * given now. */
MUST_CHECK int store_guard_tell(struct store *s, const struct store_case *c, int64_t now_ms,
                                bool *first, struct err *e);

/* What ended a case of the same product; strings live during the call. */
struct store_precedent {
    struct str case_id, cause, reason, proposal, currency, rule; /* STR_NONE: none */
    int64_t at_ms, amount_minor;
};
MUST_CHECK int store_precedents(struct store *s, const struct store_case *c,
                                void (*each)(void *ctx, const struct store_precedent *p), void *ctx,
                                struct err *e);
/* Notes how a case ended, if it was resolved. */
MUST_CHECK int store_precede(struct store *s, const struct store_case *c, int64_t now_ms,
                             struct err *e);
/* Closed with an answer to the complaint, not withdrawn, silent, removed, referred, a duplicate. */
bool store_resolved(const struct rounds_case *r);
/* The cause that an agent recorded, else the gravest that was found. */
struct str store_cause(const struct store_case *c);

/* Of a seller's month: what its cases were offered or promised, in the case's currency. */
struct store_spent {
    int64_t own_minor, others_minor; /* of this case, of all others */
    unsigned cases;
};
MUST_CHECK int store_reserve(struct store *s, const struct store_case *c, int64_t now_ms,
                             struct store_spent *out, struct err *e);
/* Notes that this case was offered amount_minor in all; 0 gives it back. */
MUST_CHECK int store_reserve_take(struct store *s, const struct store_case *c, int64_t now_ms,
                                  int64_t amount_minor, struct err *e);
/* Alert quota, once for each level (1, 2) in a seller's month; *first: it was given now. */
MUST_CHECK int store_reserve_tell(struct store *s, const struct store_case *c, int64_t now_ms,
                                  unsigned level, const char *why, bool *first, struct err *e);

/* Follows the alerts of all shards. The first call gives the last `past` of each shard, every other
 * what came since; each call returns at once. */
MUST_CHECK int store_alerts(struct store *s, unsigned past,
                            void (*each)(void *ctx, const struct store_entry *entry), void *ctx,
                            struct err *e);

/* Three people and more complain of one product: the incident that gathers their cases. */
struct store_incident {
    char id[KEYS_HERD_CHARS + 1]; /* of its herd too */
    unsigned shard, level;        /* 1; one more for spread, and for reach */
    bool spread, reached;         /* seen in two places or more; ten times the reach in an hour */
    unsigned people, complaints;
    int64_t since_ms, last_ms, ended_ms, reach; /* ended_ms 0: it goes on */
    struct str product, places, ended_by;       /* places with commas between */
};
/* Calls `each` for the newest incidents of every shard; strings live during the call. */
MUST_CHECK int store_incidents(struct store *s,
                               void (*each)(void *ctx, const struct store_incident *x), void *ctx,
                               struct err *e);
/* Ends one: its herd is counted anew from now on. *ended: false if it was over. */
MUST_CHECK int store_incident_end(struct store *s, unsigned shard, const char *id, const char *who,
                                  bool *ended, struct err *e);

struct store_member {
    struct str author, case_id, place; /* the author hashed */
    int64_t at_ms;
};
/* Calls `each` for every complaint of a herd (keys_herd_id of the product), the newest first. */
MUST_CHECK int store_herd(struct store *s, unsigned shard, const char *id,
                          void (*each)(void *ctx, const struct store_member *m), void *ctx,
                          struct err *e);

struct store_leaver {
    struct str author; /* hashed */
    bool cancels, leaves;
    int64_t at_ms;
};
/* Calls `each` for everybody who said in a buyers' group, in the last 25 hours, that they cancel or
 * will not buy again, the newest first; once for each complaint. */
MUST_CHECK int store_leaving(struct store *s, struct str group_id,
                             void (*each)(void *ctx, const struct store_leaver *x), void *ctx,
                             struct err *e);

/* Takes over one field of a case's hash into a zeroed case; strings are borrowed. */
void store_field(struct store_case *c, struct str name, struct str value);

#endif
