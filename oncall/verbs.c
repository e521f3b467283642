#include "oncall/verbs.h"

#include "core/vocab.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *verbs_who(const char *as)
{
    const struct passwd *user;
    const char *names[] = {as, getenv("USER"), getenv("LOGNAME")};
    for (int i = 0; i < 3; i++)
        if (names[i] && names[i][0])
            return names[i];
    user = getpwuid(getuid());
    return user ? user->pw_name : "";
}

int verbs_word(const struct cli *cli, const char *option, const char *word,
               const char *const *names, int n)
{
    if (!word || vocab_find(names, n, word, (unsigned)strlen(word)) >= 0)
        return 0;
    fprintf(cli_err(), "redress %s: --%s '%s': must be one of", cli->command->name, option, word);
    for (int i = 0; i < n; i++)
        fprintf(cli_err(), "%s %s", i ? "," : "", names[i]);
    fputc('\n', cli_err());
    return -1;
}
