/* fuzz_lint.c - any bytes as an answer: refused in one clean line, or a report whose places lie in
 * the text, between characters, in order, and whose verdict is the gravest of what was found. The
 * first byte chooses what is known of the text. */
#include "oncall/lint.h"
#include "oncall/lint_fold.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool between_characters(struct str text, uint32_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

static void check_report(struct str text, const struct lint_report *r, const uint8_t *actions)
{
    enum lint_action gravest = LINT_OFF;
    CHECK(r->count <= LINT_FINDINGS_MAX);
    for (unsigned i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->found[i];
        CHECK(f->rule < LINT_RULE_N && f->action == actions[f->rule] && f->action != LINT_OFF);
        CHECK(f->byte_start <= f->byte_end && f->byte_end <= text.len);
        CHECK(between_characters(text, f->byte_start) && between_characters(text, f->byte_end));
        CHECK(f->char_start <= f->byte_start &&
              f->char_end - f->char_start <= f->byte_end - f->byte_start);
        CHECK(i == 0 || r->found[i - 1].byte_start <= f->byte_start);
        if ((enum lint_action)f->action > gravest)
            gravest = f->action;
    }
    CHECK(r->count == LINT_FINDINGS_MAX || r->verdict == gravest);
}

static void check_fold(struct str text)
{
    struct lint_text t;
    struct lint_sketch a, b;
    char written[LINT_SKETCH_TEXT + 1];
    if (lint_fold(&t, text, LINT_FOLD_WORDS, NULL) != 0)
        return;
    CHECK(strlen(t.text) == t.len && t.at[t.len] == text.len);
    for (uint32_t i = 0; i < t.len; i++)
        CHECK(t.at[i] < text.len && (i == 0 || t.at[i - 1] <= t.at[i]));
    lint_sketch_make(&a, (struct str){t.text, t.len});
    lint_sketch_write(&a, written);
    CHECK(lint_sketch_read(&b, str_from(written)) && lint_sketch_percent(&a, &b) == 100);
    lint_fold_free(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct lint *lint;
    uint8_t actions[LINT_RULE_N];
    struct lint_report r;
    struct err e;
    if (size < 1)
        return 0;
    if (!lint)
        lint = lint_new();
    for (int i = 0; i < LINT_RULE_N; i++)
        actions[i] = (uint8_t)lint_words[i].action;
    struct str text = {(const char *)data + 1, (uint32_t)(size - 1)};
    struct lint_context c = {.action = actions,
                             .is_public = data[0] & 1,
                             .dispute = data[0] & 2,
                             .evidence = data[0] & 4,
                             .causes = 1u << (data[0] >> 3) % CAUSE_N,
                             .marketplace = data[0] & 8 ? STR_LIT("amazon") : STR_NONE};
    if (lint_check(lint, text, &c, &r, &e) != 0)
        CHECK(e.msg[0] && !strchr(e.msg, '\n'));
    else
        check_report(text, &r, actions);
    check_fold(text);
    return 0;
}
