"""The ranking by Tab, and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import garimpo, screenshot

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = {"viewport": {"width": 390, "height": 844}}
STOP = """() => { const one = document.activeElement;
    if (one.id === 'search') return 'search';
    if (one.tagName === 'SUMMARY') return 'summary';
    if (one.matches('#filter-box *')) return 'filter ' + one.name;
    if (one.matches('#filters button')) return 'apply';
    if (one.matches('#rows *')) return 'row ' + one.closest('tr').rowIndex + (one.matches('.title') ? ' title' : ' other');
    if (one.matches('#more *')) return 'more';
    return ''; }"""


def stops(page, most=600):
    """What Tab reaches from the search on, one after the other, up to "Show more"."""
    page.locator("#search").focus()
    found = [page.evaluate(STOP)]
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop != found[-1]:  # the parts of a date are stops of their own
            found.append(stop)
        if stop == "more":
            return found
    raise AssertionError(found)


def check_rows(found, count):
    """Each row's title comes first of it, and the rows in their order."""
    rows = [stop for stop in found if stop.startswith("row")]
    assert [stop for stop in rows if stop.endswith("title")] == [f"row {place} title" for place in range(1, count + 1)]
    assert [int(stop.split()[1]) for stop in rows] == sorted(int(stop.split()[1]) for stop in rows)
    assert found[-len(rows) - 1:-1] == rows and found[-1] == "more"


def test_tab_goes_through_the_ranking_in_order(server, visit):
    page = visit(server.url + "/rank")
    found = stops(page)
    count = page.locator("#rows tr").count()
    assert count >= 20
    before = [stop for stop in found if not stop.startswith("row")]
    assert before == ["search", "filter label", "filter from", "filter to", "filter field", "filter value", "filter sort", "filter seen", "apply", "more"]
    check_rows(found, count)


def test_on_a_phone_the_filters_are_folded_up(server, visit):
    page = visit(server.url + "/rank", **PHONE)
    assert page.locator("#rows tr").first.bounding_box()["y"] < 600, "the first item is in sight"
    assert not page.locator("[name=sort]").is_visible()
    found = stops(page)
    assert [stop for stop in found if not stop.startswith("row")] == ["search", "summary", "apply", "more"]
    check_rows(found, page.locator("#rows tr").count())
    screenshot(page, "rank-phone-folded")
    page.locator("#search").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("[name=sort]").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(STOP) == "filter label"
    page.locator("[name=label]").select_option("any")
    page.locator("[name=sort]").select_option("date")
    assert page.url == server.url + "/rank", "several are set before they are applied"
    screenshot(page, "rank-phone-unfolded")
    report = Axe().run(page, options=RULES)
    assert report.violations_count == 0, report.generate_report()
    page.locator("#filters button").click()
    page.wait_for_url("**/rank?label=any&sort=date")
    assert page.locator("summary", has_text="Filter and order").inner_text() == "Filter and order: 2 are set"


def test_where_there_is_room_a_choice_counts_at_once(server, visit):
    page = visit(server.url + "/rank")
    assert not page.locator("#filter-box > summary").is_visible()
    page.locator("[name=sort]").select_option("date")
    page.wait_for_url("**/rank?sort=date")


@pytest.mark.parametrize("size", [PHONE, {}])
def test_nothing_moves_around_the_filters(server, visit, size):
    page = visit(server.url + "/rank?sort=date", **size)
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())
        window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); }""")
    page.wait_for_timeout(800)
    assert page.evaluate("window.shift") < 0.01


def test_the_order_of_the_last_answers_shows_them(server, visit):
    page = visit(server.url + "/rank")
    page.locator("[name=sort]").select_option("label")
    page.wait_for_url("**/rank?sort=label")
    assert page.locator("#rows tr").count() > 10 and page.locator("[name=label]").input_value() == "any"
    assert "only items that have one" in page.locator(".widened").inner_text()
    screenshot(page, "rank-last-answered")
    page.locator("[name=sort]").select_option("date")
    page.wait_for_url("**/rank?sort=date")
    assert page.locator("[name=label]").input_value() == "unlabelled"
    page.locator("[name=sort]").select_option("label")
    page.wait_for_url("**/rank?sort=label")
    page.locator("[name=label]").select_option("unlabelled")
    page.wait_for_url("**/rank?")
    assert page.locator("[name=sort]").input_value() == "worth" and page.locator("[name=label]").input_value() == "unlabelled"
    assert page.locator("#rows tr").count() > 10


def test_a_search_that_finds_only_labelled_items_leads_to_them(server, visit):
    answered = server.log()[-1]
    garimpo("label", answered["id"], "yes", "--project", server.project)
    page = visit(server.url + "/rank?label=yes")
    page.wait_for_function("() => document.querySelector('#index').textContent === '' || document.querySelector('#index').textContent.includes('all')")
    words = page.locator("#rows .title").first.inner_text()
    page.goto(server.url)
    page.wait_for_selector("#item-title:not(:empty)")
    page.keyboard.press("/")
    page.wait_for_url("**/rank#search")
    page.keyboard.type(f'"{words}"')
    page.keyboard.press("Enter")
    page.wait_for_selector("#wider")
    screenshot(page, "rank-wider")
    page.locator("#wider").click()
    page.wait_for_url("**label=any*")
    assert page.locator("#rows .title").first.inner_text() == words
