/* lint.h - the guard on what goes out to a customer: which rule a text breaks, where, why, and what
 * to write instead. The rules are lint_rules.def. Knows no case and no Redis. */
#ifndef REDRESS_ONCALL_LINT_H
#define REDRESS_ONCALL_LINT_H

#include "core/check.h"
#include "core/str.h"
#include "core/vocab.h"
#include "oncall/lint_sketch.h"

#include <stdbool.h>

enum lint_action { LINT_OFF, LINT_WARN, LINT_REFUSE };
extern const char *const lint_action_name[3];

enum lint_rule {
#define LINT_RULE(id, name, family, action, when, why, instead, instead_zh) LINT_RULE_##id,
#define LINT_PHRASE(family, excuses, pattern)
#define LINT_TOUCH(cause, pattern)
#include "oncall/lint_rules.def"
#undef LINT_RULE
#undef LINT_PHRASE
#undef LINT_TOUCH
    LINT_RULE_N
};

/* What a rule says, by enum lint_rule. Static. */
struct lint_words {
    const char *name, *why, *instead, *instead_zh;
    enum lint_action action; /* by default */
};
extern const struct lint_words lint_words[LINT_RULE_N];

/* Rule of that name, -1 if there is none. */
int lint_rule_of(struct str name);

/* What is known of the text. Zeroed but for `action`: a private message on no particular case. */
struct lint_context {
    const uint8_t *action;  /* enum lint_action by rule */
    uint32_t causes;        /* 1u << enum cause: what the case is about; 0 = not known */
    uint32_t evidence;      /* 1u << enum evidence: what the case has */
    bool is_public;         /* anybody can read it */
    bool dispute;           /* templates are refused */
    bool explains_only;     /* the proposal is an explanation */
    unsigned public_before; /* public messages so far, before the talk went private */
    struct str marketplace, locale;
    const struct lint_sketch *earlier; /* answers of this seller, the latest first */
    unsigned earlier_count;
};

/* One thing wrong. Places are half open, in the text as it was given; a rule about the whole text
 * (templates, off the cause) has an empty place at 0. */
struct lint_finding {
    uint8_t rule, action;
    uint32_t byte_start, byte_end, char_start, char_end;
    char note[64]; /* a figure that the rule's sentence lacks, or "" */
};

#define LINT_FINDINGS_MAX 32
struct lint_report {
    enum lint_action verdict; /* LINT_OFF: nothing found */
    unsigned count;           /* by place */
    struct lint_finding found[LINT_FINDINGS_MAX];
};

struct lint;
/* Compiles the rules: some milliseconds. One thread at a time may use one. */
struct lint *lint_new(void);
void lint_free(struct lint *l);

/* Checks `text`. -1: e says that it is not UTF-8, empty, or over LINT_TEXT_MAX bytes. */
MUST_CHECK int lint_check(struct lint *l, struct str text, const struct lint_context *c,
                          struct lint_report *report, struct err *e);

#endif
