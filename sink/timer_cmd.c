/* `redress timer`: the timer alone. */
#include "core/cli.h"
#include "core/log.h"
#include "core/status.h"
#include "sink/sink.h"

#include <poll.h>
#include <stdlib.h>

int timer_cmd(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    struct err e = {""};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    cli_catch_signals();
    cli_catch_hangup();
    struct status *status = status_start(cli->cfg, &e);
    if (!status)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    struct timer *t = timer_start(cli->cfg, &e);
    if (!t) {
        status_stop(status);
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    }
    log_info("timer", "started", "interval_ms=%lld", (long long)cli->cfg->timer_interval_ms);
    while (!cli_stopped()) {
        poll(NULL, 0, 100); /* a signal ends it at once */
        if (cli_hung_up())
            sink_reload(cli->cfg);
    }
    timer_stop(t);
    status_stop(status);
    return EXIT_OK;
}
