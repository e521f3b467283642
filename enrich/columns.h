/* columns.h - what the model answers: one column of its table for each question.
 *
 * The order is the order in the model file; append only (causes come first and in the order of
 * enum cause, so new causes need a new version of the file). */
#ifndef REDRESS_ENRICH_COLUMNS_H
#define REDRESS_ENRICH_COLUMNS_H

#include "core/vocab.h"

enum column {
    COLUMN_CAUSE = 0,                          /* + enum cause: complains of it */
    COLUMN_COMPLAINT = COLUMN_CAUSE + CAUSE_N, /* complains of anything */
    COLUMN_FLAG = COLUMN_COMPLAINT + 1,        /* + enum flag */
    COLUMN_DEMAND = COLUMN_FLAG + FLAG_N,      /* asks for something */
    COLUMN_TODAY,                              /* to be acted on within the day (triage 2, 3) */
    COLUMN_NOW,                                /* to be acted on now (triage 3) */
    COLUMN_N,
    COLUMN_WIDTH = 32 /* bytes of a row: two rows a cache line, one AVX2 register */
};

_Static_assert(COLUMN_N <= COLUMN_WIDTH, "a row holds 32 answers");

#endif
