#include "enrich/conv.h"

#include "enrich/conv_fill.h"
#include "enrich/pages.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << CONV_SLOT_BITS, SLOT_SHIFT = 32 - CONV_SLOT_BITS };

/* The word of a token; 0: it is none of those known. Hashes lie so thinly that its slot's first
 * word or the one behind it decides; a branch on the first would be guessed wrong too often. */
static inline uint32_t word_of(const struct conv *c, uint32_t token)
{
    uint32_t w = c->slot[token >> SLOT_SHIFT];
    w += c->token[w] < token;
    while (__builtin_expect(c->token[w] < token, 0))
        w++;
    return c->token[w] == token ? w : 0;
}

static void fill_slots(struct conv *c)
{
    uint32_t w = 1;
    for (uint32_t s = 0; s < SLOTS; s++) {
        while (w <= c->words && c->token[w] >> SLOT_SHIFT < s)
            w++;
        c->slot[s] = (uint16_t)w;
    }
}

void conv_init(struct conv *c, const struct conv_file *f)
{
    *c = (struct conv){.words = f->words, .filters = f->filters};
    memcpy(c->gain, f->gain, sizeof(c->gain));
    if (!c->filters)
        return;
    const size_t row = (size_t)CONV_PLACES * c->filters;
    c->row = pages_new((c->words + 2) * row);
    c->out = check_malloc((size_t)c->filters * COLUMN_WIDTH);
    c->slot = check_calloc(SLOTS, sizeof(*c->slot));
    c->token = check_calloc(c->words + 2, sizeof(*c->token));
    memcpy(c->token + 1, f->token, c->words * sizeof(*c->token));
    c->token[c->words + 1] = UINT32_MAX; /* no search runs over it */
    fill_slots(c);
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
    free(c->slot);
    free(c->token);
    free(c->row);
    free(c->scope);
    free(c->out);
}

void conv_rows(const struct conv *c, const uint32_t *tokens, const uint8_t *scope, uint32_t n,
               struct conv_scratch *s)
{
    const uint32_t width = CONV_PLACES * c->filters;
    s->scope = scope;
    for (uint32_t i = 1; i < n; i++)
        s->row[i] = word_of(c, tokens[i]) * width;
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
