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

/* What four filters beside one another say of two columns. Peaks are at most 127, so the products
 * of two times four filters still fit when they are added up. */
typedef int8_t bytes8 __attribute__((vector_size(8)));
typedef int16_t words8 __attribute__((vector_size(16)));

static inline words8 products(const uint8_t *peak, const int8_t *out)
{
    words8 p = {peak[0], peak[1], peak[2], peak[3], peak[0], peak[1], peak[2], peak[3]};
    bytes8 o;
    memcpy(&o, out, sizeof(o));
    return p * __builtin_convertvector(o, words8);
}

static void add_out_portable(const struct conv *c, struct conv_scratch *s)
{
    const uint32_t step = CONV_BESIDE * COLUMN_WIDTH;
    for (uint32_t col = 0; col < COLUMN_WIDTH; col += 2) {
        const int8_t *out = c->out + col * CONV_BESIDE;
        typedef int32_t sums8 __attribute__((vector_size(32)));
        sums8 sum = {0};
        for (uint32_t f = 0; f < c->filters; f += 2 * CONV_BESIDE, out += 2 * step)
            sum += __builtin_convertvector(products(s->peak + f, out) +
                                               products(s->peak + f + CONV_BESIDE, out + step),
                                           sums8);
        s->sum[col] = sum[0] + sum[1] + sum[2] + sum[3];
        s->sum[col + 1] = sum[4] + sum[5] + sum[6] + sum[7];
    }
}

void conv_sum_portable(const struct conv *c, struct conv_scratch *s, uint32_t n)
{
    for (uint32_t f = 0; f < c->filters; f += CONV_GROUP)
        peaks_portable(c, f, s, n, s->peak + f);
    add_out_portable(c, s);
}

#ifdef __x86_64__
#include <immintrin.h>

enum { FIVE = 5 }; /* groups of filters whose peaks one pass over the text finds */

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
    __m256i peak[FIVE];
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
#pragma GCC unroll 5
        for (unsigned g = 0; g < groups; g++) {
            __m256i x = _mm256_adds_epi8(before[g], here[g]);
            x = _mm256_adds_epi8(_mm256_adds_epi8(x, behind[g]), under[g]);
            peak[g] = _mm256_max_epi8(peak[g], x);
        }
    }
#pragma GCC unroll 5
    for (unsigned g = 0; g < groups; g++)
        _mm256_storeu_si256((__m256i *)out + g, peak[g]);
}

/* Four filters at a time: peaks are at most 127, so two products fit in 16 bits. */
__attribute__((target("avx2"))) static void add_out(const struct conv *c, struct conv_scratch *s)
{
    const __m256i one = _mm256_set1_epi16(1);
    __m256i sum[COLUMN_WIDTH / 8] = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                                     _mm256_setzero_si256(), _mm256_setzero_si256()};
    const __m256i *out = (const __m256i *)c->out;
    for (uint32_t f = 0; f < c->filters; f += CONV_BESIDE, out += COLUMN_WIDTH / 8) {
        int32_t four;
        memcpy(&four, s->peak + f, sizeof(four));
        __m256i peak = _mm256_set1_epi32(four);
#pragma GCC unroll 4
        for (int k = 0; k < COLUMN_WIDTH / 8; k++) {
            __m256i two = _mm256_maddubs_epi16(peak, _mm256_loadu_si256(out + k));
            sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(two, one));
        }
    }
    memcpy(s->sum, sum, sizeof(s->sum));
}

__attribute__((target("avx2"))) void conv_sum_avx2(const struct conv *c, struct conv_scratch *s,
                                                   uint32_t n)
{
    uint32_t f = 0;
    for (; f + FIVE * CONV_GROUP <= c->filters; f += FIVE * CONV_GROUP)
        peaks(c, f, s, n, FIVE, s->peak + f);
    for (; f < c->filters; f += CONV_GROUP)
        peaks(c, f, s, n, 1, s->peak + f);
    add_out(c, s);
}

/* The same of five groups: two and two in one register. */
__attribute__((target("avx512bw"))) static void
peaks_5(const struct conv *c, uint32_t f, const struct conv_scratch *s, uint32_t n, uint8_t *out)
{
    const uint32_t *at = s->row;
    const int8_t *row = c->row + f, *scope = c->scope + f;
    const int8_t *middle = row + c->filters, *last = middle + c->filters;
    size_t first = at[1], second = at[2];
    __m512i peak0 = _mm512_setzero_si512(), peak1 = peak0;
    __m256i peak2 = _mm256_setzero_si256();
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
        __m256i y = _mm256_adds_epi8(_mm256_load_si256((const __m256i *)(before + 128)),
                                     _mm256_load_si256((const __m256i *)(here + 128)));
        y = _mm256_adds_epi8(y, _mm256_load_si256((const __m256i *)(behind + 128)));
        y = _mm256_adds_epi8(y, _mm256_load_si256((const __m256i *)(under + 128)));
        peak2 = _mm256_max_epi8(peak2, y);
    }
    _mm512_storeu_si512(out, peak0);
    _mm512_storeu_si512(out + 64, peak1);
    _mm256_storeu_si256((__m256i *)(out + 128), peak2);
}

__attribute__((target("avx512bw,avx512vnni"))) static void add_out_512(const struct conv *c,
                                                                       struct conv_scratch *s)
{
    __m512i low = _mm512_setzero_si512(), high = low;
    const int8_t *out = c->out;
    for (uint32_t f = 0; f < c->filters; f += CONV_BESIDE, out += CONV_BESIDE * COLUMN_WIDTH) {
        int32_t four;
        memcpy(&four, s->peak + f, sizeof(four));
        __m512i peak = _mm512_set1_epi32(four);
        low = _mm512_dpbusd_epi32(low, peak, _mm512_loadu_si512(out));
        high = _mm512_dpbusd_epi32(high, peak, _mm512_loadu_si512(out + 64));
    }
    _mm512_storeu_si512(s->sum, low);
    _mm512_storeu_si512(s->sum + 16, high);
}

__attribute__((target("avx512bw,avx512vnni"))) void
conv_sum_avx512(const struct conv *c, struct conv_scratch *s, uint32_t n)
{
    uint32_t f = 0;
    for (; f + FIVE * CONV_GROUP <= c->filters; f += FIVE * CONV_GROUP)
        peaks_5(c, f, s, n, s->peak + f);
    for (; f < c->filters; f += CONV_GROUP)
        peaks(c, f, s, n, 1, s->peak + f);
    add_out_512(c, s);
}
#endif
