#include "core/mend.h"

#include <stddef.h>

/* Bytes of the character at p, 0 if there is none. Never looks beyond a NUL. */
static size_t character(const unsigned char *p)
{
    size_t more = p[0] < 0x80                   ? 0
                  : p[0] >= 0xc2 && p[0] < 0xe0 ? 1
                  : p[0] >= 0xe0 && p[0] < 0xf0 ? 2
                  : p[0] >= 0xf0 && p[0] < 0xf5 ? 3
                                                : 4;
    /* The second byte of these four has a narrower range: overlong, surrogate, too large. */
    unsigned char low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
    if (more == 4 || (more && (p[1] < low || p[1] > high)))
        return 0;
    for (size_t k = 2; k <= more; k++)
        if ((p[k] & 0xc0) != 0x80)
            return 0;
    return more + 1;
}

char *mend_utf8(char *text)
{
    for (unsigned char *p = (unsigned char *)text; *p;) {
        size_t bytes = character(p);
        if (!bytes)
            *p = '?';
        p += bytes ? bytes : 1;
    }
    return text;
}
