/* deadletter_cmd.c - `redress deadletter show|replay`. */
#include "ingest/commands.h"

#include "ingest/deadletter.h"
#include "ingest/deadletter_view.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define PREVIEW_BYTES 48     /* of a value, in a line for people */
#define JSON_BYTES_MAX 65536 /* of a value, in a line for programs */
#define QUIET_MS 10000       /* without an answer from Kafka for so long, we give up */

const char deadletter_about[] =
    "Records that could not be processed lie in ingest.dead_letter_topic: the original key, value\n"
    "and headers, and headers redress.* that say why and where from.\n\n"
    "show     one line each: time, topic[partition]@offset, reason, detail, schema, size, how "
    "often\n"
    "         it was replayed, the first bytes\n"
    "count    how many there are of each reason and schema, from when to when\n"
    "replay   send them back to the partitions they came from, each letter once (remembered by "
    "the\n"
    "         group <ingest.group>.replay). Do it after the cause is mended: what still cannot be\n"
    "         processed comes back as a new letter, with its number of replays counted.";

/* Any bytes as printable ASCII. */
static void print_escaped(FILE *out, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (bytes[i] >= 0x20 && bytes[i] < 0x7f && bytes[i] != '\\')
            fputc(bytes[i], out);
        else
            fprintf(out, "\\x%02x", bytes[i]);
}

char *deadletter_origin(const struct deadletter_view *v, char *out, size_t cap)
{
    snprintf(out, cap, "%.*s[%lld]@%lld", STR_FMT(v->topic), (long long)v->partition,
             (long long)v->offset);
    return out;
}

static void show_line(const struct deadletter_view *v)
{
    char origin[320];
    size_t preview = v->m->len < PREVIEW_BYTES ? v->m->len : PREVIEW_BYTES;
    printf("%.*s  %s  %.*s  ", STR_FMT(v->time), deadletter_origin(v, origin, sizeof(origin)),
           STR_FMT(v->reason));
    print_escaped(stdout, (const unsigned char *)v->detail.ptr, v->detail.len);
    printf("  schema %lld  %zu bytes", (long long)v->schema_id, v->m->len);
    if (v->too_large >= 0)
        printf(" (%lld left behind)", (long long)v->too_large);
    if (v->replayed)
        printf("  replayed %lld", (long long)v->replayed);
    printf("  ");
    print_escaped(stdout, v->m->payload, preview);
    puts(preview < v->m->len ? "..." : "");
}

/* Bytes that may be anything, as hexadecimal; null stays null. */
static json_t *hex(const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    if (!bytes)
        return json_null();
    len = len < JSON_BYTES_MAX ? len : JSON_BYTES_MAX;
    char *text = check_malloc(2 * len + 1);
    for (size_t i = 0; i < len; i++) {
        text[2 * i] = digits[((const unsigned char *)bytes)[i] >> 4];
        text[2 * i + 1] = digits[((const unsigned char *)bytes)[i] & 15];
    }
    json_t *j = json_stringn(text, 2 * len);
    free(text);
    return j;
}

static json_t *text(struct str s)
{
    json_t *j = s.ptr ? json_stringn(s.ptr, s.len) : NULL; /* NULL too if it is not UTF-8 */
    return j ? j : json_null();
}

static void show_json(const struct deadletter_view *v)
{
    json_t *j =
        json_pack("{s:o,s:o,s:o,s:o,s:I,s:I,s:I,s:I,s:I,s:o,s:o}", "time", text(v->time), "reason",
                  text(v->reason), "detail", text(v->detail), "topic", text(v->topic), "partition",
                  (json_int_t)v->partition, "offset", (json_int_t)v->offset, "schema_id",
                  (json_int_t)v->schema_id, "replayed", (json_int_t)v->replayed, "bytes",
                  (json_int_t)v->m->len, "key_hex", hex(v->m->key, v->m->key_len), "value_hex",
                  hex(v->m->payload, v->m->len));
    CHECK(j);
    json_dumpf(j, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(j);
}

/* -1: e says why; otherwise all were shown. */
static int show_all(struct deadletter_reader *r, int64_t limit, bool json,
                    struct deadletter_sum *sum, struct err *e)
{
    rd_kafka_message_t *m;
    if (deadletter_start(r, e) != 0)
        return -1;
    for (int64_t n = 0; (limit == 0 || n < limit) && !cli_stopped(); n++) {
        m = deadletter_next(r, QUIET_MS);
        if (!m && r->open > 0)
            return err_set(e, "dead letters: Kafka did not answer in time");
        if (!m)
            break;
        struct deadletter_view v = deadletter_view(m);
        if (sum)
            deadletter_count(sum, &v);
        else if (json)
            show_json(&v);
        else
            show_line(&v);
        rd_kafka_message_destroy(m);
    }
    return 0;
}

/* `sum`: only count. */
static int show(struct cli *cli, int64_t limit, bool json, struct deadletter_sum *sum)
{
    struct deadletter_reader r;
    struct err e;
    int rc = deadletter_open(&r, cli->cfg, &e);
    if (rc == 1)
        fprintf(stderr, "redress deadletter: no dead letters, there is no topic '%s' yet\n",
                cli->cfg->ingest_dead_letter_topic);
    if (rc == 0)
        rc = show_all(&r, limit, json, sum, &e);
    deadletter_close(&r);
    return rc < 0 ? cli_fail(cli, EXIT_FAILED, "%s", e.msg) : EXIT_OK;
}

static int replay(struct cli *cli, struct deadletter_replay *r)
{
    struct err e;
    int rc = deadletter_replay(cli->cfg, r, &e);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    deadletter_sum_print(&r->sum, stdout);
    printf("%s %llu", r->dry_run ? "would replay" : "replayed", (unsigned long long)r->sent);
    if (r->filtered)
        printf(", left %llu with another reason", (unsigned long long)r->filtered);
    if (r->too_often)
        printf(", left %llu that were replayed before (--max %lld)",
               (unsigned long long)r->too_often, (long long)r->max_replays);
    if (r->no_value)
        printf(", left %llu without their value or place", (unsigned long long)r->no_value);
    putchar('\n');
    return EXIT_OK;
}

static int count(struct cli *cli, struct deadletter_sum *sum)
{
    int code = show(cli, 0, false, sum);
    deadletter_sum_print(sum, stdout);
    return code;
}

static int run(struct cli *cli, struct deadletter_replay *r, bool json)
{
    const char *what = cli->argc == 1 ? cli->argv[0] : "";
    if (strcmp(what, "show") == 0)
        return show(cli, r->limit, json, NULL);
    if (strcmp(what, "count") == 0)
        return count(cli, &r->sum);
    if (strcmp(what, "replay") == 0)
        return replay(cli, r);
    return cli_fail(cli, EXIT_USAGE, "'%s': must be show, count or replay", what);
}

int deadletter_cmd(struct cli *cli)
{
    struct deadletter_replay r = {.max_replays = 3};
    bool json = false;
    const struct cli_option table[] = {
        {"limit", 'n', CLI_NUMBER, &r.limit, "N", "at most N letters (0 = all)", 0, INT64_MAX},
        {"json", 'j', CLI_FLAG, &json, NULL, "show: one JSON object a line, bytes in hexadecimal",
         0, 0},
        {"reason", 'r', CLI_TEXT, &r.reason, "REASON", "replay: only letters with this reason", 0,
         0},
        {"max", 0, CLI_NUMBER, &r.max_replays, "N",
         "replay: leave letters that came back N times already (3)", 1, INT64_MAX},
        {"dry-run", 0, CLI_FLAG, &r.dry_run, NULL, "replay: say what would be sent, send nothing",
         0, 0},
        {0},
    };
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (r.reason && vocab_find(vocab_reason, REASON_N, r.reason, (unsigned)strlen(r.reason)) < 0)
        return cli_fail(cli, EXIT_USAGE, "--reason '%s': there is no such reason", r.reason);
    cli_catch_signals();
    code = run(cli, &r, json);
    deadletter_sum_fini(&r.sum);
    return code;
}
