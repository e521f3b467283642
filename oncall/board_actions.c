#include "oncall/board_actions.h"

#include "core/vocab.h"
#include "oncall/case_json.h"

#include <stdio.h>
#include <string.h>

#define S(state) (1u << ROUNDS_##state)
#define ANY_TIME_MS 3600000
#define OURS (S(1M) | S(2M) | S(3M) | S(FM) | S(ES))
#define THEIRS (S(1C) | S(2C) | S(3C))
#define OPEN (OURS | THEIRS | S(PK))

static const char *const decisions[] = {"accepted", "public", "by-rule"};
static const char *const reasons[] = {"solved", "withdrawn", "duplicate", "removed", "referred"};

/* clang-format off */
#define WORDS(list) .words = (list), .words_n = sizeof(list) / sizeof((list)[0])
#define MUST .optional = false
#define MAY .optional = true
#define CAUSE    {"cause", "the problem", BOARD_CHOICE, WORDS(vocab_cause)}
#define DEMAND   {"demand", "what they want", BOARD_CHOICE, WORDS(vocab_demand)}
#define PROPOSAL {"proposal", "you propose", BOARD_CHOICE, WORDS(case_proposals)}
#define AMOUNT   {"amount", "amount, or nothing", BOARD_AMOUNT, MAY}
#define APPROVED {"approved-by", "who approved it, or nothing", BOARD_TEXT, MAY}
#define SAY      {"text", "what you tell them, or nothing", BOARD_TEXT, MAY}
#define OVERRIDE {"override", "rule of the guard to override; Esc to rewrite", BOARD_TEXT, MAY, .only_for = "*"}
#define DECISION {"how", "how it is decided", BOARD_FLAG, WORDS(decisions)}
#define RULE     {"rule", "id of the rule", BOARD_TEXT, .only_for = "by-rule"}
#define REASON   {"reason", "why it closes", BOARD_CHOICE, WORDS(reasons)}
#define AGENT    {"agent", "to whom", BOARD_TEXT, .place = true}
#define LENGTH   {"for", "how long, e.g. 30m, or nothing", BOARD_TEXT, MAY}
#define WITHIN   {"within", "within, e.g. 4h, 2d", BOARD_TEXT, MUST}
#define SLOT     {"slot", "which evidence", BOARD_CHOICE, WORDS(vocab_evidence), .place = true}
#define WHAT     {"what", "what is promised", BOARD_CHOICE, WORDS(case_proposals), .place = true}
#define PARTY    {"to", "to whom, e.g. carrier", BOARD_TEXT, MUST}
#define ANSWERED {"within", "when they must have answered, or nothing", BOARD_TEXT, MAY}
#define NOTE     {"text", "the note, no personal data", BOARD_TEXT, MUST}
#define PERCENT  {"percent", "by how many percent", BOARD_TEXT, MUST}

const struct board_action board_actions[] = {
    {"claim",    "c", "claim",    "claim",    NULL,         ROUNDS_EV_CLAIM,    OPEN,  false, {{0}}},
    {"unclaim",  "u", "unclaim",  "unclaim",  NULL,         ROUNDS_EV_UNCLAIM,  OPEN,  false, {{0}}},
    {"answer",   "a", "answer",   "answer",   NULL,         ROUNDS_EV_ANSWER,   S(1M), false, {CAUSE, DEMAND, SAY, OVERRIDE}},
    {"propose",  "p", "propose",  "answer",   NULL,         ROUNDS_EV_ANSWER,   S(2M), false, {PROPOSAL, AMOUNT, APPROVED, SAY, OVERRIDE}},
    {"ask-end",  "e", "ask end",  "answer",   "--ask-end",  ROUNDS_EV_ANSWER,   S(3M), false, {SAY, OVERRIDE}},
    {"reply",    "r", "reply",    "reply",    NULL,         ROUNDS_EV_REPLY,    THEIRS, false, {{0}}},
    {"accept",   "y", "accept",   "accept",   NULL,         ROUNDS_EV_ACCEPT,   S(2C), false, {{0}}},
    {"refuse",   "n", "refuse",   "refuse",   NULL,         ROUNDS_EV_REFUSE,   S(2C), false, {{0}}},
    {"decide",   "d", "decide",   "decide",   NULL,         ROUNDS_EV_DECIDE,   S(FM) | S(ES), false, {DECISION, RULE}},
    {"close",    "x", "close",    "close",    NULL,         ROUNDS_EV_CLOSE,    OPEN,  false, {REASON}},
    {"snooze",   "z", "snooze",   "snooze",   NULL,         ROUNDS_EV_SNOOZE,   OPEN,  false, {LENGTH}},
    {"note",     "t", "note",     "note",     NULL,         ROUNDS_EV_NOTE,     OPEN,  false, {NOTE}},
    {"assign",   "i", "assign",   "assign",   NULL,         ROUNDS_EV_ASSIGN,   OPEN,  true,  {AGENT}},
    {"evidence", "v", "evidence", "evidence", NULL,         ROUNDS_EV_EVIDENCE, OPEN,  true,  {SLOT}},
    {"request",  "V", "request evidence", "evidence", "--request", ROUNDS_EV_REQUEST, OPEN, true, {WITHIN, SLOT}},
    {"promise",  "o", "promise",  "promise",  NULL,         ROUNDS_EV_PROMISE,  OPEN,  true,  {WITHIN, AMOUNT, WHAT}},
    {"kept",     "K", "kept",     "promise",  "--kept",     ROUNDS_EV_KEPT,     OPEN,  true,  {{0}}},
    {"relay",    "s", "send on",  "relay",    NULL,         ROUNDS_EV_RELAY,    OPEN,  true,  {PARTY, ANSWERED}},
    {"back",     "B", "they answered", "relay", "--back",   ROUNDS_EV_BACK,     OPEN,  true,  {{0}}},
    {"private",  "P", "private",  "private",  NULL,         ROUNDS_EV_PRIVATE,  OPEN,  true,  {{0}}},
    {"appeal",   "l", "appeal",   "appeal",   NULL,         ROUNDS_EV_APPEAL,   OPEN,  true,  {WITHIN}},
    {"won",      "W", "appeal won", "appeal", "--won",      ROUNDS_EV_WON,      OPEN,  true,  {{0}}},
    {"lost",     "L", "appeal lost", "appeal", "--lost",    ROUNDS_EV_LOST,     OPEN,  true,  {{0}}},
    {"reprice",  "$", "cut price", "reprice", NULL,         ROUNDS_EV_REPRICE,  OPEN,  true,  {PERCENT, WITHIN}},
    {"restored", "R", "price restored", "reprice", "--restored", ROUNDS_EV_RESTORED, OPEN, true, {{0}}},
    {"reopen",   "O", "reopen",   "reopen",   NULL,         ROUNDS_EV_REOPEN,   S(CL), true,  {{0}}},
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

/* ---- what is possible ------------------------------------------------------------------------*/

static bool allowed(const struct board_action *a, const struct rounds_budgets *budgets,
                    const struct rounds_case *c, struct rounds_args args, int64_t now_ms)
{
    struct rounds_outcome out;
    rounds_step(budgets, c, (enum rounds_event)a->event, &args, now_ms, &out);
    return out.allowed;
}

/* One of these reasons, pieces of evidence: is any allowed? */
static bool any_allowed(const struct board_action *a, const struct rounds_budgets *budgets,
                        const struct rounds_case *c, struct rounds_args args, int64_t now_ms)
{
    static const uint8_t closing[] = {ROUNDS_CLOSE_SOLVED, ROUNDS_CLOSE_WITHDRAWN};
    unsigned n = a->event == ROUNDS_EV_CLOSE ? sizeof(closing) : EVIDENCE_N;
    for (unsigned i = 0; i < n; i++) {
        args.slot = (uint8_t)i;
        args.reason = a->event == ROUNDS_EV_CLOSE ? closing[i] : 0;
        if (allowed(a, budgets, c, args, now_ms))
            return true;
    }
    return false;
}

/* Asked with all that the questions could supply: what is still refused, is not possible now. */
bool board_action_possible(const struct board_action *a, const struct rounds_budgets *budgets,
                           const struct rounds_case *c, const char *who, int64_t now_ms)
{
    struct rounds_args args = {.who = who,
                               .to = "?",
                               .rule = "?",
                               .for_ms = a->event == ROUNDS_EV_SNOOZE ? 0 : ANY_TIME_MS,
                               .proposal = true,
                               .asks_end = true,
                               .understood = true,
                               .consent = true,
                               .redacted = true};
    if (!(a->states & (1u << c->state)))
        return false;
    if (who && a->event == ROUNDS_EV_CLAIM && c->owner_until_ms > now_ms &&
        strcmp(c->owner, who) == 0)
        return false; /* allowed, as it makes the claim last; but nobody asks for it */
    if (!who)
        args.who = a->event == ROUNDS_EV_CLAIM || !c->owner[0] ? "?" : c->owner;
    if (a->event == ROUNDS_EV_RELAY)
        args.for_ms = 0;
    if (a->event == ROUNDS_EV_DECIDE)
        args.reason = ROUNDS_CLOSE_ACCEPTED;
    if (a->event == ROUNDS_EV_CLOSE || a->event == ROUNDS_EV_EVIDENCE ||
        a->event == ROUNDS_EV_REQUEST)
        return any_allowed(a, budgets, c, args, now_ms);
    return allowed(a, budgets, c, args, now_ms);
}

json_t *board_actions_possible(const struct rounds_budgets *budgets, const struct rounds_case *c,
                               const char *who, int64_t now_ms)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < board_actions_n; i++)
        if (board_action_possible(&board_actions[i], budgets, c, who, now_ms))
            json_array_append_new(list, json_string(board_actions[i].name));
    return list;
}

/* ---- the table, told -------------------------------------------------------------------------*/

static json_t *field_json(const struct board_field *f)
{
    static const char *const kinds[] = {"choice", "choice", "text", "amount"};
    json_t *words = json_array();
    for (unsigned i = 0; i < f->words_n; i++)
        json_array_append_new(words, json_string(f->words[i]));
    return json_pack("{s:s,s:s,s:s,s:o,s:b,s:s?}", "name", f->option, "label", f->label, "kind",
                     kinds[f->kind], "words", words, "optional", f->optional, "only_for",
                     f->only_for);
}

json_t *board_actions_json(void)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < board_actions_n; i++) {
        const struct board_action *a = &board_actions[i];
        json_t *fields = json_array();
        for (const struct board_field *f = a->fields; f < a->fields + BOARD_FIELDS_MAX; f++)
            if (f->option)
                json_array_append_new(fields, field_json(f));
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:b,s:o}", "name", a->name, "key", a->key,
                                        "label", a->label, "beside", a->beside, "fields", fields));
    }
    return list;
}

static json_t *titles(const char *const *names, const char *const *meanings, unsigned n)
{
    json_t *j = json_object();
    for (unsigned i = 0; i < n; i++)
        json_object_set_new(j, names[i], json_string(meanings[i]));
    return j;
}

json_t *board_titles_json(void)
{
    return json_pack("{s:o,s:o,s:o}", "cause", titles(vocab_cause, vocab_cause_title, CAUSE_N),
                     "demand", titles(vocab_demand, vocab_demand_title, DEMAND_N), "flag",
                     titles(vocab_flag, vocab_flag_title, FLAG_N));
}

/* ---- carrying it out -------------------------------------------------------------------------*/

bool board_field_asked(const struct board_field *f, const char *before)
{
    if (!f->only_for)
        return true;
    return before && before[0] && (f->only_for[0] == '*' || strcmp(before, f->only_for) == 0);
}

/* The answer to a field, NULL if there is none. *last: that of the field before. */
static const char *answer_to(const struct board_field *f, const json_t *answers, const char *last)
{
    const char *given = json_string_value(json_object_get(answers, f->option));
    if (!board_field_asked(f, last))
        return NULL;
    return given && given[0] ? given : NULL;
}

/* What is missing, the verb itself says best; what is not among the words never reaches it. */
static int check(const struct board_field *f, const char *given, struct err *e)
{
    if (given && !f->words && strcmp(given, "-") == 0) /* the verbs would read it from a terminal */
        return err_set(e, "%s: say it here", f->option);
    if (given && f->words &&
        vocab_find(f->words, (int)f->words_n, given, (unsigned)strlen(given)) < 0)
        return err_set(e, "%s '%.40s': is not one of those to choose from", f->option, given);
    return 0;
}

int board_action_argv(const struct board_action *a, const char *id, const char *who,
                      const json_t *answers, const char *argv[BOARD_ARGV_MAX],
                      char memory[BOARD_FIELDS_MAX + 1][80], struct err *e)
{
    int n = 0, place_count = 0;
    const char *last = NULL, *places[BOARD_FIELDS_MAX];
    argv[n++] = a->verb;
    if (a->fixed)
        argv[n++] = a->fixed;
    for (unsigned i = 0; i < BOARD_FIELDS_MAX && a->fields[i].option; i++) {
        const struct board_field *f = &a->fields[i];
        const char *given = answer_to(f, answers, last);
        if (check(f, given, e) != 0)
            return -1;
        /* A flag with a value of its own (--by-rule RULE) is given by the field that has it. */
        const char *name = f->kind == BOARD_FLAG                  ? given
                           : f->only_for && f->only_for[0] != '*' ? f->only_for
                                                                  : f->option;
        bool later = given && f->kind == BOARD_FLAG && i + 1 < BOARD_FIELDS_MAX && f[1].only_for &&
                     strcmp(f[1].only_for, given) == 0;
        last = given;
        if (f->place && given)
            places[place_count++] = given;
        if (!given || later || f->place)
            continue;
        snprintf(memory[i], sizeof(memory[i]), "--%s", name);
        argv[n++] = memory[i];
        if (f->kind != BOARD_FLAG)
            argv[n++] = given;
    }
    argv[n++] = "--as";
    argv[n++] = who;
    argv[n++] = "--";
    argv[n++] = id;
    for (int i = 0; i < place_count; i++)
        argv[n++] = places[i];
    return n;
}

const char *board_field_default(const struct board_field *f, const json_t *shown, char out[80])
{
    const json_t *book = json_object_get(shown, "playbook");
    const char *next = json_string_value(json_object_get(book, "next"));
    char option[80];
    if (!next)
        next = json_string_value(json_object_get(shown, "next"));
    snprintf(option, sizeof(option), " --%s ", f->option);
    const char *at = next ? strstr(next, option) : NULL;
    if (!at)
        return NULL;
    at += strlen(option);
    snprintf(out, 80, "%.*s", (int)strcspn(at, " "), at);
    return strcmp(out, "NAME") == 0 ? NULL : out;
}
