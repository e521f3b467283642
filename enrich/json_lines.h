/* json_lines.h - files of one JSON object a line, plain or gzip, for training and measuring. */
#ifndef REDRESS_ENRICH_JSON_LINES_H
#define REDRESS_ENRICH_JSON_LINES_H

#include "core/check.h"

#include <jansson.h>

/* What to do with one line; -1 with e set ends the reading. */
typedef int json_lines_each(void *ctx, const json_t *row, struct err *e);

/* Calls each(ctx, row) for every line of `path` ("-": standard input) that is not empty. -1: e
 * names the file and the line. */
MUST_CHECK int json_lines_read(const char *path, json_lines_each *each, void *ctx, struct err *e);

#endif
