#include "enrich/conv.h"

#include "enrich/conv_fill.h"
#include "enrich/pages.h"

#include <stdlib.h>
#include <string.h>

void conv_init(struct conv *c, const struct conv_file *f)
{
    *c = (struct conv){.words = f->words, .filters = f->filters};
    memcpy(c->gain, f->gain, sizeof(c->gain));
    if (!c->filters)
        return;
    const size_t row = (size_t)CONV_PLACES * c->filters;
    c->row = pages_new((c->words + 2) * row);
    c->out = check_malloc((size_t)c->filters * COLUMN_WIDTH);
    conv_words_init(&c->known, f->token, f->words);
    for (uint32_t i = 0; i < c->filters; i++)
        for (uint32_t col = 0; col < COLUMN_WIDTH; col++)
            c->out[conv_out(i, col)] = f->out[i][col];
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
