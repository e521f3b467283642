/* The measurements as tables and as JSON. */
#include "enrich/eval.h"

#include <stdbool.h>
#include <stdlib.h>

enum { PAIRS = 12, ROUNDED = 32 };

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0;
}

static const char *half(int cause)
{
    return cause == EVAL_NOTHING ? "nothing" : vocab_cause[cause];
}

/* " 0.72-0.76", or nothing. */
static const char *range(const struct eval_interval *in, int figure, char out[ROUNDED])
{
    out[0] = '\0';
    if (in && figure >= 0)
        snprintf(out, ROUNDED, "   %.3f-%.3f", in[figure].low, in[figure].high);
    return out;
}

static void row(const char *name, struct eval_counts c, const struct eval_interval *in, int figure,
                FILE *out)
{
    char r[ROUNDED];
    fprintf(out, "  %-12s %6.0f  %9.3f  %6.3f  %6.3f%s\n", name, c.right + c.missed,
            eval_precision(c), eval_recall(c), eval_f1(c), range(in, figure, r));
}

static void figure(const char *name, double value, const struct eval_interval *in, int f, FILE *out)
{
    char r[ROUNDED];
    fprintf(out, "  %-40s %6.3f%s\n", name, value, range(in, f, r));
}

static void print_reliability(const struct eval *ev, FILE *out)
{
    fprintf(out, "\n  said the cause with    cases    mean said    came true\n");
    for (int b = 0; b < EVAL_BINS; b++) {
        const struct eval_bin *x = &ev->bin[b];
        if (x->cases > 0)
            fprintf(out, "  %3d %% to %3d %%       %7.0f      %7.3f      %7.3f\n",
                    b * 100 / EVAL_BINS, (b + 1) * 100 / EVAL_BINS, x->cases, x->said / x->cases,
                    x->true_ / x->cases);
    }
}

struct pair {
    uint32_t count;
    uint8_t truth, said;
};

static int by_count(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x->truth - y->truth) * (CAUSE_N + 1) + (x->said - y->said);
}

static void print_confusion(const struct eval *ev, FILE *out)
{
    struct pair pairs[(CAUSE_N + 1) * (CAUSE_N + 1)];
    unsigned n = 0;
    for (int t = 0; t <= CAUSE_N; t++)
        for (int s = 0; s <= CAUSE_N; s++)
            if (ev->confusion[t][s])
                pairs[n++] = (struct pair){ev->confusion[t][s], (uint8_t)t, (uint8_t)s};
    qsort(pairs, n, sizeof(*pairs), by_count);
    fprintf(out, "\n  most often confused    times\n");
    for (unsigned i = 0; i < n && i < PAIRS; i++)
        fprintf(out, "  %-11s -> %-11s %4u\n", half(pairs[i].truth), half(pairs[i].said),
                pairs[i].count);
}

void eval_print(const struct eval *ev, const struct eval_interval *in, FILE *out)
{
    fprintf(out,
            "%zu reviews, %zu complaints\n\n  cause         cases  precision  recall      F1%s\n",
            ev->samples, ev->complaints, in ? "   95 % interval" : "");
    for (int c = 0; c < CAUSE_N; c++)
        row(vocab_cause[c], ev->cause[c], in, EVAL_CAUSE + c, out);
    row("all (micro)", ev->micro, in, EVAL_MICRO, out);
    figure("mean (macro)", ev->macro, in, EVAL_MACRO, out);
    fprintf(out, "\n");
    for (int f = 0; f < FLAG_N; f++)
        row(vocab_flag[f], ev->flag[f], in, -1, out);
    row("all flags", ev->flags, in, EVAL_FLAGS, out);
    fprintf(out, "\n");
    row("complaint", ev->complaint, in, EVAL_COMPLAINT, out);
    figure("complaint F1 if 12 % were complaints", ev->complaint_rare, in, EVAL_COMPLAINT_RARE,
           out);
    figure("safety, recall", eval_recall(ev->cause[CAUSE_SAFETY]), in, EVAL_SAFETY_RECALL, out);
    figure("calibration error of the causes", ev->calibration, in, EVAL_CALIBRATION, out);
    figure("demand right, of those stated", ratio(ev->demand_right, ev->demand_stated), in,
           EVAL_DEMAND, out);
    figure("demand right, of those said", ratio(ev->demand_right, ev->demand_said), in, -1, out);
    figure("demand right, of those stated and said", ratio(ev->demand_right, ev->demand_both), in,
           -1, out);
    figure("urgency NDCG@20 %, by priority", ev->ndcg, in, EVAL_NDCG, out);
    figure("urgency NDCG@20 %, by text alone", ev->ndcg_text, in, EVAL_NDCG_TEXT, out);
    figure("\"act now\" in the first tenth, priority", ev->now_found, in, EVAL_NOW, out);
    figure("\"act now\" in the first tenth, text", ev->now_found_text, in, EVAL_NOW_TEXT, out);
    print_reliability(ev, out);
    print_confusion(ev, out);
}

/* ---- JSON ------------------------------------------------------------------------------------*/

static void json_counts(const char *name, struct eval_counts c, const char *sep, FILE *out)
{
    fprintf(out, "\"%s\":{\"cases\":%.0f,\"precision\":%.4f,\"recall\":%.4f,\"f1\":%.4f}%s", name,
            c.right + c.missed, eval_precision(c), eval_recall(c), eval_f1(c), sep);
}

static void json_reliability(const struct eval *ev, FILE *out)
{
    fputs(",\"reliability\":[", out);
    for (int b = 0; b < EVAL_BINS; b++) {
        const struct eval_bin *x = &ev->bin[b];
        fprintf(out, "%s{\"from\":%.1f,\"cases\":%.0f,\"said\":%.4f,\"true\":%.4f}", b ? "," : "",
                (double)b / EVAL_BINS, x->cases, ratio(x->said, x->cases),
                ratio(x->true_, x->cases));
    }
    fputc(']', out);
}

static void json_confusion(const struct eval *ev, FILE *out)
{
    fputs(",\"confusion\":{", out);
    for (int t = 0; t <= CAUSE_N; t++) {
        const char *sep = "";
        fprintf(out, "%s\"%s\":{", t ? "," : "", half(t));
        for (int s = 0; s <= CAUSE_N; s++)
            if (ev->confusion[t][s]) {
                fprintf(out, "%s\"%s\":%u", sep, half(s), ev->confusion[t][s]);
                sep = ",";
            }
        fputc('}', out);
    }
    fputc('}', out);
}

static void json_intervals(const struct eval_interval *in, FILE *out)
{
    fputs(",\"intervals\":{", out);
    for (int f = 0; f < EVAL_FIGURES; f++)
        fprintf(out, "%s\"%s\":[%.4f,%.4f]", f ? "," : "", eval_figure_name((enum eval_figure)f),
                in[f].low, in[f].high);
    fputc('}', out);
}

void eval_print_json(const struct eval *ev, const struct eval_interval *in, FILE *out)
{
    fprintf(out, "{\"samples\":%zu,\"complaints\":%zu,\"causes\":{", ev->samples, ev->complaints);
    for (int c = 0; c < CAUSE_N; c++)
        json_counts(vocab_cause[c], ev->cause[c], c + 1 < CAUSE_N ? "," : "},", out);
    json_counts("micro", ev->micro, ",", out);
    fprintf(out, "\"macro\":%.4f,\"flags\":{", ev->macro);
    for (int f = 0; f < FLAG_N; f++)
        json_counts(vocab_flag[f], ev->flag[f], f + 1 < FLAG_N ? "," : "},", out);
    json_counts("flags_micro", ev->flags, ",", out);
    json_counts("complaint", ev->complaint, ",", out);
    fprintf(out,
            "\"complaint_f1_at_12_percent\":%.4f,\"calibration_error\":%.4f,"
            "\"demand_stated\":%.0f,\"demand_accuracy\":%.4f,\"demand_precision\":%.4f,"
            "\"demand_kind\":%.4f,"
            "\"ndcg20_priority\":%.4f,\"ndcg20_text\":%.4f,"
            "\"now_in_first_tenth_priority\":%.4f,\"now_in_first_tenth_text\":%.4f",
            ev->complaint_rare, ev->calibration, ev->demand_stated,
            ratio(ev->demand_right, ev->demand_stated), ratio(ev->demand_right, ev->demand_said),
            ratio(ev->demand_right, ev->demand_both), ev->ndcg, ev->ndcg_text, ev->now_found,
            ev->now_found_text);
    json_reliability(ev, out);
    json_confusion(ev, out);
    if (in)
        json_intervals(in, out);
    fputc('}', out);
}
