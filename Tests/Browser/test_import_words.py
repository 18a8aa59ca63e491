"""The import page speaks the language of whoever looks at it, also where the program made the sentence."""

import csv
import gzip
import re
from pathlib import Path

import pytest
from conftest import Server, garimpo, screenshot


# Words of the program in English that no page in Portuguese may show; what comes from data or recipes is left out.
ENGLISH = set(
    "delimiter comma count counts with thousands dots commas spaces without separators one of few values published day month "
    "year name read as text empty new changed items rows row columns column the is are and or not answers yes no file import "
    "which record line field header expected found lines header table kept label labels observed seconds".split())
# Portuguese has these too.
ENGLISH -= {"no", "as", "is", "label", "labels"}


def words(page, selector):
    """The words of a part of the page, without those of data: names of columns and fields, examples, the recipe's text."""
    text = page.evaluate(
        """selector => { const copy = document.querySelector(selector).cloneNode(true);
        copy.querySelectorAll("textarea, [hidden], [hidden] *, select, #result th[scope=row], #result th[scope=row] + td, #conflicts")
          .forEach(part => part.remove());
        return copy.innerText; }""", selector)
    return set(re.findall(r"[a-z]+", re.sub(r"JSON Lines|: [^;]* → [^;]*|“[^”]*”|\"[^\"]*\"", " ", text).lower()))


def bring(page, name, content):
    page.set_input_files("#file", files=[{"name": name, "mimeType": "text/csv", "buffer": content}])


def empty_project(tmp_path, recipe="papers"):
    garimpo("init", tmp_path / "novo", "--recipe", recipe, "--quiet")
    return Server(tmp_path / "novo.garimpo")


def test_the_whole_flow_is_in_portuguese(table, visit, tmp_path):
    server = empty_project(tmp_path)
    try:
        page = visit(server.url + "/import", locale="pt-BR")
        bring(page, "videos.csv", Path(table).read_bytes())
        page.wait_for_selector("#found:not([hidden])", timeout=60_000)
        assert "youtube-watch-page" in page.locator("#recipe-words").inner_text()
        page.evaluate("document.querySelector('#result details').open = true")
        screenshot(page, "import-pt", full=True)
        result = page.locator("#result").inner_text()
        assert "CSV, separador vírgula, UTF-8" in result
        assert "contagem com pontos de milhar" in result and "publicado: dia, nome do mês, ano" in result
        assert words(page, "main") & ENGLISH == set()
        assert page.locator("#result [lang=en]").count() == 0
        page.click("#import")
        page.wait_for_selector("#done:not([hidden])", timeout=60_000)
        assert words(page, "main") & ENGLISH == set()
        page.wait_for_function("() => document.querySelector('#claim').innerText.startsWith('1.')")
        assert page.locator("#export a").count() > 0, "what there is now can be taken out"

        # Not the project's columns: one sentence, and nothing to press.
        bring(page, "outra.csv", "título;nota\nrio;boa\n".encode())
        page.wait_for_selector("#check-trouble:not([hidden])")
        trouble = page.locator("#check-trouble")
        assert trouble.inner_text().startswith("outra.csv: não serve para o projeto, cuja receita youtube-watch-page precisa de colunas")
        assert "Dê esses nomes às colunas" in trouble.inner_text()
        assert page.locator("#import").is_disabled()
        assert page.locator("#import-words").inner_text() == "Assim não pode ser importado; o motivo está acima."
        screenshot(page, "import-misfit-pt", full=True)
        assert words(page, "main") & ENGLISH == set()

        # Changed in more columns than are named.
        rows = Path(table).read_text().split("\n", 1)[1]
        header = Path(table).read_text().split("\n", 1)[0]
        changed = re.sub(r"https://", "http://", rows).replace("Publicado", "Transmitido ao vivo").replace("1280", "1920").replace("720", "1080").replace("e", "é")
        bring(page, "videos.csv", (header + "\n" + changed).encode())
        page.wait_for_function("() => document.querySelector('#result').innerText.includes('mudados')", timeout=60_000)
        assert re.search(r"mudados \([^)]* e mais \d+ colunas?\)", page.locator("#result").inner_text())
    finally:
        server.stop()


CASES = [
    ("vazio.csv", b"", "o arquivo está vazio"),
    ("cabecalho.csv", b"titulo,nota\n", "a tabela não tem linhas"),
    ("curto.csv", b"a,b,c\n1,2\n", "registro 2 (linha 2): 2 campos, o cabeçalho tem 3; corrija o registro, ou importe na linha de comando"),
    ("linhas.txt", "texto\numa, duas\n".encode(), "com --delimiter tab"),
    ("aspas.csv", b'a,b\n1,"dois\n', "nunca é fechada"),
    ("aspas2.csv", b'a,b\n1,"dois" tres\n', "continua depois da aspa de fechamento"),
    ("folha.xlsx", b"PK\x03\x04 e assim por diante", "não uma tabela de texto; salve como"),
    ("banco.csv", b"SQLite format 3\0" + bytes(100), "um banco de dados SQLite"),
    ("foto.pdf", b"%PDF-1.4 e assim por diante", "um documento PDF"),
    ("foto.png", b"\x89PNG\r\n" + bytes(100), "uma imagem (PNG)"),
    ("programa", b"\x7fELF" + bytes(100) + b"\xff", "dados binários"),
    ("big5.csv", b"id,nome\n1," + b"\xb4" * 40, "converta com iconv"),
    ("linhas.jsonl", b'{"a": 1}\n[1]\n', "um valor JSON onde se espera um objeto"),
    ("linhas2.jsonl", b'{"a": 1}\n{"a" 2}\n', "num lugar onde não pode estar"),
    ("curto.csv.gz", gzip.compress(b"a,b\n1,2\n" * 1000)[:40], "os dados gzip"),
]


@pytest.mark.parametrize("name, content, expected", CASES, ids=[case[0] for case in CASES])
def test_what_is_wrong_with_a_file_is_said_in_portuguese(visit, tmp_path, name, content, expected):
    server = empty_project(tmp_path)
    try:
        page = visit(server.url + "/import", locale="pt-BR", expected_complaints=["400", "422"])
        bring(page, name, content)
        shown = page.locator("#upload-trouble:not([hidden]), #check-trouble:not([hidden])").first
        shown.wait_for(timeout=30_000)
        said = shown.inner_text()
        assert expected in said, said
        assert shown.locator("[lang=en]").count() == 0, said
        assert set(re.findall(r"[a-z]+", re.sub(r"garimpo import|JSON Lines|--[a-z-]+", "", said).lower())) & ENGLISH == set(), said
    finally:
        server.stop()


def test_what_was_odd_in_a_table_is_said_in_portuguese(visit, tmp_path):
    rows = ["id,título,título,,data,valor", "1,Rio,a,b,3 de mai. de 2019,\x0012", "1,Rio,a,b,2019-05-04,mil", "", "2,,a,b,04/05/2019,1.200,7"]
    server = empty_project(tmp_path)
    try:
        page = visit(server.url + "/import", locale="pt-BR", expected_complaints=["422"])
        bring(page, "curioso.csv", "\n".join(rows).encode("latin-1"))
        page.wait_for_selector("#upload-trouble:not([hidden])")
        assert page.locator("#upload-trouble [lang=en]").count() == 0
        bring(page, "curioso.csv", "\n".join(rows).replace(",7", "").encode("latin-1"))
        page.wait_for_selector("#found:not([hidden])")
        result = page.locator("#result")
        said = result.inner_text()
        for expected in ["1 linha em branco pulada", "1 byte NUL mantido", "a coluna 3 se chama", "não é UTF-8 e não tem bytes de 80 a 9F"]:
            assert expected in said, said
        assert result.locator("[lang=en]").count() == 0, said
        assert words(page, "#result") & ENGLISH == set(), said
        text_of_recipe = page.locator("#recipe")
        page.evaluate("document.querySelector('#recipe-details').open = true")
        for text, expected in [
            ("name: [", "a receita, linha"), ("name: x\nitem: { title: tittle }\n", "a tabela não tem a coluna \"tittle\"; as colunas são"),
            ("name: x\nitems: { title: id }\n", "chave desconhecida \"items\" (seria \"item\"?)"),
            ("name: x\nitem: { title: id }\nfields: { v: { column: id, kind: text } }\nfeatures: [{ number: w }]\n", "nenhum campo se chama \"w\""),
        ]:
            text_of_recipe.fill(text)
            page.click("#recipe-check")
            page.wait_for_function("text => document.querySelector('#check-trouble').innerText.includes(text)", arg=expected)
            assert page.locator("#check-trouble [lang=en]").count() == 0
            assert page.locator("#import").is_disabled()
    finally:
        server.stop()


def test_rows_of_a_sheet_that_cannot_be_used_are_said_in_portuguese(server, visit, tmp_path):
    sheet = tmp_path / "respostas.csv"
    garimpo("labels", "export", sheet, "--all", "--project", server.project)
    with open(sheet, newline="") as file:
        header, *rows = list(csv.reader(file))
    rows = rows[:40]
    rows[0][header.index("y")], rows[1][header.index("id")], rows[2][header.index("id")] = "quem sabe", "nenhum", "1.2E+17"
    rows[1][header.index("title")] = rows[2][header.index("title")] = "um título que não há"
    with open(sheet, "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    page = visit(server.url + "/import", locale="pt-BR")
    bring(page, "respostas.csv", sheet.read_bytes())
    page.wait_for_selector("#found:not([hidden])")
    result = page.locator("#result")
    assert "“quem sabe” não é uma resposta; escreva" in result.inner_text(), result.inner_text()
    assert result.locator("[lang=en]").count() == 0, result.inner_text()


def test_a_folder_that_is_dropped_is_named(server, visit):
    page = visit(server.url + "/import", locale="pt-BR")
    page.evaluate("DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true, name: 'dados' })")
    data = page.evaluate_handle("() => { const data = new DataTransfer(); data.items.add(new File([''], 'dados')); return data; }")
    page.dispatch_event("#drop", "drop", {"dataTransfer": data})
    page.wait_for_selector("#upload-trouble:not([hidden])")
    assert page.locator("#upload-trouble").inner_text() == "dados é uma pasta; solte o arquivo que está nela."


def test_in_english_an_error_says_what_helps_in_a_browser(visit, tmp_path):
    server = empty_project(tmp_path)
    try:
        page = visit(server.url + "/import", expected_complaints=["422"])
        bring(page, "short.csv", b"a,b,c\n1,2\n")
        page.wait_for_selector("#upload-trouble:not([hidden])")
        assert page.locator("#upload-trouble").inner_text() == (
            "short.csv: record 2 (line 2): 2 fields, the header has 3; correct the record, or import on the command line, which "
            "can accept such records: garimpo import with --ragged pad; lines above the header are skipped with --skip-lines, or "
            "delete them from the file")
    finally:
        server.stop()


def test_a_batch_that_is_cut_short_is_told_in_portuguese(server, visit):
    page = visit(server.url + "/rounds", locale="pt-BR")
    page.fill("#hard", "900000")
    page.fill("#random", "0")
    page.click("#start-button")
    page.wait_for_selector("#job-says a", timeout=60_000)
    says = page.locator("#job-says")
    assert re.search(r"Sobre o lote: foram pedidos 900000 difíceis: todos os \d+ itens que restam são perguntados", says.inner_text()), says.inner_text()
    assert says.locator("[lang=en]").count() == 0
