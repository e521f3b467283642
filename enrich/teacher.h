/* teacher.h - what a larger model answered about unlabelled reviews, without their text.
 *
 * The student in this project learns from readers' labels and from these answers. A file knows a
 * review by a hash of its text, so it holds nothing of it, and is of use only to somebody who has
 * the review.
 *
 * Little-endian: magic "RDTEACH1", u32 answers, u32 columns, u16 below[columns] (in 1/65535: what a
 * column that an answer does not name stands for), u16 level[8] (likewise); then for each answer,
 * in rising order of keys: the gap to the key before as LEB128, u8 n, and n bytes of which the
 * lower 5 bits are the column and the upper 3 the level. A key is the high 40 bits of teacher_key.
 */
#ifndef REDRESS_ENRICH_TEACHER_H
#define REDRESS_ENRICH_TEACHER_H

#include "core/check.h"
#include "core/str.h"
#include "enrich/columns.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct teacher {
    size_t count;
    uint64_t *key;            /* rising */
    float (*p)[COLUMN_WIDTH]; /* 0..1, by key */
};

/* FNV-1a of title, a newline, and body; of the body alone if there is no title. */
uint64_t teacher_key(struct str title, struct str body);

/* -1: e says what is wrong with the file at `path`; nothing then needs freeing. */
MUST_CHECK int teacher_load(struct teacher *t, const char *path, struct err *e);
/* COLUMN_N probabilities, or NULL: no answer about this review. */
const float *teacher_answer(const struct teacher *t, struct str title, struct str body);
void teacher_free(struct teacher *t);

#endif
