/* `redress notify`: the notifiers alone, and what became of their alerts. */
#include "notify/notify.h"

#include "core/describe.h"
#include "core/log.h"
#include "core/metrics.h"
#include "core/status.h"
#include "notify/verbs.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
static const struct cli_command verbs[] = {
    {"notify status", "[OPTIONS]", "Who is sent alerts, how many wait, how many were given up.",
     NULL, notify_status},
    {"notify dead", "[OPTIONS]", "The alerts that a receiver refused for good.",
     "Refused means HTTP 4xx, notify.attempts times. `redress notify replay` sends them again.",
     notify_dead},
    {"notify replay", "[OPTIONS] [ALERT...]", "Send dead letters again; without ALERT all of them.",
     "What is taken now is no longer dead; what is refused again stays, and the exit code is 1.",
     notify_replay},
    {"notify test", "[OPTIONS]", "Send a test alert to every receiver, past Redis.",
     "Shows whether addresses, logins and secrets are right. Exit code 1 if a receiver did not take "
     "it.", notify_test},
};
static const struct cli_command run_itself = {"notify", "[VERB] [OPTIONS]",
    "Send alerts on to Alertmanager and to a webhook, until SIGTERM.",
    "`redress run` does the same when notify.alertmanager_url or notify.webhook_url is set. Any number\n"
    "may run; each alert is sent by one.\n\n"
    "Verbs:\n"
    "  status   who is sent alerts, how many wait, how many were given up\n"
    "  dead     the alerts that a receiver refused for good\n"
    "  replay   send those again\n"
    "  test     send a test alert to every receiver", NULL};
/* clang-format on */

static int run_alone(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    struct err e = {""};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (!cli->cfg->notify_alertmanager_url[0] && !cli->cfg->notify_webhook_url[0])
        return cli_fail(cli, EXIT_USAGE,
                        "nobody to notify: set notify.alertmanager_url or notify.webhook_url");
    cli_catch_signals();
    struct notify *n = notify_start(cli->cfg, &e);
    struct status *status = n ? status_start(cli->cfg, &e) : NULL;
    if (!status) {
        notify_stop(n);
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    }
    health_set(HEALTH_NOTIFY, true, "sending alerts");
    while (!cli_stopped())
        poll(NULL, 0, 100); /* a signal ends it at once */
    status_stop(status);
    notify_stop(n);
    return EXIT_OK;
}

int notify_cmd(struct cli *cli)
{
    const char *verb = cli->argc > 0 ? cli->argv[0] : "";
    if (cli->argc == 0 && describe_verbs(verbs, sizeof(verbs) / sizeof(*verbs)))
        return EXIT_OK;
    for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
        if (strcmp(verb, verbs[i].name + strlen("notify ")) == 0) {
            struct cli sub = {cli->cfg, &verbs[i], cli->argc - 1, cli->argv + 1};
            return verbs[i].run(&sub);
        }
    if (verb[0] && verb[0] != '-')
        return cli_fail(cli, EXIT_USAGE, "'%s': the verbs are status, dead, replay, test", verb);
    struct cli alone = {cli->cfg, &run_itself, cli->argc, cli->argv};
    return run_alone(&alone);
}
