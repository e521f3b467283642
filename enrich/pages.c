#include "enrich/pages.h"

#include "core/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *pages_new(size_t bytes)
{
    const size_t huge = 2 << 20, line = 64;
    void *block;
    CHECK(posix_memalign(&block, bytes < huge ? line : huge, bytes) == 0);
    if (bytes >= huge) /* advice: refusal only costs speed */
        (void)madvise(block, bytes / huge * huge, MADV_HUGEPAGE);
    memset(block, 0, bytes);
    return block;
}
