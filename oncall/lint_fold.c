#include "oncall/lint_fold.h"

#include <stdlib.h>
#include <utf8proc.h>

/* One character on its way; ch 0 = dropped. */
struct cell {
    int32_t ch;
    uint32_t at;
};

struct cells {
    struct cell *cell;
    uint32_t count;
};

enum kind { KIND_HAN, KIND_LETTER, KIND_DIGIT, KIND_BLANK, KIND_JOINER, KIND_STOP, KIND_OTHER };

static enum kind kind_of(int32_t ch)
{
    if (ch >= 'a' && ch <= 'z')
        return KIND_LETTER;
    if (ch >= '0' && ch <= '9')
        return KIND_DIGIT;
    if (ch == ' ')
        return KIND_BLANK;
    if (ch == '\n' || ch == '!' || ch == '?' || ch == ';' || ch == ',' || ch == 0x3002)
        return KIND_STOP;
    if ((ch >= 0x3400 && ch <= 0x9FFF) || (ch >= 0x20000 && ch <= 0x323AF))
        return KIND_HAN;
    if (ch < 0x80 || ch == 0xB7 || ch == 0x2022 || ch == 0x30FB || ch == 0x2014 || ch == 0x2026)
        return KIND_JOINER; /* . * - _ ~ | / + and the like */
    return KIND_OTHER;
}

/* ---- one character ---------------------------------------------------------------------------*/

struct pair {
    int32_t from, to;
};

/* Letters of other scripts that look like Latin ones, and punctuation that has an ASCII twin. */
static const struct pair look_alikes[] = {
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'},  {0x0440, 'p'},  {0x0441, 'c'},   {0x0443, 'y'},
    {0x0445, 'x'}, {0x0456, 'i'}, {0x0455, 's'},  {0x0501, 'd'},  {0x04BB, 'h'},   {0x03BF, 'o'},
    {0x03B1, 'a'}, {0x03BD, 'v'}, {0x03C1, 'p'},  {0x0131, 'i'},  {0x2018, '\''},  {0x2019, '\''},
    {0x201C, '"'}, {0x201D, '"'}, {0x3001, ','},  {0x2014, '-'},  {0x2013, '-'},   {0x2012, '-'},
    {0x2010, '-'}, {0x2011, '-'}, {0x2028, '\n'}, {0x2029, '\n'}, {0x2B50, 0x2B50}};

static const char traditional[] =
#include "oncall/lint_traditional.def"
    ;

static int32_t simplify(int32_t ch)
{
    const uint8_t *p = (const uint8_t *)traditional;
    int32_t from, to;
    if (ch < 0x3400 || ch > 0x9FFF)
        return ch;
    while (*p) {
        p += utf8proc_iterate(p, -1, &from);
        p += utf8proc_iterate(p, -1, &to);
        if (from == ch)
            return to;
    }
    return ch;
}

static int32_t fold_char(int32_t ch)
{
    for (size_t i = 0; i < sizeof(look_alikes) / sizeof(*look_alikes); i++)
        if (look_alikes[i].from == ch)
            return look_alikes[i].to;
    if (ch == '\t' || ch == '\r' || ch == 0xA0 || ch == 0x3000)
        return ' ';
    return simplify(ch);
}

static bool invisible(int32_t ch)
{
    return ch == 0xAD || ch == 0xFEFF || (ch >= 0x200B && ch <= 0x200F) ||
           (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2060 && ch <= 0x2064) ||
           (ch >= 0xFE00 && ch <= 0xFE0F) || (ch < 0x20 && ch != '\n' && ch != '\t' && ch != '\r');
}

#define EXPANDS 18 /* the most that one character becomes under NFKC */

/* Compatibility decomposition folds full width, circled and styled letters; marks are dropped. */
static void add_char(struct cells *c, int32_t ch, uint32_t at)
{
    int32_t out[EXPANDS];
    int last = 0;
    if (invisible(ch))
        return;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        ch, out, EXPANDS, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &last);
    if (n < 1 || n > EXPANDS) {
        n = 1;
        out[0] = ch;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (utf8proc_category(out[i]) == UTF8PROC_CATEGORY_MN)
            continue;
        c->cell[c->count++] = (struct cell){fold_char(out[i]), at};
    }
}

static int read_cells(struct cells *c, struct str s, struct err *e)
{
    for (uint32_t at = 0; at < s.len;) {
        int32_t ch;
        utf8proc_ssize_t n =
            utf8proc_iterate((const uint8_t *)s.ptr + at, (utf8proc_ssize_t)(s.len - at), &ch);
        if (n <= 0)
            return err_set(e, "the text is not UTF-8 at byte %u", at);
        if (ch == 0)
            return err_set(e, "the text has a NUL at byte %u", at);
        add_char(c, ch, at);
        at += (uint32_t)n;
    }
    return 0;
}

/* ---- spacing ---------------------------------------------------------------------------------*/

static void squeeze(struct cells *c)
{
    uint32_t to = 0;
    for (uint32_t i = 0; i < c->count; i++)
        if (c->cell[i].ch)
            c->cell[to++] = c->cell[i];
    c->count = to;
}

static bool separates(enum kind k)
{
    return k == KIND_BLANK || k == KIND_JOINER || k == KIND_OTHER;
}

/* 好 评 返 现: whatever is no punctuation goes from between two Chinese characters. */
static void join_han(struct cells *c)
{
    for (uint32_t i = 0; i + 2 < c->count; i++) {
        uint32_t end = i + 1;
        if (kind_of(c->cell[i].ch) != KIND_HAN)
            continue;
        while (end < c->count && end - i <= 3 && separates(kind_of(c->cell[end].ch)) &&
               c->cell[end].ch != 0x2B50 && c->cell[end].ch != '%')
            end++;
        if (end > i + 1 && end < c->count && kind_of(c->cell[end].ch) == KIND_HAN)
            for (uint32_t k = i + 1; k < end; k++)
                c->cell[k].ch = 0;
    }
    squeeze(c);
}

/* How many single characters of this kind follow one another with one separator between each. */
static uint32_t spelled(const struct cells *c, uint32_t from, enum kind want)
{
    uint32_t n = 0, i = from;
    for (; i < c->count && kind_of(c->cell[i].ch) == want; i += 2) {
        n++;
        if (i + 1 >= c->count)
            break;
        enum kind k = kind_of(c->cell[i + 1].ch);
        if (k == want)
            return n - 1; /* a longer word begins here */
        if (k == KIND_DIGIT || k == KIND_LETTER || k == KIND_HAN ||
            (c->cell[i + 1].ch == '\n' || c->cell[i + 1].ch == '?'))
            break;
    }
    return n;
}

/* d.e.l.e.t.e and 好，评，返，现: four letters, three characters or more spelled out. */
static void join_spelled(struct cells *c)
{
    for (uint32_t i = 0; i < c->count; i++) {
        enum kind k = kind_of(c->cell[i].ch);
        if ((k != KIND_LETTER && k != KIND_HAN) || (i && kind_of(c->cell[i - 1].ch) == k))
            continue;
        uint32_t n = spelled(c, i, k);
        if (n < (k == KIND_HAN ? 3u : 4u))
            continue;
        for (uint32_t j = 1; j < n; j++)
            c->cell[i + 2 * j - 1].ch = 0;
        i += 2 * (n - 1);
    }
    squeeze(c);
}

/* rev1ew, d3lete: a digit or sign between two letters is the letter it looks like. */
static void unmask_digits(struct cells *c)
{
    static const char from[] = "01345@$", to[] = "oieasas";
    for (uint32_t i = 1; i + 1 < c->count; i++) {
        const char *at =
            c->cell[i].ch > 0 && c->cell[i].ch < 0x80 ? strchr(from, (char)c->cell[i].ch) : NULL;
        if (at && kind_of(c->cell[i - 1].ch) == KIND_LETTER &&
            kind_of(c->cell[i + 1].ch) == KIND_LETTER)
            c->cell[i].ch = to[at - from];
    }
}

/* One blank at a time; a single line end is a blank, several divide. 。 becomes a full stop. */
static void tidy(struct cells *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->cell[i].ch == 0x3002)
            c->cell[i].ch = '.';
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t end = i, lines = 0;
        for (; end < c->count && (c->cell[end].ch == ' ' || c->cell[end].ch == '\n'); end++)
            lines += c->cell[end].ch == '\n';
        if (end == i)
            continue;
        c->cell[i].ch = lines > 1 ? '\n' : ' ';
        for (uint32_t k = i + 1; k < end; k++)
            c->cell[k].ch = 0;
        i = end - 1;
    }
    squeeze(c);
}

/* ---- the whole -------------------------------------------------------------------------------*/

static void write_text(struct lint_text *t, const struct cells *c, uint32_t end)
{
    t->text = check_malloc((size_t)c->count * 4 + 1);
    t->at = check_malloc(((size_t)c->count * 4 + 1) * sizeof(*t->at));
    t->len = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        utf8proc_ssize_t n = utf8proc_encode_char(c->cell[i].ch, (uint8_t *)t->text + t->len);
        for (utf8proc_ssize_t k = 0; k < n; k++)
            t->at[t->len++] = c->cell[i].at;
    }
    t->text[t->len] = '\0';
    t->at[t->len] = end;
}

int lint_fold(struct lint_text *t, struct str s, enum lint_fold how, struct err *e)
{
    if (s.len > LINT_TEXT_MAX)
        return err_set(e, "the text has %u bytes; an answer has %u at most", s.len, LINT_TEXT_MAX);
    struct cells c = {check_malloc(((size_t)s.len * EXPANDS + 1) * sizeof(struct cell)), 0};
    if (read_cells(&c, s, e) != 0) {
        free(c.cell);
        return -1;
    }
    if (how == LINT_FOLD_WORDS) {
        join_spelled(&c);
        join_han(&c);
        unmask_digits(&c);
    }
    tidy(&c);
    write_text(t, &c, s.len);
    free(c.cell);
    return 0;
}

void lint_fold_free(struct lint_text *t)
{
    free(t->text);
    free(t->at);
    *t = (struct lint_text){0};
}
