/* `redress audit`. */
#include "core/cli.h"
#include "sink/audit.h"
#include "sink/audit_status.h"
#include "sink/sink.h"

#include <inttypes.h>
#include <poll.h>
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

#define TRIES 20

/* Between two batches the numbers of a process agree. */
static int check_process(struct audit *a, const char *address, struct err *e)
{
    struct audit_counts c;
    char detail[160];
    for (int i = 0; i < TRIES; i++) {
        if (audit_status(address, &c, e) != 0)
            return -1;
        if (c.events == c.outcomes) {
            printf("%s: %" PRIu64 " events, all accounted for\n", address, c.events);
            return 0;
        }
        poll(NULL, 0, 50);
    }
    snprintf(detail, sizeof(detail), "%s: %" PRIu64 " events, %" PRIu64 " outcomes", address,
             c.events, c.outcomes);
    audit_say(a, AUDIT_UNACCOUNTED, 0, "", false, detail);
    return 0;
}

int audit_cmd(struct cli *cli)
{
    struct audit a;
    struct err e = {""};
    _Atomic bool stop = false;
    bool repair = false;
    struct cli_list processes = {.count = 0};
    int code;
    const struct cli_option options[] = {
        {"status", 0, CLI_LIST, &processes, "HOST:PORT",
         "status page of a process whose events are to be accounted for (repeatable)", 0, 0},
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
    for (unsigned i = 0; rc == 0 && i < processes.count; i++)
        rc = check_process(&a, processes.item[i], &e);
    if (rc == 0)
        printf("%" PRIu64 " cases looked at, %" PRIu64 " faults, %" PRIu64 " repaired\n", a.looked,
               a.faults, a.repaired);
    audit_fini(&a);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return a.faults > a.repaired ? EXIT_FAILED : EXIT_OK;
}
