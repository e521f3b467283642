/* order_file.h - an export of orders, line by line: JSON lines, or CSV whose first line names the
 * columns. Private to oncall/. */
#ifndef REDRESS_ONCALL_ORDER_FILE_H
#define REDRESS_ONCALL_ORDER_FILE_H

#include "core/check.h"
#include "oncall/match.h"

/* Calls `each` for every order; its strings live during the call. Members, or columns: order_id,
 * product_id, variant, buyer (a pseudonym, as author_id of the reviews), purchased_at (ISO 8601 or
 * ms), value_minor, currency; others are not looked at. *count: how many orders. -1: e names the
 * line that is wrong, or the file that cannot be read. "-" is standard input. */
MUST_CHECK int order_file_read(const char *path,
                               void (*each)(void *ctx, const struct match_order *o), void *ctx,
                               unsigned *count, struct err *e);

#endif
