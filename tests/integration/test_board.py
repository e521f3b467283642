"""`redress board` on a pseudo terminal, over real servers: keys close a case through three rounds,
every line aligns in Chinese, and the terminal is given back whatever ends it."""
import re
import signal
import time

import pytest

import board_screen
from board_screen import Terminal, width
from procs import wait_until
from reviews import make
from road import Road
from servers import Servers

pytestmark = pytest.mark.skipif(board_screen.pyte is None, reason="python3-pyte is not installed")

COMPLAINT = "等了两周还没到货，客服一直不回复，我要退款！包装也破了，瓶子漏了一半，真的很失望。"


CASES = 60


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Servers, a worker and open cases for all tests of this file."""
    servers = Servers(tmp_path_factory.mktemp("board"))
    road = Road(servers, servers.broker(), servers.redis())
    now = int(time.time() * 1000)
    road.send([{**make(1, seed=i, complaints=1.0)[0], "review_id": f"q{i}", "body": COMPLAINT,
                "rating": 1, "created_at": now, "seller_id": "卖家一号店旗舰店",
                "product_id": f"面霜产品编号{i}"} for i in range(CASES)])
    road.run = road.worker(timer__enabled="no")
    road.run.wait_finished(CASES)
    yield road
    reports = servers.stop()
    assert not reports, reports


@pytest.fixture
def desk(shared):
    """Terminals with the board on them; `case` is one that nobody has touched."""
    terminals = []

    def board(rows=24, cols=80, *args, settings=(), **env):
        sets = [word for one in settings for word in ("-s", one)]
        t = Terminal(["-c", shared.run.conf, *sets, "board", "--as", "mei", *args], rows, cols, env)
        terminals.append(t)
        return t

    store = shared.store()
    shared.cases = sorted(store.open_cases())
    shared.fresh = next(c for c in shared.cases if store.cases[c]["st"] == "1m"
                        and not store.cases[c].get("ow"))
    shared.board = board
    yield shared
    for t in terminals:
        t.close()


def test_keys_close_a_case_through_three_rounds(desk):
    case = desk.fresh
    t = desk.board()
    t.wait("TEXT")
    t.press("/", *case[:10], "enter")
    t.wait("CASE +" + case[:8])
    t.wait("两周还没到货")  # the text came from Kafka
    t.press("enter", "pgdn")
    t.wait('WORDS +damaged: "')  # and what in it led to the causes
    t.wait('wants refund: ".*退款"')
    t.press("\x1b[5~", "\x1b[5~", "esc")
    t.press("r")  # dim: it says what comes instead
    t.wait("reply: not possible now. Next: c claim", 5)
    t.wait("NEXT +c claim it, then a answer")
    t.press("c")
    t.wait("claim: done")
    t.wait("NEXT +a answer")
    t.press("a")
    t.wait("answer: the problem")
    t.press("l")  # to "late"
    t.wait("^late +.*delivery")
    t.press("enter")
    t.wait("what they want")
    t.wait("^refund +")
    t.press("enter")
    t.wait("what you tell them")
    t.press(*"please delete your review")
    t.wait("GUARD +refuses change_review")  # while it is typed, and all of it
    t.wait("Instead: 只说解决了什么")
    t.wait("Solve it and say so")  # for who does not read it
    t.press("enter")
    t.wait("not sent: rewrite it")  # to be mended, not lost
    t.wait("please delete your review")
    t.press("\x15", *"ok.", "enter")  # ^U
    t.wait("the guard warns")
    t.wait("Enter: rewrite it, o: ")
    t.press("enter")
    t.wait("ok.")
    t.press("\x15", "enter")
    t.wait("answer: done; round 1: waiting")
    t.wait("NEXT +wait for the customer; r")
    t.press("r")
    t.wait("reply: They wrote\\? Kept is that they did, not their words")
    t.press("n", "r", "enter", "y")
    t.wait("reply: done; round 2")
    t.wait("NEXT +p propose")
    t.press("p")
    t.wait("you propose")
    t.wait("^refund +all of the money")
    t.press("enter")
    t.wait("how much .you may offer")
    t.press("1", "2", ".", "5", "enter")  # nobody need approve it
    t.wait("propose: what you tell them")
    t.press("enter")
    t.wait("propose: done; round 2: waiting")
    t.wait("wait for the customer; y")
    t.press("n", "y")
    t.wait("refuse: done; round 3")
    t.wait("NEXT +e ask end")
    t.press("e", "enter")
    t.wait("ask end: done; round 3: waiting")
    t.press("r", "y")
    t.wait("reply: done; final decision")
    t.wait("NEXT +d decide")
    t.press("d")
    t.wait("how it ends")
    t.press("enter")
    t.wait("choose one")  # nothing closes by two keys
    t.press("b")
    t.wait("^by-rule +a rule of yours")
    t.press("enter")
    t.wait("id of your rule")
    t.press("R", "-", "7", "enter")
    t.wait("R-7. It closes, and nobody is called for it any more. Sure")
    t.press("y")
    t.wait("decide: done; closed, by_rule")
    t.press("q")
    assert t.end() == 0
    store = desk.store().check()
    assert store.cases[case]["st"].startswith("cl")
    assert store.cases[case]["pa"] == "1250" and store.cases[case]["rl"] == "R-7"
    assert [e["who"] for log in store.logs.values() for e in log if e["event"] == "claim"] == ["mei"]


def test_what_the_verb_alone_refuses_is_mended_at_once(desk):
    """Only the verb knows what this seller wrote before: the text is asked for again, with the
    reason, and nothing else is."""
    text = "很抱歉包装破了、瓶子漏了一半，我今天就查物流，18点前回复您。"
    case, other = [c for c in desk.cases if desk.store().cases[c]["st"] == "1m"
                   and not desk.store().cases[c].get("ow")][1:3]
    desk.command("case", "answer", other, "--as", "mei", "--cause", "late", "--demand", "refund",
                 "--text", text)
    t = desk.board()
    t.wait("TEXT")
    t.press("/", *case[:10], "enter")
    t.wait("CASE +" + case[:8])
    t.press("c")
    t.wait("claim: done")
    t.press("enter", *"jjjjjjjj")
    t.press("a", "enter", "enter")
    t.wait("what you tell them")
    t.press("\x1b[200~", *text, "\x1b[201~")
    t.press("enter")
    t.wait("GUARD +refuses template")
    t.wait("not sent: rewrite it")
    assert "what you tell them" in t.text() and text[-8:] in t.text()
    t.press("\x15", *"瓶子漏了，马上核实，今晚给您答复。", "enter")
    t.wait("answer: done|the guard warns")
    if "the guard warns" in t.text():
        t.press("o")
    t.wait("answer: done; round 1: waiting")
    t.wait("CASE +" + case[:8])  # what comes next is in sight again
    t.wait("NEXT +wait for the customer")
    t.press("q")
    assert t.end() == 0


def test_a_review_that_changes_is_said(desk):
    """Who answers what stands there no longer must be told."""
    row = desk.store().cases[desk.fresh]
    n = int(row["rid"][1:])
    t = desk.board()
    t.wait("TEXT")
    t.press("/", *row["rid"], "enter")
    t.wait("两周还没到货")
    desk.send([{**make(1, seed=n, complaints=1.0)[0], "review_id": row["rid"], "rating": 1,
                "body": COMPLAINT + "今天又催了一次。", "version": 2,
                "created_at": int(time.time() * 1000), "product_id": f"面霜产品编号{n}"}])
    t.wait("they changed their review: read it again")
    t.wait("真的很失望。今")
    t.press("q")
    assert t.end() == 0


def test_what_another_has_is_asked_first(desk):
    case = desk.fresh
    desk.command("case", "claim", case, "--as", "ann")
    t = desk.board(20, 60)
    t.wait(r"^>.*\d+:\d\d")
    t.press("/", *case[:10], "enter")
    t.wait("owner: ann")
    t.press("a")
    t.wait("ann has this case. Go on all the same")
    t.press("n", "a", "y")
    t.wait("answer: the problem")
    t.press("esc", "esc", "x")
    t.wait("ann has this case")
    t.press("esc", "q")
    assert t.end() == 0
    desk.command("case", "unclaim", case, "--as", "ann")
    done = desk.store().cases[case]
    assert done["st"] == "1m" and not done.get("ow")


def test_nothing_is_done_to_what_cannot_be_seen(desk):
    before = desk.store().snapshot()
    t = desk.board(20, 60)
    t.wait(r"^>.*\d+:\d\d")
    t.press("f", *"seller=zzz", "enter")
    t.wait("nothing here; Esc shows all again")
    for key in "caxtPzi":
        t.press(key)
        t.wait("no case is chosen")
        t.press("j")
    t.press("f", "\x15", *"cause=nosuch", "enter")
    t.wait("no cause")
    t.press("f", "\x15", *"cause=late", "enter")
    t.wait(r"^>.*\d+:\d\d")
    assert "no cause" not in t.text()  # what was wrong before is gone
    t.press("f", "\x15", *"seller=zzz", "enter")
    t.wait("nothing here")
    t.press("esc")
    t.wait(r"^>.*\d+:\d\d")
    t.press("q")
    assert t.end() == 0
    assert desk.store().snapshot() == before


@pytest.mark.parametrize("rows,cols", [(24, 80), (40, 120), (20, 60), (8, 30)])
def test_every_line_aligns(desk, rows, cols):
    t = desk.board(rows, cols)
    t.wait(r"^>.*\d+:\d\d")
    if cols < 72:
        t.press("tab")
    if rows > 8:
        t.wait("两周还没到货")
    for _ in range(3):
        t.press("j")
        time.sleep(0.3)
    for line in t.lines():
        assert width(line) <= cols, line
    if cols >= 72:  # what divides the two sides stands in one column, whatever is beside it
        bars = {width(line[:line.index("|")]) for line in t.lines()[2:rows // 2] if "|" in line}
        assert len(bars) == 1, t.text()
    t.press("q")
    assert t.end() == 0


def test_it_follows_the_size_and_the_queue(desk):
    cases = desk.cases
    t = desk.board(24, 80)
    t.wait(f"{len(cases)} open")
    first = t.wait(r"CASE +(\w{8})").group(1)
    t.resize(40, 132)
    t.wait("OWNER")
    t.resize(6, 20)
    t.resize(24, 80)
    t.press("?")
    t.wait("Redress: keys")
    t.press("x")  # goes back, closes nothing
    t.press("end")
    wait_until("another is chosen", lambda: t.wait(r"CASE +(\w{8})").group(1) != first)
    t.wait(r"(\d+)/\1 ")  # the last of all, at once
    t.press("home")
    t.wait("CASE +" + first)
    # Another takes it: the board says so by itself.
    desk.command("case", "claim", next(c for c in cases if c.startswith(first)), "--as", "ann")
    t.wait(r"^>.*\+ *\|")
    t.press("c")
    t.wait("somebody else has claimed it")
    t.press("m")
    t.wait("nothing here")
    t.press("m", "/", *cases[9][:6], "enter")
    t.wait("CASE +" + cases[9][:8])
    t.press("esc", "f", *"cause=x", "enter")
    t.wait("there is no cause 'x'")
    # What is pasted is text: it neither claims nor quits.
    t.press("\x1b[200~cxq\r\x1b[201~")
    t.press("f")
    t.press("\x1b[200~level=1\r\x1b[201~")
    t.wait("filter: which cases")
    t.wait("^level=1")
    t.press("esc", "q")
    assert t.end() == 0
    assert sorted(desk.store().open_cases()) == cases


def test_a_filter_chooses_from_what_it_lets_through(desk):
    """Neither the queue before it nor the look that was under way is chosen from."""
    product = "面霜产品编号41"
    [case] = desk.command("case", "list", "--product", product, "--ids").stdout.split()
    t = desk.board()
    first = t.wait(r"CASE +(\w{8})").group(1)
    assert first != case[:8]
    t.press("f", f"\x1b[200~product={product}\x1b[201~", "enter")
    t.wait("CASE +" + case[:8])
    t.press("q")
    assert t.end() == 0
    for _ in range(3):
        once = desk.command("board", "--once", "--filter", f"product={product}").stdout
        assert re.search("CASE +" + case[:8], once), once


def test_redis_away_is_said_and_nothing_blocks(desk):
    """Whoever waited for Redis would wait for a minute: far longer than a busy machine takes."""
    t = desk.board(settings=["redis.timeout_ms=60000"])
    t.wait("两周还没到货")
    try:
        desk.redis.freeze()  # silent, not gone: connections stay open
        t.wait("Redis away since", 40)
        t.press("?")
        t.wait("Redress: keys", 40)
        t.press("?", "j")
        desk.redis.thaw()
        t.wait(r"Redress +\d+ open", 40)
        desk.redis.freeze()
        time.sleep(1)  # a look a second: a thread waits by now
        t.press("q")
        assert t.end(40) == 0
    finally:
        desk.redis.thaw()


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGABRT])
def test_the_terminal_is_given_back(desk, sig):
    t = desk.board()
    t.wait("TEXT")
    t.child.send_signal(sig)
    assert t.end() in (0, -sig)


def test_colours_are_off_when_asked(desk):
    colours = re.compile(rb"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|10[0-7])m")
    for env, pattern, expected in (({}, colours, True), ({"NO_COLOR": "1"}, colours, False),
                                   ({"TERM": "dumb"}, re.compile(rb"\x1b\[[0-9;]*m"), False)):
        t = desk.board(24, 80, **env)
        t.wait("TEXT")
        t.press("q")
        assert t.end() == 0
        # What gives the terminal back sets everything to plain.
        painted = t.raw[:t.raw.rindex(b"\x1b[0m\x1b[?2004l")]
        assert bool(pattern.search(painted)) == expected


def test_once_prints_it(desk):
    done = desk.command("board", "--once", "--cols", "100", "--rows", "30", "--as", "mei")
    assert f"{len(desk.cases)} open" in done.stdout and "两周还没到货" in done.stdout and "\x1b" not in done.stdout
    assert len(done.stdout.splitlines()) == 30
    refused = desk.command("board", expect=2)
    assert "needs a terminal; --once" in refused.stderr
    assert "no cause 'x'" in desk.command("board", "--filter", "cause=x", expect=2).stderr
