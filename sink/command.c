#include "sink/command.h"

#include "core/check.h"

#include <stdlib.h>
#include <string.h>

#define ROOM 16 /* "*4294967295\r\n" fits */

void command_fini(struct command *c)
{
    free(c->buf);
    *c = (struct command){0};
}

void command_clear(struct command *c)
{
    c->len = c->start = c->argc = 0;
}

static unsigned count_digits(uint64_t u)
{
    /* clang-format off */
    static const uint64_t power[] = {
        1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
        10000000000u, 100000000000u, 1000000000000u, 10000000000000u, 100000000000000u,
        1000000000000000u, 10000000000000000u, 100000000000000000u, 1000000000000000000u,
        10000000000000000000u};
    /* clang-format on */
    u |= 1;                                                           /* 0 has one, too */
    unsigned most = (64 - (unsigned)__builtin_clzll(u)) * 1233 >> 12; /* times log10(2) */
    return most + (u >= power[most]);
}

unsigned command_digits_long(char *out, int64_t n)
{
    /* Two at a time: there are three dozen numbers in an opening. */
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    unsigned sign = n < 0, len = sign + count_digits(u), at = len;
    if (sign)
        out[0] = '-';
    for (; u >= 10; u /= 100)
        memcpy(out + (at -= 2), pairs + 2 * (u % 100), 2);
    if (at > sign)
        out[sign] = (char)('0' + u);
    return len;
}

static void reserve(struct command *c, size_t more)
{
    if (c->len + more <= c->cap)
        return;
    c->cap = (c->len + more) * 2;
    c->buf = check_realloc(c->buf, c->cap);
}

/* `mark`, the number, end of line; returns the bytes written. Eight more than these are spoilt. */
static unsigned line(char *out, char mark, size_t n)
{
    unsigned len = 1;
    out[0] = mark;
    if (n < 100) { /* nearly all arguments: one word, its first character the lowest byte */
        unsigned tens = (unsigned)n * 103 >> 10, ones = (unsigned)n - 10 * tens;
        uint64_t word = '0' + ones + ((uint64_t)'\r' << 8) + ((uint64_t)'\n' << 16);
        if (tens)
            word = word << 8 | ('0' + tens);
        memcpy(out + 1, &word, sizeof(word)); /* little-endian on every machine we build for */
        return tens ? 5 : 4;
    }
    len += command_digits(out + 1, (int64_t)n);
    out[len++] = '\r';
    out[len++] = '\n';
    return len;
}

void command_begin(struct command *c)
{
    reserve(c, ROOM);
    c->room = c->len;
    c->len += ROOM;
    c->argc = 0;
}

void command_bytes(struct command *c, const void *data, size_t len)
{
    reserve(c, len + 32);
    char *p = c->buf + c->len;
    p += line(p, '$', len);
    if (len)
        memcpy(p, data, len);
    p += len;
    *p++ = '\r';
    *p++ = '\n';
    c->len = (size_t)(p - c->buf);
    c->argc++;
}

void command_str(struct command *c, struct str s)
{
    command_bytes(c, s.ptr, s.len);
}

void command_int(struct command *c, int64_t n)
{
    char digits[21];
    command_bytes(c, digits, command_digits(digits, n));
}

void command_end(struct command *c)
{
    char first[1 + 20 + 2 + 8];
    unsigned len = line(first, '*', c->argc);
    CHECK(c->argc > 0 && len <= ROOM);
    c->start = c->room + ROOM - len;
    memcpy(c->buf + c->start, first, len);
}

void command_fcall(struct command *c, const char *function, unsigned keys)
{
    command_begin(c);
    command_text(c, "FCALL");
    command_text(c, function);
    command_int(c, keys);
}
