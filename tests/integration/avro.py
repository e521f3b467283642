"""A small Avro encoder of its own, so that what the tests send does not come from the program that
they test; and Raw, which puts chosen bytes where a value should be."""
import json
import struct


class Raw(bytes):
    """Emitted as it is in place of a value."""


def varint(n):
    n = (n << 1) ^ (n >> 63)
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def _text(value):
    data = value.encode() if isinstance(value, str) else value
    return varint(len(data)) + data


PRIMITIVES = {
    "null": lambda v: b"",
    "boolean": lambda v: b"\1" if v else b"\0",
    "int": varint, "long": varint,
    "float": lambda v: struct.pack("<f", v),
    "double": lambda v: struct.pack("<d", v),
    "string": _text, "bytes": _text,
}


def encode(schema, value):
    """Bytes of `value` by the parsed schema. A record's missing fields take their defaults."""
    if isinstance(value, Raw):
        return bytes(value)
    if isinstance(schema, list):  # a union: null, or the first branch that is not null
        branch = next(i for i, s in enumerate(schema) if (s == "null") == (value is None))
        return varint(branch) + encode(schema[branch], value)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if kind == "record":
        return b"".join(encode(f["type"], value[f["name"]] if f["name"] in value else f["default"])
                        for f in schema["fields"])
    if kind == "enum":
        return varint(schema["symbols"].index(value))
    if kind == "array":
        items = b"".join(encode(schema["items"], v) for v in value)
        return (varint(len(value)) + items if value else b"") + b"\0"
    if kind == "fixed":
        assert len(value) == schema["size"]
        return value
    return PRIMITIVES[kind](value)


def framed(schema_id, payload):
    """The Confluent framing."""
    return b"\0" + struct.pack(">I", schema_id) + payload


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def _take_long(data, at):
    n = shift = 0
    while True:
        n |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return (n >> 1) ^ -(n & 1), at


def decode(schema, data, at=0):
    """(value, place after it): the inverse of encode, for what the journal's schema uses."""
    if isinstance(schema, list):
        branch, at = _take_long(data, at)
        return decode(schema[branch], data, at)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if isinstance(kind, (dict, list)):
        return decode(kind, data, at)
    if kind == "record":
        value = {}
        for f in schema["fields"]:
            value[f["name"]], at = decode(f["type"], data, at)
        return value, at
    if kind == "map":
        value = {}
        while True:
            count, at = _take_long(data, at)
            if count == 0:
                return value, at
            assert count > 0
            for _ in range(count):
                key, at = decode("string", data, at)
                value[key], at = decode(schema["values"], data, at)
    if kind == "string":
        size, at = _take_long(data, at)
        assert 0 <= size <= len(data) - at
        return data[at:at + size].decode(), at + size
    if kind == "null":
        return None, at
    assert kind in ("int", "long"), kind
    return _take_long(data, at)


def unframed(schema, message):
    """(schema id, value) of a whole message with the Confluent framing."""
    assert message[0] == 0
    value, end = decode(schema, message, 5)
    assert end == len(message), "bytes are left over"
    return struct.unpack(">I", message[1:5])[0], value
