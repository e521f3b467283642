/* lint_private.h - what the files of the matcher share. Private to oncall/lint*.c. */
#ifndef REDRESS_ONCALL_LINT_PRIVATE_H
#define REDRESS_ONCALL_LINT_PRIVATE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "oncall/lint.h"
#include "oncall/lint_fold.h"

enum lint_family {
    LINT_FAMILY_NONE,
    LINT_FAMILY_CHANGE_REVIEW,
    LINT_FAMILY_UPDATE_REVIEW,
    LINT_FAMILY_FEEDBACK,
    LINT_FAMILY_INDUCEMENT,
    LINT_FAMILY_FAKE_REVIEW,
    LINT_FAMILY_MOBILISE,
    LINT_FAMILY_DIVERSION,
    LINT_FAMILY_THREAT,
    LINT_FAMILY_BLAME,
    LINT_FAMILY_REBUTTAL,
    LINT_FAMILY_DENIAL,
    LINT_FAMILY_GUILT_TRIP,
    LINT_FAMILY_GRIEVANCE,
    LINT_FAMILY_EMOTION,
    LINT_FAMILY_MEDICAL,
    LINT_FAMILY_ADMISSION,
    LINT_FAMILY_PERSONAL,
    LINT_FAMILY_OFF_PLATFORM,
    LINT_FAMILY_WITHDRAW,
    LINT_FAMILY_N
};

enum lint_excuse {
    LINT_EXCUSE_NONE,
    LINT_EXCUSE_NOT,
    LINT_EXCUSE_NOT_MAY,
    LINT_EXCUSE_NOT_ASK,
    LINT_EXCUSE_NOT_SELF,
    LINT_EXCUSE_NOT_YOU,
};

struct lint_pattern {
    pcre2_code *code;
    uint8_t family, excuse;
};

/* The patterns that excuse a match, compiled. */
enum lint_guard {
    LINT_GUARD_NOT,    /* a negation before the match */
    LINT_GUARD_BROKEN, /* no negation after all: "if you do not ..., we" */
    LINT_GUARD_TURN,   /* after the negation: "but please ..." */
    LINT_GUARD_AFTER,  /* a negation behind the match */
    LINT_GUARD_MAY,
    LINT_GUARD_ASK,
    LINT_GUARD_ASKED, /* the sentence ends as a question */
    LINT_GUARD_SELF,
    LINT_GUARD_YOU,
    LINT_GUARD_N
};

struct lint {
    struct lint_pattern *phrase; /* and the personal ones behind them */
    unsigned phrase_count, words_count;
    pcre2_code *guard[LINT_GUARD_N];
    pcre2_code *touch[CAUSE_N]; /* NULL: nothing is asked of that cause */
    pcre2_code *helps;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

/* Compiles; the patterns are constants, so a mistake in one is a programmer's. */
pcre2_code *lint_compile(const char *pattern, bool caseless);

/* First match of code in text[from..len): true with the place. A pattern that would take too long
 * counts as a match of the rest: what cannot be judged is not let through. */
bool lint_find(const struct lint *l, const pcre2_code *code, const char *text, size_t len,
               size_t from, size_t *start, size_t *end);

/* Is what matched at [start, end) of the folded text all right after all? */
bool lint_excused(const struct lint *l, const struct lint_text *t, enum lint_excuse excuse,
                  size_t start, size_t end);
void lint_excuse_new(struct lint *l);

/* Does the text say anything that helps: an apology, a question, a step, a right? */
bool lint_help_given(const struct lint *l, const struct lint_text *t);
void lint_help_new(struct lint *l);

/* Patterns of personal data; *count gets how many. */
struct lint_personal {
    const char *pattern;
    bool public_only, exact_case;
    bool checked; /* a number that must hold: lint_personal_holds */
};
extern const struct lint_personal lint_personal[];
extern const unsigned lint_personal_count;
/* Is this number, found by a pattern, really one (check digits)? */
bool lint_personal_holds(const char *text, size_t len);

#endif
