"""What reading down to a score costs."""

import json
import re

import pytest
from conftest import Server, garimpo, screenshot


def cost(page):
    return page.locator("#cost").inner_text()


def wait_read(page):
    page.wait_for_selector("#seconds:not([disabled])")


def test_the_cost_is_reckoned_by_the_mean_of_the_seconds(project, visit):
    item_ids = [entry["id"] for entry in json.loads(garimpo("next", "-n", 3, "--json", "--project", project))["items"]]
    for item, seconds in zip(item_ids, (0.5, 0.5, 2)):
        garimpo("label", item, "no", "--seconds", seconds, "--project", project)
    server = Server(project)
    try:
        page = visit(server.url + "/quality", expected_complaints=["ERR_"])
        wait_read(page)
        assert page.locator("#seconds").input_value() == "1"
        assert page.locator("#seconds-note").inner_text() == "mean of 3 timed answers: 1.0 s (half took 0.5 s or less)"
        page.locator("#threshold").fill("0")
        unread = int(re.match(r"([\d,]+) unread", cost(page)).group(1).replace(",", ""))
        assert unread > 90
        assert f"about {round(unread / 60)} minutes" in cost(page)
        page.locator("#seconds").fill("0.04")
        assert f"about {round(unread * 0.04)} seconds" in cost(page), "what is said is not rounded up to minutes"
        page.locator("#seconds").fill("")
        assert cost(page) == "Say how long an item takes, above 0 seconds."
        screenshot(page, "quality-cost")
    finally:
        server.stop()


@pytest.mark.parametrize("locale, note", [("en-GB", "an assumption: "), ("pt-BR", "uma suposição: ")])
def test_where_no_times_are_known_the_seconds_are_an_assumption(server, visit, locale, note):
    page = visit(server.url + "/quality", locale=locale)
    wait_read(page)
    assert page.locator("#seconds").input_value() == "60"
    assert page.locator("#seconds-note").inner_text().startswith(note)
