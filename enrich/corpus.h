/* corpus.h - labelled texts as sparse rows for a linear solver. For training only. */
#ifndef REDRESS_ENRICH_CORPUS_H
#define REDRESS_ENRICH_CORPUS_H

#include "enrich/columns.h"
#include "enrich/dataset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The features of every sample, one behind the other. */
struct corpus {
    const struct dataset *data;
    unsigned bits;
    uint32_t *features; /* already cut to `bits` */
    size_t *start;      /* sample i has features[start[i]] .. features[start[i + 1] - 1] */
    float (*target)[COLUMN_WIDTH]; /* 0 no .. 1 yes; under 0: not labelled */
};

void corpus_init(struct corpus *c, const struct dataset *data, unsigned bits);
void corpus_fini(struct corpus *c);

#define SELECTION_NONE UINT32_MAX

/* Which features get a row, chosen on the samples with use[i]. */
struct selection {
    uint32_t rows;
    uint32_t *feature; /* of row r, rising */
    uint32_t *row_of;  /* 2^bits of them: the row, or SELECTION_NONE */
    /* By weight, so rarely whole numbers: */
    double *seen;            /* samples that have the feature of row r */
    double (*yes)[COLUMN_N]; /* how far their targets say yes */
    double samples, samples_yes[COLUMN_N];
};

/* The `rows_max` features that tell most about any one column (the largest chi-squared term), of
 * those in at least `seen_min` samples. */
void selection_init(struct selection *s, const struct corpus *c, const bool *use, uint32_t seen_min,
                    uint32_t rows_max);
void selection_fini(struct selection *s);

/* What a column says of a labelled sample: 1 yes, -1 no, 0 not labelled. */
int8_t corpus_label(const struct sample *s, int column);

#endif
