"""Records that cannot be read: one dead letter each, untouched, and the stream goes on."""
import struct

import pytest

import reviews
from avro import Raw, encode, framed, varint
from road import Road

SCHEMA = reviews.schema(2)
GOOD = {"review_id": "x", "marketplace": "m", "seller_id": "s", "product_id": "p",
        "author_id": "u", "created_at": 1_700_000_000_000, "body": "ok", "order_id": "o"}


def with_field(name, data):
    return framed(2, encode(SCHEMA, {**GOOD, name: Raw(data)}))


GOOD_BYTES = framed(2, encode(SCHEMA, GOOD))
POISON = {
    "wrong magic": (b"\x01" + GOOD_BYTES[1:], "bad_magic"),
    "four bytes": (GOOD_BYTES[:4], "bad_magic"),
    "nothing at all": (b"", "bad_magic"),
    "unknown id": (b"\0" + struct.pack(">I", 9999) + GOOD_BYTES[5:], "unknown_schema"),
    "truncated": (GOOD_BYTES[:-3], "truncated"),
    "framing only": (GOOD_BYTES[:5], "truncated"),
    "giant length": (with_field("review_id", varint(1 << 40)), "bad_length"),
    "negative length": (with_field("review_id", varint(-5)), "bad_length"),
    "endless varint": (with_field("created_at", b"\xff" * 11), "bad_varint"),
    "bad union index": (with_field("order_id", varint(7)), "bad_union_index"),
    "negative union index": (with_field("order_id", varint(-1)), "bad_union_index"),
    "bad enum index": (with_field("kind", varint(99)), "bad_enum_index"),
    "invalid UTF-8": (with_field("body", varint(2) + b"\xff\xfe"), "bad_utf8"),
    "overlong UTF-8": (with_field("body", varint(2) + b"\xc0\xaf"), "bad_utf8"),
    "trailing bytes": (GOOD_BYTES + b"\0\0", "trailing_bytes"),
    "rating 9": (framed(2, encode(SCHEMA, {**GOOD, "rating": 9})), "invalid_value"),
    "empty id": (framed(2, encode(SCHEMA, {**GOOD, "review_id": ""})), "invalid_value"),
}


def header(message, name):
    found = [value for key, value in message.headers() or [] if key == name]
    assert len(found) == 1, f"{name}: {message.headers()}"
    return found[0]


def test_each_poison_costs_one_dead_letter(any_broker, servers):
    road = Road(servers, any_broker, servers.redis())
    good = reviews.records(reviews.make(len(POISON) * 10))
    records = []
    for i, (name, (value, _)) in enumerate(POISON.items()):
        records += good[i * 10:i * 10 + 10]
        records.append({"value": value, "key": name.encode(), "partition": i % 4,
                        "headers": [("trace", name.encode()), ("trace", b"again"),
                                    ("empty", None)]})
    road.broker.produce(road.topic, records)
    outcomes = road.drain()
    road.check(len(records), outcomes)
    assert outcomes["dead_letter"] == len(POISON)

    sent = {m.key(): m for m in road.broker.read(road.topic) if m.key().decode() in POISON}
    letters = {m.key(): m for m in road.broker.read(road.dead)}
    assert len(letters) == len(POISON), "a poison record without its dead letter"
    for name, (value, reason) in POISON.items():
        letter, origin = letters[name.encode()], sent[name.encode()]
        assert (letter.value() or b"") == value, name
        assert letter.headers()[:3] == origin.headers(), f"{name}: headers were touched"
        assert header(letter, "redress.reason") == reason.encode(), name
        assert header(letter, "redress.topic") == road.topic.encode()
        assert header(letter, "redress.partition") == str(origin.partition()).encode()
        assert header(letter, "redress.offset") == str(origin.offset()).encode()
        assert letter.timestamp()[1] > 0


def test_reasons_are_counted(servers):
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker()
    road.broker.produce(road.topic, [value for value, _ in POISON.values()])
    worker.wait_finished(len(POISON))
    metrics = worker.metrics()
    for reason in {r for _, r in POISON.values()}:
        expected = sum(r == reason for _, r in POISON.values())
        assert metrics[f'dead_letters_total{{reason="{reason}"}}'] == expected, reason
    assert worker.stop() == 0


def test_show_and_replay(servers):
    """What was unreadable because its schema was not known is sent again once it is."""
    road = Road(servers, servers.broker(), servers.redis())
    late = reviews.make(5, complaints=1)
    payloads = [encode(SCHEMA, r) for r in late]
    road.broker.produce(road.topic, [{"value": framed(77, p), "key": b"k"} for p in payloads])
    outcomes = road.drain()
    road.check(5, outcomes)
    assert outcomes["dead_letter"] == 5

    shown = road.command("deadletter", "show").stdout
    assert shown.count("unknown_schema") >= 5 and "77" in shown
    directory = road.redis.dir + "/schemas"
    make_directory(directory)
    road.command("deadletter", "replay")
    after = road.drain(schemas__directory=directory)
    assert after["events"] == 5 and after["dead_letter"] == 0
    assert after["opened"] == len(road.store().check().cases) > 0


def make_directory(directory):
    import json
    import os
    os.makedirs(directory)
    with open(os.path.join(directory, "77.avsc"), "w", encoding="utf-8") as f:
        json.dump(SCHEMA, f)


@pytest.mark.parametrize("size", [0, 1, 900_000])
def test_records_of_any_size(servers, size):
    road = Road(servers, servers.broker(), servers.redis())
    value = framed(2, encode(SCHEMA, {**GOOD, "body": "退" * (size // 3)}))
    road.broker.produce(road.topic, [value, value])
    outcomes = road.drain()
    road.check(2, outcomes)
    assert outcomes["dead_letter"] == 0
