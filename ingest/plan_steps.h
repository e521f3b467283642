/* plan_steps.h - what a plan is made of; shared by the compiler, the interpreter and the straight
 * path, and by nobody else. */
#ifndef REDRESS_INGEST_PLAN_STEPS_H
#define REDRESS_INGEST_PLAN_STEPS_H

#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/shape.h"

/* X(CODE, "writer's type -> what becomes of it") */
#define PLAN_CODES(X)                                                                              \
    X(STRING, "string or bytes")                                                                   \
    X(LONG, "long")                                                                                \
    X(INT, "int, as long")                                                                         \
    X(INT32, "int")                                                                                \
    X(MICROS, "long, microseconds to milliseconds")                                                \
    X(DOUBLE, "double")                                                                            \
    X(FLOAT, "float, as double")                                                                   \
    X(LONG_DOUBLE, "long, as double")                                                              \
    X(INT_DOUBLE, "int, as double")                                                                \
    X(ENUM, "enum, by symbol")                                                                     \
    X(NOTHING, "null: absent")                                                                     \
    X(REFUSE, "refused: it does not fit our type")                                                 \
    X(SKIP, "stepped over")                                                                        \
    X(UNION, "union: one of the next") /* from here on: what steers */                             \
    X(RECORD, "record")                                                                            \
    X(END, "end")

enum plan_code {
#define PLAN_ENUM(code, doc) PLAN_##code,
    PLAN_CODES(PLAN_ENUM)
#undef PLAN_ENUM
        PLAN_CODE_N
};

struct plan_step {
    uint8_t code;      /* enum plan_code */
    uint8_t optional;  /* the writer's union of this and null */
    uint8_t null_byte; /* how that union encodes null: 0 or 2, index 0 or 1 */
    uint16_t slot;     /* offset in struct event_fields */
    uint32_t first; /* ENUM: index in symbols. UNION: in branches. RECORD: in steps. SKIP: shape */
    uint32_t n;     /* ENUM: symbols. UNION: branches */
};

struct plan {
    struct event_fields defaults;
    struct plan_step *steps;    /* each record of the writer ends with PLAN_END */
    const char **names;         /* of the writer's field, for each step */
    struct plan_step *branches; /* what a branch of a union becomes: scalar steps, or RECORD */
    uint8_t *symbols;           /* the writer's symbol number to ours, or READER_NO_SYMBOL */
    struct shapes shapes;
    uint32_t step_count, step_cap, branch_count, branch_cap, symbol_count, symbol_cap;
    bool straight;
    json_t *json; /* owns the names */
};

#endif
