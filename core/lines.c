/* lines.c - one buffer of LINES_MAX bytes:
 *
 *   [ given already | at: the next line ... \n | the line after it ... filled ) free ]
 *
 * A line is given in place, its end overwritten by a NUL; when no whole line is left, the rest
 * moves to the front and the file is read behind it. */
#include "core/lines.h"

#include "core/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOOK_MS 200

struct lines {
    int fd;
    bool ended;
    uint64_t number, taken, size;
    size_t at, filled; /* what is in buf and not given yet: buf[at..filled) */
    char buf[LINES_MAX + 1];
};

struct lines *lines_open(const char *path, struct err *e)
{
    struct stat st;
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        err_set(e, "%s: %s", path, strerror(fd < 0 ? errno : EISDIR));
        if (fd >= 0 && !standard)
            close(fd);
        return NULL;
    }
    struct lines *l = check_malloc(sizeof(*l));
    l->fd = fd;
    l->ended = false;
    l->number = l->taken = 0;
    l->at = l->filled = 0;
    l->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    return l;
}

void lines_close(struct lines *l)
{
    if (!l)
        return;
    if (l->fd != STDIN_FILENO)
        close(l->fd);
    free(l);
}

/* Sleeps until a read will not; a pipe or a terminal may have nothing for ever. False: we are to
 * stop. Looks by itself, since a signal may come just before the sleep. */
static bool wait_for_bytes(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (poll(&p, 1, LOOK_MS) <= 0) /* 0: nothing yet; -1: a signal */
        if (cli_stopped())
            return false;
    return true;
}

/* Moves what is left to the front and reads more behind it. False: the file cannot be read. */
static bool refill(struct lines *l)
{
    ssize_t n; /* of the read */
    memmove(l->buf, l->buf + l->at, l->filled - l->at);
    l->filled -= l->at;
    l->at = 0;
    do { /* a signal must not look like an error, unless it is to stop us */
        if (!wait_for_bytes(l->fd)) {
            errno = EINTR;
            return false;
        }
        n = read(l->fd, l->buf + l->filled, LINES_MAX - l->filled);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return false;
    l->ended = n == 0;
    l->filled += (size_t)n;
    return true;
}

/* Bytes up to the next line end; fills the buffer for it. SIZE_MAX: the file cannot be read. A
 * result of LINES_MAX without a '\n' behind it is a line that is too long. */
static size_t measure(struct lines *l)
{
    size_t looked = 0;
    for (;;) {
        const char *from = l->buf + l->at + looked;
        const char *nl = memchr(from, '\n', l->filled - l->at - looked);
        if (nl)
            return (size_t)(nl - (l->buf + l->at));
        looked = l->filled - l->at;
        if (l->ended || looked == LINES_MAX)
            return looked;
        if (!refill(l))
            return SIZE_MAX;
    }
}

static bool at_line_end(const struct lines *l, size_t len)
{
    return l->at + len < l->filled && l->buf[l->at + len] == '\n';
}

static void take(struct lines *l, size_t bytes)
{
    l->at += bytes;
    l->taken += bytes;
}

/* Drops pieces of a line until its end. */
static enum lines_result skip_line(struct lines *l, size_t len)
{
    while (!at_line_end(l, len) && !(l->ended && l->at + len == l->filled)) {
        take(l, len);
        len = measure(l);
        if (len == SIZE_MAX)
            return LINES_ERROR;
    }
    take(l, len + at_line_end(l, len));
    return LINES_TOO_LONG;
}

enum lines_result lines_next(struct lines *l, const char **line, size_t *len)
{
    size_t n = measure(l);
    if (n == SIZE_MAX)
        return LINES_ERROR;
    bool ended = at_line_end(l, n);
    if (n == 0 && !ended)
        return LINES_END;
    l->number++;
    if (n == LINES_MAX && !ended && !l->ended)
        return skip_line(l, n);
    char *text = l->buf + l->at;
    take(l, n + ended);
    if (n > 0 && text[n - 1] == '\r')
        n--;
    text[n] = '\0'; /* on the line end, or in the byte behind the buffer */
    bool mark = l->number == 1 && n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    *line = text + (mark ? 3 : 0);
    *len = n - (mark ? 3 : 0);
    return LINES_LINE;
}

uint64_t lines_number(const struct lines *l)
{
    return l->number;
}

uint64_t lines_read(const struct lines *l)
{
    return l->taken;
}

uint64_t lines_size(const struct lines *l)
{
    return l->size;
}
