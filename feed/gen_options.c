#include "feed/gen_options.h"

#include "core/iso8601.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT_MAX 1000000

int64_t gen_options_percent(const char *text)
{
    char *end;
    double x = strtod(text, &end);
    if (end == text || *end || !(x >= 0 && x <= 100))
        return -1;
    return llround(x * (DICE_MILLION / 100));
}

/* "NAME:WEIGHT" or "NAME" at `at`; returns where it ends, NULL if it is neither. */
static const char *read_weight(const char *at, int *language, unsigned long *weight)
{
    size_t name = strcspn(at, ":,");
    char *end;
    *language = vocab_find(gen_text_names, GEN_TEXT_LANGUAGES, at, (unsigned)name);
    *weight = 1;
    at += name;
    if (*language < 0 || *at != ':')
        return *language < 0 ? NULL : at;
    if (at[1] < '0' || at[1] > '9') /* strtoul would take a sign */
        return NULL;
    *weight = strtoul(at + 1, &end, 10);
    return *weight <= WEIGHT_MAX && (!*end || *end == ',') ? end : NULL;
}

int gen_options_languages(const char *text, uint32_t weights[GEN_TEXT_LANGUAGES], struct err *e)
{
    unsigned long weight, sum = 0;
    int language;
    memset(weights, 0, GEN_TEXT_LANGUAGES * sizeof(*weights));
    for (const char *at = text; *at; at += *at == ',') {
        at = read_weight(at, &language, &weight);
        if (!at)
            return err_set(e, "--languages '%s': must be like zh:70,en:30", text);
        weights[language] = (uint32_t)weight;
        sum += weight;
    }
    return sum > 0 ? 0 : err_set(e, "--languages '%s': names no language", text);
}

/* The options that are text on the command line. */
struct texts {
    const char *languages, *complaints, *herds, *bad, *duplicates, *edits, *start;
};

static int set_percent(uint32_t *to, const char *name, const char *text, struct err *e)
{
    int64_t n = gen_options_percent(text);
    if (n < 0)
        return err_set(e, "--%s '%s': must be a percentage from 0 to 100", name, text);
    *to = (uint32_t)n;
    return 0;
}

static int set_start(int64_t *to, const char *text, struct err *e)
{
    wall_ms_t t = clock_wall();
    if (text && !iso8601_read(text, strlen(text), &t))
        return err_set(e, "--start '%s': must be ISO 8601, e.g. 2026-01-31T12:00", text);
    *to = t.ms;
    return 0;
}

/* What the table of options cannot check: percentages with a fraction, weights, moments, and
 * options that contradict one another. */
static int convert(struct gen_options *o, const struct texts *t, struct err *e)
{
    struct gen_event_options *ev = &o->events;
    if (gen_options_languages(t->languages, ev->languages, e) != 0 ||
        set_percent(&ev->complaints, "complaints", t->complaints, e) != 0 ||
        set_percent(&ev->herds, "herds", t->herds, e) != 0 ||
        set_percent(&o->bad, "bad", t->bad, e) != 0 ||
        set_percent(&ev->duplicates, "duplicates", t->duplicates, e) != 0 ||
        set_percent(&ev->edits, "edits", t->edits, e) != 0 ||
        set_start(&ev->start_ms, t->start, e) != 0)
        return -1;
    if (ev->duplicates + ev->edits > DICE_MILLION)
        return err_set(e, "--duplicates and --edits are more than 100 percent together");
    if (o->out && (o->bad || o->poison))
        return err_set(e, "--out writes JSON, which cannot hold bad records (--bad, --poison)");
    return 0;
}

bool gen_options_read(struct gen_options *o, struct cli *cli, int *exit_code)
{
    struct texts t = {"zh:70,en:30", "12", "20", "0", "0", "0", NULL};
    int64_t count = 0, first = 0, seed = 1, products = 10000, sellers = 500;
    *o = (struct gen_options){0};
    /* clang-format off */
    const struct cli_option table[] = {
        {"count", 'n', CLI_NUMBER, &count, "N", "events; 0 = until interrupted (0)", 0, INT64_MAX},
        {"first", 0, CLI_NUMBER, &first, "I", "number of the first event, to go on with a stream (0)", 0, INT64_MAX / 2},
        {"seed", 0, CLI_NUMBER, &seed, "N", "another stream (1)", 0, INT64_MAX},
        {"languages", 'l', CLI_TEXT, &t.languages, "LIST", "and their weights (zh:70,en:30)", 0, 0},
        {"complaints", 0, CLI_TEXT, &t.complaints, "PCT", "of the events complain (12)", 0, 0},
        {"herds", 0, CLI_TEXT, &t.herds, "PCT", "of the complaints are of one product and group at a time (20)", 0, 0},
        {"duplicates", 0, CLI_TEXT, &t.duplicates, "PCT", "of the events repeat an earlier one (0)", 0, 0},
        {"edits", 0, CLI_TEXT, &t.edits, "PCT", "of the events are version 2 of an earlier one (0)", 0, 0},
        {"bad", 0, CLI_TEXT, &t.bad, "PCT", "of the records are bad, each kind in turn (0)", 0, 0},
        {"poison", 0, CLI_FLAG, &o->poison, NULL, "send one bad record of each kind, nothing else", 0, 0},
        {"products", 0, CLI_NUMBER, &products, "N", "a few of them sell most (10000)", 1, UINT32_MAX},
        {"sellers", 0, CLI_NUMBER, &sellers, "N", "how many (500)", 1, UINT32_MAX},
        {"rate", 'r', CLI_NUMBER, &o->rate, "N", "events a second (as fast as it goes)", 1, 10000000},
        {"start", 0, CLI_TEXT, &t.start, "TIME", "when the first was written (now)", 0, 0},
        {"topic", 't', CLI_TEXT, &o->topic, "NAME", "send here (first of ingest.topics)", 0, 0},
        {"out", 'o', CLI_TEXT, &o->out, "FILE", "write JSON lines to FILE or - instead of to Kafka", 0, 0},
        {"schema-id", 0, CLI_NUMBER, &o->schema_id, "N", "write this schema id (the registry's, else 4)", 1, INT32_MAX},
        {"quiet", 'q', CLI_FLAG, &o->quiet, NULL, "no progress", 0, 0},
        {"json", 'j', CLI_FLAG, &o->json, NULL, "summary as JSON", 0, 0},
        {0},
    };
    /* clang-format on */
    struct err e;
    if (!cli_options(cli, table, exit_code))
        return false;
    if (cli->argc) {
        *exit_code = cli_fail(cli, EXIT_USAGE, "'%s': takes no argument", cli->argv[0]);
        return false;
    }
    o->first = (uint64_t)first;
    o->count = (uint64_t)count;
    o->events.seed = (uint64_t)seed;
    o->events.products = (uint32_t)products;
    o->events.sellers = (uint32_t)sellers;
    o->events.per_second = o->rate;
    if (convert(o, &t, &e) == 0)
        return true;
    *exit_code = cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    return false;
}
