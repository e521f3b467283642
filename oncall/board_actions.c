#include "oncall/board_actions.h"

#include "core/vocab.h"
#include "oncall/case_json.h"

#include <stdio.h>
#include <string.h>

#define S(state) (1u << ROUNDS_##state)
#define OURS (S(1M) | S(2M) | S(3M) | S(FM) | S(ES))
#define THEIRS (S(1C) | S(2C) | S(3C))
#define OPEN (OURS | THEIRS)

static const char *const decisions[] = {"accepted", "public", "by-rule"};
static const char *const reasons[] = {"solved", "withdrawn", "duplicate", "removed"};

#define WORDS(list) .words = (list), .words_n = sizeof(list) / sizeof((list)[0])
#define CAUSE                                                                                      \
    {                                                                                              \
        "cause", "the problem", BOARD_CHOICE, WORDS(vocab_cause)                                   \
    }
#define DEMAND                                                                                     \
    {                                                                                              \
        "demand", "what they want", BOARD_CHOICE, WORDS(vocab_demand)                              \
    }
#define PROPOSAL                                                                                   \
    {                                                                                              \
        "proposal", "you propose", BOARD_CHOICE, WORDS(case_proposals)                             \
    }
#define AMOUNT                                                                                     \
    {                                                                                              \
        "amount", "amount, or nothing", BOARD_AMOUNT, .optional = true                             \
    }
#define DECISION                                                                                   \
    {                                                                                              \
        "how", "how it is decided", BOARD_FLAG, WORDS(decisions)                                   \
    }
#define RULE                                                                                       \
    {                                                                                              \
        "rule", "id of the rule", BOARD_TEXT, .only_for = "by-rule"                                \
    }
#define REASON                                                                                     \
    {                                                                                              \
        "reason", "why it closes", BOARD_CHOICE, WORDS(reasons)                                    \
    }

/* clang-format off */
const struct board_action board_actions[] = {
    {"claim",   "c", "claim",   "claim",   NULL,        ROUNDS_EV_CLAIM,   OPEN,         {{0}}},
    {"unclaim", "u", "unclaim", "unclaim", NULL,        ROUNDS_EV_UNCLAIM, OPEN,         {{0}}},
    {"answer",  "a", "answer",  "answer",  NULL,        ROUNDS_EV_ANSWER,  S(1M),        {CAUSE, DEMAND}},
    {"propose", "p", "propose", "answer",  NULL,        ROUNDS_EV_ANSWER,  S(2M),        {PROPOSAL, AMOUNT}},
    {"ask-end", "e", "ask end", "answer",  "--ask-end", ROUNDS_EV_ANSWER,  S(3M),        {{0}}},
    {"reply",   "r", "reply",   "reply",   NULL,        ROUNDS_EV_REPLY,   THEIRS,       {{0}}},
    {"accept",  "y", "accept",  "accept",  NULL,        ROUNDS_EV_ACCEPT,  S(2C),        {{0}}},
    {"refuse",  "n", "refuse",  "refuse",  NULL,        ROUNDS_EV_REFUSE,  S(2C),        {{0}}},
    {"decide",  "d", "decide",  "decide",  NULL,        ROUNDS_EV_DECIDE,  S(FM) | S(ES), {DECISION, RULE}},
    {"close",   "x", "close",   "close",   NULL,        ROUNDS_EV_CLOSE,   OPEN,         {REASON}},
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

/* Asked with all that the questions could supply: what is still refused, is not possible now. */
bool board_action_possible(const struct board_action *a, const struct rounds_budgets *budgets,
                           const struct rounds_case *c, const char *who, int64_t now_ms)
{
    static const uint8_t closing[] = {ROUNDS_CLOSE_SOLVED, ROUNDS_CLOSE_WITHDRAWN};
    struct rounds_args args = {
        .who = who, .rule = "?", .proposal = true, .asks_end = true, .understood = true};
    if (!(a->states & (1u << c->state)))
        return false;
    if (a->event < 0)
        return true;
    if (!who)
        args.who = a->event == ROUNDS_EV_CLAIM || !c->owner[0] ? "?" : c->owner;
    if (a->event == ROUNDS_EV_DECIDE)
        args.reason = ROUNDS_CLOSE_ACCEPTED;
    if (a->event != ROUNDS_EV_CLOSE)
        return allowed(a, budgets, c, args, now_ms);
    for (size_t i = 0; i < sizeof(closing); i++) {
        args.reason = closing[i];
        if (allowed(a, budgets, c, args, now_ms))
            return true;
    }
    return false;
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
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:o}", "name", a->name, "key", a->key,
                                              "label", a->label, "fields", fields));
    }
    return list;
}

/* ---- carrying it out -------------------------------------------------------------------------*/

/* The answer to a field, NULL if there is none. *last: that of the field before. */
static const char *answer_to(const struct board_field *f, const json_t *answers, const char *last)
{
    const char *given = json_string_value(json_object_get(answers, f->option));
    if (f->only_for && !(last && strcmp(last, f->only_for) == 0))
        return NULL;
    return given && given[0] ? given : NULL;
}

/* What is missing, the verb itself says best; what is not among the words never reaches it. */
static int check(const struct board_field *f, const char *given, struct err *e)
{
    if (given && f->words &&
        vocab_find(f->words, (int)f->words_n, given, (unsigned)strlen(given)) < 0)
        return err_set(e, "%s '%.40s': is not one of those to choose from", f->option, given);
    return 0;
}

int board_action_argv(const struct board_action *a, const char *id, const char *who,
                      const json_t *answers, const char *argv[BOARD_ARGV_MAX],
                      char memory[BOARD_FIELDS_MAX + 1][80], struct err *e)
{
    int n = 0;
    const char *last = NULL;
    argv[n++] = a->verb;
    if (a->fixed)
        argv[n++] = a->fixed;
    for (unsigned i = 0; i < BOARD_FIELDS_MAX && a->fields[i].option; i++) {
        const struct board_field *f = &a->fields[i];
        const char *given = answer_to(f, answers, last);
        if (check(f, given, e) != 0)
            return -1;
        /* A flag with a value of its own (--by-rule RULE) is given by the field that has it. */
        const char *name = f->kind == BOARD_FLAG ? given : f->only_for ? f->only_for : f->option;
        bool later = given && f->kind == BOARD_FLAG && i + 1 < BOARD_FIELDS_MAX && f[1].only_for &&
                     strcmp(f[1].only_for, given) == 0;
        last = given;
        if (!given || later)
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
    return n;
}

const char *board_field_default(const struct board_field *f, const json_t *shown, char out[80])
{
    const char *next = json_string_value(json_object_get(shown, "next"));
    char option[80];
    snprintf(option, sizeof(option), " --%s ", f->option);
    const char *at = next ? strstr(next, option) : NULL;
    if (!at)
        return NULL;
    at += strlen(option);
    snprintf(out, 80, "%.*s", (int)strcspn(at, " "), at);
    return out;
}
