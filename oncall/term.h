/* term.h - text for a terminal: cells of a table that align in any script, colours, durations.
 *
 * All text that others wrote goes through here: control characters are never passed on, so a
 * review cannot move the cursor or change the title of an engineer's window. */
#ifndef REDRESS_ONCALL_TERM_H
#define REDRESS_ONCALL_TERM_H

#include "core/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum term_style { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_YELLOW, TERM_GREEN, TERM_CYAN };

/* Colours if out is a terminal, NO_COLOR is not set and TERM is not "dumb". */
bool term_colours(FILE *out);

/* Takes the next character off s, made harmless: line ends and tabs become blanks, other control
 * characters, what turns the direction of a text, and what is not UTF-8 become U+FFFD. *cells is
 * what it takes on a screen: 0, 1 or 2 columns. s must not be empty. */
int32_t term_next(struct str *s, unsigned *cells);

/* Columns that the text takes: wide characters two, combining ones none. */
unsigned term_width(struct str s);

/* Writes s, printable and on one line. */
void term_put(FILE *out, struct str s);
/* The same in exactly `cells` columns: cut with an ellipsis, or filled up with blanks at its right
 * (cells > 0) or left (cells < 0) side; styled if `style` is not plain and colours are on. */
void term_cell(FILE *out, struct str s, int cells, enum term_style style);
/* Takes the next line of at most `columns` off s, and the blanks behind it; breaks at blanks and
 * beside wide characters. */
struct str term_line(struct str *s, unsigned columns);
/* Writes s in lines of at most `columns`, each after `indent` blanks but the first; breaks at
 * blanks and beside wide characters. */
void term_wrap(FILE *out, struct str s, unsigned columns, unsigned indent);
/* printf in a style. */
void term_styled(FILE *out, enum term_style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#define TERM_DURATION_CAP 16
/* "2d03h", "2h05m", "12m", "45s"; negative: "2h05m late". */
const char *term_duration(int64_t ms, char out[TERM_DURATION_CAP]);

#endif
