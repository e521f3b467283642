#include "oncall/lint_print.h"

#include "oncall/term.h"

#include <strings.h>

#define INDENT 11
#define COLUMNS (79 - INDENT)

bool lint_in_chinese(struct str locale, struct str text)
{
    unsigned wide = 0, latin = 0;
    if (locale.len >= 2)
        return strncasecmp(locale.ptr, "zh", 2) == 0;
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char ch = (unsigned char)text.ptr[i];
        wide += ch >= 0xE3 && ch <= 0xE9; /* the first bytes of U+3000..U+9FFF */
        latin += (ch | 0x20) >= 'a' && (ch | 0x20) <= 'z';
    }
    return wide * 3 > latin;
}

static const char *instead(const struct lint_words *w, bool chinese)
{
    return chinese ? w->instead_zh : w->instead;
}

static struct str words_of(struct str text, const struct lint_finding *f)
{
    return (struct str){text.ptr + f->byte_start, f->byte_end - f->byte_start};
}

static void line(FILE *out, const char *name, const char *text)
{
    fprintf(out, "  %-*s", INDENT - 2, name);
    term_wrap(out, str_from(text), COLUMNS, INDENT);
}

void lint_print(FILE *out, struct str text, const struct lint_report *r, bool chinese,
                bool reads_chinese)
{
    for (unsigned i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->found[i];
        const struct lint_words *w = &lint_words[f->rule];
        term_styled(out, f->action == LINT_REFUSE ? TERM_RED : TERM_YELLOW, "%s",
                    f->action == LINT_REFUSE ? "refused" : "warning");
        fprintf(out, ": %s", w->name);
        if (f->byte_end > f->byte_start) {
            fprintf(out, ", characters %u-%u (bytes %u-%u): \"", f->char_start, f->char_end,
                    f->byte_start, f->byte_end);
            term_put(out, words_of(text, f));
            fputc('"', out);
        }
        fprintf(out, "%s%s\n", f->note[0] ? ", " : "", f->note);
        line(out, "why", w->why);
        line(out, "instead", instead(w, chinese));
        if (chinese && !reads_chinese)
            line(out, "that is", w->instead);
    }
}

json_t *lint_json(struct str text, const struct lint_report *r, bool chinese)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->found[i];
        const struct lint_words *w = &lint_words[f->rule];
        struct str words = words_of(text, f);
        json_t *finding = json_pack(
            "{s:s,s:s,s:[i,i],s:[i,i],s:s%,s:s,s:s,s:s}", "rule", w->name, "action",
            lint_action_name[f->action], "bytes", (int)f->byte_start, (int)f->byte_end, "chars",
            (int)f->char_start, (int)f->char_end, "words", words.ptr, (size_t)words.len, "note",
            f->note, "why", w->why, "instead", instead(w, chinese));
        if (chinese)
            json_object_set_new(finding, "meaning", json_string(w->instead));
        json_array_append_new(list, finding);
    }
    return json_pack("{s:s,s:o}", "verdict", r->verdict ? lint_action_name[r->verdict] : "ok",
                     "findings", list);
}
