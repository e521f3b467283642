/* cli.h - what every subcommand shares: options, help text, exit codes, the configuration.
 *
 * A command is a row in redress.c; it parses its own options with cli_options and returns an exit
 * code. Help is made from the same rows that parse, so it cannot drift. */
#ifndef REDRESS_CORE_CLI_H
#define REDRESS_CORE_CLI_H

#include "core/check.h"
#include "core/config.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

enum {
    EXIT_OK = 0,      /* done */
    EXIT_FAILED = 1,  /* the work failed: a server away, a case not found, a check not met */
    EXIT_USAGE = 2,   /* wrong options, a bad setting or file: nothing was started */
    EXIT_REFUSED = 3, /* the rules of the rounds, the caps or the guard do not allow this */
};

struct cli {
    struct config *cfg; /* -c FILE and every -s section.key=value applied; belongs to main */
    const struct cli_command *command;
    int argc; /* what follows the command's name: argv[0] is its first argument */
    char **argv;
};

enum cli_type { CLI_FLAG, CLI_TEXT, CLI_NUMBER, CLI_LIST };

#define CLI_LIST_MAX 32

/* Where a CLI_LIST option goes: it may be given again and again. */
struct cli_list {
    const char *item[CLI_LIST_MAX];
    unsigned count;
};

/* One option of a command. CLI_FLAG sets *(bool *)to, CLI_TEXT *(const char **)to, CLI_NUMBER
 * *(int64_t *)to after checking min..max, CLI_LIST appends to *(struct cli_list *)to. Ends with a
 * row whose name is NULL. */
struct cli_option {
    const char *name; /* long name without dashes */
    char letter;      /* short name, 0 = none */
    enum cli_type type;
    void *to;
    const char *value; /* how the value is called in the help, e.g. "FILE" */
    const char *doc;
    int64_t min, max;
};

struct cli_command {
    const char *name;
    const char *args;    /* e.g. "[OPTIONS] FILE|-" */
    const char *summary; /* one line */
    const char *about;   /* paragraphs, may be NULL */
    int (*run)(struct cli *cli);
};

/* Parses options out of cli->argc/argv (they may stand anywhere; "--" ends them) and leaves the
 * positional arguments there. Returns true if the command should go on; false with *exit_code set
 * after --help (0) or a mistake (2, one line on stderr). */
MUST_CHECK bool cli_options(struct cli *cli, const struct cli_option *options, int *exit_code);

/* The same for a command that takes no positional arguments: one is a mistake. */
MUST_CHECK bool cli_options_only(struct cli *cli, const struct cli_option *options, int *exit_code);

/* One line "redress COMMAND: message" on stderr; returns `code`, so that `return cli_fail(...)`. */
int cli_fail(const struct cli *cli, int code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Where a command's JSON and its complaints go: stdout and stderr, unless this thread has put
 * streams of its own in their place (NULL gives the standard one back). So a board can carry out a
 * verb and read what it said. */
FILE *cli_out(void);
FILE *cli_err(void);
void cli_redirect(FILE *out, FILE *err);

/* Set by SIGINT or SIGTERM once cli_catch_signals() was called: loops should end. */
void cli_catch_signals(void);
bool cli_stopped(void);
const atomic_bool *cli_stop_flag(void); /* the same, for who is given a flag to look at */
/* SIGHUP asks to read files again: true once for each time, after cli_catch_hangup(). */
void cli_catch_hangup(void);
bool cli_hung_up(void);

#endif
