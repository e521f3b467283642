"""Writers' schemas from a Schema Registry: asked for once, missed once, outages waited out."""
import json
import time

import reviews
from avro import encode, framed
from procs import wait_until
from registry import Registry
from road import Road

SCHEMA = reviews.schema(4)
TEXT = json.dumps(SCHEMA)


def road_with(servers, **options):
    registry = servers.up(Registry(**options))
    return registry, Road(servers, servers.broker(), servers.redis())


def send(road, schema_id, count=300, seed=1):
    road.broker.produce(road.topic, [framed(schema_id, encode(SCHEMA, r))
                                     for r in reviews.make(count, seed)])
    return count


def test_asked_once(servers):
    registry, road = road_with(servers, schemas={501: TEXT})
    sent = send(road, 501, 2000)
    outcomes = road.drain(schemas__registry_url=registry.url, ingest__workers=2)
    road.check(outcomes["events"], outcomes)
    assert outcomes["dead_letter"] == 0 and outcomes["events"] >= sent
    assert registry.asked_for(501) == 1


def test_unknown_id_is_remembered_and_asked_again(servers):
    """404 makes dead letters without asking for each; after the negative cache, it is asked again."""
    registry, road = road_with(servers)
    worker = road.worker(schemas__registry_url=registry.url, schemas__negative_cache_s=2)
    sent = send(road, 502)
    worker.wait_finished(sent)
    assert worker.outcomes()["dead_letter"] == sent
    assert 1 <= registry.asked_for(502) <= 3
    registry.schemas[502] = TEXT
    time.sleep(2.2)
    sent += send(road, 502, seed=2)
    worker.wait_finished(sent)
    assert worker.stop() == 0
    outcomes = worker.summary()
    road.check(sent, outcomes)
    assert outcomes["dead_letter"] == 300 and outcomes["opened"] > 0


def test_an_id_that_is_asked_for_must_be_ours(servers, tmp_path):
    """Under another's every record would be a dead letter."""
    registry, road = road_with(servers, schemas={503: TEXT, 504: json.dumps(reviews.schema(1)),
                                                 505: json.dumps({**SCHEMA, "doc": "other words"})})
    (tmp_path / "7.avsc").write_text(TEXT, encoding="utf-8")
    (tmp_path / "8.avsc").write_text('"string"', encoding="utf-8")
    lines = tmp_path / "r.jsonl"
    lines.write_text('{"body":"broken on arrival"}\n', encoding="utf-8")

    def feed(id_, settings, **options):
        return servers.command(road.broker, road.redis, "feed", "--generate", "-q", "--schema-id",
                               id_, lines, settings={"ingest__topics": road.topic, **settings},
                               **options)

    by_registry, by_file = {"schemas__registry_url": registry.url}, {"schemas__directory": tmp_path}
    for id_, settings, why in (
            (3, {}, "another id needs schemas.registry_url or schemas.directory"),
            (504, by_registry, "the registry has another schema by this id"),
            (500, by_registry, "the registry has none by this id"),
            (8, by_file, "has another schema by this id"), (9, by_file, "9.avsc: No such file")):
        done = feed(id_, settings, expect=1)
        said = done.stderr.splitlines()
        assert len(said) == 1 and f"schema id {id_}: " in said[0] and why in said[0], done.stderr
    for id_, settings in ((4, {}), (503, by_registry), (505, by_registry), (7, by_file)):
        feed(id_, settings)


def outage(servers, mood):
    """An outage is no data error: nothing becomes a dead letter, nothing is committed past it."""
    registry, road = road_with(servers, schemas={503: TEXT, 504: TEXT})
    worker = road.worker(schemas__registry_url=registry.url, schemas__registry_timeout_ms=300)
    known = send(road, 503)
    worker.wait_finished(known)
    registry.mood = mood
    known += send(road, 503, seed=2)  # what is known stays known
    worker.wait_finished(known)
    wait_until("all is committed", lambda: road.committed() == known)
    send(road, 504, seed=3)
    wait_until("the registry was asked", lambda: registry.asked_for(504) >= 2)
    assert worker.metrics()["schema_failures_total"] >= 1
    assert worker.outcomes()["dead_letter"] == 0
    assert road.committed() == known
    registry.mood = "well"
    worker.wait_finished(known + 300)
    assert worker.stop() == 0
    outcomes = worker.summary()
    road.check(known + 300, outcomes)
    assert outcomes["dead_letter"] == 0


def test_outage_errors(servers):
    outage(servers, "error")


def test_outage_hangs(servers):
    outage(servers, "slow")


def test_outage_nonsense(servers):
    outage(servers, "garbage")


def test_basic_authentication(servers, tmp_path):
    registry, road = road_with(servers, schemas={505: TEXT}, user="me", password="pa:ss wörd")
    secret = tmp_path / "secret"
    secret.write_text("wrong\n", encoding="utf-8")
    settings = {"schemas__registry_url": registry.url, "schemas__registry_user": "me",
                "schemas__registry_password_file": secret}
    worker = road.worker(**settings)
    sent = send(road, 505)
    wait_until("the log says why", lambda: "401" in worker.log())
    assert worker.outcomes()["dead_letter"] == 0, "a wrong password is no data error"
    assert "wrong" not in worker.log()
    worker.stop()
    secret.write_text("pa:ss wörd\n", encoding="utf-8")
    outcomes = road.drain(**settings)
    road.check(sent, outcomes)
    assert outcomes["dead_letter"] == 0 and outcomes["opened"] > 0


def test_unusable_schemas(servers):
    """What is no Avro, or cannot be resolved to ours, costs a dead letter with that reason."""
    registry, road = road_with(servers, schemas={
        506: "{not json", 507: json.dumps({"type": "record", "name": "other", "fields": [
            {"name": "x", "type": "int"}]})})
    send(road, 506, 5)
    send(road, 507, 5)
    outcomes = road.drain(schemas__registry_url=registry.url)
    road.check(10, outcomes)
    reasons = [dict(m.headers())["redress.reason"] for m in road.broker.read(road.dead)]
    assert sorted(reasons) == [b"bad_schema"] * 5 + [b"incompatible_schema"] * 5


def test_feed_registers_its_schema(servers):
    """`redress gen` frames with the id that the registry gives; a worker finds it there."""
    registry, road = road_with(servers, schemas={})
    url = f"schemas.registry_url={registry.url}"
    road.command("-s", url, "gen", "--count", 500)
    ids = {int.from_bytes(m.value()[1:5], "big") for m in road.broker.read(road.topic)}
    assert len(ids) == 1 and ids == set(registry.schemas)
    outcomes = road.drain(schemas__registry_url=registry.url)
    road.check(500, outcomes)
    assert outcomes["dead_letter"] == 0
