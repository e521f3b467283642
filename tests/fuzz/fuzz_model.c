/* fuzz_model.c - any bytes as a model file: refused in one line, or a model whose answers are
 * probabilities, the same with every kernel. The checksum would keep a fuzzer out for ever, so it
 * is put right first: what lies behind it is what must stand. */
#include "core/hash.h"
#include "enrich/model.h"
#include "enrich/model_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void mend(unsigned char *bytes, size_t len)
{
    static const char magic[8] = {'R', 'D', 'R', 'S', 'M', 'O', 'D', 'L'};
    static const uint32_t version[2] = {MODEL_FILE_VERSION, FEATURES_VERSION};
    const size_t checksum = 8;
    if (len < 64)
        return;
    memcpy(bytes, magic, sizeof(magic));
    memcpy(bytes + sizeof(magic), version, sizeof(version));
    uint64_t sum = model_file_checksum(bytes, len - checksum);
    memcpy(bytes + len - checksum, &sum, checksum);
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
    unsigned char *bytes = check_malloc(size + !size);
    memcpy(bytes, data, size);
    mend(bytes, size);
    struct model *m = model_parse("f", bytes, size, &e);
    if (m)
        check_answers(m);
    else
        CHECK(strncmp(e.msg, "f:", 2) == 0 && !strchr(e.msg, '\n'));
    model_free(m);
    free(bytes);
    return 0;
}
