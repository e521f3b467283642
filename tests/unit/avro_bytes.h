/* avro_bytes.h - writing Avro by hand, for tests: right or wrong, as the test wants it. */
#ifndef REDRESS_TESTS_AVRO_BYTES_H
#define REDRESS_TESTS_AVRO_BYTES_H

#include "core/check.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct bytes {
    uint8_t *ptr;
    size_t len, cap;
};

static inline void bytes_put(struct bytes *b, const void *data, size_t n)
{
    if (b->len + n > b->cap) {
        b->cap = (b->len + n) * 2;
        b->ptr = check_realloc(b->ptr, b->cap);
    }
    if (n)
        memcpy(b->ptr + b->len, data, n);
    b->len += n;
}

static inline void bytes_put_long(struct bytes *b, int64_t v)
{
    uint64_t raw = ((uint64_t)v << 1) ^ (uint64_t)(v >> 63);
    do {
        uint8_t byte = (uint8_t)(raw & 0x7f) | (raw > 0x7f ? 0x80 : 0);
        bytes_put(b, &byte, 1);
        raw >>= 7;
    } while (raw);
}

static inline void bytes_put_string(struct bytes *b, const char *s)
{
    bytes_put_long(b, (int64_t)strlen(s));
    bytes_put(b, s, strlen(s));
}

/* A copy of exactly its size, so that a sanitizer sees a read too far. The caller frees it. */
static inline uint8_t *bytes_exact(const struct bytes *b)
{
    uint8_t *copy = check_malloc(b->len ? b->len : 1);
    if (b->len)
        memcpy(copy, b->ptr, b->len);
    return copy;
}

#endif
