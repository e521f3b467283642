/* `redress lint`: the guard on outgoing text, by itself. */
#include "oncall/oncall.h"

#include "core/lines.h"
#include "oncall/advice.h"
#include "oncall/case_json.h"
#include "oncall/lint_fold.h"
#include "oncall/lint_print.h"
#include "oncall/playbook.h"
#include "oncall/verbs.h"

#include <stdlib.h>
#include <unistd.h>

#define EARLIER_MAX 1000

const char lint_about[] =
    "Checks a TEXT before it goes to a customer, as `redress case answer --text` does: requests "
    "to\n"
    "change or remove a review, money for reviews, threats, blame, denial without evidence,\n"
    "personal data, templates on disputes and more, in English and Chinese, however it is "
    "spelled.\n"
    "Names the rule, the place, why, and what to write instead. Without TEXT, or with -, it reads\n"
    "standard input. What each rule does (refuse, warn, off) is [guard] of the policy file\n"
    "(redress help policy).\n\n"
    "Exit codes: 0 nothing found, or warnings only; 2 wrong options, or no text; 3 refused.";

/* The options, as given. */
struct options {
    struct cli_list cause, evidence;
    const char *marketplace, *locale, *earlier;
    bool json, is_public, dispute;
};

static int bits(const struct cli *cli, const char *option, const struct cli_list *list,
                const char *const *names, int n, uint32_t *out)
{
    for (unsigned i = 0; i < list->count; i++) {
        const char *word = list->item[i];
        int found = vocab_find(names, n, word, (unsigned)strlen(word));
        if (found < 0)
            return verbs_word(cli, option, word, names, n);
        *out |= 1u << found;
    }
    return 0;
}

/* Standard input as a text: up to one byte more than an answer may have, which is then refused. */
static char *read_input(size_t *len)
{
    char *text = check_malloc(LINT_TEXT_MAX + 2);
    *len = fread(text, 1, LINT_TEXT_MAX + 1, stdin);
    while (*len && (text[*len - 1] == '\n' || text[*len - 1] == '\r'))
        --*len;
    return text;
}

/* One earlier answer a line. */
static int read_earlier(const char *path, struct lint_sketch *out, unsigned *count, struct err *e)
{
    struct lines *l = lines_open(path, e);
    const char *line;
    size_t len;
    enum lines_result rc;
    if (!l)
        return -1;
    while ((rc = lines_next(l, &line, &len)) == LINES_LINE || rc == LINES_TOO_LONG) {
        if (*count == EARLIER_MAX)
            break;
        if (rc == LINES_LINE && len && len <= LINT_TEXT_MAX &&
            lint_sketch_of(&out[*count], (struct str){line, (uint32_t)len}) == 0)
            ++*count;
    }
    lines_close(l);
    return rc == LINES_ERROR ? err_set(e, "%s: cannot be read on", path) : 0;
}

static int report(const struct cli *cli, const struct options *o, struct str text,
                  const struct lint_report *r)
{
    bool chinese = lint_in_chinese(str_from(o->locale), text);
    if (o->json)
        case_json_print(lint_json(text, r, chinese));
    else
        lint_print(stdout, text, r, chinese,
                   advice_reads_chinese(cli->cfg->board_language, chinese));
    return r->verdict == LINT_REFUSE ? EXIT_REFUSED : EXIT_OK;
}

static int check(const struct cli *cli, const struct options *o, struct lint_context *c,
                 struct str text)
{
    struct err e = {""};
    struct lint_report r;
    struct lint *l = lint_new();
    int rc = lint_check(l, text, c, &r, &e);
    lint_free(l);
    return rc == 0 ? report(cli, o, text, &r) : cli_fail(cli, EXIT_USAGE, "%s", e.msg);
}

static int check_argument(const struct cli *cli, const struct options *o, struct lint_context *c)
{
    if (cli->argc == 1 && strcmp(cli->argv[0], "-") != 0)
        return check(cli, o, c, str_from(cli->argv[0]));
    size_t len;
    char *text = read_input(&len);
    int code = check(cli, o, c, (struct str){text, (uint32_t)len});
    free(text);
    return code;
}

static int run(struct cli *cli, const struct options *o)
{
    struct err e = {""};
    struct playbook *book = playbook_load(cli->cfg->enrich_policy, &e);
    if (!book)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    struct lint_sketch *earlier = check_calloc(EARLIER_MAX, sizeof(*earlier));
    struct lint_context c = {.action = playbook_guard(book),
                             .is_public = o->is_public,
                             .dispute = o->dispute,
                             .marketplace = str_from(o->marketplace),
                             .locale = str_from(o->locale),
                             .earlier = earlier};
    int code = EXIT_USAGE;
    if (bits(cli, "cause", &o->cause, vocab_cause, CAUSE_N, &c.causes) == 0 &&
        bits(cli, "evidence", &o->evidence, vocab_evidence, EVIDENCE_N, &c.evidence) == 0) {
        c.dispute = c.dispute || o->earlier || playbook_dispute(book, c.causes);
        if (o->earlier && read_earlier(o->earlier, earlier, &c.earlier_count, &e) != 0)
            code = cli_fail(cli, EXIT_FAILED, "%s", e.msg);
        else
            code = check_argument(cli, o, &c);
    }
    free(earlier);
    playbook_free(book);
    return code;
}

int lint_cmd(struct cli *cli)
{
    struct options o = {0};
    const struct cli_option table[] = {
        {"cause", 0, CLI_LIST, &o.cause, "CAUSE", "what the case is about; again for more", 0, 0},
        {"marketplace", 0, CLI_TEXT, &o.marketplace, "NAME", "amazon... is stricter", 0, 0},
        {"public", 0, CLI_FLAG, &o.is_public, NULL, "anybody can read it", 0, 0},
        {"dispute", 0, CLI_FLAG, &o.dispute, NULL, "the customer disputes: no templates", 0, 0},
        {"evidence", 0, CLI_LIST, &o.evidence, "SLOT", "what can be shown; again for more", 0, 0},
        {"locale", 0, CLI_TEXT, &o.locale, "LOCALE", "zh... or en...; else by the text", 0, 0},
        {"earlier", 0, CLI_TEXT, &o.earlier, "FILE", "earlier answers, one a line", 0, 0},
        {"json", 0, CLI_FLAG, &o.json, NULL, "one JSON object", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (cli->argc > 1)
        return cli_fail(cli, EXIT_USAGE, "'%s': one TEXT, in quotes", cli->argv[1]);
    if (cli->argc == 0 && isatty(STDIN_FILENO))
        return cli_fail(cli, EXIT_USAGE, "needs a TEXT, or one on standard input");
    return run(cli, &o);
}
