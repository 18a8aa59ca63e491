import Testing

@testable import GarimpoEvaluation

@Suite struct StoppingRuleTests {
  static let texts: [(String, StoppingRule, String)] = [
    ("in-a-row 50", .inARow(50), "The last 50 labels had no yes."),
    ("knee", .knee(), "Yes came far more often before the bend of the curve than since."),
    ("knee least=1000", .knee(least: 1000), "Yes came far more often before the bend of the curve than since."),
    (
      "knee-budget", .kneeBudget,
      "The curve has bent, and as much is read as a random sample of ten yes would take; or three quarters are."
    ),
    (
      "hypergeometric recall=95% risk=5%", .hypergeometric(),
      "At least 95 % of the yes are found, risk 5 %, by a test on items drawn at random at the end. Looking after every "
        + "answer adds to the risk."
    ),
    (
      "quasi-hypergeometric recall=90% risk=10%", .quasiHypergeometric(RecallPromise(recall: 0.9, risk: 0.1)),
      "At least 90 % of the yes are found, risk 10 %, if the order finds yes no worse than chance to the end."
    ),
    (
      "sequential recall=99.5% risk=2.5% after=100",
      .sequential(RecallPromise(recall: 0.995, risk: 0.025), after: 100),
      "At least 99.5 % of the yes are found, risk 2.5 %, by a test on items drawn at random at the end, however often one "
        + "looks."
    ),
    (
      "quant-ci recall=95% risk=5%", .quantCI(),
      "At least 95 % of the yes are found, risk 5 %, if the model's probabilities are calibrated."
    ),
    (
      "kappa 0.99", .kappa(), "The last 4 models agree which items are likely yes (kappa at least 0.99)."
    ),
    (
      "delta-f 0.01 windows=2 every=20 items=500",
      .deltaF(0.01, ModelComparison(windows: 2, every: 20, items: 500)),
      "The F measure of the last 3 models changed by less than 0.01 each time, by their own predictions."
    ),
    (
      "yield-plateau 1% labels=200", .yieldPlateau(0.01, labels: 200),
      "The last 200 labels brought at most 1 % of the yes found."
    ),
    (
      "metric-plateau 0.005", .metricPlateau(), "The metric rose by at most 0.005 in the last 3 measurements."
    ),
    ("budget 500", .budget(500), "500 labels are given."),
    ("minutes 90 pace=20", .minutes(90, pace: 20), "90 minutes are spent."),
  ]

  @Test(arguments: texts.indices)
  func `A rule is read from text, written again, and says what it claims`(index: Int) throws {
    let (text, rule, claim) = Self.texts[index]
    #expect(try StoppingRule(text) == rule)
    #expect(rule.description == text)
    #expect(rule.claim == claim)
  }

  @Test(arguments: [
    ("in-a-row", StoppingRule.inARow(50)), ("hypergeometric", .hypergeometric()),
    ("sequential after=50", .sequential()),
    ("  quant-ci\trisk=0.05 ", .quantCI()), ("kappa every=10 0.99 windows=3", .kappa()), ("delta-f", .deltaF()),
    ("yield-plateau", .yieldPlateau()), ("metric-plateau windows=3", .metricPlateau()), ("minutes 1.5", .minutes(1.5)),
  ])
  func `What is usual need not be said, and parameters come in any order`(text: String, rule: StoppingRule) throws {
    #expect(try StoppingRule(text) == rule)
    #expect(try StoppingRule(rule.description) == rule)
  }

  @Test func `Every share and number is read again as it was`() throws {
    for thousandth in 1...999 {
      let rule = StoppingRule.quantCI(
        RecallPromise(recall: Double(thousandth) / 1000, risk: 1 / Double(thousandth + 1)))
      #expect(try StoppingRule(rule.description) == rule)
    }
  }

  @Test func `All names are rules, and all rules are named`() {
    let names = Self.texts.map { String($0.0.split(separator: " ")[0]) }
    #expect(Set(names) == Set(StoppingRule.names) && StoppingRule.names.count == 13)
  }

  @Test(arguments: [
    ("", "stopping rule: nothing is named; expected a rule, as in in-a-row 50"),
    (
      "never",
      "stopping rule: \"never\" is not known; expected one of in-a-row, knee, knee-budget, hypergeometric, "
        + "quasi-hypergeometric, sequential, quant-ci, kappa, delta-f, yield-plateau, metric-plateau, budget, minutes"
    ),
    (
      "in-a-row 0",
      "stopping rule: the number of in-a-row is \"0\"; expected a whole number from 1 to 1000000000, as in in-a-row 50"
    ),
    (
      "in-a-row 50%",
      "stopping rule: the number of in-a-row is \"50%\"; expected a whole number from 1 to 1000000000, as in in-a-row 50"
    ),
    (
      "knee least=few",
      "stopping rule: least of knee is \"few\"; expected a whole number from 1 to 1000000000, as in knee least=1000"
    ),
    ("knee-budget 5", "stopping rule: knee-budget is followed by \"5\"; expected nothing more"),
    (
      "hypergeometric recall=0%",
      "stopping rule: recall of hypergeometric is \"0%\"; expected a share above 0% and at most 100%, as in hypergeometric "
        + "recall=95%"
    ),
    (
      "sequential risk=100%",
      "stopping rule: risk of sequential is \"100%\"; expected a share between 0% and 100%, as in sequential risk=5%"
    ),
    (
      "quant-ci after=50",
      "stopping rule: quant-ci is followed by \"after=50\"; expected recall and risk, and nothing more"
    ),
    (
      "kappa 2",
      "stopping rule: the number of kappa is \"2\"; expected a number above 0 and at most 1, as in kappa 0.99"
    ),
    ("kappa 0.9 0.8", "stopping rule: kappa has \"0.8\" twice; give it one value"),
    ("kappa every=2 every=3", "stopping rule: kappa has \"every\" twice; give it one value"),
    (
      "delta-f nan",
      "stopping rule: the number of delta-f is \"nan\"; expected a number above 0 and at most 1, as in delta-f 0.005"
    ),
    (
      "yield-plateau 100%",
      "stopping rule: the number of yield-plateau is \"100%\"; expected a share from 0% to below 100%, as in yield-plateau 1%"
    ),
    (
      "metric-plateau -1",
      "stopping rule: the number of metric-plateau is \"-1\"; expected a number of 0 or more, as in metric-plateau 0.005"
    ),
    ("budget", "stopping rule: the number of budget is missing; expected a number of labels, as in budget 500"),
    ("minutes", "stopping rule: the number of minutes is missing; expected a number above 0, as in minutes 90"),
    (
      "minutes 90 pace=0",
      "stopping rule: pace of minutes is \"0\"; expected seconds a label above 0, as in minutes 90 pace=20"
    ),
  ])
  func `What is no rule is answered with what was expected`(text: String, sentence: String) {
    #expect(throws: StoppingRuleError.self) { try StoppingRule(text) }
    do { _ = try StoppingRule(text) } catch { #expect("\(error)" == sentence) }
  }
}
