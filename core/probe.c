#include "core/probe.h"

void probe_say(struct probe *p, enum probe_found found, const char *part, const char *fmt, ...)
{
    static const char *const words[] = {"ok", "warn", "FAIL"};
    va_list args;
    p->failed += found == PROBE_FAIL;
    p->warned += found == PROBE_WARN;
    fprintf(p->out, "%-4s %s: ", words[found], part);
    va_start(args, fmt);
    vfprintf(p->out, fmt, args);
    va_end(args);
    fputc('\n', p->out);
    fflush(p->out);
}
