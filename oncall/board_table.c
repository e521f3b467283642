/* What a board offers: a line for each action. */
#include "oncall/board_actions.h"

#include "core/vocab.h"
#include "oncall/case_json.h"

#include <string.h>

#define S(state) (1u << ROUNDS_##state)
#define OURS (S(1M) | S(2M) | S(3M) | S(FM) | S(ES))
#define THEIRS (S(1C) | S(2C) | S(3C))
#define OPEN (OURS | THEIRS | S(PK))

static const char *const decisions[] = {"accepted", "public", "by-rule"};
static const char *const decision_titles[] = {"what they wish last is granted",
                                              "it was answered in public, that is all",
                                              "a rule of yours decides; its id is asked"};
static const char *const reasons[] = {"solved", "withdrawn", "duplicate", "removed", "referred"};
static const char *const reason_titles[] = {
    "solved, and they know", "the customer takes it back", "another case has it",
    "the platform took the review down", "whoever is responsible has it; passed on twice"};
static const char *const proposal_titles[CASE_PROPOSALS_N] = {
    "all of the money back", "a part of the money back",
    "another one for it",    "it is sent once more",
    "it is repaired",        "something on top",
    "an apology alone",      "an explanation; needs evidence"};

/* clang-format off */
#define WORDS(list, meanings) .words = (list), .words_n = sizeof(list) / sizeof((list)[0]), .titles = (meanings)
#define MUST .optional = false
#define MAY .optional = true
#define CAUSE    {"cause", "the problem", BOARD_CHOICE, WORDS(vocab_cause, vocab_cause_title)}
#define DEMAND   {"demand", "what they want", BOARD_CHOICE, WORDS(vocab_demand, vocab_demand_title)}
#define PROPOSAL {"proposal", "you propose", BOARD_CHOICE, WORDS(case_proposals, proposal_titles)}
#define OFFER    {"amount", "how much", BOARD_AMOUNT, MUST, .only_for = CASE_MONEY}
#define AMOUNT   {"amount", "amount", BOARD_AMOUNT, MAY}
#define APPROVED {"approved-by", "who approved it: a colleague's name", BOARD_TEXT, MAY, .only_for = ">"}
#define SAY      {"text", "what you tell them (checked; not sent, not kept)", BOARD_TEXT, MAY}
#define ANYWAY   {"override", "the guard warns", BOARD_ANYWAY, MAY, .only_for = "*"}
#define DECISION {"how", "how it ends", BOARD_FLAG, WORDS(decisions, decision_titles), .unset = true}
#define RULE     {"rule", "id of your rule; kept as you write it", BOARD_TEXT, .only_for = "by-rule"}
#define REASON   {"reason", "why it closes", BOARD_CHOICE, WORDS(reasons, reason_titles), .unset = true}
#define AGENT    {"agent", "to whom", BOARD_TEXT, .place = true}
#define LENGTH   {"for", "how long, e.g. 30m", BOARD_TEXT, MAY}
#define WITHIN   {"within", "within, e.g. 4h, 2d", BOARD_TEXT, MUST}
#define SLOT     {"slot", "which evidence", BOARD_CHOICE, WORDS(vocab_evidence, vocab_evidence_title), .place = true}
#define WHAT     {"what", "what is promised", BOARD_CHOICE, WORDS(case_proposals, proposal_titles), .place = true}
#define PARTY    {"to", "to whom, e.g. carrier", BOARD_TEXT, MUST}
#define ANSWERED {"within", "when they must have answered, e.g. 4h", BOARD_TEXT, MAY}
#define NOTE     {"text", "the note, no personal data", BOARD_TEXT, MUST}
#define PERCENT  {"percent", "by how many percent", BOARD_TEXT, MUST}
#define CLOSES   {"sure", "It closes, and nobody is called for it any more. Sure?", BOARD_SURE, MUST}
#define SURE(question) {{"sure", question, BOARD_SURE, MUST}}

const struct board_action board_actions[] = {
    {"claim",    "c", "claim",    "claim",    NULL,         ROUNDS_EV_CLAIM,    OPEN,  false, true, {{0}}},
    {"unclaim",  "u", "unclaim",  "unclaim",  NULL,         ROUNDS_EV_UNCLAIM,  OPEN,  false, true, {{0}}},
    {"answer",   "a", "answer",   "answer",   NULL,         ROUNDS_EV_ANSWER,   S(1M), false, false, {CAUSE, DEMAND, SAY, ANYWAY}},
    {"propose",  "p", "propose",  "answer",   NULL,         ROUNDS_EV_ANSWER,   S(2M), false, false, {PROPOSAL, OFFER, APPROVED, SAY, ANYWAY}},
    {"ask-end",  "e", "ask end",  "answer",   "--ask-end",  ROUNDS_EV_ANSWER,   S(3M), false, false, {SAY, ANYWAY}},
    {"reply",    "r", "reply",    "reply",    NULL,         ROUNDS_EV_REPLY,    THEIRS, false, false, SURE("They wrote? Kept is that they did, not their words")},
    {"accept",   "y", "accept",   "accept",   NULL,         ROUNDS_EV_ACCEPT,   S(2C), false, false, SURE("They accept? It closes as agreed")},
    {"refuse",   "n", "refuse",   "refuse",   NULL,         ROUNDS_EV_REFUSE,   S(2C), false, false, SURE("They refuse? Round 3, the last, begins")},
    {"decide",   "d", "decide",   "decide",   NULL,         ROUNDS_EV_DECIDE,   S(FM) | S(ES), false, false, {DECISION, RULE, CLOSES}},
    {"close",    "x", "close",    "close",    NULL,         ROUNDS_EV_CLOSE,    OPEN,  false, false, {REASON, CLOSES}},
    {"snooze",   "z", "snooze",   "snooze",   NULL,         ROUNDS_EV_SNOOZE,   OPEN,  false, false, {LENGTH}},
    {"note",     "t", "note",     "note",     NULL,         ROUNDS_EV_NOTE,     OPEN,  false, true, {NOTE}},
    {"assign",   "i", "assign",   "assign",   NULL,         ROUNDS_EV_ASSIGN,   OPEN,  true,  false, {AGENT}},
    {"evidence", "v", "evidence", "evidence", NULL,         ROUNDS_EV_EVIDENCE, OPEN,  true,  true, {SLOT}},
    {"request",  "V", "request evidence", "evidence", "--request", ROUNDS_EV_REQUEST, OPEN, true, true, {WITHIN, SLOT}},
    {"promise",  "o", "promise",  "promise",  NULL,         ROUNDS_EV_PROMISE,  OPEN,  true,  false, {WITHIN, AMOUNT, WHAT}},
    {"kept",     "K", "kept",     "promise",  "--kept",     ROUNDS_EV_KEPT,     OPEN,  true,  false, SURE("The promise is kept?")},
    {"relay",    "s", "pass on",  "relay",    NULL,         ROUNDS_EV_RELAY,    OPEN,  true,  false, {PARTY, ANSWERED}},
    {"back",     "B", "they answered", "relay", "--back",   ROUNDS_EV_BACK,     OPEN,  true,  false, SURE("Whom it was passed on to has answered?")},
    {"private",  "P", "go private", "private", NULL,        ROUNDS_EV_PRIVATE,  OPEN,  true,  false, SURE("The talk goes on in private from here?")},
    {"appeal",   "l", "appeal",   "appeal",   NULL,         ROUNDS_EV_APPEAL,   OPEN,  true,  false, {WITHIN}},
    {"won",      "W", "appeal won", "appeal", "--won",      ROUNDS_EV_WON,      OPEN,  true,  false, SURE("The platform took our side?")},
    {"lost",     "L", "appeal lost", "appeal", "--lost",    ROUNDS_EV_LOST,     OPEN,  true,  false, SURE("The platform did not take our side?")},
    {"reprice",  "$", "cut price", "reprice", NULL,         ROUNDS_EV_REPRICE,  OPEN,  true,  false, {PERCENT, WITHIN}},
    {"restored", "R", "price restored", "reprice", "--restored", ROUNDS_EV_RESTORED, OPEN, true, false, SURE("The price is what it was?")},
    {"reopen",   "O", "reopen",   "reopen",   NULL,         ROUNDS_EV_REOPEN,   S(CL), true,  true, SURE("Open it again, at the round it reached?")},
};
/* clang-format on */
const unsigned board_actions_n = sizeof(board_actions) / sizeof(board_actions[0]);

const struct board_action *board_action_find(const char *name)
{
    for (unsigned i = 0; i < board_actions_n; i++)
        if (strcmp(board_actions[i].name, name) == 0)
            return &board_actions[i];
    return NULL;
}
