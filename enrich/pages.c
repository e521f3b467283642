#include "enrich/pages.h"

#include "core/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *pages_new(size_t bytes)
{
    /* What would leave a huge page more than half empty stays on small ones. */
    const size_t line = 64, huge = 2 << 20, in_huge = (bytes + huge / 2) / huge * huge;
    void *block;
    CHECK(posix_memalign(&block, in_huge ? huge : line, bytes > in_huge ? bytes : in_huge) == 0);
    if (in_huge)
        (void)madvise(block, in_huge, MADV_HUGEPAGE); /* advice: refusal only costs speed */
    memset(block, 0, bytes);
    return block;
}
