/* pages.h - memory for large tables that are read everywhere at once. */
#ifndef REDRESS_ENRICH_PAGES_H
#define REDRESS_ENRICH_PAGES_H

#include <stddef.h>

/* One block of zeros, aligned for a vector; a large one in huge pages where there are some: an
 * entry of the TLB for each 2 MiB. The caller frees it. */
void *pages_new(size_t bytes);

#endif
