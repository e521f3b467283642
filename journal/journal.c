/* The copying thread, and `redress journal`. */
#include "journal/journal.h"

#include "core/log.h"
#include "core/metrics.h"
#include "core/status.h"
#include "journal/copy.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct journal {
    const struct config *cfg;
    struct copy copy;
    pthread_t thread;
    int wake_fd; /* written once, to end a sleep */
    _Atomic bool stop;
    bool well;
};

static void sleep_ms(struct journal *j, int ms)
{
    struct pollfd p = {.fd = j->wake_fd, .events = POLLIN};
    poll(&p, 1, ms);
}

static void tell(struct journal *j, bool well, const char *why)
{
    if (!well)
        metrics_add(METRIC_JOURNAL_FAILURES, 1);
    if (well == j->well)
        return;
    j->well = well;
    health_set(HEALTH_JOURNAL, well, well ? "copying" : "away: the log waits in Redis");
    if (well)
        log_info("journal", "copying", "topic=%s", j->cfg->journal_topic);
    else
        log_warn("journal", "not copied, nothing is lost: the log waits in Redis", "why=\"%s\"",
                 why);
}

static void count(const struct copy *c)
{
    metrics_add(METRIC_JOURNAL_RECORDS, c->copied);
    metrics_set(METRIC_JOURNAL_LAG, c->waiting_ms / 1000);
    metrics_set(METRIC_JOURNAL_SHARDS, c->owned);
}

static void *run(void *arg)
{
    struct journal *j = arg;
    unsigned backoff = 0;
    pthread_setname_np(pthread_self(), "journal");
    while (!atomic_load(&j->stop)) {
        struct err e = {""};
        bool well = copy_round(&j->copy, &e) == 0;
        if (!well && atomic_load(&j->stop))
            break;
        tell(j, well, e.msg);
        if (!well) {
            sleep_ms(j, wire_backoff_ms(j->cfg, &backoff));
            continue;
        }
        backoff = 0;
        count(&j->copy);
        if (j->copy.copied < (uint64_t)j->cfg->journal_batch) /* else there is more */
            sleep_ms(j, (int)j->cfg->journal_interval_ms);
    }
    return NULL;
}

int journal_check(const struct config *cfg, struct err *e)
{
    int32_t id;
    if (!cfg->journal_topic[0] || cfg->schemas_registry_url[0])
        return 0; /* a registry would have to be asked */
    return topic_schema_id(cfg, &id, e);
}

struct journal *journal_start(const struct config *cfg, struct err *e)
{
    struct journal *j = check_calloc(1, sizeof(*j));
    j->cfg = cfg;
    if (copy_init(&j->copy, cfg, &j->stop, e) != 0) {
        copy_fini(&j->copy);
        free(j);
        return NULL;
    }
    health_set(HEALTH_JOURNAL, false, "not yet connected");
    j->wake_fd = eventfd(0, EFD_CLOEXEC);
    CHECK(j->wake_fd >= 0);
    CHECK(pthread_create(&j->thread, NULL, run, j) == 0);
    return j;
}

void journal_stop(struct journal *j)
{
    uint64_t one = 1;
    if (!j)
        return;
    atomic_store(&j->stop, true);
    CHECK(write(j->wake_fd, &one, sizeof(one)) == sizeof(one));
    pthread_join(j->thread, NULL);
    close(j->wake_fd);
    copy_fini(&j->copy);
    free(j);
}

/* ---- the command -----------------------------------------------------------------------------*/

const char journal_about[] =
    "Copies every transition of every case from Redis to the topic journal.topic, as Avro\n"
    "(schemas/case_event), until SIGTERM. `redress run` does so by itself where journal.topic is\n"
    "set; any number of processes may. With --once it ends when everything is copied. --all "
    "copies\n"
    "every case that is there, moved or not, and what is remembered of closed ones: once, when "
    "the\n"
    "journal is turned on where there are cases already.";

static int copy_everything(struct cli *cli)
{
    _Atomic bool stop = false;
    struct copy *c = check_calloc(1, sizeof(*c));
    struct err e = {""};
    int rc = copy_init(c, cli->cfg, &stop, &e);
    if (rc == 0)
        rc = copy_all(c, &e);
    unsigned long long records = c->copied;
    copy_fini(c);
    free(c);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    printf("%llu cases and memories copied to %s\n", records, cli->cfg->journal_topic);
    return EXIT_OK;
}

static int copy_once(struct cli *cli)
{
    struct copy *c = check_calloc(1, sizeof(*c));
    struct err e = {""};
    uint64_t total = 0;
    int rc = copy_init(c, cli->cfg, cli_stop_flag(), &e);
    unsigned owned = 0;
    while (rc == 0 && !cli_stopped()) {
        rc = copy_round(c, &e);
        total += c->copied;
        owned = c->owned;
        if (rc == 0 && c->copied == 0 && owned == c->shards)
            break;
        if (rc == 0 && c->copied == 0)
            poll(NULL, 0, 100); /* somebody else has some of the leases */
    }
    copy_fini(c);
    free(c);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    printf("%llu transitions copied to %s\n", (unsigned long long)total, cli->cfg->journal_topic);
    return cli_stopped() ? EXIT_FAILED : EXIT_OK;
}

static int copy_on(struct cli *cli)
{
    struct err e = {""};
    struct status *status = status_start(cli->cfg, &e);
    if (!status)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    struct journal *j = journal_start(cli->cfg, &e);
    if (!j) {
        status_stop(status);
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    }
    while (!cli_stopped())
        poll(NULL, 0, 100); /* a signal ends it at once */
    journal_stop(j);
    status_stop(status);
    return EXIT_OK;
}

int journal_cmd(struct cli *cli)
{
    bool once = false, all = false;
    const struct cli_option options[] = {
        {"once", 0, CLI_FLAG, &once, NULL, "end when everything is copied", 0, 0},
        {"all", 0, CLI_FLAG, &all, NULL, "copy every case as it is now, then end", 0, 0},
        {0},
    };
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (!cli->cfg->journal_topic[0])
        return cli_fail(cli, EXIT_USAGE, "journal.topic is empty: name the journal's topic");
    if (all)
        return copy_everything(cli);
    cli_catch_signals();
    return once ? copy_once(cli) : copy_on(cli);
}
