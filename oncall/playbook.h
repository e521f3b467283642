/* playbook.h - what to do about each cause: evidence, proposals, caps, questions, rules. Read from
 * the policy file's sections [playbook], [playbook.CAUSE] and [guard]; immutable once loaded, so
 * any number of threads may read one. The defaults are playbook.ini, built into the program. */
#ifndef REDRESS_ONCALL_PLAYBOOK_H
#define REDRESS_ONCALL_PLAYBOOK_H

#include "core/check.h"
#include "core/str.h"
#include "core/vocab.h"

#include <stdbool.h>

/* X(ENUM, "key", "what it is") - a line for people, in both languages: key.en and key.zh */
#define PLAYBOOK_LINES(X)                                                                          \
    X(EXPECT, "expect", "what the customer expected when buying")                                  \
    X(TROUBLE, "trouble", "the trouble it caused")                                                 \
    X(CONTEXT, "context", "the situation, as far as order and text tell it")                       \
    X(FIRST, "first", "what to say and do at once")                                                \
    X(FAULT, "fault", "the short way when the fault is ours")                                      \
    X(ASK, "ask", "round 1: what to ask, in this order, divided by |")                             \
    X(PROPOSE, "offer", "round 2: how to put the proposal")                                        \
    X(END, "end", "round 3: what to ask that would end it")

#define PLAYBOOK_LINE_ENUM(id, key, doc) PLAYBOOK_##id,
enum playbook_line { PLAYBOOK_LINES(PLAYBOOK_LINE_ENUM) PLAYBOOK_LINE_N };

enum playbook_language { PLAYBOOK_EN, PLAYBOOK_ZH, PLAYBOOK_LANGUAGE_N };

/* A right that ends some days after the customer received the goods. */
struct playbook_right {
    int32_t days; /* 0: there is no such right */
    char rule[32];
};

#define PLAYBOOK_PROPOSALS_MAX 8

struct playbook_cause {
    uint32_t evidence;                       /* 1u << enum evidence: to collect */
    uint8_t propose[PLAYBOOK_PROPOSALS_MAX]; /* index of case_proposals, the first first */
    int32_t propose_count;
    int32_t actionable; /* 0 to 100: how surely it can be solved; of several causes the most
                           actionable leads the proposal */
    int32_t cap_owner_percent, cap_lead_percent; /* of the order: what each may offer unasked */
    bool dispute;   /* templates are refused, an explanation alone is warned of */
    bool our_fault; /* as a rule it is: the short way applies without an inquiry */
    struct playbook_right give_back[PLAYBOOK_LANGUAGE_N], insurance[PLAYBOOK_LANGUAGE_N];
    const char *line[PLAYBOOK_LINE_N][PLAYBOOK_LANGUAGE_N]; /* never NULL; "" = none */
};

struct playbook_general {
    int32_t cap_owner_minor, cap_lead_minor; /* and never more than this, 1/100 of the currency */
    int32_t no_value_minor;                  /* stands for an order whose value is not known */
    int32_t lost_permille;    /* of those who read it: buyers lost, for the expected loss */
    int32_t reserve_minor;    /* a seller's for a month, 1/100 of the currency; 0: no limit */
    int32_t public_readers;   /* from so many on public words want a second person; 0: never */
    int32_t template_answers; /* earlier answers of a seller that a new one is compared with */
};

struct playbook;

/* The defaults with the file over them; an empty path changes nothing. NULL: e names the file, the
 * line, the key and the value. */
struct playbook *playbook_load(const char *path, struct err *e);
/* The same for a text in memory. */
struct playbook *playbook_parse(const char *name, const char *text, size_t len, struct err *e);
void playbook_free(struct playbook *b);

const struct playbook_cause *playbook_cause(const struct playbook *b, enum cause cause);
const struct playbook_general *playbook_general(const struct playbook *b);
/* enum lint_action by enum lint_rule. */
const uint8_t *playbook_guard(const struct playbook *b);
/* Is any of these causes (1u << enum cause) one that is disputed? */
bool playbook_dispute(const struct playbook *b, uint32_t causes);

/* The sections as a commented file, the second half of deploy/policy.ini. */
void playbook_print_file(FILE *out);

#endif
