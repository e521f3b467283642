#include "enrich/json_lines.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* One line of any length, without its newline; false at the end. */
static bool read_line(gzFile f, char **line, size_t *cap, size_t *len)
{
    for (*len = 0;; *cap *= 2) {
        *line = check_realloc(*line, *cap);
        if (!gzgets(f, *line + *len, (int)(*cap - *len)))
            return *len > 0;
        *len += strlen(*line + *len);
        if (*len && (*line)[*len - 1] == '\n') {
            (*line)[--*len] = '\0';
            return true;
        }
        if (*len + 1 < *cap)
            return true; /* the last line, or one with a NUL in it, which is no JSON */
    }
}

static int call(const char *line, size_t len, json_lines_each *each, void *ctx, struct err *e)
{
    json_error_t why;
    json_t *row = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    int rc = json_is_object(row) ? each(ctx, row, e) : err_set(e, "not a JSON object");
    json_decref(row);
    return rc;
}

int json_lines_read(const char *path, json_lines_each *each, void *ctx, struct err *e)
{
    bool in = strcmp(path, "-") == 0;
    gzFile f = in ? gzdopen(dup(STDIN_FILENO), "r") : gzopen(path, "r");
    if (!f)
        return err_set(e, "%s: %s", path, strerror(errno));
    char *line = NULL;
    size_t cap = 1 << 16, len;
    int rc = 0, damage = 0;
    for (unsigned n = 1; rc == 0 && read_line(f, &line, &cap, &len); n++) {
        struct err why;
        if (len > 0 && call(line, len, each, ctx, &why) != 0)
            rc = err_set(e, "%s:%u: %s", path, n, why.msg);
    }
    free(line);
    gzerror(f, &damage);
    if (damage != Z_OK && damage != Z_STREAM_END) /* a half line is not the mistake */
        rc = err_set(e, "%s: cannot be read whole", path);
    gzclose(f);
    return rc;
}
