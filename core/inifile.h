/* inifile.h - INI text, one setting at a time, with the line in every message. Pure but for
 * inifile_load. Any thread. */
#ifndef REDRESS_CORE_INIFILE_H
#define REDRESS_CORE_INIFILE_H

#include "core/check.h"

#include <stddef.h>
#include <stdio.h>

/* One `key = value` of [section]; the strings live during the call. -1: e says what is wrong with
 * it; reading stops. */
typedef int inifile_fn(void *ctx, const char *section, const char *key, const char *value,
                       struct err *e);

/* Reads the text; `name` stands for the file in messages. -1: e is "name:line: what". */
MUST_CHECK int inifile_parse(const char *name, const char *text, size_t len, inifile_fn *on,
                             void *ctx, struct err *e);

/* The same for a file of at most 256 KiB. -1: e names it. */
MUST_CHECK int inifile_load(const char *path, inifile_fn *on, void *ctx, struct err *e);

/* The whole file with a NUL behind it, at most 256 KiB; the caller frees it. NULL with e set. */
char *inifile_slurp(const char *path, size_t *len, struct err *e);

/* Reads a whole number from min to max. -1: e says so, with section.key and the unit ("" none). */
MUST_CHECK int inifile_number(const char *section, const char *key, const char *value,
                              long long min, long long max, const char *unit, long long *to,
                              struct err *e);

/* Prints `doc` as comment lines of at most 98 bytes. */
void inifile_print_doc(FILE *out, const char *doc);

#endif
