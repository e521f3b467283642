/* The plan by tables: how each type of a writer becomes ours, what is refused when the plan is
 * compiled, and what is refused when a record is decoded, byte by byte. Against libavro, on random
 * schemas and values: test_plan_random.c. */
#include "avro_bytes.h"

#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/shape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define MS "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
#define MICROS "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}"
#define KINDS                                                                                      \
    "\"review\",\"comment\",\"post\",\"group_message\",\"live_chat\",\"return_reason\","           \
    "\"customer_message\",\"appeal_won\",\"appeal_lost\""

/* A complete record of our own schema: its fields' types and their bytes, in order. */
#define ONE(s) s, sizeof(s) - 1
static const struct column {
    const char *name, *type, *bytes;
    size_t len;
} base[] = {
    {"review_id", "\"string\"", ONE("\x04r1")},
    {"marketplace", "\"string\"", ONE("\x04mk")},
    {"kind", "{\"type\":\"enum\",\"name\":\"kind\",\"symbols\":[" KINDS "]}", ONE("\x04")},
    {"reply_to", "[\"null\",\"string\"]", ONE("\x00")},
    {"channel",
     "{\"type\":\"enum\",\"name\":\"channel\",\"symbols\":[\"marketplace\",\"social\",\"group\","
     "\"chat\"]}",
     ONE("\x02")},
    {"seller_id", "\"string\"", ONE("\x02s")},
    {"product_id", "\"string\"", ONE("\x02p")},
    {"order_id", "[\"null\",\"string\"]", ONE("\x02\x04o1")},
    {"group_id", "[\"null\",\"string\"]", ONE("\x00")},
    {"group_size", "[\"null\",\"long\"]", ONE("\x02\xe8\x07")},
    {"author_id", "\"string\"", ONE("\x02z")},
    {"author_followers", "[\"null\",\"long\"]", ONE("\x02\x80\x80\x80\x80\x20")},
    {"rating", "[\"null\",\"int\"]", ONE("\x02\x02")},
    {"title", "[\"null\",\"string\"]", ONE("\x02\x0c\xe4\xbd\xa0\xe5\xa5\xbd")},
    {"body", "\"string\"", ONE("\x0elate...")},
    {"locale", "\"string\"", ONE("\x0azh-CN")},
    {"media_count", "\"long\"", ONE("\x06")},
    {"helpful_votes", "\"long\"", ONE("\x80\x01")},
    {"shares", "\"long\"", ONE("\x00")},
    {"comments", "\"long\"", ONE("\x0a")},
    {"order_value_minor", "[\"null\",\"long\"]", ONE("\x00")},
    {"list_price_minor", "[\"null\",\"long\"]", ONE("\x00")},
    {"currency", "[\"null\",\"string\"]",
     ONE("\x02\x06"
         "CNY")},
    {"purchased_at", "[\"null\"," MS "]", ONE("\x00")},
    {"received_at", "[\"null\"," MS "]", ONE("\x00")},
    {"created_at", MS, ONE("\x80\xa0\xb2\xed\x8f\x66")},
    {"version", "\"long\"", ONE("\x02")},
    {"listing_rating", "[\"null\",\"double\"]", ONE("\x02\x00\x00\x00\x00\x00\x00\x12\x40")},
    {"listing_rating_count", "[\"null\",\"long\"]", ONE("\x02\x06")},
    {"campaign_id", "[\"null\",\"string\"]", ONE("\x00")},
    {"review_page", "[\"null\",\"long\"]", ONE("\x00")},
    {"repost_depth", "[\"null\",\"long\"]", ONE("\x00")},
};
#define COLUMNS (sizeof(base) / sizeof(base[0]))

static struct reader *reader;

static int setup(void **state)
{
    (void)state;
    size_t len;
    struct err e;
    const char *json = reader_schema(&len);
    reader = reader_new(json, len, &e);
    return reader ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    reader_free(reader);
    return 0;
}

/* What a test changes of the record: one column's name, type and bytes; or one more at the end. */
struct change {
    const char *field; /* of ours; NULL: `extra` is added instead */
    const char *name;  /* the writer's name of it, NULL: the same; "": it is left out */
    const char *more;  /* more members of the field's JSON, e.g. ,"aliases":["x"] */
    const char *type;
    const char *bytes;
    size_t len;
};

static struct plan *make_plan(const struct change *c, enum reason *reason, struct err *e)
{
    char *json;
    size_t len;
    FILE *out = open_memstream(&json, &len);
    fprintf(out, "{\"type\":\"record\",\"name\":\"any\",\"fields\":[");
    const char *comma = "";
    for (size_t i = 0; i < COLUMNS; i++) {
        bool changed = c->field && strcmp(c->field, base[i].name) == 0;
        const char *name = changed && c->name ? c->name : base[i].name;
        if (!name[0])
            continue;
        fprintf(out, "%s{\"name\":\"%s\",\"type\":%s%s}", comma, name,
                changed && c->type ? c->type : base[i].type, changed && c->more ? c->more : "");
        comma = ",";
    }
    if (!c->field && c->type)
        fprintf(out, ",{\"name\":\"extra\",\"type\":%s}", c->type);
    fprintf(out, "]}");
    fclose(out);
    struct plan *plan = plan_new(reader, json, len, reason, e);
    free(json);
    return plan;
}

static struct bytes make_body(const struct change *c, size_t *changed_at)
{
    struct bytes b = {0};
    for (size_t i = 0; i < COLUMNS; i++) {
        bool changed = c->field && strcmp(c->field, base[i].name) == 0;
        if (changed)
            *changed_at = b.len;
        if (changed && c->name && !c->name[0])
            continue;
        if (changed && c->bytes)
            bytes_put(&b, c->bytes, c->len);
        else
            bytes_put(&b, base[i].bytes, base[i].len);
    }
    if (!c->field) {
        *changed_at = b.len;
        bytes_put(&b, c->bytes, c->len);
    }
    return b;
}

/* Decodes by the interpreter and by whatever plan_decode takes: both must agree. */
static bool decode(const struct plan *plan, const struct bytes *b, struct event_fields *f,
                   struct plan_fault *fault)
{
    uint8_t *exact = bytes_exact(b);
    struct event_fields g;
    bool a = plan_interpret(plan, exact, b->len, &g, fault);
    bool d = plan_decode(plan, exact, b->len, f, fault);
    assert_int_equal(a, d);
    if (a) {
        assert_int_equal(f->created_at, g.created_at);
        assert_int_equal(f->rating, g.rating);
        assert_true(str_eq(f->body, g.body));
    }
    free(exact);
    return a;
}

static void test_own_schema(void **state)
{
    (void)state;
    struct change none = {.field = ""};
    enum reason reason;
    struct err e;
    size_t at;
    struct plan *plan = make_plan(&none, &reason, &e);
    assert_non_null(plan);
    assert_true(plan_is_straight(plan));
    struct bytes b = make_body(&none, &at);
    struct event_fields f;
    struct plan_fault fault;
    assert_true(plan_decode(plan, b.ptr, b.len, &f, &fault));
    assert_true(str_eq(f.review_id, STR_LIT("r1")));
    assert_int_equal(f.kind, KIND_POST);
    assert_int_equal(f.channel, CHANNEL_SOCIAL);
    assert_null(f.reply_to.ptr);
    assert_true(str_eq(f.order_id, STR_LIT("o1")));
    assert_int_equal(f.group_size, 500);
    assert_int_equal(f.author_followers, INT64_C(4294967296));
    assert_int_equal(f.rating, 1);
    assert_true(str_eq(f.title, STR_LIT("\xe4\xbd\xa0\xe5\xa5\xbd")));
    assert_true(str_eq(f.body, STR_LIT("late...")));
    assert_int_equal(f.helpful_votes, 64);
    assert_int_equal(f.order_value_minor, EVENT_ABSENT);
    assert_int_equal(f.purchased_at, EVENT_ABSENT);
    assert_int_equal(f.created_at, INT64_C(1754474629120));
    assert_int_equal(f.version, 1);
    assert_true(f.listing_rating == 4.5);
    assert_int_equal(f.listing_rating_count, 3);
    assert_true(f.body.ptr >= (char *)b.ptr && f.body.ptr < (char *)b.ptr + b.len); /* borrowed */
    free(b.ptr);
    plan_free(plan);
}

/* The embedded schema is the table's: the straight path serves it. */
static void test_embedded_schema_is_straight(void **state)
{
    (void)state;
    size_t len;
    enum reason reason;
    struct err e;
    const char *json = reader_schema(&len);
    struct plan *plan = plan_new(reader, json, len, &reason, &e);
    assert_non_null(plan);
    assert_true(plan_is_straight(plan));
    plan_free(plan);
}

static double number_of(const struct event_fields *f, const char *name)
{
#define NUMBER_STRING(field) (double)f->field.len
#define NUMBER_LONG(field) (double)f->field
#define NUMBER_TIME NUMBER_LONG
#define NUMBER_INT NUMBER_LONG
#define NUMBER_DOUBLE NUMBER_LONG
#define NUMBER_KIND NUMBER_LONG
#define NUMBER_CHANNEL NUMBER_LONG
#define ROW(field, type, optional)                                                                 \
    if (strcmp(name, #field) == 0)                                                                 \
        return NUMBER_##type(field);
    READER_FIELDS(ROW)
#undef ROW
    fail_msg("no field %s", name);
    return 0;
}

#define INCOMPATIBLE (-1e9)
#define COLOURS "{\"type\":\"enum\",\"name\":\"c\",\"symbols\":[\"red\",\"review\"]}"

/* Each row: the writer's type of one field, bytes, and the number we must find (a string's length,
 * an enum's number in our vocabulary), or that the plan is refused. */
static void test_resolution(void **state)
{
    (void)state;
    const struct {
        struct change c;
        double want;
    } rows[] = {
        {{"shares", 0, 0, "\"int\"", ONE("\x54")}, 42},
        {{"shares", 0, 0, "\"float\"", ONE("")}, INCOMPATIBLE},
        {{"shares", 0, 0, "\"string\"", ONE("")}, INCOMPATIBLE},
        {{"shares", 0, 0, "\"boolean\"", ONE("")}, INCOMPATIBLE},
        {{"shares", 0, 0, "[\"int\",\"long\"]", ONE("\x02\x54")}, 42},
        {{"shares", 0, 0, "[\"string\",\"null\"]", ONE("")}, INCOMPATIBLE},
        {{"shares", 0, 0, "[\"null\",\"long\",\"string\"]", ONE("\x02\x54")}, 42},
        {{"shares", "", 0, 0, ONE("")}, 0},
        {{"rating", 0, 0, "\"int\"", ONE("\x0a")}, 5},
        {{"rating", 0, 0, "\"long\"", ONE("")}, INCOMPATIBLE},
        {{"rating", 0, 0, "[\"int\",\"null\"]", ONE("\x02")}, EVENT_ABSENT},
        {{"rating", 0, 0, "[\"int\",\"null\"]", ONE("\x00\x08")}, 4},
        {{"rating", 0, 0, "\"null\"", ONE("")}, EVENT_ABSENT},
        {{"rating", 0, 0, "[\"null\",\"string\",\"int\"]", ONE("\x04\x06")}, 3},
        {{"rating", 0, 0, "[\"null\",\"int\"]", ONE("\x82\x00\x08")}, 4}, /* a longer 1 */
        {{"rating", "", 0, 0, ONE("")}, EVENT_ABSENT},
        {{"listing_rating", 0, 0, "\"float\"", ONE("\x00\x00\x20\x40")}, 2.5},
        {{"listing_rating", 0, 0, "\"int\"", ONE("\x08")}, 4},
        {{"listing_rating", 0, 0, "\"long\"", ONE("\x06")}, 3},
        {{"listing_rating", 0, 0, "[\"null\",\"float\"]", ONE("\x02\x00\x00\x80\x3f")}, 1},
        {{"listing_rating", 0, 0, "\"bytes\"", ONE("")}, INCOMPATIBLE},
        {{"body", 0, 0, "\"bytes\"",
          ONE("\x06"
              "abc")},
         3},
        {{"body", 0, 0, "[\"null\",\"bytes\",\"string\"]",
          ONE("\x04\x06"
              "abc")},
         3},
        {{"body", 0, 0, "{\"type\":\"fixed\",\"name\":\"x\",\"size\":3}", ONE("")}, INCOMPATIBLE},
        {{"body", "", 0, 0, ONE("")}, 0},
        {{"review_id", "", 0, 0, ONE("")}, INCOMPATIBLE},
        {{"kind", 0, 0, COLOURS, ONE("\x02")}, KIND_REVIEW},
        {{"kind", 0, 0, "[\"null\"," COLOURS "]", ONE("\x02\x02")}, KIND_REVIEW},
        {{"kind", "", 0, 0, ONE("")}, KIND_REVIEW},
        {{"channel", "", 0, 0, ONE("")}, CHANNEL_MARKETPLACE},
        {{"kind", 0, 0, "\"string\"", ONE("")}, INCOMPATIBLE},
        {{"created_at", 0, 0, "\"long\"", ONE("\xd0\x0f")}, 1000},
        {{"created_at", 0, 0, "\"int\"", ONE("\xd0\x0f")}, 1000},
        {{"created_at", 0, 0, MICROS, ONE("\xd0\x0f")}, 1},
        {{"created_at", 0, 0, MICROS, ONE("\x01")}, -2}, /* -1 us is in ms -1, which is "absent" */
        {{"purchased_at", 0, 0, "[\"null\"," MICROS "]", ONE("\x02\xd0\x0f")}, 1},
        {{"purchased_at", 0, 0, "[" MICROS ",\"null\"]", ONE("\x00\xd0\x0f")}, 1},
        {{"group_size", 0, 0, "[\"null\",\"long\"]", ONE("\x02\x01")}, -2}, /* -1 is not absent */
        {{"version", 0, 0, "\"int\"", ONE("\x0e")}, 7},
        /* names */
        {{"helpful_votes", "helpful", 0, 0, ONE("\x08")}, 4},                    /* our alias */
        {{"shares", "reposts", ",\"aliases\":[\"shares\"]", 0, ONE("\x08")}, 4}, /* the writer's */
        {{"shares", "reposts", 0, 0, ONE("\x08")}, 0},
        {{"seller_id", "shop", ",\"aliases\":[\"x\",\"seller_id\"]", 0, ONE("\x04zz")}, 2},
        {{"seller_id", "shop", 0, 0, ONE("")}, INCOMPATIBLE},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum reason reason = REASON_NONE;
        struct err e;
        size_t at;
        struct event_fields f;
        struct plan_fault fault;
        struct plan *plan = make_plan(&rows[i].c, &reason, &e);
        if (rows[i].want == INCOMPATIBLE) {
            assert_null(plan);
            assert_true(reason == REASON_INCOMPATIBLE || reason == REASON_BAD_SCHEMA);
            continue;
        }
        if (!plan)
            fail_msg("row %zu: %s", i, e.msg);
        struct bytes b = make_body(&rows[i].c, &at);
        if (!decode(plan, &b, &f, &fault))
            fail_msg("row %zu: %s at %zu: %s", i, fault.field, fault.at,
                     vocab_reason[fault.reason]);
        if (number_of(&f, rows[i].c.field) != rows[i].want)
            fail_msg("row %zu: %g", i, number_of(&f, rows[i].c.field));
        free(b.ptr);
        plan_free(plan);
    }
}

#define ARRAY(items) "{\"type\":\"array\",\"items\":" items "}"
#define MAP(values) "{\"type\":\"map\",\"values\":" values "}"
#define TREE                                                                                       \
    "{\"type\":\"record\",\"name\":\"tree\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"},"        \
    "{\"name\":\"kids\",\"type\":" ARRAY("\"tree\"") "}]}"
#define HOLLOW                                                                                     \
    "{\"type\":\"record\",\"name\":\"hollow\",\"fields\":[{\"name\":\"n\",\"type\":\"null\"}]}"

/* Each row: one field's bytes, or what a field more holds, and the fault it must be. `at` counts
 * from the field's first byte. */
static void test_faults(void **state)
{
    (void)state;
    const struct {
        struct change c;
        enum reason want;
        size_t at;
    } rows[] = {
        /* our own fields */
        {{"kind", 0, 0, 0, ONE("\x12")}, REASON_BAD_ENUM, 0},
        {{"kind", 0, 0, 0, ONE("\x01")}, REASON_BAD_ENUM, 0},
        {{"kind", 0, 0, COLOURS, ONE("\x00")}, REASON_BAD_ENUM, 0}, /* a symbol that is not ours */
        {{"reply_to", 0, 0, 0, ONE("\x04")}, REASON_BAD_UNION, 0},
        {{"reply_to", 0, 0, 0, ONE("\x01")}, REASON_BAD_UNION, 0},
        {{"reply_to", 0, 0, 0, ONE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")},
         REASON_BAD_UNION,
         0},
        {{"body", 0, 0, 0, ONE("\x01")}, REASON_BAD_LENGTH, 0},
        {{"body", 0, 0, 0, ONE("\x80\x80\x80\x80\x08")}, REASON_BAD_LENGTH, 0}, /* 1 GiB */
        {{"body", 0, 0, 0, ONE("\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01")}, REASON_BAD_LENGTH, 0},
        {{"body", 0, 0, 0, ONE("\x04\xc3\x28")}, REASON_BAD_UTF8, 1},
        {{"body", 0, 0, 0, ONE("\x06\xed\xa0\x80")}, REASON_BAD_UTF8, 1},
        {{"body", 0, 0, "\"bytes\"", ONE("\x02\xff")}, REASON_BAD_UTF8, 1},
        {{"title", 0, 0, 0, ONE("\x02\x04\xe4\xbd")}, REASON_BAD_UTF8, 2},
        {{"shares", 0, 0, 0, ONE("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01")},
         REASON_BAD_VARINT,
         0},
        {{"shares", 0, 0, 0, ONE("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02")},
         REASON_BAD_VARINT,
         0},
        {{"shares", 0, 0, "\"int\"", ONE("\x80\x80\x80\x80\x10")}, REASON_BAD_VARINT, 0},
        {{"rating", 0, 0, 0, ONE("\x02\x80\x80\x80\x80\x10")}, REASON_BAD_VARINT, 1},
        {{"seller_id", 0, 0, "[\"null\",\"string\"]", ONE("\x00")}, REASON_INCOMPATIBLE, 1},
        {{"shares", 0, 0, "[\"string\",\"long\"]", ONE("\x00\x02x")}, REASON_INCOMPATIBLE, 1},
        {{"repost_depth", 0, 0, 0, ONE("\x00\x00")}, REASON_TRAILING, 1},
        {{"campaign_id", 0, 0, 0, ONE("\x02\x0exy")}, REASON_BAD_LENGTH, 1},
        {{"repost_depth", 0, 0, 0, ONE("")}, REASON_TRUNCATED, 0},
        /* what we do not read */
        {{0, 0, 0, "\"boolean\"", ONE("\x02")}, REASON_BAD_BOOL, 0},
        {{0, 0, 0, "\"boolean\"", ONE("\x01")}, REASON_NONE, 0},
        {{0, 0, 0, "\"boolean\"", ONE("")}, REASON_TRUNCATED, 0},
        {{0, 0, 0, "\"int\"", ONE("\x80\x80\x80\x80\x10")}, REASON_BAD_VARINT, 0},
        {{0, 0, 0, "\"int\"", ONE("\xff\xff\xff\xff\x0f")}, REASON_NONE, 0}, /* INT32_MIN */
        {{0, 0, 0, "\"long\"", ONE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")}, REASON_NONE, 0},
        {{0, 0, 0, "\"long\"", ONE("\x80")}, REASON_TRUNCATED, 0},
        {{0, 0, 0, "\"float\"", ONE("\x00\x00\x00")}, REASON_TRUNCATED, 0},
        {{0, 0, 0, "\"double\"", ONE("\x00\x00\x00\x00\x00\x00\x00\x00")}, REASON_NONE, 0},
        {{0, 0, 0, "\"string\"", ONE("\x02\xff")}, REASON_BAD_UTF8, 1},
        {{0, 0, 0, "\"bytes\"", ONE("\x02\xff")}, REASON_NONE, 0},
        {{0, 0, 0, "\"bytes\"", ONE("\x04\xff")}, REASON_BAD_LENGTH, 0},
        {{0, 0, 0, COLOURS, ONE("\x04")}, REASON_BAD_ENUM, 0},
        {{0, 0, 0, COLOURS, ONE("\x02")}, REASON_NONE, 0},
        {{0, 0, 0, "{\"type\":\"fixed\",\"name\":\"x\",\"size\":3}", ONE("abc")}, REASON_NONE, 0},
        {{0, 0, 0, "{\"type\":\"fixed\",\"name\":\"x\",\"size\":3}", ONE("ab")},
         REASON_TRUNCATED,
         0},
        {{0, 0, 0, "{\"type\":\"fixed\",\"name\":\"x\",\"size\":0}", ONE("")}, REASON_NONE, 0},
        {{0, 0, 0, "[\"int\",\"string\"]", ONE("\x02\x04hi")}, REASON_NONE, 0},
        {{0, 0, 0, "[\"int\",\"string\"]", ONE("\x04")}, REASON_BAD_UNION, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x04\x02\x02\x02\x02\x00")}, REASON_NONE, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x03\x04\x02\x02\x00")}, REASON_NONE, 0}, /* size 2 */
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x03\x02\x02\x02\x00")}, REASON_BAD_BLOCK, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x03\x06\x02\x02\x00")}, REASON_BAD_BLOCK, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x03\x01\x02\x02\x00")}, REASON_BAD_BLOCK, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x03\x7e\x02\x02\x00")}, REASON_BAD_BLOCK, 0},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x04\x02")}, REASON_BAD_BLOCK, 1},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\x04\x02\x02")}, REASON_TRUNCATED, 3},
        {{0, 0, 0, ARRAY("\"int\""), ONE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00")},
         REASON_BAD_BLOCK,
         0}, /* INT64_MIN */
        {{0, 0, 0, ARRAY("\"null\""), ONE("\x80\x80\x80\x80\x80\x80\x01")}, REASON_BAD_BLOCK, 7},
        {{0, 0, 0, ARRAY("\"null\""), ONE("\x06\x00")}, REASON_NONE, 0},
        {{0, 0, 0, ARRAY(HOLLOW), ONE("\x06\x00")}, REASON_NONE, 0},
        {{0, 0, 0, ARRAY(HOLLOW), ONE("\x80\x80\x80\x80\x80\x80\x01\x00")}, REASON_BAD_BLOCK, 7},
        {{0, 0, 0, MAP("\"null\""), ONE("\x02\x02k\x00")}, REASON_NONE, 0},
        {{0, 0, 0, MAP("\"null\""), ONE("\x80\x80\x80\x80\x80\x01\x00")}, REASON_BAD_BLOCK, 6},
        {{0, 0, 0, MAP("\"long\""), ONE("\x02\x02k\x06\x00")}, REASON_NONE, 0},
        {{0, 0, 0, MAP("\"long\""), ONE("\x01\x06\x02k\x06\x00")}, REASON_NONE, 0},
        {{0, 0, 0, MAP("\"long\""), ONE("\x02\x02\xff\x06\x00")}, REASON_BAD_UTF8, 2},
        {{0, 0, 0, TREE, ONE("\x02\x04\x04\x00\x06\x00\x00")}, REASON_NONE, 0},
        {{0, 0, 0, TREE, ONE("\x02\x04\x04\x00\x06\x00")}, REASON_TRUNCATED, 6},
        {{0, 0, 0, HOLLOW, ONE("")}, REASON_NONE, 0},
        {{0, 0, 0, "\"null\"", ONE("\x00")}, REASON_TRAILING, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum reason reason = REASON_NONE;
        struct err e;
        size_t at;
        struct event_fields f;
        struct plan_fault fault = {0};
        struct plan *plan = make_plan(&rows[i].c, &reason, &e);
        if (!plan)
            fail_msg("row %zu: %s", i, e.msg);
        struct bytes b = make_body(&rows[i].c, &at);
        bool good = decode(plan, &b, &f, &fault);
        if (good != (rows[i].want == REASON_NONE))
            fail_msg("row %zu: %s", i, good ? "accepted" : vocab_reason[fault.reason]);
        if (!good && (fault.reason != rows[i].want || fault.at != at + rows[i].at))
            fail_msg("row %zu: %s %s at %zu, not %s at %zu", i, fault.field,
                     vocab_reason[fault.reason], fault.at, vocab_reason[rows[i].want],
                     at + rows[i].at);
        if (!good && rows[i].want != REASON_TRAILING)
            assert_string_equal(fault.field, rows[i].c.field ? rows[i].c.field : "extra");
        free(b.ptr);
        plan_free(plan);
    }
}

/* A tree that is one branch, deeper and deeper. */
static void test_depth(void **state)
{
    (void)state;
    enum reason reason;
    struct err e;
    struct change c = {.type = TREE};
    struct plan *plan = make_plan(&c, &reason, &e);
    assert_non_null(plan);
    for (int depth = 1; depth < 300; depth++) {
        struct bytes tree = {0};
        for (int i = 1; i < depth; i++)
            bytes_put(&tree, "\x02\x02", 2); /* v 1, one kid */
        bytes_put(&tree, "\x02\x00", 2);
        for (int i = 1; i < depth; i++)
            bytes_put(&tree, "\x00", 1);
        size_t at;
        c.bytes = (const char *)tree.ptr;
        c.len = tree.len;
        struct bytes b = make_body(&c, &at);
        struct event_fields f;
        struct plan_fault fault;
        bool good = decode(plan, &b, &f, &fault);
        assert_int_equal(good, 2 * depth <= SHAPE_DEPTH_MAX); /* a record and an array a level */
        if (!good)
            assert_int_equal(fault.reason, REASON_TOO_DEEP);
        free(b.ptr);
        free(tree.ptr);
    }
    plan_free(plan);
}

/* Every record cut short anywhere is refused, and one byte more is, too. */
static void test_every_prefix(void **state)
{
    (void)state;
    struct change c = {.type = MAP(ARRAY("[\"null\",\"string\"]")),
                       .bytes = "\x02\x02k\x04\x00\x02\x04hi\x00\x00",
                       .len = 11};
    enum reason reason;
    struct err e;
    size_t at;
    for (int own = 0; own < 2; own++) {
        struct change none = {.field = ""}, *use = own ? &none : &c;
        struct plan *plan = make_plan(use, &reason, &e);
        assert_non_null(plan);
        struct bytes whole = make_body(use, &at);
        struct event_fields f;
        struct plan_fault fault;
        assert_true(decode(plan, &whole, &f, &fault));
        for (size_t n = 0; n < whole.len; n++) {
            struct bytes part = {.ptr = whole.ptr, .len = n};
            assert_false(decode(plan, &part, &f, &fault));
            assert_true(fault.at <= n);
        }
        bytes_put(&whole, "\x00", 1);
        assert_false(decode(plan, &whole, &f, &fault));
        assert_int_equal(fault.reason, REASON_TRAILING);
        free(whole.ptr);
        plan_free(plan);
    }
}

#define ENUM_C(more) "{\"type\":\"enum\",\"name\":\"c\"" more ",\"symbols\":[\"A\"]}"

/* libavro leaks when a type is defined twice: such schemas must not reach it. The same name in
 * another namespace is another type. */
static void test_type_names(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        bool good;
    } rows[] = {
        {MAP("[\"null\"," ENUM_C("") "]"), true},
        {"[\"null\"," ENUM_C("") "," ARRAY(ENUM_C("")) "]", false},
        {"[\"null\"," ENUM_C("") "," ARRAY(ENUM_C(",\"namespace\":\"x\"")) "]", true},
        {"[" ENUM_C(",\"namespace\":\"x\"") "," ARRAY(ENUM_C(",\"namespace\":\"x\"")) "]", false},
        {"{\"type\":\"record\",\"name\":\"any\",\"fields\":[]}", false}, /* the writer's own name */
        {"{\"type\":\"record\",\"name\":\"n.c\",\"fields\":[{\"name\":\"a\",\"type\":" ENUM_C(
             "") "}]}",
         false}, /* inside n.c the enum c is n.c, too */
        {"{\"type\":\"record\",\"name\":\"n.r\",\"fields\":[{\"name\":\"a\",\"type\":" ENUM_C(
             "") "}]}",
         true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct change c = {.type = rows[i].type};
        enum reason reason = REASON_NONE;
        struct err e = {""};
        struct plan *plan = make_plan(&c, &reason, &e);
        if (!plan != !rows[i].good)
            fail_msg("row %zu: %s", i, plan ? "accepted" : e.msg);
        if (!plan)
            assert_non_null(strstr(e.msg, "defined twice"));
        plan_free(plan);
    }
}

static void test_bad_schemas(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum reason want;
    } rows[] = {
        {"", REASON_BAD_SCHEMA},
        {"{", REASON_BAD_SCHEMA},
        {"{}", REASON_BAD_SCHEMA},
        {"\"int\"", REASON_INCOMPATIBLE},
        {"\"nothing\"", REASON_BAD_SCHEMA},
        {"[\"int\",\"string\"]", REASON_INCOMPATIBLE},
        {"[]", REASON_BAD_SCHEMA},
        {"{\"type\":\"record\",\"name\":\"r\"}", REASON_BAD_SCHEMA},
        {"{\"type\":\"record\",\"name\":\"r\",\"fields\":[]}", REASON_INCOMPATIBLE},
        {"{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
         "{\"name\":\"a\",\"type\":\"int\"}]}",
         REASON_BAD_SCHEMA},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum reason reason = REASON_NONE;
        struct err e = {""};
        assert_null(plan_new(reader, rows[i].json, strlen(rows[i].json), &reason, &e));
        if (reason != rows[i].want)
            fail_msg("row %zu: %s: %s", i, vocab_reason[reason], e.msg);
        assert_true(e.msg[0]);
    }
    struct change loop = {.type = "{\"type\":\"record\",\"name\":\"loop\",\"fields\":[{\"name\":"
                                  "\"again\",\"type\":\"loop\"}]}"};
    struct change negative = {.type = "{\"type\":\"fixed\",\"name\":\"f\",\"size\":-3}"};
    enum reason reason;
    struct err e;
    assert_null(make_plan(&loop, &reason, &e));
    assert_int_equal(reason, REASON_BAD_SCHEMA);
    assert_null(make_plan(&negative, &reason, &e));
    assert_int_equal(reason, REASON_BAD_SCHEMA);
}

/* A topic of several records: ours is one branch, the other costs a dead letter. */
static void test_top_union(void **state)
{
    (void)state;
    size_t len;
    enum reason reason;
    struct err e;
    const char *own = reader_schema(&len);
    char *json;
    assert_true(asprintf(&json,
                         "[\"null\",{\"type\":\"record\",\"name\":\"other\",\"fields\":[]},%.*s]",
                         (int)len, own) > 0);
    struct plan *plan = plan_new(reader, json, strlen(json), &reason, &e);
    assert_non_null(plan);
    assert_false(plan_is_straight(plan));
    for (int64_t branch = 0; branch < 4; branch++) {
        struct bytes b = {0};
        bytes_put_long(&b, branch);
        for (size_t i = 0; branch == 2 && i < COLUMNS; i++)
            bytes_put(&b, base[i].bytes, base[i].len);
        struct event_fields f;
        struct plan_fault fault;
        bool good = decode(plan, &b, &f, &fault);
        assert_int_equal(good, branch == 2);
        if (!good)
            assert_int_equal(fault.reason, branch == 3 ? REASON_BAD_UNION : REASON_INCOMPATIBLE);
        free(b.ptr);
    }
    plan_free(plan);
    free(json);
}

/* A reader with a default for unknown symbols; ours has none, so that no kind is misread. */
static void test_enum_default(void **state)
{
    (void)state;
    static const char json[] =
        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"kind\",\"type\":{\"type\":"
        "\"enum\",\"name\":\"k\",\"symbols\":[\"review\",\"post\"],\"default\":\"post\"}}]}";
    static const char writer[] =
        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"kind\",\"type\":{\"type\":"
        "\"enum\",\"name\":\"k\",\"symbols\":[\"comment\",\"review\",\"new\"]}}]}";
    static const uint8_t want[] = {KIND_POST, KIND_REVIEW, KIND_POST};
    struct err e;
    enum reason reason;
    struct reader *r = reader_new(json, sizeof(json) - 1, &e);
    assert_non_null(r);
    struct plan *plan = plan_new(r, writer, sizeof(writer) - 1, &reason, &e);
    assert_non_null(plan);
    for (int64_t i = 0; i < 3; i++) {
        struct bytes b = {0};
        struct event_fields f;
        struct plan_fault fault;
        bytes_put_long(&b, i);
        assert_true(decode(plan, &b, &f, &fault));
        assert_int_equal(f.kind, want[i]); /* comment is no symbol of THIS reader */
        free(b.ptr);
    }
    plan_free(plan);
    reader_free(r);
}

static void test_bad_readers(void **state)
{
    (void)state;
#define READER_OF(field) "{\"type\":\"record\",\"name\":\"r\",\"fields\":[" field "]}"
    static const char *const rows[] = {
        "",
        "{}",
        READER_OF("{}"),
        READER_OF("{\"name\":\"shares\",\"type\":\"int\"}"),
        READER_OF("{\"name\":\"rating\",\"type\":\"int\"}"),
        READER_OF("{\"name\":\"rating\",\"type\":[\"int\",\"null\"]}"),
        READER_OF("{\"name\":\"created_at\",\"type\":\"long\"}"),
        READER_OF("{\"name\":\"shares\",\"type\":\"long\",\"default\":\"x\"}"),
        READER_OF("{\"name\":\"shares\",\"type\":\"long\",\"default\":null}"),
        READER_OF("{\"name\":\"kind\",\"type\":" COLOURS "}"),
        READER_OF("{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"k\",\"symbols\":["
                  "\"post\"]},\"default\":\"review\"}"),
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err e;
        assert_null(reader_new(rows[i], strlen(rows[i]), &e));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_schema),  cmocka_unit_test(test_embedded_schema_is_straight),
        cmocka_unit_test(test_resolution),  cmocka_unit_test(test_faults),
        cmocka_unit_test(test_depth),       cmocka_unit_test(test_every_prefix),
        cmocka_unit_test(test_bad_schemas), cmocka_unit_test(test_type_names),
        cmocka_unit_test(test_top_union),   cmocka_unit_test(test_enum_default),
        cmocka_unit_test(test_bad_readers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
