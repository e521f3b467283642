#!/usr/bin/python3
"""The timer and the openings against a real Redis: lateness, memory and CPU of a case.

Every case is opened by the sink (bench_open), and a `redress timer` of its own drives the
deadlines, both at their default settings. Lateness is read from the log streams, from what Redis's
clock said, not from Redress's own metrics:

  steady   --cases open cases; deadlines at --per-s a second, first while as many are opened as
           well, then alone
  instant  --instant deadlines in one millisecond (cases opened before business hours), and what
           an opening waits meanwhile
  memory   what Redis grows by for each open case, and where
  opens    openings a second and CPU, at default settings but for how many share a call: the first
           complaint of a product, the second, the third (an incident begins) and the next, one and
           32 to a call, many calls in a pipeline; and the first again where nobody is remembered
           (cases.known_complaints = 0). Beside them, in the same server, the plain opening of
           bench/plain.py, and how many times as much CPU as that each is
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(ROOT, "tests", "integration"))
sys.path.insert(0, HERE)
BUILD = os.path.join(ROOT, "build", "release")
os.environ.setdefault("REDRESS", os.path.join(BUILD, "redress"))
from plain import Plain  # noqa: E402
from procs import wait_until  # noqa: E402  (the path is set above)
from servers import Servers  # noqa: E402
from store import unpack_entry  # noqa: E402
from worker import Redress  # noqa: E402

BASE = {"cases.log_keep": 100_000_000, "cases.alerts_keep": 100_000_000}
SHARDS = 16


class Bench:
    """A Redis, and what is done to it."""

    def __init__(self, servers):
        self.servers = servers
        self.redis = servers.redis(unix_socket=True)
        self.client = self.redis.client()
        self.settings = {"redis.address": f"unix:{self.redis.socket}", **BASE}
        self.next = 0

    def used(self):
        return self.client.info("memory")["used_memory"]

    def cpu_us(self):
        info = self.client.info("cpu")
        return 1e6 * (info["used_cpu_user"] + info["used_cpu_sys"])

    def opener(self, count, *options, **settings):
        """bench_open for the next `count` events, started."""
        argv = [os.path.join(BUILD, "bench", "bench_open"), "--count", count, "--from", self.next]
        for key, value in {**self.settings, **settings}.items():
            argv += ["-s", f"{key}={value}"]
        self.next += count
        return subprocess.Popen([str(a) for a in argv + list(options)], stdout=subprocess.PIPE)

    def open(self, count, *options, **settings):
        return self.opened(self.opener(count, *options, **settings))

    @staticmethod
    def opened(opener):
        said = opener.communicate()[0]
        if opener.returncode != 0:
            raise SystemExit(f"bench_open failed with {opener.returncode}")
        return json.loads(said)

    def timer(self, **settings):
        """A `redress timer` that is ready."""
        timer = Redress(os.path.join(self.servers.dir, "timer"), "timer",
                        {**self.settings, **settings}, subcommand="timer")
        self.servers.up(timer)
        return timer.wait_ready()

    def now(self):
        seconds, us = self.client.time()
        return seconds * 1000 + us // 1000

    def entries(self, since, event):
        """(case, at) of the log's entries of that kind, from that moment on."""
        for shard in range(SHARDS):
            after = str(since)
            while True:
                page = self.client.xrange(f"rd:{{{shard}}}:log", after, "+", count=5000)
                for _, packed in page:
                    fields = unpack_entry(packed)
                    if fields["event"] == event:
                        yield fields["id"], int(fields["at"])
                if not page:
                    break
                after = f"({page[-1][0]}"


def quantiles(late):
    """p50, p99 and the greatest, ms."""
    late = sorted(late)
    return {"p50_ms": late[len(late) // 2], "p99_ms": late[min(len(late) - 1, len(late) * 99 // 100)],
            "max_ms": late[-1], "deadlines": len(late)}


def steady(bench, options):
    """Cases of a chat are opened at the rate, and warned a while later: so first only openings, then
    both at once, then only deadlines."""
    warn_ms = (options.seconds * 2 // 3 + 1) * 1000
    settings = {"rounds.chat_warn_s": warn_ms // 1000, "rounds.chat_1_s": 86400,
                "rounds.chat_total_s": 259200}
    count = options.per_s * options.seconds
    timer = bench.timer(**settings)
    started = bench.now()
    opened = bench.open(count, "--chat", "--products", 1 << 40, "--per-s", options.per_s, **settings)
    ended = bench.now()
    cpu, mine = bench.cpu_us(), process_cpu_us(timer.pid)
    wait_until("the last warning", lambda: not due(bench, ended + warn_ms + 10), 120, 0.5)
    alone = bench.now() - ended
    cpu, mine = bench.cpu_us() - cpu, process_cpu_us(timer.pid) - mine
    wake = {case: at + warn_ms for case, at in bench.entries(started, "open")}
    both, only = [], []
    for case, at in bench.entries(started, "wake"):
        (both if wake[case] <= ended else only).append(at - wake[case])
    timer.stop()
    if len(both) + len(only) != count:
        raise SystemExit(f"{count} deadlines, {len(both) + len(only)} warnings")
    rate = len(only) / (alone / 1000)
    return {"both": quantiles(both), "alone": quantiles(only), "per_s": round(rate),
            "to_case_p99_ms": opened["to_case_p99_ms"],
            "redis_cpu_us": round(cpu / len(only), 1), "timer_cpu_us": round(mine / len(only), 1)}


def process_cpu_us(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1e6 / os.sysconf("SC_CLK_TCK")


def due(bench, until):
    """How many wake-ups there are up to that moment."""
    return sum(bench.client.zcount(f"rd:{{{s}}}:due", "-inf", until) for s in range(SHARDS))


def instant(bench, options):
    """Cases opened before the hour at which business begins have one wake-up, all of them."""
    start = (time.time() + 10 + options.instant / 8000) // 60 * 60 + 60
    hour = time.strftime("%H:%M", time.gmtime(start))
    path = os.path.join(bench.servers.dir, "calendars.ini")
    with open(path, "w", encoding="ascii") as f:
        f.write(f"[calendar desk]\nzone = UTC\nmon-sun = {hour}-24:00\n"
                "[lane chat]\ncalendar = desk\nwarn_s = 1\nround_1_s = 86400\n"
                "round_2_s = 86400\nround_3_s = 86400\ntotal_s = 604800\n")
    settings = {"rounds.calendars": path}
    bench.open(options.instant, "--chat", "--products", 1 << 40, **settings)
    wake = int(start * 1000) + 1000
    if bench.now() > wake - 2000:
        raise SystemExit("opening them took longer than thought: fewer of them, or another minute")
    if due(bench, wake) - due(bench, wake - 1) != options.instant:
        raise SystemExit("the wake-ups are not in one instant")
    timer = bench.timer(**settings)
    time.sleep(max(0, (wake - 3000 - bench.now()) / 1000))
    opener = bench.opener(options.opens_beside * 8, "--products", 1 << 40, "--per-s",
                          options.opens_beside, **settings)
    time.sleep(max(0, (wake - bench.now()) / 1000))
    cpu, mine = bench.cpu_us(), process_cpu_us(timer.pid)
    wait_until("the last of the instant", lambda: not due(bench, wake), 300, 0.1)
    cpu, mine = bench.cpu_us() - cpu, process_cpu_us(timer.pid) - mine
    opened = bench.opened(opener)
    late = [at - wake for _, at in bench.entries(wake, "wake")]
    timer.stop()
    if len(late) != options.instant:
        raise SystemExit(f"{options.instant} deadlines, {len(late)} warnings")
    return {**quantiles(late), "per_s": round(options.instant / max(late) * 1000),
            "redis_cpu_us": round(cpu / options.instant, 1),
            "timer_cpu_us": round(mine / options.instant, 1),
            "opens_per_s": options.opens_beside, "to_case_p50_ms": opened["to_case_p50_ms"],
            "to_case_p99_ms": opened["to_case_p99_ms"]}


def memory(bench, options):
    """Fills the server; what it grew by, and what of that is where."""
    bench.open(1, "--products", 1 << 40)  # the library, the first page of every list
    before = bench.used()
    filled = bench.open(options.cases, "--products", 1 << 40)
    grown = (bench.used() - before) / options.cases
    usage = {"alerts": 0, "log": 0, "wake-up": 0, "queue": 0}
    for shard in range(SHARDS):
        for what, key in (("alerts", "al"), ("log", "log"), ("wake-up", "due"), ("queue", "q")):
            usage[what] += bench.client.memory_usage(f"rd:{{{shard}}}:{key}", samples=100)
    row = {what: round(value / options.cases) for what, value in usage.items()}
    sample = {"c": [], "herd": []}
    for key in bench.client.scan_iter("rd:*", count=1000):
        kind = key.split(":")[2]
        if kind in sample and len(sample[kind]) < 500:
            sample[kind].append(bench.client.memory_usage(key, samples=0))
        if all(len(s) == 500 for s in sample.values()):
            break
    row["case"] = round(statistics.mean(sample["c"]))
    row["herd"] = round(statistics.mean(sample["herd"]))
    return {"bytes_per_case": round(grown), **row, "cases": options.cases,
            "filled_per_s": round(options.cases / filled["seconds"])}


PHASES = {"first": {}, "second": {}, "third": {}, "next": {},
          "first, nobody noted": {"cases.known_complaints": 0}}


PLAIN, PLAIN_MULTI = "plain: hash, deadline, log", "the same as a MULTI, no check"


def opens_once(bench, options, per_call):
    """{phase: (opens a second, CPU of Redis, of the writer)}. The plain ones between the phases, so
    that what disturbs the machine disturbs both; the least of them is what they cost."""
    bench.next = 1 << 36  # products that the others do not meet
    bench.open(2000, "--products", 1 << 40, **{"redis.opens_per_call": per_call})
    bench.next = 1 << 32
    plain, rows, least = Plain(bench.redis), {}, {}
    for phase, settings in PHASES.items():
        cpu = bench.cpu_us()
        said = bench.open(options.opens, "--products", 1 << 40 if settings else options.opens,
                          **{"redis.opens_per_call": per_call}, **settings)
        rows[phase] = (said["opened"] / said["seconds"], (bench.cpu_us() - cpu) / options.opens,
                       said["writer_cpu_us"])
        for name, make in ((PLAIN, plain.call), (PLAIN_MULTI, plain.multi))[:2 if per_call == 1 else 1]:
            us = 1e6 * plain.run(options.opens, per_call, make) / options.opens
            least[name] = min(us, least.get(name, us))
    return {**rows, **{name: (None, us, None) for name, us in least.items()}}


def opens(servers, options):
    """Medians over the runs, each with a server of its own."""
    rows = {}
    for run in range(options.runs):
        for per_call in (1, 32):
            bench = Bench(servers)
            measured = opens_once(bench, options, per_call)
            for phase, row in measured.items():
                of_plain = row[1] / measured[PLAIN][1]
                rows.setdefault((per_call, phase), []).append((*row, of_plain))
            bench.redis.stop()
            servers.started.remove(bench.redis)
    names = ("opens_per_s", "redis_cpu_us", "writer_cpu_us", "of_plain")
    digits = (None, 1, 1, 2)
    return [{"opens_per_call": per_call, "complaint": phase,
             **{name: round(statistics.median(r[i] for r in runs), digits[i])
                for i, name in enumerate(names) if runs[0][i] is not None}}
            for (per_call, phase), runs in rows.items()]


def table(result):
    print(f"{'deadlines':44}{'p50 ms':>8}{'p99 ms':>8}{'max ms':>8}{'Redis us':>10}{'timer us':>10}")

    def line(name, row, cpu):
        print(f"{name:44}{row['p50_ms']:>8}{row['p99_ms']:>8}{row['max_ms']:>8}"
              + (f"{cpu['redis_cpu_us']:>10}{cpu['timer_cpu_us']:>10}" if cpu else ""))
    s, i, m = result.get("steady"), result.get("instant"), result.get("memory")
    if s:
        line(f"{s['per_s']:,} a second", s["alone"], s)
        line("the same, and as many opened a second", s["both"], None)
    if i:
        line(f"{i['deadlines']:,} in one instant", i, i)
        print(f"  driven at {i['per_s']:,} a second; an opening meanwhile took "
              f"{i['to_case_p50_ms']} ms, p99 {i['to_case_p99_ms']} ms ({i['opens_per_s']} a second)")
    if m:
        print(f"an open case: {m['bytes_per_case']:,} bytes of Redis, of {m['cases']:,}: its hash "
              f"{m['case']}, alert {m['alerts']}, log {m['log']}, herd {m['herd']},\n"
              f"  wake-up {m['wake-up']}, queue {m['queue']}, the rest are the keys; filled at "
              f"{m['filled_per_s']:,} a second")
    if "opens" in result:
        print(f"{'complaint of a product':30}{'a call':>8}{'opens/s':>10}{'Redis us':>10}"
              f"{'of plain':>10}{'writer us':>11}")
        for r in result["opens"]:
            rate = f"{r['opens_per_s']:,}" if "opens_per_s" in r else ""
            print(f"{r['complaint']:30}{r['opens_per_call']:>8}{rate:>10}{r['redis_cpu_us']:>10}"
                  f"{r['of_plain']:>10}{r.get('writer_cpu_us', ''):>11}")


def measure(options):
    result = {"bench": "timer"}
    with tempfile.TemporaryDirectory(prefix="redress-timer-") as directory:
        servers = Servers(directory)
        try:
            if not options.only or "opens" in options.only:
                result["opens"] = opens(servers, options)
            if not options.only or set(options.only) & {"memory", "steady", "instant"}:
                bench = Bench(servers)
                result["memory"] = memory(bench, options)
                if not options.only or "steady" in options.only:
                    result["steady"] = steady(bench, options)
                if not options.only or "instant" in options.only:
                    result["instant"] = instant(bench, options)
        finally:
            servers.stop()
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small: under two minutes")
    parser.add_argument("--cases", type=int, help="open cases (1,000,000; quick 50,000)")
    parser.add_argument("--instant", type=int, help="deadlines in one instant (200,000; quick 20,000)")
    parser.add_argument("--opens", type=int, help="openings of each kind (20,000; quick 5,000)")
    parser.add_argument("--runs", type=int, help="of the openings, for medians (5; quick 3)")
    parser.add_argument("--per-s", type=int, default=2000, help="deadlines a second")
    parser.add_argument("--seconds", type=int, default=30, help="of deadlines, 3 at least")
    parser.add_argument("--opens-beside", type=int, default=500,
                        help="openings a second beside the instant")
    parser.add_argument("--only", action="append", choices=("steady", "instant", "memory", "opens"),
                        help="not all of it; may be given again")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    sizes = (50_000, 20_000, 5_000, 3) if options.quick else (1_000_000, 200_000, 20_000, 5)
    for name, size in zip(("cases", "instant", "opens", "runs"), sizes):
        if getattr(options, name) is None:
            setattr(options, name, size)
    result = measure(options)
    table(result)
    if options.json:
        with open(options.json, "w", encoding="ascii") as f:
            json.dump(result, f, indent=1)


if __name__ == "__main__":
    main()
