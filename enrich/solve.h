/* solve.h - one linear classifier for each column, all columns in one pass over the data.
 *
 * L2-regularised logistic regression in its dual, by coordinate ascent (Yu, Huang and Lin 2011), as
 * liblinear's solver 7 does it. Ours because a target may lie between no and yes (the teacher's
 * answers are probabilities), because a sample may have a weight, and because the 30 columns share
 * the walk through memory. Its arithmetic is plain float, without the C library's exp(): the same
 * data give the same weights on every machine. */
#ifndef REDRESS_ENRICH_SOLVE_H
#define REDRESS_ENRICH_SOLVE_H

#include "enrich/corpus.h"
#include "enrich/train.h"

/* What the fits leave, in memory that processes may share. */
struct solved {
    double (*score)[COLUMN_N];  /* of every sample */
    double (*weight)[COLUMN_N]; /* of every row, then the constant; of the last model */
};

/* Trains every column on the samples with use[i], on the rows of `s`. Fills score for the others,
 * for all if `all`; and weight if `weights`. */
void solve_columns(const struct corpus *c, const struct selection *s, const bool *use,
                   const struct train_options *o, bool weights, bool all, struct solved *out);

#endif
