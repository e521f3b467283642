#include "core/vocab.h"

#include <string.h>

#define NAME3(id, name, doc) name,
#define DOC3(id, name, doc) doc,
#define NAME4(id, name, value, doc) name,

const char *const vocab_cause[CAUSE_N] = {VOCAB_CAUSES(NAME3)};
const char *const vocab_cause_title[CAUSE_N] = {VOCAB_CAUSES(DOC3)};
const char *const vocab_demand[DEMAND_N] = {VOCAB_DEMANDS(NAME3)};
const char *const vocab_demand_title[DEMAND_N] = {VOCAB_DEMANDS(DOC3)};
const char *const vocab_flag[FLAG_N] = {VOCAB_FLAGS(NAME3)};
const char *const vocab_flag_title[FLAG_N] = {VOCAB_FLAGS(DOC3)};
const char *const vocab_term[TERM_N] = {VOCAB_TERMS(NAME4)};
const char *const vocab_floor[FLOOR_N] = {VOCAB_FLOORS(NAME4)};
const char *const vocab_evidence[EVIDENCE_N] = {VOCAB_EVIDENCE(NAME3)};
const char *const vocab_evidence_title[EVIDENCE_N] = {VOCAB_EVIDENCE(DOC3)};
const char *const vocab_kind[KIND_N] = {VOCAB_KINDS(NAME3)};
const char *const vocab_channel[CHANNEL_N] = {VOCAB_CHANNELS(NAME3)};
const char *const vocab_reason[REASON_N] = {VOCAB_REASONS(NAME3)};
const char *const vocab_reason_doc[REASON_N] = {VOCAB_REASONS(DOC3)};

int vocab_find(const char *const *names, int n, const char *name, unsigned len)
{
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
            return i;
    return -1;
}
