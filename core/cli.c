#include "core/cli.h"

#include "core/describe.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool stopped; /* any thread may look */

static _Thread_local FILE *out_to, *err_to;

FILE *cli_out(void)
{
    return out_to ? out_to : stdout;
}

FILE *cli_err(void)
{
    return err_to ? err_to : stderr;
}

void cli_redirect(FILE *out, FILE *err)
{
    out_to = out;
    err_to = err;
}

static void on_signal(int sig)
{
    (void)sig;
    stopped = true;
}

void cli_catch_signals(void)
{
    struct sigaction sa = {.sa_handler = on_signal};
    sigemptyset(&sa.sa_mask);
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    signal(SIGPIPE, SIG_IGN);
}

bool cli_stopped(void)
{
    return stopped;
}

const atomic_bool *cli_stop_flag(void)
{
    return &stopped;
}

static atomic_bool hung_up; /* any thread may be the one that a signal stops */

static void on_hangup(int sig)
{
    (void)sig;
    hung_up = true;
}

void cli_catch_hangup(void)
{
    signal(SIGHUP, on_hangup);
}

bool cli_hung_up(void)
{
    return atomic_exchange(&hung_up, false);
}

int cli_fail(const struct cli *cli, int code, const char *fmt, ...)
{
    va_list args;
    fprintf(cli_err(), "redress %s: ", cli->command->name);
    va_start(args, fmt);
    vfprintf(cli_err(), fmt, args);
    va_end(args);
    fputc('\n', cli_err());
    return code;
}

static void print_option(const struct cli_option *o)
{
    char left[64];
    snprintf(left, sizeof(left), "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
             o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name, o->value ? " " : "",
             o->value ? o->value : "");
    printf("  %-28s %s\n", left, o->doc);
}

static void print_help(const struct cli_command *c, const struct cli_option *options)
{
    printf("Usage: redress %s%s%s\n\n%s\n", c->name, c->args[0] ? " " : "", c->args, c->summary);
    if (c->about)
        printf("\n%s\n", c->about);
    if (options->name)
        printf("\nOptions:\n");
    for (const struct cli_option *o = options; o->name; o++)
        print_option(o);
    printf("\nEvery command also takes -c FILE (configuration) and -s section.key=value.\n");
}

/* The option that `arg` names, with *value at the text behind '=' or NULL. */
static const struct cli_option *match(const struct cli_option *options, const char *arg,
                                      const char **value)
{
    *value = NULL;
    for (const struct cli_option *o = options; o->name; o++) {
        size_t n = strlen(o->name);
        if (arg[1] == '-' && strncmp(arg + 2, o->name, n) == 0 &&
            (arg[2 + n] == '\0' || arg[2 + n] == '=')) {
            *value = arg[2 + n] ? arg + 3 + n : NULL;
            return o;
        }
        if (arg[1] != '-' && o->letter && arg[1] == o->letter && arg[2] == '\0')
            return o;
    }
    return NULL;
}

static bool append(struct cli *cli, const struct cli_option *o, const char *value)
{
    struct cli_list *list = o->to;
    if (list->count == CLI_LIST_MAX) {
        cli_fail(cli, 0, "--%s may be given %d times at most", o->name, CLI_LIST_MAX);
        return false;
    }
    list->item[list->count++] = value;
    return true;
}

static bool store(struct cli *cli, const struct cli_option *o, const char *value)
{
    if (o->type == CLI_FLAG) {
        *(bool *)o->to = true;
        if (value)
            cli_fail(cli, 0, "--%s takes no value", o->name);
        return !value;
    }
    if (o->type == CLI_TEXT) {
        *(const char **)o->to = value;
        return true;
    }
    if (o->type == CLI_LIST)
        return append(cli, o, value);
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < o->min || n > o->max) {
        cli_fail(cli, 0, "--%s '%s': must be a whole number from %lld to %lld", o->name, value,
                 (long long)o->min, (long long)o->max);
        return false;
    }
    *(int64_t *)o->to = n;
    return true;
}

bool cli_options(struct cli *cli, const struct cli_option *options, int *exit_code)
{
    int kept = 0;
    bool ended = false;
    *exit_code = EXIT_OK;
    if (describe_options(options))
        return false;
    *exit_code = EXIT_USAGE;
    for (int i = 0; i < cli->argc; i++) {
        char *arg = cli->argv[i];
        if (ended || arg[0] != '-' || arg[1] == '\0') {
            cli->argv[kept++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            ended = true;
            continue;
        }
        if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            print_help(cli->command, options);
            *exit_code = EXIT_OK;
            return false;
        }
        const char *value;
        const struct cli_option *o = match(options, arg, &value);
        if (!o) {
            cli_fail(cli, 0, "'%s': there is no such option (redress help %s)", arg,
                     cli->command->name);
            return false;
        }
        if (o->type != CLI_FLAG && !value &&
            (value = ++i < cli->argc ? cli->argv[i] : NULL) == NULL) {
            cli_fail(cli, 0, "%s needs a value", arg);
            return false;
        }
        if (!store(cli, o, value))
            return false;
    }
    cli->argc = kept;
    return true;
}

bool cli_options_only(struct cli *cli, const struct cli_option *options, int *exit_code)
{
    if (!cli_options(cli, options, exit_code))
        return false;
    if (cli->argc == 0)
        return true;
    *exit_code = cli_fail(cli, EXIT_USAGE, "'%s': takes no arguments", cli->argv[0]);
    return false;
}
