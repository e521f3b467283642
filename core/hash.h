/* hash.h - SipHash-2-4 (Aumasson & Bernstein 2012), keyed: hostile ids cannot steer shards or
 * collide on purpose without the key. For ids and shards, not for the classifier's features. */
#ifndef REDRESS_CORE_HASH_H
#define REDRESS_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash128 {
    uint64_t lo, hi;
};

/* `domain` separates uses (case ids, shards, authors), so that equal inputs do not give equal
 * hashes in two of them. The result is the same on every machine and for ever: it is stored. */
struct hash128 hash_bytes(uint64_t domain, const void *data, size_t len);

/* .lo of it, a quarter cheaper for a short text. */
uint64_t hash_low(uint64_t domain, const void *data, size_t len);

/* `chars` (at most 24) characters of base 32, digits and lower-case letters without i l o u,
 * 5 bits each, and a NUL into out. */
void hash_text(struct hash128 h, char *out, unsigned chars);

#endif
