/* train_calibrate.h - how a column's scores become probabilities, and from where on it says yes. */
#ifndef REDRESS_ENRICH_TRAIN_CALIBRATE_H
#define REDRESS_ENRICH_TRAIN_CALIBRATE_H

#include "enrich/calibrate.h"
#include "enrich/corpus.h"
#include "enrich/train.h"

/* Of labels alone: from the cross-fitted scores of one column. Threshold in 1/1000. */
struct calibration train_calibrate(const struct corpus *c, const double (*score)[COLUMN_N], int col,
                                   const struct train_options *o, uint16_t *threshold);

/* A teacher's probabilities, learnt by the hundred thousand, make log-odds that are right as they
 * are. A cross-fit would not be: the teacher has seen every fold, and its answers betray a little
 * of that. So the threshold comes from the teacher's probabilities too. In 1/1000. */
struct calibration train_calibrate_taught(const struct corpus *c, int col, uint16_t *threshold);

#endif
