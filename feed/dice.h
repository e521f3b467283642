/* dice.h - seeded random numbers for made-up data: equal seeds, equal numbers, on every machine.
 *
 * SplitMix64 (Steele, Lea & Flood 2014): a counter and a mixer, so a generator for event i costs
 * nothing to make and no state needs to be kept between events. Not for secrets. */
#ifndef REDRESS_FEED_DICE_H
#define REDRESS_FEED_DICE_H

#include <stdbool.h>
#include <stdint.h>

#define DICE_MILLION 1000000u

struct dice {
    uint64_t state;
};

static inline uint64_t dice_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The generator number `i` of a stream of them. */
static inline struct dice dice_of(uint64_t seed, uint64_t stream, uint64_t i)
{
    return (struct dice){dice_mix(seed + dice_mix(stream + dice_mix(i)))};
}

static inline uint64_t dice_next(struct dice *d)
{
    d->state += 0x9e3779b97f4a7c15u;
    return dice_mix(d->state);
}

/* 0..n-1; the bias of the multiplication is below 2^-32. */
static inline uint32_t dice_below(struct dice *d, uint32_t n)
{
    return (uint32_t)(((dice_next(d) >> 32) * n) >> 32);
}

/* True `millionths` times in a million. */
static inline bool dice_chance(struct dice *d, uint32_t millionths)
{
    return dice_below(d, DICE_MILLION) < millionths;
}

#endif
