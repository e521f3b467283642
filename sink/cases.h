/* cases.h - how a case is written down in Redis: the fields of its hash and the arguments of the
 * function library. Pure: bytes in, bytes out. Private to sink/.
 *
 * Fields of rd:{s}:c:<id> (numbers in decimal, times in wall ms; an absent field is 0 or empty):
 *   m   "op,du,to,wk,v,p,ln", du to wk in ms from op: as it opened, until the first change: then
 *       these, and with them st 1m, rv 1, rr 1, rs = op, stand by themselves. What does so before
 *       counts more (a herd raises p; a lane's name may be too long for m)
 *   rv  revision            st  state, 'cl:<reason>' when closed     ln  lane (name)   lv  level
 *   rr  highest round reached   an  answered bits   br  breach bits   ro  times reopened
 *   wr  warned   nd  nudged   un  understood   rf  payable   op  opened   rs  round start   du  due
 *   to  total
 *   wk  wake-up  ow  owner   ou  owner until   as  alerts sent (kind's letter, level, round, comma)
 *       absent: that of its opening
 *   v   event version (0: opened by a message)   up  last updated by an event
 *   vr  the version that is about to reopen it
 *   p   priority    hd  "size,points" of the herd, absent when alone    in  id of its incident
 *   os  src of the event that opened it, where src is a later one's
 *   0 1 2 ...  facts of the event: the lines of cases_facts, in pieces:
 *     nm  numbers behind the points "rating,followers,helpful,shares,group_size,avg*100,count,
 *         value"; an absent one is empty
 *     pt  points "severity,rating,...", in the order of VOCAB_TERMS, the herd's 0
 *     fv  floor value   src "topic/partition/offset"   cr  created_at   ca  causes
 *     "late:930,service:411" (p in 1/1000; the gravest that fit)   pr  product   se  seller
 *     rid review id   mk  marketplace   gr  group   kd  kind   ch  channel   lo  locale
 *     cu  currency   ar  arousal   fl  floor name   dm  demand   fg  flags "anger,warn"
 *     cp  campaign. The first three are what raising a herd reads: they lie in the first pieces.
 *   A fact that stands by itself too (cr after an update, fl and fv of a herd) counts more there.
 *   sn snooze until   sz tu ud va  bits of turns: snoozed, turning told, update told, nobody told
 *   tw  until when a kind customer should be answered   ra  times asked again while passed on
 *   cv budget version   sp spent of the total   rn reason kept in pk   ev evidence bits   hp relays
 *   pv private   pu public answers   qa sampled   pf priority when the promise is overdue
 *   xp xr xa xq xh  promise, price to restore, appeal, evidence asked for, relay:
 *       "status,told,due"
 *   mg  what the customer's messages raised: points of each term as in pt (0: no more than the
 *       review says), flags as a number, "points:name" of a floor, when the last that raised came
 *   rt  rating of the review since it was edited and no longer complains
 *   kn  complaints of the same person, as the lead was told of it
 *   ac ad pp pa ae rl fa ov sc hr ab  what agents recorded: see store.h
 * No text, no author, no name. Readers use cases_each, which knows what is packed.
 *
 * A whole hash stays a listpack, the compact form, while no value is over 64 bytes; and Redis pays
 * for each field of it with a look through those before: hence the pieces and the short names. */
#ifndef REDRESS_SINK_CASES_H
#define REDRESS_SINK_CASES_H

#include "core/config.h"
#include "sink/command.h"
#include "sink/keys.h"
#include "sink/rounds.h"

/* What the calls need of the settings; constant after cases_init but for the skew. */
struct cases {
    struct rounds_budgets budgets;
    unsigned shards, buckets;
    int64_t herd_window_ms, closed_ms, tombstone_ms, alerts_keep, log_keep;
    int64_t known_complaints, known_days; /* 0: nobody is remembered */
    int64_t leaving_people; /* of a group within an hour that are told; 0: nobody is counted */
    int64_t skew_ms; /* Redis's clock less ours, as its user saw it last; business hours need it */
    int64_t credit_ms; /* what a point of priority is worth in the queue */
};
void cases_init(struct cases *cs, const struct config *cfg);

/* One event of an rd_open call. */
struct cases_item {
    struct event *ev;
    char id[KEYS_ID_CHARS + 1];         /* of the case */
    char author[KEYS_AUTHOR_CHARS + 1]; /* who wrote it */
    bool complains; /* false: a message or an edit that opens no case of its own */
};
void cases_item_init(struct cases_item *it, struct event *ev, bool complains);

/* Writes a whole rd_open call for n events of one shard. since_ms: 0 at the first attempt; when a
 * call may have been carried out already without our knowing, the Redis time before that attempt:
 * what this very event did since then is then reported again, not as a duplicate. */
void cases_open(const struct cases *cs, struct command *c, unsigned shard,
                const struct cases_item *items, unsigned n, int64_t since_ms);

/* What rd_open says of an event: outcome, and in the digits before it which alerts were given. */
#define CASES_HERD_LEVEL(said) ((said) / 10 % 10) /* of a herd alert */
#define CASES_SILENT(said) ((said) / 100 % 10)    /* no alert of the opening: its incident paged */
#define CASES_INCIDENT(said) ((said) / 1000 % 10) /* an incident's level rose */
enum cases_outcome {
    CASES_OPENED = 1,
    CASES_UPDATED = 2,
    CASES_DUPLICATE = 3,
    CASES_REOPEN = 4,  /* closed, and this version is newer: step the machine, then cases_apply */
    CASES_NO_CASE = 5, /* a message to a case that does not exist, and itself no complaint */
    CASES_MESSAGE = 6, /* a new message to a case, or an edit that no longer complains: the same */
};

/* The part of a case that is not the machine's but is needed to apply a step. */
struct cases_head {
    struct rounds_case state;
    int64_t version, created_at_ms;
    unsigned priority;
};

struct cases_pair {
    const char *name, *value; /* "" deletes the field */
};

/* One step to apply. Fields that are 0 or NULL do nothing. */
struct cases_step {
    const char *id;
    const struct cases_head *was;   /* as read; its state.rev is the token */
    const struct rounds_case *next; /* as rounds_step made it; NULL: the state stays */
    const struct rounds_alert *alerts;
    unsigned alert_count;
    const char *event;     /* for the log: rounds_event_name[] */
    const char *who;       /* for the log: an agent; "" = the program */
    unsigned priority;     /* lifts it to this; 0: as it was */
    int64_t not_before_ms; /* refuse while the shard's clock is below: the outcome's at_ms, or a
                            * reading that the shard does not believe would tell a breach early */
    bool trusted; /* what the step leaves as it was is not written again: place in the queue, expiry
                   */
    const struct cases_pair *extra; /* other fields that people set: demand, promise, ... */
    unsigned extra_count;
    const struct event *ev; /* the event that caused it: the new version that reopens it, or a
                             * message, which is noted as seen */
    int64_t now_ms;         /* with ev only */
};

/* Writes a whole rd_apply call: state, wake-up, queue, expiry and tombstone follow from `next`. */
void cases_apply(const struct cases *cs, struct command *c, unsigned shard,
                 const struct cases_step *step);

/* Status of rd_apply's reply, its first element; the second is the shard's clock. */
enum cases_status {
    CASES_APPLIED = 1,
    CASES_STALE = 0,  /* somebody else moved it: read again */
    CASES_GONE = -1,  /* no such case (what was left of it in due and queue is removed) */
    CASES_EARLY = -2, /* before not_before_ms */
};

/* Writes an rd_due call: cases of the shard that are due now, soonest first. */
void cases_due(struct command *c, unsigned shard, int64_t limit);
/* Writes an HGETALL of a case. */
void cases_get(struct command *c, unsigned shard, const char *id);
/* Writes an rd_peek call: ids[i] are of the shard, NUL-terminated. */
void cases_peek(struct command *c, unsigned shard, const char *const *ids, unsigned n);

/* Is a case in the queue of those that wait for somebody to take them, and where? */
bool cases_place(const struct rounds_case *state, unsigned priority, int64_t *dispatch_key);

/* The facts of an event, line by line. */
#define CASES_FACTS_N 20
extern const char *const cases_facts[CASES_FACTS_N];

/* Calls `each` for every field of a case, given its HGETALL: packed ones by their own names and
 * first, so that what stands by itself comes after them. Strings live during the call; those of
 * the reply and of the facts are together at most as long as the reply's, others are numbers. */
struct redisReply;
void cases_each(const struct redisReply *hash,
                void (*each)(void *ctx, struct str name, struct str value), void *ctx);

/* An HGETALL as a head. 1 read, 0 there is no such case, -1 it is not a case, or a damaged one. */
MUST_CHECK int cases_read(const struct redisReply *hash, struct cases_head *h);

/* What messages say beyond the review. Zeroed is a case that nobody wrote to. */
struct cases_heard {
    uint16_t points[TERM_N]; /* of the review and its herd */
    uint16_t said[TERM_N];   /* the most that a message said; 0: no more than the review */
    uint16_t flags, floor_points, case_floor;
    uint8_t floor; /* enum floor_kind, of the messages */
    int64_t at_ms;
};
#define CASES_HEARD_CAP 96
/* Of a case, given its HGETALL; of field mg alone. What cannot be read counts as 0. */
void cases_heard_read(struct cases_heard *h, const struct redisReply *hash);
void cases_heard_parse(struct cases_heard *h, struct str mg);
/* Takes in one more message, found to be x. Returns the case's priority after it, never less than
 * it was; h->at_ms is at_ms if the message says more than was known. */
unsigned cases_heard_take(struct cases_heard *h, const struct finding *x, unsigned priority,
                          int64_t at_ms);
void cases_heard_write(const struct cases_heard *h, char out[CASES_HEARD_CAP]);

/* Takes over one field of a case's hash. Fields that are not in cases_head are ignored.
 * -1: the value cannot be (somebody else wrote it). Start from a zeroed head; what the hash does
 * not have stays 0. */
MUST_CHECK int cases_field(struct cases_head *h, struct str name, struct str value);

#endif
