/* train_math.h - arithmetic that every machine does alike, for training: the same data and the same
 * seed must give the same model everywhere. Compile what uses it without fused multiplication. */
#ifndef REDRESS_ENRICH_TRAIN_MATH_H
#define REDRESS_ENRICH_TRAIN_MATH_H

#include <stddef.h>
#include <stdint.h>

/* 1 / (1 + e^-x) to about 1e-6, without the C library's exp(). */
static inline __attribute__((always_inline)) float train_sigmoid(float x)
{
    float t = -x;
    t = t > 30 ? 30 : t;
    t = t < -30 ? -30 : t;
    float k = (float)(int)(t * 1.44269504f + (t < 0 ? -0.5f : 0.5f));
    float r = (t - k * 0.693359375f) - k * -2.12194440e-4f;
    float e =
        1 + r * (1 + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * 0.00833333333f))));
    union {
        int32_t bits;
        float power;
    } two = {((int32_t)k + 127) << 23};
    return 1 / (1 + e * two.power);
}

static inline uint64_t train_random(uint64_t *state) /* SplitMix64 */
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. under 1. */
static inline float train_random_unit(uint64_t *state)
{
    return (float)(train_random(state) >> 40) / (1 << 24);
}

static inline void train_shuffle(size_t *order, size_t n, uint64_t *state)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)(train_random(state) % i), kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

#endif
