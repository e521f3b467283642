/* solve.h - one linear classifier for each column, by liblinear, in processes of their own. */
#ifndef REDRESS_ENRICH_SOLVE_H
#define REDRESS_ENRICH_SOLVE_H

#include "enrich/corpus.h"
#include "enrich/train.h"

/* What the processes write, in memory shared with them. */
struct solved {
    double (*score)[COLUMN_N];  /* of every sample, by a model that has not seen it */
    double (*weight)[COLUMN_N]; /* of every row, then the constant; of the last model */
};

/* Trains every column on the samples with use[i], on the rows of `s`. Fills score for the others,
 * and weight. `what` is shown as progress. -1 with e set: a process failed. */
MUST_CHECK int solve_columns(const struct corpus *c, const struct selection *s, const bool *use,
                             const struct train_options *o, const char *what, struct solved *out,
                             struct err *e);

#endif
