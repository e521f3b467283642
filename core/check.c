#include "core/check.h"

#include "core/mend.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void check_failed(const char *cond, const char *file, int line, const char *func)
{
    fprintf(stderr, "level=fatal msg=\"check failed\" cond=\"%s\" at=%s:%d func=%s\n", cond, file,
            line, func);
    abort();
}

static void *or_die(void *ptr, size_t bytes)
{
    if (!ptr && bytes) {
        fprintf(stderr, "level=fatal msg=\"out of memory\" bytes=%zu\n", bytes);
        abort();
    }
    return ptr;
}

void *check_malloc(size_t bytes)
{
    return or_die(malloc(bytes), bytes);
}

void *check_calloc(size_t count, size_t bytes)
{
    size_t total; /* a product that overflows must not look like a wish for nothing */
    if (__builtin_mul_overflow(count, bytes, &total))
        total = SIZE_MAX;
    return or_die(calloc(count, bytes), total);
}

void *check_realloc(void *ptr, size_t bytes)
{
    return or_die(realloc(ptr, bytes), bytes);
}

char *check_strdup(const char *cstr)
{
    return or_die(strdup(cstr), strlen(cstr) + 1);
}

int err_set(struct err *e, const char *fmt, ...)
{
    if (e) {
        va_list args;
        va_start(args, fmt);
        vsnprintf(e->msg, sizeof(e->msg), fmt, args);
        va_end(args);
        mend_utf8(e->msg); /* it may be cut, and ends up in JSON */
    }
    return -1;
}
