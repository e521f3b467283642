/* stats.h - what `redress case stats` counts. Private to oncall/stats*.c. */
#ifndef REDRESS_ONCALL_STATS_H
#define REDRESS_ONCALL_STATS_H

#include "oncall/case_json.h"

/* Durations, sorted before they are asked. */
struct stats_times {
    int64_t *ms;
    size_t count, cap;
};
void stats_times_add(struct stats_times *t, int64_t ms);
void stats_times_sort(struct stats_times *t);
/* Nearest rank; -1 without any. */
int64_t stats_times_quantile(const struct stats_times *t, unsigned percent);

/* Cases that share a seller, an agent, ...; and all of them. */
struct stats_group {
    char key[EVENT_ID_MAX + 1];
    int64_t cases, closed, breached;
    int64_t resolved;      /* closed because the customer was content, or a decision was given */
    int64_t first_contact; /* of these, with the first proposal at the latest, never reopened */
    int64_t private_first; /* closed ones that went private with one answer in public at most */
    int64_t worked, appealed, repriced, all_three; /* what was done beside the talk, and with it */
    int64_t answered[3], in_time[3];
    int64_t edited, better, before,
        after; /* reviews that no longer complain; sums of their stars */
    struct stats_times first_answer, close;
};
/* closed_ms: 0 if it was not closed in the time asked about. */
void stats_group_add(struct stats_group *g, const struct store_case *c, int64_t closed_ms);

/* What was proposed or done, and how soon the case was closed after it: proposals as they are
 * called, and these two. */
#define STATS_PRICE "price_cut"
#define STATS_APPEAL "appeal"
struct stats_measure {
    char name[32];
    int64_t cases, closed, resolved, reopened;
    struct stats_times to_close; /* from the measure to the close, of those resolved */
};
struct stats_measures {
    struct stats_measure *at;
    size_t count;
};
/* When each was done last, 0: it was not. */
struct stats_done {
    int64_t proposed_ms, cut_ms, appealed_ms;
};
/* Takes over what an entry of the log says. */
void stats_done_take(struct stats_done *d, const struct store_entry *x);
void stats_done_merge(struct stats_done *d, const struct stats_done *later);
void stats_measures_add(struct stats_measures *m, const struct store_case *c,
                        const struct stats_done *d, int64_t closed_ms);
void stats_measures_sort(struct stats_measures *m);
void stats_measures_print(const struct stats_measures *m);
json_t *stats_measures_json(const struct stats_measures *m);
void stats_measures_fini(struct stats_measures *m);

/* Stars before and after of reviews that were edited and no longer complain: sums. */
struct stats_stars {
    int64_t reviews, better, before, after;
};
#define STATS_ROUNDS 3
struct stats_edited {
    struct stats_stars cause[CAUSE_N], round[STATS_ROUNDS];
};
void stats_edited_add(struct stats_edited *e, const struct store_case *c);
/* Adds its members to j. */
void stats_edited_json(const struct stats_edited *e, json_t *j);
void stats_edited_print(const struct stats_edited *e);

#define STATS_SAMPLED_MAX 50

struct stats {
    int64_t now, since, until; /* since 0: all that is known */
    int64_t open, breached, claimed, late_now;
    int64_t state[ROUNDS_STATE_N], level[4], cause[CAUSE_N];
    int64_t opened, closed[ROUNDS_REASON_N], closed_all; /* from the log */
    struct stats_group all;
    struct stats_measures measures;
    struct stats_edited edited;
    int by; /* stats_by, -1: no groups */
    struct stats_group *groups;
    size_t group_count;
    struct stats_touched *touched;
    size_t touched_count, touched_cap;
    char sampled[STATS_SAMPLED_MAX]
                [KEYS_ID_CHARS + 1]; /* closed ones that somebody should look at */
    unsigned sampled_count;
    char (*agents)[ROUNDS_OWNER_MAX];
    size_t agent_count;
};

enum {
    STATS_BY_SELLER,
    STATS_BY_PRODUCT,
    STATS_BY_AGENT,
    STATS_BY_CAUSE,
    STATS_BY_LANE,
    STATS_BY_MARKETPLACE,
    STATS_BY_CAMPAIGN,
    STATS_BY_N
};
extern const char *const stats_by[STATS_BY_N];

void stats_print(const struct stats *t);
void stats_print_json(const struct stats *t);

/* "90m", "8h", "2d" before now_ms, or a moment in ISO 8601. -1: neither. Pure. */
MUST_CHECK int stats_moment(const char *text, int64_t now_ms, int64_t *out_ms);

#endif
