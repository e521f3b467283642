/* rounds.h - the three rounds as a pure machine: (case, event, now) -> next case, alerts, refusal.
 *
 * No Redis and no clock in here. Whoever wants to move a case reads it, calls rounds_step and
 * applies the result by compare-and-set on the case's revision (store.h); so people, timers and
 * the stream may race, and exactly one wins each step.
 *
 * rounds_print writes all of it down (docs/ROUNDS.md). The main line:
 *
 *   1m --answer--> 1c --reply--> 2m --answer--> 2c --refuse--> 3m --answer--> 3c --reply--> fm
 *                                               `--accept--> cl:agreed          decide--> cl */
#ifndef REDRESS_SINK_ROUNDS_H
#define REDRESS_SINK_ROUNDS_H

#include "core/config.h"
#include "core/event.h"

#include <stdio.h>

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
    X(PK, "pk", 3, 'm', "agreed: a promise is to be kept")                                         \
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
    X(REMOVED, "removed", 1)     /* the platform removed the review */                             \
    X(REFERRED, "referred", 0)   /* another party has it, after two relays */

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
    X(REOPEN, "reopen") /* a newer version of a closed complaint, or by hand */                    \
    X(ASSIGN, "assign")                                                                            \
    X(SNOOZE, "snooze")                                                                            \
    X(PROMISE, "promise") /* the merchant owes something until a deadline of its own */            \
    X(KEPT, "kept")       /* the promise was kept */                                               \
    X(REPRICE, "reprice") /* a price was cut, to be restored by a deadline */                      \
    X(RESTORED, "restored")                                                                        \
    X(APPEAL, "appeal") /* to the platform, beside the case; stops no clock */                     \
    X(WON, "appeal_won")                                                                           \
    X(LOST, "appeal_lost")                                                                         \
    X(REQUEST, "request")   /* evidence is asked for, with a deadline of its own */                \
    X(EVIDENCE, "evidence") /* evidence is there */                                                \
    X(RELAY, "relay")       /* passed on to another party, which may have a deadline */            \
    X(PRIVATE, "private")   /* the talk went on in private */                                      \
    X(NOTE, "note")                                                                                \
    X(PUBLISH, "publish") /* the solution was told in public */                                    \
    X(UPDATE, "update")   /* the review was edited and no longer complains */                      \
    X(RECALC, "recalc")   /* the deadlines anew, by the present configuration */                   \
    X(BACK, "back")       /* the party that it was passed on to has answered */                    \
    X(KNOWN, "known")     /* whoever complains has done so again and again */

/* What runs beside the case with a deadline of its own and stops no clock.
 * X(ENUM, "wire name", field, alert kind, must it be done before the case is closed?, "title") */
#define ROUNDS_SIDES(X)                                                                            \
    X(PROMISE, "promise", "xp", PROMISE, 1, "a promise to the customer")                           \
    X(RESTORE, "restore", "xr", MARKDOWN, 1, "a price cut to be taken back")                       \
    X(APPEAL, "appeal", "xa", APPEAL, 0, "an appeal to the platform")                              \
    X(REQUEST, "request", "xq", GATHER, 0, "evidence asked for")                                   \
    X(RELAY, "relay", "xh", FORWARD, 0, "passed on to another party")

#define ROUNDS_STATE_ENUM(id, name, round, turn, title) ROUNDS_##id,
#define ROUNDS_REASON_ENUM(id, name, early) ROUNDS_CLOSE_##id,
#define ROUNDS_EVENT_ENUM(id, name) ROUNDS_EV_##id,
#define ROUNDS_SIDE_ENUM(id, name, field, alert, holds, title) ROUNDS_SIDE_##id,
enum rounds_state { ROUNDS_STATES(ROUNDS_STATE_ENUM) ROUNDS_STATE_N };
enum rounds_reason { ROUNDS_REASONS(ROUNDS_REASON_ENUM) ROUNDS_REASON_N };
enum rounds_event { ROUNDS_EVENTS(ROUNDS_EVENT_ENUM) ROUNDS_EVENT_N };
enum rounds_side { ROUNDS_SIDES(ROUNDS_SIDE_ENUM) ROUNDS_SIDE_N };
enum rounds_side_status {
    ROUNDS_SIDE_NONE,
    ROUNDS_SIDE_RUNNING,
    ROUNDS_SIDE_OVERDUE, /* its deadline passed, it is still to be done */
    ROUNDS_SIDE_DONE,    /* kept, restored, won, delivered */
    ROUNDS_SIDE_FAILED,  /* an appeal that was lost */
    ROUNDS_SIDE_STATUS_N
};

/* Alert kinds are those of metrics_alert_kinds. */
enum rounds_alert_kind {
    ROUNDS_ALERT_OPEN,
    ROUNDS_ALERT_WARN,
    ROUNDS_ALERT_BREACH,
    ROUNDS_ALERT_ESCALATE,
    ROUNDS_ALERT_NUDGE,
    ROUNDS_ALERT_REPLY,
    ROUNDS_ALERT_CLOSED,
    ROUNDS_ALERT_HERD,
    ROUNDS_ALERT_ABSENCE,    /* of no case: see notify/ */
    ROUNDS_ALERT_SNOOZE,     /* a snooze is over */
    ROUNDS_ALERT_PROMISE,    /* a promise is overdue */
    ROUNDS_ALERT_APPEAL,     /* the platform's deadline has come */
    ROUNDS_ALERT_MARKDOWN,   /* a price is still cut */
    ROUNDS_ALERT_GATHER,     /* evidence that was asked for is late */
    ROUNDS_ALERT_UPDATE,     /* the review was edited and no longer complains */
    ROUNDS_ALERT_TURNING,    /* the customer writes without complaint: a good moment to close */
    ROUNDS_ALERT_INCIDENT,   /* an incident's level rose; never a step's */
    ROUNDS_ALERT_VACANT,     /* half of the turn is over and nobody has the case */
    ROUNDS_ALERT_LAPSE,      /* the good moment to close it passes by */
    ROUNDS_ALERT_FORWARD,    /* whom it was passed on to has not answered in time */
    ROUNDS_ALERT_QUOTA,      /* a seller's reserve of the month runs out; never a step's */
    ROUNDS_ALERT_DEPARTURES, /* a group falls apart: of no single case; never a step's */
    ROUNDS_ALERT_KNOWN,      /* somebody complains again and again: the lead has it */
    ROUNDS_ALERT_GUARD,      /* words against the customer were refused; never a step's */
    ROUNDS_ALERT_DRIFT,      /* a product is complained of more than it was; of no single case */
    ROUNDS_ALERT_SLUMP,      /* a listing's average fell; of no single case */
    ROUNDS_ALERT_N
};

/* Which budgets apply; chosen once, when the case opens. */
enum rounds_lane { ROUNDS_MARKETPLACE, ROUNDS_SOCIAL, ROUNDS_CHAT, ROUNDS_SAFETY, ROUNDS_LANE_N };

struct rounds_budget {
    int64_t warn_ms, round_ms[3], total_ms; /* round_ms[2] also for the final decision */
    uint32_t version; /* of the calendars file as far as it matters here; 0: nothing of it does */
    const struct calendar *calendar; /* NULL: round the clock */
};

struct rounds_budgets {
    struct rounds_budget lane[ROUNDS_LANE_N];
    struct rounds_budget cause[CAUSE_N][ROUNDS_LANE_N]; /* where has_cause */
    bool has_cause[CAUSE_N];
    unsigned generation; /* of the calendars file */
    int64_t silence_ms, manager_ms, claim_ms, turning_ms, influencer_followers;
    uint8_t kind_lane[KIND_N]; /* 1 + enum rounds_lane by rounds.kinds; 0: by the channel */
    int64_t vacant_percent;    /* of a turn, without an owner; 0: nobody is told */
    int64_t refund_percent;    /* of round 2, where it is only to be paid */
};

#define ROUNDS_OWNER_MAX 64

/* The part of a case that the machine reads and writes; times are wall ms, 0 = none. */
struct rounds_case {
    int64_t rev; /* compare-and-set token: every applied step raises it by 1 */
    uint8_t state, reason, lane, level; /* reason if closed or agreed (pk); level 0..3 */
    uint8_t cause;       /* 1 + enum cause with budgets of its own; 0: those of the lane */
    uint8_t reached;     /* highest round reached, 1..3: a reopened case goes on there */
    uint8_t answered;    /* bit r-1: round r was answered */
    uint8_t breached;    /* bit r-1: round r's deadline was missed; bit 3: the final decision's,
                          * bit 4: the manager's, bit 5: the promise's */
    uint8_t reopened;    /* times */
    bool warned, nudged; /* in this round */
    bool understood;     /* cause and demand are recorded: round 1 may be answered */
    bool payable;        /* money back, within what its owner may give: round 2 is short */
    bool private_;       /* the talk went on in private */
    bool sampled;        /* closed: somebody should look at how it was handled */
    uint8_t snoozed, turned, updated,
        vacant;              /* bits as in breached: told or used up in that turn */
    uint8_t relays, publics; /* times passed on, answers given in public */
    uint8_t reasked;         /* times the customer wrote while somebody else was to answer */
    uint16_t evidence;       /* a bit for each kind of evidence that is there */
    uint16_t promise_floor;  /* priority of a case whose promise is overdue */
    uint32_t version;        /* of the budget that its deadlines come from */
    uint8_t side_status[ROUNDS_SIDE_N], side_told[ROUNDS_SIDE_N]; /* told: bits as in breached */
    int64_t side_due_ms[ROUNDS_SIDE_N];
    int64_t opened_ms, round_start_ms;
    int64_t due_ms;    /* deadline of this turn; unchanged by a breach */
    int64_t total_ms;  /* deadline of the whole case; moves by the time the customer takes */
    int64_t spent_ms;  /* of the total budget, by the merchant's turns that are over */
    int64_t wake_ms;   /* next wake-up; exactly one while open, 0 when closed */
    int64_t snooze_ms; /* until then no warning, and not in the queue */
    int64_t lapse_ms;  /* until then the customer, who wrote kindly, should have been answered */
    char owner[ROUNDS_OWNER_MAX]; /* "" = unclaimed */
    int64_t owner_until_ms;
};

/* No two alerts of a case are alike. `round` is 1..3, 4 for the final decision, 5 with a manager,
 * 6 for a promise to be kept, and 10 more for each time the case was reopened. */
struct rounds_alert {
    uint8_t kind, round, level;
    int64_t due_ms; /* the deadline that it is about, which a later turn's may replace; else 0 */
};

/* A late answer brings along what the timer had not said yet: warning, snooze, nobody has it, the
 * good moment, three levels of breach, escalation, what runs beside, and its own. */
#define ROUNDS_ALERTS_MAX 20

/* What comes with an event. What policy decides (caps, playbook) comes in as plain facts. */
struct rounds_args {
    const char *who;        /* agent, for claim and for the log */
    const char *to;         /* ASSIGN: the new owner */
    uint8_t reason;         /* for CLOSE and DECIDE */
    uint8_t slot;           /* EVIDENCE: which, 0..15 */
    const char *rule;       /* for DECIDE by rule: the rule's id */
    int64_t for_ms;         /* SNOOZE (0: as long as allowed), PROMISE, REPRICE, APPEAL, REQUEST,
                             * RELAY (0: no deadline) */
    unsigned floor;         /* PROMISE: priority when overdue; 0: the default of VOCAB_FLOORS */
    bool proposal;          /* ANSWER round 2 carries a proposal */
    bool explains;          /* ... that only explains: it needs evidence */
    bool over_cap;          /* ... whose amount is above the cap */
    bool approved;          /* ... and somebody who may has approved it */
    bool asks_end;          /* ANSWER round 3 asks what would end it */
    bool understood;        /* ANSWER round 1 also records cause and demand now */
    bool payable;           /* ... and what is wanted may be given without asking anybody */
    bool in_public;         /* ANSWER: given in public */
    bool many_see;          /* a large audience: somebody looks at it once it is closed */
    bool calm;              /* REPLY: the message does not complain */
    bool consent, redacted; /* PUBLISH */
};

struct rounds_outcome {
    bool allowed;
    const char *refusal; /* if not allowed: what is missing, and what supplies it (static) */
    struct rounds_case next;
    int64_t at_ms; /* the moment it was computed for: before that it must not be applied */
    struct rounds_alert alerts[ROUNDS_ALERTS_MAX];
    unsigned alert_count;
};

extern const char *const rounds_state_name[ROUNDS_STATE_N];
extern const char *const rounds_state_title[ROUNDS_STATE_N];
extern const char *const rounds_reason_name[ROUNDS_REASON_N];
extern const char *const rounds_event_name[ROUNDS_EVENT_N];
extern const char *const rounds_lane_name[ROUNDS_LANE_N];
extern const char *const rounds_side_name[ROUNDS_SIDE_N];
extern const char *const rounds_side_field[ROUNDS_SIDE_N]; /* of the hash */
extern const char *const rounds_side_title[ROUNDS_SIDE_N];
extern const char *const rounds_status_name[ROUNDS_SIDE_STATUS_N];

/* Reads rounds.calendars once in the life of the process; a bad file must have been found by
 * rounds_check before. */
void rounds_budgets_init(struct rounds_budgets *b, const struct config *cfg);

/* Reads the calendars file again; any thread. -1: e names the file, the line, the key and the
 * value, and the old one stays. */
MUST_CHECK int rounds_reload(const struct config *cfg, struct err *e);
/* Takes over what was read since; the thread that uses b. */
void rounds_budgets_renew(struct rounds_budgets *b, const struct config *cfg);

/* Reads rounds.kinds: 1 + enum rounds_lane for each kind that it names, else 0. -1: e names what of
 * it is wrong. */
MUST_CHECK int rounds_kinds(const char *list, uint8_t out[KIND_N], struct err *e);

/* Are rounds.kinds and the calendars file good? -1: e names the file, the line, the key and the
 * value. */
MUST_CHECK int rounds_check(const struct config *cfg, struct err *e);

/* The budgets that a case has. */
const struct rounds_budget *rounds_budget_of(const struct rounds_budgets *b,
                                             const struct rounds_case *c);

/* The cause of the event that has budgets of its own, as in rounds_case.cause. */
uint8_t rounds_cause_of(const struct rounds_budgets *b, const struct event *ev);

/* Safety cause -> safety; else followers >= influencer_followers or channel social -> social;
 * group or chat (or kind live_chat, group_message) -> chat; else marketplace. */
enum rounds_lane rounds_lane_of(const struct rounds_budgets *b, const struct event *ev);

/* A new case of `lane` at now: state 1m, due = now + round 1, wake = the warning. */
void rounds_open(const struct rounds_budgets *b, enum rounds_lane lane, int64_t now_ms,
                 struct rounds_case *out);

/* The same with the budgets of a cause (rounds_cause_of). */
void rounds_open_cause(const struct rounds_budgets *b, enum rounds_lane lane, uint8_t cause,
                       int64_t now_ms, struct rounds_case *out);

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

/* Longest snooze of the case now, 0 if there is none: half of what remains, four hours at most. */
int64_t rounds_snooze_limit_ms(const struct rounds_case *c, int64_t now_ms);

/* The machine's tables as people read them, in Markdown: docs/ROUNDS.md. */
void rounds_print(FILE *out);

/* Is it so that open <=> exactly one wake-up, level 0..3, rounds 1..3? For tests and CHECKs. */
bool rounds_valid(const struct rounds_case *c);

#endif
