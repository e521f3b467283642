#include "oncall/board_screen.h"

#include "core/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <utf8proc.h>

void screen_init(struct screen *s, unsigned rows, unsigned cols)
{
    CHECK(rows > 0 && cols > 0);
    *s = (struct screen){rows, cols, check_calloc((size_t)rows * cols, sizeof(*s->cells))};
    screen_clear(s);
}

void screen_fini(struct screen *s)
{
    free(s->cells);
    *s = (struct screen){0};
}

void screen_clear(struct screen *s)
{
    for (unsigned row = 0; row < s->rows; row++)
        screen_fill(s, row, 0, s->cols, ' ', SCREEN_PLAIN);
}

static struct screen_cell *at(const struct screen *s, unsigned row, unsigned col)
{
    return &s->cells[(size_t)row * s->cols + col];
}

/* A wide character of which one half is written over loses the other half too. */
static void split(struct screen *s, unsigned row, unsigned col)
{
    if (col > 0 && !at(s, row, col)->text[0])
        strcpy(at(s, row, col - 1)->text, " ");
    if (col + 1 < s->cols && !at(s, row, col + 1)->text[0])
        strcpy(at(s, row, col + 1)->text, " ");
}

static void set(struct screen *s, unsigned row, unsigned col, const char *text, unsigned style)
{
    struct screen_cell *c = at(s, row, col);
    split(s, row, col);
    snprintf(c->text, sizeof(c->text), "%s", text);
    c->style = (uint8_t)style;
}

void screen_fill(struct screen *s, unsigned row, unsigned col, unsigned cells, char ch,
                 unsigned style)
{
    const char text[2] = {ch, 0};
    for (unsigned i = col; row < s->rows && i < s->cols && i - col < cells; i++)
        set(s, row, i, text, style);
}

void screen_mark(struct screen *s, unsigned row, unsigned col, unsigned cells, unsigned style)
{
    for (unsigned i = col; row < s->rows && i < s->cols && i - col < cells; i++)
        at(s, row, i)->style |= (uint8_t)style;
}

/* Marks of width 0 that change how neighbours look: terminals disagree about all of them. */
static bool joins(int32_t ch)
{
    return ch == 0x200B || ch == 0x200C || ch == 0x200D || ch == 0x2060 || ch == 0xFEFF ||
           (ch >= 0xFE00 && ch <= 0xFE0F) || (ch >= 0x1F3FB && ch <= 0x1F3FF);
}

static void combine(struct screen *s, unsigned row, unsigned col, const char *mark)
{
    while (col > 0 && !at(s, row, col)->text[0])
        col--;
    char *text = at(s, row, col)->text;
    if (strlen(text) + strlen(mark) < SCREEN_CELL_BYTES)
        strcat(text, mark);
}

unsigned screen_put(struct screen *s, unsigned row, unsigned col, unsigned cells, struct str text,
                    unsigned style)
{
    unsigned used = 0, width;
    if (row >= s->rows || col >= s->cols)
        return 0;
    cells = cells < s->cols - col ? cells : s->cols - col;
    bool cut = term_width(text) > cells;
    while (text.len && cells > 0) {
        char bytes[5] = "";
        int32_t ch = term_next(&text, &width);
        if (joins(ch))
            continue;
        if (used + width + cut > cells)
            break;
        utf8proc_encode_char(ch, (uint8_t *)bytes);
        if (width > 0)
            set(s, row, col + used, bytes, style);
        else if (used > 0)
            combine(s, row, col + used - 1, bytes);
        if (width == 2) {
            split(s, row, col + used + 1);
            *at(s, row, col + used + 1) = (struct screen_cell){.style = (uint8_t)style};
        }
        used += width;
    }
    if (cut && used < cells)
        set(s, row, col + used++, "\u2026", style);
    return used;
}

unsigned screen_put_right(struct screen *s, unsigned row, unsigned col, unsigned cells,
                          struct str text, unsigned style)
{
    unsigned width = term_width(text);
    unsigned skip = width < cells ? cells - width : 0;
    return skip + screen_put(s, row, col + skip, cells - skip, text, style);
}

unsigned screen_printf(struct screen *s, unsigned row, unsigned col, unsigned cells, unsigned style,
                       const char *fmt, ...)
{
    char text[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return screen_put(s, row, col, cells, str_from(text), style);
}

void screen_dump(const struct screen *s, FILE *out)
{
    for (unsigned row = 0; row < s->rows; row++) {
        unsigned end = s->cols;
        while (end > 0 && strcmp(at(s, row, end - 1)->text, " ") == 0)
            end--;
        for (unsigned col = 0; col < end; col++)
            fputs(at(s, row, col)->text, out);
        fputc('\n', out);
    }
}

/* ---- painting --------------------------------------------------------------------------------*/

static const char *const colours[SCREEN_STYLES_N] = {"",      ";1",  ";2",  ";1;31",    ";33",
                                                     ";32",   ";36", ";7",  ";1;41;97", ";7;33",
                                                     ";1;31", ";33", ";32", ";2"};
static const char *const mono[SCREEN_STYLES_N] = {"",   ";1",   ";2", ";1", ";1", "", ";1",
                                                  ";7", ";1;7", ";7", "",   "",   "", ""};

static void paint_style(unsigned style, enum screen_ink ink, FILE *out)
{
    unsigned base = style & ~(unsigned)SCREEN_CHOSEN;
    if (ink == SCREEN_BARE)
        return;
    fprintf(out, "\033[0%s%sm", ink == SCREEN_MONO ? mono[base] : colours[base],
            style & SCREEN_CHOSEN ? ";7" : "");
}

static bool plain_ascii(const struct screen_cell *c)
{
    return (unsigned char)c->text[0] < 0x80 && c->text[1] == '\0';
}

static bool same(const struct screen_cell *a, const struct screen_cell *b)
{
    return a->style == b->style && strcmp(a->text, b->text) == 0;
}

static void paint_row(const struct screen *now, const struct screen *was, unsigned row,
                      enum screen_ink ink, bool all, FILE *out)
{
    bool placed = false;
    int style = -1;
    for (unsigned col = 0; col < now->cols; col++) {
        const struct screen_cell *c = at(now, row, col);
        bool half = col + 1 < now->cols && !at(now, row, col + 1)->text[0];
        if (!all && same(c, at(was, row, col)) &&
            !(half && !same(at(now, row, col + 1), at(was, row, col + 1)))) {
            placed = false;
            continue;
        }
        if (!c->text[0])
            continue; /* its left half was written */
        if (!placed)
            fprintf(out, "\033[%u;%uH", row + 1, col + 1);
        if (c->style != style)
            paint_style(c->style, ink, out);
        style = c->style;
        fputs(c->text, out);
        placed = plain_ascii(c);
    }
    if (style > 0)
        paint_style(SCREEN_PLAIN, ink, out);
}

void screen_paint(const struct screen *now, struct screen *was, enum screen_ink ink, FILE *out)
{
    bool all = was->rows != now->rows || was->cols != now->cols;
    if (all) {
        screen_fini(was);
        screen_init(was, now->rows, now->cols);
        fprintf(out, "%s\033[2J", ink == SCREEN_BARE ? "" : "\033[0m");
    }
    for (unsigned row = 0; row < now->rows; row++)
        paint_row(now, was, row, ink, all, out);
    memcpy(was->cells, now->cells, sizeof(*now->cells) * now->rows * now->cols);
}
