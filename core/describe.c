#include "core/describe.h"

#include <stdio.h>
#include <string.h>

static bool describing;

void describe_begin(void)
{
    describing = true;
}

void describe_end(void)
{
    describing = false;
}

bool describe_options(const struct cli_option *options)
{
    for (const struct cli_option *o = options; describing && o->name; o++)
        printf("--%s\n", o->name);
    return describing;
}

bool describe_verbs(const struct cli_command *verbs, size_t n)
{
    for (size_t i = 0; describing && i < n; i++) {
        const char *last = strrchr(verbs[i].name, ' ');
        puts(last ? last + 1 : verbs[i].name);
    }
    return describing;
}
