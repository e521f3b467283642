/* process.h - what a process is to its host, under the names that Prometheus's own clients use. */
#ifndef REDRESS_CORE_PROCESS_H
#define REDRESS_CORE_PROCESS_H

#include <stdio.h>

/* The metrics process_* and redress_build_info. Any thread. */
void process_write(FILE *out);

#endif
