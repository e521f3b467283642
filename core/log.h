/* log.h - logfmt lines on stderr, rate-limited at the place that writes them.
 *
 *   log_warn("sink", "redis away", "addr=%s retry_ms=%d", addr, ms);
 *   ts=2026-01-02T03:04:05.678Z level=warn stage=sink msg="redis away" addr=... retry_ms=200
 *
 * Each call site may write LOG_BURST lines a second; what was held back is said with the next line
 * as `suppressed=N`. Any thread. Never log a line per record, a secret, or a customer's words. */
#ifndef REDRESS_CORE_LOG_H
#define REDRESS_CORE_LOG_H

#include "core/check.h"

#include <stdatomic.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

#define LOG_BURST 10

struct log_site {
    _Atomic int64_t second;
    _Atomic uint32_t lines, suppressed;
};

/* The least level that is written; LOG_INFO at start. Any thread. */
void log_set_level(enum log_level level);
/* Level of a name (debug, info, warn, error); -1 if there is none. */
int log_level_of(const char *name);

void log_write(struct log_site *site, enum log_level level, const char *stage, const char *msg,
               const char *fmt, ...) PRINTF_LIKE(5, 6);

/* Replaces what controls a terminal (C0, DEL and C1) by question marks, in place. */
void log_tame(char *text, size_t len);

/* Writes `text` as a logfmt value into out: quoted and escaped if it must be. Returns out. */
char *log_quote(char *out, size_t cap, const char *text, size_t len);

#define log_at(level, stage, msg, ...)                                                             \
    do {                                                                                           \
        static struct log_site log_site_;                                                          \
        log_write(&log_site_, level, stage, msg, __VA_ARGS__);                                     \
    } while (0)
/* The last arguments are a printf format of key=value pairs (may be "") and its values. */
#define log_debug(stage, msg, ...) log_at(LOG_DEBUG, stage, msg, __VA_ARGS__)
#define log_info(stage, msg, ...) log_at(LOG_INFO, stage, msg, __VA_ARGS__)
#define log_warn(stage, msg, ...) log_at(LOG_WARN, stage, msg, __VA_ARGS__)
#define log_error(stage, msg, ...) log_at(LOG_ERROR, stage, msg, __VA_ARGS__)

#endif
