/* lint_rules.def as data, compiled once for each `struct lint`. */
#include "oncall/lint_private.h"

#include <stdlib.h>

#define MATCH_LIMIT 400000 /* steps of one search; a sentence takes hundreds */

const char *const lint_action_name[3] = {"off", "warn", "refuse"};

const struct lint_words lint_words[LINT_RULE_N] = {
#define LINT_RULE(id, name_, family, action_, when, why_, instead_, instead_zh_)                   \
    {.name = name_,                                                                                \
     .why = why_,                                                                                  \
     .instead = instead_,                                                                          \
     .instead_zh = instead_zh_,                                                                    \
     .action = LINT_##action_},
#define LINT_PHRASE(family, excuses, pattern)
#define LINT_TOUCH(cause, pattern)
#include "oncall/lint_rules.def"
#undef LINT_RULE
#undef LINT_PHRASE
#undef LINT_TOUCH
};

static const struct phrase {
    uint8_t family, excuse;
    const char *pattern;
} phrases[] = {
#define LINT_RULE(id, name, family, action, when, why, instead, instead_zh)
#define LINT_PHRASE(family, excuse, pattern) {LINT_FAMILY_##family, LINT_EXCUSE_##excuse, pattern},
#define LINT_TOUCH(cause, pattern)
#include "oncall/lint_rules.def"
#undef LINT_RULE
#undef LINT_PHRASE
#undef LINT_TOUCH
};
#define PHRASES (sizeof(phrases) / sizeof(*phrases))

static const char *const touches[CAUSE_N] = {
#define LINT_RULE(id, name, family, action, when, why, instead, instead_zh)
#define LINT_PHRASE(family, excuse, pattern)
#define LINT_TOUCH(cause, pattern) [CAUSE_##cause] = (pattern),
#include "oncall/lint_rules.def"
#undef LINT_RULE
#undef LINT_PHRASE
#undef LINT_TOUCH
};

pcre2_code *lint_compile(const char *pattern, bool caseless)
{
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = pcre2_compile(
        (PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
        PCRE2_UTF | PCRE2_NO_UTF_CHECK | (caseless ? PCRE2_CASELESS : 0), &error, &at, NULL);
    if (!code) {
        PCRE2_UCHAR said[120];
        pcre2_get_error_message(error, said, sizeof(said));
        fprintf(stderr, "lint_rules.def: %s at %zu of %s\n", (const char *)said, at, pattern);
    }
    CHECK(code);
    return code;
}

struct lint *lint_new(void)
{
    struct lint *l = check_calloc(1, sizeof(*l));
    l->words_count = PHRASES;
    l->phrase_count = PHRASES + lint_personal_count;
    l->phrase = check_calloc(l->phrase_count, sizeof(*l->phrase));
    for (unsigned i = 0; i < PHRASES; i++)
        l->phrase[i] = (struct lint_pattern){lint_compile(phrases[i].pattern, false),
                                             phrases[i].family, phrases[i].excuse};
    for (unsigned i = 0; i < lint_personal_count; i++)
        l->phrase[PHRASES + i] = (struct lint_pattern){
            lint_compile(lint_personal[i].pattern, false), LINT_FAMILY_PERSONAL, LINT_EXCUSE_NONE};
    for (int i = 0; i < CAUSE_N; i++)
        l->touch[i] = touches[i] ? lint_compile(touches[i], false) : NULL;
    lint_excuse_new(l);
    lint_help_new(l);
    l->match = pcre2_match_data_create(1, NULL);
    l->limits = pcre2_match_context_create(NULL);
    CHECK(l->match && l->limits);
    pcre2_set_match_limit(l->limits, MATCH_LIMIT);
    return l;
}

void lint_free(struct lint *l)
{
    if (!l)
        return;
    for (unsigned i = 0; i < l->phrase_count; i++)
        pcre2_code_free(l->phrase[i].code);
    for (int i = 0; i < CAUSE_N; i++)
        pcre2_code_free(l->touch[i]);
    for (int i = 0; i < LINT_GUARD_N; i++)
        pcre2_code_free(l->guard[i]);
    pcre2_code_free(l->helps);
    pcre2_match_data_free(l->match);
    pcre2_match_context_free(l->limits);
    free(l->phrase);
    free(l);
}

int lint_rule_of(struct str name)
{
    for (int i = 0; i < LINT_RULE_N; i++)
        if (str_eq(str_from(lint_words[i].name), name))
            return i;
    return -1;
}

bool lint_find(const struct lint *l, const pcre2_code *code, const char *text, size_t len,
               size_t from, size_t *start, size_t *end)
{
    int rc =
        pcre2_match(code, (PCRE2_SPTR)text, len, from, PCRE2_NO_UTF_CHECK, l->match, l->limits);
    if (rc == PCRE2_ERROR_NOMATCH)
        return false;
    *start = from;
    *end = len;
    if (rc >= 0) {
        const PCRE2_SIZE *place = pcre2_get_ovector_pointer(l->match);
        *start = place[0];
        *end = place[1];
    }
    return true;
}
