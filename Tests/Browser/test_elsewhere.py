"""An item is answered elsewhere while somebody looks at it."""

import csv
import json

import pytest
from conftest import Server, garimpo, screenshot
from test_label import title, wait_next, wait_stored


def shown(page, server):
    """The id of the item on the page."""
    page.wait_for_selector("#item-title:not(:empty)")
    return page.locator("#details").get_attribute("href").removeprefix("/item/")


@pytest.mark.parametrize("who, words", [("bob", "bob has answered “{}” meanwhile. The next one is below."), ("ana", "You have answered “{}” elsewhere. The next one is below.")])
def test_it_leaves_the_page_which_says_so(server, visit, who, words):
    since = server.position()
    page = visit(server.url)
    item, before = shown(page, server), title(page)
    garimpo("label", item, "no", "--annotator", who, "--project", server.project)
    wait_next(page, before)
    assert page.locator("#gone").inner_text() == words.format(before)
    assert "no" not in page.locator("#gone").inner_text().replace(before, "").split(), "not what was answered"
    if who == "bob":
        screenshot(page, "label-gone")
    page.wait_for_timeout(1000)
    after = title(page)
    page.keyboard.press("y")
    wait_next(page, after)
    assert page.locator("#gone").is_hidden()
    wait_stored(page)
    assert [entry["what"] for entry in server.log() if entry["number"] > since] == ["no", "yes"]
    assert json.loads(garimpo("show", item, "--json", "--project", server.project))["label"] == "no", "no dispute"


def test_a_key_that_was_on_its_way_does_not_hit_the_next_item(server, visit):
    since = server.position()
    page = visit(server.url)
    item = shown(page, server)
    page.evaluate("""() => { new MutationObserver((_, observer) => { observer.disconnect();
        dispatchEvent(new KeyboardEvent('keydown', { key: 'y', bubbles: true })); }).observe(document.querySelector('#gone'), { attributes: true }); }""")
    garimpo("label", item, "no", "--annotator", "bob", "--project", server.project)
    page.wait_for_function("() => document.querySelector('#gone').textContent.startsWith('The item had just changed')")
    page.wait_for_timeout(300)
    assert server.answers(since) == []


SAID = {"bob": "bob has answered this meanwhile: your answer would be a second opinion. Skip leaves it.", "ana": "You have answered this elsewhere: an answer here would replace that one."}


@pytest.mark.parametrize("begun", ["well", ""])
@pytest.mark.parametrize("who", SAID)
def test_one_with_a_note_begun_stays(server, visit, who, begun):
    page = visit(server.url)
    item, before = shown(page, server), title(page)
    page.keyboard.press("e")
    page.keyboard.type(begun)
    since = server.position()
    garimpo("label", item, "no", "--annotator", who, "--project", server.project)
    page.wait_for_selector("#gone:not([hidden])")
    assert page.locator("#gone").inner_text() == SAID[who]
    page.wait_for_timeout(1000)
    page.keyboard.type("yns")
    assert title(page) == before and page.locator("#note").input_value() == begun + "yns"
    assert server.answers(since) == []


def test_an_item_that_is_brought_back_does_not_take_the_keys_of_a_note(server, visit):
    garimpo("label", server.log()[0]["id"], "yes", "--annotator", "ana", "--project", server.project)
    page = visit(server.url)
    shown(page, server)
    before, since, cards = title(page), server.position(), []
    page.route("**/api/v1/next/*", lambda route: cards.append(route))
    page.keyboard.press("z")
    while not cards:
        page.wait_for_timeout(50)
    page.keyboard.press("e")
    page.keyboard.type("a")
    cards[0].continue_()
    page.wait_for_timeout(500)
    page.keyboard.type("yns")
    assert title(page) == before and page.locator("#note").input_value() == "ayns"
    assert [what for _, what in server.answers(since)] == ["undo"]


def test_what_is_told_while_an_answer_waits_is_not_lost(server, visit):
    page = visit(server.url)
    shown(page, server)
    before, posts = title(page), []
    page.route("**/api/v1/labels", lambda route: posts.append(route))
    page.keyboard.press("y")
    wait_next(page, before)
    item, second = shown(page, server), title(page)
    garimpo("label", item, "no", "--annotator", "bob", "--project", server.project)
    page.wait_for_function("() => document.querySelector('#progress').innerText.includes('bob')")
    assert title(page) == second
    posts[0].continue_()
    wait_next(page, second)
    assert page.locator("#gone").inner_text().startswith(f"bob has answered “{second}” meanwhile.")


def test_what_is_told_while_the_server_cannot_be_asked_is_not_lost(server, visit):
    page = visit(server.url, ["ERR_FAILED"])
    item, before = shown(page, server), title(page)
    page.route("**/api/v1/next?*", lambda route: route.abort(), times=1)
    garimpo("label", item, "no", "--annotator", "bob", "--project", server.project)
    wait_next(page, before)
    assert page.locator("#gone").inner_text().startswith(f"bob has answered “{before}” meanwhile.")


def test_a_late_reply_takes_nothing_away_that_came_since(server, visit):
    page = visit(server.url)
    item = shown(page, server)
    second = json.loads(garimpo("next", "-n", 2, "--annotator", "ana", "--json", "--project", server.project))["items"][1]["id"]
    assert second != item
    late = []

    def keep(route):
        if "after=" in route.request.url or late:
            return route.continue_()
        late.append((route, route.fetch()))

    page.route("**/api/v1/next?*", keep)
    garimpo("label", second, "no", "--annotator", "bob", "--project", server.project)
    while not late:
        page.wait_for_timeout(50)
    for _ in range(3):
        before = title(page)
        page.keyboard.press("y")
        wait_next(page, before)
    wait_stored(page)
    page.wait_for_timeout(500)
    before = title(page)
    late[0][0].fulfill(response=late[0][1])
    page.wait_for_timeout(700)
    assert title(page) == before and page.locator("#gone").is_hidden()


def test_what_else_is_held_under_the_same_name_takes_nothing_away(server, visit):
    page = visit(server.url)
    shown(page, server)
    held = json.loads(garimpo("next", "-n", 10, "--annotator", "ana", "--json", "--project", server.project))["items"]
    before = title(page)
    page.keyboard.press("y")
    wait_next(page, before)
    wait_stored(page)
    page.wait_for_timeout(1200)
    item, before = shown(page, server), title(page)
    assert item == held[1]["id"]
    garimpo("label", held[2]["id"], "no", "--annotator", "bob", "--project", server.project)
    page.wait_for_timeout(1200)
    assert title(page) == before and page.locator("#gone").is_hidden()


def test_one_that_was_taken_back_leaves_as_others_do(server, visit):
    page = visit(server.url)
    item, before = shown(page, server), title(page)
    page.keyboard.press("y")
    wait_next(page, before)
    wait_stored(page)
    page.keyboard.press("z")
    page.wait_for_function("title => document.querySelector('#item-title').textContent === title", arg=before)
    wait_stored(page)
    page.wait_for_timeout(700)
    assert title(page) == before and page.locator("#gone").is_hidden(), "one's own answer, told late"
    garimpo("label", item, "no", "--annotator", "bob", "--project", server.project)
    wait_next(page, before)
    assert page.locator("#gone").inner_text().startswith(f"bob has answered “{before}” meanwhile.")


def test_what_another_held_comes_when_the_lease_ends(table, tmp_path, visit):
    with open(table, newline="") as file:
        header, *rows = csv.reader(file)
    label = header.index("y")
    with open(tmp_path / "few.csv", "w", newline="") as file:
        csv.writer(file).writerows([header, *[row for row in rows if row[label] == "" and row[1] != ""][:3]])
    project = tmp_path / "few.garimpo"
    garimpo("init", tmp_path / "few", "--recipe", "youtube-watch-page", "--quiet")
    garimpo("import", tmp_path / "few.csv", "--project", project, "--quiet")
    server = Server(project)
    try:
        garimpo("next", "-n", 10, "--lease", 0.15, "--annotator", "bob", "--quiet", "--project", project)
        page = visit(server.url)
        page.wait_for_function("() => document.querySelector('#texts').innerText.includes('bob holds 3 items until')")
        page.wait_for_function("() => !document.querySelector('#item').hasAttribute('data-empty')", timeout=20_000)
    finally:
        server.stop()


def test_where_two_are_to_answer_it_stays(project, visit):
    server = Server(project, "--overlap", 2)
    try:
        page = visit(server.url)
        item, before = shown(page, server), title(page)
        garimpo("label", item, "no", "--annotator", "bob", "--project", project)
        page.wait_for_function("() => document.querySelector('#progress').innerText.includes('bob')")
        page.wait_for_timeout(300)
        assert title(page) == before and page.locator("#gone").is_hidden()
    finally:
        server.stop()
