/* board_screen.h - a screen of character cells: drawn as a whole, painted by its differences.
 *
 * Nothing drawn here can misalign a terminal: a wide character takes two cells or is left out,
 * control characters never pass (term.h), and the painter places the cursor anew behind every
 * character whose width a terminal may see differently. Pure but for screen_paint's stream. */
#ifndef REDRESS_ONCALL_BOARD_SCREEN_H
#define REDRESS_ONCALL_BOARD_SCREEN_H

#include "core/str.h"
#include "oncall/term.h"

enum screen_style {
    SCREEN_PLAIN, /* the first seven are those of enum term_style */
    SCREEN_BOLD,
    SCREEN_DIM,
    SCREEN_RED,
    SCREEN_YELLOW,
    SCREEN_GREEN,
    SCREEN_CYAN,
    SCREEN_TITLE,   /* the first and last line */
    SCREEN_ALARM,   /* what must be seen */
    SCREEN_SOON,    /* what must be seen next */
    SCREEN_BAR_RED, /* bars are blanks on a ground of colour */
    SCREEN_BAR_YELLOW,
    SCREEN_BAR_GREEN,
    SCREEN_BAR_EMPTY,
    SCREEN_STYLES_N,
    SCREEN_CHOSEN = 0x40, /* added to another style */
};

enum screen_ink {
    SCREEN_BARE, /* only text and cursor: a dumb terminal, or a file */
    SCREEN_MONO, /* bold, dim, reverse: NO_COLOR */
    SCREEN_COLOURS,
};

#define SCREEN_CELL_BYTES 15

struct screen_cell {
    char
        text[SCREEN_CELL_BYTES]; /* a character with what combines; "" = right half of a wide one */
    uint8_t style;
};

struct screen {
    unsigned rows, cols;
    struct screen_cell *cells;
};

/* All blank. screen_fini frees the cells. */
void screen_init(struct screen *s, unsigned rows, unsigned cols);
void screen_fini(struct screen *s);
void screen_clear(struct screen *s);

/* Writes text from (row, col) into at most `cells` columns, cut with an ellipsis if it does not
 * fit. What lies outside the screen is left out. Returns the columns it took. */
unsigned screen_put(struct screen *s, unsigned row, unsigned col, unsigned cells, struct str text,
                    unsigned style);
/* The same, at the right end of those columns. */
unsigned screen_put_right(struct screen *s, unsigned row, unsigned col, unsigned cells,
                          struct str text, unsigned style);
/* printf to (row, col). */
unsigned screen_printf(struct screen *s, unsigned row, unsigned col, unsigned cells, unsigned style,
                       const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Gives these cells one character (a single byte) and style; adds to their style. */
void screen_fill(struct screen *s, unsigned row, unsigned col, unsigned cells, char ch,
                 unsigned style);
void screen_mark(struct screen *s, unsigned row, unsigned col, unsigned cells, unsigned style);

/* Writes the lines as text, without what is blank at their ends. */
void screen_dump(const struct screen *s, FILE *out);
/* Writes what changes `was` into `now`, and makes `was` equal to it. A `was` of another size is
 * replaced, and everything written. */
void screen_paint(const struct screen *now, struct screen *was, enum screen_ink ink, FILE *out);

#endif
