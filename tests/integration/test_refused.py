"""What must not exist does not: no command, option, setting or field for it. Who adds a word here adds
it on purpose; docs/REQUIREMENTS.md says which rows of it are refused and why."""
import json
import pathlib
import re

import pytest

from worker import call

ROOT = pathlib.Path(__file__).resolve().parents[2]

# All that a person can do to a case. None of it touches the review or its author.
VERBS = """list next show why claim unclaim answer propose ask-end reply accept refuse decide close reopen
    assign snooze evidence promise reprice appeal relay private call about stance note publish audit order herd incident trend tail
    stats""".split()

# Words that an option, a setting or a field of a refused feature would have.
REVIEW_FOR_SALE = r"coupon|voucher|gift|reward|cash_?back|incentive|bribe|dilute|boost"
REVIEW_TOUCHED = r"delete|remove|erase|hide|suppress|takedown|edit_?review|update_?review"
CROWD = r"supporter|mobili[sz]e|fans?|friend|relative|confidant|astroturf|vine"
PERSON = r"e?mail|phone|avatar|picture|photo_url|gender|sex|birth|age|race|ethnic|religion|income|profile"
IDENTITY = r"(first|last|full|real|user|nick|author|customer)_?name"
NOT_OURS = re.compile(rf"\b({REVIEW_FOR_SALE}|{REVIEW_TOUCHED}|{CROWD}|{PERSON}|{IDENTITY})\b")


def wrong_words(names):
    return {n for n in names if NOT_OURS.search(n.replace("-", "_")) or
            any(NOT_OURS.search(part) for part in re.split(r"[-_.]", n))}


def options_of(*command):
    return set(re.findall(r"^ {2}(?:-\w, | {4})--([a-z-]+)", call(*command, "--help").stdout, re.M))


def test_the_pattern_finds_what_it_is_for():
    found = wrong_words(["delete", "coupon-code", "customer_name", "author.gender", "buy_email", "age"])
    assert len(found) == 6
    assert not wrong_words(["herd", "appeal", "message", "image", "percent", "page"])


def test_verbs_are_those_that_are_wanted():
    listed = re.findall(r"^ {2}([a-z-]+) +[A-Z]", call("case", "--help").stdout, re.M)
    assert sorted(listed) == sorted(VERBS)
    assert not wrong_words(VERBS)


@pytest.mark.parametrize("verb", ["delete", "remove-review", "coupon", "mobilise", "boost", "email",
                                  "profile", "invite-friends", "praise"])
def test_what_is_refused_is_no_verb(verb):
    done = call("case", verb, "x", expect=2)
    assert f"'{verb}': there is no such verb" in done.stderr


def test_no_option_reaches_a_review_or_a_person():
    seen = set()
    for verb in VERBS:
        seen |= options_of("case", verb)
    assert {"cause", "demand", "amount", "within", "consent"} <= seen
    assert not wrong_words(seen)


def test_commands_and_settings_have_none_either():
    commands = re.findall(r"^ {2}([a-z-]+) +[A-Z]", call("help").stdout, re.M)
    assert "case" in commands and not wrong_words(commands)
    settings = re.findall(r"^#?([a-z_0-9]+) =", call("help", "config", "--file").stdout, re.M)
    policy = re.findall(r"^#?([a-z_0-9.]+) =", call("help", "policy").stdout, re.M)
    assert "topics" in settings and "severity" in policy
    against = {"update_review", "update_review_amazon", "mobilise"}  # rules of the guard
    assert not wrong_words(set(settings) | (set(policy) - against))


def fields_of(schema):
    """Every name in a schema, those of nested records too."""
    if isinstance(schema, list):
        return set().union(*map(fields_of, schema))
    if not isinstance(schema, dict):
        return set()
    names = {f["name"] for f in schema.get("fields", [])}
    inner = [f["type"] for f in schema.get("fields", [])] + [schema.get("items"), schema.get("values")]
    return names.union(*map(fields_of, inner))


def test_no_schema_of_ours_names_a_person():
    """What comes in (v4 is what we read) and what goes to the journal."""
    schemas = [ROOT / "schemas/review_event/v4.avsc", *(ROOT / "schemas/case_event").glob("*.avsc")]
    assert len(schemas) > 1
    for path in schemas:
        names = fields_of(json.loads(path.read_text(encoding="utf-8")))
        assert len(names) > 5
        assert not wrong_words(names), path


@pytest.mark.parametrize("text, rule", [
    ("请删除差评，我们给您返现二十元", "change_review"),
    ("五星好评晒图返现十元", "inducement"),
    ("我们可以找人刷几条好评把它压下去", "fake_review"),
    ("Dear fans, please come and defend us in the comments!", "mobilise"),
    ("Please contact us instead of leaving a negative review.", "diversion"),
    ("We will sue you if this review stays online.", "threat"),
])
def test_the_guard_says_so_where_it_is_written(text, rule):
    done = json.loads(call("lint", "--json", text, expect=3).stdout)
    assert rule in [f["rule"] for f in done["findings"]], done
    assert all(f["why"] and f["instead"] for f in done["findings"])


def test_the_boards_have_no_action_of_their_own():
    """Their keys and buttons call verbs; one that is no verb would escape the list above."""
    actions = (ROOT / "oncall/board_table.c").read_text(encoding="utf-8")
    rows = re.findall(r'^ {4}\{"([a-z-]+)", +"[^"]+", "([^"]+)", +"([a-z-]+)",', actions, re.M)
    assert len(rows) > 20
    assert not wrong_words(word for name, label, _ in rows for word in (name, *label.split()))
    assert {verb for _, _, verb in rows} <= set(VERBS)
