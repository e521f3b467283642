/* The golden samples of schemas/golden, both ways:
 *
 *   NAME.json       a record in the words of its writer's schema (the version in the name)
 *   NAME.bin        the same, framed and encoded by libavro; these bytes must never change
 *   NAME.read.json  what our struct holds after reading NAME.bin
 *
 * After adding a sample, run this test once with REDRESS_GOLDEN_WRITE=1 and look at what it wrote.
 */
#include "avro_bytes.h"

#include "core/review_json.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/schemas.h"

#include <avro.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define GOLDEN REDRESS_SOURCE_DIR "/schemas/golden"

static char *read_text(const char *path, size_t *len)
{
    char *text = schemas_read_file(path, len);
    if (!text)
        fail_msg("%s cannot be read", path);
    return text;
}

static void write_file(const char *path, const void *data, size_t len)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_int_equal(fwrite(data, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

/* NAME.ending beside the samples. */
static const char *path_of(const char *name, const char *ending)
{
    static char path[4096];
    snprintf(path, sizeof(path), GOLDEN "/%s%s", name, ending);
    return path;
}

static char *schema_text(int version, size_t *len)
{
    char path[4096];
    snprintf(path, sizeof(path), REDRESS_SOURCE_DIR "/schemas/registry/%d.avsc", version);
    return read_text(path, len);
}

static void fill(avro_value_t *v, const json_t *json);

static bool fits(avro_type_t type, const json_t *json)
{
    switch (type) {
    case AVRO_NULL:
        return !json || json_is_null(json);
    case AVRO_RECORD:
        return json_is_object(json);
    case AVRO_STRING:
        return json_is_string(json);
    default:
        return json_is_number(json);
    }
}

static void fill_union(avro_value_t *v, const json_t *json)
{
    avro_schema_t schema = avro_value_get_schema(v);
    for (int i = 0; i < (int)avro_schema_union_size(schema); i++)
        if (fits(avro_typeof(avro_schema_union_branch(schema, i)), json)) {
            avro_value_t branch;
            assert_int_equal(avro_value_set_branch(v, i, &branch), 0);
            fill(&branch, json);
            return;
        }
    fail_msg("no branch fits");
}

static void fill_record(avro_value_t *v, const json_t *json)
{
    size_t n = 0, used = 0;
    avro_value_get_size(v, &n);
    for (size_t i = 0; i < n; i++) {
        const char *name;
        avro_value_t field;
        avro_value_get_by_index(v, i, &field, &name);
        const json_t *member = json_object_get(json, name);
        used += member != NULL;
        fill(&field, member);
    }
    assert_int_equal(used, json_object_size(json)); /* no member that the schema does not have */
}

static void fill(avro_value_t *v, const json_t *json)
{
    const char *text = json_string_value(json), *key;
    size_t i;
    json_t *part;
    avro_value_t kid;
    switch (avro_value_get_type(v)) {
    case AVRO_NULL:
        avro_value_set_null(v);
        return;
    case AVRO_STRING:
        assert_non_null(text);
        avro_value_set_string(v, text);
        return;
    case AVRO_FIXED:
        assert_non_null(text);
        assert_int_equal(avro_value_set_fixed(v, (void *)(uintptr_t)text, strlen(text)), 0);
        return;
    case AVRO_ENUM:
        assert_non_null(text);
        avro_value_set_enum(v, avro_schema_enum_get_by_name(avro_value_get_schema(v), text));
        return;
    case AVRO_INT32:
        assert_true(json_is_integer(json));
        avro_value_set_int(v, (int32_t)json_integer_value(json));
        return;
    case AVRO_INT64:
        assert_true(json_is_integer(json));
        avro_value_set_long(v, json_integer_value(json));
        return;
    case AVRO_FLOAT:
        avro_value_set_float(v, (float)json_number_value(json));
        return;
    case AVRO_DOUBLE:
        avro_value_set_double(v, json_number_value(json));
        return;
    case AVRO_UNION:
        fill_union(v, json);
        return;
    case AVRO_RECORD:
        fill_record(v, json);
        return;
    case AVRO_ARRAY:
        json_array_foreach(json, i, part)
        {
            avro_value_append(v, &kid, NULL);
            fill(&kid, part);
        }
        return;
    case AVRO_MAP:
        json_object_foreach((json_t *)(uintptr_t)json, key, part)
        {
            avro_value_add(v, key, &kid, NULL, NULL);
            fill(&kid, part);
        }
        return;
    default:
        fail_msg("a type that no sample has");
    }
}

/* The framed bytes of NAME.json by libavro. */
static struct bytes encode(const char *name, int version)
{
    size_t len;
    char buffer[8192], *text = schema_text(version, &len);
    avro_schema_t schema;
    avro_value_t value;
    struct bytes b = {0};
    assert_int_equal(avro_schema_from_json_length(text, len, &schema), 0);
    avro_value_iface_t *iface = avro_generic_class_from_schema(schema);
    avro_generic_value_new(iface, &value);
    json_t *json = json_load_file(path_of(name, ".json"), 0, NULL);
    assert_non_null(json);
    fill(&value, json);
    avro_writer_t to = avro_writer_memory(buffer, sizeof(buffer));
    assert_int_equal(avro_value_write(to, &value), 0);
    const uint8_t frame[DECODE_FRAME_BYTES] = {0, 0, 0, 0, (uint8_t)version};
    bytes_put(&b, frame, sizeof(frame));
    bytes_put(&b, buffer, (size_t)avro_writer_tell(to));
    avro_writer_free(to);
    json_decref(json);
    avro_value_decref(&value);
    avro_value_iface_decref(iface);
    avro_schema_decref(schema);
    free(text);
    return b;
}

static json_t *as_json(const struct event_fields *f)
{
    char *line;
    size_t len;
    FILE *out = open_memstream(&line, &len);
    review_json_write(f, out);
    fclose(out);
    json_t *json = json_loadb(line, len, 0, NULL);
    assert_non_null(json);
    free(line);
    return json;
}

static void check_sample(struct decoder *decoder, const char *name, bool write)
{
    struct bytes b = encode(name, name[1] - '0');
    if (write)
        write_file(path_of(name, ".bin"), b.ptr, b.len);
    size_t len;
    char *bin = read_text(path_of(name, ".bin"), &len);
    assert_int_equal(len, b.len);
    assert_memory_equal(bin, b.ptr, len);

    struct event ev = {.verdict.outcome = OUTCOME_NONE};
    assert_int_equal(decode_event(decoder, bin, len, &ev), DECODE_DONE);
    if (ev.verdict.outcome != OUTCOME_NONE)
        fail_msg("%s: %s %s", name, vocab_reason[ev.verdict.reason], ev.verdict.detail);
    assert_int_equal(ev.source.schema_id, name[1] - '0');
    json_t *got = as_json(&ev.fields);
    if (write)
        json_dump_file(got, path_of(name, ".read.json"), JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    json_t *want = json_load_file(path_of(name, ".read.json"), 0, NULL);
    if (!want || !json_equal(got, want))
        fail_msg("%s is not read as %s.read.json says", name, name);
    json_decref(got);
    json_decref(want);
    free(bin);
    free(b.ptr);
}

/* Older, our own and newer data, by the built-in ids. */
static void test_read_all(void **state)
{
    (void)state;
    struct err e;
    bool write = getenv("REDRESS_GOLDEN_WRITE") != NULL;
    struct config *cfg = config_new();
    struct schemas *schemas = schemas_new(cfg, &e);
    assert_non_null(schemas);
    struct decoder *decoder = decoder_new(schemas);
    DIR *dir = opendir(GOLDEN);
    assert_non_null(dir);
    unsigned seen[5] = {0};
    for (struct dirent *d; (d = readdir(dir));) {
        char name[256];
        const char *dot = strchr(d->d_name, '.');
        if (d->d_name[0] != 'v' || !dot || strcmp(dot, ".json") != 0)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)(dot - d->d_name), d->d_name);
        assert_in_range(name[1], '1', '4');
        seen[name[1] - '0']++;
        check_sample(decoder, name, write);
    }
    closedir(dir);
    assert_true(seen[1] >= 2 && seen[2] >= 2 && seen[3] >= 2 && seen[4] >= 2);
    decoder_free(decoder);
    schemas_free(schemas);
    config_free(cfg);
}

static struct reader *reader_of(int version, struct err *e)
{
    size_t len;
    char *text = schema_text(version, &len);
    struct reader *r = reader_new(text, len, e);
    free(text);
    return r;
}

/* The other way: someone still or already using another version reads our data. */
static void test_newer_reader_reads_ours(void **state)
{
    (void)state;
    struct err e;
    enum reason reason;
    size_t len, n;
    struct reader *newer = reader_of(3, &e);
    assert_non_null(newer);
    char *own = schema_text(2, &len);
    struct plan *plan = plan_new(newer, own, len, &reason, &e);
    if (!plan)
        fail_msg("%s", e.msg);
    char *bin = read_text(path_of("v2-leaks", ".bin"), &n);
    struct event_fields f;
    struct plan_fault fault;
    assert_true(
        plan_decode(plan, (uint8_t *)bin + DECODE_FRAME_BYTES, n - DECODE_FRAME_BYTES, &f, &fault));
    assert_int_equal(f.comments, 4);                    /* renamed, found by its alias */
    assert_int_equal(f.list_price_minor, EVENT_ABSENT); /* removed there */
    assert_int_equal(f.author_followers, INT64_C(5000000000));
    assert_true(str_eq(f.title, STR_LIT("Lid leaks")));
    plan_free(plan);
    reader_free(newer);
    free(own);
    free(bin);
}

static bool read_by(const struct plan *plan, const char *name, struct event_fields *f,
                    struct plan_fault *fault)
{
    size_t n;
    char *bin = read_text(path_of(name, ".bin"), &n);
    bool read =
        plan_decode(plan, (uint8_t *)bin + DECODE_FRAME_BYTES, n - DECODE_FRAME_BYTES, f, fault);
    free(bin); /* only numbers are looked at */
    return read;
}

/* A process of the version before reads what version 4 adds to a review as if it were not there;
 * the result of an appeal is a kind that it cannot name, and must not take for a review. */
static void test_the_version_before_reads_version_4(void **state)
{
    (void)state;
    struct err e;
    enum reason reason;
    size_t len;
    struct reader *older = reader_of(2, &e);
    char *own = schema_text(4, &len);
    struct plan *plan = plan_new(older, own, len, &reason, &e);
    struct event_fields f;
    struct plan_fault fault;
    assert_non_null(plan);
    assert_true(read_by(plan, "v4-page", &f, &fault));
    assert_int_equal(f.shares, 12);
    assert_int_equal(f.review_page, EVENT_ABSENT);
    assert_int_equal(f.repost_depth, EVENT_ABSENT);
    assert_false(read_by(plan, "v4-appeal", &f, &fault));
    assert_int_equal(fault.reason, REASON_BAD_ENUM);
    plan_free(plan);
    reader_free(older);
    free(own);
}

/* Promotion is a one-way street: an int cannot hold our long, so version 1 cannot read version 2
 * and must be told so, not given half a number. */
static void test_older_reader_refuses_ours(void **state)
{
    (void)state;
    struct err e;
    assert_null(reader_of(1, &e));
    assert_non_null(strstr(e.msg, "author_followers"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_all),
        cmocka_unit_test(test_newer_reader_reads_ours),
        cmocka_unit_test(test_the_version_before_reads_version_4),
        cmocka_unit_test(test_older_reader_refuses_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
