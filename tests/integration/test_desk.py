"""Reading the cases at the command line: who takes what next, filters, counts, what happened."""
import concurrent.futures
import json
import re
import subprocess
import time

import pytest

from test_oncall import review, shift  # noqa: F401  (a fixture)

PRODUCTS = [f"p-{n}" for n in range(12)]


def reviews(n=12, **more):
    return [review(i, product_id=PRODUCTS[i], seller_id=f"s-{i % 3}", marketplace="market-a",
                   kind="review", channel="marketplace", **more) for i in range(n)]


def ids(lines):
    return [c["id"] for c in lines]


def test_ten_who_ask_at_once_get_ten_cases(shift):  # noqa: F811
    shift.open(reviews())
    order = ids(shift.case("list"))
    assert shift.case("next", "--as", "ann", "--no-text")["id"] == order[0]

    def ask(name):
        done = shift.command("case", "next", "--as", name, "--no-text", "--json", expect=None)
        return json.loads(done.stdout)["id"] if done.returncode == 0 else done.stderr

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        got = list(pool.map(ask, [f"agent{n % 5}" for n in range(10)]))  # two of each name
    assert sorted(got) == sorted(order[1:11])
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        got = list(pool.map(ask, ["ann"] * 6))
    assert [g for g in got if len(g) == 16] == order[11:]
    assert sum("nothing to do" in g for g in got) == 5
    shown = shift.command("case", "next", "--as", "bob", expect=1)
    assert "redress case list" in shown.stderr
    assert shift.case("list", "--unclaimed") == []
    assert len(shift.case("list", "--owner", "ann")) == 2


def test_next_says_that_it_claims(shift):  # noqa: F811
    shift.open(reviews(3))
    first = shift.case("next", "--as", "ann", "--no-text", json_out=False).stdout
    assert first.startswith("claimed for ann until ") and "are yours" not in first
    second = shift.case("next", "--as", "ann", "--no-text", json_out=False).stdout
    assert "2 cases are yours now: redress case list --mine" in second


def test_filters(shift):  # noqa: F811
    shift.open(reviews())
    shift.case("claim", shift.case("list")[3]["id"], "--as", "ann")
    everything = shift.case("list")

    def check(expected, *args):
        assert sorted(ids(shift.case("list", *args))) == sorted(
            c["id"] for c in everything if expected(c)), args

    check(lambda c: c["seller_id"] == "s-1", "--seller", "s-1")
    check(lambda c: c["product_id"] == "p-4", "--product", "p-4")
    check(lambda c: c["owner"] == "ann", "--mine", "--as", "ann")
    check(lambda c: c["owner"] is None, "--unclaimed")
    check(lambda c: True, "--marketplace", "market-a", "--lane", "marketplace", "--state", "1m")
    check(lambda c: False, "--marketplace", "market-b")
    check(lambda c: False, "--overdue")
    check(lambda c: False, "--level", "1")
    check(lambda c: c["seller_id"] == "s-2" and c["owner"] is None, "--seller", "s-2", "-u")
    oldest = ids(shift.case("list", "--sort", "age", "-n", "3"))
    by_age = sorted(everything, key=lambda c: c["opened_at"])
    assert {c["opened_at"] for c in by_age[:3]} >= {
        c["opened_at"] for c in everything if c["id"] in oldest[:1]}
    priorities = [c["priority"] for c in shift.case("list", "--sort", "priority")]
    assert priorities == sorted(priorities, reverse=True)
    lines = shift.command("case", "list", "--ids", "--sort", "due").stdout.split()
    assert sorted(lines) == sorted(ids(everything))


@pytest.mark.parametrize("args,said", [
    (["list", "--state", "4m"], "--state '4m': must be one of 1m, 1c, 2m"),
    (["list", "--cause", "lateness"], "--cause 'lateness': must be one of late, damaged"),
    (["list", "--sort", "size"], "--sort 'size': must be one of urgency, due, priority, age"),
    (["list", "--lane", "vip"], "--lane 'vip': must be one of marketplace, social, chat, safety"),
    (["list", "--level", "4"], "--level '4': must be a whole number from 0 to 3"),
    (["list", "--mine", "--unclaimed"], "--mine and --unclaimed"),
    (["next", "--seler", "x"], "'--seler': there is no such option"),
    (["tail", "--kind", "breech"], "--kind 'breech': must be one of open, warn, breach"),
    (["stats", "--by", "shop"], "--by 'shop': must be one of seller, product, agent"),
    (["stats", "--since", "yesterday"], "--since 'yesterday': must be like 90m, 8h or 2d"),
])
def test_a_wrong_filter_is_named_with_what_it_may_be(servers, args, said):
    done = servers.command(servers.up(Nowhere()), servers.redis(), "case", *args, expect=2)
    assert said in done.stderr and done.stderr.count("\n") == 1


class Nowhere:
    """A broker that no command here asks."""

    name, bootstrap = "nowhere", "127.0.0.1:1"

    def start(self):
        return self

    def stop(self):
        pass

    def reports(self):
        return ""


def test_tail_filters(shift):  # noqa: F811
    shift.open(reviews(6))
    closed = shift.case("list", "--product", "p-2")[0]["id"]
    shift.case("close", closed, "--reason", "withdrawn", "--as", "ann")
    tail = ["tail", "--once", "-n", "100"]
    assert len(shift.case(*tail)) == 7
    assert [a["case"] for a in shift.case(*tail, "--kind", "closed")] == [closed]
    assert len(shift.case(*tail, "-k", "closed", "-k", "open")) == 7
    assert {a["product_id"] for a in shift.case(*tail, "--product", "p-2")} == {"p-2"}
    cause = shift.case("show", closed, "--no-text")["causes"][0]["cause"]
    assert closed in [a["case"] for a in shift.case(*tail, "--cause", cause)]
    assert shift.case(*tail, "--level", "2") == []
    assert shift.case(*tail, "--min-priority", "1000") == []


def answer(case, name, *rest):
    """Round 1 and the customer's reply."""
    case("answer", *rest, "--cause", "late", "--demand", "refund", "--as", name)
    case("reply", *rest)


def test_stats_over_a_time_by_agent_and_by_seller(shift):  # noqa: F811
    shift.open(reviews(6))
    cases = {c["product_id"]: c["id"] for c in shift.case("list")}
    before = time.time()
    for product, name in (("p-0", "ann"), ("p-1", "ann"), ("p-2", "bob")):
        answer(shift.case, name, cases[product])
    for product, name in (("p-0", "ann"), ("p-2", "bob")):  # solved with the first proposal
        shift.case("answer", cases[product], "--proposal", "refund", "--amount", "9", "--as",
                   name)
    shift.case("private", cases["p-0"])
    shift.case("accept", cases["p-0"])
    shift.case("refuse", cases["p-2"])  # this one needs round 3
    shift.case("answer", cases["p-2"], "--ask-end", "--as", "bob")
    shift.case("reply", cases["p-2"])
    shift.case("decide", cases["p-2"], "--accepted", "--as", "bob")
    shift.case("close", cases["p-5"], "--reason", "withdrawn", "--as", "bob")

    t = shift.case("stats", "--by", "agent")
    assert (t["open"], t["opened"], t["closed"], t["cases"]) == (3, 6, 3, 6)
    assert t["answered"] == {"1": 3, "2": 2, "3": 1} == t["answered_in_time"]
    assert (t["resolved"], t["resolved_first_contact"], t["closed_private_first"]) == (2, 1, 1)
    chosen = {c for c in cases.values() if shift.case("show", c, "--no-text")["sampled"]}
    assert set(t["sampled"]) == chosen  # by chance: mostly none
    assert 0 <= t["first_answer_p50_s"] <= t["first_answer_p95_s"] <= time.time() - before + 30
    assert 0 <= t["close_p50_s"] <= t["close_p95_s"]
    groups = {g["agent"]: g for g in t["groups"]}
    assert set(groups) == {"ann", "bob", None}
    assert (groups["ann"]["cases"], groups["ann"]["closed"]) == (2, 1)
    assert (groups["bob"]["cases"], groups["bob"]["closed"]) == (2, 2)
    assert groups["bob"]["resolved_first_contact"] == 0
    sellers = {g["seller"]: g["cases"] for g in shift.case("stats", "--by", "seller")["groups"]}
    assert sellers == {"s-0": 2, "s-1": 2, "s-2": 2}
    nothing = shift.case("stats", "--until", "1d")
    assert (nothing["cases"], nothing["closed"], nothing["open"]) == (0, 0, 3)
    assert shift.case("stats", "--since", "1h")["closed"] == 3
    told = shift.command("case", "stats", "--by", "agent").stdout
    assert "2 of 3 closed; 1 with the first proposal" in told and "\nbob " in told
    # Words, not the codes of states and levels: p-3 and p-4 wait for us, p-1 for an offer.
    assert re.search(r"^our turn +round 1: 2, round 2: 1$", told, re.M), told
    assert re.search(r"^their turn +-$", told, re.M) and re.search(r"^called +owner: 3$", told, re.M)


def test_audit_tells_what_happened(shift):  # noqa: F811
    [case] = shift.open([review(1)])
    shift.case("claim", case, "--as", "ann")
    answer(shift.case, "ann", case)
    lines = shift.command("case", "audit", case[:8]).stdout.splitlines()
    assert lines[0].startswith(f"case {case}, opened from review q1")
    told = [line[20:].split("  ", 2)[-1].strip() for line in lines[1:]]
    assert "the complaint came in" in told[0] and "round 1" in told[0]
    assert "ann took it" in told[1] and "->" not in told[1]
    assert "ann answered the customer -> round 1: waiting for the customer" in told[2]
    assert "-> round 2: propose a solution" in told[3]
    entries = shift.case("audit", case)["entries"]
    assert [e["event"] for e in entries] == ["open", "claim", "answer", "reply"]
    assert entries[1]["who"] == "ann" and entries[1]["now"] is None
