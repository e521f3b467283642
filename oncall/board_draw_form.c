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

/* The line that is typed, before the column `end`: its own end is what matters. */
static void draw_answer(struct screen *s, unsigned row, unsigned end, const struct board_form *f)
{
    unsigned col = 0;
    const struct board_field *field = board_form_field(f);
    bool none = field->words_n && !f->chosen;
    struct str text = str_from(none ? "?" : field->words_n ? field->words[f->word] : f->text);
    unsigned room = end > 1 ? end - 1 : 0, cells;
    while (term_width(text) > room && text.len)
        term_next(&text, &cells);
    col += screen_put(s, row, col, room, text, SCREEN_CYAN);
    screen_put(s, row, col, 1, STR_LIT(" "), SCREEN_TITLE);
    if (field->words_n && f->chosen && field->titles && end > col + 2)
        screen_put(s, row, col + 2, end - col - 2, str_from(field->titles[f->word]), SCREEN_DIM);
}

/* The question, what the keys do, and the answer below them. A note why it is not taken stands
 * beside what was typed, never over it. */
void board_draw_form(struct screen *s, unsigned row, const struct board_form *f)
{
    const struct board_field *field = board_form_field(f);
    const char *hint = f->note[0] ? f->note : keys_of(f);
    unsigned prompt = row > 0 ? row - 1 : row;
    screen_fill(s, prompt, 0, s->cols, ' ', SCREEN_PLAIN);
    screen_fill(s, row, 0, s->cols, ' ', SCREEN_PLAIN);
    unsigned width = term_width(str_from(hint)), end = s->cols;
    bool below = field->kind == BOARD_SURE || field->kind == BOARD_ANYWAY;
    unsigned style = f->note[0] ? SCREEN_RED : below ? SCREEN_CYAN : SCREEN_DIM;
    char question[260];
    snprintf(question, sizeof(question), "%s: %s", f->title, f->label);
    unsigned asked = screen_put(s, prompt, 0, s->cols, str_from(question), SCREEN_BOLD);
    if (f->guard[0])
        draw_guard(s, prompt, f);
    if (below) {
        screen_put(s, row, 0, s->cols, str_from(hint), style);
        return;
    }
    unsigned typed = field->words_n ? 0 : term_width(str_from(f->text));
    if (asked + 2 + width <= s->cols) {
        screen_put(s, prompt, asked + 2, width, str_from(hint), style);
    } else if (s->cols > width + 3 && (f->note[0] || typed + width + 4 < s->cols)) {
        end = s->cols - width - 2;
        screen_put(s, row, end + 2, width, str_from(hint), style);
    }
    draw_answer(s, row, end, f);
}
