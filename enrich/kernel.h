/* kernel.h - adding up rows of the model: the one loop worth a hand-written instruction set. */
#ifndef REDRESS_ENRICH_KERNEL_H
#define REDRESS_ENRICH_KERNEL_H

#include "enrich/columns.h"

#include <stdint.h>

/* sum[c] = table[rows[0]][c] + ... + table[rows[n-1]][c]. All kernels give the same sums. */
typedef void kernel_fn(const int8_t (*table)[COLUMN_WIDTH], const uint32_t *rows, uint32_t n,
                       int32_t sum[COLUMN_WIDTH]);

struct kernel {
    const char *name;
    kernel_fn *add;
};

/* The kernels this machine can run, fastest first; NULL behind the last. */
const struct kernel *kernel_at(unsigned i);

#endif
