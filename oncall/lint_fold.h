/* lint_fold.h - text as the matcher sees it, however it was typed: lower case, half width,
 * simplified Chinese, ASCII punctuation, look-alike letters told apart, one blank between words,
 * and words that were spaced out to slip through ("d.e.l.e.t.e", "好 评 返 现") put together again.
 * Every folded byte knows the byte of the original it came from. Pure. Private to oncall/lint*.c.
 */
#ifndef REDRESS_ONCALL_LINT_FOLD_H
#define REDRESS_ONCALL_LINT_FOLD_H

#include "core/check.h"
#include "core/str.h"

#define LINT_TEXT_MAX 10000 /* bytes of an answer; more is a mistake, not an answer */

struct lint_text {
    char *text; /* UTF-8, NUL-terminated */
    uint32_t len;
    uint32_t *at; /* len + 1 places in the original */
};

/* How much is undone. PLAIN keeps digits and separators as they are, for numbers and addresses. */
enum lint_fold { LINT_FOLD_PLAIN, LINT_FOLD_WORDS };

/* Folds s, which must be UTF-8 of at most LINT_TEXT_MAX bytes. -1: e says what is wrong with it and
 * at which byte; nothing to free then. */
MUST_CHECK int lint_fold(struct lint_text *t, struct str s, enum lint_fold how, struct err *e);
void lint_fold_free(struct lint_text *t);

#endif
