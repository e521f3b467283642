/* The question that is open: what the guard says, the question, what is typed. */
#include "oncall/board_draw.h"
#include "oncall/board_pen.h"
#include "oncall/lint.h"

#include <stdio.h>
#include <string.h>

/* What the guard says, as many lines as it needs, above `row`. */
static void draw_guard(struct screen *s, unsigned row, const struct board_form *f)
{
    const struct board_box nowhere = {.cols = s->cols};
    struct board_pen p = {.box = &nowhere};
    board_pen_paragraphs(&p, f->guard, SCREEN_PLAIN);
    unsigned rows = p.line < row / 2 ? p.line : row / 2;
    const struct board_box box = {row - rows, 0, rows, s->cols};
    for (unsigned i = 0; i < rows; i++)
        screen_fill(s, box.row + i, 0, s->cols, ' ', SCREEN_PLAIN);
    p = (struct board_pen){.s = s, .box = &box, .heading = "GUARD"};
    board_pen_paragraphs(&p, f->guard, f->verdict == LINT_REFUSE ? SCREEN_RED : SCREEN_YELLOW);
}

/* What the keys do, in reverse order of what may be left out. */
static const char *keys_of(const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    switch (field->kind) {
    case BOARD_SURE:
        return "y, n";
    case BOARD_ANYWAY:
        return "Enter: rewrite it, o: it stays as it is";
    case BOARD_CHOICE:
    case BOARD_FLAG:
        return "arrows or letters, Enter, Esc";
    default:
        return f->suggested      ? "Enter takes it, or type another; Esc gives up"
               : field->optional ? "Enter (empty: none), Esc gives up"
                                 : "Enter, Esc gives up";
    }
}

/* How much of the text stands on the next line; breaks anywhere, so that the caret never jumps. */
static struct str next_line(struct str *rest, unsigned room)
{
    struct str line = {rest->ptr, 0};
    unsigned used = 0, cells;
    while (rest->len) {
        struct str after = *rest;
        term_next(&after, &cells);
        if (used + cells > room && used)
            break;
        used += cells;
        line.len += rest->len - after.len;
        *rest = after;
    }
    return line;
}

/* Of the text in lines of `room` columns: how many, and on which the caret is. */
static unsigned count_lines(const struct board_form *f, unsigned room, unsigned *caret)
{
    unsigned n = 0;
    *caret = 0;
    for (struct str rest = str_from(f->text); rest.len; n++) {
        struct str line = next_line(&rest, room);
        if (f->text + f->caret >= line.ptr)
            *caret = n;
    }
    return n ? n : 1;
}

/* caret: NULL if it is on another line. */
static void draw_line(struct screen *s, unsigned row, unsigned room, struct str line,
                      const char *caret)
{
    unsigned cells;
    screen_put(s, row, 0, room, line, SCREEN_CYAN);
    if (!caret)
        return;
    const struct str before = {line.ptr, (uint32_t)(caret - line.ptr)};
    struct str at = {caret, line.len - before.len}, rest = at;
    if (at.len)
        term_next(&rest, &cells);
    at.len -= rest.len;
    screen_put(s, row, term_width(before), 2, at.len ? at : STR_LIT(" "), SCREEN_TITLE);
}

/* What is typed, in `rows` lines that end in `row`, before the column `end`; those about the caret
 * if they are not enough. */
static void draw_text(struct screen *s, unsigned row, unsigned rows, unsigned end,
                      const struct board_form *f)
{
    unsigned room = end > 2 ? end - 1 : 1, caret, n = count_lines(f, room, &caret), i = 0;
    unsigned first = n <= rows ? 0 : caret + 1 > rows ? caret + 1 - rows : 0;
    struct str rest = str_from(f->text);
    do {
        struct str line = next_line(&rest, room);
        if (i >= first && i < first + rows)
            draw_line(s, row + 1 - rows + i - first, room + 1, line,
                      i == caret ? f->text + f->caret : NULL);
        i++;
    } while (rest.len);
}

/* The word that is chosen, and what it means. */
static void draw_word(struct screen *s, unsigned row, unsigned end, const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    const char *word = f->chosen ? field->words[f->word] : "?";
    unsigned col = screen_put(s, row, 0, end > 1 ? end - 1 : 0, str_from(word), SCREEN_CYAN);
    screen_put(s, row, col, 1, STR_LIT(" "), SCREEN_TITLE);
    if (f->chosen && field->titles && end > col + 2)
        screen_put(s, row, col + 2, end - col - 2, str_from(field->titles[f->word]), SCREEN_DIM);
}

/* The question, what the keys do, and the answer below them. A note why it is not taken stands
 * beside what was typed, never over it. */
void board_draw_form(struct screen *s, unsigned row, const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    const char *hint = f->note[0] ? f->note : keys_of(f);
    unsigned width = term_width(str_from(hint)), end = s->cols, caret;
    bool below = field->kind == BOARD_SURE || field->kind == BOARD_ANYWAY;
    unsigned style = f->note[0] ? SCREEN_RED : below ? SCREEN_CYAN : SCREEN_DIM;
    char question[260];
    snprintf(question, sizeof(question), "%s: %s", f->title, f->label);
    unsigned asked = term_width(str_from(question));
    unsigned typed = field->words_n ? 0 : term_width(str_from(f->text));
    bool beside = below || asked + 2 + width <= s->cols;
    if (!beside && s->cols > width + 3 && (f->note[0] || typed + width + 4 < s->cols))
        end = s->cols - width - 2;
    unsigned rows = below || field->words_n ? 1 : count_lines(f, end > 2 ? end - 1 : 1, &caret);
    rows = rows <= s->rows / 6 ? rows : s->rows / 6 ? s->rows / 6 : 1;
    unsigned prompt = row >= rows ? row - rows : 0;
    for (unsigned i = prompt; i <= row; i++)
        screen_fill(s, i, 0, s->cols, ' ', SCREEN_PLAIN);
    screen_put(s, prompt, 0, s->cols, str_from(question), SCREEN_BOLD);
    if (f->guard[0])
        draw_guard(s, prompt, f);
    if (below)
        screen_put(s, row, 0, s->cols, str_from(hint), style);
    else if (beside)
        screen_put(s, prompt, asked + 2, width, str_from(hint), style);
    else if (end < s->cols)
        screen_put(s, row, end + 2, width, str_from(hint), style);
    if (field->words_n && !below)
        draw_word(s, row, end, f);
    else if (!below)
        draw_text(s, row, rows, end, f);
}
