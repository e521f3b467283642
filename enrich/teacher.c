#include "enrich/teacher.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 8, KEY_BITS = 40, HEADER = 8 + 2 * 4, FILE_MAX = 64 << 20 };

static const char magic[8] = {'R', 'D', 'T', 'E', 'A', 'C', 'H', '1'};

static uint64_t fnv(uint64_t h, struct str s)
{
    for (uint32_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001B3u;
    return h;
}

uint64_t teacher_key(struct str title, struct str body)
{
    uint64_t h = 0xCBF29CE484222325u;
    if (title.len)
        h = fnv(fnv(h, title), STR_LIT("\n"));
    return fnv(h, body) >> (64 - KEY_BITS);
}

/* The values that stand in the head of a file. */
struct scale {
    uint16_t below[COLUMN_WIDTH], level[LEVELS];
};

/* Reads one answer behind `at` into place i; NULL if it does not fit before `end`. */
static const unsigned char *read_answer(struct teacher *t, size_t i, const struct scale *scale,
                                        const unsigned char *at, const unsigned char *end)
{
    uint64_t gap = 0;
    unsigned shift = 0;
    do {
        if (at == end || shift >= KEY_BITS)
            return NULL;
        gap |= (uint64_t)(*at & 127) << shift;
        shift += 7;
    } while (*at++ & 128);
    t->key[i] = (i ? t->key[i - 1] : 0) + gap;
    if (t->key[i] >> KEY_BITS || at == end || end - at - 1 < *at)
        return NULL;
    for (int c = 0; c < COLUMN_N; c++)
        t->p[i][c] = (float)scale->below[c] / 65535;
    for (unsigned n = *at++; n > 0; n--, at++) {
        if ((*at & 31) >= COLUMN_N)
            return NULL;
        t->p[i][*at & 31] = (float)scale->level[*at >> 5] / 65535;
    }
    return at;
}

static int parse(struct teacher *t, const char *name, const unsigned char *bytes, size_t len,
                 struct err *e)
{
    uint32_t head[2];
    struct scale scale = {{0}, {0}};
    const size_t scales = (COLUMN_N + LEVELS) * sizeof(uint16_t);
    if (len < HEADER + scales || memcmp(bytes, magic, sizeof(magic)) != 0)
        return err_set(e, "%s: not a file of a teacher's answers", name);
    memcpy(head, bytes + sizeof(magic), sizeof(head));
    if (head[1] != COLUMN_N || head[0] > (len - HEADER - scales) / 2)
        return err_set(e, "%s: impossible sizes: %u answers, %u columns", name, head[0], head[1]);
    memcpy(scale.below, bytes + HEADER, COLUMN_N * sizeof(uint16_t));
    memcpy(scale.level, bytes + HEADER + COLUMN_N * sizeof(uint16_t), sizeof(scale.level));
    *t = (struct teacher){.count = head[0]};
    t->key = check_malloc((t->count + 1) * sizeof(*t->key));
    t->p = check_calloc(t->count + 1, sizeof(*t->p));
    const unsigned char *at = bytes + HEADER + scales;
    for (size_t i = 0; at && i < t->count; i++)
        at = read_answer(t, i, &scale, at, bytes + len);
    if (at == bytes + len)
        return 0;
    teacher_free(t);
    return err_set(e, "%s: the answers are damaged", name);
}

int teacher_load(struct teacher *t, const char *path, struct err *e)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(e, "%s: %s", path, strerror(errno));
    unsigned char *bytes = check_malloc(FILE_MAX);
    size_t len = fread(bytes, 1, FILE_MAX, f);
    bool whole = !ferror(f) && len < FILE_MAX;
    fclose(f);
    int rc = whole ? parse(t, path, bytes, len, e) : err_set(e, "%s: cannot be read whole", path);
    free(bytes);
    return rc;
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

const float *teacher_answer(const struct teacher *t, struct str title, struct str body)
{
    uint64_t key = teacher_key(title, body);
    const uint64_t *at = bsearch(&key, t->key, t->count, sizeof(*t->key), by_key);
    return at ? t->p[at - t->key] : NULL;
}

void teacher_free(struct teacher *t)
{
    free(t->key);
    free(t->p);
    *t = (struct teacher){0};
}
