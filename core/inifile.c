#include "core/inifile.h"

#include <errno.h>
#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 4096
#define SECTION_CAP 64

/* What a run of the INI reader knows: the text, the place in it, and the first thing wrong. */
struct parse {
    inifile_fn *on;
    void *ctx;
    const char *name, *text, *end;
    char section[SECTION_CAP]; /* of the lines that inih does not see */
    int line;
    bool failed;
    struct err *e;
};

static const char blanks[] = " \t\v\f\r\n";

static int on_setting(void *ctx, const char *section, const char *key, const char *value);

/* inih takes lines of 199 bytes and would split longer ones: a list of brokers, say. Those are read
 * here, by the same rules: key, '=' or ':', value, and a comment where ';' follows a blank. */
static void long_line(struct parse *p, const char *text, size_t len)
{
    char line[LINE_MAX_BYTES + 1];
    memcpy(line, text, len);
    line[len] = '\0';
    if (line[0] == '#' || line[0] == ';')
        return;
    char *value = strpbrk(line, "=:");
    if (line[0] == '[' || !value) {
        err_set(p->e, "%s:%d: neither [section] nor key = value", p->name, p->line);
        p->failed = true;
        return;
    }
    char *key_end = value;
    *value++ = '\0';
    while (key_end > line && strchr(blanks, key_end[-1]))
        *--key_end = '\0';
    value += strspn(value, blanks);
    for (char *c = value; (c = strchr(c, ';')); c++)
        if (c == value || strchr(blanks, c[-1])) {
            *c = '\0';
            break;
        }
    for (char *end = value + strlen(value); end > value && strchr(blanks, end[-1]);)
        *--end = '\0';
    (void)on_setting(p, p->section, line, value);
}

static void note_section(struct parse *p, const char *line)
{
    const char *end = line[0] == '[' ? strchr(line, ']') : NULL;
    if (end)
        snprintf(p->section, sizeof(p->section), "%.*s", (int)(end - line - 1), line + 1);
}

/* inih's reader, like fgets; counting here gives messages their line number. */
static char *next_line(char *buf, int cap, void *ctx)
{
    struct parse *p = ctx;
    if (p->failed || p->text == p->end)
        return NULL;
    const char *nl = memchr(p->text, '\n', (size_t)(p->end - p->text));
    size_t len = (size_t)((nl ? nl + 1 : p->end) - p->text);
    p->line++;
    if (len > LINE_MAX_BYTES || memchr(p->text, '\0', len)) {
        err_set(p->e, "%s:%d: %s", p->name, p->line,
                len > LINE_MAX_BYTES ? "the line is longer than 4095 bytes" : "a NUL byte");
        p->failed = true;
        return NULL;
    }
    /* Indentation means nothing here. To inih an indented line goes on with the value above it, and
     * a key that somebody indents for looks would silently become part of a value. */
    size_t indent = 0;
    while (indent < len && strchr(" \t\v\f\r", p->text[indent])) /* NUL was refused above */
        indent++;
    const char *line = p->text + indent;
    p->text += len;
    len -= indent;
    if ((int)len >= cap) {
        long_line(p, line, len);
        strcpy(buf, "\n"); /* nothing is left of it for inih */
        return p->failed ? NULL : buf;
    }
    memcpy(buf, line, len);
    buf[len] = '\0';
    note_section(p, buf);
    return buf;
}

static int on_setting(void *ctx, const char *section, const char *key, const char *value)
{
    struct parse *p = ctx;
    struct err e;
    if (p->failed)
        return 0;
    if (!section[0])
        err_set(&e, "'%s' stands before the first [section]", key);
    else if (p->on(p->ctx, section, key, value, &e) == 0)
        return 1;
    err_set(p->e, "%s:%d: %s", p->name, p->line, e.msg);
    p->failed = true;
    return 0;
}

int inifile_parse(const char *name, const char *text, size_t len, inifile_fn *on, void *ctx,
                  struct err *e)
{
    struct parse p = {.on = on, .ctx = ctx, .name = name, .text = text, .end = text + len, .e = e};
    int bad_line = ini_parse_stream(next_line, &p, on_setting, &p);
    if (p.failed)
        return -1;
    if (bad_line != 0)
        return err_set(e, "%s:%d: neither [section] nor key = value", name, bad_line);
    return 0;
}

char *inifile_slurp(const char *path, size_t *len, struct err *e)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        err_set(e, "%s: %s", path, strerror(errno));
        return NULL;
    }
    size_t cap = 1 << 18;
    char *text = check_malloc(cap + 1);
    *len = fread(text, 1, cap, f);
    bool bad = ferror(f) || !feof(f);
    fclose(f);
    if (bad) {
        err_set(e, "%s: cannot be read, or is larger than %zu bytes", path, cap);
        free(text);
        return NULL;
    }
    text[*len] = '\0';
    return text;
}

int inifile_load(const char *path, inifile_fn *on, void *ctx, struct err *e)
{
    size_t len;
    char *text = inifile_slurp(path, &len, e);
    if (!text)
        return -1;
    int rc = inifile_parse(path, text, len, on, ctx, e);
    free(text);
    return rc;
}

int inifile_number(const char *section, const char *key, const char *value, long long min,
                   long long max, const char *unit, long long *to, struct err *e)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < min || n > max)
        return err_set(e, "%s.%s = '%s': must be a whole number from %lld to %lld%s%s", section,
                       key, value, min, max, unit[0] ? " " : "", unit);
    *to = n;
    return 0;
}

void inifile_print_doc(FILE *out, const char *doc)
{
    const size_t width = 96;
    while (*doc) {
        size_t n = strlen(doc);
        if (n > width)
            for (n = width; n > 0 && doc[n] != ' '; n--)
                ;
        if (n == 0) /* a word that is longer than the line stands alone */
            n = strcspn(doc, " ");
        fprintf(out, "# %.*s\n", (int)n, doc);
        doc += n;
        doc += *doc == ' ';
    }
}
