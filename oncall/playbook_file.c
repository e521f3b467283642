/* The on-call half of deploy/policy.ini. */
#include "oncall/playbook.h"

#include "core/inifile.h"
#include "oncall/lint.h"

#include <string.h>

extern const unsigned char playbook_ini[], playbook_ini_end[];

/* playbook.ini as it is, with a '#' before every key: what stands there is the default. */
static void print_playbook(FILE *out)
{
    const char *at = (const char *)playbook_ini, *end = (const char *)playbook_ini_end;
    while (at < end) {
        const char *nl = memchr(at, '\n', (size_t)(end - at));
        int len = (int)((nl ? nl : end) - at);
        fprintf(out, "%s%.*s\n", len && !strchr("#[", *at) ? "#" : "", len, at);
        at += len + 1;
    }
}

void playbook_print_file(FILE *out)
{
    fputc('\n', out);
    inifile_print_doc(out,
                      "What the guard on outgoing text does (redress lint, redress case answer "
                      "--text): refuse, warn (an answer goes out with --override RULE), off.");
    fputs("[guard]\n", out);
    for (int i = 0; i < LINT_RULE_N; i++) {
        fputc('\n', out);
        inifile_print_doc(out, lint_words[i].why);
        fprintf(out, "#%s = %s\n", lint_words[i].name, lint_action_name[lint_words[i].action]);
    }
    fputc('\n', out);
    print_playbook(out);
}
