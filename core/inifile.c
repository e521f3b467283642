#include "core/inifile.h"

#include <errno.h>
#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* inih reads lines of 200 bytes with their end; longer ones it would split. */
#define LINE_MAX_BYTES 199

/* What a run of the INI reader knows: the text, the place in it, and the first thing wrong. */
struct parse {
    inifile_fn *on;
    void *ctx;
    const char *name, *text, *end;
    int line;
    bool failed;
    struct err *e;
};

/* inih's reader, like fgets; counting here gives messages their line number. */
static char *next_line(char *buf, int cap, void *ctx)
{
    struct parse *p = ctx;
    if (p->failed || p->text == p->end)
        return NULL;
    const char *nl = memchr(p->text, '\n', (size_t)(p->end - p->text));
    size_t len = (size_t)((nl ? nl + 1 : p->end) - p->text);
    p->line++;
    if (len > LINE_MAX_BYTES || (int)len >= cap || memchr(p->text, '\0', len)) {
        err_set(p->e, "%s:%d: %s", p->name, p->line,
                len > LINE_MAX_BYTES ? "the line is longer than 198 bytes" : "a NUL byte");
        p->failed = true;
        return NULL;
    }
    /* Indentation means nothing here. To inih an indented line goes on with the value above it, and
     * a key that somebody indents for looks would silently become part of a value. */
    size_t indent = 0;
    while (indent < len && strchr(" \t\v\f\r", p->text[indent])) /* NUL was refused above */
        indent++;
    memcpy(buf, p->text + indent, len - indent);
    buf[len - indent] = '\0';
    p->text += len;
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
