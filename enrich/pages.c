#include "enrich/pages.h"

#include "core/check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *pages_new(size_t bytes)
{
    const size_t huge = 2 << 20, line = 64, whole = (bytes + huge - 1) / huge * huge;
    const bool large = bytes >= huge / 2; /* a page that is half empty is worth it */
    void *block;
    CHECK(posix_memalign(&block, large ? huge : line, large ? whole : bytes) == 0);
    if (large)
        (void)madvise(block, whole, MADV_HUGEPAGE); /* advice: refusal only costs speed */
    memset(block, 0, bytes);
    return block;
}
