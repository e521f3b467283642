#include "oncall/board_pen.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void board_pen_line(struct board_pen *p, struct str text, unsigned style)
{
    unsigned line = p->line++;
    if (line >= p->skip && line - p->skip < p->box->rows) {
        unsigned row = p->box->row + line - p->skip;
        if (p->heading)
            screen_put(p->s, row, p->box->col, BOARD_PEN_INDENT - 1, str_from(p->heading),
                       SCREEN_BOLD);
        if (p->box->cols > BOARD_PEN_INDENT)
            screen_put(p->s, row, p->box->col + BOARD_PEN_INDENT, p->box->cols - BOARD_PEN_INDENT,
                       text, style);
    }
    p->heading = NULL;
}

void board_pen_wrap(struct board_pen *p, struct str text, unsigned style)
{
    unsigned columns = p->box->cols > BOARD_PEN_INDENT + 8 ? p->box->cols - BOARD_PEN_INDENT : 8;
    while (text.len)
        board_pen_line(p, term_line(&text, columns), style);
}

void board_pen_paragraphs(struct board_pen *p, const char *text, unsigned style)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        board_pen_wrap(p, (struct str){text, (uint32_t)len}, style);
        text += len + (text[len] == '\n');
    }
}

void board_pen_say(struct board_pen *p, unsigned style, const char *fmt, ...)
{
    char text[700];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    board_pen_wrap(p, str_from(text), style);
}

void board_pen_points(struct board_pen *p, int64_t n, const char *because)
{
    unsigned columns =
        p->box->cols > BOARD_PEN_INDENT + 13 ? p->box->cols - BOARD_PEN_INDENT - 5 : 8;
    struct str rest = str_from(because);
    char line[600];
    for (bool first = true; rest.len || first; first = false) {
        struct str part = rest.len ? term_line(&rest, columns) : STR_NONE;
        if (first)
            snprintf(line, sizeof(line), "%4" PRId64 " %.*s", n, STR_FMT(part));
        else
            snprintf(line, sizeof(line), "     %.*s", STR_FMT(part));
        board_pen_line(p, str_from(line), SCREEN_PLAIN);
    }
}

void board_pen_list(struct board_pen *p, const char *name, const json_t *items)
{
    char text[600] = "";
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item)
    {
        size_t len = strlen(text);
        const char *word = json_string_value(item);
        snprintf(text + len, sizeof(text) - len, "%s%s", i ? ", " : "", word ? word : "");
    }
    if (text[0])
        board_pen_say(p, SCREEN_PLAIN, "%s: %s", name, text);
}
