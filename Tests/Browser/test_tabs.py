"""Several tabs, sign-ins, lost replies: every answer is stored, once, and under the right name."""

import json

import pytest
from conftest import Server, garimpo
from test_label import title, wait_next, wait_stored


def token(project, name):
    return json.loads(garimpo("accounts", "add", name, "--role", "annotator", "--json", "--project", project))["token"]


def sign_in(page, token):
    page.fill("input[type=password]", token)
    page.keyboard.press("Enter")
    page.wait_for_selector("#item-title:not(:empty)")


def another_tab(page, url):
    """A tab of the same browser."""
    tab = page.context.new_page()
    tab.goto(url)
    tab.wait_for_selector("#item-title:not(:empty)")
    return tab


def test_answers_wait_for_the_sign_in(project, visit):
    """A server that starts anew has forgotten who was signed in."""
    secret = token(project, "bia")
    server = Server(project)
    try:
        since = server.position()
        page = visit(server.url, expected_complaints=["401", "ERR_", "503"])
        sign_in(page, secret)
        server.kill()
        before = title(page)
        page.keyboard.press("y")
        wait_next(page, before)
        page.keyboard.press("n")
        server.start()
        page.wait_for_url("**/login*")
        sign_in(page, secret)
        wait_stored(page)
        assert [answer for _, answer in server.answers(since)] == ["yes", "no"]
    finally:
        server.stop()


def test_nothing_is_stored_under_another_name(project, visit):
    secrets = {name: token(project, name) for name in ("bia", "rui")}
    server = Server(project)
    try:
        since = server.position()
        page = visit(server.url, expected_complaints=["401", "409"])
        sign_in(page, secrets["bia"])
        tab = page.context.new_page()
        tab.goto(server.url + "/login")
        sign_in(tab, secrets["rui"])
        page.keyboard.press("y")
        page.wait_for_selector("#banner:not([hidden])")
        assert "rui has signed in since" in page.locator("#banner").inner_text()
        assert server.answers(since) == []
        tab.goto(server.url + "/login")
        sign_in(tab, secrets["bia"])
        wait_stored(page)
        assert [entry["who"] for entry in server.entries(since)] == ["bia"]
    finally:
        server.stop()


def test_tabs_share_what_waits(server, visit):
    since = server.position()
    page = visit(server.url, expected_complaints=["ERR_"])
    page.wait_for_selector("#item-title:not(:empty)")
    tab = another_tab(page, server.url)
    server.kill()
    for one, key in ((page, "y"), (tab, "u")):
        one.bring_to_front()
        one.keyboard.press(key)
        one.wait_for_selector("#banner:not([hidden])")
    last = page.context.new_page()
    page.close()
    tab.close()
    server.start()
    last.goto(server.url)
    last.wait_for_selector("#item-title:not(:empty)")
    wait_stored(last)
    assert sorted(answer for _, answer in server.answers(since)) == ["unsure", "yes"]


def test_a_tab_drops_what_another_has_answered(server, visit):
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    tab = another_tab(page, server.url)
    before = title(tab)
    assert title(page) == before, "an item is kept for the annotator, not for the tab"
    page.bring_to_front()
    page.keyboard.press("n")
    tab.bring_to_front()
    wait_next(tab, before)


def test_many_tabs_do_not_block_each_other(server, visit):
    """A browser has six connections to a server; a stream of events takes one."""
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    for _ in range(8):
        # Chromium says "hidden" of tabs behind others only where there is a screen.
        hide(page)
        page = another_tab(page, server.url)
    page.keyboard.press("y")
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["yes"]


def hide(page):
    page.evaluate("""() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")


@pytest.mark.parametrize("path", ["labels", "undo"])
def test_a_reply_that_is_lost_changes_nothing(server, visit, path):
    since = server.position()
    page = visit(server.url, expected_complaints=["ERR_"])
    page.wait_for_selector("#item-title:not(:empty)")
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort()

    for key in "yn":
        before = title(page)
        page.keyboard.press(key)
        wait_next(page, before)
    wait_stored(page)
    page.route(f"**/api/v1/{path}", lose)
    if path == "labels":
        page.keyboard.press("u")
    else:
        page.keyboard.press("z")
    page.wait_for_selector("#banner:not([hidden])")
    wait_stored(page)
    assert lost == [200]
    assert [answer for _, answer in server.answers(since)] == ["yes", "no", "unsure" if path == "labels" else "undo"]


def test_labels_without_a_secure_context_or_a_memory(server, visit):
    """By http under a name there is no randomUUID and no lock; some browsers keep nothing."""
    since = server.position()
    page = visit(server.url)
    page.add_init_script("""
      delete Crypto.prototype.randomUUID;
      Object.defineProperty(navigator, "locks", { value: undefined });
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
    """)
    page.reload()
    page.wait_for_selector("#item-title:not(:empty)")
    for key in ("y", "n", "z"):
        before = title(page)
        page.keyboard.press(key)
        wait_next(page, before)
    page.wait_for_function("count => fetch('/api/v1/progress').then(r => r.json()).then(r => r.model.position >= count)", arg=since + 3)
    assert [answer for _, answer in server.answers(since)] == ["yes", "no", "undo"]
