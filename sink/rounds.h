/* rounds.h - the three rounds as a pure machine: (case, event, now) -> next case, alerts, refusal.
 *
 * No Redis and no clock in here. Whoever wants to move a case reads it, calls rounds_step and
 * applies the result by compare-and-set on the case's revision (store.h); so people, timers and
 * the stream may race, and exactly one wins each step.
 *
 *   1m --answer--> 1c --reply--> 2m --answer--> 2c --refuse--> 3m --answer--> 3c --reply--> fm
 *                                               `--accept--> cl:agreed          decide--> cl */
#ifndef REDRESS_SINK_ROUNDS_H
#define REDRESS_SINK_ROUNDS_H

#include "core/config.h"
#include "core/event.h"

/* X(ENUM, "wire name", round, whose turn: 'm' merchant, 'c' customer, '-' nobody, "title") */
#define ROUNDS_STATES(X)                                                                           \
    X(1M, "1m", 1, 'm', "round 1: understand the problem and the demand")                          \
    X(1C, "1c", 1, 'c', "round 1: waiting for the customer")                                       \
    X(2M, "2m", 2, 'm', "round 2: propose a solution")                                             \
    X(2C, "2c", 2, 'c', "round 2: waiting for accept or refuse")                                   \
    X(3M, "3m", 3, 'm', "round 3: ask what would end it")                                          \
    X(3C, "3c", 3, 'c', "round 3: waiting for the customer")                                       \
    X(FM, "fm", 3, 'm', "final decision")                                                          \
    X(ES, "es", 3, 'm', "escalated to a manager")                                                  \
    X(CL, "cl", 0, '-', "closed")

/* X(ENUM, "wire name", close allowed before round 1 is answered) */
#define ROUNDS_REASONS(X)                                                                          \
    X(AGREED, "agreed", 0)                                                                         \
    X(SOLVED, "solved", 0)                                                                         \
    X(ACCEPTED, "accepted", 0)   /* decide: the customer's last wish is granted */                 \
    X(BY_RULE, "by_rule", 0)     /* decide: a rule says so; needs its id */                        \
    X(PUBLIC, "public", 0)       /* decide: a public answer was given */                           \
    X(SILENT, "silent", 0)       /* the customer stayed silent after a nudge */                    \
    X(WITHDRAWN, "withdrawn", 1) /* the customer took it back */                                   \
    X(DUPLICATE, "duplicate", 1) /* the same complaint is another case */                          \
    X(REMOVED, "removed", 1)     /* the platform removed the review */

/* X(ENUM, "wire name") - what can happen to a case */
#define ROUNDS_EVENTS(X)                                                                           \
    X(OPEN, "open")                                                                                \
    X(WAKE, "wake")     /* the timer: its wake-up has come */                                      \
    X(ANSWER, "answer") /* the merchant's turn of round 1, 2 or 3 */                               \
    X(REPLY, "reply")   /* the customer wrote */                                                   \
    X(ACCEPT, "accept") /* the customer accepts the proposal of round 2 */                         \
    X(REFUSE, "refuse") /* the customer refuses it */                                              \
    X(DECIDE, "decide") /* the final decision, also of an escalated case */                        \
    X(CLAIM, "claim")                                                                              \
    X(UNCLAIM, "unclaim")                                                                          \
    X(CLOSE, "close")                                                                              \
    X(REOPEN, "reopen") /* a newer version of a closed complaint */

#define ROUNDS_STATE_ENUM(id, name, round, turn, title) ROUNDS_##id,
#define ROUNDS_REASON_ENUM(id, name, early) ROUNDS_CLOSE_##id,
#define ROUNDS_EVENT_ENUM(id, name) ROUNDS_EV_##id,
enum rounds_state { ROUNDS_STATES(ROUNDS_STATE_ENUM) ROUNDS_STATE_N };
enum rounds_reason { ROUNDS_REASONS(ROUNDS_REASON_ENUM) ROUNDS_REASON_N };
enum rounds_event { ROUNDS_EVENTS(ROUNDS_EVENT_ENUM) ROUNDS_EVENT_N };

/* Alert kinds are those of metrics_alert_kinds. */
enum rounds_alert_kind {
    ROUNDS_ALERT_OPEN,
    ROUNDS_ALERT_WARN,
    ROUNDS_ALERT_BREACH,
    ROUNDS_ALERT_ESCALATE,
    ROUNDS_ALERT_NUDGE,
    ROUNDS_ALERT_REPLY,
    ROUNDS_ALERT_CLOSED,
    ROUNDS_ALERT_HERD
};

/* Which budgets apply; chosen once, when the case opens. */
enum rounds_lane { ROUNDS_MARKETPLACE, ROUNDS_SOCIAL, ROUNDS_CHAT, ROUNDS_SAFETY, ROUNDS_LANE_N };

struct rounds_budget {
    int64_t warn_ms, round_ms[3], total_ms; /* round_ms[2] also for the final decision */
};

struct rounds_budgets {
    struct rounds_budget lane[ROUNDS_LANE_N];
    int64_t silence_ms, manager_ms, claim_ms, influencer_followers;
};

#define ROUNDS_OWNER_MAX 64

/* The part of a case that the machine reads and writes; times are wall ms, 0 = none. */
struct rounds_case {
    int64_t rev; /* compare-and-set token: every applied step raises it by 1 */
    uint8_t state, reason, lane, level; /* reason only if closed; level 0..3 */
    uint8_t reached;     /* highest round reached, 1..3: a reopened case goes on there */
    uint8_t answered;    /* bit r-1: round r was answered */
    uint8_t breached;    /* bit r-1: round r's deadline was missed; bit 3: the final decision's,
                          * bit 4: the manager's */
    uint8_t reopened;    /* times */
    bool warned, nudged; /* in this round */
    bool understood;     /* cause and demand are recorded: round 1 may be answered */
    int64_t opened_ms, round_start_ms;
    int64_t due_ms;   /* deadline of this turn; unchanged by a breach */
    int64_t total_ms; /* deadline of the whole case; moves by the time the customer takes */
    int64_t wake_ms;  /* next wake-up; exactly one while open, 0 when closed */
    char owner[ROUNDS_OWNER_MAX]; /* "" = unclaimed */
    int64_t owner_until_ms;
};

/* No two alerts of a case are alike. `round` is 1..3, 4 for the final decision, 5 with a manager,
 * and 10 more for each time the case was reopened. */
struct rounds_alert {
    uint8_t kind, round, level;
};

/* A late answer brings along what the timer had not said yet: warning, three levels of breach,
 * escalation, and its own. */
#define ROUNDS_ALERTS_MAX 8

struct rounds_args {
    const char *who;  /* agent, for claim and for the log */
    uint8_t reason;   /* for CLOSE and DECIDE */
    const char *rule; /* for DECIDE by rule: the rule's id */
    bool proposal;    /* ANSWER round 2 carries a proposal */
    bool asks_end;    /* ANSWER round 3 asks what would end it */
    bool understood;  /* ANSWER round 1 also records cause and demand now */
};

struct rounds_outcome {
    bool allowed;
    const char *refusal; /* if not allowed: what is missing, and what supplies it (static) */
    struct rounds_case next;
    struct rounds_alert alerts[ROUNDS_ALERTS_MAX];
    unsigned alert_count;
};

extern const char *const rounds_state_name[ROUNDS_STATE_N];
extern const char *const rounds_state_title[ROUNDS_STATE_N];
extern const char *const rounds_reason_name[ROUNDS_REASON_N];
extern const char *const rounds_event_name[ROUNDS_EVENT_N];
extern const char *const rounds_lane_name[ROUNDS_LANE_N];

void rounds_budgets_init(struct rounds_budgets *b, const struct config *cfg);

/* Safety cause -> safety; else followers >= influencer_followers or channel social -> social;
 * group or chat (or kind live_chat, group_message) -> chat; else marketplace. */
enum rounds_lane rounds_lane_of(const struct rounds_budgets *b, const struct event *ev);

/* A new case of `lane` at now: state 1m, due = now + round 1, wake = the warning. */
void rounds_open(const struct rounds_budgets *b, enum rounds_lane lane, int64_t now_ms,
                 struct rounds_case *out);

/* One step of the machine. Pure: the same arguments give the same outcome. A WAKE before
 * c->wake_ms, an event the state does not know, a fourth round: not allowed, with the reason.
 * A WAKE carries out exactly one moment, so a timer that was away catches up step by step (the next
 * wake_ms may lie in the past: call again). Any other event in the merchant's turn first catches up
 * by itself, so that what a case becomes does not depend on how late a timer looked.
 * `args` may be NULL for WAKE, REPLY, ACCEPT, REFUSE and REOPEN. `c` must not lie in `out`. */
void rounds_step(const struct rounds_budgets *b, const struct rounds_case *c,
                 enum rounds_event event, const struct rounds_args *args, int64_t now_ms,
                 struct rounds_outcome *out);

/* Bounded-credit earliest deadline first: due - priority * 14.4 s, so that priority buys at most
 * four hours of lead and nothing starves. The smallest key is handled first. */
int64_t rounds_dispatch_key(int64_t due_ms, unsigned priority);

/* Is it so that open <=> exactly one wake-up, level 0..3, rounds 1..3? For tests and CHECKs. */
bool rounds_valid(const struct rounds_case *c);

#endif
