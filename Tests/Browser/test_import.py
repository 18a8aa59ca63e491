"""A table comes in by drop, and is there afterwards."""

import csv
import json

from conftest import garimpo, screenshot


def items(project):
    return json.loads(garimpo("status", "--json", "--project", project))["items"]


def test_a_dropped_table_is_looked_at_and_imported(server, visit, table, tmp_path):
    with open(table, newline="") as file:
        header, *rows = list(csv.reader(file))
    more = tmp_path / "more.csv"
    with open(more, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, row in enumerate(rows[:40]):
            row[header.index("")] = str(9000 + number)
            row[header.index("y")] = ""
            writer.writerow(row)
    before = items(server.project)
    page = visit(server.url + "/import")
    data = page.evaluate_handle(
        """text => { const data = new DataTransfer();
        data.items.add(new File([text], 'more.csv', { type: 'text/csv' })); return data; }""", more.read_text())
    page.dispatch_event("#drop", "dragover", {"dataTransfer": data})
    page.dispatch_event("#drop", "drop", {"dataTransfer": data})
    page.wait_for_selector("#found:not([hidden])", timeout=20_000)
    assert "more.csv" in page.locator("#found-title").inner_text()
    assert items(server.project) == before, "nothing is stored before it is asked for"
    screenshot(page, "import-looked-at", full=True)
    page.click("#import")
    page.wait_for_selector("#done:not([hidden])", timeout=20_000)
    screenshot(page, "import-done", full=True)
    assert items(server.project) == before + 40
    page.wait_for_function("count => document.querySelector('#claim').innerText.replace(/[,.]/, '').includes(count)", arg=str(before + 40))
