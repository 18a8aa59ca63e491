"""Keys of one letter can be switched off, and then do nothing on any page; arrows and buttons stay."""

from conftest import screenshot
from test_label import title, wait_next, wait_stored


def switch_off(page, url):
    page.goto(url)
    page.wait_for_selector("#item-title:not(:empty)")
    page.locator("#letter-keys").uncheck()
    # A box that has the focus takes no keys for itself but the space bar.
    page.locator("#letter-keys").blur()


def test_letters_do_nothing_once_they_are_switched_off(server, visit):
    since = server.position()
    page = visit(server.url)
    switch_off(page, server.url)
    screenshot(page, "label-keys", full=True)
    first = title(page)
    for key in "ynsuze/?oYN":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert title(page) == first and page.url == server.url + "/"
    assert not page.locator("#help").is_visible() and not page.locator("#note-box").is_visible()
    page.keyboard.press("ArrowLeft")
    wait_next(page, first)
    second = title(page)
    page.locator("[data-answer=yes]").click()
    wait_next(page, second)
    page.keyboard.press("Backspace")
    wait_stored(page)
    page.wait_for_function("title => document.querySelector('#item-title').textContent === title", arg=second)
    page.reload()
    page.wait_for_selector("#item-title:not(:empty)")
    assert not page.locator("#letter-keys").is_checked(), "the browser keeps it"
    assert [answer for _, answer in server.answers(since)][0] == "no"
    assert "unsure" not in dict(server.answers(since)).values()


def test_the_other_pages_follow(server, visit):
    since = server.position()
    page = visit(server.url)
    switch_off(page, server.url)
    page.goto(server.url + "/item/0")
    for key in "ynsu":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert server.answers(since) == []
    page.goto(server.url + "/rank")
    for key in "jx/":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('title')")
    page.goto(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    page.locator("#letter-keys").check()
    page.goto(server.url + "/rank")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.classList.contains('title')")
