/* A clock that a test can step under a running server: LD_PRELOAD this, and the wall clock of the
 * process is the true one plus the milliseconds (a native int64_t) in the file $STEP_CLOCK, which
 * the test writes at any time. Other clocks stay true, so only what trusts the wall clock notices.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *step_ms; /* NULL until start() ran: the true time */

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("STEP_CLOCK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        _exit(97); /* better no server than one whose clock cannot be stepped */
    close(fd);
    step_ms = page;
}

int clock_gettime(clockid_t id, struct timespec *out)
{
    int rc = (int)syscall(SYS_clock_gettime, id, out);
    if (rc != 0 || !step_ms || (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE))
        return rc;
    int64_t ns = *step_ms % 1000 * 1000000 + out->tv_nsec;
    out->tv_sec += *step_ms / 1000 + (ns >= 1000000000) - (ns < 0);
    out->tv_nsec = (ns + 1000000000) % 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec t;
    (void)zone;
    int rc = clock_gettime(CLOCK_REALTIME, &t);
    out->tv_sec = t.tv_sec;
    out->tv_usec = t.tv_nsec / 1000;
    return rc;
}

time_t time(time_t *out)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    if (out)
        *out = t.tv_sec;
    return t.tv_sec;
}
