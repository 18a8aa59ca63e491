"""Rounds: going back to the model of one, and ending one that is under way; what the ranking says of each item."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Server, garimpo, screenshot


@pytest.fixture
def rounds(project):
    """A server on a project with two rounds."""
    garimpo("round", "--hard", 70, "--random", 30, "--quiet", "--project", project)
    server = Server(project)
    yield server
    server.stop()


def in_use(server):
    return json.loads(garimpo("rounds", "--json", "--project", server.project))["currentRound"]


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark", "locale": "pt-BR", "viewport": {"width": 390, "height": 844}}])
def test_a_round_is_chosen_and_other_pages_hear_of_it(rounds, visit, look):
    reader = visit(f"{rounds.url}/rank", **look)
    page = visit(f"{rounds.url}/rounds", **look)
    page.wait_for_function("() => document.querySelector('#compared table')")
    button = page.locator("[data-use='1']")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#use").evaluate("dialog => dialog.open")
    page.keyboard.press("Escape")
    assert page.locator("#use").is_hidden() and in_use(rounds) == 2
    assert button.evaluate("button => button === document.activeElement"), "the focus is where it was"

    page.keyboard.press("Enter")
    assert Axe().run(page).response["violations"] == []
    page.fill("#use-note", "round 2 <b>had</b> wrong labels")
    screenshot(page, f"use-{'dark' if look else 'light'}")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('#use').open && document.activeElement.id === 'in-use'")
    assert "round 2 <b>had</b> wrong labels" in page.locator("#in-use").inner_text()
    assert page.locator("#round-1.current .why").is_visible() and page.locator("[data-use='2']").is_visible()
    assert in_use(rounds) == 1
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"rounds-chosen-{'dark' if look else 'light'}", full=True)

    reader.wait_for_selector("#changed:not([hidden])")
    reader.click("#changed a")
    reader.wait_for_load_state()
    assert re.search(r"(model of round|modelo da rodada) 1, ", reader.locator("#basis").inner_text())

    # The newest takes it back.
    page.locator("[data-use='2']").click()
    page.click("#use-button")
    page.wait_for_selector("#round-2.current")
    assert in_use(rounds) == 2


def test_a_choice_that_cannot_be_is_said_in_its_place(rounds, visit):
    page = visit(f"{rounds.url}/rounds", expected_complaints=["422"])
    page.wait_for_selector("[data-use='1']")
    garimpo("compact", "--keep-models", 1, "--quiet", "--project", rounds.project)
    page.click("[data-use='1']")
    page.click("#use-button")
    page.wait_for_selector("#use-problem:not(:empty)")
    assert "were dropped when the file was compacted" in page.locator("#use-problem").inner_text()
    page.click("#use-cancel")
    assert in_use(rounds) == 2


def test_the_page_follows_a_round_that_is_done(table, tmp_path, visit):
    project = tmp_path / "follows.garimpo"
    garimpo("init", tmp_path / "follows", "--recipe", "youtube-watch-page", "--quiet")
    garimpo("import", table, "--project", project, "--quiet")
    server = Server(project)
    try:
        page = visit(f"{server.url}/rounds")
        assert "There is no round yet" in page.locator("#kept").inner_text()
        for number in (1, 2):
            page.click("#start-button:not([disabled])")
            page.wait_for_selector(f"#round-{number}.current")
            assert f"round {number}" in page.locator("#in-use").inner_text()
        assert "There is no round yet" not in page.locator("#kept").inner_text()
        # What came with the second round works as if it had been there from the start.
        page.wait_for_function("() => document.querySelector('#compared table')")
        page.select_option("#second", "1")
        page.click("#compare button")
        page.wait_for_function("() => !document.querySelector('#compared table')")
        page.click("[data-use='1']")
        assert page.locator("#use").evaluate("dialog => dialog.open")
    finally:
        server.stop()


@pytest.fixture
def endless(table, tmp_path):
    """A project whose rounds would train for many minutes, and its server."""
    recipe = tmp_path / "many.yaml"
    text, count = re.subn(r"trees: \d+", "trees: 1000000", garimpo("recipe", "show", "youtube-watch-page"))
    assert count == 1
    recipe.write_text(text)
    project = tmp_path / "many.garimpo"
    garimpo("init", tmp_path / "many", "--recipe", recipe, "--quiet")
    garimpo("import", table, "--project", project, "--quiet")
    server = Server(project)
    yield server
    server.stop()
    assert json.loads(garimpo("rounds", "--json", "--project", project))["rounds"] == []


JOB_SAYS = "text => document.querySelector('#job-says').textContent.includes(text)"


def test_a_round_is_cancelled_while_it_trains(endless, visit):
    page = visit(f"{endless.url}/rounds")

    # The event that it has ended is there before the answer which says that it is being cancelled.
    def late(route):
        answer = route.fetch()
        page.wait_for_function(JOB_SAYS, arg="nothing was stored")
        route.fulfill(response=answer)

    page.route("**/cancel", late)
    page.click("#start-button")
    page.wait_for_function(JOB_SAYS, arg="training")
    with page.expect_response("**/cancel") as answered:
        page.click("#job-cancel")
    answered.value.finished()
    page.wait_for_timeout(200)
    assert "cancelled; nothing was stored" in page.locator("#job-says").inner_text()
    assert page.locator("#job-cancel").is_hidden() and page.locator("#start-button").is_enabled()


def test_a_round_that_ended_with_its_server_is_over(endless, visit):
    page = visit(f"{endless.url}/rounds", expected_complaints=["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET"])
    page.click("#start-button")
    page.wait_for_function(JOB_SAYS, arg="training")
    endless.kill()
    endless.start()
    page.wait_for_function(JOB_SAYS, arg="cancelled; nothing was stored")
    assert page.locator("#start-button").is_enabled()
    # The new server counts its jobs from 1 again.
    page.click("#start-button")
    page.wait_for_function(JOB_SAYS, arg="training")
    page.click("#job-cancel")
    page.wait_for_function(JOB_SAYS, arg="cancelled; nothing was stored")


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark", "locale": "pt-BR", "viewport": {"width": 390, "height": 844}}])
def test_the_ranking_says_why_and_what_to_expect(server, visit, look):
    page = visit(f"{server.url}/rank", **look)
    row = page.locator("#rows tr").first
    assert re.search(r"\+0[.,]\d\d", row.locator(".because").inner_text())
    assert re.search(r"\b20\b.*\b50\b", page.locator("#expected").inner_text())
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"rank-why-{'dark' if look else 'light'}")
    # What comes by "Show more" has its reasons, too.
    before = page.locator("#rows tr").count()
    page.click("#more [rel=next]")
    page.wait_for_function("count => document.querySelectorAll('#rows tr').length > count", arg=before)
    assert page.locator("#rows tr .because").count() > before


def test_the_list_of_rounds_fits_and_its_lines_are_straight(rounds, visit):
    page = visit(f"{rounds.url}/rounds")
    wide, shown = page.locator("#list .scroll").evaluate("list => [list.scrollWidth, list.clientWidth]")
    assert wide <= shown
    for row in ("#round-1", "#round-2"):
        ends = page.locator(f"{row} > *").evaluate_all("cells => cells.map(cell => Math.round(cell.getBoundingClientRect().bottom))")
        assert len(set(ends)) == 1, ends
    # On a small screen each round is a card of its own.
    phone = visit(f"{rounds.url}/rounds", viewport={"width": 390, "height": 844})
    wide, shown = phone.locator("#list .scroll").evaluate("list => [list.scrollWidth, list.clientWidth]")
    assert wide <= shown


def test_only_rounds_stand_where_rounds_are_followed(rounds, visit):
    page = visit(f"{rounds.url}/rounds")
    assert page.get_attribute("#seed", "placeholder") == "2"
    kept = page.evaluate("""() => fetch("/api/v1/imports?name=more.csv", {
        method: "POST", headers: {"Content-Type": "text/csv"}, body: ",watch-title\\nr1,a river\\n",
    }).then(answer => answer.json())""")
    page.wait_for_function("""job => fetch("/api/v1/jobs").then(answer => answer.json())
        .then(({jobs}) => jobs.find(one => one.id === job).state !== "running")""", arg=kept["job"]["id"])
    page.wait_for_selector("#start-button:not([disabled])")
    assert page.inner_text("#job-says") == "Nothing is under way."
    page.reload()
    assert page.inner_text("#job-says") == "Nothing is under way."

    page.click("#start-button")
    page.wait_for_selector("#round-3.current")
    assert "Round 3 is there" in page.inner_text("#job-says")
    assert page.get_attribute("#seed", "placeholder") == "3"
    assert "Seed 2" in page.inner_text("#round-3")
