"""The journal: every transition reaches Kafka, whoever is killed; Redis is rebuilt from it alone."""
import collections
import os
import time

import pytest

import avro
from procs import wait_until
from reviews import make, mixed
from road import Road
from store import Store
from test_timer import FAST
from worker import ROOT

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
