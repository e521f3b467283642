#include "ingest/offsets.h"

#include <stdlib.h>
#include <string.h>

#define WORD_BITS 64

void offsets_init(struct offsets *o, uint64_t window)
{
    uint64_t size = WORD_BITS;
    while (size < window)
        size *= 2;
    *o = (struct offsets){.window = size, .low = -1, .next = -1};
    o->open = check_calloc(size / WORD_BITS, sizeof(*o->open));
}

void offsets_fini(struct offsets *o)
{
    free(o->open);
    o->open = NULL;
}

void offsets_reset(struct offsets *o)
{
    memset(o->open, 0, o->window / 8);
    o->low = o->next = -1;
    o->in_flight = 0;
    o->generation++;
}

static uint64_t *word_of(struct offsets *o, int64_t offset)
{
    return &o->open[((uint64_t)offset & (o->window - 1)) / WORD_BITS];
}

static uint64_t bit_of(int64_t offset)
{
    return UINT64_C(1) << ((uint64_t)offset % WORD_BITS);
}

bool offsets_begin(struct offsets *o, int64_t offset)
{
    CHECK(offset >= 0 && offset >= o->next);
    if (!offsets_room(o, offset))
        return false;
    if (o->in_flight == 0)
        o->low = offset;
    *word_of(o, offset) |= bit_of(offset);
    o->next = offset + 1;
    o->in_flight++;
    return true;
}

/* The first open offset after `low`, which was just finished; there is one. Open bits lie within
 * one window from `low` on, so going round the ring the first set bit met is the nearest. */
static int64_t next_open(struct offsets *o, int64_t low)
{
    int64_t start = low & ~(int64_t)(WORD_BITS - 1);
    uint64_t word = *word_of(o, low) & ~(bit_of(low) - 1);
    while (!word) {
        start += WORD_BITS;
        CHECK(start < o->next);
        word = *word_of(o, start);
    }
    return start + __builtin_ctzll(word);
}

bool offsets_done(struct offsets *o, uint32_t generation, int64_t offset)
{
    if (generation != o->generation)
        return false;
    CHECK(offset >= o->low && offset < o->next && (*word_of(o, offset) & bit_of(offset)));
    *word_of(o, offset) &= ~bit_of(offset);
    o->in_flight--;
    if (o->in_flight == 0)
        o->low = o->next;
    else if (offset == o->low)
        o->low = next_open(o, offset);
    return true;
}
