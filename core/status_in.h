/* status_in.h - what the parts of the status server share. Private to core/status*.c. */
#ifndef REDRESS_CORE_STATUS_IN_H
#define REDRESS_CORE_STATUS_IN_H

#include "core/check.h"
#include "core/config.h"

#include <stdbool.h>
#include <stdio.h>

#define STATUS_PLAIN "text/plain; charset=utf-8"

/* A page writes its text and returns the HTTP status; one at a time. */
struct status_page {
    const char *path, *type;
    unsigned (*write)(FILE *out);
    bool lists_routes; /* the routes follow */
};

/* Never NULL: what is not there has a page, too. */
const struct status_page *status_page_find(const char *method, const char *path);

/* Our own socket rather than the library's, which cannot say why it failed. -1 with e set. */
MUST_CHECK int status_listen(const struct config *cfg, int backlog, struct err *e);

#endif
