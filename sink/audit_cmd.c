/* `redress audit`. */
#include "core/cli.h"
#include "sink/audit.h"
#include "sink/sink.h"

#include <inttypes.h>
#include <stdatomic.h>

const char audit_about[] =
    "Looks at every case, wake-up and place in the queue, and at the alert streams, and prints "
    "what\n"
    "is not as it must be. `redress run` and `redress timer` do the same every audit.interval_s.\n"
    "--repair writes anew what follows from a case itself (wake-up, place, expiry), as a "
    "transition\n"
    "'repair' of 'audit', and removes what is left of cases that are gone. Exit code 1 if a fault\n"
    "is left.";

static void print(void *ctx, const struct audit_finding *f)
{
    (void)ctx;
    printf("%-11s shard %-3u %-16s %s (%s)%s\n", metrics_audit_faults[f->fault], f->shard,
           f->case_id, audit_fault_text[f->fault], f->detail, f->repaired ? "  -> repaired" : "");
}

int audit_cmd(struct cli *cli)
{
    struct audit a;
    struct err e = {""};
    _Atomic bool stop = false;
    bool repair = false;
    int code;
    const struct cli_option options[] = {
        {"repair", 0, CLI_FLAG, &repair, NULL, "repair what follows from the cases", 0, 0},
        {0},
    };
    if (!cli_options_only(cli, options, &code))
        return code;
    int rc = audit_init(&a, cli->cfg, &e);
    a.repair = repair;
    a.found = print;
    if (rc == 0)
        rc = audit_pass(&a, false, &stop, &e);
    if (rc == 0)
        printf("%" PRIu64 " cases looked at, %" PRIu64 " faults, %" PRIu64 " repaired\n", a.looked,
               a.faults, a.repaired);
    audit_fini(&a);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return a.faults > a.repaired ? EXIT_FAILED : EXIT_OK;
}
