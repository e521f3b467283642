/* spans.h - where in a text its tokens and its clauses stand. For explanations only: slow (the
 * square of the length), but it asks features_tokens itself, so it cannot drift from it. */
#ifndef REDRESS_ENRICH_SPANS_H
#define REDRESS_ENRICH_SPANS_H

#include "core/str.h"
#include "enrich/features.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes at .. at + bytes of the title or the body; characters counted likewise. bytes 0: nowhere.
 */
struct span {
    uint32_t at, bytes;
    uint32_t ch, chars;
    bool in_body;
};

/* Writes the tokens of title and body and the place of each; both arrays have room for
 * FEATURES_TOKENS_MAX. A boundary stands nowhere. Returns how many, as features_tokens. Pure. */
uint32_t spans_tokens(struct str title, struct str body, uint32_t *tokens, struct span *span);

/* The bytes from .. to of a text. */
struct span spans_make(struct str text, uint32_t from, uint32_t to, bool in_body);

/* The clauses of title and body in their order: what stands between two marks of punctuation, or
 * before a "but" (但, 不过, but, though ...). Blank ones are left out. Returns how many, at most
 * `cap`; what is beyond belongs to the last. Pure. */
uint32_t spans_clauses(struct str title, struct str body, struct span *clause, uint32_t cap);

/* Does the text deny something (不, 没, not, never ...)? */
bool spans_denies(const char *text, uint32_t len);

#endif
