/* conv_fill.h - the rows of a convolution, multiplied out. Private to conv.c. */
#ifndef REDRESS_ENRICH_CONV_FILL_H
#define REDRESS_ENRICH_CONV_FILL_H

#include "enrich/conv.h"

/* row[word][place][filter] = vector . filter >> CONV_SHIFT, rounded, and the filter's bias in the
 * middle place; within -127 .. 127. (f->words + 1) * CONV_PLACES * f->filters of them. */
void conv_fill(const struct conv_file *f, int8_t *row);

#endif
