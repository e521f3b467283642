#include "ingest/plan.h"

#include "ingest/names.h"
#include "ingest/plan_steps.h"
#include "ingest/straight.h"

#include <avro.h>
#include <stdlib.h>

/* What compiling needs to know, and says in the end. */
struct compile {
    const struct reader *reader;
    struct plan *plan;
    enum reason reason;
    struct err *e;
};

#define REFUSE(c, why, ...) ((c)->reason = (why), err_set((c)->e, __VA_ARGS__))

static struct plan_step *add_step(struct plan *p, struct plan_step step, const char *name)
{
    if (p->step_count == p->step_cap) {
        p->step_cap = p->step_cap ? p->step_cap * 2 : 64;
        p->steps = check_realloc(p->steps, p->step_cap * sizeof(*p->steps));
        p->names = check_realloc(p->names, p->step_cap * sizeof(*p->names));
    }
    p->names[p->step_count] = name;
    p->steps[p->step_count] = step;
    return &p->steps[p->step_count++];
}

/* Room for n branches; returns the index of the first. */
static uint32_t add_branches(struct plan *p, uint32_t n)
{
    while (p->branch_count + n > p->branch_cap) {
        p->branch_cap = p->branch_cap ? p->branch_cap * 2 : 16;
        p->branches = check_realloc(p->branches, p->branch_cap * sizeof(*p->branches));
    }
    p->branch_count += n;
    return p->branch_count - n;
}

static void add_symbol(struct plan *p, uint8_t number)
{
    if (p->symbol_count == p->symbol_cap) {
        p->symbol_cap = p->symbol_cap ? p->symbol_cap * 2 : 32;
        p->symbols = check_realloc(p->symbols, p->symbol_cap);
    }
    p->symbols[p->symbol_count++] = number;
}

static struct plan_step enum_step(struct compile *c, const struct reader_field *f, avro_schema_t w)
{
    int n = avro_schema_enum_number_of_symbols(w);
    struct plan_step step = {.code = PLAN_ENUM, .first = c->plan->symbol_count, .n = (uint32_t)n};
    for (int i = 0; i < n; i++) {
        uint8_t number = reader_symbol(f, avro_schema_enum_get(w, i));
        add_symbol(c->plan, number != READER_NO_SYMBOL ? number : f->default_symbol);
    }
    return step;
}

static bool is_micros(const json_t *type)
{
    const char *logical = json_string_value(json_object_get(type, "logicalType"));
    return logical && strcmp(logical, "timestamp-micros") == 0;
}

/* The promotions of the specification, for types that are not unions. */
static enum plan_code scalar_code(const struct reader_field *f, avro_type_t w, const json_t *type)
{
    switch ((enum reader_type)f->type) {
    case READER_STRING:
        return w == AVRO_STRING || w == AVRO_BYTES ? PLAN_STRING : PLAN_REFUSE;
    case READER_TIME:
        if (w == AVRO_INT64 && is_micros(type))
            return PLAN_MICROS;
        /* fall through */
    case READER_LONG:
        return w == AVRO_INT64 ? PLAN_LONG : w == AVRO_INT32 ? PLAN_INT : PLAN_REFUSE;
    case READER_INT:
        return w == AVRO_INT32 ? PLAN_INT32 : PLAN_REFUSE;
    case READER_DOUBLE:
        return w == AVRO_DOUBLE  ? PLAN_DOUBLE
               : w == AVRO_FLOAT ? PLAN_FLOAT
               : w == AVRO_INT64 ? PLAN_LONG_DOUBLE
               : w == AVRO_INT32 ? PLAN_INT_DOUBLE
                                 : PLAN_REFUSE;
    case READER_KIND:
    case READER_CHANNEL:
        return w == AVRO_ENUM ? PLAN_ENUM : PLAN_REFUSE;
    }
    return PLAN_REFUSE;
}

static struct plan_step scalar_step(struct compile *c, const struct reader_field *f,
                                    avro_schema_t w, const json_t *type)
{
    struct plan_step step = {.code = PLAN_NOTHING};
    if (avro_typeof(w) == AVRO_LINK)
        w = avro_schema_link_target(w);
    if (avro_typeof(w) == AVRO_NULL && f->optional)
        return step;
    step.code = (uint8_t)scalar_code(f, avro_typeof(w), type);
    if (step.code == PLAN_ENUM)
        step = enum_step(c, f, w);
    step.slot = f->slot;
    return step;
}

/* A union of the writer: each branch is resolved by itself, and one that does not fit refuses only
 * the records that use it. null and one other, by far the most, become one step. */
static struct plan_step union_step(struct compile *c, const struct reader_field *f, avro_schema_t w,
                                   const json_t *type)
{
    uint32_t n = (uint32_t)avro_schema_union_size(w), fit = 0;
    uint32_t first = add_branches(c->plan, n);
    for (uint32_t i = 0; i < n; i++) {
        c->plan->branches[first + i] =
            scalar_step(c, f, avro_schema_union_branch(w, (int)i), json_array_get(type, i));
        fit += c->plan->branches[first + i].code != PLAN_REFUSE;
    }
    const struct plan_step *b = c->plan->branches + first;
    if (fit == 0)
        return (struct plan_step){.code = PLAN_REFUSE};
    for (uint8_t null = 0; null < 2 && n == 2 && fit == 2; null++)
        if (b[null].code == PLAN_NOTHING && b[!null].code != PLAN_NOTHING) {
            struct plan_step step = b[!null];
            step.optional = 1;
            step.null_byte = (uint8_t)(null * 2);
            c->plan->branch_count = first;
            return step;
        }
    return (struct plan_step){.code = PLAN_UNION, .first = first, .n = n};
}

static int add_field(struct compile *c, const struct reader_field *f, avro_schema_t w,
                     const json_t *field)
{
    const char *name = json_string_value(json_object_get(field, "name"));
    const json_t *type = json_object_get(field, "type");
    struct plan_step step = {.code = PLAN_SKIP};
    if (f && f->ours) {
        step =
            avro_typeof(w) == AVRO_UNION ? union_step(c, f, w, type) : scalar_step(c, f, w, type);
        if (step.code == PLAN_REFUSE)
            return REFUSE(c, REASON_INCOMPATIBLE, "field %s: the writer's %s does not fit our type",
                          name, avro_schema_type_name(w));
    } else if (shape_add(&c->plan->shapes, w, &step.first, c->e) != 0) {
        c->reason = REASON_BAD_SCHEMA;
        return -1;
    } else if (c->plan->shapes.all[step.first].type == SHAPE_EMPTY)
        return 0;
    add_step(c->plan, step, name);
    return 0;
}

static bool names_one(const json_t *list, const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) if (json_is_string(one) &&
                                         strcmp(json_string_value(one), name) == 0) return true;
    return false;
}

static const char *field_name(const json_t *fields, size_t i)
{
    return json_string_value(json_object_get(json_array_get(fields, i), "name"));
}

static int check_names(struct compile *c, const json_t *fields)
{
    for (size_t i = 0; i < json_array_size(fields); i++) {
        const char *name = field_name(fields, i);
        if (!name)
            return REFUSE(c, REASON_BAD_SCHEMA, "a field of the record has no name");
        for (size_t k = 0; k < i; k++)
            if (strcmp(name, field_name(fields, k)) == 0)
                return REFUSE(c, REASON_BAD_SCHEMA, "field %s is there twice", name);
    }
    return 0;
}

enum match { MATCH_NAME, MATCH_OUR_ALIAS, MATCH_THEIR_ALIAS, MATCH_N };

static bool matches(const struct reader_field *f, const json_t *field, enum match how)
{
    const char *name = json_string_value(json_object_get(field, "name"));
    return how == MATCH_NAME        ? strcmp(name, f->name) == 0
           : how == MATCH_OUR_ALIAS ? names_one(f->aliases, name)
                                    : names_one(json_object_get(field, "aliases"), f->name);
}

/* Finds the writer's field for f, among those that no better match has taken. */
static bool match_field(const struct reader_field *f, const json_t *fields, enum match how,
                        const struct reader_field **from)
{
    size_t i;
    json_t *field;
    json_array_foreach(fields, i, field) if (!from[i] && matches(f, field, how))
    {
        from[i] = f;
        return true;
    }
    return false;
}

/* from[i]: the field of the reader that the writer's field i is read into, or NULL. Names go before
 * aliases, ours before the writer's (see the top of plan.h). */
static int match_fields(struct compile *c, const json_t *fields, const struct reader_field **from)
{
    size_t missing = 0;
    bool *found = check_calloc(c->reader->count + 1, sizeof(*found));
    for (int how = 0; how < MATCH_N; how++)
        for (size_t k = 0; k < c->reader->count; k++)
            found[k] =
                found[k] || match_field(&c->reader->fields[k], fields, (enum match)how, from);
    while (missing < c->reader->count && (found[missing] || c->reader->fields[missing].has_default))
        missing++;
    free(found);
    if (missing < c->reader->count)
        return REFUSE(c, REASON_INCOMPATIBLE,
                      "the writer has no field %s, for which there is no default",
                      c->reader->fields[missing].name);
    return 0;
}

static int add_record(struct compile *c, avro_schema_t w, const json_t *json)
{
    const json_t *fields = json_object_get(json, "fields");
    size_t n = avro_schema_record_size(w);
    if (json_array_size(fields) != n)
        return REFUSE(c, REASON_BAD_SCHEMA,
                      "record %s: its fields are not written where it is used",
                      avro_schema_name(w));
    const struct reader_field **from = check_calloc(n + 1, sizeof(struct reader_field *));
    int failed = check_names(c, fields) != 0 || match_fields(c, fields, from) != 0;
    for (size_t i = 0; i < n && !failed; i++)
        failed = add_field(c, from[i], avro_schema_record_field_get_by_index(w, (int)i),
                           json_array_get(fields, i)) != 0;
    add_step(c->plan, (struct plan_step){.code = PLAN_END}, "the end");
    free(from);
    return failed ? -1 : 0;
}

/* A topic with several types of records: the union is resolved branch by branch, too. */
static int add_top_union(struct compile *c, avro_schema_t w, const json_t *json)
{
    struct plan *p = c->plan;
    uint32_t n = (uint32_t)avro_schema_union_size(w), fit = 0, first = add_branches(p, n);
    add_step(p, (struct plan_step){.code = PLAN_UNION, .first = first, .n = n}, "the union");
    for (uint32_t i = 0; i < n; i++) {
        avro_schema_t branch = avro_schema_union_branch(w, (int)i);
        struct plan_step step = {.code = PLAN_RECORD, .first = p->step_count};
        if (avro_typeof(branch) == AVRO_RECORD &&
            add_record(c, branch, json_array_get(json, i)) == 0)
            fit++;
        else
            step.code = PLAN_REFUSE;
        p->branches[first + i] = step;
    }
    if (fit == 0 && c->reason == REASON_NONE)
        return REFUSE(c, REASON_INCOMPATIBLE, "no branch of the writer's union is a record");
    return fit ? 0 : -1;
}

static int compile(struct compile *c, const char *json, size_t len)
{
    json_error_t je;
    avro_schema_t w = NULL;
    c->plan->json = json_loadb(json, len, JSON_DECODE_ANY, &je);
    if (!c->plan->json)
        return REFUSE(c, REASON_BAD_SCHEMA, "not JSON: line %d: %s", je.line, je.text);
    if (names_check(c->plan->json, c->e) != 0) {
        c->reason = REASON_BAD_SCHEMA;
        return -1;
    }
    if (avro_schema_from_json_length(json, len, &w) != 0)
        return REFUSE(c, REASON_BAD_SCHEMA, "not an Avro schema: %s", avro_strerror());
    int failed = -1;
    if (avro_typeof(w) == AVRO_RECORD)
        failed = add_record(c, w, c->plan->json);
    else if (avro_typeof(w) == AVRO_UNION)
        failed = add_top_union(c, w, c->plan->json);
    else
        REFUSE(c, REASON_INCOMPATIBLE, "the writer's schema is not a record");
    avro_schema_decref(w);
    return failed;
}

struct plan *plan_new(const struct reader *reader, const char *json, size_t len,
                      enum reason *reason, struct err *e)
{
    struct plan *p = check_calloc(1, sizeof(*p));
    struct compile c = {reader, p, REASON_NONE, e};
    p->defaults = reader->defaults;
    if (compile(&c, json, len) == 0) {
        p->straight = straight_serves(p);
        return p;
    }
    *reason = c.reason;
    plan_free(p);
    return NULL;
}

void plan_free(struct plan *p)
{
    if (!p)
        return;
    shape_fini(&p->shapes);
    json_decref(p->json);
    free(p->steps);
    free(p->names);
    free(p->branches);
    free(p->symbols);
    free(p);
}

bool plan_is_straight(const struct plan *plan)
{
    return plan->straight;
}

/* Whose field of ours a step fills: its name. */
static const char *slot_name(const struct plan_step *s)
{
#define ROW(field, type, optional)                                                                 \
    if (s->slot == offsetof(struct event_fields, field))                                           \
        return #field;
    READER_FIELDS(ROW)
#undef ROW
    return "";
}

static void print_step(const struct plan *p, const struct plan_step *s, const char *name, FILE *out)
{
    static const char *const docs[PLAN_CODE_N] = {
#define DOC(code, doc) doc,
        PLAN_CODES(DOC)
#undef DOC
    };
    bool fills = s->code < PLAN_NOTHING;
    fprintf(out, "%-24s %s%s%s%s\n", name, docs[s->code], s->optional ? ", or null" : "",
            fills ? " -> " : "", fills ? slot_name(s) : "");
    for (uint32_t i = 0; s->code == PLAN_UNION && i < s->n; i++)
        print_step(p, &p->branches[s->first + i], "  |", out);
}

void plan_print(const struct plan *plan, FILE *out)
{
    for (uint32_t i = 0; i < plan->step_count; i++)
        print_step(plan, &plan->steps[i], plan->names[i], out);
}
