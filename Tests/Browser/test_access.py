"""Every page for everybody: axe's rules, light and dark, wide and narrow; nothing moves and nothing is cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Server, garimpo, screenshot

PAGES = {"label": "/", "rank": "/rank", "item": "/item/0", "quality": "/quality", "rounds": "/rounds", "import": "/import"}
LOOKS = {
    "light": {}, "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "portuguese": {"locale": "pt-BR"},
}


@pytest.fixture(scope="module")
def server(finished, tmp_path_factory):
    """One server for all of these: they only look."""
    copy = tmp_path_factory.mktemp("looked-at") / "videos.garimpo"
    garimpo("backup", copy, "--project", finished, "--quiet")
    server = Server(copy)
    yield server
    server.stop()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(server, visit, name, look):
    page = visit(server.url + PAGES[name], **LOOKS[look])
    page.wait_for_timeout(1500 if name == "quality" else 700)
    screenshot(page, f"{name}-{look}", full=True)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(server, visit, name):
    page = visit(server.url + PAGES[name], viewport={"width": 360, "height": 740})
    page.wait_for_timeout(600)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_when_the_page_has_come(server, visit, name):
    page = visit(server.url + PAGES[name])
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true }); }""")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.shift") < 0.02


# The rows of the ranking are reached by their own keys, j and k.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "rank"])
def test_every_control_is_reached_by_tab(server, visit, name):
    page = visit(server.url + PAGES[name])
    page.wait_for_timeout(500)
    wanted = page.evaluate("""() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0 && !one.closest('dialog:not([open])')).length""")
    page.keyboard.press("Tab")
    reached = set()
    for _ in range(wanted + 120):  # the parts of a date are stops of their own
        reached.add(page.evaluate("""() => { const one = document.activeElement; if (!one || one === document.body) return '';
            one.dataset.seen ??= String(Math.random()); return one.dataset.seen; }"""))
        page.keyboard.press("Tab")
    assert len(reached - {""}) >= wanted
