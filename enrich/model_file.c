#include "enrich/model_file.h"

#include "core/hash.h"
#include "enrich/conv_file.h"
#include "enrich/features.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 8 + 5 * 4,
    GATE_SECTION = 4 + GATE_SIZE,
    COLUMN_BYTES = 12,
    COLUMNS_BYTES = COLUMN_WIDTH * COLUMN_BYTES,
    CHECKSUM = 8,
    ROW_MIN = 1 + 4
};

static const char magic[8] = {'R', 'D', 'R', 'S', 'M', 'O', 'D', 'L'};
static const uint64_t checksum_domain = 0x6c65646f6dULL; /* "model", backwards */

static unsigned char *put(unsigned char *at, const void *value, size_t bytes)
{
    memcpy(at, value, bytes); /* little-endian on every machine we build for */
    return at + bytes;
}

static const unsigned char *take(const unsigned char *at, void *value, size_t bytes)
{
    memcpy(value, at, bytes);
    return at + bytes;
}

static unsigned char *put_gap(unsigned char *at, uint32_t gap)
{
    for (; gap > 127; gap >>= 7)
        *at++ = (unsigned char)(gap | 128);
    *at++ = (unsigned char)gap;
    return at;
}

static unsigned char *put_row(unsigned char *at, uint32_t gap, const int8_t *weight)
{
    uint32_t mask = 0;
    for (int c = 0; c < COLUMN_WIDTH; c++)
        mask |= (uint32_t)(weight[c] != 0) << c;
    at = put(put_gap(at, gap), &mask, sizeof(mask));
    for (int c = 0; c < COLUMN_WIDTH; c++)
        if (weight[c])
            *at++ = (unsigned char)weight[c];
    return at;
}

uint64_t model_file_checksum(const unsigned char *bytes, size_t len)
{
    return hash_bytes(checksum_domain, bytes, len).lo;
}

unsigned char *model_file_write(const struct model_file *m, size_t *len)
{
    size_t cap = HEADER + GATE_SECTION + COLUMNS_BYTES + CHECKSUM +
                 (size_t)m->rows * (5 + 4 + COLUMN_WIDTH) + conv_file_size(&m->conv);
    unsigned char *bytes = check_malloc(cap), *at = bytes;
    const uint32_t head[5] = {MODEL_FILE_VERSION, FEATURES_VERSION, m->bits, m->rows, COLUMN_WIDTH};
    at = put(put(at, magic, sizeof(magic)), head, sizeof(head));
    at = put(put(at, &m->gate.cut, sizeof(m->gate.cut)), m->gate.weight, GATE_SIZE);
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        const uint16_t last[2] = {m->column[c].threshold, 0};
        at = put(at, &m->column[c].gain, 4);
        at = put(at, &m->column[c].offset, 4);
        at = put(at, last, sizeof(last));
    }
    for (uint32_t r = 0; r < m->rows; r++)
        at = put_row(at, m->feature[r] - (r ? m->feature[r - 1] : UINT32_MAX), m->weight[r]);
    at = conv_file_write(&m->conv, at);
    uint64_t sum = model_file_checksum(bytes, (size_t)(at - bytes));
    at = put(at, &sum, sizeof(sum));
    *len = (size_t)(at - bytes);
    return bytes;
}

static int read_columns(struct model_file *m, const char *name, const unsigned char *at,
                        struct err *e)
{
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        uint16_t last[2];
        at = take(at, &m->column[c].gain, 4);
        at = take(at, &m->column[c].offset, 4);
        at = take(at, last, sizeof(last));
        if (last[0] > MODEL_THRESHOLD_MAX || last[1] != 0)
            return err_set(e, "%s: column %d: threshold %u is above %d", name, c, last[0],
                           MODEL_THRESHOLD_MAX);
        if (m->column[c].offset < -MODEL_OFFSET_MAX || m->column[c].offset > MODEL_OFFSET_MAX)
            return err_set(e, "%s: column %d: offset %d is beyond %d", name, c, m->column[c].offset,
                           MODEL_OFFSET_MAX);
        m->column[c].threshold = last[0];
    }
    return 0;
}

/* Reads one row behind `*at`; false if it does not fit before `end` or into the feature space. */
static bool read_row(struct model_file *m, uint32_t r, const unsigned char **at,
                     const unsigned char *end)
{
    const unsigned char *p = *at;
    uint64_t gap = 0;
    unsigned shift = 0;
    do {
        if (p == end || shift > 28)
            return false;
        gap |= (uint64_t)(*p & 127) << shift;
        shift += 7;
    } while (*p++ & 128);
    uint64_t feature = (r ? m->feature[r - 1] : UINT64_MAX) + gap;
    uint32_t mask;
    if (gap == 0 || feature == 0 || feature >> m->bits || end - p < 4)
        return false;
    m->feature[r] = (uint32_t)feature;
    p = take(p, &mask, sizeof(mask));
    if (end - p < __builtin_popcount(mask))
        return false;
    memset(m->weight[r], 0, sizeof(m->weight[r]));
    for (; mask;
         mask &= mask - 1) /* a bit at a time: a guess for each column would often be wrong */
        m->weight[r][__builtin_ctz(mask)] = (int8_t)*p++;
    *at = p;
    return true;
}

static int read_rows(struct model_file *m, const char *name, const unsigned char *at,
                     const unsigned char *end, struct err *e)
{
    for (uint32_t r = 0; r < m->rows; r++)
        if (!read_row(m, r, &at, end))
            return err_set(e, "%s: row %u of %u is damaged", name, r, m->rows);
    return conv_file_read(&m->conv, name, at, (size_t)(end - at), e);
}

/* The header and the checksum: is this a model of ours, whole? */
static int read_header(struct model_file *m, const char *name, const unsigned char *bytes,
                       size_t len, struct err *e)
{
    const size_t least = HEADER + GATE_SECTION + COLUMNS_BYTES + CHECKSUM;
    uint32_t head[5];
    uint64_t sum;
    if (len < least || memcmp(bytes, magic, sizeof(magic)) != 0)
        return err_set(e, "%s: not a model file (redress train writes one)", name);
    take(bytes + sizeof(magic), head, sizeof(head));
    if (head[0] != MODEL_FILE_VERSION)
        return err_set(e, "%s: model version %u; this redress reads version %d", name, head[0],
                       MODEL_FILE_VERSION);
    take(bytes + len - CHECKSUM, &sum, sizeof(sum));
    if (sum != model_file_checksum(bytes, len - CHECKSUM))
        return err_set(e, "%s: the checksum does not match: the file is damaged", name);
    if (head[1] != FEATURES_VERSION)
        return err_set(e, "%s: trained on features of version %u; this redress has version %u",
                       name, head[1], FEATURES_VERSION);
    *m = (struct model_file){.bits = head[2], .rows = head[3]};
    if (m->bits < MODEL_BITS_MIN || m->bits > MODEL_BITS_MAX || head[4] != COLUMN_WIDTH ||
        m->rows > (len - least) / ROW_MIN)
        return err_set(e, "%s: impossible sizes: %u bits, %u rows, %u columns", name, m->bits,
                       m->rows, head[4]);
    return 0;
}

int model_file_read(struct model_file *m, const char *name, const unsigned char *bytes, size_t len,
                    struct err *e)
{
    const unsigned char *columns = bytes + HEADER + GATE_SECTION;
    if (read_header(m, name, bytes, len, e) != 0)
        return -1;
    take(take(bytes + HEADER, &m->gate.cut, sizeof(m->gate.cut)), m->gate.weight, GATE_SIZE);
    m->feature = check_malloc((m->rows + 1) * sizeof(*m->feature));
    m->weight = check_malloc((m->rows + 1) * sizeof(*m->weight));
    int rc = read_columns(m, name, columns, e);
    if (rc == 0)
        rc = read_rows(m, name, columns + COLUMNS_BYTES, bytes + len - CHECKSUM, e);
    if (rc != 0)
        model_file_fini(m);
    return rc;
}

void model_file_fini(struct model_file *m)
{
    free(m->feature);
    free(m->weight);
    conv_file_fini(&m->conv);
    *m = (struct model_file){0};
}
