#!/usr/bin/python3
"""Quality against speed: the classifier beside fastText, on the same labelled reviews.

    bench/fasttext.py [--quick] [--rows N,N] [--json FILE]

fastText (Debian package `fasttext`) is trained on the train split of ../shared/data/labelled, one
label a cause, one against all; CJK characters are set apart by blanks so that its word n-grams are
character n-grams, which is not counted in its time. Its threshold is the best on a tenth of the
train split. Both are measured on the dev split: F1 of the causes and of complaint or not, bytes of
the model file, instructions a review (callgrind: the difference of two runs, so that loading does
not count) and processor time a review on one core.

--rows trains the classifier anew with that many rows of weights, a variant each (minutes).
Skipped, and said so, where the package or the data is missing."""
import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DATA = os.path.join(ROOT, "..", "shared", "data", "labelled", "reviews.jsonl")
REDRESS = os.environ.get("REDRESS", os.path.join(ROOT, "build/release/redress"))
BENCH = os.environ.get("BENCH_ENRICH", os.path.join(ROOT, "build/release/bench/bench_enrich"))

# bucket: hashed n-grams. The last is what one would train without thinking of speed.
FASTTEXT = {
    "fastText, words, dim 16": ["-wordNgrams", "1", "-dim", "16"],
    "fastText, 2-grams, dim 16": ["-wordNgrams", "2", "-dim", "16", "-bucket", "200000"],
    "fastText, 3-grams, dim 50": ["-wordNgrams", "3", "-dim", "50", "-bucket", "500000"],
}
COMMON = ["-loss", "ova", "-epoch", "30", "-lr", "0.5", "-thread", "1", "-seed", "1", "-minCount",
          "2", "-verbose", "0"]


def reviews(split):
    with open(DATA, encoding="utf-8") as f:
        return [r for r in map(json.loads, f) if r["split"] == split]


def words(text):
    text = re.sub(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])", r" \1 ", text.lower())
    return " ".join(re.sub(r"([^\w\s])", r" \1 ", text).split())


def write(path, rows, labels):
    with open(path, "w", encoding="utf-8") as f:
        for r in rows:
            names = [f"__label__{c}" for c in r["causes"]] or ["__label__none"]
            f.write((" ".join(names) + " " if labels else "") + words(r["text"]) + "\n")


def predicted(model, path):
    """For each line {label: probability}."""
    out = subprocess.run(["fasttext", "predict-prob", model, path, "-1", "0.02"], check=True,
                         capture_output=True, text=True).stdout
    for line in out.splitlines():
        parts = line.split()
        yield {name[len("__label__"):]: float(p) for name, p in zip(parts[::2], parts[1::2])}


def said(probabilities, threshold):
    return {c for c, p in probabilities.items() if p >= threshold and c != "none"}


def f1(right, wrong, missed):
    return 2 * right / (2 * right + wrong + missed) if right else 0


def quality(rows, answers):
    """Micro and macro F1 of the causes, F1 of complaint or not: as `redress eval` defines them."""
    counts, complaint = {}, [0, 0, 0]
    for r, got in zip(rows, answers):
        truth = set(r["causes"])
        for cause in truth | got:
            c = counts.setdefault(cause, [0, 0, 0])
            c[0 if cause in truth & got else 1 if cause in got else 2] += 1
        if truth or got:
            complaint[0 if truth and got else 1 if got else 2] += 1
    occurring = [f1(*c) for c in counts.values() if c[0] + c[2]]
    return {"micro": f1(*map(sum, zip(*counts.values()))),
            "macro": sum(occurring) / len(occurring), "complaint": f1(*complaint)}


def cpu_seconds(args):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(args, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def instructions(args):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *args],
                          check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def difference(measure, few, many, count):
    """What one review costs: `count` more of them in the second run."""
    return (measure(many) - measure(few)) / count


class Texts:
    """The dev split in files of several lengths."""

    def __init__(self, where, rows, repeat):
        self.rows = rows
        self.short, self.shorter, self.once, self.often = (os.path.join(where, n) for n in (
            "300.txt", "100.txt", "dev.txt", "often.txt"))
        self.extra = len(rows) * (repeat - 1)
        write(self.shorter, rows[:100], False)
        write(self.short, rows[:300], False)
        write(self.once, rows, False)
        write(self.often, rows * repeat, False)
        self.jsonl = os.path.join(where, "dev.jsonl")
        with open(self.jsonl, "w", encoding="utf-8") as f:
            for n, r in enumerate(rows):
                f.write(json.dumps({"id": str(n), "text": r["text"]}, ensure_ascii=False) + "\n")


def best_threshold(model, rows, where):
    path = os.path.join(where, "held.txt")
    write(path, rows, False)
    answers = list(predicted(model, path))
    return max((t / 100 for t in range(5, 60, 5)),
               key=lambda t: quality(rows, [said(a, t) for a in answers])["micro"])


def fasttext(name, options, where, train, texts):
    held, kept = train[::10], [r for n, r in enumerate(train) if n % 10]
    files = {key: os.path.join(where, key) for key in ("kept.txt", "all.txt")}
    write(files["kept.txt"], kept, True)
    write(files["all.txt"], train, True)
    model = os.path.join(where, "model")
    for path in files.values():
        args = ["fasttext", "supervised", "-input", path, "-output", model, *COMMON, *options]
        subprocess.run(args, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if path == files["kept.txt"]:
            threshold = best_threshold(model + ".bin", held, where)
    answers = [said(a, threshold) for a in predicted(model + ".bin", texts.once)]

    def predict(path):
        return ["fasttext", "predict", model + ".bin", path, "1"]

    return {"name": name, **quality(texts.rows, answers),
            "bytes": os.path.getsize(model + ".bin"),
            "instructions": difference(instructions, predict(texts.shorter), predict(texts.short), 200),
            "us": difference(cpu_seconds, predict(texts.once), predict(texts.often),
                             texts.extra) * 1e6}


def ours(name, model, texts):
    settings = ["-s", f"enrich.model={model or ''}"]
    done = subprocess.run([REDRESS, *settings, "eval", "--data", DATA, "--bootstrap", "0", "--json"],
                          check=True, capture_output=True, text=True)
    got = json.loads(done.stdout)["all"]

    def rounds(n):
        option = ["--model", model] if model else []
        return [BENCH, "--data", texts.jsonl, *option, "--once", "classify", str(n)]

    count = len(texts.rows)
    return {"name": name, "micro": got["micro"]["f1"], "macro": got["macro"],
            "complaint": got["complaint"]["f1"],
            "bytes": os.path.getsize(model or os.path.join(ROOT, "enrich/model/redress.model")),
            "instructions": difference(instructions, rounds(1), rounds(2), count),
            "us": difference(cpu_seconds, rounds(20), rounds(320), 300 * count) * 1e6}


def trained(rows, where):
    path = os.path.join(where, f"{rows}.model")
    subprocess.run([REDRESS, "train", "--data", DATA, "--out", path, "--rows", rows], check=True,
                   stderr=subprocess.DEVNULL)
    return path


def show(results):
    print(f"{'':<30} {'causes':>7} {'macro':>6} {'compl.':>7} {'model kB':>9} {'instr.':>8} "
          f"{'us':>7} {'reviews/s':>10}")
    for r in results:
        print(f"{r['name']:<30} {r['micro']:7.3f} {r['macro']:6.3f} {r['complaint']:7.3f} "
              f"{r['bytes'] / 1000:9,.0f} {r['instructions']:8,.0f} {r['us']:7.2f} "
              f"{1e6 / r['us']:10,.0f}", flush=True)


def missing():
    for program in ("fasttext", "valgrind"):
        if not shutil.which(program):
            return f"{program} is not installed (apt-get install {program})"
    for path in (DATA, REDRESS, BENCH):
        if not os.path.exists(path):
            return f"{os.path.relpath(path, ROOT)} is not here"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one variant of fastText")
    parser.add_argument("--rows", default="", help="train variants of these many rows too")
    parser.add_argument("--json", help="write the figures there")
    args = parser.parse_args()
    why = missing()
    if why:
        print(f"SKIPPED bench/fasttext.py: {why}")
        return 0
    with tempfile.TemporaryDirectory(prefix="redress-fasttext-") as where:
        train, texts = reviews("train"), Texts(where, reviews("dev"), 5 if args.quick else 20)
        results = [ours("redress", None, texts)]
        for rows in filter(None, args.rows.split(",")):
            results.append(ours(f"redress, {int(rows):,} rows", trained(rows, where), texts))
        for name, options in list(FASTTEXT.items())[1 if args.quick else 0:2 if args.quick else None]:
            results.append(fasttext(name, options, where, train, texts))
    length = sum(len(r["text"].encode()) for r in texts.rows) / len(texts.rows)
    print(f"{len(train):,} reviews learnt, {len(texts.rows):,} measured, {length:.0f} bytes each")
    show(results)
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(results, f, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
