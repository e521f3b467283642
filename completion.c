/* completion.c - the scripts that shells source are a few lines that ask the program back:
 *
 *   redress completion words -- WORD...    prints what the last word may be, a line each
 *
 * so the answer comes from the tables that parse, and from Redis for the ids of cases. */
#include "completion.h"

#include "core/describe.h"
#include "core/metrics.h"
#include "core/vocab.h"
#include "oncall/oncall.h"
#include "sink/rounds.h"

#include <stdio.h>
#include <string.h>

static const char about[] =
    "bash:  source <(redress completion bash)      or into /etc/bash_completion.d/redress\n"
    "zsh:   source <(redress completion zsh)       after compinit\n"
    "fish:  redress completion fish | source       or into ~/.config/fish/completions/redress.fish";

static const char bash[] =
    "_redress() {\n"
    "    local IFS=$'\\n'\n"
    "    COMPREPLY=($(compgen -W \"$(redress completion words -- \"${COMP_WORDS[@]:1:COMP_CWORD}\" "
    "2>/dev/null)\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
    "}\n"
    "complete -o default -F _redress redress\n";

static const char zsh[] =
    "_redress() {\n"
    "    local -a words_\n"
    "    words_=(${(f)\"$(redress completion words -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)\"})\n"
    "    (( $#words_ )) && compadd -a words_ || _files\n"
    "}\n"
    "compdef _redress redress\n";

static const char fish[] =
    "complete -c redress -a '(redress completion words -- (commandline -opc)[2..-1] "
    "(commandline -ct) 2>/dev/null)'\n";

/* Options whose value is one of a vocabulary. */
static const struct {
    const char *option;
    const char *const *words;
    unsigned n;
} values[] = {
    {"--cause", vocab_cause, CAUSE_N},
    {"--demand", vocab_demand, DEMAND_N},
    {"--state", rounds_state_name, ROUNDS_CL},
    {"--lane", rounds_lane_name, ROUNDS_LANE_N},
    {"--reason", rounds_reason_name, ROUNDS_REASON_N},
    {"--kind", metrics_alert_kinds, METRICS_ALERT_KINDS},
};

static bool tell_values(const char *option)
{
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        if (strcmp(values[i].option, option) == 0) {
            for (unsigned w = 0; w < values[i].n; w++)
                puts(values[i].words[w]);
            return true;
        }
    return false;
}

/* What the command or verb prints of itself; it does nothing else. */
static void tell_tables(struct cli *cli, const struct cli_command *c, int argc, char **argv)
{
    struct cli sub = {cli->cfg, c, argc, argv};
    describe_begin();
    (void)c->run(&sub);
    describe_end();
}

static void tell_cases(struct cli *cli, const struct cli_command *c)
{
    char list[] = "list", ids[] = "--ids", waiting[] = "--waiting", most[] = "--limit=500";
    char *argv[] = {list, ids, waiting, most, NULL};
    struct cli sub = {cli->cfg, c, 4, argv};
    (void)c->run(&sub);
}

static void tell(struct cli *cli, const struct cli_command *commands, size_t n, int argc,
                 char **argv)
{
    const char *typed = argc > 0 ? argv[argc - 1] : "";
    const struct cli_command *c = NULL;
    if (argc <= 1) {
        for (size_t i = 0; i < n; i++)
            puts(commands[i].name);
        return;
    }
    for (size_t i = 0; i < n; i++)
        c = strcmp(argv[0], commands[i].name) == 0 ? &commands[i] : c;
    if (!c || tell_values(argv[argc - 2]))
        return;
    bool verbs = strcmp(c->name, "case") == 0 || strcmp(c->name, "notify") == 0;
    if (verbs && argc > 2 && strcmp(c->name, "case") == 0 && typed[0] != '-')
        tell_cases(cli, c);
    else if (strcmp(c->name, "help") == 0)
        for (size_t i = 0; i < n; i++)
            puts(commands[i].name);
    else
        tell_tables(cli, c, verbs && argc > 2 ? 1 : 0, argv + 1);
}

int completion_run(struct cli *cli, const struct cli_command *commands, size_t n)
{
    static const struct cli_option options[] = {{.name = NULL}};
    int code;
    if (describe_options(options))
        return EXIT_OK;
    if (cli->argc > 0 && strcmp(cli->argv[0], "words") == 0) {
        int skip = cli->argc > 1 && strcmp(cli->argv[1], "--") == 0 ? 2 : 1;
        tell(cli, commands, n, cli->argc - skip, cli->argv + skip);
        return EXIT_OK;
    }
    if (!cli_options(cli, options, &code))
        return code;
    const char *shell = cli->argc == 1 ? cli->argv[0] : "";
    if (strcmp(shell, "bash") != 0 && strcmp(shell, "zsh") != 0 && strcmp(shell, "fish") != 0)
        return cli_fail(cli, EXIT_USAGE, "'%s': the shells are bash, zsh, fish\n%s", shell, about);
    fputs(shell[0] == 'b' ? bash : shell[0] == 'z' ? zsh : fish, stdout);
    return EXIT_OK;
}
