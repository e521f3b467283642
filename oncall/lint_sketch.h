/* lint_sketch.h - what is kept of an answer so that the next can be compared with it: a MinHash of
 * its character triples, 64 x 16 bits. The text cannot be told from it. Pure.
 *
 * The share of equal numbers estimates the Jaccard similarity of the two sets of triples (Broder
 * 1997), with a standard error of 5 points at 0.8. Digits count as one, so that another order
 * number does not make another text. */
#ifndef REDRESS_ONCALL_LINT_SKETCH_H
#define REDRESS_ONCALL_LINT_SKETCH_H

#include "core/str.h"

#define LINT_SKETCH_N 64
#define LINT_SKETCH_TEXT (LINT_SKETCH_N * 4) /* characters of one in hexadecimal */
#define LINT_TEMPLATE_PERCENT 60 /* from this similarity on it is a template: GUARD.md */

struct lint_sketch {
    uint16_t min[LINT_SKETCH_N];
};

/* Of a text as lint_fold makes it (LINT_FOLD_WORDS). */
void lint_sketch_make(struct lint_sketch *s, struct str folded);
/* The same of a text as it was written. -1: it is not UTF-8, or too long. */
int lint_sketch_of(struct lint_sketch *s, struct str text);

/* 0 to 100. */
unsigned lint_sketch_percent(const struct lint_sketch *a, const struct lint_sketch *b);

/* As text and back; false: it is not one. `out` gets a NUL too. */
void lint_sketch_write(const struct lint_sketch *s, char out[LINT_SKETCH_TEXT + 1]);
bool lint_sketch_read(struct lint_sketch *s, struct str text);

#endif
