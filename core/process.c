#include "core/process.h"

#include "core/clock.h"
#include "core/metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double started; /* seconds since 1970 */

/* Not from /proc/stat: a unit with ProcSubset=pid does not see it. */
__attribute__((constructor)) static void note_start(void)
{
    started = (double)clock_wall().ms / 1e3;
}

static void write_one(FILE *out, const char *name, double value)
{
    metrics_head(out, name);
    fprintf(out, "%s %.15g\n", name, value);
}

static long resident_pages(void)
{
    long size, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%ld %ld", &size, &resident) != 2)
        resident = 0;
    if (f)
        fclose(f);
    return resident;
}

static int open_descriptors(void)
{
    int n = -3; /* ".", "..", and the one that looks */
    DIR *dir = opendir("/proc/self/fd");
    while (dir && readdir(dir))
        n++;
    if (dir)
        closedir(dir);
    return n > 0 ? n : 0;
}

void process_write(FILE *out)
{
    struct rlimit files = {0};
    (void)getrlimit(RLIMIT_NOFILE, &files);
    metrics_head(out, "redress_build_info");
    fprintf(out, "redress_build_info{version=\"" REDRESS_VERSION "\"} 1\n");
    write_one(out, "process_cpu_seconds_total",
              (double)clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9);
    write_one(out, "process_resident_memory_bytes",
              (double)resident_pages() * (double)sysconf(_SC_PAGESIZE));
    write_one(out, "process_start_time_seconds", started);
    write_one(out, "process_open_fds", open_descriptors());
    write_one(out, "process_max_fds", (double)files.rlim_cur);
}
