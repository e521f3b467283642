#include "enrich/conv.h"

#include "enrich/conv_fill.h"
#include "enrich/pages.h"

#include <stdlib.h>
#include <string.h>

static int8_t *beside(const int8_t *weight, uint32_t inputs, uint32_t width)
{
    int8_t *out = pages_new((size_t)inputs * width + 1);
    for (uint32_t i = 0; i < inputs; i++)
        for (uint32_t to = 0; to < width; to++)
            out[conv_weight(i, width, to)] = weight[i * width + to];
    return out;
}

static void fill_layers(struct conv *c, const struct conv_file *f)
{
    const size_t hidden = c->hidden * sizeof(int32_t);
    c->inner = beside(f->inner, c->filters, c->hidden);
    c->out = beside(&f->out[0][0], c->filters + c->hidden, COLUMN_WIDTH);
    c->lift = check_malloc(hidden + 1);
    c->scale = check_malloc(hidden + 1);
    memcpy(c->lift, f->lift, hidden);
    memcpy(c->scale, f->scale, hidden);
    for (uint32_t j = 0; j < c->hidden; j++)
        for (uint32_t col = 0; col < COLUMN_WIDTH; col++)
            c->still[col] += conv_hidden(c->lift[j], c->scale[j]) * f->out[c->filters + j][col];
}

void conv_init(struct conv *c, const struct conv_file *f)
{
    *c = (struct conv){.words = f->words, .filters = f->filters, .hidden = f->hidden};
    memcpy(c->gain, f->gain, sizeof(c->gain));
    if (!c->filters)
        return;
    const size_t row = (size_t)CONV_PLACES * c->filters;
    c->row = pages_new((c->words + 2) * row);
    conv_words_init(&c->known, f->token, f->words);
    fill_layers(c, f);
    c->scope = pages_new((size_t)SCOPE_N * CONV_FILTERS_MAX);
    for (uint32_t i = 0; i < SCOPE_N; i++)
        memcpy(c->scope + i * CONV_FILTERS_MAX, f->scope + i * c->filters, c->filters);
    conv_fill(f, c->row);
    /* The token behind the last, should a text have it, is a word unknown. */
    memcpy(c->row + (c->words + 1) * row, c->row, row);
}

void conv_fini(struct conv *c)
{
    conv_words_fini(&c->known);
    free(c->row);
    free(c->scope);
    free(c->inner);
    free(c->lift);
    free(c->scale);
    free(c->out);
}

void conv_rows(const struct conv *c, const uint32_t *tokens, const uint8_t *scope, uint32_t n,
               struct conv_scratch *s)
{
    s->scope = scope;
    if (n > 1)
        conv_words_all(&c->known, tokens + 1, n - 1, CONV_PLACES * c->filters, s->row + 1);
}

void conv_places(const struct conv *c, const struct conv_scratch *s, uint32_t n, uint32_t *place)
{
    for (uint32_t f = 0; f < c->filters; f++) {
        uint8_t peak = 0;
        place[f] = 0;
        for (uint32_t i = 2; i + 1 < n; i++) {
            int8_t x = conv_at(c, s, i, f);
            if (x > (int)peak) {
                peak = (uint8_t)x;
                place[f] = i;
            }
        }
    }
}

/* How much a hidden unit rises for each unit that the peaks bring it. At most what its scale says,
 * so what cancels out does not grow. */
static double slope_of(const struct conv *c, const struct conv_scratch *s, uint32_t unit)
{
    int32_t brought = 0;
    for (uint32_t f = 0; f < c->filters; f++)
        brought += s->peak[f] * c->inner[conv_weight(f, c->hidden, unit)];
    int rise = conv_hidden(c->lift[unit] + brought, c->scale[unit]) -
               conv_hidden(c->lift[unit], c->scale[unit]);
    return brought ? (double)rise / brought : 0;
}

void conv_worth(const struct conv *c, const struct conv_scratch *s, double (*worth)[COLUMN_WIDTH])
{
    for (uint32_t f = 0; f < c->filters; f++)
        for (uint32_t col = 0; col < COLUMN_WIDTH; col++)
            worth[f][col] = c->out[conv_weight(f, COLUMN_WIDTH, col)];
    for (uint32_t j = 0; j < c->hidden; j++) {
        const double slope = slope_of(c, s, j);
        for (uint32_t f = 0; f < c->filters; f++)
            for (uint32_t col = 0; col < COLUMN_WIDTH; col++)
                worth[f][col] += slope * c->inner[conv_weight(f, c->hidden, j)] *
                                 c->out[conv_weight(c->filters + j, COLUMN_WIDTH, col)];
    }
}
