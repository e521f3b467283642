/* progress.c - looks at the clock every so many events only: a clock read costs more than making an
 * event does. Below 10000 events a second it looks every time, or the pace would come in jerks. */
#include "feed/progress.h"

#include "core/cli.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define LOOK_EVERY 64 /* events between looks at the clock */
#define TERMINAL_MS 100
#define PLAIN_MS 10000
#define BAR_WIDTH 24

void progress_start(struct progress *p, const char *what, uint64_t total, int64_t per_second,
                    bool quiet)
{
    mono_ns_t now = clock_mono();
    *p = (struct progress){.what = what,
                           .total = total,
                           .per_second = per_second,
                           .quiet = quiet,
                           .terminal = isatty(STDERR_FILENO) == 1,
                           .begun = now,
                           .shown = now};
}

double progress_seconds(const struct progress *p)
{
    return (double)(clock_mono().ns - p->begun.ns) / 1e9;
}

/* Sleeps until event number `events` is due; in slices, so that a signal ends it. */
static void wait_for_rate(const struct progress *p, uint64_t events)
{
    double due = (double)events / (double)p->per_second;
    for (;;) {
        double left_ms = (due - progress_seconds(p)) * 1000;
        if (left_ms < 1 || cli_stopped())
            return;
        poll(NULL, 0, left_ms > 100 ? 100 : (int)left_ms);
    }
}

bool progress_pace(struct progress *p, uint64_t events)
{
    bool slow = p->per_second && p->per_second < 10000;
    if (!slow && events % LOOK_EVERY != 0)
        return false;
    if (p->per_second)
        wait_for_rate(p, events);
    return !p->quiet &&
           clock_elapsed_ms(p->shown, clock_mono()) >= (p->terminal ? TERMINAL_MS : PLAIN_MS);
}

static void show_bar(double share, double seconds)
{
    char bar[BAR_WIDTH + 1];
    int full = (int)(share * BAR_WIDTH);
    for (int i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "[%s] %3.0f %%  ", bar, share * 100);
    if (share > 0.01) {
        long left = (long)(seconds * (1 - share) / share + 0.5);
        fprintf(stderr, "%ld:%02ld left  ", left / 60, left % 60);
    }
}

void progress_show(struct progress *p, uint64_t events, uint64_t done)
{
    double seconds = progress_seconds(p);
    p->shown = clock_mono();
    if (p->terminal)
        fputs("\r\033[K", stderr);
    if (p->total) {
        double share = (double)done / (double)p->total;
        if (p->terminal)
            show_bar(share > 1 ? 1 : share, seconds);
        else
            fprintf(stderr, "%.0f %%  ", (share > 1 ? 1 : share) * 100);
    }
    fprintf(stderr, "%llu %s  %.0f/s%s", (unsigned long long)events, p->what,
            seconds > 0 ? (double)events / seconds : 0, p->terminal ? "" : "\n");
    fflush(stderr);
}

void progress_clear(struct progress *p)
{
    if (p->terminal && !p->quiet)
        fputs("\r\033[K", stderr);
}
