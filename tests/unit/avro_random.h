/* avro_random.h - random Avro: schemas of all types, values of them, and their bytes in every form
 * that the specification allows (blocks of any size, with and without a byte count). */
#ifndef REDRESS_TESTS_AVRO_RANDOM_H
#define REDRESS_TESTS_AVRO_RANDOM_H

#include "avro_bytes.h"

#include <avro.h>
#include <stdio.h>

struct avro_random {
    unsigned seed;
    unsigned names;    /* of records, enums and fixed so far */
    char open[16][16]; /* records being written, which their parts may refer to */
    unsigned open_count;
};

static inline unsigned random_below(struct avro_random *r, unsigned n)
{
    return (unsigned)rand_r(&r->seed) % n;
}

static inline void random_schema(struct avro_random *r, FILE *out, unsigned depth);

static inline void random_record(struct avro_random *r, FILE *out, unsigned depth)
{
    char *name = r->open[r->open_count++]; /* depth < 6 keeps it within */
    snprintf(name, sizeof(r->open[0]), "t%u", r->names++);
    fprintf(out,
            "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"m\",\"type\":\"int\"}",
            name);
    for (unsigned i = random_below(r, 4); i > 0; i--) {
        fprintf(out, ",{\"name\":\"m%u\",\"type\":", i);
        random_schema(r, out, depth + 1);
        fprintf(out, "}");
    }
    fprintf(out, "]}");
    r->open_count--;
}

/* Branches of different types, as the specification wants them; null first, so that a value can
 * always stop there. */
static inline void random_union(struct avro_random *r, FILE *out, unsigned depth)
{
    static const char *const plain[] = {"int", "string", "double", "bytes", "boolean", "long"};
    fprintf(out, "[\"null\"");
    for (unsigned i = 0; i < 6; i++)
        if (random_below(r, 3) == 0)
            fprintf(out, ",\"%s\"", plain[i]);
    if (r->open_count && random_below(r, 2))
        fprintf(out, ",\"%s\"", r->open[random_below(r, r->open_count)]);
    else if (depth < 4 && random_below(r, 3) == 0) {
        fprintf(out, ",");
        random_record(r, out, depth + 1);
    }
    fprintf(out, "]");
}

/* libavro cannot read arrays of items without bytes, nor fixed of size 0; test_plan.c has them. */
static inline void random_array(struct avro_random *r, FILE *out, unsigned depth)
{
    fprintf(out, "{\"type\":\"array\",\"items\":");
    if (random_below(r, 2))
        random_union(r, out, depth);
    else
        random_record(r, out, depth);
    fprintf(out, "}");
}

static inline void random_schema(struct avro_random *r, FILE *out, unsigned depth)
{
    static const char *const plain[] = {"null",  "boolean", "int",   "long",
                                        "float", "double",  "bytes", "string"};
    unsigned kind = random_below(r, depth < 4 ? 16 : 10);
    if (kind < 8)
        fprintf(out, "\"%s\"", plain[kind]);
    else if (kind == 8)
        fprintf(out, "{\"type\":\"enum\",\"name\":\"t%u\",\"symbols\":[\"A\",\"B\",\"C\"]}",
                r->names++);
    else if (kind == 9)
        fprintf(out, "{\"type\":\"fixed\",\"name\":\"t%u\",\"size\":%u}", r->names++,
                1 + random_below(r, 19));
    else if (kind == 10)
        fprintf(out, "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}");
    else if (kind == 11)
        random_array(r, out, depth);
    else if (kind == 12) {
        fprintf(out, "{\"type\":\"map\",\"values\":");
        random_schema(r, out, depth + 1);
        fprintf(out, "}");
    } else if (kind == 13)
        random_union(r, out, depth);
    else
        random_record(r, out, depth);
}

static inline int64_t random_long(struct avro_random *r)
{
    uint64_t v = ((uint64_t)(unsigned)rand_r(&r->seed) << 42) ^
                 ((uint64_t)(unsigned)rand_r(&r->seed) << 21) ^ (unsigned)rand_r(&r->seed);
    return (int64_t)(v >> random_below(r, 64)) * (random_below(r, 2) ? 1 : -1);
}

/* NUL-terminated, valid UTF-8. */
static inline void random_text(struct avro_random *r, char *out, size_t cap)
{
    static const char *const pieces[] = {"a", "late ", "\xc3\xa9", "\xe4\xb8\x8d",
                                         "\xf0\x9f\x98\xa1"};
    size_t n = 0, want = random_below(r, random_below(r, 4) ? 20 : (unsigned)cap - 8);
    while (n < want) {
        const char *piece = pieces[random_below(r, 5)];
        memcpy(out + n, piece, strlen(piece));
        n += strlen(piece);
    }
    out[n] = '\0';
}

/* Fills v at random; below `depth` 12 everything that can end ends. */
static inline void random_fill(struct avro_random *r, avro_value_t *v, unsigned depth)
{
    char text[256];
    avro_value_t kid;
    size_t n = 0;
    switch (avro_value_get_type(v)) {
    case AVRO_BOOLEAN:
        avro_value_set_boolean(v, (int)random_below(r, 2));
        break;
    case AVRO_INT32:
        avro_value_set_int(v, (int32_t)random_long(r));
        break;
    case AVRO_INT64:
        avro_value_set_long(v, random_long(r));
        break;
    case AVRO_FLOAT:
        avro_value_set_float(v, (float)random_long(r));
        break;
    case AVRO_DOUBLE:
        avro_value_set_double(v, (double)random_long(r));
        break;
    case AVRO_STRING:
        random_text(r, text, sizeof(text));
        avro_value_set_string(v, text);
        break;
    case AVRO_BYTES:
        random_text(r, text, sizeof(text));
        avro_value_set_bytes(v, text, strlen(text));
        break;
    case AVRO_ENUM:
        avro_value_set_enum(v, (int)random_below(r, (unsigned)avro_schema_enum_number_of_symbols(
                                                        avro_value_get_schema(v))));
        break;
    case AVRO_FIXED:
        memset(text, (int)random_below(r, 256), sizeof(text));
        avro_value_set_fixed(v, text, (size_t)avro_schema_fixed_size(avro_value_get_schema(v)));
        break;
    case AVRO_ARRAY:
    case AVRO_MAP:
        for (unsigned i = depth > 12 ? 0 : random_below(r, 4); i > 0; i--) {
            snprintf(text, sizeof(text), "key%u", i);
            if (avro_value_get_type(v) == AVRO_ARRAY)
                avro_value_append(v, &kid, NULL);
            else
                avro_value_add(v, text, &kid, NULL, NULL);
            random_fill(r, &kid, depth + 1);
        }
        break;
    case AVRO_UNION:
        n = avro_schema_union_size(avro_value_get_schema(v));
        avro_value_set_branch(v, depth > 12 ? 0 : (int)random_below(r, (unsigned)n), &kid);
        random_fill(r, &kid, depth + 1);
        break;
    case AVRO_RECORD:
        avro_value_get_size(v, &n);
        for (size_t i = 0; i < n; i++) {
            avro_value_get_by_index(v, i, &kid, NULL);
            random_fill(r, &kid, depth + 1);
        }
        break;
    default: /* null */
        avro_value_set_null(v);
    }
}

static inline void random_encode(struct avro_random *r, const avro_value_t *v, struct bytes *out);

/* Items in blocks of random length; every second block says how many bytes it has. */
static inline void random_blocks(struct avro_random *r, const avro_value_t *v, struct bytes *out)
{
    size_t n = 0, i = 0;
    avro_value_get_size(v, &n);
    while (i < n) {
        struct bytes block = {0};
        size_t count = 1 + random_below(r, (unsigned)(n - i));
        for (size_t end = i + count; i < end; i++) {
            avro_value_t kid;
            const char *key;
            avro_value_get_by_index(v, i, &kid, &key);
            if (avro_value_get_type(v) == AVRO_MAP)
                bytes_put_string(&block, key);
            random_encode(r, &kid, &block);
        }
        bool sized = random_below(r, 2);
        bytes_put_long(out, sized ? -(int64_t)count : (int64_t)count);
        if (sized)
            bytes_put_long(out, (int64_t)block.len);
        bytes_put(out, block.ptr, block.len);
        free(block.ptr);
    }
    bytes_put_long(out, 0);
}

static inline void random_encode(struct avro_random *r, const avro_value_t *v, struct bytes *out)
{
    const void *data = NULL;
    const char *text = NULL;
    avro_value_t kid;
    int number = 0;
    int64_t wide = 0;
    float f;
    double d;
    size_t n = 0;
    switch (avro_value_get_type(v)) {
    case AVRO_BOOLEAN:
        avro_value_get_boolean(v, &number);
        bytes_put(out, number ? "\1" : "\0", 1);
        break;
    case AVRO_INT32:
        avro_value_get_int(v, &number);
        bytes_put_long(out, number);
        break;
    case AVRO_INT64:
        avro_value_get_long(v, &wide);
        bytes_put_long(out, wide);
        break;
    case AVRO_FLOAT:
        avro_value_get_float(v, &f);
        bytes_put(out, &f, sizeof(f));
        break;
    case AVRO_DOUBLE:
        avro_value_get_double(v, &d);
        bytes_put(out, &d, sizeof(d));
        break;
    case AVRO_STRING:
        avro_value_get_string(v, &text, &n);
        bytes_put_string(out, text);
        break;
    case AVRO_BYTES:
        avro_value_get_bytes(v, &data, &n);
        bytes_put_long(out, (int64_t)n);
        bytes_put(out, data, n);
        break;
    case AVRO_ENUM:
        avro_value_get_enum(v, &number);
        bytes_put_long(out, number);
        break;
    case AVRO_FIXED:
        avro_value_get_fixed(v, &data, &n);
        bytes_put(out, data, n);
        break;
    case AVRO_ARRAY:
    case AVRO_MAP:
        random_blocks(r, v, out);
        break;
    case AVRO_UNION:
        avro_value_get_discriminant(v, &number);
        avro_value_get_current_branch(v, &kid);
        bytes_put_long(out, number);
        random_encode(r, &kid, out);
        break;
    case AVRO_RECORD:
        avro_value_get_size(v, &n);
        for (size_t i = 0; i < n; i++) {
            avro_value_get_by_index(v, i, &kid, NULL);
            random_encode(r, &kid, out);
        }
        break;
    default:
        break;
    }
}

#endif
