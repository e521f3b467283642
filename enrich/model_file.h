/* model_file.h - the model on disk: written by train, read by model.c. Pure: bytes in, bytes out.
 *
 * Little-endian, version 6:
 *   magic "RDRSMODL"   u32 version   u32 FEATURES_VERSION   u32 bits   u32 rows   u32 columns (32)
 *   the gate:          i32 cut, 2^16 weights, i8 each
 *   for each column:   i32 gain, i32 offset, u16 threshold, u16 zero
 *   for each row, in rising order of the feature's high `bits` bits:
 *       gap to the one before (LEB128, the first: from -1)
 *       u32 mask of the columns that are not zero, then those weights, i8 each
 *   the convolution:   u32 words, u32 filters, u32 hidden units (all 0: no more of it)
 *       tokens (u32 each, rising), the vectors of the unknown word and of each token (i8),
 *       the filters (i16, place by place), their biases (i8), what
 *       each scope gives them (i8, scope by scope: scope.h), what each gives the hidden units (i8),
 *       i32 lift and i32 scale of each of these, 32 i8 of each filter and then of each hidden unit
 *       for the columns, and i32 gain for each column
 *   u64 SipHash of everything before (against damage, not against an attacker) */
#ifndef REDRESS_ENRICH_MODEL_FILE_H
#define REDRESS_ENRICH_MODEL_FILE_H

#include "core/check.h"
#include "enrich/columns.h"
#include "enrich/conv.h"
#include "enrich/gate.h"

#include <stddef.h>
#include <stdint.h>

enum {
    MODEL_FILE_VERSION = 6,
    MODEL_BITS_MIN = 8,
    MODEL_BITS_MAX = 24,
    MODEL_THRESHOLD_MAX = 1000,
    MODEL_OFFSET_MAX = 1 << 20
};

/* logit of a column in 1/256 = gain * (sum of weights / sqrt(features that have a row)) / 2^24 *
 * 256
 * + offset + what the convolution adds (conv.h); probability = sigmoid(logit). */
struct model_file_column {
    int32_t gain;       /* in 1/2^24 */
    int32_t offset;     /* in 1/256 */
    uint16_t threshold; /* in 1/1000: from here on the answer is yes */
};

struct model_file {
    uint32_t bits, rows;
    struct model_file_column column[COLUMN_WIDTH];
    struct gate gate;
    uint32_t *feature;              /* rows of them, rising, each over 0 and under 2^bits */
    int8_t (*weight)[COLUMN_WIDTH]; /* rows of them */
    struct conv_file conv;
};

/* The bytes of the file; the caller frees them. */
unsigned char *model_file_write(const struct model_file *m, size_t *len);

/* Reads them back; the arrays are freed by model_file_fini. -1: e says what is wrong with `name`;
 * nothing then needs freeing. Never reads beyond len, whatever the bytes are. */
MUST_CHECK int model_file_read(struct model_file *m, const char *name, const unsigned char *bytes,
                               size_t len, struct err *e);
void model_file_fini(struct model_file *m);

/* What stands in the last 8 bytes of a file, over those before; for tests that damage files. */
uint64_t model_file_checksum(const unsigned char *bytes, size_t len);

#endif
