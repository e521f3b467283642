/* Which of the customer's words led to what is said of the case. */
#include "oncall/board_pen.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { MOST = 3 }; /* of each; the heaviest stand first */

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t of = utf8proc_category(c);
    return of >= UTF8PROC_CATEGORY_PC && of != UTF8PROC_CATEGORY_SC;
}

/* Without the marks and blanks around it: the model's words may begin with those. */
static struct str bare(const char *text)
{
    struct str s = {text, 0}, rest = str_from(text);
    bool begun = false;
    for (utf8proc_int32_t c; rest.len;) {
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)rest.ptr, rest.len, &c);
        if (n <= 0)
            break;
        bool mark = is_mark(c);
        if (!mark && !begun)
            s.ptr = rest.ptr;
        begun |= !mark;
        rest = (struct str){rest.ptr + n, rest.len - (uint32_t)n};
        if (!mark)
            s.len = (uint32_t)(rest.ptr - s.ptr);
    }
    return s;
}

/* As many as are new: what is within one that was told already tells nothing. */
static unsigned add(const json_t *words, const char *only_of, char *out, size_t cap)
{
    unsigned said = 0;
    size_t i;
    json_t *w;
    json_array_foreach(words, i, w)
    {
        struct str text = bare(board_text(w, "text"));
        size_t len = strlen(out);
        if (said >= MOST || !text.len || memmem(out, len, text.ptr, text.len) ||
            (only_of && strcmp(board_text(w, "demand"), only_of) != 0))
            continue;
        snprintf(out + len, cap - len, "%s\"%.*s\"", said++ ? ", " : "", STR_FMT(text));
    }
    return said;
}

static void draw(struct board_pen *p, const char *name, const char *words)
{
    if (words[0])
        board_pen_say(p, SCREEN_PLAIN, "%s: %s", name, words);
}

static void draw_each(struct board_pen *p, const json_t *explain, const char *list,
                      const char *name)
{
    size_t i;
    json_t *answer;
    json_array_foreach(json_object_get(explain, list), i, answer)
    {
        char words[500] = "";
        add(json_object_get(answer, "words"), NULL, words, sizeof(words));
        draw(p, board_text(answer, name), words);
    }
}

/* What they ask for is said by whole phrases, if by any. */
static void draw_demand(struct board_pen *p, const json_t *demand)
{
    const char *name = board_text(demand, "demand");
    char words[500] = "", wants[80];
    if (!name[0] || strcmp(name, "none") == 0)
        return;
    if (!add(json_object_get(demand, "phrases"), name, words, sizeof(words)))
        add(json_object_get(demand, "words"), NULL, words, sizeof(words));
    snprintf(wants, sizeof(wants), "wants %s", name);
    draw(p, wants, words);
}

void board_words_draw(struct board_pen *p, const json_t *shown)
{
    const json_t *explain = json_object_get(shown, "explain");
    p->heading = "WORDS";
    draw_each(p, explain, "causes", "cause");
    draw_demand(p, json_object_get(explain, "demand"));
    draw_each(p, explain, "flags", "flag");
}
