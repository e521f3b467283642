#include "oncall/board_actions.h"

#include "core/vocab.h"
#include "oncall/case_json.h"

#include <stdio.h>
#include <string.h>

#define ANY_TIME_MS 3600000

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
    static const char *const kinds[] = {"choice", "choice", "text", "amount", "sure", "anyway"};
    json_t *words = json_array(), *means = json_array();
    for (unsigned i = 0; i < f->words_n; i++) {
        json_array_append_new(words, json_string(f->words[i]));
        json_array_append_new(means, json_string(f->titles ? f->titles[i] : ""));
    }
    return json_pack("{s:s,s:s,s:s,s:o,s:o,s:b,s:b,s:s?}", "name", f->option, "label", f->label,
                     "kind", kinds[f->kind], "words", words, "titles", means, "optional",
                     f->optional, "unset", f->unset, "only_for", f->only_for);
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
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:b,s:b,s:o}", "name", a->name, "key",
                                              a->key, "label", a->label, "beside", a->beside,
                                              "anyones", a->anyones, "fields", fields));
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
    return json_pack("{s:o,s:o,s:o,s:o}", "state",
                     titles(rounds_state_name, rounds_state_title, ROUNDS_STATE_N), "cause",
                     titles(vocab_cause, vocab_cause_title, CAUSE_N), "demand",
                     titles(vocab_demand, vocab_demand_title, DEMAND_N), "flag",
                     titles(vocab_flag, vocab_flag_title, FLAG_N));
}

json_t *board_words_json(void)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < board_words_n; i++)
        json_array_append_new(list,
                              json_pack("[s,s]", board_words[i].word, board_words[i].meaning));
    return list;
}

/* ---- carrying it out -------------------------------------------------------------------------*/

/* Is it one of the words divided by commas? */
static bool is_among(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] == ','))
        if (strcspn(at, ",") == len && memcmp(at, word, len) == 0)
            return true;
    return false;
}

bool board_field_asked(const struct board_field *f, const char *before)
{
    if (!f->only_for || f->only_for[0] == '>')
        return true;
    return before && before[0] && (f->only_for[0] == '*' || is_among(f->only_for, before));
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
        bool of_flag = f->only_for && i > 0 && f[-1].kind == BOARD_FLAG;
        const char *name = f->kind == BOARD_FLAG ? given : of_flag ? f->only_for : f->option;
        bool later = given && f->kind == BOARD_FLAG && i + 1 < BOARD_FIELDS_MAX && f[1].only_for &&
                     strcmp(f[1].only_for, given) == 0;
        last = given;
        if (f->place && given)
            places[place_count++] = given;
        if (!given || later || f->place || f->kind == BOARD_SURE)
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

/* Of a proposal, as people type it. */
static const char *usual_amount(const json_t *book, const char *proposal, char out[80])
{
    json_int_t minor =
        json_integer_value(json_object_get(json_object_get(book, "amounts"), proposal));
    if (minor <= 0)
        return NULL;
    snprintf(out, 80, "%lld.%02d", (long long)(minor / 100), (int)(minor % 100));
    return out;
}

const char *board_field_default(const struct board_field *f, const json_t *shown,
                                const char *before, char out[80])
{
    const json_t *book = json_object_get(shown, "playbook");
    if (f->kind == BOARD_AMOUNT)
        return before ? usual_amount(book, before, out) : NULL;
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
