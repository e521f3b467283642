#include "enrich/dataset.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

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

static void member_texts(struct dataset *d, const json_t *row, struct sample *s)
{
    s->title = member_text(d, row, "title");
    s->body = member_text(d, row, "body");
    if (!s->body.len)
        s->body = member_text(d, row, "text");
}

/* What a line is read for. */
struct wanted {
    const char *split;
    const struct teacher *teacher;
    bool *answered; /* by the teacher's answer: the text was there already */
    float weight;
};

static int add_labelled(struct dataset *d, const json_t *row, const struct wanted *w, struct err *e)
{
    struct sample s = {.split = member_text(d, row, "split"), .weight = 1};
    if (w->split && s.split.len && !str_eq(s.split, str_from(w->split)))
        return 0;
    s.id = member_text(d, row, "id");
    s.lang = member_text(d, row, "lang");
    s.source = member_text(d, row, "source");
    if (!s.source.len)
        s.source = member_text(d, row, "kind");
    member_texts(d, row, &s);
    if (!s.body.len && !s.title.len)
        return err_set(e, "text: missing or empty");
    if (member_labels(row, &s, e) != 0)
        return -1;
    append(d, s);
    return 0;
}

static int add_taught(struct dataset *d, const json_t *row, const struct wanted *w, struct err *e)
{
    size_t before = d->kept;
    struct sample s = {.triage = -1, .weight = w->weight, .practice = true};
    (void)e; /* a review without a text is one without an answer */
    member_texts(d, row, &s);
    s.taught = teacher_answer(w->teacher, s.title, s.body);
    size_t at = s.taught ? (size_t)((const float(*)[COLUMN_WIDTH])s.taught - w->teacher->p) : 0;
    if (s.taught && !w->answered[at]) {
        w->answered[at] = true;
        append(d, s);
    } else
        while (d->kept > before)
            free(d->texts[--d->kept]);
    return 0;
}

static int add_line(struct dataset *d, const char *line, size_t len, const struct wanted *w,
                    struct err *e)
{
    json_error_t why;
    json_t *row = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    int rc;
    if (!json_is_object(row))
        rc = err_set(e, "not a JSON object");
    else
        rc = w->teacher ? add_taught(d, row, w, e) : add_labelled(d, row, w, e);
    json_decref(row);
    return rc;
}

/* One line of any length, without its newline; false at the end. */
static bool read_line(gzFile f, char **line, size_t *cap, size_t *len)
{
    for (*len = 0;; *cap *= 2) {
        *line = check_realloc(*line, *cap);
        if (!gzgets(f, *line + *len, (int)(*cap - *len)))
            return *len > 0;
        *len += strlen(*line + *len);
        if (*len && (*line)[*len - 1] == '\n') {
            (*line)[--*len] = '\0';
            return true;
        }
        if (*len + 1 < *cap)
            return true; /* the last line, or one with a NUL in it, which is no JSON */
    }
}

static int load(struct dataset *d, const char *path, const struct wanted *w, struct err *e)
{
    bool in = strcmp(path, "-") == 0;
    gzFile f = in ? gzdopen(dup(STDIN_FILENO), "r") : gzopen(path, "r");
    if (!f)
        return err_set(e, "%s: %s", path, strerror(errno));
    char *line = NULL;
    size_t cap = 1 << 16, len;
    int rc = 0, damage = 0;
    for (unsigned n = 1; rc == 0 && read_line(f, &line, &cap, &len); n++) {
        struct err why;
        if (len > 0 && add_line(d, line, len, w, &why) != 0)
            rc = err_set(e, "%s:%u: %s", path, n, why.msg);
    }
    free(line);
    gzerror(f, &damage);
    if (damage != Z_OK && damage != Z_STREAM_END) /* a half line is not the mistake */
        rc = err_set(e, "%s: cannot be read whole", path);
    gzclose(f);
    return rc;
}

int dataset_load(struct dataset *d, const char *path, const char *split, struct err *e)
{
    const struct wanted w = {.split = split};
    return load(d, path, &w, e);
}

int dataset_load_taught(struct dataset *d, const char *path, const struct teacher *t, float weight,
                        struct err *e)
{
    const struct wanted w = {
        .teacher = t, .weight = weight, .answered = check_calloc(t->count + 1, sizeof(bool))};
    int rc = load(d, path, &w, e);
    free(w.answered);
    return rc;
}

void dataset_fini(struct dataset *d)
{
    for (size_t i = 0; i < d->kept; i++)
        free(d->texts[i]);
    free(d->texts);
    free(d->samples);
    *d = (struct dataset){0};
}
