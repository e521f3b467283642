#include "core/log.h"

#include "core/clock.h"
#include "core/iso8601.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static _Atomic int least = LOG_INFO;
static const char *const names[] = {"debug", "info", "warn", "error"};

void log_set_level(enum log_level level)
{
    atomic_store(&least, (int)level);
}

int log_level_of(const char *name)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* May this site write now? Two threads at a second's turn may both reset: a line more, no harm. */
static bool admit(struct log_site *site, int64_t second)
{
    if (atomic_load_explicit(&site->second, memory_order_relaxed) != second) {
        atomic_store_explicit(&site->second, second, memory_order_relaxed);
        atomic_store_explicit(&site->lines, 0, memory_order_relaxed);
    }
    if (atomic_fetch_add_explicit(&site->lines, 1, memory_order_relaxed) < LOG_BURST)
        return true;
    atomic_fetch_add_explicit(&site->suppressed, 1, memory_order_relaxed);
    return false;
}

char *log_quote(char *out, size_t cap, const char *text, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    size_t n = 0;
    CHECK(cap >= 8);
    out[n++] = '"';
    for (size_t i = 0; i < len && n + 6 < cap; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\') {
            out[n++] = '\\';
            out[n++] = (char)c;
        } else if (c < 0x20 || c == 0x7f) {
            out[n++] = '\\';
            out[n++] = 'x';
            out[n++] = hex[c >> 4];
            out[n++] = hex[c & 15];
        } else {
            out[n++] = (char)c;
        }
    }
    out[n++] = '"';
    out[n] = '\0';
    return out;
}

void log_tame(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool c1 = c == 0xc2 && i + 1 < len && ((unsigned char)text[i + 1] & 0xe0) == 0x80;
        if (c < 0x20 || c == 0x7f || c1)
            text[i] = '?';
        if (c1)
            text[++i] = '?';
    }
}

void log_write(struct log_site *site, enum log_level level, const char *stage, const char *msg,
               const char *fmt, ...)
{
    if ((int)level < atomic_load_explicit(&least, memory_order_relaxed))
        return;
    wall_ms_t now = clock_wall();
    if (!admit(site, now.ms / 1000))
        return;

    int kept_errno = errno; /* callers log first and look at errno after */
    char ts[ISO8601_CAP], line[1200];
    iso8601_write(now, ts);
    size_t n = (size_t)snprintf(line, sizeof(line), "ts=%s level=%s stage=%s msg=\"%s\"", ts,
                                names[level], stage, msg);
    if (fmt[0] && n + 2 < sizeof(line)) {
        line[n++] = ' ';
        va_list args;
        va_start(args, fmt);
        int more = vsnprintf(line + n, sizeof(line) - n, fmt, args);
        va_end(args);
        n += more > 0 ? (size_t)more : 0;
    }
    if (n > sizeof(line) - 40)
        n = sizeof(line) - 40;
    uint32_t held = atomic_exchange_explicit(&site->suppressed, 0, memory_order_relaxed);
    if (held)
        n += (size_t)snprintf(line + n, sizeof(line) - n, " suppressed=%u", held);
    log_tame(line, n); /* one record, one line: hostile bytes cannot forge another */
    line[n++] = '\n';
    fwrite(line, 1, n, stderr); /* one call: lines of two threads do not mix */
    errno = kept_errno;
}
