"""Labelling by keyboard, button and finger; nothing is lost and nothing is stored twice."""

import json
import random
import time

import pytest
from conftest import garimpo, screenshot

KEYS = {"yes": ["ArrowRight", "y"], "no": ["ArrowLeft", "n"], "skip": ["ArrowDown", "s"], "unsure": ["u"]}


def title(page):
    return page.locator("#item-title").inner_text()


def wait_next(page, before):
    """Until another item is on the page."""
    page.wait_for_function(
        """before => { const item = document.querySelector('#item'); const title = document.querySelector('#item-title').textContent;
        return !item.hasAttribute('data-empty') && title !== '' && title !== before; }""", arg=before)


def wait_stored(page):
    """Until nothing waits to be sent."""
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('garimpo outbox')) && !document.querySelector('#banner:not([hidden])')")


def test_thirty_items_by_keyboard_with_undo(server, visit):
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    draw = random.Random(7)
    expected = []
    while sum(answer != "undo" for answer in expected) < 30:
        before = title(page)
        answer = draw.choice(list(KEYS))
        page.keyboard.press(draw.choice(KEYS[answer]))
        wait_next(page, before)
        expected.append(answer)
        if draw.random() < 0.3:
            for _ in range(draw.randint(1, 2)):
                standing = undoable(expected)
                if not standing:
                    break
                page.keyboard.press(draw.choice(["z", "Backspace"]))
                expected.append("undo")
            page.wait_for_timeout(300)
    wait_stored(page)
    log = server.answers(since)
    # An answer that was taken back before it was sent never got into the log.
    assert standing_answers(log) == replayed(expected)
    screenshot(page, "label")


def undoable(answers):
    count = 0
    for answer in answers:
        count += -1 if answer == "undo" else 1
    return count > 0


def replayed(answers):
    stack = []
    for answer in answers:
        if answer == "undo":
            stack.pop()
        else:
            stack.append(answer)
    return stack


def standing_answers(log):
    """The answers of the log that were not taken back, in order."""
    stack = []
    for item, answer in log:
        if answer == "undo":
            place = max(index for index, (other, _) in enumerate(stack) if other == item)
            stack.pop(place)
        else:
            stack.append((item, answer))
    return [answer for _, answer in stack]


def test_an_answer_is_stored_once_when_the_server_dies(server, visit):
    since = server.position()
    page = visit(server.url, expected_complaints=["Failed to load resource", "ERR_CONNECTION"])
    page.wait_for_selector("#item-title:not(:empty)")
    given = []
    for number in range(12):
        if number in (4, 8):
            server.kill()
        before = title(page)
        page.keyboard.press("y" if number % 3 == 0 else "n")
        given.append("yes" if number % 3 == 0 else "no")
        if number in (4, 8):
            page.wait_for_selector("#banner:not([hidden])")
            assert "kept here" in page.locator("#banner").inner_text()
            if number == 8:
                screenshot(page, "label-offline")
            time.sleep(0.3)
            server.start()
            page.wait_for_selector("#banner", state="hidden", timeout=15_000)
        wait_next(page, before)
    wait_stored(page)
    answers = server.answers(since)
    assert [answer for _, answer in answers] == given
    assert len({item for item, _ in answers}) == len(given)


def test_an_unsent_answer_outlives_the_page(server, visit):
    since = server.position()
    page = visit(server.url, expected_complaints=["Failed to load resource", "ERR_CONNECTION"])
    page.wait_for_selector("#item-title:not(:empty)")
    server.kill()
    page.keyboard.press("y")
    page.wait_for_selector("#banner:not([hidden])")
    server.start()
    page.reload()
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["yes"]


def test_a_given_answer_is_changed_in_the_strip(server, visit):
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    first = title(page)
    page.keyboard.press("y")
    wait_next(page, first)
    page.locator("#strip button").last.click()
    assert title(page) == first
    page.keyboard.press("n")
    wait_next(page, first)
    wait_stored(page)
    answers = server.answers(since)
    assert [answer for _, answer in answers] == ["yes", "no"]
    assert answers[0][0] == answers[1][0]


def test_a_note_is_kept_with_the_answer(server, visit):
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    page.keyboard.press("e")
    page.keyboard.type("yes, but only the first half")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    wait_stored(page)
    entry = server.entries(since)[-1]
    assert (entry["what"], entry["note"]) == ("unsure", "yes, but only the first half")


def test_buttons_and_swipes_answer(server, visit):
    since = server.position()
    page = visit(server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.wait_for_selector("#item-title:not(:empty)")
    for answer in ("yes", "no", "skip", "unsure"):
        before = title(page)
        page.locator(f"[data-answer={answer}]").tap()
        wait_next(page, before)
    for x, _ in ((200, "yes"), (-200, "no")):
        before = title(page)
        page.evaluate(
            """x => { const item = document.querySelector('#item'); const touch = (clientX) => new Touch({ identifier: 1, target: item, clientX, clientY: 300 });
            item.dispatchEvent(new TouchEvent('touchstart', { touches: [touch(200)], changedTouches: [touch(200)] }));
            item.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [touch(200 + x)] })); }""", x)
        wait_next(page, before)
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["yes", "no", "skip", "unsure", "yes", "no"]
    screenshot(page, "label-phone")


@pytest.mark.parametrize("locale, word", [("pt-BR", "Sim"), ("en-GB", "Yes")])
def test_the_language_is_that_of_the_browser(server, visit, locale, word):
    page = visit(server.url, locale=locale)
    assert word in page.locator("[data-answer=yes]").inner_text()
    assert page.locator("html").get_attribute("lang") == ("pt-BR" if locale == "pt-BR" else "en")
    screenshot(page, f"label-{locale}")


def test_the_server_is_ready_at_once(server):
    assert server.seconds_to_ready < 10  # the figure itself is in Benchmarks/


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WAYS = {"Undo": "button", "Note": "button", "Search": "link", "open ↗": "link", "details": "link"}


def names_of_ways(page):
    """Each of the ways beside the answers by its accessible name, keys left out."""
    return {name: page.get_by_role(role, name=name) for name, role in WAYS.items()}


@pytest.mark.parametrize("look", [PHONE, {}])
def test_undo_note_search_and_links_are_buttons_and_links(server, visit, look):
    page = visit(server.url, **look)
    page.wait_for_selector("#item-title:not(:empty)")
    assert page.get_by_role("button", name="Undo").is_disabled(), "there is nothing to take back"
    before = title(page)
    page.locator("[data-answer=no]").click()
    wait_next(page, before)
    wait_stored(page)
    for name, way in names_of_ways(page).items():
        assert way.count() == 1 and way.is_visible(), name
        assert way.bounding_box()["height"] >= (44 if look else 24), name
    for button in page.locator("footer button, #strip button").all():
        assert button.bounding_box()["height"] >= (44 if look else 24)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_role("link", name="details").get_attribute("href").startswith("/item/")
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); }""")
    page.get_by_role("button", name="Note").click()
    assert page.evaluate("document.activeElement.id") == "note"
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("title => document.querySelector('#item-title').textContent === title", arg=before)
    wait_stored(page)
    assert page.evaluate("window.shift") < 0.02
    screenshot(page, "label-ways-phone" if look else "label-ways")
    page.get_by_role("link", name="Search").click()
    page.wait_for_url("**/rank#search")


def test_on_a_phone_the_help_has_gestures_and_no_keys(server, visit):
    page = visit(server.url, **PHONE)
    page.wait_for_selector("#item-title:not(:empty)")
    page.get_by_role("button", name="Gestures").tap()
    help = page.get_by_role("dialog", name="Gestures and buttons")
    assert "Swipe right" in help.inner_text() and "Escape" not in help.inner_text()
    assert help.bounding_box()["x"] >= 8 and help.bounding_box()["width"] <= 374
    page.get_by_role("button", name="Close").tap()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    assert "Swipe right\n" not in page.locator("#help").inner_text()


def change_first(server, page):
    """Answers two items, then opens the first of them to be changed; its title, and that of the question it took the place of."""
    page.wait_for_selector("#item-title:not(:empty)")
    first = title(page)
    page.keyboard.press("y")
    wait_next(page, first)
    second = title(page)
    page.keyboard.press("n")
    wait_next(page, second)
    asked = title(page)
    wait_stored(page)
    page.locator("#strip button").nth(-2).click()
    page.wait_for_selector("#editing:not([hidden])")
    assert title(page) == first
    return first, asked


# The same answer again changes nothing either.
@pytest.mark.parametrize("way", ["Escape", "z", "Backspace", "Cancel", "Undo", "y"])
def test_leaving_an_answer_changes_nothing(server, visit, way):
    since = server.position()
    page = visit(server.url)
    first, asked = change_first(server, page)
    assert "You said yes. Answer again to change it. Escape leaves it as it was." in page.locator("#editing").inner_text()
    if way == "Escape":
        screenshot(page, "label-editing")
    if way in ("Cancel", "Undo"):
        page.get_by_role("button", name=way).click()
    else:
        page.keyboard.press(way)
    assert page.locator("#editing").is_hidden() and title(page) == asked
    page.wait_for_timeout(300)
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["yes", "no"]
    page.keyboard.press("y")
    wait_next(page, asked)
    wait_stored(page)
    answers = server.answers(since)
    assert [answer for _, answer in answers] == ["yes", "no", "yes"] and len({item for item, _ in answers}) == 3


def test_going_from_one_answer_to_another_asks_neither(server, visit):
    page = visit(server.url)
    _, asked = change_first(server, page)
    page.locator("#strip button").last.click()
    page.wait_for_function("() => document.querySelector('#editing-says').textContent.includes('no')")
    page.keyboard.press("Escape")
    assert title(page) == asked


def test_a_note_stays_with_an_answer_that_is_changed(server, visit):
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    first = title(page)
    page.keyboard.press("e")
    page.keyboard.type("first half")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    wait_next(page, first)
    page.keyboard.press("e")
    page.keyboard.type("a draft")
    page.keyboard.press("Escape")
    page.locator("#strip button").last.click()
    assert page.locator("#note").input_value() == "first half" and page.locator("#note").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#note").input_value() == "a draft", "what is typed for the question is kept meanwhile"
    wait_stored(page)
    page.reload()
    page.wait_for_selector("#strip button")
    page.locator("#strip button").last.click()
    page.wait_for_selector("#note-box:not([hidden])")
    page.locator("#note").fill("first half, on the whole")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    wait_next(page, first)
    wait_stored(page)
    assert [(entry["what"], entry["note"]) for entry in server.entries(since)] == [("yes", "first half"), ("no", "first half, on the whole")]
    # And away with it: the same answer, without a note.
    page.locator("#strip button").last.click()
    page.locator("#note").fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    wait_next(page, first)
    wait_stored(page)
    assert [entry.get("note") for entry in server.entries(since)] == ["first half", "first half, on the whole", None]


def test_the_note_of_an_answer_that_is_taken_back_is_in_the_box(server, visit):
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    first = title(page)
    page.keyboard.press("e")
    page.keyboard.type("only the chorus")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    wait_next(page, first)
    page.keyboard.press("z")
    page.wait_for_function("title => document.querySelector('#item-title').textContent === title", arg=first)
    assert page.locator("#note").input_value() == "only the chorus"
    page.keyboard.press("n")
    wait_next(page, first)
    wait_stored(page)
    entry = server.entries(since)[-1]
    assert (entry["what"], entry["note"]) == ("no", "only the chorus")
    page.goto(f"{server.url}/item/{entry['id']}")
    assert "only the chorus" in page.locator("#history").inner_text()


def test_the_badge_does_not_count(server, visit):
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    assert " of " not in page.locator("#why").inner_text()
    page.wait_for_function("() => document.querySelector('#progress').innerText.includes('of 100 of this round\\'s batch answered')")


LONG = "the second half is about forests, which is what we look for; ask https://example.org/a-rather-long-address-without-a-blank"


@pytest.mark.parametrize("look", [PHONE, {}, {"locale": "pt-BR", **PHONE}])
def test_the_answers_of_an_item_are_not_cut(server, visit, look):
    for answer in ("yes", "no"):
        garimpo("label", "0", answer, "--note", f"{answer}: {LONG}", "--annotator", "ana", "--project", server.project)
    page = visit(server.url + "/item/0", **look)
    assert LONG in page.locator("#history").inner_text() and " UTC" in page.locator("#history").inner_text()
    cut = page.evaluate("""() => { const card = document.querySelector('#history').getBoundingClientRect();
        return [...document.querySelectorAll('#history td')].filter((cell) => cell.getBoundingClientRect().right > card.right - 8
          || cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.className); }""")
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if "locale" not in look:
        screenshot(page, "item-answers-phone" if look else "item-answers", full=True)


def test_signs_stand_beside_the_first_line(server, visit):
    page = visit(server.url, viewport={"width": 1000, "height": 800})
    while page.evaluate("() => fetch('/api/v1/progress').then(r => r.json()).then(r => r.model.phase)") != "ready":
        page.wait_for_timeout(200)
    page.reload()
    page.wait_for_selector("#near-card:not([hidden])")
    page.locator("#details").click()
    page.wait_for_selector(".near .small")
    off = page.evaluate("""() => [...document.querySelectorAll('.near li')].map((row) => {
        const [sign, line] = [row.querySelector('span').getBoundingClientRect(), row.querySelector('bdi').getClientRects()[0]];
        return Math.abs(sign.top + sign.height / 2 - line.top - line.height / 2); })""")
    assert len(off) > 0 and max(off) < 4, off


def test_an_answer_on_the_page_of_an_item_keeps_its_note(server, visit):
    garimpo("label", "0", "yes", "--note", "only the chorus", "--annotator", "ana", "--project", server.project)
    page = visit(server.url + "/item/0")
    page.locator("[data-answer=no]").click()
    page.wait_for_selector("#standing .n")
    entry = server.log()[-1]
    assert (entry["what"], entry["note"]) == ("no", "only the chorus")


def test_undo_goes_back_further_than_the_page_came_with(server, visit):
    drawn = json.loads(garimpo("next", "-n", 14, "--annotator", "ana", "--json", "--project", server.project))["items"]
    for item in drawn:
        garimpo("label", item["id"], "no", "--annotator", "ana", "--project", server.project)
    since = server.position()
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    assert page.locator("#strip button").count() == 10
    for item in reversed(drawn):
        page.keyboard.press("z")
        page.wait_for_function("text => document.querySelector('#item-title').textContent === text", arg=item["title"])
    page.wait_for_function("() => document.querySelectorAll('#strip button').length === 0 && document.querySelector('#undo').disabled")
    wait_stored(page)
    assert server.answers(since) == [(item["id"], "undo") for item in reversed(drawn)]


def test_without_a_server_the_page_says_what_it_waits_for(server, visit):
    since = server.position()
    page = visit(server.url, expected_complaints=["Failed to load resource", "ERR_CONNECTION"])
    page.wait_for_selector("#item-title:not(:empty)")
    server.kill()
    before = title(page)
    page.keyboard.press("n")
    wait_next(page, before)
    said = page.locator("#announce").text_content()
    assert said == f"Answered no. Next: {title(page)}"
    page.keyboard.press("n")
    page.wait_for_function("() => document.querySelector('#item-title').textContent.startsWith('Labelling waits for the server')")
    page.wait_for_function("() => document.querySelector('#banner').textContent.includes('2 answers are kept here')")
    assert page.locator("#announce").text_content() == "Answered no."
    screenshot(page, "label-without-server")
    server.start()
    page.wait_for_function("() => !document.querySelector('#item').hasAttribute('data-empty')", timeout=15_000)
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["no", "no"]

    # What is taken back is no answer that is kept.
    server.kill()
    page.keyboard.press("z")
    page.wait_for_selector("#banner:not([hidden])")
    assert page.locator("#banner").inner_text().startswith("No connection to Garimpo. Nothing is lost")
    server.start()
    wait_stored(page)
    assert [answer for _, answer in server.answers(since)] == ["no", "no", "undo"]


def test_the_card_has_what_helps_to_decide(server, visit):
    page = visit(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    item = page.evaluate("fetch('/api/v1/next').then(reply => reply.json()).then(reply => reply.items[0])")
    assert {"title", "channel_id", "width", "height"} <= set(item["aside"])
    assert page.locator("#meta span[title=views]").inner_text().startswith("views: ")
    for name in ("channel_id", "width", "height"):
        assert page.locator(f"#meta span[title={name}]").count() == 0
    texts = page.locator("#texts p.text").all_inner_texts()
    assert item["title"] not in texts
    page.click("#columns summary")
    page.wait_for_selector("#column-list dt")
    assert "og:video:width" in page.locator("#column-list dt").all_inner_texts()
