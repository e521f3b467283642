/* board_actions.h - what can be done to a case from a board: one table for the terminal and the
 * web.
 *
 * An action is a verb of `redress case` with the questions that supply its options. To offer
 * another verb, add a line to the table. Whether an action is possible now is asked of the machine
 * itself (sink/rounds.h), so a board never offers what the rules refuse. Pure. */
#ifndef REDRESS_ONCALL_BOARD_ACTIONS_H
#define REDRESS_ONCALL_BOARD_ACTIONS_H

#include "sink/store.h"

#include <jansson.h>

enum board_field_kind {
    BOARD_CHOICE, /* one of the words */
    BOARD_FLAG,   /* one of the words, given as the option of that name: --accepted */
    BOARD_TEXT,   /* anything */
    BOARD_AMOUNT, /* like 12.50 */
    BOARD_SURE,   /* yes, or nothing is done; not part of the verb */
    BOARD_ANYWAY, /* yes, or back to the text: rules of the guard to override, divided by commas */
};

/* A question that an action asks. */
struct board_field {
    const char *option; /* "cause": the value is given as --cause VALUE */
    const char *label;
    enum board_field_kind kind;
    const char *const *words, *const *titles; /* titles: what the words mean, may be NULL */
    unsigned words_n;
    bool optional; /* nothing may be answered */
    bool unset;    /* no word is chosen beforehand: what cannot be undone wants a choice */
    bool place;    /* given behind the case, without an option's name */
    /* Asked only if the question before was answered so (words divided by commas: with one of
     * them); "*": at all; ">": with more than this person may offer, or if it was refused before.
     */
    const char *only_for;
    const char *help; /* what may be typed, if that is not plain; or NULL */
};

#define BOARD_FIELDS_MAX 5

struct board_action {
    const char *name; /* unique */
    const char *key;  /* on the keyboard, a character; actions of different turns may share one */
    const char *label, *verb, *fixed; /* fixed: an option that is always given, or NULL */
    int event;                        /* enum rounds_event, -1: the machine is not asked */
    unsigned states;                  /* bits 1 << state in which it makes sense */
    bool beside;                      /* runs beside the rounds: shown only when it is possible */
    bool anyones;                     /* is done without asking, whoever has the case */
    struct board_field fields[BOARD_FIELDS_MAX];
};

extern const struct board_action board_actions[];
extern const unsigned board_actions_n;

/* NULL if there is none of that name. */
const struct board_action *board_action_find(const char *name);

/* Would the rules allow it now? who: who asks, or NULL if that is not known yet. */
bool board_action_possible(const struct board_action *a, const struct rounds_budgets *budgets,
                           const struct rounds_case *c, const char *who, int64_t now_ms);
/* Names of all that are possible, a new JSON array. */
json_t *board_actions_possible(const struct rounds_budgets *budgets, const struct rounds_case *c,
                               const char *who, int64_t now_ms);
/* The table itself, for a page that builds its forms from it: a new JSON array. */
json_t *board_actions_json(void);

/* What is written on the boards, for who has never seen one (board_help.c). */
struct board_word {
    const char *word, *meaning;
};
extern const struct board_word board_words[];
extern const unsigned board_words_n;
/* The same as a new [[word, meaning], ...]. */
json_t *board_words_json(void);

/* What the words of the vocabulary mean: a new {"cause": {name: title}, "demand", "flag"}. */
json_t *board_titles_json(void);

/* The arguments of case_run: verb, options, the case. Answers are taken by the names of the fields
 * (an absent or empty one is none). Returns how many there are, all pointing into `memory`; -1: e
 * says which answer is not one of the words; what is missing, the verb says. */
#define BOARD_ARGV_MAX (2 * BOARD_FIELDS_MAX + 6)
MUST_CHECK int board_action_argv(const struct board_action *a, const char *id, const char *who,
                                 const json_t *answers, const char *argv[BOARD_ARGV_MAX],
                                 char memory[BOARD_FIELDS_MAX + 1][80], struct err *e);

/* What a person does next, in a sentence with the names of actions in brackets. Static. */
const char *board_hint(const struct rounds_case *c, int64_t now_ms);
/* The sentence with keys and labels in place of the names. */
void board_hint_keys(const char *hint, char *out, size_t cap);
/* The same with the labels alone. */
void board_hint_labels(const char *hint, char *out, size_t cap);

#define BOARD_SAY_CAP 700
/* What a verb said, with names of actions in brackets where it names commands. */
void board_say(const char *text, char *out, size_t cap);

/* Is it asked after this answer (NULL or "": none) to the question before? */
bool board_field_asked(const struct board_field *f, const char *before);

/* What a field would best be answered with, by the command that `case show --json` calls next, and
 * a sum by the playbook; NULL if they say nothing about it. before: as in board_field_asked. */
const char *board_field_default(const struct board_field *f, const json_t *shown,
                                const char *before, char out[80]);

#endif
