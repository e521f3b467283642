/* redress.c - main and the subcommands. The pipeline itself is wired in run.c. */
#include "completion.h"
#include "core/cli.h"
#include "core/log.h"
#include "core/metrics.h"
#include "enrich/commands.h"
#include "enrich/explain.h"
#include "feed/feed.h"
#include "ingest/commands.h"
#include "ingest/ingest.h"
#include "journal/journal.h"
#include "notify/notify.h"
#include "oncall/oncall.h"
#include "oncall/playbook.h"
#include "run.h"
#include "sink/rounds.h"
#include "sink/sink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FETCH_MS 8000 /* how long `case show` waits for Kafka */
#define DEFAULT_CONFIG "/etc/redress/redress.conf"

/* jemalloc reads this before main: freed pages are kept instead of being given back and faulted in
 * again, which measured 11-17 % less CPU; all big memory is taken at start anyway. */
#ifdef REDRESS_JEMALLOC
extern const char *malloc_conf;
const char *malloc_conf = "dirty_decay_ms:-1,muzzy_decay_ms:-1";
#endif

static int check_config_cmd(struct cli *cli);
static int help_cmd(struct cli *cli);
static int completion_cmd(struct cli *cli);

/* clang-format off */
static const struct cli_command commands[] = {
    {"run", "[OPTIONS]", "Consume reviews, open cases, drive their deadlines.",
     "Runs until SIGTERM or SIGINT: then it stops reading, finishes and commits what is in flight\n"
     "(ingest.drain_timeout_ms at most) and leaves the consumer group. SIGHUP reads the model,\n"
     "the policy and the calendars again.", run_cmd},
    {"timer", "", "Drive the deadlines only; any number of timers may run.", NULL,
     timer_cmd},
    {"journal", "[OPTIONS]", "Copy the transitions of all cases to Kafka; any number may run.",
     journal_about, journal_cmd},
    {"audit", "[OPTIONS]", "Hold Redis against the rules, and repair what can be derived.",
     audit_about, audit_cmd},
    {"rebuild", "", "Restore an empty Redis from the journal.", rebuild_about, rebuild_cmd},
    {"diff", "[OPTIONS] ADDRESS", "Compare two Redis servers, case by case.", diff_about,
     diff_cmd},
    {"case", "list|show|why|claim|answer|... [ID] [OPTIONS]", "See and work the cases.", NULL,
     case_cmd},
    {"notify", "[status|dead|replay|test] [OPTIONS]", "Send alerts on: Alertmanager, a webhook.",
     NULL, notify_cmd},
    {"lint", "[OPTIONS] [TEXT|-]", "Check an answer before it goes to a customer.", lint_about,
     lint_cmd},
    {"board", "[OPTIONS]", "The cases live on the terminal, worked by keys.",
     "The queue at the left, the chosen case at the right, the alerts below; ? lists the keys.\n"
     "Colours are off with NO_COLOR. The same as a web page: /board of the status server.",
     board_cmd},
    {"recalc", "[--dry-run]", "Move the deadlines of the open cases to the present configuration.",
     "After a change of rounds.calendars or of the budgets. --dry-run only shows what would move.\n"
     "A case that somebody else moves meanwhile is read again.", recalc_cmd},
    {"classify", "[OPTIONS] < LINES", "Causes, demand, flags and priority of JSON lines.", NULL,
     classify_cmd},
    {"score", "--replay FILE --policy NEW [OPTIONS]",
     "Whose rank a new policy would move, and why, before it is used.",
     "Judges the reviews under two policies. A row that moves is told with what changed: addends,\n"
     "floors, a complaint found or lost by a threshold. Points of herds are Redis's: not in it.",
     score_cmd},
    {"feed", "[OPTIONS] FILE|-", "Send reviews in JSON lines to Kafka as Avro.", feed_about,
     feed_cmd},
    {"gen", "[OPTIONS]", "Produce a synthetic stream of reviews.", gen_about, gen_cmd},
    {"broker", "[OPTIONS]", "An embedded Kafka broker in memory, to try things out.",
     broker_about, broker_cmd},
    {"deadletter", "show|count|replay [OPTIONS]", "Look at dead letters, and send them again.",
     deadletter_about, deadletter_cmd},
    {"schema", "FILE...", "Check that a writer's schema resolves to ours.", NULL, schema_cmd},
    {"train", "--data FILE --out MODEL [OPTIONS]", "Train the classifier from labelled reviews.",
     NULL, train_cmd},
    {"eval", "--data FILE [OPTIONS]", "Measure the classifier on labelled reviews.", NULL,
     eval_cmd},
    {"check-config", "[OPTIONS]", "Read the configuration, say what is wrong with it.",
     "Reads what -c and -s give and prints the values in force. Exit code 2 if a setting is bad.\n"
     "With --connect it asks Kafka, the Schema Registry and Redis instead, with the rights of the\n"
     "settings: do they answer, are the topics there, will Redis keep what it is given? Reads no\n"
     "review, joins no group, makes no topic. Exit code 1 if something would not work. Receivers of\n"
     "alerts: redress notify test.",
     check_config_cmd},
    {"completion", "bash|zsh|fish", "A script that completes commands, options and cases.",
     NULL, completion_cmd},
    {"help", "[COMMAND|config|metrics|policy|rounds] [--markdown|--file]", "Explain a command, the settings, the metrics.",
     NULL, help_cmd},
};
/* clang-format on */
#define COMMANDS_N (sizeof(commands) / sizeof(commands[0]))

static void print_usage(FILE *out)
{
    fprintf(out, "Usage: redress [-c FILE] [-s section.key=value]... COMMAND [OPTIONS]\n\n"
                 "Finds the complaints in a stream of reviews and drives each to a close within\n"
                 "three rounds of conversation.\n\nCommands:\n");
    for (size_t i = 0; i < COMMANDS_N; i++)
        fprintf(out, "  %-13s %s\n", commands[i].name, commands[i].summary);
    fprintf(out,
            "\n-c FILE              configuration; else $REDRESS_CONFIG, else " DEFAULT_CONFIG
            "\n                     if it exists, else the defaults\n"
            "-s section.key=value overrides one setting; may be given often\n"
            "--version            print the version\n\n"
            "`redress help COMMAND` explains a command, `redress help config` every setting.\n\n"
            "Exit codes: 0 done; 1 the work failed (a server away, a case not found, records\n"
            "rejected); 2 wrong options or a bad setting, nothing was started; 3 the rules of the\n"
            "rounds do not allow it.\n");
}

static const struct cli_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS_N; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int check_config_cmd(struct cli *cli)
{
    bool connect = false;
    const struct cli_option table[] = {
        {"connect", 0, CLI_FLAG, &connect, NULL, "ask the servers, too", 0, 0},
        {0},
    };
    struct probe probe = {.out = stdout};
    struct err e;
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (cli->argc)
        return cli_fail(cli, EXIT_USAGE, "'%s': name the file with -c", cli->argv[0]);
    if (run_check(cli->cfg, &e) != 0)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    if (connect) {
        run_probe(cli->cfg, &probe);
        return probe.failed ? EXIT_FAILED : EXIT_OK;
    }
    config_print_values(cli->cfg, stdout);
    return EXIT_OK;
}

static int help_topic(struct cli *cli, const char *topic, bool markdown, bool file)
{
    if (strcmp(topic, "config") == 0) {
        if (markdown)
            config_print_markdown(stdout);
        else
            config_print_file(stdout);
        return EXIT_OK;
    }
    if (strcmp(topic, "metrics") == 0) {
        metrics_print_markdown(stdout);
        return EXIT_OK;
    }
    if (strcmp(topic, "rounds") == 0) {
        rounds_print(stdout);
        return EXIT_OK;
    }
    if (strcmp(topic, "policy") == 0) {
        policy_print_file(stdout);
        playbook_print_file(stdout);
        return EXIT_OK;
    }
    const struct cli_command *c = find_command(topic);
    if (!c || file)
        return cli_fail(cli, EXIT_USAGE, "'%s': there is no such command or topic", topic);
    char help[] = "--help", *argv[] = {help, NULL};
    struct cli sub = {.cfg = cli->cfg, .command = c, .argc = 1, .argv = argv};
    return c->run(&sub);
}

static int help_cmd(struct cli *cli)
{
    bool markdown = false, file = false;
    const struct cli_option table[] = {
        {"markdown", 0, CLI_FLAG, &markdown, NULL, "config, metrics: as docs/ has it", 0, 0},
        {"file", 0, CLI_FLAG, &file, NULL, "config: as a commented file (the default)", 0, 0},
        {0},
    };
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (cli->argc == 0) {
        print_usage(stdout);
        return EXIT_OK;
    }
    return help_topic(cli, cli->argv[0], markdown, file && strcmp(cli->argv[0], "config") != 0);
}

static int completion_cmd(struct cli *cli)
{
    return completion_run(cli, commands, COMMANDS_N);
}

/* -c, else $REDRESS_CONFIG, else the default place if something is there. */
static int load_config(struct config *cfg, const char *path, struct err *e)
{
    const char *env = getenv("REDRESS_CONFIG");
    if (!path && env && env[0])
        path = env;
    if (!path && access(DEFAULT_CONFIG, R_OK) == 0)
        path = DEFAULT_CONFIG;
    return path ? config_load(cfg, path, e) : 0;
}

/* Takes -c and -s out of argv wherever they stand; the rest stays in order. -1 with e set. */
static int global_options(int *argc, char **argv, const char **path, const char **sets,
                          unsigned *set_count, struct err *e)
{
    int kept = 1;
    for (int i = 1; i < *argc; i++) {
        bool config = strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "--config") == 0;
        bool set = strcmp(argv[i], "-s") == 0 || strcmp(argv[i], "--set") == 0;
        if (!config && !set) {
            argv[kept++] = argv[i];
            continue;
        }
        if (i + 1 >= *argc)
            return err_set(e, "%s needs a value", argv[i]);
        if (config)
            *path = argv[++i];
        else
            sets[(*set_count)++] = argv[++i];
    }
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}

static int configure(struct config *cfg, const char *path, const char **sets, unsigned set_count,
                     struct err *e)
{
    if (load_config(cfg, path, e) != 0)
        return -1;
    for (unsigned i = 0; i < set_count; i++)
        if (config_assign(cfg, sets[i], e) != 0)
            return -1;
    log_set_level((enum log_level)log_level_of(cfg->log_level));
    return rounds_check(cfg, e);
}

/* Whose servers were not found may only have forgotten to say where they are. */
static void hint_config(const char *name, const char *path, unsigned set_count)
{
    static const char *const asking[] = {"case", "board", "audit", "timer", "recalc", "notify"};
    const char *env = getenv("REDRESS_CONFIG");
    if (path || set_count || (env && env[0]) || access(DEFAULT_CONFIG, R_OK) == 0)
        return;
    for (size_t i = 0; i < sizeof(asking) / sizeof(asking[0]); i++)
        if (strcmp(name, asking[i]) == 0)
            fputs("redress: that was with the defaults: -c FILE or $REDRESS_CONFIG names a "
                  "configuration\n",
                  stderr);
}

static int usage_error(const char *msg)
{
    fprintf(stderr, "redress: %s\n", msg);
    return EXIT_USAGE;
}

/* `case show` wants the words of a review, which only Kafka has; oncall/ knows no Kafka and asks
 * here. */
struct text {
    struct schemas *schemas;
    void *fetched;
};

static void give_text_back(struct oncall_text *text)
{
    struct text *t = text->owner;
    ingest_fetch_free(t->fetched);
    schemas_free(t->schemas);
    free(t);
}

static int fetch_text(const struct config *cfg, const char *topic, int32_t partition,
                      int64_t offset, struct oncall_text *out, struct err *e)
{
    struct text *t = check_calloc(1, sizeof(*t));
    struct event ev;
    out->owner = t;
    t->schemas = schemas_new(cfg, e);
    if (t->schemas)
        t->fetched = ingest_fetch(cfg, t->schemas, topic, partition, offset, FETCH_MS, &ev, e);
    if (!t->fetched) {
        schemas_free(t->schemas);
        free(t);
        return -1;
    }
    out->title = ev.fields.title;
    out->body = ev.fields.body;
    out->order_id = ev.fields.order_id;
    out->author_id = ev.fields.author_id;
    out->purchased_at = ev.fields.purchased_at;
    out->received_at = ev.fields.received_at;
    out->list_price_minor = ev.fields.list_price_minor;
    return 0;
}

int main(int argc, char **argv)
{
    const char *path = NULL, **sets = check_calloc((size_t)argc + 1, sizeof(*sets));
    unsigned set_count = 0;
    struct err e;
    int code;
    if (global_options(&argc, argv, &path, sets, &set_count, &e) != 0) {
        free(sets);
        return usage_error(e.msg);
    }
    const char *name = argc > 1 ? argv[1] : "help";
    if (strcmp(name, "--version") == 0) {
        puts("redress " REDRESS_VERSION);
        free(sets);
        return EXIT_OK;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    const struct cli_command *command = find_command(name);
    struct config *cfg = config_new();
    oncall_set_fetch(fetch_text, give_text_back);
    oncall_set_explain(explain_event);
    if (!command) {
        snprintf(e.msg, sizeof(e.msg), "'%s': there is no such command (redress help)", name);
        code = usage_error(e.msg);
    } else if (configure(cfg, path, sets, set_count, &e) != 0) {
        code = usage_error(e.msg);
    } else {
        struct cli cli = {.cfg = cfg,
                          .command = command,
                          .argc = argc > 2 ? argc - 2 : 0,
                          .argv = argv + (argc > 2 ? 2 : argc)};
        code = command->run(&cli);
        if (code == EXIT_FAILED)
            hint_config(name, path, set_count);
    }
    config_free(cfg);
    free(sets);
    return code;
}
