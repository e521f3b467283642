"""Workers that are killed, started, stopped and added: nothing is lost, nothing is doubled."""
import random
import threading
import time

import pytest

import reviews
from procs import wait_until
from road import Road

# Small batches and few of them, so that a signal finds the worker in the middle of its work.
SMALL = {"ingest__batch_events": 32, "ingest__batches": 8}
# Much in flight and commits as often as can be: an offset that is committed too early is lost.
EAGER = {"ingest__batch_events": 64, "ingest__batches": 64, "ingest__commit_interval_ms": 50}


def same_as_undisturbed(road):
    """Redis holds exactly the cases of a run that nobody disturbed."""
    store = road.store().check()
    reference, outcomes = road.reference()
    assert set(store.cases) == set(reference.cases), (
        f"lost {len(set(reference.cases) - set(store.cases))}, "
        f"too many {len(set(store.cases) - set(reference.cases))}")
    assert store.content() == reference.content()
    return outcomes


@pytest.mark.tsan
def test_kill9_at_random_moments(any_broker, servers):
    road, rng = Road(servers, any_broker, servers.redis()), random.Random(4)
    sent = road.send(reviews.mixed(20000, seed=2))
    committed = [0]
    for _ in range(4):
        worker = road.worker(wait=False, **EAGER)
        wait_until("some events are finished", lambda w=worker: w.finished() > 0, 60, 0.005)
        time.sleep(rng.uniform(0, 0.15))
        worker.kill9()
        committed.append(road.committed())
        assert committed[-1] >= committed[-2], "an offset went back"
    assert committed[-1] < sent, "all was done before the last kill: this tested nothing"
    last = road.drain(**EAGER)
    assert last["events"] == sent - committed[-1], "commits are not where reading went on"
    assert road.committed() == sent
    same_as_undisturbed(road)
    road.check_replay()


def test_commits_are_never_ahead_of_redis(servers):
    """While Redis does not answer, no complaint is committed, however much was read."""
    road = Road(servers, servers.broker(), servers.redis())
    sent = road.send(reviews.make(2000))
    worker = road.worker(**SMALL, redis__timeout_ms=60000)
    worker.wait_finished(sent)
    wait_until("all is committed", lambda: road.committed() == sent)
    road.redis.freeze()
    try:
        road.send(reviews.make(1000, seed=5, complaints=1))
        wait_until("the worker holds events",  # a batch may leave when three quarters are full
                   lambda: worker.metrics()["in_flight_events"] >= 32 * 8 * 3 / 4)
        time.sleep(1.5)  # several commit intervals
        assert road.committed() == sent
        worker.kill9()
    finally:
        road.redis.thaw()
    last = road.drain()
    assert last["events"] == 1000
    same_as_undisturbed(road)


def produce_slowly(road, chunks):
    for n in range(chunks):
        road.send(reviews.make(200, seed=100 + n))
        time.sleep(0.05)


def test_workers_come_and_go(any_broker, servers):
    """Two in a group, one leaves, a third comes, all while reviews arrive."""
    road = Road(servers, any_broker, servers.redis())
    chunks, producer = 60, None
    first = road.worker(**SMALL)
    second = road.worker(**SMALL)
    producer = threading.Thread(target=produce_slowly, args=(road, chunks))
    producer.start()
    try:
        wait_until("both have partitions", lambda: all(
            w.metrics()["assigned_partitions"] > 0 for w in (first, second)), 60)
        assert first.stop() == 0
        third = road.worker(**SMALL)
    finally:
        producer.join()
    sent = chunks * 200
    wait_until("all is committed", lambda: road.committed() == sent, 90)
    assert second.stop() == 0 and third.stop() == 0
    outcomes = [w.summary() for w in (first, second, third)]
    read = sum(o["events"] for o in outcomes)
    assert sent <= read, "fewer events were read than were sent"
    road.check(read, *outcomes)
    same_as_undisturbed(road)


@pytest.mark.tsan
def test_sigterm_finishes_and_commits(servers):
    road = Road(servers, servers.broker(), servers.redis())
    sent = road.send(reviews.make(8000))
    worker = road.worker(wait=False, **SMALL)
    wait_until("some events are finished", lambda: worker.finished() > 0, 60, 0.005)
    asked = time.monotonic()
    assert worker.stop(20) == 0
    assert time.monotonic() - asked < 15
    first = worker.summary()
    assert first["unfinished"] == 0
    assert 0 < first["events"] < sent, "stopped before or after the work: this tested nothing"
    assert road.committed() == first["events"], "what was finished was not committed"
    rest = road.drain()
    assert first["events"] + rest["events"] == sent, "something was read twice"
    road.check(sent, first, rest)


def test_sigterm_while_redis_is_away(servers):
    """It ends within its bound, says that something is unfinished, and commits none of that."""
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker(**SMALL, ingest__drain_timeout_ms=2000)
    road.redis.kill9()
    sent = road.send(reviews.make(1000, complaints=1))
    wait_until("the worker holds events", lambda: worker.metrics()["in_flight_events"] > 0)
    asked = time.monotonic()
    assert worker.stop(20) == 1
    assert time.monotonic() - asked < 10
    assert worker.summary()["unfinished"] > 0
    assert road.committed() == 0
    road.redis.start()
    road.check(sent, road.drain())
