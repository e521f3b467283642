#include "oncall/term.h"

#include "core/check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <utf8proc.h>

#define HIDDEN 0xFFFD /* shown instead of what must not reach a terminal */

bool term_colours(FILE *out)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(out)) && !(no && no[0]) && term && strcmp(term, "dumb") != 0;
}

static const char *code(enum term_style style)
{
    static const char *const codes[] = {"", "1", "2", "1;31", "33", "32", "36"};
    return codes[style];
}

/* Characters that change the direction of what follows: they can make a text read as another. */
static bool turns_text(int32_t ch)
{
    return (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2066 && ch <= 0x2069);
}

int32_t term_next(struct str *s, unsigned *cells)
{
    int32_t ch;
    utf8proc_ssize_t n = utf8proc_iterate((const uint8_t *)s->ptr, (utf8proc_ssize_t)s->len, &ch);
    if (n <= 0) {
        n = 1;
        ch = HIDDEN;
    }
    s->ptr += n;
    s->len -= (uint32_t)n;
    if (ch == '\n' || ch == '\t' || ch == '\r')
        ch = ' ';
    else if (ch < 0x20 || (ch >= 0x7F && ch < 0xA0) || turns_text(ch))
        ch = HIDDEN;
    int width = utf8proc_charwidth(ch);
    *cells = width > 0 ? (unsigned)width : 0;
    return ch;
}

static void put(FILE *out, int32_t ch)
{
    uint8_t bytes[4];
    fwrite(bytes, 1, (size_t)utf8proc_encode_char(ch, bytes), out);
}

unsigned term_width(struct str s)
{
    unsigned sum = 0, cells;
    while (s.len) {
        term_next(&s, &cells);
        sum += cells;
    }
    return sum;
}

void term_put(FILE *out, struct str s)
{
    unsigned cells;
    while (s.len)
        put(out, term_next(&s, &cells));
}

static void blanks(FILE *out, unsigned n)
{
    fprintf(out, "%*s", (int)n, "");
}

/* Writes as much as fits into `room` columns, the last of them an ellipsis. Returns what it took.
 */
static unsigned put_cut(FILE *out, struct str s, unsigned room)
{
    unsigned used = 0, cells;
    while (s.len) {
        int32_t ch = term_next(&s, &cells);
        if (used + cells > room - 1)
            break;
        put(out, ch);
        used += cells;
    }
    fputs("\u2026", out);
    return used + 1;
}

void term_cell(FILE *out, struct str s, int cells, enum term_style style)
{
    unsigned room = (unsigned)(cells < 0 ? -cells : cells), width = term_width(s);
    bool styled = style != TERM_PLAIN && term_colours(out);
    if (cells < 0 && width < room)
        blanks(out, room - width);
    if (styled)
        fprintf(out, "\033[%sm", code(style));
    if (width <= room)
        term_put(out, s);
    else
        width = put_cut(out, s, room);
    if (styled)
        fputs("\033[0m", out);
    if (cells > 0 && width < room)
        blanks(out, room - width);
}

/* Marks that no line begins with in Chinese. */
static bool closes(struct str s)
{
    static const int32_t marks[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011, 0x2019, 0x201D,
                                    0x2026, 0xFF01, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F};
    unsigned cells;
    int32_t ch = s.len ? term_next(&s, &cells) : 0;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (ch == marks[i])
            return true;
    return false;
}

/* The longest beginning of s that fits and may stand alone on a line; at least one character. */
static struct str line_of(struct str s, unsigned columns)
{
    struct str rest = s;
    uint32_t good = 0;
    unsigned used = 0, cells;
    while (rest.len) {
        uint32_t before = s.len - rest.len;
        bool stays = closes(rest); /* with what stands before it */
        int32_t ch = term_next(&rest, &cells);
        if (ch == ' ' || (cells == 2 && !stays))
            good = before;
        used += cells;
        if (used > columns)
            return (struct str){s.ptr, good ? good : before ? before : s.len - rest.len};
        if (cells == 2 && !closes(rest))
            good = s.len - rest.len;
    }
    return s;
}

struct str term_line(struct str *s, unsigned columns)
{
    CHECK(columns > 2);
    struct str line = line_of(*s, columns);
    s->ptr += line.len;
    s->len -= line.len;
    while (s->len && *s->ptr == ' ')
        s->ptr++, s->len--;
    return line;
}

void term_wrap(FILE *out, struct str s, unsigned columns, unsigned indent)
{
    for (bool first = true; s.len; first = false) {
        struct str line = term_line(&s, columns);
        if (!first)
            blanks(out, indent);
        term_put(out, line);
        fputc('\n', out);
    }
}

void term_styled(FILE *out, enum term_style style, const char *fmt, ...)
{
    va_list args;
    bool styled = style != TERM_PLAIN && term_colours(out);
    if (styled)
        fprintf(out, "\033[%sm", code(style));
    va_start(args, fmt);
    vfprintf(out, fmt, args);
    va_end(args);
    if (styled)
        fputs("\033[0m", out);
}

const char *term_duration(int64_t ms, char out[TERM_DURATION_CAP])
{
    const char *late = ms < 0 ? " late" : "";
    int64_t s = (ms < 0 ? -ms : ms) / 1000;
    if (s >= 100 * 86400)
        snprintf(out, TERM_DURATION_CAP, "%" PRId64 "d%s", s / 86400 % 100000, late);
    else if (s >= 86400)
        snprintf(out, TERM_DURATION_CAP, "%dd%02dh%s", (int)(s / 86400), (int)(s / 3600 % 24),
                 late);
    else if (s >= 3600)
        snprintf(out, TERM_DURATION_CAP, "%dh%02dm%s", (int)(s / 3600), (int)(s / 60 % 60), late);
    else if (s >= 60)
        snprintf(out, TERM_DURATION_CAP, "%dm%s", (int)(s / 60), late);
    else
        snprintf(out, TERM_DURATION_CAP, "%ds%s", (int)s, late);
    return out;
}
