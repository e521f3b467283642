#include "oncall/oncall.h"

#include "core/describe.h"
#include "oncall/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order in which a case is worked. */
static const struct cli_command verbs[] = {
    {"case list", "[OPTIONS]", "The cases that need somebody, the most urgent first.",
     "Urgent is bounded-credit earliest deadline first: the deadline, less 14.4 s for each point "
     "of "
     "priority,\nso priority buys at most four hours of lead and nothing is left lying.",
     list_cmd},
    {"case next", "[OPTIONS]", "Take the most urgent case that nobody has, and show it.",
     "However many ask at once, each gets a case of their own. The order is that of `case list`.",
     next_cmd},
    {"case show", "[OPTIONS] CASE", "All about one case: what, why, what next, the text.",
     "CASE is an id, the beginning of one, or the id of a review.", show_cmd},
    {"case why", "[OPTIONS] CASE", "Why it has its priority: the points, the floor, the words.",
     NULL, why_cmd},
    {"case claim", "[OPTIONS] CASE", "Take a case; the claim ends after a time without action.",
     NULL, act_claim},
    {"case unclaim", "[OPTIONS] CASE", "Give a claimed case back.", NULL, act_unclaim},
    {"case answer", "[OPTIONS] CASE", "Record the merchant's answer of the present round.",
     "Round 1 records what was understood: --cause and --demand. Round 2 records the --proposal.\n"
     "Round 3 asks what would end the dispute: --ask-end. There is no round 4.",
     act_answer},
    {"case propose", "[OPTIONS] CASE KIND", "Round 2's answer: what the merchant proposes.", NULL,
     act_propose},
    {"case ask-end", "[OPTIONS] CASE", "Round 3's answer: what would end the dispute?", NULL,
     act_ask_end},
    {"case reply", "[OPTIONS] CASE", "Record that the customer wrote.",
     "Kept is that they wrote, not their words. After round 2 a reply that accepts is `redress "
     "case\n"
     "accept`; any other counts as a refusal. While it is your turn it is noted and moves nothing.",
     act_reply},
    {"case accept", "[OPTIONS] CASE", "The customer accepts: the case closes as agreed.", NULL,
     act_accept},
    {"case refuse", "[OPTIONS] CASE", "The customer refuses the proposal: round 3 begins.", NULL,
     act_refuse},
    {"case decide", "--accepted | --by-rule RULE | --public CASE",
     "The final decision, after round 3 or by a manager.", NULL, act_decide},
    {"case close", "--reason REASON CASE",
     "Close a case: solved, withdrawn, duplicate, removed or referred.",
     "Only withdrawn, duplicate and removed close a case before round 1 was answered; referred "
     "needs\n"
     "two relays. While something is owed (promise, reprice) a close waits for it.",
     act_close},
    {"case reopen", "[OPTIONS] CASE", "Open a closed case again, at the round it reached.", NULL,
     act_reopen},
    {"case assign", "[OPTIONS] CASE AGENT", "Give a case to somebody.", NULL, act_assign},
    {"case snooze", "[--for TIME] CASE", "Let a case sleep: once a round, half of what remains.",
     "Four hours at most. Until it ends the case is not in the queue and does not warn; at its end "
     "it\n"
     "always does.",
     act_snooze},
    {"case evidence", "[--request --within TIME] [CASE SLOT]",
     "Evidence that is there, or asked for.", "Alone it lists the slots.", act_evidence},
    {"case promise", "--within TIME | --kept CASE [WHAT]",
     "What the merchant owes, and until when.",
     "Overdue, it calls the next level and lifts the priority. The case is not closed before.",
     act_promise},
    {"case reprice", "--percent N --within TIME | --restored CASE",
     "A price cut, and when it must be taken back.", NULL, act_reprice},
    {"case appeal", "--within TIME | --won | --lost CASE", "An appeal to the platform.",
     "It needs evidence, runs beside the case and stops no clock.", act_appeal},
    {"case relay", "--to PARTY [--within TIME] | --back CASE",
     "Pass it on to whoever is responsible.",
     "With --within whoever has it now must answer by then: else alert forward. A second relay "
     "warns:\n"
     "nobody likes to be sent about.",
     act_relay},
    {"case private", "[OPTIONS] CASE", "The talk goes on in private.", NULL, act_private},
    {"case call", "[--done] CASE AGENT", "A colleague is to help; the owner keeps it.",
     "It is then among theirs, too: redress case list --mine.", act_call},
    {"case about", "CASE AGENT | --nobody CASE", "The complaint is about this agent.",
     "They do not work it then: no claim, no answer, no close, and nobody can assign it to them.",
     act_about},
    {"case stance", "CASE unknown|reasonable|unreasonable", "How the customer is to be met.",
     "It changes what the playbook says, never a deadline, a level or the priority.", act_stance},
    {"case note", "--text TEXT CASE", "A short note, without personal data.", NULL, act_note},
    {"case publish", "--consent --redacted CASE",
     "The solution was told in public; prints a summary.", NULL, act_publish},
    {"case audit", "[OPTIONS] CASE", "Everything that happened to one case, in words.",
     "As far as the log of transitions reaches (cases.log_keep).", history_cmd},
    {"case order", "--candidates FILE CASE", "Which order of an export may it be about.",
     "0 to 100 points from buyer (a pseudonym), product, day, amount and variant, each with its "
     "reason.\nBelow 80 none is taken for the one, and without the buyer none gets beyond 60. "
     "Nothing is kept.",
     order_cmd},
    {"case herd", "[OPTIONS] CASE|PRODUCT", "Who else complains of the product, and where.",
     "People count once, within cases.herd_window_h; two warn, three are an incident.", herd_cmd},
    {"case incident", "[OPTIONS] [list | show INCIDENT | end INCIDENT]",
     "Incidents: three people and more complain of one product.",
     "An incident pages once, then silences the openings of its cases, never their timers. Its "
     "level\nrises from 1 by one when it spreads to a second place, and by one when its reach "
     "grows "
     "tenfold\nwithin an hour. It is over when nobody complained for cases.herd_window_h, or when "
     "it "
     "is ended:\nthen people are counted anew. INCIDENT is an id or the beginning of one.",
     incident_cmd},
    {"case tail", "[OPTIONS]", "Follow the alerts.", NULL, tail_cmd},
    {"case trend", "[OPTIONS]", "Which products are complained of more than before.",
     "By product and cause: what was opened lately against the time before it, what came back "
     "after "
     "it\nwas resolved, where the listing's average went. As far as the log of transitions "
     "(cases.log_keep)\nand the closed cases (cases.keep_closed_h) reach.",
     trend_cmd},
    {"case stats", "[OPTIONS]", "How the shift is going.", NULL, stats_cmd},
};
#define VERBS (sizeof(verbs) / sizeof(*verbs))
#define PREFIX 5 /* of "case " */

static void print_verbs(FILE *out)
{
    fprintf(out, "Usage: redress case VERB [OPTIONS] [CASE]\n\n");
    for (size_t i = 0; i < VERBS; i++)
        fprintf(out, "  %-9s %s\n", verbs[i].name + PREFIX, verbs[i].summary);
    fprintf(out,
            "\nredress case VERB --help tells more of each. All take --json.\n"
            "\nTURN round 1, 2, 3: our turn; waits 1, 2, 3: the customer's; decide: the final\n"
            "decision; manager: theirs; promise: one is to be kept. Filters and JSON call\n"
            "them 1m 2m 3m, 1c 2c 3c, fm, es, pk. CALLED: who was, because a deadline passed:\n"
            "the pool, a lead, a manager. Nothing is sent: you write where they wrote.\n");
}

static const struct cli_command *find_verb(const char *name)
{
    for (size_t i = 0; i < VERBS; i++)
        if (strcmp(name, verbs[i].name + PREFIX) == 0)
            return &verbs[i];
    return NULL;
}

int case_cmd(struct cli *cli)
{
    const char *verb = cli->argc > 0 ? cli->argv[0] : "--help";
    if (cli->argc == 0 && describe_verbs(verbs, VERBS))
        return EXIT_OK;
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0) {
        print_verbs(cli->argc > 0 ? stdout : stderr);
        return cli->argc > 0 ? EXIT_OK : EXIT_USAGE;
    }
    const struct cli_command *found = find_verb(verb);
    if (found) {
        struct cli sub = {cli->cfg, found, cli->argc - 1, cli->argv + 1};
        return found->run(&sub);
    }
    cli_fail(cli, 0, "'%s': there is no such verb", verb);
    print_verbs(stderr);
    return EXIT_USAGE;
}

void case_run(const struct config *cfg, int argc, const char *const *argv, struct case_said *said)
{
    const struct cli_command *verb = find_verb(argv[0]);
    char **args = check_calloc((size_t)argc + 1, sizeof(*args)), json[] = "--json";
    size_t out_len, err_len;
    FILE *out = open_memstream(&said->out, &out_len), *err = open_memstream(&said->err, &err_len);
    CHECK(verb && out && err);
    args[0] = json;
    for (int i = 1; i < argc; i++)
        args[i] = (char *)argv[i]; /* cli_options moves the pointers about, not the characters */
    /* No verb changes a setting; the type is for main, which makes them. */
    struct cli cli = {(struct config *)cfg, verb, argc, args};
    cli_redirect(out, err);
    said->code = verb->run(&cli);
    cli_redirect(NULL, NULL);
    fclose(out);
    fclose(err);
    free(args);
}

void case_said_free(struct case_said *said)
{
    free(said->out);
    free(said->err);
    *said = (struct case_said){0};
}
