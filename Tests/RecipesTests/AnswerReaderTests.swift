import Testing

@testable import GarimpoRecipes

struct AnswerReaderTests {
  @Test(arguments: [
    (
      Answer.yes,
      [
        "1", "1.0", "1,0", "1,00", "yes", " Yes ", "Y", "TRUE", "true", "Sim", "SIM", "s", "Sí", "si", "oui", "Ja",
        "wahr", "VRAI", "Verdadeiro", "SÃ\u{AD}",
      ]
    ),
    (
      .no,
      [
        "0", "0.0", "0,0", "No", "n", "FALSE", "falso", "Não", "nao", "NÃO", "NÃ£o", "não\u{A0}", "na\u{303}o", "non",
        "Nein", "falsch", "faux",
      ]
    ),
    (.unsure, ["unsure", "?", "Maybe", "talvez", "não sei"]),
    (.skip, ["skip", "Pular"]),
  ]) func `General words are understood`(answer: Answer, cells: [String]) {
    let reader = AnswerReader(nil)
    for cell in cells { #expect(reader.read(cell) == .answer(answer), "\(cell)") }
  }

  @Test(arguments: ["", " ", "\u{A0}", "\t\n", "\u{FEFF}"]) func `White space is no answer`(cell: String) {
    #expect(AnswerReader(nil).read(cell) == .blank)
  }

  @Test(arguments: [
    "0.5", "0,455", "455", "2", "10", "-1", "01", "1.5", "1e0", "x", "o", "yess", "not", "#REF!", "#N/A", "2020-01-01",
    "yes no", "11", "0.01", "1.", ".0", "NULL", "nan",
  ]) func `Everything else is left unread`(cell: String) {
    #expect(AnswerReader(nil).read(cell) == .unreadable)
  }

  @Test func `The recipe's words win`() throws {
    let recipe = try Recipe(
      yaml: """
        name: odd
        item: { title: title }
        label: { column: y, yes: ["no", "2", "include"], no: ["1"] }
        fields: { title: { column: title, kind: text } }
        features: [{ tfidf: title }]

        """, source: "odd.yaml")
    let reader = AnswerReader(recipe.label)
    #expect(reader.read("NO") == .answer(.yes) && reader.read("Include") == .answer(.yes))
    #expect(reader.read("1") == .answer(.no) && reader.read("1.0") == .answer(.no) && reader.read("2") == .answer(.yes))
    #expect(reader.read("sim") == .answer(.yes) && reader.read("0") == .answer(.no))
  }
}
