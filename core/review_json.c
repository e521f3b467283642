#include "core/review_json.h"

#include "core/iso8601.h"

#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_BELOW INT64_C(100000000000) /* as seconds the year 5138, as ms March 1973 */

enum member_type { ID, TEXT, COUNT, RATING, REAL, MOMENT, KIND, CHANNEL };

/* One row reads and writes one field. */
struct member {
    const char *name;
    enum member_type type;
    size_t offset;
    const char *also[3]; /* synonyms */
};

#define AT(field) offsetof(struct event_fields, field)
/* clang-format off */
static const struct member members[] = {
    {"review_id", ID, AT(review_id), {"id"}},
    {"marketplace", ID, AT(marketplace), {0}},
    {"kind", KIND, AT(kind), {0}},
    {"reply_to", ID, AT(reply_to), {0}},
    {"channel", CHANNEL, AT(channel), {0}},
    {"seller_id", ID, AT(seller_id), {"seller", "shop"}},
    {"product_id", ID, AT(product_id), {"product"}},
    {"order_id", ID, AT(order_id), {"order"}},
    {"group_id", ID, AT(group_id), {"group"}},
    {"group_size", COUNT, AT(group_size), {0}},
    {"author_id", ID, AT(author_id), {"author", "user"}},
    {"author_followers", COUNT, AT(author_followers), {"followers"}},
    {"rating", RATING, AT(rating), {"star", "stars"}},
    {"title", TEXT, AT(title), {0}},
    {"body", TEXT, AT(body), {"text", "content"}},
    {"locale", ID, AT(locale), {"lang", "language"}},
    {"media_count", COUNT, AT(media_count), {0}},
    {"helpful_votes", COUNT, AT(helpful_votes), {"helpful_up", "helpful"}},
    {"shares", COUNT, AT(shares), {0}},
    {"comments", COUNT, AT(comments), {0}},
    {"order_value_minor", COUNT, AT(order_value_minor), {0}},
    {"list_price_minor", COUNT, AT(list_price_minor), {0}},
    {"currency", ID, AT(currency), {0}},
    {"purchased_at", MOMENT, AT(purchased_at), {0}},
    {"received_at", MOMENT, AT(received_at), {0}},
    {"created_at", MOMENT, AT(created_at), {"ts", "time", "date"}},
    {"version", COUNT, AT(version), {0}},
    {"listing_rating", REAL, AT(listing_rating), {0}},
    {"listing_rating_count", COUNT, AT(listing_rating_count), {0}},
    {"campaign_id", ID, AT(campaign_id), {0}},
};
/* clang-format on */
#define MEMBERS_N (sizeof(members) / sizeof(members[0]))

static void *field(const struct event_fields *f, const struct member *m)
{
    return (char *)f + m->offset;
}

/* A number without a fraction that a double or an integer of JSON can hold exactly. */
static bool whole(const json_t *v, int64_t *out)
{
    if (json_is_integer(v)) {
        *out = json_integer_value(v);
        return true;
    }
    double x = json_is_real(v) ? json_real_value(v) : NAN;
    if (!(fabs(x) < 9007199254740992.0) || x != floor(x))
        return false;
    *out = (int64_t)x;
    return true;
}

static int wrong(struct err *e, const char *name, const char *want)
{
    return err_set(e, "'%s' must be %s", name, want);
}

static int set_text(struct str *to, const char *name, const json_t *v, struct err *e)
{
    if (!json_is_string(v))
        return wrong(e, name, "text");
    if (json_string_length(v) > UINT32_MAX)
        return wrong(e, name, "shorter than 4 GiB");
    *to = (struct str){json_string_value(v), (uint32_t)json_string_length(v)};
    return 0;
}

/* An id is often a number in other people's exports; "" there means that it is not known. */
static int set_id(struct str *to, char scratch[24], const char *name, const json_t *v,
                  struct err *e)
{
    if (json_is_integer(v)) {
        int n = snprintf(scratch, 24, "%lld", (long long)json_integer_value(v));
        *to = (struct str){scratch, (uint32_t)n};
        return 0;
    }
    if (!json_is_string(v))
        return wrong(e, name, "text or a whole number");
    return json_string_length(v) == 0 ? 0 : set_text(to, name, v, e);
}

static int set_count(int64_t *to, const char *name, const json_t *v, struct err *e)
{
    return whole(v, to) ? 0 : wrong(e, name, "a whole number");
}

static int set_rating(int32_t *to, const char *name, const json_t *v, struct err *e)
{
    int64_t n;
    if (!whole(v, &n) || n < 1 || n > 5)
        return wrong(e, name, "a whole number from 1 to 5");
    *to = (int32_t)n;
    return 0;
}

static int set_real(double *to, const char *name, const json_t *v, struct err *e)
{
    if (!json_is_number(v))
        return wrong(e, name, "a number");
    *to = json_number_value(v);
    return 0;
}

static int set_moment(int64_t *to, const char *name, const json_t *v, struct err *e)
{
    static const char want[] = "seconds or milliseconds since 1970, or ISO 8601 text";
    wall_ms_t t;
    if (json_is_string(v)) {
        if (!iso8601_read(json_string_value(v), json_string_length(v), &t))
            return wrong(e, name, want);
        *to = t.ms;
        return 0;
    }
    double x = json_is_number(v) ? json_number_value(v) : NAN;
    if (!(fabs(x) < 9007199254740992.0))
        return wrong(e, name, want);
    *to = llround(fabs(x) < (double)SECONDS_BELOW ? x * 1000 : x);
    return 0;
}

static int set_word(uint8_t *to, const char *const *words, int n, const char *name, const json_t *v,
                    struct err *e)
{
    int i = json_is_string(v)
                ? vocab_find(words, n, json_string_value(v), (unsigned)json_string_length(v))
                : -1;
    char list[160] = "one of";
    for (int w = 0; i < 0 && w < n; w++)
        snprintf(list + strlen(list), sizeof(list) - strlen(list), " %s", words[w]);
    if (i < 0)
        return wrong(e, name, list);
    *to = (uint8_t)i;
    return 0;
}

static int set_member(struct review_json *out, const struct member *m, char scratch[24],
                      const char *name, const json_t *v, struct err *e)
{
    void *to = field(&out->fields, m);
    switch (m->type) {
    case ID:
        return set_id(to, scratch, name, v, e);
    case TEXT:
        return set_text(to, name, v, e);
    case COUNT:
        return set_count(to, name, v, e);
    case RATING:
        return set_rating(to, name, v, e);
    case REAL:
        return set_real(to, name, v, e);
    case MOMENT:
        return set_moment(to, name, v, e);
    case KIND:
        return set_word(to, vocab_kind, KIND_N, name, v, e);
    case CHANNEL:
        return set_word(to, vocab_channel, CHANNEL_N, name, v, e);
    }
    CHECK(!"a member of no type");
    return -1;
}

/* The value of `m` under its own name or the first synonym that has one. */
static const json_t *look_up(const json_t *tree, const struct member *m, const char **name)
{
    const json_t *v = json_object_get(tree, *name = m->name);
    for (int i = 0; (!v || json_is_null(v)) && i < 3 && m->also[i]; i++)
        v = json_object_get(tree, *name = m->also[i]);
    return v && !json_is_null(v) ? v : NULL;
}

static int read_members(struct review_json *out, struct err *e)
{
    unsigned ids = 0;
    for (size_t i = 0; i < MEMBERS_N; i++) {
        const char *name;
        const json_t *v = look_up(out->tree, &members[i], &name);
        CHECK(members[i].type != ID || ids < REVIEW_JSON_IDS);
        char *scratch = members[i].type == ID ? out->number_text[ids++] : NULL;
        if (v && set_member(out, &members[i], scratch, name, v, e) != 0)
            return -1;
        if (v && members[i].offset == AT(created_at))
            out->has_created_at = true;
    }
    return 0;
}

static void read_category(struct review_json *out)
{
    const json_t *v = json_object_get(out->tree, "category");
    if (!json_is_string(v))
        v = json_object_get(out->tree, "cat");
    if (json_is_string(v) && json_string_length(v) <= EVENT_ID_MAX)
        out->category = (struct str){json_string_value(v), (uint32_t)json_string_length(v)};
}

/* jansson quotes the line in its messages: what controls a terminal must not get to one. */
static int not_json(const json_error_t *why, struct err *e)
{
    char text[JSON_ERROR_TEXT_LENGTH];
    snprintf(text, sizeof(text), "%s", why->text);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    return err_set(e, "not JSON: %s (byte %d)", text, why->position);
}

int review_json_parse(const char *line, size_t len, struct review_json *out, struct err *e)
{
    json_error_t why;
    review_json_fini(out);
    event_fields_init(&out->fields);
    out->category = STR_NONE;
    out->has_created_at = false;
    json_t *tree = json_loadb(line, len, 0, &why);
    if (!tree)
        return not_json(&why, e);
    out->tree = tree;
    if (!json_is_object(tree))
        return err_set(e, "not a JSON object");
    read_category(out);
    return read_members(out, e);
}

void review_json_fini(struct review_json *r)
{
    json_decref(r->tree);
    r->tree = NULL;
}

static void write_text(struct str s, FILE *out)
{
    putc('"', out);
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            putc('\\', out);
        if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            putc(c, out);
    }
    putc('"', out);
}

static void write_real(double x, FILE *out)
{
    char text[40];
    snprintf(text, sizeof(text), "%.15g", x); /* short where that is exact: 4.3 */
    if (strtod(text, NULL) != x)
        snprintf(text, sizeof(text), "%.17g", x);
    fputs(text, out);
}

/* As a number where it would be read back as milliseconds, as text before 1973. */
static void write_moment(int64_t ms, FILE *out)
{
    char text[ISO8601_CAP];
    if (ms >= SECONDS_BELOW) {
        fprintf(out, "%lld", (long long)ms);
        return;
    }
    iso8601_write((wall_ms_t){ms}, text);
    fprintf(out, "\"%s\"", text);
}

static bool present(const struct event_fields *f, const struct member *m)
{
    const void *at = field(f, m);
    switch (m->type) {
    case ID:
    case TEXT:
        return ((const struct str *)at)->ptr != NULL;
    case COUNT:
        return *(const int64_t *)at != EVENT_ABSENT;
    case MOMENT:
        return m->offset == AT(created_at) || *(const int64_t *)at != EVENT_ABSENT;
    case RATING:
        return *(const int32_t *)at != EVENT_ABSENT;
    case REAL:
        return *(const double *)at >= 0;
    case KIND:
    case CHANNEL:
        return true;
    }
    return false;
}

static void write_value(const struct event_fields *f, const struct member *m, FILE *out)
{
    const void *at = field(f, m);
    if (m->type == ID || m->type == TEXT)
        write_text(*(const struct str *)at, out);
    else if (m->type == COUNT)
        fprintf(out, "%lld", (long long)*(const int64_t *)at);
    else if (m->type == MOMENT)
        write_moment(*(const int64_t *)at, out);
    else if (m->type == RATING)
        fprintf(out, "%d", *(const int32_t *)at);
    else if (m->type == REAL)
        write_real(*(const double *)at, out);
    else
        write_text(str_from((m->type == KIND ? vocab_kind : vocab_channel)[*(const uint8_t *)at]),
                   out);
}

void review_json_write(const struct event_fields *f, FILE *out)
{
    const char *before = "{";
    CHECK(f->kind < KIND_N && f->channel < CHANNEL_N);
    for (size_t i = 0; i < MEMBERS_N; i++) {
        if (!present(f, &members[i]))
            continue;
        fprintf(out, "%s\"%s\":", before, members[i].name);
        write_value(f, &members[i], out);
        before = ",";
    }
    fputs("}\n", out);
}
