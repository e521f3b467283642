/* command.h - Redis commands written by hand into one buffer that is used again and again.
 *
 *   "*4\r\n" "$5\r\nFCALL\r\n" "$7\r\nrd_open\r\n" ...
 *
 * A command's first line says how many arguments follow, which is known only at its end; room for
 * it is left free and filled from the right. Pure; private to sink/. */
#ifndef REDRESS_SINK_COMMAND_H
#define REDRESS_SINK_COMMAND_H

#include "core/str.h"

#include <stddef.h>

struct command {
    char *buf; /* grows to the largest use there was, and stays */
    size_t len, cap;
    size_t start; /* first byte of the last command, once it is ended */
    size_t room;  /* where the room for its first line begins */
    unsigned argc;
};

/* A zeroed struct is a valid empty one. Frees the buffer only. */
void command_fini(struct command *c);
/* Forgets all commands, keeps the memory. */
void command_clear(struct command *c);

/* Begins a command after what is in the buffer. */
void command_begin(struct command *c);
/* Begins the call of a library function; its `keys` keys come first. */
void command_fcall(struct command *c, const char *function, unsigned keys);
/* Its arguments. An absent str is an empty argument. */
void command_bytes(struct command *c, const void *data, size_t len);
void command_str(struct command *c, struct str s);
static inline void command_text(struct command *c, const char *cstr)
{
    command_bytes(c, cstr, strlen(cstr)); /* inline: of a literal the length is known */
}
void command_int(struct command *c, int64_t n);
/* Ends it: it lies at buf + start and is len - start bytes long. */
void command_end(struct command *c);

unsigned command_digits_long(char *out, int64_t n); /* the same, of any */

/* Decimal digits of n into out (at least 21 bytes, not NUL-terminated). Returns how many. Most
 * numbers of an opening are short. */
static inline unsigned command_digits(char *out, int64_t n)
{
    if ((uint64_t)n < 10) {
        out[0] = (char)('0' + n);
        return 1;
    }
    if ((uint64_t)n < 1000) {
        unsigned u = (unsigned)n, hundreds = u / 100, rest = u % 100, len = 0;
        if (hundreds)
            out[len++] = (char)('0' + hundreds);
        out[len++] = (char)('0' + rest / 10);
        out[len++] = (char)('0' + rest % 10);
        return len;
    }
    return command_digits_long(out, n);
}

#endif
