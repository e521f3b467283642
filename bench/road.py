#!/usr/bin/python3
"""The whole road against a consumer that only reads and discards.

Both read the same topic on the same Apache Kafka, in turns, with the same client, properties and
allocator; each run is a fresh consumer group, and Redis is emptied before each run of the road.
Printed: medians of events/s and of CPU per event, and the ratio that the machine's noise cancels
out of. `--sweep` runs the road with other settings too: the defaults should come close to the best. Each
such run stands between two with the defaults and is held against their mean, its rate and its CPU,
because the machine drifts by more than settings matter. The best of many medians is partly luck: so
what looks better than the defaults is measured anew, and only that counts. A median stands with the
interval in which the true one lies: two of the values themselves, whatever their distribution. Of a
setting whose interval holds 100 % nothing can be said.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(ROOT, "tests", "integration"))
BUILD = os.path.join(ROOT, "build", "release")
os.environ.setdefault("REDRESS", os.path.join(BUILD, "redress"))
from kafka_servers import Kafka, kafka_missing  # noqa: E402  (the path is set above)
from servers import Servers  # noqa: E402

SWEEP = {
    "batch_events 64": {"ingest.batch_events": 64},
    "batch_events 1024": {"ingest.batch_events": 1024, "ingest.batches": 16},
    "batches 256": {"ingest.batches": 256},
    "queued.max.messages.kbytes 65536": {"kafka.queued.max.messages.kbytes": 65536},
    "enrich.workers 1": {"enrich.workers": 1},
    "enrich.workers 2": {"enrich.workers": 2},
    "ingest.workers 2": {"ingest.workers": 2},
    "linger_ms 50": {"ingest.linger_ms": 50},
    "opens_per_call 128": {"redis.opens_per_call": 128},
    "shards 4": {"redis.shards": 4},
    "queued.min.messages 100000": {"kafka.queued.min.messages": 100000},
}
AGAIN = 3  # settings that are measured anew
AGAIN_RUNS = 8  # at least so often: the interval is then of the second least and the second most


class Road:
    def __init__(self, servers, kafka, redis, topic):
        self.servers, self.kafka, self.redis, self.topic = servers, kafka, redis, topic
        self.group = 0

    def next_group(self):
        self.group += 1
        return f"bench-{self.group}"

    def raw(self):
        # Nobody keeps its fetcher awake (ingest/awake.c), so it gets the queue that is best for it.
        done = subprocess.run([os.path.join(BUILD, "bench", "bench_raw"), self.kafka.bootstrap,
                               self.topic, self.next_group(),
                               "queued.max.messages.kbytes=65536"],
                              check=True, capture_output=True)
        return json.loads(done.stdout)

    def run(self, settings):
        self.redis.client().flushall()
        before = self.redis.client().info("cpu")
        sets = {"kafka.bootstrap.servers": self.kafka.bootstrap, "redis.address":
                self.redis.address, "ingest.topics": self.topic, "ingest.group":
                self.next_group(), "status.port": 0, "timer.enabled": "no", **settings}
        argv = [os.environ["REDRESS"], "run", "--exit-at-end", "--summary", "-"]
        for key, value in sets.items():
            argv += ["-s", f"{key}={value}"]
        done = subprocess.run(argv, check=True, capture_output=True)
        figures = json.loads(done.stdout)
        after = self.redis.client().info("cpu")
        figures["redis_cpu_seconds"] = sum(after[k] - before[k] for k in
                                           ("used_cpu_user", "used_cpu_sys"))
        return figures


def medians(runs):
    """Of many runs of one thing: events/s, CPU microseconds per event, and the counts."""
    events = runs[0]["events"]
    assert all(r["events"] == events for r in runs), "the runs did not read the same events"
    row = {
        "events": events,
        "events_per_s": round(statistics.median(r["events"] / r["busy_seconds"] for r in runs)),
        "cpu_us_per_event": round(statistics.median(r["cpu_seconds"] for r in runs) * 1e6
                                  / events, 4),
        "runs": len(runs),
    }
    if "opened" in runs[0]:
        row["outcomes"] = {k: runs[0][k] for k in ("opened", "updated", "duplicate",
                                                   "no_complaint", "dead_letter")}
        assert sum(row["outcomes"].values()) == events, "an event is not accounted for"
        row["redis_cpu_us_per_open"] = round(statistics.median(
            r["redis_cpu_seconds"] for r in runs) * 1e6 / max(1, runs[0]["opened"]), 2)
    return row


def fill(servers, kafka, topic, options):
    """Synthetic reviews, compressed with `options.codec`, 4 partitions."""
    kafka.create(topic, 4)
    subprocess.run([os.environ["REDRESS"], "gen", "--count", str(options.count), "--seed", "1",
                    "--complaints", str(options.complaints), "--topic", topic,
                    "--products", str(options.products or max(1, options.count // 2)),
                    "-s", f"kafka.bootstrap.servers={kafka.bootstrap}",
                    "-s", f"kafka.producer.compression.type={options.codec}"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def interval(values):
    """The median of `values`, and the closest two of them that enclose the true median in nine of
    ten cases; of fewer than five values the least and the most, in fewer cases. The true median lies
    below the k-th least of n or above the k-th most as often as a coin shows k - 1 heads or fewer."""
    values, n = sorted(values), len(values)
    out = [2 * sum(math.comb(n, i) for i in range(k + 1)) / 2 ** n for k in range(n // 2)]
    k = max([k for k, chance in enumerate(out) if chance <= 0.1], default=0)
    return {"median": round(statistics.median(values), 3), "from": round(values[k], 3),
            "to": round(values[-1 - k], 3), "sure": round(1 - (out[k] if out else 1), 3)}


def rate(run):
    return run["events"] / run["busy_seconds"]


def beside(run, before, behind):
    """Rate and CPU of a run as shares of the mean of two with the defaults."""
    return {"run": run, "rate": 2 * rate(run) / (rate(before) + rate(behind)),
            "cpu": 2 * run["cpu_seconds"] / (before["cpu_seconds"] + behind["cpu_seconds"])}


def pairs(road, names, runs, defaults):
    """For each name its runs, each beside those with the defaults before and behind it."""
    found = {name: [] for name in names}
    for turn in range(runs):
        before = road.run({})
        defaults.append(before)
        for name in names[::-1] if turn % 2 else names:
            run, behind = road.run(SWEEP[name]), road.run({})
            defaults.append(behind)
            found[name].append(beside(run, before, behind))
            before = behind
    return found


def rows_of(found):
    return {name: {**medians([one["run"] for one in each]),
                   "of_default": interval([one["rate"] for one in each]),
                   "cpu_of_default": interval([one["cpu"] for one in each])}
            for name, each in found.items()}


def sweep(road, runs, names):
    """A row for each setting, once more for those that look best, and how far the defaults are from
    the best of these."""
    defaults = []
    rows = rows_of(pairs(road, names, runs, defaults))
    better = sorted((name for name in names if rows[name]["of_default"]["median"] > 1),
                    key=lambda name: -rows[name]["of_default"]["median"])[:AGAIN]
    again = rows_of(pairs(road, better, max(AGAIN_RUNS, runs), defaults)) if better else {}
    shares = [row["of_default"] for row in again.values()]
    best = max(shares, key=lambda share: share["median"], default={"median": 1, "from": 1, "to": 1})
    return {"default": medians(defaults), "rows": rows, "again": again,
            "default_of_best": {at: round(1 / max(1, best[of]), 3) for at, of in
                                (("median", "median"), ("from", "to"), ("to", "from"))}}


def measure(options):
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as directory:
        servers = Servers(directory)
        try:
            kafka = servers.up(Kafka(os.path.join(directory, "kafka")))
            redis = servers.redis()
            fill(servers, kafka, "bench", options)
            road = Road(servers, kafka, redis, "bench")
            raw, runs = [], []
            road.raw(), road.run({})  # warm the page cache; not counted
            for _ in range(options.runs):
                raw.append(road.raw())
                runs.append(road.run({}))
            swept = sweep(road, options.runs, options.only or list(SWEEP)) if options.sweep else None
        finally:
            servers.stop()
    result = {"bench": "road", "codec": options.codec, "complaints_percent": options.complaints,
              "raw": medians(raw), "road": medians(runs)}
    result["cpu_ratio"] = interval([r["cpu_seconds"] / b["cpu_seconds"] for r, b in zip(runs, raw)])
    if swept:
        result["sweep"] = swept
    return result


def line(name, row, more=""):
    print(f"{name:34.34}{row['events_per_s']:>12,}{row['cpu_us_per_event']:>14.3f}"
          f"{row.get('redis_cpu_us_per_open', ''):>15}{more}")


def percent(share):
    return f"{share['median']:.0%} ({share['from']:.0%} to {share['to']:.0%})"


def rows(title, found):
    if found:
        print(title)
    for name, row in found.items():
        line(name, row, f"   rate {percent(row['of_default'])}, "
                        f"CPU {percent(row['cpu_of_default'])} of default")


def table(result):
    ratio = result["cpu_ratio"]
    print(f"{'':34}{'events/s':>12}{'CPU us/event':>14}{'Redis us/open':>15}")
    line("raw consumer", result["raw"])
    line("road", result["road"])
    print(f"road / raw CPU: {ratio['median']} ({ratio['from']} to {ratio['to']}; {result['codec']}, "
          f"{result['complaints_percent']} % complaints)")
    if "sweep" not in result:
        return
    swept = result["sweep"]
    line("default, between the others", swept["default"])
    rows("other settings", swept["rows"])
    rows("once more, what looked better", swept["again"])
    print(f"default reaches {percent(swept['default_of_best'])} of the best rate")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000, help="events in the topic")
    parser.add_argument("--complaints", type=float, default=12, help="percent of complaints")
    parser.add_argument("--products", type=int, default=0,
                        help="of which the reviews are (half as many as reviews: few herds)")
    parser.add_argument("--codec", default="lz4", help="none, lz4, zstd, snappy or gzip")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sweep", action="store_true", help="also runs with other settings")
    parser.add_argument("--only", action="append", choices=list(SWEEP), metavar="NAME",
                        help="of the sweep only this (may be repeated)")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    if kafka_missing():
        print(f"SKIPPED: the whole road needs Apache Kafka: {kafka_missing()}")
        return
    result = measure(options)
    table(result)
    if options.json:
        with open(options.json, "w", encoding="ascii") as f:
            json.dump(result, f, indent=1)


if __name__ == "__main__":
    main()
