#include "core/hash.h"

#include "core/check.h"

#include <string.h>

static uint64_t rotl(uint64_t x, int b)
{
    return (x << b) | (x >> (64 - b));
}

/* Inline and without a loop, so that the four words stay in registers: half the instructions. */
#define INLINE static inline __attribute__((always_inline))

INLINE void round_once(uint64_t v[4])
{
    v[0] += v[1], v[1] = rotl(v[1], 13) ^ v[0], v[0] = rotl(v[0], 32);
    v[2] += v[3], v[3] = rotl(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = rotl(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = rotl(v[1], 17) ^ v[2], v[2] = rotl(v[2], 32);
}

INLINE void take_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    round_once(v);
    round_once(v);
    v[0] ^= word;
}

INLINE uint64_t end_half(uint64_t v[4])
{
    round_once(v);
    round_once(v);
    round_once(v);
    round_once(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Little-endian on every machine we build for (x86-64, arm64), so a plain load will do. */
static uint64_t load64(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof(x));
    return x;
}

/* The last `left` bytes, fewer than 8. Where there are 8 to look back on: without a loop. */
INLINE uint64_t rest(const unsigned char *p, size_t left, size_t len)
{
    uint64_t word = 0;
    if (left && len >= 8)
        return load64(p + left - 8) >> (64 - 8 * left);
    for (size_t i = 0; i < left; i++)
        word |= (uint64_t)p[i] << 8 * i;
    return word;
}

INLINE void take_all(uint64_t v[4], uint64_t domain, const unsigned char *p, size_t len)
{
    const uint64_t k0 = 0x72656472657373aaULL, k1 = 0x636f6d706c61696eULL ^ domain;
    v[0] = k0 ^ 0x736f6d6570736575ULL, v[1] = k1 ^ 0x646f72616e646f6dULL ^ 0xee;
    v[2] = k0 ^ 0x6c7967656e657261ULL, v[3] = k1 ^ 0x7465646279746573ULL;
    size_t left = len;
    for (; left >= 8; left -= 8, p += 8)
        take_word(v, load64(p));
    take_word(v, rest(p, left, len) | (uint64_t)len << 56);
    v[2] ^= 0xee;
}

struct hash128 hash_bytes(uint64_t domain, const void *data, size_t len)
{
    uint64_t v[4];
    struct hash128 h;
    take_all(v, domain, data, len);
    h.lo = end_half(v);
    v[1] ^= 0xdd;
    h.hi = end_half(v);
    return h;
}

uint64_t hash_low(uint64_t domain, const void *data, size_t len)
{
    uint64_t v[4];
    take_all(v, domain, data, len);
    return end_half(v);
}

void hash_text(struct hash128 h, char *out, unsigned chars)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    CHECK(chars <= 24);
    for (unsigned i = 0; i < chars; i++) {
        out[i] = digits[h.lo & 31];
        h.lo = (h.lo >> 5) | (h.hi << 59);
        h.hi >>= 5;
    }
    out[chars] = '\0';
}
