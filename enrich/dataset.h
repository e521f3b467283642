/* dataset.h - labelled reviews, for training and measuring: what the readers of LABELS said.
 *
 * A file, plain or gzip, holds one JSON object a line: id, lang, source (or kind), text (or title
 * and body), causes[], demand, flags[], triage 0..3, split. Only text and causes are required;
 * flags and triage that are absent are not labelled. */
#ifndef REDRESS_ENRICH_DATASET_H
#define REDRESS_ENRICH_DATASET_H

#include "core/check.h"
#include "core/str.h"
#include "core/vocab.h"
#include "enrich/teacher.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sample {
    struct str id, lang, source, split, title, body; /* owned by the data set; empty if absent */
    uint32_t causes;                                 /* 1u << enum cause; 0: no complaint */
    uint32_t flags;                                  /* 1u << enum flag */
    bool flags_read;                                 /* false: not labelled */
    uint8_t demand;                                  /* enum demand */
    int8_t triage;                                   /* 0..3, -1: not labelled */
    float weight;                                    /* counts as so many; 1 as read */
    bool practice;       /* only learnt from: no threshold and no probability is set by it */
    const float *taught; /* a teacher's COLUMN_N probabilities (teacher.h); NULL: labelled */
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
/* Appends those unlabelled reviews of `path` about which the teacher has an answer, each text once,
 * with this weight. The data set borrows the answers. -1 as above. */
MUST_CHECK int dataset_load_taught(struct dataset *d, const char *path, const struct teacher *t,
                                   float weight, struct err *e);
void dataset_fini(struct dataset *d);

#endif
