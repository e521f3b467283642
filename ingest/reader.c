#include "ingest/reader.h"

#include <stdlib.h>
#include <string.h>

extern const unsigned char schemas_v4[],
    schemas_v4_end[]; /* redress_embed, ingest/CMakeLists.txt */

static const struct slot {
    const char *name;
    uint8_t type;
    bool optional;
    uint16_t offset;
} slots[READER_N] = {
#define SLOT(field, type, optional)                                                                \
    {#field, READER_##type, optional, offsetof(struct event_fields, field)},
    READER_FIELDS(SLOT)
#undef SLOT
};

const char *reader_schema(size_t *len)
{
    *len = (size_t)(schemas_v4_end - schemas_v4);
    return (const char *)schemas_v4;
}

/* Names of the vocabulary that an enum type has in C. */
static const char *const *words_of(uint8_t type, int *n)
{
    *n = type == READER_KIND ? KIND_N : CHANNEL_N;
    return type == READER_KIND ? vocab_kind : vocab_channel;
}

static const struct slot *find_slot(const char *name)
{
    for (size_t i = 0; i < READER_N; i++)
        if (strcmp(slots[i].name, name) == 0)
            return &slots[i];
    return NULL;
}

/* The struct's field that a field of the schema means: by its name, else by an alias of it. */
static const struct slot *slot_of(const struct reader_field *f)
{
    const struct slot *s = find_slot(f->name);
    size_t i;
    json_t *alias;
    if (!s)
        json_array_foreach(f->aliases, i,
                           alias) if (json_is_string(alias) &&
                                      (s = find_slot(json_string_value(alias)))) break;
    return s;
}

/* Avro's name of a type that is a string, an object or ["null", one of these]; *inner is the type
 * without the null. */
static const char *type_name(const json_t *type, bool *optional, const json_t **inner)
{
    *optional = json_is_array(type);
    *inner = *optional ? json_array_get(type, 1) : type;
    if (*optional) {
        const char *first = json_string_value(json_array_get(type, 0));
        if (json_array_size(type) != 2 || !first || strcmp(first, "null") != 0)
            return NULL;
    }
    return json_string_value(json_is_object(*inner) ? json_object_get(*inner, "type") : *inner);
}

static bool type_fits(const struct slot *s, const char *avro, const json_t *inner, bool optional)
{
    static const char *const want[] = {
        [READER_STRING] = "string", [READER_LONG] = "long",     [READER_TIME] = "long",
        [READER_INT] = "int",       [READER_DOUBLE] = "double", [READER_KIND] = "enum",
        [READER_CHANNEL] = "enum",
    };
    const char *logical = json_string_value(json_object_get(inner, "logicalType"));
    bool millis = logical && strcmp(logical, "timestamp-millis") == 0;
    return strcmp(avro, want[s->type]) == 0 && optional == s->optional &&
           millis == (s->type == READER_TIME);
}

uint8_t reader_symbol(const struct reader_field *f, const char *symbol)
{
    size_t i;
    json_t *known;
    int n;
    const char *const *words = words_of(f->type, &n);
    json_array_foreach(f->symbols, i,
                       known) if (symbol && json_is_string(known) &&
                                  strcmp(json_string_value(known), symbol) ==
                                      0) return (uint8_t)vocab_find(words, n, symbol,
                                                                    (unsigned)strlen(symbol));
    return READER_NO_SYMBOL;
}

static int bind_enum(struct reader_field *f, const json_t *type, struct err *e)
{
    size_t i;
    json_t *symbol;
    int n;
    const char *const *words = words_of(f->type, &n);
    f->symbols = json_object_get(type, "symbols");
    json_array_foreach(f->symbols, i, symbol)
    {
        const char *s = json_string_value(symbol);
        if (!s || vocab_find(words, n, s, (unsigned)strlen(s)) < 0)
            return err_set(e, "field %s: symbol %s is not in core/vocab.h", f->name, s ? s : "?");
    }
    const json_t *def = json_object_get(type, "default");
    f->default_symbol = reader_symbol(f, json_string_value(def));
    if (def && f->default_symbol == READER_NO_SYMBOL)
        return err_set(e, "field %s: the default of the enum is none of its symbols", f->name);
    return 0;
}

/* Puts a default into the struct. false: it is not a value of the type. */
static bool store_default(const struct reader_field *f, const json_t *def, void *at)
{
    switch ((enum reader_type)f->type) {
    case READER_STRING:
        if (json_is_string(def))
            *(struct str *)at =
                (struct str){json_string_value(def), (uint32_t)json_string_length(def)};
        return json_is_string(def);
    case READER_LONG:
    case READER_TIME:
        *(int64_t *)at = json_integer_value(def);
        return json_is_integer(def);
    case READER_INT:
        *(int32_t *)at = (int32_t)json_integer_value(def);
        return json_is_integer(def);
    case READER_DOUBLE:
        *(double *)at = json_number_value(def);
        return json_is_number(def);
    case READER_KIND:
    case READER_CHANNEL:
        *(uint8_t *)at = reader_symbol(f, json_string_value(def));
        return *(uint8_t *)at != READER_NO_SYMBOL;
    }
    return false;
}

static int bind_field(struct reader *r, struct reader_field *f, const json_t *field, struct err *e)
{
    bool optional;
    const json_t *type;
    f->name = json_string_value(json_object_get(field, "name"));
    f->aliases = json_object_get(field, "aliases");
    const json_t *def = json_object_get(field, "default");
    f->has_default = def != NULL;
    const char *avro = type_name(json_object_get(field, "type"), &optional, &type);
    if (!f->name)
        return err_set(e, "a field has no name");
    const struct slot *slot = slot_of(f);
    if (!slot)
        return 0; /* ours stays false: nothing to store, nothing to require but a default */
    if (!avro || !type_fits(slot, avro, type, optional))
        return err_set(e, "field %s: struct event_fields cannot hold its type", f->name);
    f->ours = true;
    f->type = slot->type;
    f->optional = optional;
    f->slot = slot->offset;
    if ((f->type == READER_KIND || f->type == READER_CHANNEL) && bind_enum(f, type, e) != 0)
        return -1;
    if (!def || json_is_null(def)) /* the struct's own "absent" is the default of an optional */
        return def && !optional ? err_set(e, "field %s: its default is null", f->name) : 0;
    if (optional || !store_default(f, def, (char *)&r->defaults + f->slot))
        return err_set(e, "field %s: its default does not fit its type", f->name);
    return 0;
}

struct reader *reader_new(const char *json, size_t len, struct err *e)
{
    json_error_t je;
    struct reader *r = check_calloc(1, sizeof(*r));
    event_fields_init(&r->defaults);
    r->json = json_loadb(json, len, JSON_REJECT_DUPLICATES, &je);
    const json_t *fields = json_object_get(r->json, "fields");
    if (!r->json)
        err_set(e, "the reader's schema is not JSON: line %d: %s", je.line, je.text);
    else if (!json_is_array(fields))
        err_set(e, "the reader's schema is not a record");
    else {
        r->count = json_array_size(fields);
        r->fields = check_calloc(r->count + 1, sizeof(*r->fields));
        size_t i = 0;
        while (i < r->count && bind_field(r, &r->fields[i], json_array_get(fields, i), e) == 0)
            i++;
        if (i == r->count)
            return r;
    }
    reader_free(r);
    return NULL;
}

void reader_free(struct reader *r)
{
    if (!r)
        return;
    json_decref(r->json);
    free(r->fields);
    free(r);
}
