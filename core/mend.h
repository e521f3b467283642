/* mend.h - text that must be UTF-8, whatever it was made of.
 *
 * A message that was cut to fit, or quotes what somebody typed or sent, may end in half a character
 * or hold bytes that are none; JSON takes neither, and the whole answer would be lost for it. */
#ifndef REDRESS_CORE_MEND_H
#define REDRESS_CORE_MEND_H

/* Makes `text` valid UTF-8 in place: a question mark for every byte that belongs to no character.
 * Returns text. */
char *mend_utf8(char *text);

#endif
