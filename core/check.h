/* check.h - the first of the four kinds of error: a programmer's mistake.
 *
 * CHECK is on in every build. A broken invariant in a pipeline that promises to lose nothing must
 * stop the process (Kafka redelivers what was not committed), never carry on with bad state. */
#ifndef REDRESS_CORE_CHECK_H
#define REDRESS_CORE_CHECK_H

#include <stdarg.h>
#include <stdio.h>

#define CHECK(cond)                                                                                \
    do {                                                                                           \
        if (__builtin_expect(!(cond), 0))                                                          \
            check_failed(#cond, __FILE__, __LINE__, __func__);                                     \
    } while (0)

_Noreturn void check_failed(const char *cond, const char *file, int line, const char *func);

/* malloc family that cannot return NULL: memory is taken at start, where running out is fatal and
 * said in one line. Sizes are bytes; the caller owns and frees the result with free(). */
void *check_malloc(size_t bytes);
void *check_calloc(size_t count, size_t bytes);
void *check_realloc(void *ptr, size_t bytes);
char *check_strdup(const char *cstr);

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* What went wrong, in one line for a person: it names the thing, the place and the value. */
struct err {
    char msg[512];
};

/* Fills `e` (may be NULL) and returns -1, so that `return err_set(e, ...)` ends a function. */
int err_set(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
