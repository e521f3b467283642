/* redress schema FILE...: can records of these schemas be read here, and how? */
#include "ingest/commands.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/schemas.h"

#include <errno.h>
#include <stdlib.h>

static int check_file(struct cli *cli, const struct reader *reader, const char *path, bool quiet)
{
    size_t len;
    char *text = schemas_read_file(path, &len);
    if (!text)
        return cli_fail(cli, EXIT_USAGE, "%s: %s", path, strerror(errno));
    enum reason reason;
    struct err e;
    struct plan *plan = plan_new(reader, text, len, &reason, &e);
    free(text);
    if (!plan)
        return cli_fail(cli, EXIT_FAILED, "%s: %s: %s", path, vocab_reason[reason], e.msg);
    printf("%s: readable%s\n", path, plan_is_straight(plan) ? ", by the straight path" : "");
    if (!quiet)
        plan_print(plan, stdout);
    plan_free(plan);
    return EXIT_OK;
}

int schema_cmd(struct cli *cli)
{
    bool quiet = false, own = false;
    const struct cli_option table[] = {
        {"quiet", 'q', CLI_FLAG, &quiet, NULL, "only say whether; not how each field is read", 0,
         0},
        {"print", 0, CLI_FLAG, &own, NULL, "print our own schema, to register or to write with", 0,
         0},
        {0},
    };
    int code;
    size_t len;
    struct err e;
    if (!cli_options(cli, table, &code))
        return code;
    const char *json = reader_schema(&len);
    if (own)
        printf("%.*s", (int)len, json);
    if (cli->argc == 0 && !own)
        return cli_fail(cli, EXIT_USAGE, "name the .avsc files to check");
    struct reader *reader = reader_new(json, len, &e);
    CHECK(reader);
    code = EXIT_OK;
    for (int i = 0; i < cli->argc; i++) {
        int one = check_file(cli, reader, cli->argv[i], quiet);
        code = one > code ? one : code;
    }
    reader_free(reader);
    return code;
}
