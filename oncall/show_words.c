/* The words of the review that carried each cause. Their places are computed anew from the text, by
 * a function that the main program sets: this room knows no classifier, and Redis no text. */
#include "oncall/show.h"

#include "core/check.h"
#include "oncall/term.h"

#include <stdio.h>
#include <stdlib.h>

enum { FOR = 3, AGAINST = 2, NAME = 12 };

static json_t *(*explain)(const struct config *cfg, const struct event_fields *f, struct err *e);

void oncall_set_explain(json_t *(*fn)(const struct config *cfg, const struct event_fields *f,
                                      struct err *e))
{
    explain = fn;
}

void show_explain(const struct config *cfg, struct show *v)
{
    struct event_fields f = v->c.fields;
    if (!v->has_text || !explain)
        return;
    f.title = v->text.title;
    f.body = v->text.body;
    v->explained = explain(cfg, &f, &v->no_words);
}

static void print_list(FILE *out, const json_t *list, unsigned most, const char *lead)
{
    size_t i;
    json_t *w;
    json_array_foreach(list, i, w)
    {
        const json_t *text = json_object_get(w, "text"), *why = json_object_get(w, "because");
        if (i >= most)
            return;
        fprintf(out, "%s\"", i ? ", " : lead);
        term_put(out, (struct str){json_string_value(text), (uint32_t)json_string_length(text)});
        fprintf(out, "\" %+.1f", json_number_value(json_object_get(w, "weight")));
        if (json_is_string(why))
            fprintf(out, " (%s)", json_string_value(why));
    }
}

static void print_answers(const char *member, const char *name, const struct show *v,
                          unsigned indent, unsigned *lines)
{
    size_t i;
    json_t *a;
    json_array_foreach(json_object_get(v->explained, member), i, a)
    {
        char *text = NULL;
        size_t len = 0;
        FILE *out = open_memstream(&text, &len);
        CHECK(out);
        print_list(out, json_object_get(a, "words"), FOR, "");
        print_list(out, json_object_get(a, "against"), AGAINST, "; against it ");
        fclose(out);
        printf("%*s%-*s", (*lines)++ ? (int)indent : 0, "", NAME,
               json_string_value(json_object_get(a, name)));
        term_wrap(stdout, (struct str){text, (uint32_t)len}, SHOW_COLUMNS - NAME, indent + NAME);
        if (!len)
            putchar('\n');
        free(text);
    }
}

static bool same_causes(const struct show *v)
{
    const json_t *causes = json_object_get(v->explained, "causes");
    const struct finding *x = &v->c.finding;
    if (json_array_size(causes) != x->cause_count)
        return false;
    for (unsigned i = 0; i < x->cause_count; i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(causes, i), "cause")),
                   vocab_cause[x->cause[i]]) != 0)
            return false;
    return true;
}

void show_words(const struct show *v, unsigned indent)
{
    unsigned lines = 0;
    if (!v->explained) {
        printf("not to be told: %s\n", v->has_text ? v->no_words.msg : v->no_text.msg);
        return;
    }
    print_answers("causes", "cause", v, indent, &lines);
    print_answers("flags", "flag", v, indent, &lines);
    if (!lines)
        puts("the present model finds no complaint in it");
    else if (!same_causes(v))
        printf("%*s(by the present model, which would name other causes than the case has)\n",
               (int)indent, "");
}
