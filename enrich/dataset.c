#include "enrich/dataset.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keeps a NUL-terminated copy for the life of the data set. */
static struct str keep(struct dataset *d, const char *text, size_t len)
{
    if (d->kept == d->kept_cap) {
        d->kept_cap = d->kept_cap ? d->kept_cap * 2 : 1024;
        d->texts = check_realloc(d->texts, d->kept_cap * sizeof(*d->texts));
    }
    char *copy = check_malloc(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    d->texts[d->kept++] = copy;
    return (struct str){copy, (uint32_t)len};
}

static struct str member_text(struct dataset *d, const json_t *row, const char *name)
{
    const json_t *v = json_object_get(row, name);
    return json_is_string(v) ? keep(d, json_string_value(v), json_string_length(v)) : STR_NONE;
}

static int word_index(const json_t *v, const char *const *names, int n)
{
    return json_is_string(v)
               ? vocab_find(names, n, json_string_value(v), (unsigned)json_string_length(v))
               : -1;
}

/* The list `name` as bits; absent is empty. -1: e says which word is unknown. */
static int member_bits(const json_t *row, const char *name, const char *const *names, int n,
                       uint32_t *bits, struct err *e)
{
    size_t i;
    const json_t *word, *list = json_object_get(row, name);
    *bits = 0;
    if (list && !json_is_null(list) && !json_is_array(list))
        return err_set(e, "%s: must be a list", name);
    json_array_foreach(list, i, word)
    {
        int at = word_index(word, names, n);
        if (at < 0)
            return err_set(e, "%s: '%s' is not one of the words", name,
                           json_is_string(word) ? json_string_value(word) : "(no text)");
        *bits |= 1u << at;
    }
    return 0;
}

static int member_labels(const json_t *row, struct sample *s, struct err *e)
{
    if (!json_object_get(row, "causes"))
        return err_set(e, "causes: missing ([] says: no complaint)");
    if (member_bits(row, "causes", vocab_cause, CAUSE_N, &s->causes, e) != 0 ||
        member_bits(row, "flags", vocab_flag, FLAG_N, &s->flags, e) != 0)
        return -1;
    const json_t *demand = json_object_get(row, "demand");
    int at = demand ? word_index(demand, vocab_demand, DEMAND_N) : DEMAND_NONE;
    if (at < 0)
        return err_set(e, "demand: not one of the words");
    s->demand = (uint8_t)at;
    const json_t *triage = json_object_get(row, "triage");
    s->triage = json_is_integer(triage) ? (int8_t)json_integer_value(triage) : -1;
    if (s->triage < -1 || s->triage > 3)
        return err_set(e, "triage: must be 0 to 3");
    return 0;
}

static void append(struct dataset *d, struct sample s)
{
    if (d->count == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 1024;
        d->samples = check_realloc(d->samples, d->cap * sizeof(*d->samples));
    }
    d->samples[d->count++] = s;
}

static int add_line(struct dataset *d, const char *line, size_t len, const char *split,
                    struct err *e)
{
    json_error_t why;
    json_t *row = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    if (!json_is_object(row)) {
        json_decref(row);
        return err_set(e, "not a JSON object");
    }
    struct sample s = {.split = member_text(d, row, "split")};
    int rc = 0;
    if (!split || !s.split.len || str_eq(s.split, str_from(split))) {
        s.id = member_text(d, row, "id");
        s.lang = member_text(d, row, "lang");
        s.source = member_text(d, row, "source");
        if (!s.source.len)
            s.source = member_text(d, row, "kind");
        s.title = member_text(d, row, "title");
        s.body = member_text(d, row, "body");
        if (!s.body.len)
            s.body = member_text(d, row, "text");
        rc = s.body.len || s.title.len ? member_labels(row, &s, e)
                                       : err_set(e, "text: missing or empty");
        if (rc == 0)
            append(d, s);
    }
    json_decref(row);
    return rc;
}

int dataset_load(struct dataset *d, const char *path, const char *split, struct err *e)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (!f)
        return err_set(e, "%s: %s", path, strerror(errno));
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    int rc = 0;
    for (unsigned n = 1; rc == 0 && (len = getline(&line, &cap, f)) >= 0; n++) {
        struct err why;
        if (len > 0 && line[0] != '\n' && add_line(d, line, (size_t)len, split, &why) != 0)
            rc = err_set(e, "%s:%u: %s", path, n, why.msg);
    }
    free(line);
    if (f != stdin)
        fclose(f);
    return rc;
}

void dataset_repeat(struct dataset *d, size_t i)
{
    CHECK(i < d->count);
    append(d, d->samples[i]);
}

void dataset_fini(struct dataset *d)
{
    for (size_t i = 0; i < d->kept; i++)
        free(d->texts[i]);
    free(d->texts);
    free(d->samples);
    *d = (struct dataset){0};
}
