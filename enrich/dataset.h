/* dataset.h - labelled reviews, for training and measuring: what the readers of LABELS said.
 *
 * A file holds one JSON object a line: id, lang, source (or kind), text (or title and body),
 * causes[], demand, flags[], triage 0..3, split. Only text and causes are required. */
#ifndef REDRESS_ENRICH_DATASET_H
#define REDRESS_ENRICH_DATASET_H

#include "core/check.h"
#include "core/str.h"
#include "core/vocab.h"

#include <stddef.h>
#include <stdint.h>

struct sample {
    struct str id, lang, source, split, title, body; /* owned by the data set; empty if absent */
    uint32_t causes;                                 /* 1u << enum cause; 0: no complaint */
    uint32_t flags;                                  /* 1u << enum flag */
    uint8_t demand;                                  /* enum demand */
    int8_t triage;                                   /* 0..3, -1: not labelled */
};

struct dataset {
    struct sample *samples;
    size_t count, cap;
    char **texts; /* private: the bytes behind the strings */
    size_t kept, kept_cap;
};

/* Appends the samples of `path` ("-": standard input) whose split is `split` (NULL: all; a sample
 * without a split belongs to every split). -1: e names the file, the line and the member. */
MUST_CHECK int dataset_load(struct dataset *d, const char *path, const char *split, struct err *e);
/* Appends a copy of sample i that shares its strings. */
void dataset_repeat(struct dataset *d, size_t i);
void dataset_fini(struct dataset *d);

#endif
