"""The board as a web page: who may look and act, events, and the page itself in a real browser,
with reviews that would take it over if anything of theirs became markup."""
import http.client
import json
import shutil
import socket
import threading
import time
import urllib.parse

import pytest

from procs import wait_until
from reviews import make
from road import Road
from servers import Servers

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select
except ImportError:
    webdriver = None
DRIVER = shutil.which("chromedriver")
browser_test = pytest.mark.skipif(
    not (webdriver and DRIVER and shutil.which("chromium")),
    reason="no browser: chromium, chromium-driver and python3-selenium are not installed")

TOKEN = "a token of more than 16"
HOSTILE = ("等了两周还没到货，客服一直不回复，我要退款！包装也破了，瓶子漏了一半，真的很失望。\u202e"
           "</blockquote><script>window.owned=1</script><img src=x onerror='window.owned=2'>"
           "<a href='javascript:window.owned=3'>x</a>")
CASES = 12


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A worker with the web board, and open cases with hostile texts and ids."""
    directory = tmp_path_factory.mktemp("web")
    servers = Servers(directory)
    token_file = directory / "token"
    token_file.write_text(TOKEN + "\n", encoding="utf-8")
    road = Road(servers, servers.broker(), servers.redis())
    now = int(time.time() * 1000)
    road.send([{**make(1, seed=i, complaints=1.0)[0], "review_id": f"w{i}", "body": HOSTILE,
                "rating": 1, "created_at": now, "seller_id": "<b id=owned>卖家</b>",
                "product_id": f"\"><svg onload=window.owned=4>{i}"} for i in range(CASES)])
    road.run = road.worker(timer__enabled="no", board__token_file=str(token_file),
                           redis__timeout_ms=1000)
    road.run.wait_finished(CASES)
    road.cases = sorted(road.store().open_cases())
    assert len(road.cases) == CASES
    road.untouched = iter(road.cases)
    yield road
    reports = servers.stop()
    assert not reports, reports


def ask(page, method, path, body=None, token=None, port=None, **headers):
    """(status, headers, JSON or text) of one request."""
    c = http.client.HTTPConnection("127.0.0.1", port or page.run.status_port, timeout=20)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        headers["Authorization"] = "Bearer " + token
    if body is not None:
        headers.setdefault("Content-Type", "application/json")
    c.request(method, path, json.dumps(body) if isinstance(body, dict) else body, headers)
    r = c.getresponse()
    text = r.read().decode()
    c.close()
    try:
        return r.status, r.headers, json.loads(text)
    except ValueError:
        return r.status, r.headers, text


def act(page, case, action, token=TOKEN, as_="ann", answers=None, **headers):
    body = {"action": action, "id": case, "as": as_, "answers": answers or {}}
    status, _, j = ask(page, "POST", "/board/act", body, token, **headers)
    return status, j


class Events:
    """A reader of the events, as they come."""

    opened = []

    def __init__(self, page, token=None):
        self.opened.append(self)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        for _ in range(20):  # pages that were left a moment ago are still counted as watching
            self.c = http.client.HTTPConnection("127.0.0.1", page.run.status_port, timeout=20)
            self.c.request("GET", "/board/events", headers=headers)
            self.r = self.c.getresponse()
            if self.r.status != 503:
                return
            self.c.close()
            time.sleep(1)

    def next(self, name):
        """Data of the next event of that name; beats come meanwhile, so nothing else ends the wait."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            line = self.r.readline().decode()
            assert line, "the stream ended"
            if line == f"event: {name}\n":
                return json.loads(self.r.readline().decode()[6:])
        raise AssertionError(f"no event {name} for a minute")

    def close(self):
        if self.c.sock:
            try:
                self.c.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the other side was faster
        self.r.close()
        self.c.close()


@pytest.fixture(autouse=True)
def no_reader_is_left():
    yield
    while Events.opened:
        Events.opened.pop().close()


def test_reading_needs_nothing_and_changes_nothing(page):
    before = page.store().snapshot()
    status, headers, html = ask(page, "GET", "/board")
    assert status == 200 and "@NONCE@" not in html
    csp = headers["Content-Security-Policy"]
    nonce = csp.split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in html and len(nonce) == 32
    assert "unsafe" not in csp and "default-src 'none'" in csp and "frame-ancestors 'none'" in csp
    assert nonce not in ask(page, "GET", "/board")[1]["Content-Security-Policy"]
    assert "src=\"http" not in html and "@import" not in html
    assert ask(page, "HEAD", "/board")[0] == 200
    start = ask(page, "GET", "/board/start")[2]
    assert start["may_act"] is False and start["token"] is True
    assert "claim" in [a["name"] for a in start["actions"]]
    model = ask(page, "GET", "/board/list")[2]
    assert len(model["cases"]) == model["open"] == CASES
    few = ask(page, "GET", "/board/list?limit=3")[2]
    assert (len(few["cases"]), few["matching"], few["whole"], few["late"]) == (3, CASES, True, 0)
    assert ask(page, "GET", "/board/list?filter=late")[2]["cases"] == []
    assert "lane" in [word for word, meaning in start["words"] if meaning]
    keys = [c["due_ms"] - 14400 * c["priority"] for c in model["cases"]]
    assert keys == sorted(keys)
    one = ask(page, "GET", f"/board/case?text=1&id={model['cases'][0]['id']}")[2]
    assert one["text"]["body"] == HOSTILE and "claim" in one["can"] and one["history"]
    assert ask(page, "GET", "/board/case?id=nothing-like-it")[0] == 404
    assert ask(page, "GET", "/board/case")[0] == 400
    status, _, j = ask(page, "GET", "/board/list?filter=cause%3Dnonsense")
    assert status == 400 and "there is no cause" in j["error"]
    assert ask(page, "GET", "/board/list?filter=" + "x" * 300)[0] == 400
    assert ask(page, "GET", "/board/list?filter=seller%3Dnobody")[2]["cases"] == []
    assert "/board" in ask(page, "GET", "/")[2]
    assert page.store().snapshot() == before


def test_words_that_are_cut_are_still_told(page):
    """A message holds so many bytes, and may end in the middle of a character."""
    for lead in ("", "x", "xx"):
        said = [ask(page, "GET", "/board/list?filter=" + urllib.parse.quote("cause=" + lead + "货" * 40)),
                ask(page, "GET", f"/board/case?id={lead}%ff%fe")]
        assert [(status, list(j)) for status, _, j in said] == [(400, ["error"]), (404, ["error"])]
        assert "there is no cause '" + lead + "货" in said[0][2]["error"]
        status, j = act(page, lead + "货" * 200, "claim")
        assert status == 502 and "no case '" + lead + "货" in j["said"]


def test_acting_needs_the_token(page):
    case = next(page.untouched)
    before = page.store().snapshot()
    assert act(page, case, "claim", token=None)[0] == 401
    for wrong in ("", "a", TOKEN[:-1], TOKEN + "x", TOKEN.upper()):
        assert act(page, case, "claim", token=wrong)[0] == 401
    assert ask(page, "GET", "/board/start", token="wrong")[0] == 401
    assert ask(page, "POST", f"/board/act?token={urllib.parse.quote(TOKEN)}",
               {"action": "claim", "id": case, "as": "ann"})[0] == 401  # only as a header
    # What a form of another site could make a browser send.
    body = json.dumps({"action": "claim", "id": case, "as": "ann"})
    assert ask(page, "POST", "/board/act", body, TOKEN, Content_Type="text/plain")[0] == 403
    assert act(page, case, "claim", Origin="http://evil.example")[0] == 403
    assert act(page, case, "claim", Origin="null")[0] == 403
    assert act(page, case, "claim", Host="evil.example")[0] == 403
    assert ask(page, "GET", "/board/list", Host="evil.example:80")[0] == 421
    assert ask(page, "GET", "/board", Host="evil.example")[0] == 421
    for bad in ("", "[]", "{", '"x"', "{\"action\":1}", "x" * 20000):
        assert ask(page, "POST", "/board/act", bad, TOKEN)[0] in (400, 413)
    assert act(page, case, "no-such-action")[0] == 400
    assert act(page, case, "claim", as_="")[0] == 400
    assert act(page, case, "claim", as_="x" * 64)[0] == 400
    assert act(page, case, "close", answers={"reason": "--json"})[0] == 400
    assert act(page, "--help", "claim")[0] in (400, 502)
    assert ask(page, "GET", "/board/act", token=TOKEN)[0] == 404
    assert page.store().snapshot() == before
    assert TOKEN not in page.run.log()


def test_three_rounds_over_http(page):
    case = next(page.untouched)
    assert act(page, case, "claim")[1]["case"]["owner"] == "ann"
    status, j = act(page, case, "claim", as_="ben")
    assert status == 409 and "somebody else has claimed it" in j["said"]
    assert act(page, case, "propose", answers={"proposal": "refund"})[0] == 409
    for action, answers, state in (("answer", {"cause": "late", "demand": "refund"}, "1c"),
                                   ("reply", {}, "2m"),
                                   ("propose", {"proposal": "partial", "amount": "12.50"}, "2c"),
                                   ("refuse", {}, "3m"), ("ask-end", {}, "3c"), ("reply", {}, "fm"),
                                   ("decide", {"how": "by-rule", "rule": "--R-7"}, "cl")):
        status, j = act(page, case, action, answers=answers)
        assert (status, j["case"]["state"]) == (200, state), j
    store = page.store().check()
    assert store.cases[case]["rl"] == "--R-7" and store.cases[case]["pa"] == "1250"


def test_readers_are_bounded_and_those_gone_are_noticed(page):
    readers = [Events(page) for _ in range(16)]
    assert all(r.r.status == 200 for r in readers)
    assert ask(page, "GET", "/board/events")[0] == 503
    assert ask(page, "GET", "/healthz")[0] == 200
    for r in readers:
        r.close()

    def again():
        r = Events(page)
        ok = r.r.status == 200
        r.close()
        return ok
    wait_until("room for readers again", again, 30)


def test_events_come_by_themselves(page):
    events = Events(page)
    assert events.r.headers["Content-Type"] == "text/event-stream"
    model = events.next("board")
    case = model["cases"][-1]["id"]
    assert act(page, case, "claim", as_="eve")[0] == 200
    owner = ""
    while not owner:  # an event may have been on its way before the claim
        owner = next(c["owner"] for c in events.next("board")["cases"] if c["id"] == case)
    assert owner == "eve"
    page.redis.freeze()
    try:
        assert "since_ms" in events.next("away")
        assert ask(page, "GET", "/metrics")[0] == 200  # the rest of the server goes on
    finally:
        page.redis.thaw()
    events.next("board")
    act(page, case, "unclaim", as_="eve")
    events.close()


@pytest.mark.tsan
def test_many_read_while_somebody_works(page):
    """Threads that send the same cases do not step on one another's."""
    readers = [Events(page) for _ in range(8)]
    cases = ask(page, "GET", "/board/list")[2]["cases"]  # as it is now, not as it was told last
    case = next(c["id"] for c in cases if not c["owner"])
    for owner, action in (("many", "claim"), ("", "unclaim")):
        assert act(page, case, action, as_="many")[0] == 200
        for r in readers:
            while True:
                if owner == next(c["owner"] for c in r.next("board")["cases"] if c["id"] == case):
                    break
    for r in readers:
        r.close()


def test_ends_while_somebody_reads(page):
    run = page.worker(timer__enabled="no", wait=False)
    wait_until("it listens", lambda: run.get("/")[0] == 200)
    other = type("", (), {"run": run})
    events = Events(other)

    def read_on():
        try:
            events.r.read()
        except http.client.IncompleteRead:
            pass  # cut off

    thread = threading.Thread(target=read_on)
    thread.start()
    began = time.monotonic()
    assert run.stop() == 0
    assert time.monotonic() - began < 15
    thread.join(10)
    assert not thread.is_alive()


def test_settings(page, tmp_path):
    short = tmp_path / "short"
    short.write_text("tooshort\n", encoding="utf-8")
    for settings, said in ((("board.token_file=/nowhere",), "board.token_file"),
                           ((f"board.token_file={short}",), "16 characters or more"),
                           (("board.web=token",), "needs board.token_file")):
        args = [x for s in settings for x in ("-s", s)]
        refused = page.command(*args, "check-config", expect=2)
        assert said in refused.stderr, refused.stderr
    token = tmp_path / "token"
    token.write_text(TOKEN, encoding="utf-8")
    run = page.worker(wait=False, board__web="token", board__token_file=str(token))
    wait_until("it listens", lambda: run.get("/")[0] == 200)
    other = type("", (), {"run": run})
    for path in ("/board/list", "/board/start", "/board/events", "/board/case?id=x"):
        assert ask(other, "GET", path)[0] == 401
    assert ask(other, "GET", "/board/list", token=TOKEN)[0] == 200
    run.stop()
    run = page.worker(wait=False, board__web="off")
    wait_until("it listens", lambda: run.get("/")[0] == 200)
    other = type("", (), {"run": run})
    assert ask(other, "GET", "/board")[0] == 404
    run.stop()


# ---- in a browser -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chrome():
    options = webdriver.ChromeOptions()
    for arg in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=1280,800"):
        options.add_argument(arg)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    yield driver
    driver.quit()


def open_page(chrome, page, tail="", width=1280, height=800):
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
    chrome.get("about:blank")
    chrome.get(f"http://127.0.0.1:{page.run.status_port}/board{tail}")
    wait_until("the queue", lambda: rows(chrome))


def rows(chrome, click=None):
    """[(id, text, time left)] of what is seen of the queue; clicks one. In one go: the page draws
    it anew with every event."""
    return chrome.execute_script("""
        const seen = [...document.querySelectorAll(".row")].filter((r) => r.offsetParent);
        if (arguments[0] !== null) seen[arguments[0]].click();
        return seen.map((r) => [r.dataset.id, r.innerText, r.querySelector(".left").innerText]);
        """, click)


def detail(chrome):
    return chrome.find_element(By.ID, "shown").text


def button(chrome, label, click=False):
    """Is there such a button, and does it work now? The page may draw it anew at any moment, so it
    is found and clicked in one go."""
    return chrome.execute_script("""
        const b = [...document.querySelectorAll("#actions button")]
            .find((x) => x.textContent === arguments[0]);
        if (b && !b.disabled && arguments[1]) b.click();
        return !!b && !b.disabled;""", label, click)


def check_harmless(chrome):
    assert chrome.execute_script("return window.owned") is None
    assert not chrome.find_elements(By.CSS_SELECTOR, "svg, img, #owned, blockquote *, iframe")
    said = [x["message"] for x in chrome.get_log("browser") if x["level"] == "SEVERE"
            and " 409 " not in x["message"] and " 404 " not in x["message"]]
    assert not said, said  # nothing even tried: no refusal by the policy, no error


@browser_test
def test_browser_without_token(chrome, page):
    open_page(chrome, page)
    rows(chrome, click=0)
    wait_until("the text", lambda: "等了两周还没到货" in detail(chrome))
    assert HOSTILE in chrome.find_element(
        By.CSS_SELECTOR, "blockquote").get_attribute("textContent")
    assert "<b id=owned>卖家</b>" in detail(chrome)
    assert not chrome.find_elements(By.CSS_SELECTOR, "#actions button")
    before = page.store().snapshot()
    chrome.find_element(By.TAG_NAME, "body").send_keys("cx")
    assert page.store().snapshot() == before
    left = rows(chrome)[0][2]
    wait_until("the clock runs", lambda: rows(chrome)[0][2] != left, 5)
    check_harmless(chrome)


@browser_test
def test_browser_closes_a_case_through_three_rounds(chrome, page):
    open_page(chrome, page, "#token=" + urllib.parse.quote(TOKEN))
    wait_until("it may act", lambda: chrome.find_element(By.ID, "key").text == "sign out")
    assert "token" not in chrome.current_url
    case = next(page.untouched)
    find = chrome.find_element(By.ID, "find")
    find.send_keys(case, Keys.ENTER)
    wait_until("the case", lambda: case[:8] in detail(chrome) and "等了" in detail(chrome))
    wait_until("the words that led to it", lambda: "WORDS THAT LED TO IT" in detail(chrome).upper())
    who = chrome.find_element(By.ID, "who")
    who.clear()
    who.send_keys("梅", Keys.TAB)

    def step(label, then, **answers):
        wait_until(label, lambda: button(chrome, label, click=True))
        for name, value in answers.items():
            box = chrome.find_element(By.NAME, name)
            if box.tag_name == "select":
                Select(box).select_by_value(value)
            else:
                box.send_keys(value)
        for form in chrome.find_elements(By.CSS_SELECTOR, "form.ask .go"):
            form.click()
        wait_until(then, lambda: then in chrome.find_element(By.ID, "said").text)

    def says_next(what):
        wait_until(what, lambda: what in chrome.find_element(By.ID, "next").text)

    def go():
        return chrome.find_element(By.CSS_SELECTOR, "form.ask .go")

    says_next("claim it, then answer")
    step("claim", "claim: done")
    says_next("answer: what is wrong")
    wait_until("answer", lambda: button(chrome, "answer", click=True))
    text = chrome.find_element(By.NAME, "text")
    text.send_keys("Please delete your review.")
    wait_until("the guard's advice", lambda: "Instead:" in chrome.find_element(By.ID, "guard").text)
    assert not go().is_enabled()  # and what forbids it cannot be overridden
    assert not chrome.find_element(By.NAME, "override").is_displayed()
    text.clear()
    text.send_keys("好的。")
    override = chrome.find_element(By.NAME, "override")
    wait_until("only a warning", override.is_displayed)
    assert "off_cause" in chrome.find_element(By.ID, "guard").text
    assert not go().is_enabled()  # only knowingly
    override.click()
    wait_until("it may go on", lambda: go().is_enabled())
    text.clear()
    text.send_keys(" ", Keys.BACKSPACE)
    wait_until("nothing to say", lambda: not chrome.find_element(By.ID, "guard").text)
    assert not override.is_displayed()
    assert not button(chrome, "decide")
    step("answer", "waiting for the customer", cause="late", demand="refund")
    says_next("wait for the customer; reply")
    wait_until("reply", lambda: button(chrome, "reply", click=True))
    assert "not their words" in chrome.find_element(By.CSS_SELECTOR, "form.ask").text
    chrome.find_element(By.CSS_SELECTOR, "form.ask .end button:last-child").click()  # cancel
    assert page.store().cases[case]["st"] == "1c"
    step("reply", "round 2")
    wait_until("propose", lambda: button(chrome, "propose", click=True))
    Select(chrome.find_element(By.NAME, "proposal")).select_by_value("partial")
    assert chrome.find_element(By.NAME, "amount").get_attribute("required")
    assert not chrome.find_element(By.NAME, "approved-by").is_displayed()
    usual = chrome.find_element(By.NAME, "amount").get_attribute("value")
    assert float(usual) > 0, "what is usual stands there, to be confirmed"
    chrome.find_element(By.NAME, "amount").clear()
    chrome.find_element(By.NAME, "amount").send_keys("99999")
    assert chrome.find_element(By.NAME, "approved-by").is_displayed()
    chrome.find_element(By.NAME, "amount").clear()
    step("propose", "waiting for accept", proposal="partial", amount="12.50")
    says_next("accept or refuse")
    step("refuse", "round 3")
    step("ask end", "waiting")
    step("reply", "final decision")
    wait_until("decide", lambda: button(chrome, "decide", click=True))
    go().click()  # nothing is chosen: nothing happens
    assert page.store().cases[case]["st"] == "fm"
    step("decide", "closed, by_rule", how="by-rule", rule="R-7")
    wait_until("it stays in sight", lambda: [r[2] for r in rows(chrome) if r[0] == case] == ["closed"])
    assert page.store().cases[case]["st"].startswith("cl")
    check_harmless(chrome)


@browser_test
def test_browser_asks_before_it_takes_anothers_case(chrome, page):
    case = next(page.untouched)
    act(page, case, "claim", as_="zoe")
    open_page(chrome, page)
    # The link with the token, pasted into a page that is open already.
    chrome.execute_script("location.hash = arguments[0]", "token=" + urllib.parse.quote(TOKEN))
    wait_until("it may act", lambda: chrome.find_element(By.ID, "key").text == "sign out")
    assert "token" not in chrome.current_url
    find = chrome.find_element(By.ID, "find")
    find.send_keys("nothing-like-it", Keys.ENTER)
    wait_until("it is not there", lambda: "no case" in detail(chrome))
    find.clear()
    find.send_keys(case[:9])
    wait_until("what was wrong is gone", lambda: "no case" not in detail(chrome))
    find.send_keys(Keys.ENTER)
    wait_until("the case", lambda: "Owner: zoe" in detail(chrome) and "等了" in detail(chrome))
    who = chrome.find_element(By.ID, "who")
    who.clear()
    who.send_keys("ann", Keys.TAB)
    wait_until("answer", lambda: button(chrome, "answer", click=True))
    form = chrome.find_element(By.CSS_SELECTOR, "form.ask")
    assert "zoe has this case. Go on all the same?" in form.text
    form.find_element(By.CSS_SELECTOR, ".end button:last-child").click()
    assert page.store().cases[case]["st"] == "1m"
    act(page, case, "unclaim", as_="zoe")
    find.clear()
    find.send_keys(" ", Keys.BACKSPACE)
    check_harmless(chrome)


@browser_test
def test_browser_on_a_phone(chrome, page):
    open_page(chrome, page, width=390, height=844)
    inside = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert chrome.execute_script(inside)
    shown = chrome.find_element(By.ID, "shown")
    assert not shown.is_displayed()
    # What it is about has the line for itself, also when somebody was called.
    width = "const w = document.querySelector('.row .what'), t = document.querySelector('.row .tags'); " \
            "return [w.clientWidth, t.getBoundingClientRect().top - w.getBoundingClientRect().bottom]"
    wait_until("rows", lambda: rows(chrome))
    room, below = chrome.execute_script(width)
    assert room >= 180 and below >= -1, (room, below)
    rows(chrome, click=0)
    wait_until("the case fills the screen",
               lambda: shown.is_displayed() and not rows(chrome) and "等了" in detail(chrome))
    assert chrome.execute_script(inside)
    chrome.find_element(By.ID, "back").click()
    wait_until("back", lambda: rows(chrome) and not shown.is_displayed())
    # Another sees it at once: events arrive on the phone too.
    case = rows(chrome)[0][0]
    act(page, case, "claim", as_="zoe")
    wait_until("the claim is seen", lambda: "zoe" in rows(chrome)[0][1], 10)
    act(page, case, "unclaim", as_="zoe")
    check_harmless(chrome)
    # A question stays within the screen, however long the words to choose from.
    open_page(chrome, page, "#token=" + urllib.parse.quote(TOKEN), width=390, height=844)
    wait_until("it may act", lambda: chrome.find_element(By.ID, "key").text == "sign out")
    who = chrome.find_element(By.ID, "who")
    who.clear()
    who.send_keys("梅", Keys.TAB)
    wait_until("rows", lambda: rows(chrome))
    rows(chrome, click=0)
    wait_until("close", lambda: button(chrome, "close", click=True))
    wide = "const f = document.querySelector('form.ask'); return [f.scrollWidth, f.clientWidth]"
    need, room = chrome.execute_script(wide)
    assert need <= room <= 390, (need, room)
