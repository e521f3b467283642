/* kernel.h - the loops worth a hand-written instruction set: the gate, which n-grams have a row,
 * adding those rows up, and the convolution. All kernels give the same result, bit by bit. */
#ifndef REDRESS_ENRICH_KERNEL_H
#define REDRESS_ENRICH_KERNEL_H

#include "enrich/columns.h"
#include "enrich/conv.h"
#include "enrich/gate.h"
#include "enrich/logit.h"

#include <stdint.h>

/* 32 features of the index: which of them have a row, and the row of the first that has. */
struct kernel_rank {
    uint32_t present;
    uint32_t first;
};

struct kernel_table {
    const struct kernel_rank *index;
    const int8_t (*row)[COLUMN_WIDTH]; /* 32-byte aligned, and one more than there are */
    unsigned shift;                    /* hash >> shift is the feature; feature 0 has no row */
};

/* Writes where the rows of the n-grams that end in tokens[2] .. tokens[n - 1] (features.h) begin,
 * in bytes from the first row, and returns how many; in which order is the kernel's own affair.
 * `rows` has room for 3 * n + 16. */
typedef uint32_t kernel_find_fn(const struct kernel_table *t, const uint32_t *tokens, uint32_t n,
                                uint32_t *rows);

/* sum[c]: column c of all these rows, added up. */
typedef void kernel_add_fn(const struct kernel_table *t, const uint32_t *rows, uint32_t n,
                           int32_t sum[COLUMN_WIDTH]);

/* gate_sum (gate.h). */
typedef int32_t kernel_gate_fn(const struct gate *g, struct str s);

/* Peaks and sums of the convolution (conv.h). */
typedef void kernel_conv_fn(const struct conv *c, struct conv_scratch *s, uint32_t n);

struct kernel {
    const char *name;
    kernel_find_fn *find;
    kernel_add_fn *add;
    kernel_gate_fn *gate;
    kernel_conv_fn *conv;
    logit_add_fn *logit_add;
    logit_answer_fn *logit_answer;
};

/* The kernels this machine can run, fastest first; NULL behind the last. */
const struct kernel *kernel_at(unsigned i);

#endif
