"""What the server says in English is marked as English on a page in Portuguese, and a page says it by its own means."""

import json

import pytest
from conftest import Server, garimpo
from test_label import title, wait_next, wait_stored

ENGLISH = "[lang=en]"


def answer_in_dispute(project):
    """The item that is asked first, answered no by somebody else; its id."""
    item = json.loads(garimpo("next", "--annotator", "ana", "--json", "--project", project))["items"][0]["id"]
    garimpo("label", item, "no", "--annotator", "rui", "--project", project)
    return item


@pytest.mark.parametrize("locale, words", [("en-GB", "rui said no on"), ("pt-BR", "rui disse não em")])
def test_a_contradiction_is_said_by_the_page(project, visit, locale, words):
    item = answer_in_dispute(project)
    server = Server(project, "--overlap", 2)
    try:
        page = visit(server.url, locale=locale, expected_complaints=["ERR_"])
        page.wait_for_selector("#item-title:not(:empty)")
        before = title(page)
        page.keyboard.press("y")
        wait_next(page, before)
        wait_stored(page)
        page.wait_for_selector("#contradictions:not([hidden])")
        said = page.locator("#contradictions")
        assert words in said.inner_text() and before in said.inner_text()
        assert "garimpo" not in said.inner_text(), "a page has buttons, not commands"
        assert said.locator("a").first.get_attribute("href") == f"/item/{item}"
    finally:
        server.stop()


def test_a_problem_is_marked_as_english(server, visit):
    page = visit(server.url + "/item/none", locale="pt-BR", expected_complaints=["404"])
    said = page.locator(f"main {ENGLISH}")
    assert 'there is no item with the id "none"' in said.inner_text()
    assert "garimpo rank" not in said.inner_text()
    assert page.locator("html").get_attribute("lang") == "pt-BR"


def test_a_banner_marks_what_is_english_in_it(server, visit):
    page = visit(server.url, locale="pt-BR", expected_complaints=["422"])
    page.wait_for_selector("#item-title:not(:empty)")
    page.route("**/api/v1/labels", lambda route: route.fulfill(
        status=422, content_type="application/problem+json", body=json.dumps({"detail": "the answer is of no use"})))
    page.keyboard.press("y")
    page.wait_for_selector("#banner:not([hidden])")
    assert page.locator("#banner").inner_text().startswith("Uma resposta não foi aceita: ")
    assert page.locator(f"#banner {ENGLISH}").inner_text() == "the answer is of no use"
