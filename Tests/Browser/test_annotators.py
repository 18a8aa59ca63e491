"""Two people at once, each in a browser of their own."""

import json

from conftest import Server, garimpo
from test_label import title, wait_next, wait_stored


def test_two_annotators_never_get_the_same_item(project, visit):
    tokens = {
        name: json.loads(garimpo("accounts", "add", name, "--role", "annotator", "--json", "--project", project))["token"]
        for name in ("bia", "rui")
    }
    server = Server(project)
    try:
        since = server.position()
        pages = {}
        for name, token in tokens.items():
            page = visit(server.url + "/", expected_complaints=["401"])
            assert "/login" in page.url, "nobody comes in without a token"
            page.fill("input[type=password]", token)
            page.keyboard.press("Enter")
            page.wait_for_selector("#item-title:not(:empty)")
            assert name in page.locator("header").inner_text()
            pages[name] = page
        for turn in range(8):
            for name, page in pages.items():
                before = title(page)
                page.keyboard.press("y" if turn % 4 == 0 else "n")
                wait_next(page, before)
        for page in pages.values():
            wait_stored(page)
        entries = server.entries(since)
        assert len(entries) == 16 and len({entry["id"] for entry in entries}) == 16
        assert {entry["who"] for entry in entries} == {"bia", "rui"}
        # Each sees what the other does.
        pages["bia"].wait_for_function("() => document.querySelector('#progress').innerText.includes('rui')")
        pages["rui"].wait_for_function("() => document.querySelector('#progress').innerText.includes('bia')")
    finally:
        server.stop()
