/* str.h - a borrowed run of bytes.
 *
 * Nothing in the path of an event copies text: a `struct str` points into the buffer it was found
 * in and lives as long as that buffer does. It is not NUL-terminated. */
#ifndef REDRESS_CORE_STR_H
#define REDRESS_CORE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr; /* NULL: the field is absent (an Avro null) */
    uint32_t len;    /* bytes */
};

#define STR_LIT(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){0})
/* For printf: printf("%.*s", STR_FMT(s)). */
#define STR_FMT(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline struct str str_from(const char *cstr)
{
    return cstr ? (struct str){cstr, (uint32_t)strlen(cstr)} : STR_NONE;
}

static inline bool str_empty(struct str s)
{
    return s.len == 0;
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

#endif
