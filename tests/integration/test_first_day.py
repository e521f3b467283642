"""What goes wrong on the first day with a broker that makes no topic by itself and wants a password:
told by `check-config --connect` before the start, by the log and /readyz after it."""
import re

import pytest

import kafka_servers
from procs import free_port, wait_until
from store import Store

PASSWORD = "open sesame"


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """Apache Kafka that makes no topics, with a second listener that asks who is there."""
    missing = kafka_servers.kafka_missing()
    if missing:
        pytest.skip(f"Apache Kafka: {missing}")
    plain, sasl, control = free_port(), free_port(), free_port()
    module = "org.apache.kafka.common.security.plain.PlainLoginModule"
    node = kafka_servers.Kafka(tmp_path_factory.mktemp("strict"), more={
        "auto.create.topics.enable": "false",
        "controller.quorum.bootstrap.servers": f"127.0.0.1:{control}",
        "listeners": f"PLAINTEXT://127.0.0.1:{plain},SASL://127.0.0.1:{sasl},"
                     f"CONTROLLER://127.0.0.1:{control}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{plain},SASL://127.0.0.1:{sasl}",
        "listener.security.protocol.map":
            "PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms": "PLAIN",
        "listener.name.sasl.plain.sasl.jaas.config":
            f'{module} required user_redress="{PASSWORD}";',
    })
    node.bootstrap, node.sasl = f"127.0.0.1:{plain}", f"127.0.0.1:{sasl}"
    node.start()
    node.create("reviews")
    yield node
    node.stop()


def found(done):
    """{part: [(ok|warn|FAIL, text)]} of what --connect says."""
    lines = re.findall(r"^(ok|warn|FAIL) +([a-z]+): (.*)$", done.stdout, re.M)
    assert len(lines) == done.stdout.count("\n"), done.stdout
    parts = {}
    for state, part, text in lines:
        parts.setdefault(part, []).append((state, text))
    return parts


def test_connect_says_what_is_there_and_what_is_not(servers, strict):
    redis = servers.redis()
    settings = {"ingest__dead_letter_topic": "nobody.made.it", "journal__topic": "reviews"}
    done = servers.command(strict, redis, "check-config", "--connect", settings=settings, expect=1)
    kafka, in_redis = found(done)["kafka"], found(done)["redis"]
    assert [state for state, _ in kafka] == ["ok", "ok", "ok", "FAIL", "ok"], done.stdout
    assert kafka[1][1] == "topic reviews, 4 partitions" and "group redress" in kafka[2][1]
    assert "nobody.made.it" in kafka[3][1] and "no such topic" in kafka[3][1]
    assert not [text for state, text in in_redis if state == "FAIL"], done.stdout
    assert "nobody.made.it" not in strict.topics(), "the question made the topic"
    settings = {"ingest__dead_letter_topic": "reviews", "redis__wait_replicas": 1}
    done = servers.command(strict, redis, "check-config", "--connect", settings=settings, expect=1)
    assert [t for s, t in found(done)["redis"] if s == "FAIL"][0].startswith("0 replicas")
    assert not [text for state, text in found(done)["kafka"] if state != "ok"], done.stdout
    settings = {"ingest__dead_letter_topic": "reviews"}
    servers.command(strict, redis, "check-config", "--connect", settings=settings)


def test_connect_says_why_nobody_answers(servers, strict):
    redis, nowhere = servers.redis(), f"127.0.0.1:{free_port()}"
    settings = {"redis__address": nowhere, "schemas__registry_url": f"http://{nowhere}",
                "kafka__security.protocol": "sasl_plaintext", "kafka__sasl.mechanism": "PLAIN",
                "kafka__bootstrap.servers": strict.sasl, "kafka__sasl.username": "redress",
                "kafka__sasl.password": "wrong-guess"}
    done = servers.command(strict, redis, "check-config", "--connect", settings=settings, expect=1)
    said = found(done)
    assert [state for part in said.values() for state, _ in part] == ["FAIL"] * 3, done.stdout
    assert "uthentication" in said["kafka"][0][1] and "refused" in said["redis"][0][1]
    assert "wrong-guess" not in done.stdout + done.stderr


def test_a_password_from_a_file(servers, strict, tmp_path):
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    settings = {"kafka__bootstrap.servers": strict.sasl, "ingest__dead_letter_topic": "reviews",
                "kafka__security.protocol": "sasl_plaintext", "kafka__sasl.mechanism": "PLAIN",
                "kafka__sasl.username": "redress",
                "kafka__sasl.password_file": tmp_path / "password"}
    redis = servers.redis()
    servers.command(strict, redis, "check-config", "--connect", settings=settings)
    shown = servers.command(strict, redis, "check-config", settings=settings).stdout
    assert str(tmp_path / "password") in shown and PASSWORD not in shown


def test_a_missing_topic_is_not_ready(servers, strict):
    """Nothing would be read of it for ever; who has no partition because others have them is well."""
    redis = servers.redis()
    worker = servers.redress(strict, redis, wait=False, ingest__topics="reviews,revievs",
                             ingest__dead_letter_topic="reviews", ingest__group="misspelt")
    wait_until("/readyz says so", lambda: worker.get("/readyz")[1].startswith(
        "FAIL kafka: a topic of ingest.topics is not there"))
    assert worker.get("/readyz")[0] == 503 and worker.get("/healthz")[0] == 200
    said = re.findall(r"level=error stage=ingest msg=\"no such topic.* topic=(\S+)", worker.log())
    assert said == ["revievs"]
    strict.create("revievs", 1)
    worker.wait_ready()
    wait_until("the log says so, too", lambda: "the topics are there" in worker.log())
    assert worker.stop() == 0
    six = [servers.redress(strict, redis, ingest__topics="revievs", ingest__group="crowd",
                           ingest__dead_letter_topic="reviews") for _ in range(2)]
    wait_until("one of two has the only partition", lambda: sorted(
        w.metrics()["assigned_partitions"] for w in six) == [0, 1])
    assert all(w.get("/readyz")[0] == 200 for w in six)


def test_a_missing_dead_letter_topic_is_told_at_once(servers, strict):
    """Not by the first bad record, half a minute after it stopped its partition."""
    redis = servers.redis()
    worker = servers.redress(strict, redis, wait=False, ingest__topics="reviews",
                             ingest__dead_letter_topic="late.dead")
    wait_until("the log names the topic", lambda: re.search(
        r"level=error stage=ingest msg=\"no dead-letter topic.* topic=late\.dead", worker.log()))
    wait_until("and /readyz what it means",
               lambda: worker.get("/readyz")[1].startswith("FAIL kafka: dead letters cannot be"))
    assert worker.get("/readyz")[0] == 503
    strict.produce("reviews", [b"poison %d" % i for i in range(60)])
    strict.create("late.dead", 1)
    worker.wait_ready()
    worker.wait_finished(60)
    assert worker.outcomes()["dead_letter"] == 60
    wait_until("the log counts them", lambda: re.search(
        r"level=warn stage=ingest msg=\"dead letters.* count=\d+ reason=bad_magic", worker.log()))
    told = [line for line in worker.log().splitlines() if "late.dead" in line]
    assert len(told) <= 6, "\n".join(told)
    counted = servers.command(strict, redis, "deadletter", "count", settings={
        "ingest__dead_letter_topic": "late.dead"}).stdout.splitlines()
    assert len(counted) == 2 and counted[1].split()[:3] == ["60", "bad_magic", "-"], counted
    planned = servers.command(strict, redis, "deadletter", "replay", "--dry-run", settings={
        "ingest__dead_letter_topic": "late.dead"}).stdout.splitlines()
    assert planned[:2] == counted and planned[2] == "would replay 60"
    worker.stop()
    assert not Store(redis.client()).cases
