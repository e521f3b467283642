/* train_gate.h - the weights of the gate (gate.h), and where it closes. */
#ifndef REDRESS_ENRICH_TRAIN_GATE_H
#define REDRESS_ENRICH_TRAIN_GATE_H

#include "enrich/gate.h"
#include "enrich/train.h"

/* Trains the gate to foresee found[i], what the whole model says of sample i: is it a complaint?
 * By stochastic gradient descent on the log-loss, in plain float: the same data and seed give the
 * same bytes. Each fold is scored by a gate that has not seen it; of the complaints found, practice
 * aside, the gate then turns away the share o->gate_loss, and no more of those that a reader gave a
 * cause of safety. Forks o->jobs processes at a time. -1 with e set: one of them died. */
MUST_CHECK int train_gate(const struct dataset *data, const struct train_options *o,
                          const bool *found, struct gate *g, struct err *e);

#endif
