#include "oncall/order_file.h"

#include "core/iso8601.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define COLUMNS 64

struct reading {
    const char *path;
    unsigned line;
    char *columns, *column[COLUMNS]; /* of CSV; NULL: JSON lines */
    unsigned column_count;
};

/* ---- CSV -------------------------------------------------------------------------------------*/

/* Cuts a line into its fields, in place; quotes may hold commas, "" is a quote. Returns how many,
 * or -1: a quote is not closed, or there are too many. */
static int cut(char *line, char *field[COLUMNS])
{
    int n = 0;
    for (char *at = line;; at++) {
        char *to = at;
        bool quoted = *at == '"';
        if (n == COLUMNS)
            return -1;
        field[n++] = at;
        at += quoted;
        for (; *at && (quoted || *at != ','); at++) {
            if (quoted && *at == '"' && *++at != '"') {
                quoted = false;
                at--;
                continue;
            }
            *to++ = *at;
        }
        if (quoted)
            return -1;
        bool last = *at == '\0';
        *to = '\0';
        if (last)
            return n;
    }
}

static json_t *row_of(struct reading *f, char *line)
{
    char *field[COLUMNS];
    int n = cut(line, field);
    if (n < 0 || (unsigned)n > f->column_count)
        return NULL;
    json_t *j = json_object();
    for (int i = 0; i < n; i++)
        if (field[i][0] && json_object_set_new(j, f->column[i], json_string(field[i])) != 0) {
            json_decref(j); /* no UTF-8 */
            return NULL;
        }
    return j;
}

static int read_columns(struct reading *f, const char *line, struct err *e)
{
    f->columns = strdup(line);
    CHECK(f->columns);
    int n = cut(f->columns, f->column);
    for (int i = 0; i < n; i++)
        if (strcmp(f->column[i], "order_id") == 0) {
            f->column_count = (unsigned)n;
            return 0;
        }
    return err_set(e, "%s:1: neither a JSON object nor columns of CSV with order_id", f->path);
}

/* ---- an order --------------------------------------------------------------------------------*/

static struct str text_of(const json_t *j, const char *name)
{
    const json_t *v = json_object_get(j, name);
    if (!json_is_string(v))
        return STR_NONE;
    return (struct str){json_string_value(v), (uint32_t)json_string_length(v)};
}

/* A number, or the text of one; 0: not there. */
static bool number_of(const json_t *j, const char *name, int64_t *out)
{
    const json_t *v = json_object_get(j, name);
    char *end = NULL;
    *out = json_is_integer(v) ? json_integer_value(v) : 0;
    if (json_is_string(v))
        *out = strtoll(json_string_value(v), &end, 10);
    return !v || json_is_null(v) || json_is_integer(v) || (end && *end == '\0');
}

static bool moment_of(const json_t *j, const char *name, int64_t *out)
{
    struct str text = text_of(j, name);
    wall_ms_t at;
    if (text.len > 0 && iso8601_read(text.ptr, text.len, &at)) {
        *out = at.ms;
        return true;
    }
    return number_of(j, name, out);
}

static int take(const struct reading *f, const json_t *j, struct match_order *o, struct err *e)
{
    *o = (struct match_order){.order_id = text_of(j, "order_id"),
                              .product_id = text_of(j, "product_id"),
                              .buyer = text_of(j, "buyer"),
                              .variant = text_of(j, "variant"),
                              .currency = text_of(j, "currency")};
    if (!o->order_id.len)
        return err_set(e, "%s:%u: has no order_id", f->path, f->line);
    if (!moment_of(j, "purchased_at", &o->purchased_at))
        return err_set(e, "%s:%u: purchased_at is no moment", f->path, f->line);
    if (!number_of(j, "value_minor", &o->value_minor))
        return err_set(e, "%s:%u: value_minor is no whole number", f->path, f->line);
    return 0;
}

static int read_line(struct reading *f, char *line,
                     void (*each)(void *ctx, const struct match_order *o), void *ctx,
                     unsigned *count, struct err *e)
{
    struct match_order o;
    if (f->line == 1 && line[0] != '{')
        return read_columns(f, line, e);
    json_t *j = f->columns ? row_of(f, line) : json_loads(line, 0, NULL);
    int rc = json_is_object(j) ? take(f, j, &o, e)
                               : err_set(e, "%s:%u: no order can be read", f->path, f->line);
    if (rc == 0) {
        each(ctx, &o);
        ++*count;
    }
    json_decref(j);
    return rc;
}

int order_file_read(const char *path, void (*each)(void *ctx, const struct match_order *o),
                    void *ctx, unsigned *count, struct err *e)
{
    struct reading f = {.path = path};
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    int rc = 0;
    *count = 0;
    if (!in)
        return err_set(e, "%s: %s", path, strerror(errno));
    while (rc == 0 && getline(&line, &cap, in) >= 0) {
        char *text = f.line++ == 0 && strncmp(line, "\xef\xbb\xbf", 3) == 0 ? line + 3 : line;
        text[strcspn(text, "\r\n")] = '\0';
        if (text[0])
            rc = read_line(&f, text, each, ctx, count, e);
    }
    if (rc == 0 && ferror(in))
        rc = err_set(e, "%s: cannot be read", path);
    if (in != stdin)
        fclose(in);
    free(line);
    free(f.columns);
    return rc;
}
