/* decode_event: framing, schema ids, reasons and what the event holds after each. */
#include "avro_bytes.h"

#include "core/event.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct setup {
    struct config *cfg;
    struct schemas *schemas;
    struct decoder *decoder;
};

static int setup(void **state)
{
    static struct setup s;
    struct err e;
    s.cfg = config_new();
    s.schemas = schemas_new(s.cfg, &e);
    if (!s.schemas)
        return -1;
    s.decoder = decoder_new(s.schemas);
    *state = &s;
    return 0;
}

static int teardown(void **state)
{
    struct setup *s = *state;
    decoder_free(s->decoder);
    schemas_free(s->schemas);
    config_free(s->cfg);
    return 0;
}

/* A record of our schema; what differs from the ordinary one is given as bytes, in place of: */
enum part { REVIEW_ID, KIND, REPLY_TO, RATING, BODY, CREATED_AT, VERSION, END, PARTS };

static struct bytes make(uint32_t id, enum part part, const char *bytes, size_t len)
{
    const struct {
        const char *bytes;
        size_t len;
    } pieces[] = {
#define PIECE(s) {s, sizeof(s) - 1}
        PIECE("\x04r1"),
        PIECE("\x04mk"), /* marketplace */
        PIECE("\x00"),   /* kind */
        PIECE("\x00"),   /* reply_to */
        PIECE("\x00\x02s\x02p\x00\x00\x00\x02"
              "a\x00"),                                      /* channel to author_followers */
        PIECE("\x02\x0a"),                                   /* rating */
        PIECE("\x00"),                                       /* title */
        PIECE("\x04ok"),                                     /* body */
        PIECE("\x04zh\x00\x00\x00\x00\x00\x00\x00\x00\x00"), /* locale to received_at */
        PIECE("\x80\xa0\xb2\xed\x8f\x66"),                   /* created_at */
        PIECE("\x02"),                                       /* version */
        PIECE("\x00\x00\x00"),                               /* listing_rating to campaign_id */
        PIECE(""),
    };
    static const int part_of[] = {REVIEW_ID, -1, KIND,       REPLY_TO, -1, RATING, -1,
                                  BODY,      -1, CREATED_AT, VERSION,  -1, END};
    struct bytes b = {0};
    const uint8_t frame[] = {0, (uint8_t)(id >> 24), (uint8_t)(id >> 16), (uint8_t)(id >> 8),
                             (uint8_t)id};
    bytes_put(&b, frame, sizeof(frame));
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
        if (part_of[i] == (int)part)
            bytes_put(&b, bytes, len);
        else
            bytes_put(&b, pieces[i].bytes, pieces[i].len);
    return b;
}

static struct event decode(struct setup *s, const struct bytes *b)
{
    struct event ev;
    memset(&ev, 0xaa, sizeof(ev)); /* what an earlier event left */
    ev.verdict = (struct verdict){.outcome = OUTCOME_NONE};
    uint8_t *exact = bytes_exact(b);
    assert_int_equal(decode_event(s->decoder, exact, b->len, &ev), DECODE_DONE);
    free(exact);
    return ev;
}

static void test_good(void **state)
{
    struct bytes b = make(2, PARTS, NULL, 0);
    struct event ev = {.verdict.outcome = OUTCOME_NONE};
    assert_int_equal(decode_event(((struct setup *)*state)->decoder, b.ptr, b.len, &ev),
                     DECODE_DONE);
    assert_int_equal(ev.verdict.outcome, OUTCOME_NONE);
    assert_int_equal(ev.source.schema_id, 2);
    assert_true(str_eq(ev.fields.review_id, STR_LIT("r1")));
    assert_true(str_eq(ev.fields.locale, STR_LIT("zh")));
    assert_int_equal(ev.fields.rating, 5);
    assert_int_equal(ev.fields.created_at, INT64_C(1754474629120));
    assert_ptr_equal(ev.fields.review_id.ptr, b.ptr + 6); /* borrowed */
    free(b.ptr);
}

#define BYTES(s) s, sizeof(s) - 1
#define LONG_ID                                                                                    \
    "\x82\x04"                                                                                     \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"  \
    "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901"  \
    "234567890123456789012345678901234567890123456789012345678901234567890123456"

static void test_dead_letters(void **state)
{
    static const struct {
        uint32_t id;
        enum part part;
        const char *bytes;
        size_t len;
        enum reason want;
        const char *detail;
    } rows[] = {
        {9, PARTS, NULL, 0, REASON_UNKNOWN_SCHEMA, "schema id 9"},
        {0xffffffff, PARTS, NULL, 0, REASON_UNKNOWN_SCHEMA, "schema id -1"},
        {2, KIND, BYTES("\x0e"), REASON_BAD_ENUM, "kind at byte 11"},
        {2, REPLY_TO, BYTES("\x08"), REASON_BAD_UNION, "reply_to at byte 12"},
        {2, BODY, BYTES("\x80\x80\x80\x80\x08"), REASON_BAD_LENGTH, "body at byte 27"},
        {2, BODY, BYTES("\x04\xff\xfe"), REASON_BAD_UTF8, "body at byte 28"},
        {2, CREATED_AT, BYTES("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), REASON_BAD_VARINT,
         "created_at at byte 42"},
        {2, END, BYTES("\x00\x00"), REASON_TRAILING, "the end at byte 52"},
        /* read well, but impossible */
        {2, RATING, BYTES("\x02\x12"), REASON_INVALID_VALUE, "rating"},
        {2, RATING, BYTES("\x02\x00"), REASON_INVALID_VALUE, "rating"},
        {2, RATING, BYTES("\x02\x01"), REASON_INVALID_VALUE, "rating"}, /* -1 is not "absent" */
        {2, REVIEW_ID, BYTES("\x00"), REASON_INVALID_VALUE, "review_id"},
        {2, REVIEW_ID, BYTES(LONG_ID), REASON_INVALID_VALUE, "review_id"},
        {2, KIND, BYTES("\x0c"), REASON_INVALID_VALUE, "reply_to"}, /* a message to nothing */
        {2, VERSION, BYTES("\x00"), REASON_INVALID_VALUE, "version"},
        {2, CREATED_AT, BYTES("\x03"), REASON_INVALID_VALUE, "created_at"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bytes b = make(rows[i].id, rows[i].part, rows[i].bytes, rows[i].len);
        struct event ev = decode(*state, &b);
        if (ev.verdict.outcome != OUTCOME_DEAD_LETTER || ev.verdict.reason != rows[i].want ||
            strcmp(ev.verdict.detail, rows[i].detail) != 0)
            fail_msg("row %zu: outcome %d, %s: %s", i, ev.verdict.outcome,
                     vocab_reason[ev.verdict.reason], ev.verdict.detail);
        assert_int_equal(ev.source.schema_id, (int32_t)rows[i].id);
        assert_null(ev.fields.review_id.ptr); /* no half-read fields */
        assert_int_equal(ev.fields.created_at, 0);
        free(b.ptr);
    }
}

static void test_framing(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *detail;
    } rows[] = {
        {BYTES(""), "0 bytes"},
        {BYTES("\x00\x00\x00\x00"), "4 bytes"},
        {BYTES("{\"a\":1}"), "first byte 0x7b"},
        {BYTES("\x01\x00\x00\x00\x02\x00"), "first byte 0x01"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bytes b = {0};
        bytes_put(&b, rows[i].bytes, rows[i].len);
        struct event ev = decode(*state, &b);
        assert_int_equal(ev.verdict.reason, REASON_BAD_MAGIC);
        assert_string_equal(ev.verdict.detail, rows[i].detail);
        assert_int_equal(ev.source.schema_id, -1);
        free(b.ptr);
    }
}

/* Cut anywhere it is a dead letter, and the next event is read as if nothing had been. */
static void test_goes_on(void **state)
{
    struct bytes b = make(2, PARTS, NULL, 0);
    for (size_t n = 0; n < b.len; n++) {
        struct bytes part = {.ptr = b.ptr, .len = n};
        assert_int_equal(decode(*state, &part).verdict.outcome, OUTCOME_DEAD_LETTER);
        assert_int_equal(decode(*state, &b).verdict.outcome, OUTCOME_NONE);
    }
    free(b.ptr);
}

/* A tombstone of a compacted topic has no value at all. */
static void test_null_value(void **state)
{
    struct event ev = {.verdict.outcome = OUTCOME_NONE};
    assert_int_equal(decode_event(((struct setup *)*state)->decoder, NULL, 0, &ev), DECODE_DONE);
    assert_int_equal(ev.verdict.reason, REASON_BAD_MAGIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),       cmocka_unit_test(test_dead_letters),
        cmocka_unit_test(test_framing),    cmocka_unit_test(test_goes_on),
        cmocka_unit_test(test_null_value),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
