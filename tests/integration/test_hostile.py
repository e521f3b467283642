"""What others wrote reaches no terminal and no log as it is: an escape sequence in a review, an id or
a group must not move a cursor, set a title or turn a line around."""
import re

from test_oncall import COMPLAINT, review, shift  # noqa: F401  (a fixture)

ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
IDS = ("review_id", "product_id", "seller_id", "marketplace", "author_id", "order_id", "group_id",
       "campaign_id", "locale")


def hostile(n):
    return review(n, currency="\x1b[31m", title="broken" + ESCAPES, body=COMPLAINT + ESCAPES,
                  kind="review", channel="marketplace",
                  **{name: name[:3] + (str(n) if name[:3] in ("rev", "aut") else "") + ESCAPES
                     for name in IDS})


def test_escape_sequences_are_shown_as_nothing(shift):  # noqa: F811
    cases = shift.open([hostile(n) for n in range(4)])
    case = cases[0]
    shift.send([{**hostile(9), "seller_id": ""}])  # a dead letter
    shift.case("claim", case, "--as", "ann")
    shift.run.wait_finished(5)
    other = shift.servers.redis()
    said = {}
    for words in (["case", "show", case], ["case", "why", case], ["case", "audit", case],
                  ["case", "herd", case], ["case", "list"], ["case", "stats"],
                  ["case", "incident"], ["case", "tail", "--once"], ["case", "trend"],
                  ["board", "--once"], ["audit"], ["deadletter", "show"],
                  ["diff", other.address]):
        done = shift.command(*words, expect=None)
        said[" ".join(words)] = done.stdout + done.stderr
    said["log"] = shift.run.log()
    for words, text in said.items():
        found = CONTROL.search(text)
        assert text and not found, (words, text[max(0, found.start() - 99):found.start() + 30])
