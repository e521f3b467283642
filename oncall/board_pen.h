/* board_pen.h - paragraphs with headings, one below the other, in a box that shows a window of
 * them. Private to oncall/board_*.c. */
#ifndef REDRESS_ONCALL_BOARD_PEN_H
#define REDRESS_ONCALL_BOARD_PEN_H

#include "oncall/board_draw.h"

#define BOARD_PEN_INDENT 8

/* Draws lines one below the other; those above the window are only counted. */
struct board_pen {
    struct screen *s;
    const struct board_box *box;
    unsigned skip, line; /* line: the next, from the top of the case */
    const char *heading; /* of the next line */
};

void board_pen_line(struct board_pen *p, struct str text, unsigned style);
void board_pen_wrap(struct board_pen *p, struct str text, unsigned style);
/* Texts have lines of their own. */
void board_pen_paragraphs(struct board_pen *p, const char *text, unsigned style);
void board_pen_say(struct board_pen *p, unsigned style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The points, and the reason beside them however many lines it has. */
void board_pen_points(struct board_pen *p, int64_t n, const char *because);
/* "name: a, b, c"; nothing where there is nothing. */
void board_pen_list(struct board_pen *p, const char *name, const json_t *items);

/* Which of the customer's words led to each cause, to the demand and to the flags, once they are
 * there (board_words.c): they are found anew in the text, which Redis does not have. */
void board_words_draw(struct board_pen *p, const json_t *shown);

#endif
