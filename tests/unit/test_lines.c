/* Files of lines: every kind of end, and lines at the limit of the buffer. */
#include "core/lines.h"

#include "core/cli.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/redress-test-XXXXXX";

static int setup(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    close(fd);
    return fd < 0;
}

static int teardown(void **state)
{
    (void)state;
    return unlink(path);
}

static struct lines *open_with(const char *text, size_t len)
{
    struct err e;
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, len, f), len);
    fclose(f);
    struct lines *l = lines_open(path, &e);
    assert_non_null(l);
    assert_int_equal(lines_size(l), len);
    return l;
}

static void assert_line(struct lines *l, const char *want)
{
    const char *line;
    size_t len;
    assert_int_equal(lines_next(l, &line, &len), LINES_LINE);
    assert_int_equal(len, strlen(want));
    assert_string_equal(line, want);
}

static void assert_end(struct lines *l, uint64_t number, uint64_t bytes)
{
    const char *line;
    size_t len;
    assert_int_equal(lines_next(l, &line, &len), LINES_END);
    assert_int_equal(lines_next(l, &line, &len), LINES_END);
    assert_int_equal(lines_number(l), number);
    assert_int_equal(lines_read(l), bytes);
    lines_close(l);
}

static void ends_of_lines(void **state)
{
    (void)state;
    struct lines *l = open_with("\xef\xbb\xbf"
                                "a\r\n\nb\rc\n\xef\xbb\xbf\n\r\nlast",
                                21);
    assert_line(l, "a");
    assert_line(l, "");
    assert_line(l, "b\rc");
    assert_line(l, "\xef\xbb\xbf"); /* a mark only where the file begins */
    assert_line(l, "");
    assert_line(l, "last");
    assert_end(l, 6, 21);
    assert_end(open_with("", 0), 0, 0);
    l = open_with("\n", 1);
    assert_line(l, "");
    assert_end(l, 1, 1);
}

/* Lines around the size of the buffer, each with a neighbour before and behind. */
static void lines_at_the_limit(void **state)
{
    (void)state;
    static const size_t sizes[] = {LINES_MAX - 2, LINES_MAX - 1, LINES_MAX,
                                   LINES_MAX + 1, 2 * LINES_MAX, 2 * LINES_MAX + 5};
    char *text = check_malloc(3 * LINES_MAX);
    for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
        size_t n = sizes[i / 2], len;
        const char *line;
        bool ended = i % 2; /* the file goes on behind it */
        memset(text, 'x', 3 * LINES_MAX);
        memcpy(text, "first\n", 6);
        memcpy(text + 6 + n, "\nnext", 5);
        struct lines *l = open_with(text, 6 + n + (ended ? 5 : 0));
        assert_line(l, "first");
        enum lines_result got = lines_next(l, &line, &len);
        assert_int_equal(got, n < LINES_MAX ? LINES_LINE : LINES_TOO_LONG);
        if (got == LINES_LINE) {
            assert_int_equal(len, n);
            assert_int_equal(line[len], '\0');
        }
        assert_int_equal(lines_number(l), 2);
        if (ended)
            assert_line(l, "next");
        assert_end(l, ended ? 3 : 2, 6 + n + (ended ? 5 : 0));
    }
    free(text);
}

static void many_lines_over_many_buffers(void **state)
{
    (void)state;
    const unsigned n = 300000;
    char *text = check_malloc(n * 12), want[16];
    size_t len = 0;
    for (unsigned i = 0; i < n; i++)
        len += (size_t)sprintf(text + len, "%u\n", i * 7919u % 1000003u);
    struct lines *l = open_with(text, len);
    for (unsigned i = 0; i < n; i++) {
        snprintf(want, sizeof(want), "%u", i * 7919u % 1000003u);
        assert_line(l, want);
    }
    assert_end(l, n, len);
    free(text);
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    struct err e;
    assert_null(lines_open("/nowhere/file", &e));
    assert_string_equal(e.msg, "/nowhere/file: No such file or directory");
    assert_null(lines_open("/tmp", &e));
    assert_string_equal(e.msg, "/tmp: Is a directory");
}

static void *stop_us(void *arg)
{
    (void)arg;
    usleep(50000);
    kill(getpid(), SIGTERM);
    return NULL;
}

/* Whoever waits at a pipe that gives nothing must hear that he is to stop. */
static void an_empty_pipe_is_left_when_stopped(void **state)
{
    (void)state;
    int ends[2];
    char name[32];
    const char *line;
    size_t len;
    struct err e;
    pthread_t thread;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "whole\nhalf", 10), 10);
    snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
    struct lines *l = lines_open(name, &e);
    assert_non_null(l);
    assert_line(l, "whole");
    cli_catch_signals();
    alarm(20); /* not for ever if this fails */
    assert_int_equal(pthread_create(&thread, NULL, stop_us, NULL), 0);
    assert_int_equal(lines_next(l, &line, &len), LINES_ERROR);
    assert_int_equal(errno, EINTR);
    alarm(0);
    pthread_join(thread, NULL);
    lines_close(l);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_of_lines),
        cmocka_unit_test(lines_at_the_limit),
        cmocka_unit_test(many_lines_over_many_buffers),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(an_empty_pipe_is_left_when_stopped), /* last: it leaves us stopped */
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
