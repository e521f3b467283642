#include "enrich/dataset.h"

#include "enrich/json_lines.h"

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
    s->flags_read = json_object_get(row, "flags") != NULL;
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

struct loading {
    struct dataset *d;
    struct wanted want;
};

static int add_line(void *ctx, const json_t *row, struct err *e)
{
    struct loading *l = ctx;
    return l->want.teacher ? add_taught(l->d, row, &l->want, e)
                           : add_labelled(l->d, row, &l->want, e);
}

int dataset_load(struct dataset *d, const char *path, const char *split, struct err *e)
{
    struct loading l = {d, {.split = split}};
    return json_lines_read(path, add_line, &l, e);
}

int dataset_load_taught(struct dataset *d, const char *path, const struct teacher *t, float weight,
                        struct err *e)
{
    bool *answered = check_calloc(t->count + 1, sizeof(*answered));
    struct loading l = {d, {.teacher = t, .weight = weight, .answered = answered}};
    int rc = json_lines_read(path, add_line, &l, e);
    free(answered);
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
