#include "enrich/jobs.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static bool reap(void)
{
    int status;
    return wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int jobs_run(unsigned n, unsigned at_once, void (*job)(void *ctx, unsigned i), void *ctx,
             struct err *e)
{
    unsigned running = 0;
    bool ok = true;
    fflush(NULL); /* or every job would write what is waiting */
    for (unsigned i = 0; i < n; i++) {
        if (running == at_once) {
            ok &= reap();
            running--;
        }
        pid_t pid = fork();
        if (pid == 0) {
            job(ctx, i);
            _exit(0);
        }
        ok &= pid > 0;
        running += pid > 0;
    }
    for (; running > 0; running--)
        ok &= reap();
    return ok ? 0 : err_set(e, "a training process died (out of memory?)");
}

void *jobs_memory(size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(at != MAP_FAILED);
    return at;
}
