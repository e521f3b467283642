/* review_json.c - reading: jansson parses, member_table says what goes where.
 *
 * Strict about types and lenient about forms: a rating of 4.0 is 4, an id may be a number, a time
 * may be any of three things; but "4" is no rating, since whoever writes that may mean anything. */
#include "core/review_json.h"

#include "core/iso8601.h"
#include "core/member.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* The proper names are in member_table; these are read where the proper one is absent. */
static const struct {
    const char *name, *also[3];
} synonyms[] = {
    {"review_id", {"id"}},
    {"seller_id", {"seller", "shop"}},
    {"product_id", {"product"}},
    {"order_id", {"order"}},
    {"group_id", {"group"}},
    {"author_id", {"author", "user"}},
    {"author_followers", {"followers"}},
    {"rating", {"star", "stars"}},
    {"body", {"text", "content"}},
    {"locale", {"lang", "language"}},
    {"helpful_votes", {"helpful_up", "helpful"}},
    {"created_at", {"ts", "time", "date"}},
};
#define SYNONYMS_N (sizeof(synonyms) / sizeof(synonyms[0]))

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
    *to = llround(fabs(x) < (double)REVIEW_JSON_MS ? x * 1000 : x);
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
    void *to = member_at(&out->fields, m);
    switch (m->type) {
    case MEMBER_ID:
        return set_id(to, scratch, name, v, e);
    case MEMBER_TEXT:
        return set_text(to, name, v, e);
    case MEMBER_COUNT:
        return set_count(to, name, v, e);
    case MEMBER_RATING:
        return set_rating(to, name, v, e);
    case MEMBER_REAL:
        return set_real(to, name, v, e);
    case MEMBER_MOMENT:
        return set_moment(to, name, v, e);
    case MEMBER_KIND:
        return set_word(to, vocab_kind, KIND_N, name, v, e);
    case MEMBER_CHANNEL:
        return set_word(to, vocab_channel, CHANNEL_N, name, v, e);
    }
    CHECK(!"a member of no type");
    return -1;
}

static const json_t *get(const json_t *tree, const char *name)
{
    const json_t *v = json_object_get(tree, name);
    return json_is_null(v) ? NULL : v;
}

/* The value of `m` under its own name or the first synonym that has one. */
static const json_t *look_up(const json_t *tree, const struct member *m, const char **name)
{
    const json_t *v = get(tree, *name = m->name);
    for (size_t s = 0; !v && s < SYNONYMS_N; s++)
        for (int i = 0; !v && strcmp(synonyms[s].name, m->name) == 0 && i < 3; i++)
            v = synonyms[s].also[i] ? get(tree, *name = synonyms[s].also[i]) : NULL;
    return v;
}

static int read_members(struct review_json *out, struct err *e)
{
    unsigned ids = 0;
    for (int i = 0; i < MEMBER_N; i++) {
        const struct member *m = &member_table[i];
        const char *name;
        const json_t *v = look_up(out->tree, m, &name);
        CHECK(m->type != MEMBER_ID || ids < REVIEW_JSON_IDS);
        char *scratch = m->type == MEMBER_ID ? out->number_text[ids++] : NULL;
        if (v && set_member(out, m, scratch, name, v, e) != 0)
            return -1;
        if (v && m->offset == offsetof(struct event_fields, created_at))
            out->has_created_at = true;
        if (v && m->offset == offsetof(struct event_fields, review_id))
            out->id_is_number = json_is_number(v);
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
    out->has_created_at = out->id_is_number = false;
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
