#include "enrich/model.h"

#include "enrich/kernel.h"
#include "enrich/model_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The model built in by redress_embed. */
extern const unsigned char enrich_model[], enrich_model_end[];

enum { LOGIT_MAX = 2047, LOGITS = 2 * (LOGIT_MAX + 1), FILE_MAX = 64 << 20 };

/* 64 features of the index: which of them have a row, and the row of the first that has. */
struct rank {
    uint64_t present;
    uint64_t first;
};

struct model {
    const struct rank *index;
    const int8_t (*table)[COLUMN_WIDTH];
    kernel_fn *add;
    unsigned shift; /* hash >> shift is the feature */
    uint32_t rows;
    struct model_file_column column[COLUMN_WIDTH];
    uint32_t root[FEATURES_MAX + 1]; /* 2^16 / sqrt(n), rounded down */
    uint16_t sigmoid[LOGITS];        /* of a logit in 1/256, moved by LOGIT_MAX + 1; in 1/1000 */
    size_t block_bytes;
};

static uint32_t root_of(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= x)
            r += bit;
    return (uint32_t)r;
}

/* Tables by integers alone: exp() and sqrt() of two C libraries may differ in the last bit. */
static void fill_tables(struct model *m)
{
    const uint64_t one = UINT64_C(1) << 63, step = 9187413517043429148u; /* e^(-1/256) * 2^63 */
    unsigned __int128 power = one;                                       /* e^(-t/256) */
    for (int t = 0; t <= LOGIT_MAX + 1; t++) {
        unsigned __int128 whole = (unsigned __int128)one + power;
        unsigned p = (unsigned)((1000 * (unsigned __int128)one + whole / 2) / whole);
        if (t <= LOGIT_MAX)
            m->sigmoid[LOGIT_MAX + 1 + t] = (uint16_t)p;
        m->sigmoid[LOGIT_MAX + 1 - t] = (uint16_t)(1000 - p);
        power = power * step >> 63;
    }
    m->root[0] = 0;
    for (uint32_t n = 1; n <= FEATURES_MAX; n++)
        m->root[n] = root_of((UINT64_C(1) << 32) / n);
}

/* One block, aligned for a huge page; plain memory still works where there are none. */
static void *block_new(size_t *bytes)
{
    const size_t huge = 2 << 20;
    *bytes = (*bytes + huge - 1) & ~(huge - 1);
    void *block = aligned_alloc(huge, *bytes);
    CHECK(block);
    (void)madvise(block, *bytes, MADV_HUGEPAGE); /* advice: refusal only costs speed */
    memset(block, 0, *bytes);
    return block;
}

static struct model *build(const struct model_file *f)
{
    struct model *m = check_calloc(1, sizeof(*m));
    size_t ranks = ((size_t)1 << f->bits) / 64 + 1; /* one more: prefetches look past the last */
    size_t table_at = (ranks * sizeof(struct rank) + 63) & ~(size_t)63;
    m->block_bytes = table_at + ((size_t)f->rows + 1) * COLUMN_WIDTH;
    struct rank *index = block_new(&m->block_bytes);
    memcpy((char *)index + table_at, f->weight, (size_t)f->rows * COLUMN_WIDTH);
    for (uint32_t r = 0; r < f->rows; r++)
        index[f->feature[r] / 64].present |= UINT64_C(1) << f->feature[r] % 64;
    for (size_t i = 1; i < ranks; i++)
        index[i].first = index[i - 1].first + (uint64_t)__builtin_popcountll(index[i - 1].present);
    m->index = index;
    m->table = (const void *)((const char *)index + table_at);
    m->shift = 32 - f->bits;
    m->rows = f->rows;
    m->add = kernel_at(0)->add;
    memcpy(m->column, f->column, sizeof(m->column));
    fill_tables(m);
    return m;
}

struct model *model_parse(const char *name, const unsigned char *bytes, size_t len, struct err *e)
{
    struct model_file f;
    if (model_file_read(&f, name, bytes, len, e) != 0)
        return NULL;
    struct model *m = build(&f);
    model_file_fini(&f);
    return m;
}

struct model *model_load(const char *path, struct err *e)
{
    if (!path[0])
        return model_parse("the built-in model", enrich_model,
                           (size_t)(enrich_model_end - enrich_model), e);
    struct model *m = NULL;
    FILE *f = fopen(path, "rb");
    if (!f) {
        err_set(e, "%s: %s", path, strerror(errno));
        return NULL;
    }
    unsigned char *bytes = check_malloc(FILE_MAX + 1);
    size_t len = fread(bytes, 1, FILE_MAX + 1, f);
    if (ferror(f) || len > FILE_MAX)
        err_set(e, "%s: cannot be read, or is larger than %d bytes", path, FILE_MAX);
    else
        m = model_parse(path, bytes, len, e);
    fclose(f);
    free(bytes);
    return m;
}

void model_free(struct model *m)
{
    if (!m)
        return;
    free((void *)m->index);
    free(m);
}

/* The rows of those features that have one. Without branches: whether an n-gram is known is a coin
 * flip, and a wrong guess would cost more than the look itself. */
static uint32_t find_rows(const struct model *m, const uint32_t *features, uint32_t n,
                          uint32_t *rows)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t feature = features[i] >> m->shift;
        const struct rank *r = &m->index[feature / 64];
        uint64_t bit = UINT64_C(1) << feature % 64;
        uint32_t row = (uint32_t)r->first + (uint32_t)__builtin_popcountll(r->present & (bit - 1));
        __builtin_prefetch(m->table[row]);
        rows[found] = row;
        found += (r->present & bit) != 0;
    }
    return found;
}

static uint16_t probability(const struct model *m, int c, int32_t sum, uint32_t found)
{
    /* |sum| * root < 2^30 for texts of any length, so the product stays inside 62 bits. */
    int64_t logit = ((int64_t)sum * m->root[found] * m->column[c].gain) / (INT64_C(1) << 32) +
                    m->column[c].offset;
    if (logit > LOGIT_MAX)
        logit = LOGIT_MAX;
    if (logit < -LOGIT_MAX - 1)
        logit = -LOGIT_MAX - 1;
    return m->sigmoid[logit + LOGIT_MAX + 1];
}

void model_answer(const struct model *m, const uint32_t *features, uint32_t n,
                  struct model_scratch *s, uint16_t p[COLUMN_WIDTH])
{
    int32_t sum[COLUMN_WIDTH];
    CHECK(n <= FEATURES_MAX);
    uint32_t found = find_rows(m, features, n, s->rows);
    m->add(m->table, s->rows, found, sum);
    for (int c = 0; c < COLUMN_N; c++)
        p[c] = probability(m, c, sum[c], found);
}

unsigned model_threshold(const struct model *m, int column)
{
    CHECK(column >= 0 && column < COLUMN_N);
    return m->column[column].threshold;
}

uint32_t model_rows(const struct model *m)
{
    return m->rows;
}

const char *model_kernel_name(unsigned i)
{
    const struct kernel *k = kernel_at(i);
    return k ? k->name : NULL;
}

bool model_use(struct model *m, const char *kernel)
{
    const struct kernel *k;
    for (unsigned i = 0; (k = kernel_at(i)) != NULL; i++)
        if (strcmp(k->name, kernel) == 0) {
            m->add = k->add;
            return true;
        }
    return false;
}
