"""Which order of an export a case may be about: `redress case order`, on real servers."""
import datetime
import json

from test_oncall import review, shift  # noqa: F401  (a fixture)

DAY = 86_400_000


def day(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).strftime("%Y-%m-%d")


def test_an_order_is_found_or_asked_for(shift, tmp_path):  # noqa: F811
    now = review(1)["created_at"]
    known, other = (review(n, author_id=f"buyer-{n}", product_id=f"p-{n}", order_value_minor=3990,
                           currency="CNY", order_id=None, purchased_at=None) for n in (1, 2))
    shift.open([known, other])
    cases = {c["review_id"]: c["id"] for c in shift.case("list")}
    rows = [{"order_id": "o-other", "product_id": "p-9", "buyer": "buyer-1"},
            {"order_id": "o-later", "product_id": "p-1", "buyer": "buyer-1",
             "purchased_at": now + 3 * DAY},
            {"order_id": "o-like", "product_id": "p-1", "purchased_at": now - 3 * DAY,
             "value_minor": 3990},
            {"order_id": "o-it", "product_id": "p-1", "buyer": "buyer-1", "value_minor": 3990,
             "currency": "CNY", "purchased_at": day(now - 4 * DAY)}]
    lines = tmp_path / "orders.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = shift.case("order", "--candidates", lines, cases["q1"])
    assert [(c["order_id"], c["score"]) for c in found["candidates"]] == [("o-it", 90), ("o-like", 50)]
    assert found["candidates"][0]["reasons"] == ["the same buyer", "the same product",
                                                 "bought not long before", "the same amount"]
    assert (found["orders"], found["match"]) == (4, "o-it")
    assert found["next"] == f"redress case evidence {cases['q1'][:8]} order"
    shift.case(*found["next"].split()[2:])  # as printed

    table = tmp_path / "orders.csv"
    table.write_text('\ufefforder_id,name,product_id,buyer,variant,value_minor\r\n'
                     '"o,1","Somebody ""S"" Else",p-2,,,3990\r\no-2,,p-2,buyer-9,,\r\n\r\n',
                     encoding="utf-8")
    found = shift.case("order", "--candidates", table, cases["q2"])
    assert [(c["order_id"], c["score"]) for c in found["candidates"]] == [("o,1", 40), ("o-2", 30)]
    assert found["match"] is None and "ask the customer" in found["next"]
    told = shift.case("order", "--candidates", table, cases["q2"], json_out=False).stdout
    assert "2 of 2 orders may be it" in told and "o,1" in told and "Somebody" not in told
    client = shift.redis.client()
    for key in client.scan_iter("rd:*:c:*"):
        assert "o-it" not in str(client.hgetall(key)), "no order's number is kept"


BAD = (
    ('{"order_id": "o-1"}\nnonsense\n', ":2: no order can be read"),
    ('{"product_id": "p"}\n', ":1: has no order_id"),
    ('{"order_id": "o", "purchased_at": "yesterday"}\n', ":1: purchased_at is no moment"),
    ("order_id,value_minor\no,39.90\n", ":2: value_minor is no whole number"),
    ('order_id,buyer\no,"u\n', ":2: no order can be read"),
    ("order_id\no,u\n", ":2: no order can be read"),
    ("number,buyer\n", ":1: neither a JSON object nor columns of CSV with order_id"),
)


def test_a_bad_line_is_named(shift, tmp_path):  # noqa: F811
    [case] = shift.open([review(1)])
    path = tmp_path / "orders"
    for text, said in BAD:
        path.write_text(text, encoding="utf-8")
        done = shift.case("order", "--candidates", path, case, expect=2, json_out=False)
        assert f"{path}{said}" in done.stderr and done.stderr.count("\n") == 1
    done = shift.case("order", "--candidates", tmp_path / "none", case, expect=2, json_out=False)
    assert "No such file" in done.stderr
    done = shift.case("order", case, expect=2, json_out=False)
    assert "--candidates FILE" in done.stderr
