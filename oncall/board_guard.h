/* board_guard.h - the guard on outgoing text (lint.h) while it is still being typed. What the verb
 * itself then says counts: it also knows the seller's earlier answers. Any thread. */
#ifndef REDRESS_ONCALL_BOARD_GUARD_H
#define REDRESS_ONCALL_BOARD_GUARD_H

#include "core/config.h"

#include <jansson.h>

struct board_guard;

/* Reads the policy file with the first check. */
struct board_guard *board_guard_new(const struct config *cfg);
void board_guard_free(struct board_guard *g);

/* What `redress lint --json` says of a text about this case (what `show --json` prints): a new
 * object, NULL if the text is empty or the policy cannot be read. */
json_t *board_guard_check(struct board_guard *g, const json_t *shown, const char *text);
/* What is found, the gravest first: what, why, what to write instead, a line each; "" if there is
 * nothing. Returns the gravest enum lint_action. */
unsigned board_guard_say(const json_t *lint, char *out, size_t cap);
/* Names of the rules that warn, each once, divided by commas. */
void board_guard_rules(const json_t *lint, char *out, size_t cap);

#endif
