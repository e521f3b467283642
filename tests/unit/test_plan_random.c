/* The plan against libavro: random writers' schemas, with our fields in any order, promoted, in
 * unions, under other names or left out, between fields of any other type; random values of them;
 * their bytes read by both. libavro reads what was written, so it says what we must find. */
#include "avro_random.h"

#include "ingest/plan.h"
#include "ingest/reader.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SCHEMAS 600
#define VALUES 8

static const struct field {
    const char *name;
    enum reader_type type;
    bool optional;
    size_t slot;
} fields[READER_N] = {
#define FIELD(field, type, opt) {#field, READER_##type, opt, offsetof(struct event_fields, field)},
    READER_FIELDS(FIELD)
#undef FIELD
};

/* What a writer made of one of our fields. */
struct choice {
    bool left_out, micros;
    char name[32];
};

struct writer {
    struct avro_random random;
    struct choice choices[READER_N];
    struct plan *plan;
    avro_schema_t schema;
    avro_value_iface_t *iface;
};

static const char *pick(struct avro_random *r, const char *const *from, unsigned n)
{
    return from[random_below(r, n)];
}
#define PICK(r, ...)                                                                               \
    pick(r, (const char *const[]){__VA_ARGS__},                                                    \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void write_enum(struct avro_random *r, FILE *out, const char *const *words, unsigned n)
{
    fprintf(out, "{\"type\":\"enum\",\"name\":\"t%u\",\"symbols\":[", r->names++);
    unsigned from = random_below(r, n); /* rotated, so that numbers differ from ours */
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "%s\"%s\"", i ? "," : "", words[(from + i) % n]);
    fprintf(out, "]}");
}

static void write_scalar(struct writer *w, const struct field *f, FILE *out)
{
    struct avro_random *r = &w->random;
    struct choice *c = &w->choices[f - fields];
    c->micros = f->type == READER_TIME && random_below(r, 3) == 0;
    switch (f->type) {
    case READER_STRING:
        fputs(PICK(r, "\"string\"", "\"bytes\""), out);
        break;
    case READER_TIME:
        if (c->micros)
            fputs("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}", out);
        else
            fputs(PICK(r, "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}", "\"int\"",
                       "\"long\""),
                  out);
        break;
    case READER_LONG:
        fputs(PICK(r, "\"long\"", "\"int\""), out);
        break;
    case READER_INT:
        fputs("\"int\"", out);
        break;
    case READER_DOUBLE:
        fputs(PICK(r, "\"double\"", "\"float\"", "\"int\"", "\"long\""), out);
        break;
    case READER_KIND:
        write_enum(r, out, vocab_kind, KIND_N);
        break;
    case READER_CHANNEL:
        write_enum(r, out, vocab_channel, CHANNEL_N);
        break;
    }
}

static void write_field(struct writer *w, const struct field *f, FILE *out)
{
    struct choice *c = &w->choices[f - fields];
    unsigned shape = random_below(&w->random, f->optional ? 5 : 2);
    bool renamed = random_below(&w->random, 6) == 0;
    snprintf(c->name, sizeof(c->name), "%s%s", renamed ? "w_" : "", f->name);
    fprintf(out, ",{\"name\":\"%s\"%s%s%s,\"type\":", c->name,
            renamed ? ",\"aliases\":[\"x\",\"" : "", renamed ? f->name : "", renamed ? "\"]" : "");
    fputs(shape == 0   ? ""
          : shape == 1 ? "["
          : shape == 3 ? "[\"null\",{\"type\":\"array\",\"items\":"
                         "\"int\"},"
                       : "[\"null\",",
          out);
    write_scalar(w, f, out);
    fputs(shape == 0 ? "}" : shape == 4 ? ",{\"type\":\"map\",\"values\":\"null\"}]}" : "]}", out);
}

static bool may_be_left_out(const struct reader *reader, const struct field *f)
{
    for (size_t i = 0; i < reader->count; i++)
        if (strcmp(reader->fields[i].name, f->name) == 0)
            return reader->fields[i].has_default;
    return false;
}

static char *write_schema(struct writer *w, const struct reader *reader, size_t *len)
{
    char *json;
    unsigned order[READER_N], extra = 0;
    for (unsigned i = 0; i < READER_N; i++) {
        unsigned k = random_below(&w->random, i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    FILE *out = open_memstream(&json, len);
    fprintf(out, "{\"type\":\"record\",\"name\":\"any\",\"fields\":[{\"name\":\"first\",\"type\":"
                 "\"null\"}");
    for (unsigned i = 0; i < READER_N; i++) {
        const struct field *f = &fields[order[i]];
        struct choice *c = &w->choices[order[i]];
        c->left_out = may_be_left_out(reader, f) && random_below(&w->random, 4) == 0;
        if (!c->left_out)
            write_field(w, f, out);
        if (random_below(&w->random, 3) == 0) {
            fprintf(out, ",{\"name\":\"extra%u\",\"type\":", extra++);
            random_schema(&w->random, out, 0);
            fprintf(out, "}");
        }
    }
    fprintf(out, "]}");
    fclose(out);
    return json;
}

/* A number that the struct can hold and that is not EVENT_ABSENT: those have a table of their own
 * (test_plan.c). */
static void fill_number(struct avro_random *r, avro_value_t *v)
{
    int64_t n = random_long(r);
    n = n == INT64_MIN ? 0 : n < 0 ? -n : n;
    if (avro_value_get_type(v) == AVRO_INT32)
        avro_value_set_int(v, (int32_t)(n & INT32_MAX));
    else if (avro_value_get_type(v) == AVRO_INT64)
        avro_value_set_long(v, n);
    else if (avro_value_get_type(v) == AVRO_FLOAT)
        avro_value_set_float(v, (float)n);
    else if (avro_value_get_type(v) == AVRO_DOUBLE)
        avro_value_set_double(v, (double)n);
}

static bool is_container(avro_type_t type)
{
    return type == AVRO_ARRAY || type == AVRO_MAP;
}

/* Random, then our own fields again with what can be read as ours. */
static void fill_event(struct writer *w, avro_value_t *event)
{
    random_fill(&w->random, event, 0);
    for (unsigned i = 0; i < READER_N; i++) {
        avro_value_t v;
        if (w->choices[i].left_out)
            continue;
        assert_int_equal(avro_value_get_by_name(event, w->choices[i].name, &v, NULL), 0);
        if (avro_value_get_type(&v) == AVRO_UNION) {
            avro_value_t branch;
            avro_value_get_current_branch(&v, &branch);
            if (is_container(avro_value_get_type(&branch)))
                avro_value_set_branch(&v, 0, &branch); /* null */
            v = branch;
        }
        fill_number(&w->random, &v);
    }
}

static void same_text(const avro_value_t *v, const struct str *got)
{
    const void *data = NULL;
    size_t n = 0;
    if (avro_value_get_type(v) == AVRO_STRING) {
        avro_value_get_string(v, (const char **)&data, &n);
        n--; /* libavro counts the NUL */
    } else
        avro_value_get_bytes(v, &data, &n);
    assert_int_equal(got->len, n);
    assert_memory_equal(got->ptr, data, n);
}

static double number_of(const avro_value_t *v)
{
    int32_t i = 0;
    int64_t l = 0;
    float f = 0;
    double d = 0;
    switch (avro_value_get_type(v)) {
    case AVRO_INT32:
        avro_value_get_int(v, &i);
        return i;
    case AVRO_INT64:
        avro_value_get_long(v, &l);
        return (double)l;
    case AVRO_FLOAT:
        avro_value_get_float(v, &f);
        return (double)f;
    default:
        avro_value_get_double(v, &d);
        return d;
    }
}

static int64_t long_of(const avro_value_t *v, bool micros)
{
    int32_t i = 0;
    int64_t l = 0;
    if (avro_value_get_type(v) == AVRO_INT32) {
        avro_value_get_int(v, &i);
        return i;
    }
    avro_value_get_long(v, &l);
    return micros ? l / 1000 : l;
}

static void same_symbol(const avro_value_t *v, const char *const *words, uint8_t got)
{
    int n = 0;
    avro_value_get_enum(v, &n);
    assert_string_equal(words[got], avro_schema_enum_get(avro_value_get_schema(v), n));
}

static void same_value(const struct field *f, const avro_value_t *v, bool micros, const void *got)
{
    switch (f->type) {
    case READER_STRING:
        same_text(v, got);
        return;
    case READER_LONG:
    case READER_TIME:
        assert_int_equal(*(const int64_t *)got, long_of(v, micros));
        return;
    case READER_INT:
        assert_int_equal(*(const int32_t *)got, long_of(v, false));
        return;
    case READER_DOUBLE:
        assert_true(*(const double *)got == number_of(v));
        return;
    case READER_KIND:
        same_symbol(v, vocab_kind, *(const uint8_t *)got);
        return;
    case READER_CHANNEL:
        same_symbol(v, vocab_channel, *(const uint8_t *)got);
        return;
    }
}

static void same_default(const struct reader *reader, const struct field *f, const void *got)
{
    static const size_t sizes[] = {
        [READER_STRING] = sizeof(struct str),
        [READER_LONG] = 8,
        [READER_TIME] = 8,
        [READER_INT] = 4,
        [READER_DOUBLE] = 8,
        [READER_KIND] = 1,
        [READER_CHANNEL] = 1,
    };
    size_t n = f->type == READER_STRING ? sizeof(char *) + sizeof(uint32_t) : sizes[f->type];
    assert_memory_equal(got, (const char *)&reader->defaults + f->slot, n);
}

static void same_event(const struct reader *reader, struct writer *w, avro_value_t *event,
                       const struct event_fields *got)
{
    for (unsigned i = 0; i < READER_N; i++) {
        const struct field *f = &fields[i];
        const void *at = (const char *)got + f->slot;
        avro_value_t v, branch;
        if (w->choices[i].left_out) {
            same_default(reader, f, at);
            continue;
        }
        assert_int_equal(avro_value_get_by_name(event, w->choices[i].name, &v, NULL), 0);
        if (avro_value_get_type(&v) == AVRO_UNION) {
            avro_value_get_current_branch(&v, &branch);
            v = branch;
        }
        if (avro_value_get_type(&v) == AVRO_NULL)
            same_default(reader, f, at); /* of an optional one: absent */
        else
            same_value(f, &v, w->choices[i].micros, at);
    }
}

/* Broken copies must be refused or read, never read wrongly in memory: the sanitizers look. */
static void try_broken(struct writer *w, const struct bytes *whole)
{
    struct event_fields f;
    struct plan_fault fault;
    for (int i = 0; i < 20; i++) {
        uint8_t *copy = bytes_exact(whole);
        size_t n = random_below(&w->random, (unsigned)whole->len + 1);
        if (i % 2 && n < whole->len) {
            copy[n] ^= (uint8_t)(1 << random_below(&w->random, 8));
            if (!plan_decode(w->plan, copy, whole->len, &f, &fault))
                assert_true(fault.reason > REASON_NONE && fault.at <= whole->len);
        } else if (n < whole->len) {
            copy = check_realloc(copy, n ? n : 1);
            assert_false(plan_decode(w->plan, copy, n, &f, &fault));
        }
        free(copy);
    }
}

static void check_value(const struct reader *reader, struct writer *w)
{
    avro_value_t event, again;
    struct bytes b = {0};
    avro_generic_value_new(w->iface, &event);
    avro_generic_value_new(w->iface, &again);
    fill_event(w, &event);
    random_encode(&w->random, &event, &b);
    uint8_t *exact = bytes_exact(&b);
    avro_reader_t from = avro_reader_memory((const char *)b.ptr, (int64_t)b.len);
    if (avro_value_read(from, &again) != 0)
        fail_msg("libavro cannot read it: %s", avro_strerror());
    avro_reader_free(from);
    assert_true(avro_value_equal(&event, &again));

    struct event_fields f;
    struct plan_fault fault;
    if (!plan_decode(w->plan, exact, b.len, &f, &fault))
        fail_msg("seed %u: %s at %zu of %zu: %s", w->random.seed, fault.field, fault.at, b.len,
                 vocab_reason[fault.reason]);
    same_event(reader, w, &again, &f);
    try_broken(w, &b);
    avro_value_decref(&event);
    avro_value_decref(&again);
    free(exact);
    free(b.ptr);
}

static void test_like_libavro(void **state)
{
    (void)state;
    size_t len;
    struct err e;
    enum reason reason;
    const char *own = reader_schema(&len);
    struct reader *reader = reader_new(own, len, &e);
    assert_non_null(reader);
    for (unsigned seed = 1; seed <= SCHEMAS; seed++) {
        struct writer w = {.random.seed = seed};
        char *json = write_schema(&w, reader, &len);
        if (avro_schema_from_json_length(json, len, &w.schema) != 0)
            fail_msg("seed %u: %s: %s", seed, avro_strerror(), json);
        w.iface = avro_generic_class_from_schema(w.schema);
        w.plan = plan_new(reader, json, len, &reason, &e);
        if (!w.plan)
            fail_msg("seed %u: %s: %s", seed, e.msg, json);
        for (int i = 0; i < VALUES; i++)
            check_value(reader, &w);
        plan_free(w.plan);
        avro_value_iface_decref(w.iface);
        avro_schema_decref(w.schema);
        free(json);
    }
    reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_like_libavro),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
