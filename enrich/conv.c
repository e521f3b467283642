#include "enrich/conv.h"

#include "enrich/pages.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SLOTS = 1 << CONV_SLOT_BITS, SLOT_SHIFT = 32 - CONV_SLOT_BITS, ENTRY_MAX = 127 };

/* The word of a token; 0: it is none of those known. Hashes lie so thinly that its slot's first
 * word or the one behind it decides; a branch on the first would be guessed wrong too often. */
static inline uint32_t word_of(const struct conv *c, uint32_t token)
{
    uint32_t w = c->slot[token >> SLOT_SHIFT];
    w += c->token[w] < token;
    while (__builtin_expect(c->token[w] < token, 0))
        w++;
    return (c->token[w] == token) & (w <= c->words) ? w : 0;
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

/* At most 64 * 128 * 2^15 = 2^28. This multiplies a whole table when a model is read, in the builds
 * with sanitizers too: hence by hand where every machine of a kind can. */
static int32_t dot(const int8_t *vector, const int16_t *filter)
{
#ifdef __SSE2__
    __m128i sum = _mm_setzero_si128();
    for (int k = 0; k < CONV_DIMS; k += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(vector + k));
        __m128i sign = _mm_cmpgt_epi8(_mm_setzero_si128(), v);
        const __m128i *f = (const __m128i *)(filter + k);
        sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_unpacklo_epi8(v, sign), _mm_loadu_si128(f)));
        sum =
            _mm_add_epi32(sum, _mm_madd_epi16(_mm_unpackhi_epi8(v, sign), _mm_loadu_si128(f + 1)));
    }
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1));
    return _mm_cvtsi128_si32(sum);
#else
    int32_t sum = 0;
    for (int k = 0; k < CONV_DIMS; k++)
        sum += vector[k] * filter[k];
    return sum;
#endif
}

static int8_t entry(int32_t sum, int bias)
{
    int32_t x = ((sum + (1 << (CONV_SHIFT - 1))) >> CONV_SHIFT) + bias;
    return (int8_t)(x > ENTRY_MAX ? ENTRY_MAX : x < -ENTRY_MAX ? -ENTRY_MAX : x);
}

static void fill_rows(struct conv *c, const struct conv_file *f)
{
    const uint32_t width = CONV_PLACES * c->filters;
    for (uint32_t w = 0; w <= c->words; w++)
        for (uint32_t i = 0; i < width; i++) {
            bool middle = i >= c->filters && i < 2 * c->filters;
            c->row[(size_t)w * width + i] =
                entry(dot(f->vector[w], f->filter[i]), middle ? f->bias[i - c->filters] : 0);
        }
}

void conv_init(struct conv *c, const struct conv_file *f)
{
    *c = (struct conv){.words = f->words, .filters = f->filters};
    memcpy(c->gain, f->gain, sizeof(c->gain));
    if (!c->filters)
        return;
    c->row = pages_new(((size_t)c->words + 1) * CONV_PLACES * c->filters);
    c->out = check_malloc((size_t)c->filters * COLUMN_WIDTH);
    c->slot = check_calloc(SLOTS, sizeof(*c->slot));
    c->token = check_calloc(c->words + 2, sizeof(*c->token));
    memcpy(c->token + 1, f->token, c->words * sizeof(*c->token));
    c->token[c->words + 1] = UINT32_MAX; /* no search runs over it */
    fill_slots(c);
    for (uint32_t i = 0; i < c->filters; i++)
        for (uint32_t col = 0; col < COLUMN_WIDTH; col++)
            c->out[conv_out(i, col)] = f->out[i][col];
    fill_rows(c, f);
}

void conv_fini(struct conv *c)
{
    free(c->slot);
    free(c->token);
    free(c->row);
    free(c->out);
}

void conv_rows(const struct conv *c, const uint32_t *tokens, uint32_t n, struct conv_scratch *s)
{
    const uint32_t width = CONV_PLACES * c->filters;
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
