"""Redis away for a while, slow, or replaced by its replica: the stream waits and loses nothing."""
import threading
import time

import reviews
from procs import wait_until
from road import Road
from test_crash import same_as_undisturbed

SMALL = {"ingest__batch_events": 64, "ingest__batches": 8}
ROOM = 64 * 8


def test_killed_and_restarted(servers):
    """The store of an append-only Redis that died is there again, and so is every case."""
    redis = servers.redis(aof=True, options=["--appendfsync", "always"])
    road = Road(servers, servers.broker(), redis)
    worker = road.worker(**SMALL)
    sent = road.send(reviews.mixed(1500))
    wait_until("some events are finished", lambda: worker.finished() > 200, 60, 0.005)
    redis.kill9()
    sent += road.send(reviews.mixed(1500, seed=2))
    wait_until("/readyz says 503", lambda: worker.get("/readyz")[0] == 503)
    assert "redis" in worker.get("/readyz")[1].lower()
    assert worker.get("/healthz")[0] == 200, "waiting for Redis is no reason to be restarted"
    time.sleep(1)
    redis.start()
    worker.wait_ready().wait_finished(sent)
    wait_until("all is committed", lambda: road.committed() == sent)
    assert worker.stop() == 0
    outcomes = worker.summary()
    store = road.store().check()
    assert sum(outcomes[o] for o in ("opened", "updated", "duplicate", "no_complaint")) == sent
    assert outcomes["opened"] == len(store.opened())
    same_as_undisturbed(road)


def test_frozen_and_memory_bounded(servers):
    """A Redis that hangs: reading stops when the batches are used up, memory stays where it is."""
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker(**SMALL, redis__timeout_ms=1000, **{"kafka.queued.max.messages.kbytes": 1024})
    sent = road.send(reviews.make(500))
    worker.wait_finished(sent)
    road.redis.freeze()
    try:
        # Praise needs no Redis and goes on; a batch may leave when three quarters are full.
        sent += road.send(reviews.make(10000, seed=3, complaints=1))
        wait_until("the room is used up",
                   lambda: worker.metrics()["in_flight_events"] >= ROOM * 3 / 4, 60)
        wait_until("/readyz says 503", lambda: worker.get("/readyz")[0] == 503)
        before = worker.rss_kib()
        for _ in range(30):
            time.sleep(0.1)
            assert worker.metrics()["in_flight_events"] <= ROOM
        assert worker.metrics()["pauses_total"] >= 1
        assert worker.rss_kib() < before + 16 * 1024, "memory grows while Redis is away"
    finally:
        road.redis.thaw()
    worker.wait_ready().wait_finished(sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())


def test_failover_under_sentinel(servers):
    """The master dies, a replica takes over: with wait_replicas = 1 nothing is lost or doubled."""
    master = servers.redis()
    replicas = [servers.replica(master), servers.replica(master)]
    sentinels = servers.sentinels(master)
    road = Road(servers, servers.broker(), sentinels)
    worker = road.worker(**SMALL, redis__wait_replicas=1, redis__timeout_ms=1000)
    chunks = 30
    producer = threading.Thread(target=lambda: [
        (road.send(reviews.mixed(200, seed=n)), time.sleep(0.02)) for n in range(chunks)])
    producer.start()
    try:
        wait_until("some events are finished", lambda: worker.finished() > 1000, 60, 0.005)
        master.kill9()
        wait_until("a replica is the master", lambda: any(
            r.is_master() and sentinels.master_port() == r.port for r in replicas))
    finally:
        producer.join()
    sent = road.broker.count(road.topic)
    worker.wait_finished(sent)
    wait_until("all is committed", lambda: road.committed() == sent)
    assert worker.stop() == 0
    # A busy machine may have made the sentinels change their mind meanwhile: no more of that.
    sentinels.stop()
    road.redis = wait_until("there is one master", lambda: next(
        (r for r in replicas if r.is_master()), None))
    same_as_undisturbed(road)
    road.check_replay()


def test_wait_holds_the_commit(servers):
    """Without the wanted replica nothing is committed; with it, everything is."""
    master = servers.redis()
    road = Road(servers, servers.broker(), master)
    worker = road.worker(redis__wait_replicas=1, redis__wait_timeout_ms=200)
    sent = road.send(reviews.make(300, complaints=1))
    wait_until("WAIT came back short", lambda: worker.metrics()["redis_wait_short_total"] > 1)
    time.sleep(1)
    assert road.committed() == 0
    servers.replica(master)
    worker.wait_finished(sent)
    wait_until("all is committed", lambda: road.committed() == sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())
