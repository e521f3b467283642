/* train.h - labelled reviews in, a model out. Deterministic: the same data, settings and seed give
 * the same bytes. */
#ifndef REDRESS_ENRICH_TRAIN_H
#define REDRESS_ENRICH_TRAIN_H

#include "core/check.h"
#include "enrich/dataset.h"
#include "enrich/model_file.h"
#include "enrich/vectors.h"

#include <stdbool.h>
#include <stdint.h>

struct train_options {
    unsigned bits;     /* feature space: 2^bits */
    uint32_t rows_max; /* rows of the table */
    uint32_t seen_min; /* a feature needs this many samples */
    unsigned folds;    /* of the cross-fit that calibrates */
    unsigned jobs;     /* processes */
    uint64_t seed;
    unsigned rounds;    /* of the solver over all samples */
    double cost;        /* C of the regression: what a mistake costs beside the weights */
    double ratio_floor; /* least share of a feature's scale that does not depend on its ratio */
    const struct vectors *vectors;    /* borrowed; NULL: no convolution is trained */
    unsigned filters, hidden, epochs; /* of the convolution */
    double safety_beta;     /* of the F score that sets the threshold of safety: 2 = find more */
    double complaint_share; /* of the best F1 that the threshold of complaint keeps */
    double gate_loss;       /* share of the complaints found that the gate may turn away unseen */
    bool progress;          /* say on stderr how far it is */
};

struct train_options train_defaults(void);

/* Trains on all of `data`. The caller frees *m with model_file_fini. Forks `jobs` processes at a
 * time. What readers labelled sets calibration and thresholds; what a teacher answered is only
 * learnt from. -1 with e set: too little data, or a process died. */
MUST_CHECK int train_run(const struct dataset *data, const struct train_options *o,
                         struct model_file *m, struct err *e);

/* The fold of a sample hangs on its text, so that copies of one text are never on both sides. */
unsigned train_fold(const struct sample *s, const struct train_options *o);

#endif
