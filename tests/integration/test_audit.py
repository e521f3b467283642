"""The watchdog: every kind of fault put into Redis by hand is found, and what can be derived is
repaired; the heartbeat goes on whoever is killed."""
import http.server
import threading
import time

import pytest

from procs import wait_until
from reviews import make
from road import Road


@pytest.fixture
def road(servers):
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker(timer__enabled="no")
    worker.wait_finished(road.send(make(30, seed=9, complaints=1.0)))
    worker.stop()
    road.ids = sorted(road.store().check().due)
    for case in road.ids[-3:]:
        road.command("case", "close", case, "--reason", "withdrawn")
    road.command("case", "claim", road.ids[10], "--as", "ann")
    return road


def key(road, case, kind="c"):
    shard = road.store().cases[case]["shard"]
    return f"rd:{{{shard}}}:{kind}" + (f":{case}" if kind == "c" else "")


def damage(road):
    """One of each; returns {(fault, case)}."""
    r, i = road.redis.client(), road.ids
    closed, gone = i[-1], i[9]
    faults = {("no_wake", i[0]), ("wrong_wake", i[1]), ("no_place", i[2]), ("wrong_place", i[3]),
              ("stray_place", i[10]), ("stray_wake", closed), ("stray_wake", gone),
              ("stray_place", gone), ("no_expiry", i[-2]), ("no_wake", i[4]), ("no_place", i[4])}
    r.zrem(key(road, i[0], "due"), i[0])
    r.zincrby(key(road, i[1], "due"), 1000, i[1])
    r.zrem(key(road, i[2], "q"), i[2])
    r.zincrby(key(road, i[3], "q"), -5, i[3])
    r.zadd(key(road, i[10], "q"), {i[10]: 1})
    r.zadd(key(road, closed, "due"), {closed: int(time.time() * 1000) + 10 ** 6})
    r.persist(key(road, i[-2]))
    for kind in ("due", "q"):
        r.zrem(key(road, i[4], kind), i[4])
    r.delete(key(road, gone))
    return faults


def said(done):
    """{(fault, case)} of what the command printed, and which of them it repaired."""
    lines = [line.split() for line in done.stdout.splitlines()[:-1]]
    assert len({tuple(w[:4]) for w in lines}) == len(lines), "said twice"
    return {(w[0], w[3]) for w in lines}, {(w[0], w[3]) for w in lines if w[-1] == "repaired"}


def test_nothing_is_wrong(road):
    assert " 0 faults" in road.command("audit").stdout


def test_every_fault_is_found_and_repaired(road):
    before = road.store()
    faults = damage(road)
    assert said(road.command("audit", expect=1)) == (faults, set())
    assert said(road.command("audit", "--repair")) == (faults, faults)
    assert " 0 faults" in road.command("audit").stdout
    after = road.store().check()
    gone = road.ids[9]
    assert after.due == {c: at for c, at in before.due.items() if c != gone}
    assert after.queue == {c: at for c, at in before.queue.items() if c != gone}
    repairs = {e["id"] for log in after.logs.values() for e in log
               if (e["event"], e["who"]) == ("repair", "audit")}
    assert repairs == {case for _, case in faults if case != gone}


def test_damaged_and_late_are_told_but_not_repaired(road):
    r, (one, two) = road.redis.client(), road.ids[:2]
    r.hset(key(road, one), "st", "8z")
    r.zadd(key(road, two, "due"), {two: 1000})
    done = road.command("audit", "--repair", expect=1)
    found, repaired = said(done)
    assert found == {("damaged", one), ("late", two), ("wrong_wake", two)}
    assert repaired == {("wrong_wake", two)}


def test_a_notifier_that_takes_nothing(road):
    r = road.redis.client()
    stream = key(road, road.ids[0], "al")
    r.xgroup_create(stream, "webhook", id="0")
    assert " 0 faults" in road.command("audit").stdout  # it has had no time yet
    r.delete(stream)
    r.xadd(stream, {"id": f"{road.ids[0]}:1:open:0"}, id="1000-1")
    r.xgroup_create(stream, "webhook", id="0")
    for _ in range(2):  # not taken, then taken and not settled
        [line, _] = road.command("audit", expect=1).stdout.splitlines()
        assert line.startswith("unreached") and "notifier webhook: an alert waits" in line
        r.xreadgroup("webhook", "somebody", {stream: ">"})


def test_the_heartbeat(servers, road):
    """Two processes, one of them audits; it is killed, the other goes on."""
    settings = {"audit__interval_s": 1, "timer__interval_ms": 20}
    timers = [servers.redress(road.broker, road.redis, subcommand="timer", **settings)
              for _ in range(2)]

    def beat(process):
        return process.metrics()["audit_last_success_timestamp_seconds"]

    for process in timers:
        wait_until("it beats", lambda p=process: beat(p) > time.time() - 5, 20)
    timers[0].kill9()
    since = time.time()
    road.redis.client().delete("rd:{0}:audit")  # as if the lease of a minute had passed
    wait_until("the other goes on", lambda: beat(timers[1]) > since, 20)
    damage(road)
    last = beat(timers[1])
    wait_until("faults are counted", lambda: timers[1].metrics().get(
        'audit_faults_total{fault="no_wake"}', 0) >= 2, 20)
    wait_until("a pass is over", lambda: timers[1].metrics()[
        "audit_last_pass_timestamp_seconds"] > last + 1, 20)
    assert beat(timers[1]) <= last + 1  # no success with faults
    assert "fault=no_wake" in timers[1].log()


def test_events_are_accounted_for(servers):
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker()
    sent = road.send(make(50, seed=13))
    worker.wait_finished(sent)
    done = road.command("audit", "--status", f"127.0.0.1:{worker.status_port}")
    assert f"{sent} events, all accounted for" in done.stdout
    lying = http.server.HTTPServer(("127.0.0.1", 0), Lying)
    threading.Thread(target=lying.serve_forever, daemon=True).start()
    done = road.command("audit", "--status", f"127.0.0.1:{lying.server_port}", expect=1)
    assert "unaccounted" in done.stdout and "50 events, 49 outcomes" in done.stdout
    lying.shutdown()
    away = road.command("audit", "--status", "127.0.0.1:1", expect=1)
    assert "--status 127.0.0.1:1: Connection refused" in away.stderr


class Lying(http.server.BaseHTTPRequestHandler):
    """A process that lost an event."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'# TYPE redress_events_total counter\nredress_events_total 50\n'
                         b'redress_outcomes_total{outcome="opened"} 40\n'
                         b'redress_outcomes_total{outcome="duplicate"} 9\n')

    def log_message(self, *_):
        pass
