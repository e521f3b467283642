"""The servers of tests/shift: Redis under Sentinel with a clock that can be stepped, Kafka, one
`redress run`, several `redress timer`; and what is done to them."""
import os
import random
import re
import signal
import sys
import threading
import time
import zoneinfo

import redis
from confluent_kafka import Producer

import kafka_servers
import redis_servers
import shift_witness
from procs import Proc, wait_until
from reviews import records
from step_clock import HOUR_MS, Clock
from store import Store
from test_journal import Journaled

TIMERS = 4
# A timer that looks, reads and applies waits for Redis three times. If merely passing a byte as often
# takes a quarter of the second that it may be late, that is the machine.
WITNESS = {"rounds": 3, "pause_ms": 20, "long_ms": 250}
ZONE = "Europe/Berlin"
# The shift begins half an hour before the clocks of the calendar's zone are changed: deadlines of
# hours reach across the change, and the first step of an hour passes it.
BEFORE_S = 1800
CHANGES = {"spring": 1806195600, "autumn": 1824944400}  # 2027-03-28 and 2027-10-31, 01:00 UTC
BUDGETS = {"marketplace": (2, 4, 4, 4, 16), "social": (5400, 7200, 9000, 9000, 14400),
           "chat": (6, 8, 6, 6, 12), "safety": (1, 2, 3, 3, 60)}
HOURS = [(0, 4 * 60), (5 * 60, 24 * 60)]  # of every day, in minutes
CALENDARS = f"""[calendar desk]
zone = {ZONE}
mon-sun = 00:00-04:00, 05:00-24:00
[lane marketplace]
calendar = desk
[lane social]
calendar = desk
"""


def other_calendars(more_s):
    """The same hours and other totals, for `redress recalc`."""
    return CALENDARS.split("[lane")[0] + "".join(
        f"[lane {lane}]\n" + "calendar = desk\n" * (lane in ("marketplace", "social"))
        + f"total_s = {row[4] + more_s}\n" for lane, row in BUDGETS.items())


def settings(calendars):
    out = {f"rounds__{lane}_{what}_s": value for lane, row in BUDGETS.items()
           for what, value in zip(("warn", "1", "2", "3", "total"), row)}
    return {**out, "rounds__calendars": calendars, "rounds__silence_s": 4, "rounds__manager_s": 30,
            "rounds__claim_s": 5, "rounds__turning_s": 2, "redis__wait_replicas": 1,
            "redis__timeout_ms": 1000, "audit__interval_s": 5, "ingest__commit_interval_ms": 50}


class World(Journaled):
    """`outages`: (from, to) by the shards' clock, in which nobody could be in time."""

    def __init__(self, servers, seed):
        self.rng, self.change = random.Random(seed), ("spring", "autumn")[seed % 2]
        self.change_ms = CHANGES[self.change] * 1000
        self.clock = Clock(servers.dir, CHANGES[self.change] - BEFORE_S)
        self.outages, self.explained, self.mark_ms, self.kills = [], None, 0, {}
        self.raced = []
        self.witness = servers.up(Proc(servers.dir, "witness", [
            sys.executable, "-B", shift_witness.__file__, WITNESS["rounds"], WITNESS["pause_ms"],
            WITNESS["long_ms"]]))
        broker = servers.broker() if kafka_servers.kafka_missing() else servers.up(
            kafka_servers.Kafka(os.path.join(servers.dir, "kafka")))
        self.servers, self.failing_over, self.ended = servers, threading.Lock(), threading.Event()
        self.master = self._redis()
        self.nodes = [self.master, self._redis(self.master), self._redis(self.master)]
        super().__init__(servers, broker, servers.sentinels(self.master))
        threading.Thread(target=self._follow_master, daemon=True).start()
        self.producer = Producer({"bootstrap.servers": broker.bootstrap, "linger.ms": 5,
                                  "log_level": 0})
        self.calendars = self.write("calendars.ini", CALENDARS)
        self.more = settings(self.calendars)
        self.run = self.start_run()
        self.timers = [self.start_timer() for _ in range(TIMERS)]
        self.journalist = self.start("journal")

    def write(self, name, text):
        path = os.path.join(self.servers.dir, name)
        with open(path, "w", encoding="ascii") as f:
            f.write(text)
        return path

    def _redis(self, master=None):
        name = self.servers._name("redis")
        server = redis_servers.Redis(os.path.join(self.servers.dir, name), name, replica_of=master,
                                     options=["--min-replicas-to-write", "0"])
        server.env.update(self.clock.env)
        self.servers.up(server)
        return server.wait_synced() if master else server

    def _settings(self, more):
        return super()._settings({**self.more, **more})

    def start(self, subcommand):
        return self.servers.redress(self.broker, self.redis, subcommand=subcommand, wait=False,
                                    **self._settings({}))

    def start_run(self):
        return self.worker(timer__enabled="no", wait=False)

    def start_timer(self):
        return self.start("timer")

    def send_now(self, reviews):
        for record in records(reviews):
            self.producer.produce(self.topic, **record)
        assert self.producer.flush(60) == 0

    def client(self):
        return self.master.client()

    def snapshot(self):
        """Of one instant. The sentinels may take this very moment to change their mind."""
        for tries in range(30):
            try:
                return Store(self.client(), at_once=True)
            except redis.RedisError:
                if tries == 29:
                    raise
                time.sleep(1)

    # ---- time, as the shards see it: never back

    def now_ms(self):
        self.mark_ms = max(self.mark_ms, self.clock.now_ms())
        return self.mark_ms

    def outage(self, since_ms):
        self.outages.append((since_ms - 200, self.now_ms()))

    def _follow_master(self):
        """On a busy machine the sentinels may take a master for dead that only waits for its turn. What
        it did from its successor's promotion on is lost, and done again by that one."""
        before = self.now_ms()
        while not self.ended.wait(0.1):
            with self.failing_over:
                try:
                    port = self.redis.master_port()
                except redis.RedisError:  # a sentinel is slow, or gone with the shift
                    continue
                if port != self.master.port:
                    self.master = next(n for n in self.nodes if n.port == port)
                    self.outages.append((before - 2000, self.now_ms()))
                    self.killed("failover by the sentinels themselves")
                before = self.now_ms()

    def stalls(self):
        """[(from, to)] by the shards' clock, when the machine ran nobody."""
        told = [map(int, line.split()) for line in self.witness.log().splitlines()]
        return [(self.clock.at_ms(since), self.clock.at_ms(until)) for since, until in told]

    def unexplained(self, away):
        """Of [(from, to, what was said)] those in no outage; a second after one the sentinels agree."""
        return [a for a in away if not any(
            since < a[1] and a[0] < until + 1000 for since, until in self.explained)]

    def late_ms(self, wake, at):
        """How late, what an outage explains taken away."""
        for since, until in self.outages if self.explained is None else self.explained:
            if since < at and wake < until:
                wake = max(wake, until)
        return max(0, at - wake)

    def is_excused(self, wake, at):
        return any(since < at and wake < until for since, until in self.explained)

    def _end(self, p):
        """With SIGTERM. A timer tells how many wake-ups it carried out, and how many races it lost."""
        assert p.stop() == 0, p.log()[-2000:]
        told = re.findall(r'stage=timer msg="stopped" fired=(\d+) raced=(\d+)', p.log())
        self.raced += [tuple(map(int, told[-1]))] if told and p in self.timers else []

    # ---- what is done to it; each returns what was done

    def killed(self, what):
        self.kills[what] = self.kills.get(what, 0) + 1
        return what

    def kill_timer(self):
        n = self.rng.randrange(TIMERS)
        self.timers[n].kill9()
        self.timers[n] = self.start_timer()
        return self.killed("kill -9 timer")

    def kill_all_timers(self):
        since = self.now_ms()
        for timer in self.timers:
            timer.kill9()
        time.sleep(1)
        self.timers = [self.start_timer() for _ in range(TIMERS)]
        for timer in self.timers:
            timer.wait_ready()
        self.outage(since)
        return self.killed("kill -9 of all timers")

    def term_timer(self):
        n = self.rng.randrange(TIMERS)
        self._end(self.timers[n])
        self.timers[n] = self.start_timer()
        return self.killed("SIGTERM timer")

    def kill_run(self):
        self.run.kill9()
        self.run = self.start_run()
        return self.killed("kill -9 run")

    def term_run(self):
        self._end(self.run)
        self.run = self.start_run()
        return self.killed("SIGTERM run")

    def kill_journal(self):
        self.journalist.kill9()
        self.journalist = self.start("journal")
        return self.killed("kill -9 journal")

    def freeze_timers(self):
        since = self.now_ms()
        for timer in self.timers:
            timer.send(signal.SIGSTOP)
        return since

    def thaw_timers(self, since):
        for timer in self.timers:
            timer.send(signal.SIGCONT)
        self.outage(since)

    def _stand(self, step_ms, seconds):
        """A lower step for a while. What comes due meanwhile is due when the clock goes on."""
        since, before = self.now_ms(), self.clock.step_ms
        self.clock.step(step_ms)
        time.sleep(seconds)
        self.clock.step(before)
        self.outages.append((since, self.now_ms()))

    def clock_back(self):
        """An hour back, and to the true time again: the shards' clock stands still meanwhile."""
        self._stand(self.clock.step_ms - HOUR_MS, 2)
        return self.killed("clock -1 h, +1 h")

    def clock_forward(self):
        """An hour on: what was due in it is due now. Back: the clock stands; on again."""
        since = self.now_ms()
        base = self.clock.step_ms
        self.clock.step(base + HOUR_MS)
        time.sleep(2)
        self.outages.append((since, since + HOUR_MS + 500))
        self._stand(base, 2)
        return self.killed("clock +1 h, -1 h, +1 h")

    def failover(self):
        with self.failing_over:
            return self._failover()

    def _failover(self):
        since = self.now_ms()
        self.master.kill9()
        left = [n for n in self.nodes if n is not self.master]
        self.master = wait_until("a replica is the master", lambda: next(
            (n for n in left if n.is_master() and self.redis.master_port() == n.port), None), 60)
        wait_until("the other replica follows", lambda: int(
            self.client().info("replication")["connected_slaves"]) >= 1, 60)
        for p in [*self.timers, self.run]:
            p.wait_ready()
        self.outage(since)
        return self.killed("kill -9 of Redis' master")

    def stop(self):
        """All at rest, everything in the journal."""
        for p in [*self.timers, self.run, self.journalist]:
            self._end(p)
        self.ended.set()
        self.explained = sorted(self.outages + self.stalls())
        with self.failing_over:
            port = self.redis.master_port()
            self.redis = self.master = next(n for n in self.nodes if n.port == port)
        # It tells nothing that no replica has; one may be copying all of its new master's data.
        wait_until("the rest is copied", lambda: self.command(
            "journal", "--once", expect=None).returncode == 0, 120)


def business_after(at_ms, span_s):
    """When so many seconds of the calendar's hours have passed: by Python's own time zones, a step
    of a minute at a time."""
    import datetime
    zone, left, at = zoneinfo.ZoneInfo(ZONE), span_s * 1000, at_ms
    while True:
        local = datetime.datetime.fromtimestamp(at // 1000, zone)
        minute = local.hour * 60 + local.minute
        step = 60_000 - at % 60_000
        if any(a <= minute < b for a, b in HOURS):
            if left <= step:
                return at + left
            left -= step
        at += step
