"""An item is answered elsewhere while somebody looks at it."""

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


def test_one_with_a_note_begun_stays(server, visit):
    page = visit(server.url)
    item, before = shown(page, server), title(page)
    page.keyboard.press("e")
    page.keyboard.type("well")
    garimpo("label", item, "no", "--annotator", "bob", "--project", server.project)
    page.wait_for_selector("#gone:not([hidden])")
    assert "bob has answered this meanwhile: your answer would be a second opinion" in page.locator("#gone").inner_text()
    assert title(page) == before and page.locator("#note").input_value() == "well"


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
