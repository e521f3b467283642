#include "core/hash.h"

#include "core/check.h"

#include <string.h>

static uint64_t rotl(uint64_t x, int b)
{
    return (x << b) | (x >> (64 - b));
}

static void rounds(uint64_t v[4], int n)
{
    while (n-- > 0) {
        v[0] += v[1], v[1] = rotl(v[1], 13) ^ v[0], v[0] = rotl(v[0], 32);
        v[2] += v[3], v[3] = rotl(v[3], 16) ^ v[2];
        v[0] += v[3], v[3] = rotl(v[3], 21) ^ v[0];
        v[2] += v[1], v[1] = rotl(v[1], 17) ^ v[2], v[2] = rotl(v[2], 32);
    }
}

/* Little-endian on every machine we build for (x86-64, arm64), so a plain load will do. */
static uint64_t load64(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof(x));
    return x;
}

struct hash128 hash_bytes(uint64_t domain, const void *data, size_t len)
{
    const uint64_t k0 = 0x72656472657373aaULL, k1 = 0x636f6d706c61696eULL ^ domain;
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575ULL, k1 ^ 0x646f72616e646f6dULL ^ 0xee,
                     k0 ^ 0x6c7967656e657261ULL, k1 ^ 0x7465646279746573ULL};
    const unsigned char *p = data;
    size_t left = len;
    for (; left >= 8; left -= 8, p += 8) {
        uint64_t m = load64(p);
        v[3] ^= m;
        rounds(v, 2);
        v[0] ^= m;
    }
    unsigned char tail[8] = {0};
    if (left)
        memcpy(tail, p, left);
    tail[7] = (unsigned char)len;
    uint64_t m = load64(tail);
    v[3] ^= m;
    rounds(v, 2);
    v[0] ^= m;

    struct hash128 h;
    v[2] ^= 0xee;
    rounds(v, 4);
    h.lo = v[0] ^ v[1] ^ v[2] ^ v[3];
    v[1] ^= 0xdd;
    rounds(v, 4);
    h.hi = v[0] ^ v[1] ^ v[2] ^ v[3];
    return h;
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
