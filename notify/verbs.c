#include "notify/verbs.h"

#include "core/iso8601.h"
#include "core/metrics.h"
#include "notify/sender.h"

#include <inttypes.h>
#include <stdlib.h>

static void print(json_t *j)
{
    json_dumpf(j, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(j);
}

/* ---- status ----------------------------------------------------------------------------------*/

static int print_status(struct cli *cli, unsigned i, bool json)
{
    struct err e = {""};
    int64_t lost, waiting, dead;
    const char *name = metrics_notifiers[i];
    struct outbox *box = outbox_new(cli->cfg, name, "status", &e);
    if (!box)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = outbox_count(box, &lost, &waiting, &dead, &e);
    outbox_free(box);
    if (rc != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    bool wanted = receiver_wanted(cli->cfg, i);
    if (json)
        print(json_pack("{s:s,s:b,s:I,s:I,s:I}", "notifier", name, "configured", wanted, "waiting",
                        (json_int_t)waiting, "lost", (json_int_t)lost, "dead_letters_of_all",
                        (json_int_t)dead));
    else
        printf("%-13s %-15s %" PRId64 " waiting, %" PRId64 " lost; dead letters of all: %" PRId64
               "\n",
               name, wanted ? "configured" : "not configured", waiting, lost, dead);
    return EXIT_OK;
}

int notify_status(struct cli *cli)
{
    bool json = false;
    const struct cli_option options[] = {
        {"json", 0, CLI_FLAG, &json, NULL, "a JSON object a line", 0, 0}, {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    code = EXIT_OK;
    for (unsigned i = 0; i < RECEIVER_N && code == EXIT_OK; i++)
        code = print_status(cli, i, json);
    return code;
}

/* ---- dead ------------------------------------------------------------------------------------*/

struct listing {
    bool json;
    int64_t left;
};

static int list_dead(void *ctx, const struct outbox_dead *d)
{
    struct listing *l = ctx;
    char at[ISO8601_CAP];
    iso8601_write((wall_ms_t){d->at_ms}, at);
    if (l->json)
        print(json_pack("{s:s,s:s,s:s,s:i,s:i,s:s}", "id", d->alert.id, "notifier", d->notifier,
                        "given_up_at", at, "status", (int)d->status, "tries", (int)d->tries, "why",
                        d->why));
    else
        printf("%.19sZ  %-13s %-38s HTTP %ld, %u times: %s\n", at, d->notifier, d->alert.id,
               d->status, d->tries, d->why);
    return --l->left <= 0;
}

int notify_dead(struct cli *cli)
{
    struct listing l = {.left = 1000};
    struct err e = {""};
    const struct cli_option options[] = {
        {"limit", 'n', CLI_NUMBER, &l.left, "N", "most to show (1000)", 1, 1000000},
        {"json", 0, CLI_FLAG, &l.json, NULL, "a JSON object a line", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    struct outbox *box = outbox_new(cli->cfg, "", "dead", &e);
    if (!box)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = outbox_dead(box, list_dead, &l, &e);
    outbox_free(box);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}

/* ---- replay ----------------------------------------------------------------------------------*/

struct replay {
    struct cli *cli;
    struct sender *s;
    unsigned sent, failed;
    struct err *e;
    bool broken; /* Redis or the receiver is away: no use in going on */
};

static bool named(const struct cli *cli, const char *id)
{
    for (int i = 0; i < cli->argc; i++)
        if (strcmp(cli->argv[i], id) == 0)
            return true;
    return cli->argc == 0;
}

static void note_sent(struct replay *r, const struct outbox_alert *a)
{
    int64_t now = clock_wall().ms;
    if (r->s->receiver->number == RECEIVER_ALERTMANAGER) {
        json_t *j = alertmanager_alert(a, now);
        char *text = json_dumps(j, JSON_COMPACT);
        outbox_live_put(r->s->box, a, text, now);
        free(text);
        json_decref(j);
    }
    outbox_remember(r->s->box, a, now);
    outbox_forget_dead(r->s->box, a);
    r->sent++;
}

static int again(void *ctx, const struct outbox_dead *d)
{
    struct replay *r = ctx;
    struct outbox_alert a = d->alert;
    const struct outbox_alert *one[] = {&a};
    struct http_answer answer;
    if (!named(r->cli, a.id))
        return 0;
    r->broken = outbox_case(r->s->box, &a, r->e) != 0;
    if (r->broken)
        return 1;
    enum http_result result = sender_post(r->s, one, 1, &answer);
    if (result == HTTP_TAKEN) {
        note_sent(r, &a);
        r->broken = outbox_flush(r->s->box, r->e) != 0;
    } else {
        cli_fail(r->cli, 0, "%s: %s: HTTP %ld %s", d->notifier, a.id, answer.status, answer.said);
        r->failed++;
    }
    store_case_free(&a.c);
    return r->broken || result == HTTP_AWAY;
}

int notify_replay(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    struct err e = {""};
    struct replay r = {.cli = cli, .e = &e};
    int code, rc = 0;
    if (!cli_options(cli, options, &code))
        return code;
    for (unsigned i = 0; i < RECEIVER_N && rc == 0 && !r.broken; i++) {
        if (!receiver_wanted(cli->cfg, i))
            continue;
        if (!(r.s = sender_new(cli->cfg, i, &e)))
            return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
        rc = outbox_dead(r.s->box, again, &r, &e);
        sender_free(r.s);
    }
    if (rc != 0 || r.broken)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    printf("%u sent again, %u not\n", r.sent, r.failed);
    return r.failed || (cli->argc && !r.sent) ? EXIT_FAILED : EXIT_OK;
}

/* ---- test ------------------------------------------------------------------------------------*/

static int test_one(struct cli *cli, unsigned i, const struct outbox_alert *a)
{
    struct err e = {""};
    struct http_answer answer;
    struct sender *s = sender_new(cli->cfg, i, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    enum http_result result = sender_post(s, &a, 1, &answer);
    sender_free(s);
    if (result == HTTP_TAKEN)
        printf("%s: took the test alert (HTTP %ld)\n", metrics_notifiers[i], answer.status);
    else
        cli_fail(cli, 0, "%s: did not take it: HTTP %ld %s", metrics_notifiers[i], answer.status,
                 answer.said);
    return result == HTTP_TAKEN ? EXIT_OK : EXIT_FAILED;
}

int notify_test(struct cli *cli)
{
    static const struct cli_option options[] = {{.name = NULL}};
    int64_t now = clock_wall().ms;
    struct outbox_alert a = {.kind = "test", .at_ms = now, .state = "-"};
    int code, worst = EXIT_OK, n = 0;
    if (!cli_options_only(cli, options, &code))
        return code;
    snprintf(a.case_id, sizeof(a.case_id), "test%012llx", (unsigned long long)now & 0xffffffffffff);
    snprintf(a.id, sizeof(a.id), "%s:0:test:0", a.case_id);
    snprintf(a.why, sizeof(a.why), "a test of `redress notify test`: nothing to do");
    for (unsigned i = 0; i < RECEIVER_N; i++) {
        if (!receiver_wanted(cli->cfg, i))
            continue;
        n++;
        code = test_one(cli, i, &a);
        worst = code > worst ? code : worst;
    }
    if (n == 0)
        return cli_fail(cli, EXIT_USAGE,
                        "nobody to notify: set notify.alertmanager_url or notify.webhook_url");
    return worst;
}
