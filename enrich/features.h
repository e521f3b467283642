/* features.h - a text becomes a stream of hashed n-grams. Pure, allocates nothing, any thread.
 *
 *   "质量差 Never again!"  ->  质 质量 质量差 量 量差 差 ... never never+again again !
 *
 * A CJK character (and kana, hangul) gives itself and the 2-gram and 3-gram that end in it; a word
 * of letters and digits gives itself and the 2-gram with the token before it. Letters are
 * lower-cased, full-width forms folded to ASCII; blanks are nothing, so "假 货" is "假货"; other
 * signs are a boundary that n-grams see but that stands for nothing itself, except ! and ?, which
 * count by the length of their run. */
#ifndef REDRESS_ENRICH_FEATURES_H
#define REDRESS_ENRICH_FEATURES_H

#include "core/str.h"

#include <stdint.h>

/* Bytes of an event's text that are read, title first, then body; the rest of a longer text is not
 * looked at (a review's complaint stands in its first thousand characters). */
#define FEATURES_TEXT_MAX 4096

/* At most three features for two bytes (a letter and a mark, "a!"), and a word's at the very end.
 */
#define FEATURES_MAX (FEATURES_TEXT_MAX * 3 / 2 + 16)

/* Writes the features of title and body, in the order of the text and with repetitions, as 32-bit
 * hashes of which the high bits are the best. `out` has room for FEATURES_MAX. Returns how many.
 * Any bytes are allowed: what is not UTF-8 is a boundary. */
uint32_t features_extract(struct str title, struct str body, uint32_t *out);

#endif
