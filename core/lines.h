/* lines.h - a file of lines, one after the other, in memory that is bounded.
 *
 * A line of LINES_MAX bytes or more is skipped and said so, instead of being read whole. */
#ifndef REDRESS_CORE_LINES_H
#define REDRESS_CORE_LINES_H

#include "core/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINES_MAX (1u << 20)

struct lines;

/* Opens `path`, "-" is standard input. NULL with e set. */
struct lines *lines_open(const char *path, struct err *e);
void lines_close(struct lines *l);

enum lines_result { LINES_LINE, LINES_TOO_LONG, LINES_END, LINES_ERROR };

/* The next line without its end (LF or CRLF) and, in the first, without a byte order mark; it is
 * NUL-terminated and lives until the next call. LINES_ERROR: the file cannot be read on (errno;
 * EINTR: there was nothing to read yet when cli_stopped() became true). */
enum lines_result lines_next(struct lines *l, const char **line, size_t *len);

uint64_t lines_number(const struct lines *l); /* of the line that lines_next gave, from 1 */
uint64_t lines_read(const struct lines *l);   /* bytes so far */
uint64_t lines_size(const struct lines *l);   /* bytes of the file; 0: not a regular file */

#endif
