/* fuzz_model.c - any bytes as a model file: refused in one line, or a model whose answers are
 * probabilities, the same with every kernel. The checksum would keep a fuzzer out for ever, so it
 * is put right first, as are the versions; and the gate, 64 kB of any weights, is left out of the
 * input and put in here: what lies around it is what must stand. */
#include "core/hash.h"
#include "enrich/model.h"
#include "enrich/model_file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 8 + 5 * 4, GATE_SECTION = 4 + GATE_SIZE, CHECKSUM = 8 };

/* The input as a whole file; shorter than a header: as it is. */
static unsigned char *whole(const uint8_t *data, size_t size, size_t *len)
{
    static const char magic[8] = {'R', 'D', 'R', 'S', 'M', 'O', 'D', 'L'};
    static const uint32_t version[2] = {MODEL_FILE_VERSION, FEATURES_VERSION};
    const bool file = size >= HEADER;
    *len = size + (file ? GATE_SECTION + CHECKSUM : 0);
    unsigned char *bytes = check_calloc(*len + !*len, 1);
    if (!file) {
        memcpy(bytes, data, size);
        return bytes;
    }
    memcpy(bytes, data, HEADER);
    memcpy(bytes, magic, sizeof(magic));
    memcpy(bytes + sizeof(magic), version, sizeof(version));
    memcpy(bytes + HEADER + GATE_SECTION, data + HEADER, size - HEADER);
    uint64_t sum = model_file_checksum(bytes, *len - CHECKSUM);
    memcpy(bytes + *len - CHECKSUM, &sum, CHECKSUM);
    return bytes;
}

static void check_answers(struct model *m)
{
    static const char *const texts[] = {"", "late, very late!!", "等了半个月还没到，差评！"};
    static struct model_scratch scratch;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        uint16_t first[COLUMN_WIDTH], p[COLUMN_WIDTH];
        for (unsigned k = 0; model_kernel_name(k); k++) {
            CHECK(model_use(m, model_kernel_name(k)));
            model_answer(m, &scratch, model_read(STR_NONE, str_from(texts[i]), &scratch),
                         k ? p : first);
            CHECK(k == 0 || memcmp(p, first, sizeof(p)) == 0);
        }
        for (int c = 0; c < COLUMN_WIDTH; c++)
            CHECK(first[c] <= 1000);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e;
    size_t len;
    unsigned char *bytes = whole(data, size, &len);
    struct model *m = model_parse("f", bytes, len, &e);
    if (m)
        check_answers(m);
    else
        CHECK(strncmp(e.msg, "f:", 2) == 0 && !strchr(e.msg, '\n'));
    model_free(m);
    free(bytes);
    return 0;
}
