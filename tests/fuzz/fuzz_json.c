/* fuzz_json.c - any bytes as a line of JSON: refused in one clean line, or a review that survives
 * being written and read again; and if it may be sent, one that our own decoder finds good. */
#include "core/member.h"
#include "core/review_json.h"
#include "feed/encode.h"
#include "feed/fill.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/reader.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All live as long as the process. */
static struct encoder *encoder;
static struct decoder *decoder;
static struct schemas *schemas;

static void set_up(void)
{
    struct err e;
    size_t len;
    const char *schema = reader_schema(&len);
    struct config *config = config_new();
    schemas = schemas_new(config, &e);
    config_free(config);
    CHECK(schemas);
    decoder = decoder_new(schemas);
    encoder = encode_new(schema, len, 4, &e);
    CHECK(decoder && encoder);
}

static void check_message(const struct err *e)
{
    CHECK(e->msg[0]);
    for (const char *c = e->msg; *c; c++)
        CHECK((unsigned char)*c >= 0x20 && *c != 0x7f);
}

static char *written(const struct event_fields *f, size_t *len)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, len);
    CHECK(out);
    review_json_write(f, out);
    CHECK(fclose(out) == 0);
    CHECK(memchr(text, '\n', *len) == text + *len - 1); /* one line */
    return text;
}

static void check_written(const struct event_fields *f)
{
    struct review_json again = {0};
    struct err e;
    size_t len, len_again;
    char *text = written(f, &len);
    CHECK(review_json_parse(text, len, &again, &e) == 0);
    char *text_again = written(&again.fields, &len_again);
    CHECK(len == len_again && memcmp(text, text_again, len) == 0);
    free(text);
    free(text_again);
    review_json_fini(&again);
}

/* Absent strings and numbers of a required field come back as what encode.h says: "" and -1. */
static void check_same(const struct event_fields *a, const struct event_fields *b)
{
    for (int i = 0; i < MEMBER_N; i++) {
        const struct member *m = &member_table[i];
        const void *x = member_at(a, m), *y = member_at(b, m);
        if (m->type <= MEMBER_TEXT)
            CHECK(str_eq(*(const struct str *)x, *(const struct str *)y));
        else if (m->type == MEMBER_COUNT || m->type == MEMBER_MOMENT)
            CHECK(*(const int64_t *)x == *(const int64_t *)y);
    }
    CHECK(a->rating == b->rating && a->kind == b->kind && a->channel == b->channel);
    CHECK(a->listing_rating < 0 ? b->listing_rating < 0 : a->listing_rating == b->listing_rating);
}

static void check_sent(struct review_json *r, const char *line, size_t size)
{
    static struct encode_buf buf;
    struct fill fl = {.seed = 1, .file = "f", .start_ms = 0, .market = STR_LIT("m")};
    struct event ev = {0};
    char why[256];
    fill_missing(&fl, r, line, size, 1);
    if (fill_invalid(r, why, sizeof(why)))
        return;
    encode_event(encoder, &r->fields, &buf);
    CHECK(decode_event(decoder, buf.bytes, buf.len, &ev) == DECODE_DONE);
    CHECK(ev.verdict.outcome == OUTCOME_NONE);
    check_same(&r->fields, &ev.fields);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct review_json r;
    struct err e = {{0}};
    if (!encoder)
        set_up();
    if (review_json_parse((const char *)data, size, &r, &e) != 0) {
        check_message(&e);
    } else {
        CHECK(r.fields.rating == EVENT_ABSENT || (r.fields.rating >= 1 && r.fields.rating <= 5));
        check_written(&r.fields);
        check_sent(&r, (const char *)data, size);
    }
    review_json_fini(&r);
    return 0;
}
