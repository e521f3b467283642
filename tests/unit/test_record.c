/* The journal's records against libavro, both ways, and against bytes that are none. */
#include "journal/record.h"

#include <avro.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct record_field fields[] = {
    {STR_LIT("st"), STR_LIT("2m")},
    {STR_LIT("rid"), STR_LIT("r-\xe5\xa7\x90")},
    {STR_LIT("ow"), STR_LIT("")},
};

static struct record_field stored[] = {
    {STR_LIT("m"), STR_LIT("1,2,3,4")},
    {STR_LIT("0"), STR_LIT("a\nb")},
};

static struct record whole(void)
{
    return (struct record){.case_id = STR_LIT("0123456789abcdef"),
                           .event = STR_LIT("answer"),
                           .who = STR_LIT("mei"),
                           .state = STR_LIT("2m"),
                           .log_id = STR_LIT("1790000000000-7"),
                           .rev = 4,
                           .at_ms = INT64_C(1790000000123),
                           .shard = 15,
                           .has_state = true,
                           .opened_ms = INT64_C(1789999990000),
                           .state_rev = 5,
                           .fields = {fields, 3},
                           .stored = {stored, 2},
                           .placed = true,
                           .place = INT64_C(-12),
                           .wake_ms = INT64_C(1790000099999),
                           .expires_ms = INT64_C(1790600000000),
                           .author = STR_LIT("abcdefghij"),
                           .memory = {STR_LIT("tb:20415:3"), STR_LIT("fedcba9876543210"), 130,
                                      INT64_C(1792000000000)}};
}

static struct record bare(void)
{
    return (struct record){.case_id = STR_LIT("0123456789abcdef"),
                           .event = STR_LIT("close"),
                           .who = STR_LIT(""),
                           .state = STR_LIT("cl:agreed"),
                           .log_id = STR_LIT("1-0"),
                           .rev = 1};
}

static avro_schema_t schema(void)
{
    size_t len;
    const char *text = record_schema(&len);
    avro_schema_t s;
    assert_int_equal(avro_schema_from_json_length(text, len, &s), 0);
    return s;
}

/* The record as libavro reads it; the caller frees both. */
static void libavro_reads(const struct record_buf *buf, avro_value_iface_t **iface,
                          avro_value_t *value)
{
    avro_schema_t s = schema();
    *iface = avro_generic_class_from_schema(s);
    avro_generic_value_new(*iface, value);
    avro_reader_t in = avro_reader_memory((const char *)buf->bytes + 5, (int64_t)buf->len - 5);
    assert_int_equal(avro_value_read(in, value), 0);
    char rest;
    assert_int_not_equal(avro_read(in, &rest, 1), 0); /* nothing is left over */
    avro_reader_free(in);
    avro_schema_decref(s);
}

static void says(avro_value_t *value, const char *json_part)
{
    char *json;
    assert_int_equal(avro_value_to_json(value, 1, &json), 0);
    if (!strstr(json, json_part))
        fail_msg("no %s in %s", json_part, json);
    free(json);
}

static void libavro_understands(void **state)
{
    struct record_buf buf = {0};
    avro_value_iface_t *iface;
    avro_value_t value;
    struct record r = whole();
    (void)state;
    record_encode(&r, 1001, &buf);
    assert_int_equal(record_schema_id(buf.bytes, buf.len), 1001);
    libavro_reads(&buf, &iface, &value);
    says(&value, "\"id\": \"0123456789abcdef:4:1790000000123\"");
    says(&value, "\"who\": \"mei\"");
    says(&value, "\"shard\": 15");
    says(&value, "\"state_rev\": {\"long\": 5}");
    says(&value, "\"st\": \"2m\"");
    says(&value, "\"place\": {\"long\": -12}");
    says(&value, "\"author\": {\"string\": \"abcdefghij\"}");
    says(&value, "\"value\": 130");
    avro_value_decref(&value);
    r = bare();
    record_encode(&r, 1001, &buf);
    avro_value_iface_decref(iface);
    libavro_reads(&buf, &iface, &value);
    says(&value, "\"fields\": null");
    says(&value, "\"memory\": null");
    avro_value_decref(&value);
    avro_value_iface_decref(iface);
    free(buf.bytes);
}

static void same_map(const struct record_map *a, const struct record_map *b)
{
    assert_int_equal(a->count, b->count);
    for (unsigned i = 0; i < a->count; i++)
        assert_true(str_eq(a->at[i].name, b->at[i].name) && str_eq(a->at[i].value, b->at[i].value));
}

static void same(const struct record *a, const struct record *b)
{
    assert_true(str_eq(a->case_id, b->case_id) && str_eq(a->event, b->event));
    assert_true(str_eq(a->who, b->who) && str_eq(a->state, b->state));
    assert_true(str_eq(a->log_id, b->log_id) && str_eq(a->author, b->author));
    assert_true(a->rev == b->rev && a->at_ms == b->at_ms && a->shard == b->shard);
    assert_int_equal(a->has_state, b->has_state);
    assert_true(a->opened_ms == b->opened_ms && a->state_rev == b->state_rev);
    assert_true(a->placed == b->placed && a->place == b->place);
    assert_true(a->wake_ms == b->wake_ms && a->expires_ms == b->expires_ms);
    assert_true(str_eq(a->memory.key, b->memory.key) && str_eq(a->memory.field, b->memory.field));
    assert_true(a->memory.value == b->memory.value && a->memory.expires_ms == b->memory.expires_ms);
    same_map(&a->fields, &b->fields);
    same_map(&a->stored, &b->stored);
}

static void what_was_written_is_read(void **state)
{
    struct record written[] = {whole(), bare()};
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        struct record_field room[2][RECORD_FIELDS_MAX];
        struct record_buf buf = {0};
        struct record read = {.fields = {room[0], 0}, .stored = {room[1], 0}};
        struct err e = {""};
        record_encode(&written[i], 7, &buf);
        if (record_decode(buf.bytes, buf.len, &read, &e) != 0)
            fail_msg("%s", e.msg);
        same(&written[i], &read);
        free(buf.bytes);
    }
}

/* libavro writes maps in blocks with a size, where asked; and in any order. */
static void what_libavro_writes_is_read(void **state)
{
    struct record_buf buf = {0};
    struct record r = whole(), read;
    struct record_field room[2][RECORD_FIELDS_MAX];
    avro_value_iface_t *iface;
    avro_value_t value;
    struct err e = {""};
    char bytes[4096];
    (void)state;
    record_encode(&r, 1, &buf);
    libavro_reads(&buf, &iface, &value);
    memcpy(bytes, buf.bytes, 5);
    avro_writer_t out = avro_writer_memory(bytes + 5, sizeof(bytes) - 5);
    assert_int_equal(avro_value_write(out, &value), 0);
    read = (struct record){.fields = {room[0], 0}, .stored = {room[1], 0}};
    if (record_decode(bytes, 5 + (size_t)avro_writer_tell(out), &read, &e) != 0)
        fail_msg("%s", e.msg);
    same(&r, &read);
    avro_writer_free(out);
    avro_value_decref(&value);
    avro_value_iface_decref(iface);
    free(buf.bytes);
}

/* Every prefix and every changed byte: an error or a record, never a read beyond the end (the bytes
 * lie in memory of exactly their length, so the sanitizer sees it). */
static void broken_bytes(void **state)
{
    struct record_buf buf = {0};
    struct record r = whole(), read;
    struct record_field room[2][RECORD_FIELDS_MAX];
    struct err e;
    (void)state;
    record_encode(&r, 1, &buf);
    for (size_t len = 0; len < buf.len; len++) {
        uint8_t *cut = malloc(len + 1);
        memcpy(cut, buf.bytes, len);
        cut = realloc(cut, len ? len : 1);
        read = (struct record){.fields = {room[0], 0}, .stored = {room[1], 0}};
        assert_int_equal(record_decode(cut, len, &read, &e), -1);
        free(cut);
    }
    for (size_t i = 0; i < buf.len; i++)
        for (unsigned to = 0; to < 256; to++) {
            uint8_t *copy = malloc(buf.len);
            memcpy(copy, buf.bytes, buf.len);
            copy[i] = (uint8_t)to;
            read = (struct record){.fields = {room[0], 0}, .stored = {room[1], 0}};
            if (record_decode(copy, buf.len, &read, &e) == 0)
                assert_true(read.fields.count <= RECORD_FIELDS_MAX);
            free(copy);
        }
    free(buf.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libavro_understands),
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(what_libavro_writes_is_read),
        cmocka_unit_test(broken_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
