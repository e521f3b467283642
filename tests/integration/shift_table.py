"""The state table as `redress help rounds` prints it, and what of it a shift has walked through."""
import collections
import re
import threading

from worker import call

# Refusals that no verb can reach: Kafka's side never asks the machine to open what is there, and tells
# nobody of them.
UNREACHABLE = {("any open", "open, reopen"): "reopen", ("`cl`", "open"): None,
               ('`1c` `2m` `2c` `3m` `3c` `fm` `es` `pk` `cl`', "known"): None}


def rows_of(text, section):
    part = text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    # `--accepted|--by-rule` in a cell is no border
    return [[cell.strip() for cell in re.split(r" \| | \|  ?\||^\| | \|$", line)][1:-1]
            for line in lines]


class Table:
    """`rows`: {(state, event): where it leads}; `refused`: [(in, event, because)]."""

    def __init__(self):
        text = call("help", "rounds").stdout
        self.states = {row[0].strip("`"): row[1] for row in rows_of(text, "States")}
        self.rows, self.table_rows = {}, []
        for row in rows_of(text, "Events"):
            states = self._states(row[0])
            self.table_rows.append((row[0], row[1]))
            for state in states:
                self.rows[state, row[1]] = row[3].strip("`")
        self.refused = [(row[0], row[1], row[2]) for row in rows_of(text, "Refused")]
        self.reasons = [row[0].strip("`") for row in rows_of(text, "Why a case is closed")]
        assert len(self.states) == 10 and len(self.rows) > 150 and len(self.refused) > 10

    def _states(self, cell):
        named = re.findall(r"`(\w\w)`", cell)
        if cell.startswith("any open but"):
            return [s for s in self.states if s != "cl" and s not in named]
        return named + ([s for s in self.states if s != "cl"] if "any open" in cell else [])

    def merchant(self, state):
        return self.states[state] == "merchant"


def wanted_alerts():
    """(kind, turn or level) of every moment and event that gives an alert."""
    wanted = {("warn", f"turn {t}") for t in (1, 2, 3, 4, 6)}
    wanted |= {("breach", f"turn {t}") for t in (1, 2, 3, 4, 5)}
    wanted |= {("breach", f"level {n}") for n in (1, 2, 3)}
    wanted |= {("vacant", f"turn {t}") for t in (1, 2, 3, 4)}
    return wanted | {(kind, "") for kind in (
        "open", "reply", "escalate", "nudge", "closed", "snooze", "promise", "appeal", "markdown",
        "gather", "update", "turning", "herd", "incident", "lapse", "forward", "known")}


class Coverage:
    """What was seen while it happens, so that the walk goes where it was not yet."""

    def __init__(self, table):
        self.table, self.lock = table, threading.Lock()
        self.seen, self.refusals, self.alone = collections.Counter(), collections.Counter(), []

    def saw(self, state, event):
        self.seen[state, event] += 1

    def walked(self, before, event, after):
        """A row is walked by what went where it leads, not by what was only noted or met a manager."""
        state, to = before[:2], after[:2]
        wanted = self.table.rows.get((state, event))
        if wanted == "-":
            led = event in ("wake", "reopen") or to == state or (event in ("kept", "restored") and to == "cl")
        else:
            led = to == wanted or (wanted == "cl" and to == "pk")
        if led:
            self.saw(state, event)

    def leave_alone(self, missing):
        """States in which somebody must do nothing: what comes of that was not seen yet."""
        turns = {"turn 1": "1m", "turn 2": "2m", "turn 3": "3m", "turn 4": "fm"}
        self.alone = [turns[m[1]] for m in missing if m[1] in turns]

    def refused(self, case, text):
        text = text.replace(case[:8], "ID")
        with self.lock:
            self.refusals[text] += 1

    def missing_rows(self):
        return [pair for pair in self.table.rows if not self.seen[pair]]

    def missing_refusals(self):
        return [row for row in self.table.refused
                if not any(row[2] in text for text in self.refusals) and
                UNREACHABLE.get(row[:2], "") is not None]
