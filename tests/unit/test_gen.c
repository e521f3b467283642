/* feed/: the encoder against libavro, the synthetic stream, poison, and what --generate makes up.
 */
#include "core/member.h"
#include "feed/fill.h"
#include "feed/gen_event.h"
#include "feed/gen_options.h"
#include "feed/poison.h"
#include "feed/target.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"

#include <avro.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char schema_text[65536];
static size_t schema_len;
static avro_schema_t schema;
static struct encoder *encoder;

static int setup(void **state)
{
    (void)state;
    struct err e;
    FILE *f = fopen(REDRESS_SOURCE_DIR "/schemas/review_event/v4.avsc", "rb");
    assert_non_null(f);
    schema_len = fread(schema_text, 1, sizeof(schema_text) - 1, f);
    fclose(f);
    assert_int_equal(avro_schema_from_json_length(schema_text, schema_len, &schema), 0);
    encoder = encode_new(schema_text, schema_len, 4, &e);
    if (!encoder)
        fail_msg("%s", e.msg);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    encode_free(encoder);
    avro_schema_decref(schema);
    return 0;
}

/* Sets a value of libavro's generic kind from one member. */
static void set_generic(avro_value_t *v, const struct event_fields *f, const struct member *m)
{
    const void *at = member_at(f, m);
    struct str s = {0};
    avro_value_t branch = *v;
    if (avro_value_get_type(v) == AVRO_UNION)
        assert_int_equal(avro_value_set_branch(v, member_present(f, m), &branch), 0);
    if (avro_value_get_type(&branch) == AVRO_NULL) {
        assert_int_equal(avro_value_set_null(&branch), 0);
        return;
    }
    switch (avro_value_get_type(&branch)) {
    case AVRO_STRING:
        memcpy(&s, at, sizeof(s));
        /* libavro counts the NUL */
        char *copy = check_calloc(1, (size_t)s.len + 1);
        memcpy(copy, s.len ? s.ptr : "", s.len);
        assert_int_equal(avro_value_set_string_len(&branch, copy, (size_t)s.len + 1), 0);
        free(copy);
        break;
    case AVRO_INT32:
        assert_int_equal(avro_value_set_int(&branch, *(const int32_t *)at), 0);
        break;
    case AVRO_INT64:
        assert_int_equal(avro_value_set_long(&branch, *(const int64_t *)at), 0);
        break;
    case AVRO_DOUBLE:
        assert_int_equal(avro_value_set_double(&branch, *(const double *)at), 0);
        break;
    case AVRO_ENUM: /* our words are declared in our order */
        assert_int_equal(avro_value_set_enum(&branch, *(const uint8_t *)at), 0);
        break;
    default:
        fail_msg("field %s has a type that this test does not know", m->name);
    }
}

static size_t encode_generic(const struct event_fields *f, char *out, size_t cap)
{
    avro_value_iface_t *iface = avro_generic_class_from_schema(schema);
    avro_value_t record, field;
    avro_writer_t writer = avro_writer_memory(out, (int64_t)cap);
    assert_int_equal(avro_generic_value_new(iface, &record), 0);
    assert_int_equal(avro_schema_record_size(schema), MEMBER_N);
    for (int i = 0; i < MEMBER_N; i++) {
        assert_int_equal(avro_value_get_by_name(&record, member_table[i].name, &field, NULL), 0);
        set_generic(&field, f, &member_table[i]);
    }
    assert_int_equal(avro_value_write(writer, &record), 0);
    size_t len = (size_t)avro_writer_tell(writer);
    avro_writer_free(writer);
    avro_value_decref(&record);
    avro_value_iface_decref(iface);
    return len;
}

static void assert_same_as_libavro(const struct event_fields *f)
{
    static char expected[1 << 16];
    struct encode_buf buf = {0};
    size_t len = encode_generic(f, expected, sizeof(expected));
    encode_event(encoder, f, &buf);
    assert_int_equal(buf.len, len + 5);
    assert_memory_equal(buf.bytes, "\0\0\0\0\4", 5);
    assert_memory_equal(buf.bytes + 5, expected, len);
    free(buf.bytes);
}

static int64_t odd_number(struct dice *d)
{
    static const int64_t odd[] = {0,    1,    63,        64,        -64,      -65,
                                  8191, 8192, INT32_MAX, INT64_MAX, INT64_MIN};
    if (dice_chance(d, 500000))
        return odd[dice_below(d, sizeof(odd) / sizeof(odd[0]))];
    return (int64_t)(dice_next(d) >> dice_below(d, 64));
}

/* Any value or absence in every member. */
static void scramble(struct event_fields *f, struct dice *d, const char *text)
{
    event_fields_init(f);
    for (int i = 0; i < MEMBER_N; i++) {
        void *at = member_at(f, &member_table[i]);
        if (dice_chance(d, 300000))
            continue;
        switch (member_table[i].type) {
        case MEMBER_ID:
        case MEMBER_TEXT:
            *(struct str *)at = (struct str){text, dice_below(d, 300)};
            break;
        case MEMBER_COUNT:
        case MEMBER_MOMENT:
            *(int64_t *)at = odd_number(d);
            break;
        case MEMBER_RATING:
            *(int32_t *)at = (int32_t)odd_number(d);
            break;
        case MEMBER_REAL:
            *(double *)at = (double)dice_next(d) / 3;
            break;
        case MEMBER_KIND:
            *(uint8_t *)at = (uint8_t)dice_below(d, KIND_N);
            break;
        case MEMBER_CHANNEL:
            *(uint8_t *)at = (uint8_t)dice_below(d, CHANNEL_N);
            break;
        }
    }
}

static void bytes_are_those_of_libavro(void **state)
{
    (void)state;
    struct dice d = {42};
    struct event_fields f;
    char text[300];
    memset(text, 'x', sizeof(text));
    for (int i = 0; i < 5000; i++) {
        scramble(&f, &d, text);
        assert_same_as_libavro(&f);
    }
}

static const struct gen_event_options defaults = {.seed = 7,
                                                  .languages = {70, 30},
                                                  .complaints = 120000,
                                                  .herds = 200000,
                                                  .products = 1000,
                                                  .sellers = 50,
                                                  .start_ms = 1760000000000,
                                                  .per_second = 100};

static void synthetic_bytes_are_those_of_libavro(void **state)
{
    (void)state;
    static struct gen_event g;
    for (uint64_t i = 0; i < 3000; i++) {
        gen_event(&defaults, i, &g);
        assert_same_as_libavro(&g.fields);
    }
}

static void offsets_are_where_fields_begin(void **state)
{
    (void)state;
    struct event_fields f;
    struct encode_buf buf = {0};
    event_fields_init(&f);
    f.review_id = STR_LIT("abc");
    f.body = STR_LIT("words");
    encode_event(encoder, &f, &buf);
    assert_int_equal(encode_offset(encoder, &f, "review_id"), 5);
    assert_memory_equal(buf.bytes + 5, "\6abc", 4);
    assert_memory_equal(buf.bytes + encode_offset(encoder, &f, "body"), "\12words", 6);
    assert_int_equal(encode_offset(encoder, &f, "nobody"), 0);
    free(buf.bytes);
}

static void schemas_that_do_not_suit_are_refused(void **state)
{
    (void)state;
#define RECORD(fields) "{\"type\":\"record\",\"name\":\"r\",\"fields\":[" fields "]}"
    static const struct {
        const char *schema, *words;
    } rows[] = {
        {"{", "cannot be parsed"},
        {"\"string\"", "not a record"},
        {RECORD("{\"name\":\"colour\",\"type\":\"string\"}"), "'colour'"},
        {RECORD("{\"name\":\"review_id\",\"type\":\"long\"}"), "'review_id'"},
        {RECORD("{\"name\":\"shares\",\"type\":\"string\"}"), "'shares'"},
        {RECORD("{\"name\":\"rating\",\"type\":\"double\"}"), "'rating'"},
        {RECORD("{\"name\":\"title\",\"type\":[\"string\",\"long\"]}"), "'title'"},
        {RECORD("{\"name\":\"title\",\"type\":[\"null\",\"string\",\"long\"]}"), "'title'"},
        {RECORD("{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"k\",\"symbols\":"
                "[\"review\"]}}"),
         "no symbol 'comment'"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err e = {{0}};
        assert_null(encode_new(rows[i].schema, strlen(rows[i].schema), 2, &e));
        if (!strstr(e.msg, rows[i].words))
            fail_msg("row %zu: '%s' lacks '%s'", i, e.msg, rows[i].words);
    }
}

/* What is not ours is written as null; enums follow the schema's order, not ours. */
static void other_schemas_are_followed(void **state)
{
    (void)state;
    static const char other[] =
        RECORD("{\"name\":\"colour\",\"type\":[\"string\",\"null\"]},"
               "{\"name\":\"listing_rating\",\"type\":[\"float\",\"null\"]},"
               "{\"name\":\"channel\",\"type\":{\"type\":\"enum\",\"name\":\"c\",\"symbols\":"
               "[\"chat\",\"group\",\"social\",\"marketplace\"]}}");
    struct err e;
    struct event_fields f;
    struct encode_buf buf = {0};
    struct encoder *enc = encode_new(other, strlen(other), 0x01020304, &e);
    assert_non_null(enc);
    event_fields_init(&f);
    f.listing_rating = 1.5;
    f.channel = CHANNEL_MARKETPLACE;
    encode_event(enc, &f, &buf);
    assert_int_equal(buf.len, 5 + 1 + 1 + 4 + 1);
    assert_memory_equal(buf.bytes,
                        "\0\1\2\3\4"
                        "\2"
                        "\0"
                        "\0\0\xc0\x3f"
                        "\6",
                        buf.len);
    free(buf.bytes);
    encode_free(enc);
}

static void streams_repeat_by_seed(void **state)
{
    (void)state;
    static struct gen_event a, b;
    struct gen_event_options other = defaults;
    int different = 0;
    other.seed++;
    for (uint64_t i = 0; i < 500; i++) {
        gen_event(&defaults, i, &a);
        gen_event(&defaults, i, &b);
        for (int m = 0; m < MEMBER_N; m++)
            if (member_table[m].type <= MEMBER_TEXT)
                assert_true(str_eq(*(struct str *)member_at(&a.fields, &member_table[m]),
                                   *(struct str *)member_at(&b.fields, &member_table[m])));
        assert_int_equal(a.fields.created_at, 1760000000000 + (int64_t)i * 10);
        gen_event(&other, i, &b);
        assert_false(str_eq(a.fields.review_id, b.fields.review_id));
        different += !str_eq(a.fields.body, b.fields.body);
    }
    assert_true(different > 450);
}

static void shares_are_about_those_asked_for(void **state)
{
    (void)state;
    static struct gen_event g;
    struct gen_event_options o = defaults;
    unsigned complaints = 0, slots[GEN_EVENT_SLOTS] = {0}, zh = 0, causes[CAUSE_N] = {0}, herd = 0;
    size_t bytes = 0;
    const unsigned n = 40000;
    o.duplicates = 50000;
    o.edits = 30000;
    for (uint64_t i = 0; i < n; i++) {
        gen_event(&o, i, &g);
        assert_null(event_fields_invalid(&g.fields));
        slots[g.slot]++;
        complaints += g.complaint;
        causes[g.cause] += g.complaint;
        herd += g.complaint && g.fields.group_id.len && g.fields.group_id.ptr[0] == 'h';
        zh += str_eq(g.fields.locale, STR_LIT("zh-CN"));
        bytes += g.fields.body.len;
    }
    assert_in_range(complaints, n * 11 / 100, n * 13 / 100);
    assert_in_range(zh, n * 68 / 100, n * 72 / 100);
    assert_in_range(slots[GEN_EVENT_DUPLICATE], n * 45 / 1000, n * 55 / 1000);
    assert_in_range(slots[GEN_EVENT_EDIT], n * 26 / 1000, n * 34 / 1000);
    assert_in_range(herd, complaints * 17 / 100, complaints * 23 / 100);
    assert_in_range(bytes / n, 200, 350);
    for (int c = 0; c < CAUSE_N; c++)
        assert_true(causes[c] > 0);
}

/* An edit or a duplicate shows an event that was there before, under its own id. */
static void later_slots_refer_to_earlier_ones(void **state)
{
    (void)state;
    static struct gen_event g;
    static char ids[3000][48];
    struct gen_event_options o = defaults;
    o.duplicates = o.edits = 200000;
    for (unsigned i = 0; i < 3000; i++) {
        gen_event(&o, i, &g);
        snprintf(ids[i], sizeof(ids[i]), "%s", g.review_id);
        bool found = false;
        for (unsigned j = 0; j < i && !found; j++)
            found = strcmp(ids[j], g.review_id) == 0;
        assert_int_equal(found, g.slot != GEN_EVENT_ORIGINAL);
        assert_int_equal(g.fields.version, g.slot == GEN_EVENT_EDIT ? 2 : 1);
    }
}

static void herds_share_product_group_and_cause(void **state)
{
    (void)state;
    static struct gen_event g;
    struct gen_event_options o = defaults;
    char product[24] = "", group[24] = "";
    enum cause cause = CAUSE_OTHER;
    unsigned members = 0;
    o.herds = DICE_MILLION;
    o.complaints = 500000;
    for (uint64_t i = 0; i < GEN_EVENT_HERD_SLOTS; i++) {
        gen_event(&o, i, &g);
        if (!g.complaint)
            continue;
        if (members++ == 0) {
            memcpy(product, g.product_id, sizeof(product));
            memcpy(group, g.group_id, sizeof(group));
            cause = g.cause;
        }
        assert_string_equal(g.product_id, product);
        assert_string_equal(g.group_id, group);
        assert_int_equal(g.cause, cause);
        assert_int_equal(g.fields.kind, KIND_GROUP_MESSAGE);
    }
    assert_in_range(members, 100, 156);
}

/* The pipeline's own decoder must give each kind the reason that it was made for. */
static void poison_is_found_out(void **state)
{
    (void)state;
    static struct gen_event g;
    struct err e;
    struct config *cfg = config_new();
    struct schemas *schemas = schemas_new(cfg, &e);
    if (!schemas)
        fail_msg("%s", e.msg);
    struct decoder *decoder = decoder_new(schemas);
    struct encode_buf buf = {0};
    for (uint64_t i = 0; i < 50; i++) {
        gen_event(&defaults, i, &g);
        for (int k = 0; k < POISON_N; k++) {
            struct event ev = {0};
            poison_make((enum poison)k, encoder, &g.fields, &buf);
            assert_int_equal(decode_event(decoder, buf.bytes, buf.len, &ev), DECODE_DONE);
            if (ev.verdict.outcome != OUTCOME_DEAD_LETTER || ev.verdict.reason != poison_reason[k])
                fail_msg("%s became %s (%s)", poison_name[k], vocab_reason[ev.verdict.reason],
                         ev.verdict.detail);
        }
        struct event good = {0};
        encode_event(encoder, &g.fields, &buf);
        assert_int_equal(decode_event(decoder, buf.bytes, buf.len, &good), DECODE_DONE);
        assert_int_equal(good.verdict.outcome, OUTCOME_NONE);
        assert_true(str_eq(good.fields.body, g.fields.body));
    }
    free(buf.bytes);
    decoder_free(decoder);
    schemas_free(schemas);
    config_free(cfg);
}

static void parse(struct review_json *r, const char *line)
{
    struct err e;
    if (review_json_parse(line, strlen(line), r, &e) != 0)
        fail_msg("%s", e.msg);
}

static void missing_fields_are_made_up(void **state)
{
    (void)state;
    static const char line[] = "{\"text\":\"broken\",\"cat\":\"\xe4\xb9\xa6\"}";
    struct review_json r = {0}, again = {0};
    struct fill a = {.seed = 1, .file = "a", .start_ms = 5000, .market = STR_LIT("m")}, b = a;
    char why[256];
    parse(&r, line);
    assert_non_null(fill_invalid(&r, why, sizeof(why)));
    assert_non_null(strstr(why, "'review_id' is missing"));
    fill_missing(&a, &r, line, strlen(line), 3);
    assert_null(fill_invalid(&r, why, sizeof(why)));
    assert_int_equal(r.fields.created_at, 7000);
    assert_memory_equal(r.fields.product_id.ptr, "\xe4\xb9\xa6-", 4);

    parse(&again, line); /* the same place gives the same event */
    fill_missing(&b, &again, line, strlen(line), 3);
    assert_true(str_eq(again.fields.review_id, r.fields.review_id));
    assert_true(str_eq(again.fields.seller_id, r.fields.seller_id));
    assert_true(str_eq(again.fields.author_id, r.fields.author_id));

    parse(&again, line); /* another line of the same words is another review */
    fill_missing(&b, &again, line, strlen(line), 4);
    assert_false(str_eq(again.fields.review_id, r.fields.review_id));
    parse(&again, line); /* and so is another file */
    b.file = "b";
    fill_missing(&b, &again, line, strlen(line), 3);
    assert_false(str_eq(again.fields.review_id, r.fields.review_id));
    review_json_fini(&again);
    review_json_fini(&r);
}

static void given_fields_are_kept(void **state)
{
    (void)state;
    static const char line[] = "{\"id\":\"1\",\"product\":\"p\",\"seller\":\"s\",\"user\":\"u\","
                               "\"ts\":0,\"marketplace\":\"x\"}";
    struct review_json r = {0};
    struct fill fl = {.seed = 1, .file = "a", .start_ms = 5000, .market = STR_LIT("m")};
    char why[256];
    parse(&r, line);
    assert_null(fill_invalid(&r, why, sizeof(why)));
    fill_missing(&fl, &r, line, strlen(line), 3);
    assert_true(str_eq(r.fields.review_id, STR_LIT("1")));
    assert_true(str_eq(r.fields.product_id, STR_LIT("p")));
    assert_true(str_eq(r.fields.seller_id, STR_LIT("s")));
    assert_true(str_eq(r.fields.author_id, STR_LIT("u")));
    assert_true(str_eq(r.fields.marketplace, STR_LIT("x")));
    assert_int_equal(r.fields.created_at, 0);
    review_json_fini(&r);
}

static void option_values_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t millionths;
    } percents[] = {{"0", 0},      {"0.1", 1000}, {"12", 120000}, {"100", 1000000},
                    {"100.1", -1}, {"-1", -1},    {"", -1},       {"x", -1},
                    {"5%", -1},    {"nan", -1},   {"0.0001", 1}};
    static const struct {
        const char *text;
        int rc;
        uint32_t zh, en;
    } lists[] = {{"zh:70,en:30", 0, 70, 30}, {"en", 0, 0, 1},     {"en:5", 0, 0, 5},
                 {"fr:1", -1, 0, 0},         {"zh:0", -1, 0, 0},  {"", -1, 0, 0},
                 {"zh:x", -1, 0, 0},         {"zh:-5", -1, 0, 0}, {"zh:1;en:2", -1, 0, 0},
                 {"zh:99999999", -1, 0, 0},  {"zh:", -1, 0, 0}};
    struct err e;
    uint32_t weights[GEN_TEXT_LANGUAGES];
    for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++)
        assert_int_equal(gen_options_percent(percents[i].text), percents[i].millionths);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        int rc = gen_options_languages(lists[i].text, weights, &e);
        if (rc != lists[i].rc)
            fail_msg("'%s' gave %d", lists[i].text, rc);
        assert_int_equal(rc == 0 ? weights[GEN_TEXT_ZH] : 0, lists[i].zh);
        assert_int_equal(rc == 0 ? weights[GEN_TEXT_EN] : 0, lists[i].en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_those_of_libavro),
        cmocka_unit_test(synthetic_bytes_are_those_of_libavro),
        cmocka_unit_test(offsets_are_where_fields_begin),
        cmocka_unit_test(schemas_that_do_not_suit_are_refused),
        cmocka_unit_test(other_schemas_are_followed),
        cmocka_unit_test(streams_repeat_by_seed),
        cmocka_unit_test(shares_are_about_those_asked_for),
        cmocka_unit_test(later_slots_refer_to_earlier_ones),
        cmocka_unit_test(herds_share_product_group_and_cause),
        cmocka_unit_test(poison_is_found_out),
        cmocka_unit_test(missing_fields_are_made_up),
        cmocka_unit_test(given_fields_are_kept),
        cmocka_unit_test(option_values_are_checked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
