"""The journal: every transition reaches Kafka, whoever is killed; Redis is rebuilt from it alone."""
import collections
import os
import signal
import threading
import time

import pytest
from confluent_kafka import Producer

import avro
from procs import wait_until
from reviews import make, mixed
from road import Road
from store import Store
from test_timer import FAST
from worker import OUTCOMES, ROOT

SCHEMA = avro.load(os.path.join(ROOT, "schemas", "case_event", "v1.avsc"))
BUILTIN_ID = 1001


class Journaled(Road):
    """A road with a journal."""

    def __init__(self, servers, broker, redis):
        super().__init__(servers, broker, redis)
        self.journal = self.topic + ".journal"
        broker.create(self.journal, 4)

    def _settings(self, more):
        return super()._settings({"journal__topic": self.journal, "journal__interval_ms": 20,
                                  "journal__lease_ms": 1000, **more})

    def records(self):
        """Every record of the journal, in Kafka's order within a case."""
        out = []
        for m in self.broker.read(self.journal):
            schema_id, value = avro.unframed(SCHEMA, m.value())
            assert schema_id == BUILTIN_ID and m.key().decode() == value["case_id"]
            out.append(value)
        return out

    def copied(self):
        """Nothing waits in the log."""
        client = self.redis.client()
        for key in client.scan_iter("rd:*:log"):
            last = client.xrevrange(key, count=1)
            at = client.hget(key.replace(":log", ":jn"), "at")
            if last and last[0][0] != at:
                return False
        return True

    def wait_copied(self):
        wait_until("everything is copied", self.copied, 30)


@pytest.fixture
def road(servers):
    return Journaled(servers, servers.broker(), servers.redis())


def transitions(store):
    return {(e["id"], int(e["rev"]), int(e["at"])): e for log in store.logs.values() for e in log}


def check_journal(road):
    """The journal has each transition of the log, the last record of a case is the case."""
    records, store = road.records(), road.store()
    log = transitions(store)
    seen, last = collections.Counter(), {}
    for r in records:
        key = (r["case_id"], r["rev"], r["at"])
        assert r["id"] == "{}:{}:{}".format(*key)
        seen[key] += 1
        entry = log[key]
        assert (entry["event"], entry["who"], entry["st"]) == (r["event"], r["who"], r["state"])
        assert r["state_rev"] >= r["rev"]
        before = last.get(r["case_id"])
        if not before or r["state_rev"] >= before["state_rev"]:
            last[r["case_id"]] = r
    assert set(seen) == set(log), "a transition is missing"
    for case, r in last.items():
        assert r["wake"] == store.due.get(case) and r["place"] == store.queue.get(case)
    assert set(last) == set(store.cases)
    return seen


def work(road, cases):
    """People at work: something of everything."""
    for i, case in enumerate(sorted(cases)):
        if i % 5 == 0:
            road.command("case", "claim", case, "--as", "ann")
        if i % 4 == 1:
            road.command("case", "answer", case, "--cause", "late", "--demand", "refund")
        if i % 8 == 1:
            road.command("case", "reply", case)
        if i % 8 == 3:
            road.command("case", "promise", case, "--within", "4h", "replace", "--as", "ann",
                         expect=None)
        if i % 8 == 7:
            road.command("case", "note", case, "--text", "asked the carrier", "--as", "ann",
                         expect=None)
        if i % 6 == 2:
            road.command("case", "close", case, "--reason", "withdrawn")


def test_the_copier_is_killed_in_the_middle(servers, road):
    """Again and again, while the stream, the timer and another copier go on."""
    sent = road.send(mixed(400, seed=5))
    copiers = [servers.redress(road.broker, road.redis, subcommand="journal",
                               **road._settings({"journal__batch": 3})) for _ in range(2)]
    worker = road.worker(journal__enabled="no", **FAST)
    for _ in range(4):
        victim = copiers.pop(0)
        time.sleep(0.7)
        victim.kill9()
        copiers.append(servers.redress(road.broker, road.redis, subcommand="journal",
                                       **road._settings({"journal__batch": 3})))
    worker.wait_finished(sent)
    worker.stop()
    road.wait_copied()
    for copier in copiers:
        copier.stop()
    seen = check_journal(road)
    doubles = sum(seen.values()) - len(seen)
    print(f"{len(seen)} transitions, {doubles} came twice")


def test_entries_copied_again_change_nothing(servers, road):
    """Who dies between Kafka's answer and Redis's note leaves entries to be copied again."""
    sent = road.send(mixed(120, seed=6))
    worker = road.worker(timer__enabled="no", journal__enabled="no")
    worker.wait_finished(sent)
    worker.stop()
    road.command("journal", "--once")
    client = road.redis.client()
    for key in client.scan_iter("rd:*:jn"):
        client.hset(key, mapping={"at": "0-0", "until": 0})
    road.command("journal", "--once")
    seen = check_journal(road)
    assert set(seen.values()) == {2}
    check_rebuilt(servers, road)


def check_rebuilt(servers, road):
    """An empty Redis rebuilt from the journal equals the live one."""
    again = servers.redis()
    done = servers.command(road.broker, again, "rebuild", settings=road._settings({}))
    equal = road.command("diff", again.address)
    assert "equal" in equal.stdout, equal.stdout
    live, rebuilt = road.store(), Store(again.client()).check()
    for case in live.cases.values():
        case.pop("nt", None)  # an agent's note is not in the journal
    assert (live.cases, live.due, live.queue) == (rebuilt.cases, rebuilt.due, rebuilt.queue)
    assert live.tombstones == rebuilt.tombstones
    assert transitions(live).keys() == transitions(rebuilt).keys()
    idle = servers.command(road.broker, again, "journal", "--once", settings=road._settings({}))
    assert idle.stdout.startswith("0 transitions")  # the rebuilt log is in the journal already
    return again, done.stdout


def in_groups(reviews):
    """Some of them in buyers' groups, where it counts who leaves."""
    return [{**r, "group_id": f"g-{n % 4}"} if n % 4 else r for n, r in enumerate(reviews)]


@pytest.fixture(params=["mock", "kafka"])
def worked(request, servers):
    """A road on each kind of broker after a mixed workload: edits, messages, people, a timer whose
    deadlines pass, closed and reopened cases; everything copied, everything quiet."""
    broker = servers.broker() if request.param == "mock" else request.getfixturevalue("kafka")
    road = Journaled(servers, broker, servers.redis())
    reviews = in_groups(mixed(150, seed=7))
    worker = road.worker()  # no deadline is to come before the people
    worker.wait_finished(road.send(reviews[:75]))
    worker.stop()
    work(road, sorted(road.store().open_cases())[:24])
    worker = road.worker(**FAST)
    late = road.send(reviews[75:])
    worker.wait_finished(late)
    wait_until("a deadline has passed", lambda: any(
        a["id"].endswith(":1:breach:1") for a in road.store().alerts))
    again = [{**r, "version": 3, "rating": 1, "body": "又坏了，还是没人管，我要退款！"}
             for n, r in enumerate(reviews) if n % 2 and not r.get("reply_to")]
    worker.wait_finished(late + road.send(again))
    worker.stop()
    road.command("journal", "--once")
    return road


def test_rebuilt_equals_the_live_one(servers, worked):
    road = worked
    check_journal(road)
    store = road.store()
    judged = ["-s", "audit.late_ms=86400000", "audit"]  # nobody drives the wake-ups any more
    assert " 0 faults" in road.command(*judged).stdout
    assert list(road.redis.client().scan_iter("rd:*:lv:*")), "somebody left a group"
    assert store.tombstones and len({c["st"] for c in store.cases.values()}) >= 4
    again, said = check_rebuilt(servers, road)
    assert "asked the carrier" not in str(road.records()), "people's words are in the journal"
    assert f"{len(store.cases)} cases" in said

    # Reading all reviews again finds the same in both: nothing is opened a second time.
    outcomes = []
    for number, redis in enumerate((road.redis, again)):
        done = road.drain(redis, ingest__group=f"{road.group}-{number}", timer__enabled="no",
                          journal__enabled="no")
        outcomes.append({name: done[name] for name in OUTCOMES})
    assert outcomes[0] == outcomes[1] and outcomes[0]["opened"] == 0, outcomes

    refused = servers.command(road.broker, again, "rebuild", settings=road._settings({}), expect=1)
    assert "not empty" in refused.stderr


def test_what_differs_is_found(servers, worked):
    road = worked
    again, _ = check_rebuilt(servers, road)
    client, store = again.client(), Store(again.client())
    one, two, three, four = sorted(store.due)[:4]

    def key(case, kind="c"):
        return f"rd:{{{store.cases[case]['shard']}}}:{kind}" + (f":{case}" if kind == "c" else "")

    client.hset(key(one), "p", 1)
    client.zrem(key(two, "due"), two)
    client.zadd(key(three, "q"), {three: 5})
    client.delete(key(four))
    client.hset("rd:{0}:tb:1:1", "0000000000000000", 110)
    done = road.command("diff", again.address, expect=1)
    lines = done.stdout.splitlines()
    for wanted in (f"{key(one)} p: ", f"{key(two, 'due')} {two}: ", f"{key(three, 'q')} {three}: ",
                   f"{key(four)} only in {road.redis.address}",
                   f"rd:{{0}}:tb:1:1 only in {again.address}", "5 differences"):
        assert any(line.startswith(wanted) for line in lines), (wanted, done.stdout)


def test_an_interrupted_rebuild_goes_on(servers, road):
    worker = road.worker(timer__enabled="no")
    worker.wait_finished(road.send(make(300, seed=8, complaints=1.0)))
    worker.stop()
    road.command("journal", "--once")
    again = servers.redis()
    for _ in range(3):
        half = servers.redress(road.broker, again, subcommand="rebuild", wait=False,
                               **road._settings({}))
        wait_until("it has begun", lambda: again.client().dbsize() > 1 or not half.alive(), 20,
                   0.002)
        half.kill9()
    check_rebuilt(servers, road)
    servers.command(road.broker, again, "rebuild", settings=road._settings({}), expect=None)
    if road.command("diff", again.address, expect=None).returncode:
        raise AssertionError(road.command("diff", again.address, expect=None).stdout)


def test_a_cluster_is_rebuilt_as_a_single_server(servers):
    """Every shard is copied and judged where it lives; the journal does not know how Redis is set
    up."""
    road = Journaled(servers, servers.broker(), servers.cluster())
    worker = road.worker(timer__enabled="no")
    worker.wait_finished(road.send(make(80, seed=10, complaints=1.0)))
    worker.stop()
    road.command("journal", "--once")
    assert " 0 faults" in road.command("audit").stdout
    again = servers.redis()
    servers.command(road.broker, again, "rebuild", settings=road._settings({}))
    live, rebuilt = Store(road.redis.client()), Store(again.client()).check()
    assert live.cases and (live.cases, live.due, live.queue) == (
        rebuilt.cases, rebuilt.due, rebuilt.queue)


def test_only_what_the_replica_has_is_told(servers):
    master = servers.redis()
    replica = servers.replica(master)
    road = Journaled(servers, servers.broker(), master)
    worker = road.worker(timer__enabled="no", journal__enabled="no")
    worker.wait_finished(road.send(make(20, seed=11, complaints=1.0)))
    worker.stop()
    replica.freeze()
    settings = ["-s", "redis.wait_replicas=1", "-s", "redis.wait_timeout_ms=200"]
    done = road.command(*settings, "journal", "--once", expect=1)
    assert "0 of 1 replicas have it" in done.stderr
    assert not road.records()
    replica.thaw()
    time.sleep(1.1)  # the lease of the one that gave up
    road.command(*settings, "journal", "--once")
    check_journal(road)


def test_turned_on_where_there_are_cases_already(servers):
    """What nobody moves is in no log; --all brings it into the journal."""
    road = Journaled(servers, servers.broker(), servers.redis())
    worker = road.worker(timer__enabled="no", journal__enabled="no")
    worker.wait_finished(road.send(in_groups(mixed(60, seed=12))))
    worker.stop()
    cases = sorted(road.store().open_cases())
    road.command("case", "close", cases[0], "--reason", "withdrawn")
    road.command("case", "claim", cases[1], "--as", "ann")
    client = road.redis.client()
    assert list(client.scan_iter("rd:*:lv:*"))
    for key in client.scan_iter("rd:*:log"):
        client.delete(key)
    road.command("journal", "--all")
    check_rebuilt(servers, road)


@pytest.mark.parametrize("args", [["--once"], []])
def test_stopped_while_kafka_is_away(servers, road, args):
    """Neither the wait for Kafka nor that for room in the queue outlives SIGTERM."""
    road.send(make(60, complaints=1.0))
    road.drain(journal__enabled="no")
    road.broker.freeze()
    copier = servers.redress(road.broker, road.redis, subcommand="journal", args=args, wait=False,
                             **road._settings({"kafka__producer.queue.buffering.max.messages": 5}
                                              if not args else {}))
    try:
        wait_until("it asks Kafka", lambda: any(
            h.get("owner") for h in map(road.redis.client().hgetall,
                                      road.redis.client().scan_iter("rd:*:jn"))))
        time.sleep(1)
        copier.send(signal.SIGTERM)
        copier.wait(15)
    finally:
        road.broker.thaw()


def test_rebuilt_to_the_end_of_every_partition(servers, road):
    """Somebody still writes: a partition that was read to its end and grew reaches it again, and
    must not stand for one that was not."""
    road.send(make(40, complaints=1.0))
    worker = road.worker()
    worker.wait_finished(40)
    road.wait_copied()
    assert worker.stop() == 0
    again = road.broker.read(road.journal)
    producer = Producer({"bootstrap.servers": road.broker.bootstrap, "batch.num.messages": 10,
                         "linger.ms": 1})
    for n, m in enumerate(again * (9000 // len(again))):  # in small batches: many fetches
        producer.produce(road.journal, key=m.key(), value=m.value(), partition=1 + n % 3)
        producer.poll(0)
    assert producer.flush(60) == 0
    there = road.broker.count(road.journal)
    stop = threading.Event()

    def write_on():
        while not stop.wait(0.002):
            producer.produce(road.journal, value=again[0].value(), partition=0)
            producer.flush(10)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        done = servers.command(road.broker, servers.redis(), "rebuild",
                               settings={"journal__topic": road.journal})
    finally:
        stop.set()
        writer.join()
    assert there > 9000 and int(done.stdout.split()[0]) >= there, (there, done.stdout)
