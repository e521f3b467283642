/* train_gate.h - the weights of the gate (gate.h), and where it closes. */
#ifndef REDRESS_ENRICH_TRAIN_GATE_H
#define REDRESS_ENRICH_TRAIN_GATE_H

#include "enrich/gate.h"
#include "enrich/train.h"

/* Trains the gate on complaint or not, as readers or the teacher say. found[i]: the whole model,
 * without having seen sample i, rightly finds a complaint there; of those the gate may lose the
 * share o->gate_loss, and of those with a safety cause none. Deterministic; forks o->jobs processes
 * at a time. -1 with e set: one of them died. */
MUST_CHECK int train_gate(const struct dataset *data, const struct train_options *o,
                          const bool *found, struct gate *g, struct err *e);

#endif
