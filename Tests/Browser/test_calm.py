"""What somebody meets who tries everything out: no page complains, and each says what is true."""

import csv

import pytest
from conftest import Server, garimpo, screenshot
from test_label import PHONE, title, wait_next, wait_stored

def unlabelled(source, table):
    """Writes a table anew, without its labels."""
    with open(source, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(table, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "y": ""} for row in rows)
    return table


PAGES = ("/", "/rank", "/rank?q=music&label=any", "/item/0", "/quality", "/rounds", "/import")


@pytest.fixture
def fresh(table, tmp_path):
    """A server on a project with items and nothing else."""
    garimpo("init", tmp_path / "fresh", "--recipe", "youtube-watch-page", "--quiet")
    garimpo("import", unlabelled(table, tmp_path / "fresh.csv"), "--project", tmp_path / "fresh.garimpo", "--quiet")
    server = Server(tmp_path / "fresh.garimpo")
    yield server
    server.stop()


@pytest.mark.parametrize("which", ["fresh", "server"])
def test_no_page_complains(which, visit, request):
    server = request.getfixturevalue(which)
    page = visit(server.url)
    failed = []
    page.on("response", lambda response: failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
    # A request that the page leaves behind when it goes is not a failure.
    page.on("requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else failed.append(f"{request.failure} {request.url}"))
    for path in PAGES:
        page.goto(server.url + path)
        page.wait_for_timeout(1500)
        page.wait_for_function("() => !document.querySelector('[aria-busy=true]')", timeout=60_000)
    assert failed == []


def test_what_cannot_be_estimated_is_said(server, visit):
    page = visit(server.url + "/quality")
    page.wait_for_selector("#left-card[aria-busy=false]")
    assert "Only items that a round drew at random say how much is left" in page.locator("#left-note").inner_text()
    drawn = page.evaluate("fetch('/api/v1/rounds/1').then(r => r.json()).then(r => r.result.batch.items.filter(i => i.reason === 'random').map(i => i.id))")
    garimpo("label", drawn[0], "no", "--project", server.project)
    page.reload()
    page.wait_for_selector("#left-card[aria-busy=false]")
    assert "drawn at random and answered" in page.locator("#left-note").inner_text()


@pytest.mark.parametrize("locale", ["en-GB", "pt-BR"])
@pytest.mark.parametrize("path", ["/rank", "/quality", "/rounds", "/import"])
def test_the_tab_of_the_page_is_in_sight(server, visit, path, locale):
    page = visit(server.url + path, locale=locale, **PHONE)
    page.wait_for_timeout(300)
    tab = page.locator("nav [aria-current]").bounding_box()
    assert tab["x"] >= 0 and tab["x"] + tab["width"] <= 390
    assert page.evaluate("scrollY") == 0


def test_the_tab_of_a_page_without_a_round_is_in_sight(fresh, visit):
    page = visit(fresh.url + "/quality", locale="pt-BR", viewport={"width": 300, "height": 700})
    tab = page.locator("nav [aria-current]").bounding_box()
    assert tab["x"] >= 0 and tab["x"] + tab["width"] <= 300


@pytest.fixture
def done(tmp_path):
    """A server on a small project of which all but one item are answered."""
    garimpo("example", tmp_path / "few.csv", "--rows", 12, "--seed", 1, "--quiet")
    garimpo("init", tmp_path / "few", "--recipe", "youtube-watch-page", "--quiet")
    project = tmp_path / "few.garimpo"
    garimpo("import", unlabelled(tmp_path / "few.csv", tmp_path / "bare.csv"), "--project", project, "--quiet")
    for number in range(11):
        garimpo("label", number, "yes" if number % 3 == 0 else "no", "--annotator", "ana", "--project", project)
    server = Server(project)
    yield server
    server.stop()


def test_when_nothing_is_left_only_that_is_said(done, visit):
    page = visit(done.url)
    page.wait_for_selector("#item-title:not(:empty)")
    page.keyboard.press("n")
    page.wait_for_function("() => document.querySelector('#item-title').textContent.startsWith('Nothing is left')")
    assert "all of it was answered" in title(page)
    assert page.locator("footer button:visible").all_inner_texts()[0].endswith("Undo") and page.locator("footer button:visible").count() == 1
    assert page.locator("#columns").is_hidden()
    screenshot(page, "label-done")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("[data-answer=yes]:visible")
    assert page.locator("#columns").is_visible()


def test_who_holds_the_rest_is_said_by_name(done, visit):
    garimpo("next", "--annotator", "rui", "--project", done.project)
    page = visit(done.url)
    page.wait_for_function("() => document.querySelector('#item-title').textContent === 'Nothing is left to answer now.'")
    assert "rui holds one item until" in page.locator("#texts").inner_text()
    screenshot(page, "label-held")


def test_a_chosen_round_is_named_beside_what_moved_the_score(server, visit):
    garimpo("round", "--hard", 70, "--random", 30, "--quiet", "--project", server.project)
    page = visit(server.url)
    while page.evaluate("() => fetch('/api/v1/progress').then(r => r.json()).then(r => r.model.phase)") != "ready":
        page.wait_for_timeout(200)
    page.reload()
    rest = page.locator("#weights-rest")
    page.wait_for_selector("#moved:not([hidden])")
    assert "by the model as it is now" in rest.inner_text()
    other = page.context.new_page()
    other.goto(server.url + "/rounds")
    other.click("[data-use='1']")
    other.click("#use-button")
    other.wait_for_selector("#round-1.current")
    page.wait_for_function("() => document.querySelector('#weights-rest').textContent.endsWith('scores go by round 1, which was chosen')")
    page.reload()
    page.wait_for_function("() => document.querySelector('#weights-rest').textContent.includes('round 1, which was chosen')")
    page.goto(page.url + page.locator("#details").get_attribute("href")[1:])
    assert "ranking and questions go by round 1, which was chosen" in page.locator("aside").inner_text()


def test_the_reasons_to_stop_read_the_same_on_both_pages(server, visit):
    page = visit(server.url)
    page.wait_for_selector("#stopping li")
    beside = page.locator("#stopping li").all_inner_texts()
    page.goto(server.url + "/quality")
    page.wait_for_selector("#stop li")
    words = lambda texts: [" ".join(text.split()) for text in texts]
    assert words(page.locator("#stop li").all_inner_texts()) == words(beside)
    assert "0.90" in " ".join(beside) and "95\u00a0%" in " ".join(beside)


def test_a_percentage_is_not_broken(server, visit):
    page = visit(server.url)
    before = title(page)
    page.keyboard.press("y")
    wait_next(page, before)
    wait_stored(page)
    page.wait_for_function("() => /\\d\u00a0%\u00a0yes/.test(document.querySelector('#progress').textContent)")
