#include "enrich/conv.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static int8_t add(int8_t a, int8_t b)
{
    int x = a + b;
    return (int8_t)(x > INT8_MAX ? INT8_MAX : x < INT8_MIN ? INT8_MIN : x);
}

int8_t conv_at(const struct conv *c, const struct conv_scratch *s, uint32_t i, uint32_t filter)
{
    int8_t sides = add(c->row[s->row[i - 1] + filter], c->row[s->row[i] + c->filters + filter]);
    sides = add(sides, c->row[s->row[i + 1] + 2 * c->filters + filter]);
    return add(sides, c->scope[s->scope[i] * CONV_FILTERS_MAX + filter]);
}

/* Sixteen filters. The compiler's vectors are there on every machine, but know no saturated sum. */
enum { LANES = 16 };
typedef int8_t lanes __attribute__((vector_size(LANES)));

static inline lanes lanes_add(lanes a, lanes b)
{
#ifdef __SSE2__
    return (lanes)_mm_adds_epi8((__m128i)a, (__m128i)b);
#else
    typedef uint8_t bits __attribute__((vector_size(LANES)));
    lanes sum = (lanes)((bits)a + (bits)b), over = ((a ^ sum) & (b ^ sum)) < 0;
    return (sum & ~over) | (((a < 0) ^ INT8_MAX) & over);
#endif
}

static inline lanes lanes_max(lanes a, lanes b)
{
    lanes more = a > b;
    return (a & more) | (b & ~more);
}

static inline lanes lanes_load(const int8_t *p)
{
    lanes x;
    memcpy(&x, p, sizeof(x));
    return x;
}

/* The peaks of thirty-two filters; inlined, so that they stay in registers. */
static void peaks_portable(const struct conv *c, uint32_t f, const struct conv_scratch *s,
                           uint32_t n, uint8_t *out)
{
    lanes peak[CONV_GROUP / LANES] = {{0}};
    const uint32_t *at = s->row, filters = c->filters;
    const int8_t *row = c->row + f, *scope = c->scope + f;
    for (uint32_t i = 2; i + 1 < n; i++)
        for (unsigned k = 0; k < CONV_GROUP / LANES; k++) {
            lanes x = lanes_add(lanes_load(row + at[i - 1] + k * LANES),
                                lanes_load(row + at[i] + filters + k * LANES));
            x = lanes_add(x, lanes_load(row + at[i + 1] + 2 * filters + k * LANES));
            x = lanes_add(x, lanes_load(scope + s->scope[i] * CONV_FILTERS_MAX + k * LANES));
            peak[k] = lanes_max(peak[k], x);
        }
    memcpy(out, peak, sizeof(peak));
}

/* What four inputs beside one another bring two outputs. Inputs are at most 127, so the products of
 * two times four of them still fit when they are added up. */
typedef int8_t bytes8 __attribute__((vector_size(8)));
typedef int16_t words8 __attribute__((vector_size(16)));
typedef int32_t sums8 __attribute__((vector_size(32)));

static inline words8 products(const uint8_t *in, const int8_t *weight)
{
    words8 p = {in[0], in[1], in[2], in[3], in[0], in[1], in[2], in[3]};
    bytes8 w;
    memcpy(&w, weight, sizeof(w));
    return p * __builtin_convertvector(w, words8);
}

/* A layer: sum[to] += in[i] * weight[conv_weight(i, width, to)], inputs and width multiples of
 * CONV_GROUP. */
static void layer_portable(const uint8_t *in, uint32_t inputs, const int8_t *weight, uint32_t width,
                           int32_t *sum)
{
    const uint32_t step = CONV_BESIDE * width;
    for (uint32_t to = 0; to < width; to += 2) {
        const int8_t *at = weight + to * CONV_BESIDE;
        sums8 all = {0};
        for (uint32_t i = 0; i < inputs; i += 2 * CONV_BESIDE, at += 2 * step)
            all += __builtin_convertvector(
                products(in + i, at) + products(in + i + CONV_BESIDE, at + step), sums8);
        sum[to] += all[0] + all[1] + all[2] + all[3];
        sum[to + 1] += all[4] + all[5] + all[6] + all[7];
    }
}

static void begin_hidden(const struct conv *c, struct conv_scratch *s)
{
    memset(s->sum, 0, sizeof(s->sum));
    memcpy(s->hidden, c->lift, c->hidden * sizeof(*s->hidden));
}

static void finish_hidden(const struct conv *c, struct conv_scratch *s)
{
    for (uint32_t j = 0; j < c->hidden; j++)
        s->peak[c->filters + j] = conv_hidden(s->hidden[j], c->scale[j]);
}

void conv_sum_portable(const struct conv *c, struct conv_scratch *s, uint32_t n)
{
    for (uint32_t f = 0; f < c->filters; f += CONV_GROUP)
        peaks_portable(c, f, s, n, s->peak + f);
    begin_hidden(c, s);
    layer_portable(s->peak, c->filters, c->inner, c->hidden, s->hidden);
    finish_hidden(c, s);
    layer_portable(s->peak, c->filters + c->hidden, c->out, COLUMN_WIDTH, s->sum);
}

#ifdef __x86_64__
#include <immintrin.h>

enum { FOUR = 4 }; /* groups of filters whose peaks one pass over the text finds */

/* The peaks of so many groups of filters; inlined for each number of them, so that all of them stay
 * in registers. */
__attribute__((target("avx2"), always_inline)) static inline void
peaks(const struct conv *c, uint32_t f, const struct conv_scratch *s, uint32_t n, unsigned groups,
      uint8_t *out)
{
    const uint32_t *at = s->row;
    const int8_t *row = c->row + f, *scope = c->scope + f;
    const int8_t *middle = row + c->filters, *last = middle + c->filters;
    size_t first = at[1], second = at[2];
    __m256i peak[FOUR];
    for (unsigned g = 0; g < groups; g++)
        peak[g] = _mm256_setzero_si256();
#pragma GCC unroll 2
    for (uint32_t i = 2; i + 1 < n; i++) {
        const size_t third = at[i + 1];
        const __m256i *before = (const __m256i *)(row + first);
        const __m256i *here = (const __m256i *)(middle + second);
        const __m256i *behind = (const __m256i *)(last + third);
        const __m256i *under = (const __m256i *)(scope + s->scope[i] * (size_t)CONV_FILTERS_MAX);
        first = second;
        second = third;
#pragma GCC unroll 4
        for (unsigned g = 0; g < groups; g++) {
            __m256i x = _mm256_adds_epi8(before[g], here[g]);
            x = _mm256_adds_epi8(_mm256_adds_epi8(x, behind[g]), under[g]);
            peak[g] = _mm256_max_epi8(peak[g], x);
        }
    }
#pragma GCC unroll 4
    for (unsigned g = 0; g < groups; g++)
        _mm256_storeu_si256((__m256i *)out + g, peak[g]);
}

/* As layer_portable, of 8 * registers outputs: four inputs at a time; inlined for each number, so
 * that the sums stay in registers. Inputs are at most 127, so two products fit in 16 bits. */
__attribute__((target("avx2"), always_inline)) static inline void
outputs_avx2(const uint8_t *in, uint32_t inputs, const int8_t *weight, uint32_t width,
             unsigned registers, int32_t *sum)
{
    const __m256i one = _mm256_set1_epi16(1);
    __m256i all[8];
    for (unsigned k = 0; k < registers; k++)
        all[k] = _mm256_loadu_si256((const __m256i *)sum + k);
    for (uint32_t i = 0; i < inputs; i += CONV_BESIDE, weight += CONV_BESIDE * width) {
        int32_t four;
        memcpy(&four, in + i, sizeof(four));
        const __m256i x = _mm256_set1_epi32(four), *w = (const __m256i *)weight;
#pragma GCC unroll 8
        for (unsigned k = 0; k < registers; k++) {
            __m256i two = _mm256_maddubs_epi16(x, _mm256_loadu_si256(w + k));
            all[k] = _mm256_add_epi32(all[k], _mm256_madd_epi16(two, one));
        }
    }
    for (unsigned k = 0; k < registers; k++)
        _mm256_storeu_si256((__m256i *)sum + k, all[k]);
}

__attribute__((target("avx2"))) static void
layer_avx2(const uint8_t *in, uint32_t inputs, const int8_t *weight, uint32_t width, int32_t *sum)
{
    uint32_t to = 0;
    for (; to + 64 <= width; to += 64)
        outputs_avx2(in, inputs, weight + to * CONV_BESIDE, width, 8, sum + to);
    for (; to < width; to += 32)
        outputs_avx2(in, inputs, weight + to * CONV_BESIDE, width, 4, sum + to);
}

/* conv_hidden of eight. */
__attribute__((target("avx2"))) static inline __m256i hidden8(const int32_t *sum,
                                                              const int32_t *scale)
{
    __m256i x = _mm256_max_epi32(_mm256_loadu_si256((const void *)sum), _mm256_setzero_si256());
    x = _mm256_min_epi32(x, _mm256_set1_epi32(CONV_SUM_MAX));
    x = _mm256_mullo_epi32(x, _mm256_loadu_si256((const void *)scale));
    x = _mm256_add_epi32(x, _mm256_set1_epi32(1 << (CONV_HIDDEN_SHIFT - 1)));
    return _mm256_srai_epi32(x, CONV_HIDDEN_SHIFT);
}

__attribute__((target("avx2"))) static void finish_hidden_avx2(const struct conv *c,
                                                               struct conv_scratch *s)
{
    for (uint32_t j = 0; j < c->hidden; j += 32) { /* packing works within halves */
        const int32_t *sum = s->hidden + j, *scale = c->scale + j;
        __m256i low = _mm256_packs_epi32(hidden8(sum, scale), hidden8(sum + 8, scale + 8));
        __m256i high =
            _mm256_packs_epi32(hidden8(sum + 16, scale + 16), hidden8(sum + 24, scale + 24));
        __m256i all = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high),
                                                  _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
        _mm256_storeu_si256((void *)(s->peak + c->filters + j), all);
    }
}

__attribute__((target("avx2"))) void conv_sum_avx2(const struct conv *c, struct conv_scratch *s,
                                                   uint32_t n)
{
    uint32_t f = 0;
    for (; f + FOUR * CONV_GROUP <= c->filters; f += FOUR * CONV_GROUP)
        peaks(c, f, s, n, FOUR, s->peak + f);
    for (; f < c->filters; f += CONV_GROUP)
        peaks(c, f, s, n, 1, s->peak + f);
    begin_hidden(c, s);
    layer_avx2(s->peak, c->filters, c->inner, c->hidden, s->hidden);
    finish_hidden_avx2(c, s);
    layer_avx2(s->peak, c->filters + c->hidden, c->out, COLUMN_WIDTH, s->sum);
}

/* The same of four groups: two and two in one register. */
__attribute__((target("avx512bw"))) static void
peaks_4(const struct conv *c, uint32_t f, const struct conv_scratch *s, uint32_t n, uint8_t *out)
{
    const uint32_t *at = s->row;
    const int8_t *row = c->row + f, *scope = c->scope + f;
    const int8_t *middle = row + c->filters, *last = middle + c->filters;
    size_t first = at[1], second = at[2];
    __m512i peak0 = _mm512_setzero_si512(), peak1 = peak0;
    for (uint32_t i = 2; i + 1 < n; i++) {
        const size_t third = at[i + 1];
        const int8_t *before = row + first, *here = middle + second, *behind = last + third;
        const int8_t *under = scope + s->scope[i] * (size_t)CONV_FILTERS_MAX;
        first = second;
        second = third;
        __m512i x = _mm512_adds_epi8(_mm512_loadu_si512(before), _mm512_loadu_si512(here));
        x = _mm512_adds_epi8(_mm512_adds_epi8(x, _mm512_loadu_si512(behind)),
                             _mm512_loadu_si512(under));
        peak0 = _mm512_max_epi8(peak0, x);
        x = _mm512_adds_epi8(_mm512_loadu_si512(before + 64), _mm512_loadu_si512(here + 64));
        x = _mm512_adds_epi8(_mm512_adds_epi8(x, _mm512_loadu_si512(behind + 64)),
                             _mm512_loadu_si512(under + 64));
        peak1 = _mm512_max_epi8(peak1, x);
    }
    _mm512_storeu_si512(out, peak0);
    _mm512_storeu_si512(out + 64, peak1);
}

/* As outputs_avx2, of 16 * registers outputs. */
__attribute__((target("avx512bw,avx512vnni"), always_inline)) static inline void
outputs_512(const uint8_t *in, uint32_t inputs, const int8_t *weight, uint32_t width,
            unsigned registers, int32_t *sum)
{
    __m512i all[8];
    for (unsigned k = 0; k < registers; k++)
        all[k] = _mm512_loadu_si512(sum + 16 * k);
    for (uint32_t i = 0; i < inputs; i += CONV_BESIDE, weight += CONV_BESIDE * width) {
        int32_t four;
        memcpy(&four, in + i, sizeof(four));
        const __m512i x = _mm512_set1_epi32(four);
#pragma GCC unroll 8
        for (unsigned k = 0; k < registers; k++)
            all[k] = _mm512_dpbusd_epi32(all[k], x, _mm512_loadu_si512(weight + 64 * k));
    }
    for (unsigned k = 0; k < registers; k++)
        _mm512_storeu_si512(sum + 16 * k, all[k]);
}

__attribute__((target("avx512bw,avx512vnni"))) static void
layer_512(const uint8_t *in, uint32_t inputs, const int8_t *weight, uint32_t width, int32_t *sum)
{
    uint32_t to = 0;
    for (; to + 128 <= width; to += 128)
        outputs_512(in, inputs, weight + to * CONV_BESIDE, width, 8, sum + to);
    for (; to < width; to += 32)
        outputs_512(in, inputs, weight + to * CONV_BESIDE, width, 2, sum + to);
}

__attribute__((target("avx512bw,avx512vnni"))) void
conv_sum_avx512(const struct conv *c, struct conv_scratch *s, uint32_t n)
{
    uint32_t f = 0;
    for (; f + 4 * CONV_GROUP <= c->filters; f += 4 * CONV_GROUP)
        peaks_4(c, f, s, n, s->peak + f);
    for (; f < c->filters; f += CONV_GROUP)
        peaks(c, f, s, n, 1, s->peak + f);
    begin_hidden(c, s);
    layer_512(s->peak, c->filters, c->inner, c->hidden, s->hidden);
    finish_hidden_avx2(c, s);
    layer_512(s->peak, c->filters + c->hidden, c->out, COLUMN_WIDTH, s->sum);
}
#endif
