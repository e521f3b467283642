/* gen_text.h - the words of synthetic reviews, put together from phrases.def. Pure. */
#ifndef REDRESS_FEED_GEN_TEXT_H
#define REDRESS_FEED_GEN_TEXT_H

#include "core/vocab.h"
#include "feed/dice.h"

#include <stddef.h>

#define GEN_TEXT_CAP 4096 /* bytes that any of the texts fits into */

enum gen_text_language { GEN_TEXT_ZH, GEN_TEXT_EN, GEN_TEXT_LANGUAGES };

extern const char *const gen_text_names[GEN_TEXT_LANGUAGES];   /* "zh", "en" */
extern const char *const gen_text_locales[GEN_TEXT_LANGUAGES]; /* "zh-CN", "en-US" */

/* Each writes UTF-8 without a NUL and returns its length. A complaint is of `cause` and, one time
 * in four, of a second one. */
size_t gen_text_complaint(struct dice *d, enum gen_text_language language, enum cause cause,
                          char out[GEN_TEXT_CAP]);
size_t gen_text_praise(struct dice *d, enum gen_text_language language, char out[GEN_TEXT_CAP]);

/* Draws a cause, about as often as real complaints have it. */
enum cause gen_text_cause(struct dice *d);

#endif
