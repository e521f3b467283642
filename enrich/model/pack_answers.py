#!/usr/bin/env python3
"""Packs a teacher's answers for `redress train --teacher` (the format: enrich/teacher.h).

    pack_answers.py OUT < answers.jsonl

Each line is a review as `redress train` reads it (title, and body or text) with `p`, an object of the
columns' names (redress classify's causes and flags, and complaint, demand, today, now) and what the
teacher thinks of them, 0 to 1. What a line leaves out counts as 0. The text itself is not kept.
"""
import bisect
import json
import struct
import sys

COLUMNS = (
    "late damaged missing wrong_item spoiled defect performance taste_smell fit mismatch counterfeit "
    "packaging price service refund safety fraud other complaint threat warn churn repeat evidence "
    "anger vulnerable sarcasm demand today now"
).split()
BOUNDS = [0.02, 0.05, 0.12, 0.25, 0.45, 0.65, 0.83, 0.94]  # the lowest p of each level


def fnv(data, h=0xCBF29CE484222325):
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def key(row):
    title, body = (row.get("title") or "").encode(), (row.get("body") or row.get("text") or "").encode()
    return (fnv(body, fnv(title + b"\n")) if title else fnv(body)) >> 24


def level(p):
    return bisect.bisect_right(BOUNDS, p) - 1


def mean(values, otherwise):
    return sum(values) / len(values) if values else otherwise


def read(lines):
    answers = {}
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        unknown = set(row["p"]) - set(COLUMNS)
        if unknown:
            sys.exit(f"line {number}: p: no column is called {unknown.pop()}")
        answers.setdefault(key(row), [float(row["p"].get(c, 0)) for c in COLUMNS])
    return answers


def pack(answers):
    rows = list(answers.values())
    below = [mean([r[c] for r in rows if r[c] < BOUNDS[0]], 0) for c in range(len(COLUMNS))]
    at = [mean([p for r in rows for p in r if level(p) == k], BOUNDS[k]) for k in range(len(BOUNDS))]
    out = bytearray(b"RDTEACH1" + struct.pack("<II", len(answers), len(COLUMNS)))
    out += b"".join(struct.pack("<H", round(p * 65535)) for p in below + at)
    before = 0
    for k in sorted(answers):
        gap, before = k - before, k
        while gap > 127:
            out.append(gap & 127 | 128)
            gap >>= 7
        said = [(c, level(p)) for c, p in enumerate(answers[k]) if p >= BOUNDS[0]]
        out += bytes([gap, len(said)] + [c | n << 5 for c, n in said])
    return out


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "wb") as f:
        f.write(pack(read(sys.stdin)))
