"""Kafka away for a while: the worker waits, says so, and goes on where it was."""
import kafka_servers
import pytest

import reviews
from procs import wait_until
from road import Road


def test_killed_and_restarted(servers, tmp_path):
    missing = kafka_servers.kafka_missing()
    if missing:
        pytest.skip(f"Apache Kafka: {missing}")
    kafka = servers.up(kafka_servers.Kafka(tmp_path / "kafka"))
    road = Road(servers, kafka, servers.redis())
    worker = road.worker()
    sent = road.send(reviews.mixed(1500))
    worker.wait_finished(sent)
    kafka.kill9()
    wait_until("/readyz says 503", lambda: worker.get("/readyz")[0] == 503, 60)
    assert "kafka" in worker.get("/readyz")[1].lower()
    assert worker.get("/healthz")[0] == 200
    kafka.start()
    sent += road.send(reviews.mixed(1500, seed=2))
    worker.wait_ready(90)
    wait_until("all is committed", lambda: road.committed() == sent, 90)
    assert worker.stop() == 0
    outcomes = worker.summary()
    assert outcomes["events"] >= sent
    road.check(outcomes["events"], outcomes)
    reference, _ = road.reference()
    assert road.store().content() == reference.content()


def test_worker_before_kafka(servers):
    """Started while nobody listens: not ready, no exit, and well once the broker is there."""
    broker = servers.broker()
    road = Road(servers, broker, servers.redis())
    sent = road.send(reviews.make(300))
    broker.freeze()
    worker = road.worker(wait=False)
    try:
        wait_until("/readyz says 503", lambda: worker.get("/readyz")[0] == 503)
    finally:
        broker.thaw()
    worker.wait_finished(sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())
