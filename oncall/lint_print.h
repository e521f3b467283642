/* lint_print.h - what the guard found, for people and as JSON. Private to oncall/. */
#ifndef REDRESS_ONCALL_LINT_PRINT_H
#define REDRESS_ONCALL_LINT_PRINT_H

#include "oncall/lint.h"

#include <jansson.h>
#include <stdio.h>

/* Should this text be answered in Chinese? By the locale; without one, by its letters. */
bool lint_in_chinese(struct str locale, struct str text);

/* One paragraph a finding: rule, place, words, why, what to write instead; a Chinese one also with
 * its meaning for who does not read it. */
void lint_print(FILE *out, struct str text, const struct lint_report *r, bool chinese,
                bool reads_chinese);

/* {verdict, findings: [...]}, described in JSON.md. What stands there in Chinese has its "meaning"
 * beside it. */
json_t *lint_json(struct str text, const struct lint_report *r, bool chinese);

#endif
