#include "enrich/model.h"

#include "enrich/kernel.h"
#include "enrich/model_file.h"
#include "enrich/pages.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The model built in by redress_embed. */
extern const unsigned char enrich_model[], enrich_model_end[];

enum { FILE_MAX = 64 << 20 };

struct model {
    struct kernel_table table;
    struct conv conv;
    const struct kernel *kernel;
    uint32_t rows;
    struct gate gate;
    int32_t gain[COLUMN_WIDTH], offset[COLUMN_WIDTH];
    uint16_t threshold[COLUMN_WIDTH];
    logit_sigmoid sigmoid;
    int32_t root[SCOPE_FEATURES_MAX + 1]; /* 2^16 / sqrt(n), rounded down */
};

static uint32_t root_of(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= x)
            r += bit;
    return (uint32_t)r;
}

/* By integers alone: sqrt() of two C libraries may differ in the last bit. */
static void fill_roots(struct model *m)
{
    m->root[0] = 0;
    for (uint32_t n = 1; n <= SCOPE_FEATURES_MAX; n++)
        m->root[n] = (int32_t)root_of((UINT64_C(1) << 32) / n);
}

static struct model *build(const struct model_file *f)
{
    struct model *m = check_calloc(1, sizeof(*m));
    size_t ranks = ((size_t)1 << f->bits) / 32, index_bytes = ranks * sizeof(struct kernel_rank);
    /* A row more than there are: the one behind the last is fetched ahead, though never used. */
    struct kernel_rank *index = pages_new(index_bytes + ((size_t)f->rows + 1) * COLUMN_WIDTH);
    void *row = (char *)index + index_bytes;
    memcpy(row, f->weight, (size_t)f->rows * COLUMN_WIDTH);
    for (uint32_t r = 0; r < f->rows; r++)
        index[f->feature[r] / 32].present |= 1u << f->feature[r] % 32;
    for (size_t i = 1; i < ranks; i++)
        index[i].first = index[i - 1].first + (uint32_t)__builtin_popcount(index[i - 1].present);
    m->table = (struct kernel_table){index, row, 32 - f->bits};
    m->rows = f->rows;
    m->gate = f->gate;
    conv_init(&m->conv, &f->conv);
    m->kernel = kernel_at(0);
    scope_init();
    for (int c = 0; c < COLUMN_WIDTH; c++) {
        m->gain[c] = f->column[c].gain;
        m->offset[c] = f->column[c].offset;
        m->threshold[c] = f->column[c].threshold;
    }
    logit_init(m->sigmoid);
    fill_roots(m);
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
    free((void *)m->table.index);
    conv_fini(&m->conv);
    free(m);
}

void model_retell(struct model_scratch *s, uint32_t n)
{
    s->all = scope_walk(s->tokens, n, s->scope);
}

uint32_t model_read(struct str title, struct str body, struct model_scratch *s)
{
    uint32_t n = features_tokens(title, body, s->tokens);
    model_retell(s, n);
    return n;
}

bool model_suspects(const struct model *m, struct str title, struct str body)
{
    title.len = title.len < GATE_TEXT_MAX ? title.len : GATE_TEXT_MAX;
    body.len = body.len < GATE_TEXT_MAX - title.len ? body.len : GATE_TEXT_MAX - title.len;
    int64_t sum = m->kernel->gate(&m->gate, body);
    if (title.len) /* most have none */
        sum += m->kernel->gate(&m->gate, title);
    return sum * m->root[title.len + body.len] >= m->gate.cut;
}

void model_find(const struct model *m, struct model_scratch *s)
{
    s->found = m->kernel->find(&m->table, s->tokens, s->all, s->rows);
    for (uint32_t i = 0; i < s->found; i++)
        __builtin_prefetch((const char *)m->table.row + s->rows[i]);
}

void model_begin(const struct model *m, struct model_scratch *s)
{
    int32_t sum[COLUMN_WIDTH];
    m->kernel->add(&m->table, s->rows, s->found, sum);
    /* |sum| <= 128 * found, so sum * root is at most 128 * 2^16 * sqrt(found) < 2^31. */
    const int32_t root = m->root[s->found];
    for (int c = 0; c < COLUMN_WIDTH; c++)
        sum[c] *= root;
    memcpy(s->logit, m->offset, sizeof(s->logit));
    m->kernel->logit_add(s->logit, sum, m->gain, 32);
}

void model_end(const struct model *m, struct model_scratch *s, uint32_t n, uint16_t p[COLUMN_WIDTH])
{
    if (m->conv.filters) {
        conv_rows(&m->conv, s->tokens, s->scope, n, &s->conv);
        m->kernel->conv(&m->conv, &s->conv, n);
        m->kernel->logit_add(s->logit, s->conv.sum, m->conv.gain, 24);
    }
    m->kernel->logit_answer(s->logit, m->sigmoid, p);
}

void model_answer(const struct model *m, struct model_scratch *s, uint32_t n,
                  uint16_t p[COLUMN_WIDTH])
{
    model_find(m, s);
    model_begin(m, s);
    model_end(m, s, n, p);
}

uint16_t model_again(const struct model *m, const struct model_scratch *s, int column, int more)
{
    return logit_probability(m->sigmoid, s->logit[column] + more);
}

static const int8_t *row_of(const struct model *m, uint32_t gram)
{
    uint32_t feature = gram >> m->table.shift, bit = 1u << feature % 32;
    const struct kernel_rank *rank = &m->table.index[feature / 32];
    if (!feature || !(rank->present & bit))
        return NULL;
    return m->table.row[rank->first + (uint32_t)__builtin_popcount(rank->present & (bit - 1))];
}

static uint32_t conv_parts(const struct model *m, struct model_scratch *s, uint32_t n,
                           struct model_part *parts)
{
    uint32_t found = 0, place[CONV_FILTERS_MAX];
    if (!m->conv.filters)
        return 0;
    double(*worth)[COLUMN_WIDTH] = check_malloc(m->conv.filters * sizeof(*worth));
    conv_rows(&m->conv, s->tokens, s->scope, n, &s->conv);
    conv_places(&m->conv, &s->conv, n, place);
    for (uint32_t f = 0; f < m->conv.filters; f++)
        s->conv.peak[f] = (uint8_t)(place[f] ? conv_at(&m->conv, &s->conv, place[f], f) : 0);
    conv_worth(&m->conv, &s->conv, worth);
    for (uint32_t f = 0; f < m->conv.filters; f++) {
        if (!place[f])
            continue;
        struct model_part *p = &parts[found++];
        *p = (struct model_part){.last = place[f] + 1, .tokens = CONV_PLACES};
        for (int c = 0; c < COLUMN_WIDTH; c++)
            p->weight[c] = ldexp(s->conv.peak[f] * worth[f][c] * m->conv.gain[c], -24 - 8);
    }
    free(worth);
    return found;
}

uint32_t model_parts(const struct model *m, struct model_scratch *s, uint32_t n,
                     struct model_part *parts)
{
    uint32_t found = 0, gram[3];
    const int32_t root = m->root[m->kernel->find(&m->table, s->tokens, s->all, s->rows)];
    for (uint32_t i = 2; i < s->all; i++) {
        features_grams(s->tokens, i, gram);
        for (uint32_t k = 0; k < 3; k++) {
            const int8_t *row = row_of(m, gram[k]);
            if (!row)
                continue;
            struct model_part *p = &parts[found++];
            *p = (struct model_part){.last = i, .tokens = k + 1};
            for (int c = 0; c < COLUMN_WIDTH; c++)
                p->weight[c] = ldexp((double)row[c] * root * m->gain[c], -32 - 8);
        }
    }
    return found + conv_parts(m, s, n, parts + found);
}

double model_bias(const struct model *m, int column)
{
    double still = ldexp((double)m->conv.still[column] * m->conv.gain[column], -24);
    return (m->offset[column] + still) / 256.0;
}

unsigned model_threshold(const struct model *m, int column)
{
    CHECK(column >= 0 && column < COLUMN_N);
    return m->threshold[column];
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
            m->kernel = k;
            return true;
        }
    return false;
}
