import GarimpoKernels
import GarimpoStore
import Testing

@testable import GarimpoProject

/// `garimpo check-labels`, `garimpo duplicates`, and the groups behind them.
struct CheckLabelsTests {
  private static func checked(
    _ things: ThingsProject, _ change: (inout CheckLabelsOptions) -> Void = { _ in }
  ) throws -> CheckedLabels {
    var options = CheckLabelsOptions()
    options.threadCount = 1
    change(&options)
    return try things.project.checkLabels(options)
  }

  @Test func `Labels that were swapped come first`() throws {
    let things = try ThingsProject(count: 120)
    // A red thing that is a no, and two blue ones that are yes.
    let wrong = [("t3", LabelEvent.Answer.no), ("t4", .yes), ("t16", .yes)]
    for (id, answer) in wrong { try things.answer(id, answer) }
    let checked = try Self.checked(things) { $0.count = 3 }
    #expect(Set(checked.surprising.map(\.id)) == ["t3", "t4", "t16"])
    #expect(checked.labelledCount == 80 && checked.foldCount == 5 && checked.surprisingCount >= 3)
    for item in checked.surprising {
      #expect(item.label == (item.id == "t3" ? "no" : "yes"))
      #expect(item.surprise >= 0.5 && (item.label == "no") == (item.probability > 0.5))
    }
    #expect(Set(checked.changes.map(\.id)) == ["t3", "t4", "t16"])
    #expect(checked.changes.allSatisfy { $0.answers.count == 2 && $0.annotator == "ana" })
  }

  @Test func `The answer is the same for any number of threads`() throws {
    let things = try ThingsProject(count: 90)
    try things.answer("t3", .no)
    let one = try Self.checked(things).json()
    #expect(try Self.checked(things) { $0.threadCount = 3 }.json() == one)
    #expect(try Self.checked(things) { $0.foldCount = 3 }.json() != one)
  }

  @Test(arguments: [
    (1000, 0, 1000), (1000, 80, 1000), (1000, 10_000, 1000), (1000, 10_001, 999), (1000, 41_586, 240),
    (1000, 50_000, 200), (1000, 1_000_000, 200), (100, 1_000_000, 100), (20_000, 1000, 10_000),
  ])
  func `Trees are saved where very many items are labelled`(wished: Int, labelled: Int, expected: Int) {
    #expect(CheckLabelsOptions.treeCount(wished, labelledCount: labelled) == expected)
  }

  @Test func `Trees are as many as the recipe says, or as were asked for`() throws {
    let things = try ThingsProject(count: 90)
    let usual = try Self.checked(things)
    let few = try Self.checked(things) { $0.treeCount = 3 }
    #expect(usual.treeCount == 25 && few.treeCount == 3)
    #expect(few.text(TextStyle()).contains("one of 5 models of 3 trees that"))
    // Three trees tell four scores.
    #expect(few.surprising.allSatisfy { [0, 0.333, 0.667, 1].contains(($0.probability * 1000).rounded() / 1000) })
    #expect(try Self.checked(things) { $0.treeCount = 25 }.json() == usual.json())
  }

  @Test func `Duplicates with opposite labels are named, and one's own changes`() throws {
    let things = try ThingsProject(count: 60)
    try things.pair("t0", "t4", .near, similarity: 0.934)
    try things.pair("t1", "t3", .exact)
    try things.pair("t0", "t7", .exact)
    try things.pair("t0", "t2", .exact)
    try things.answer("t6", .yes, by: "rui")
    try things.answer("t6", .no, by: "rui")
    try things.answer("t6", .yes, by: "rui")
    let checked = try Self.checked(things)
    #expect(checked.contradictions.map(\.ids) == [["t0", "t4"], ["t1", "t3"]])
    #expect(checked.contradictions.map(\.labels) == [["yes", "no"], ["no", "yes"]])
    let text = checked.text(TextStyle())
    #expect(
      text.contains(
        """

        Duplicates with opposite labels
          t0 “red copper thing 0” says yes, t4 “blue wooden thing 4” says no (similarity
          0.93)
          t1 “blue paper thing 1” says no, t3 “red glass thing 3” says yes (the same
          text)

        Answered yes and no by the same person
          t6 “blue paper thing 6”: rui said yes, then no, then yes

        Next
        """))
  }

  @Test func `What there is too little of is said`() throws {
    let things = try ThingsProject()
    func message(_ change: (inout CheckLabelsOptions) -> Void = { _ in }) -> String? {
      do {
        _ = try Self.checked(things, change)
        return nil
      } catch { return "\(error)" }
    }
    #expect(message { $0.count = 0 } == "-n: found 0, expected a whole number, 1 or more")
    #expect(message { $0.treeCount = 0 } == "--trees: found 0, expected a whole number from 1 to 1000000")
    #expect(message { $0.foldCount = 1 } == "--folds: found 1, expected a whole number from 2 to 100")
    let rows = (0..<4).map { ThingsProject.row($0, label: $0 == 0 ? "1" : "0") }.joined()
    try things.add(ThingsProject.header + rows)
    let expected =
      "in memory: 1 yes and 3 no; to check labels against each other takes at least 2 of each, duplicates counted once: "
      + "label more items"
    #expect(message() == expected)
  }

  // MARK: Duplicates

  @Test func `Groups are listed with labels and similarity`() throws {
    let things = try ThingsProject(count: 60)
    #expect(try things.project.duplicates().text(TextStyle()) == "in memory has no duplicates.\n")
    try things.pair("t7", "t2", .exact)
    try things.pair("t9", "t8", .near, similarity: 0.91)
    try things.pair("t0", "t9", .near, similarity: 0.95)
    let all = try things.project.duplicates()
    #expect(
      all.text(TextStyle()) == """
        Duplicates in in memory

                yes  t0  red copper thing 0
                -    t8  blue glass thing 8
          0.95  no   t9  blue wooden thing 9
                         a yes and a no: see garimpo check-labels

                -    t2  blue silver thing 2
          1.00  yes  t7  red silver thing 7

          2 of 2 groups, 5 items in all

        """)
    let exact = try things.project.duplicates(.exact)
    #expect(exact.groups.map { $0.items.map(\.id) } == [["t2", "t7"]] && exact.groups[0].similarity == 1)
    let near = try things.project.duplicates(.near, count: 1)
    #expect(near.groups.map { $0.items.map(\.id) } == [["t0", "t8", "t9"]] && near.groups[0].similarity == 0.91)
    #expect(near.groups[0].isContradictory && !exact.groups[0].isContradictory)
    #expect(try things.project.duplicates(count: 1).groups.count == 1)
    let error = #expect(throws: Failure.self) { try things.project.duplicates(count: 0) }
    #expect(error?.description == "-n: found 0, expected a whole number, 1 or more")
  }

  // MARK: Groups, folds and surprises

  /// All sets of pairs among four items, against a search through all ways.
  @Test func `Groups are what pairs connect, for every set of pairs among four items`() {
    let pairs: [(Int64, Int64)] = [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]
    for mask in 0..<64 {
      let chosen = pairs.indices.filter { mask >> $0 & 1 == 1 }.map { pairs[$0] }
      for order in [chosen, chosen.reversed()] {
        let groups = ItemGroups(order.map { DuplicatePair(item: $0, other: $1, kind: .near, similarity: 1) })
        for item in Int64(1)...4 {
          var reached: Set<Int64> = [item]
          for _ in 0..<4 {
            for (one, other) in chosen where reached.contains(one) || reached.contains(other) {
              reached.formUnion([one, other])
            }
          }
          #expect(groups.first(of: item) == reached.min())
          if reached.count > 1 { #expect(groups.groups.contains(reached.sorted())) }
        }
        #expect(groups.groups.flatMap { $0 }.count == Set(chosen.flatMap { [$0.0, $0.1] }).count)
      }
    }
  }

  @Test func `Folds keep groups whole and have both kinds, or there are none`() {
    var random = SplitMix64(seed: 1)
    for count in [0, 1, 2, 3, 5, 10, 40] {
      for _ in 0..<50 {
        let groups = (0..<count).map { _ in Int64(random.next(below: max(1, count))) }
        let targets = (0..<count).map { _ in random.next(below: 3) == 0 }
        let wished = 2 + random.next(below: 5)
        let yesGroups = Set(zip(groups, targets).filter(\.1).map(\.0))
        let noGroups = Set(groups).subtracting(yesGroups)
        let folds = ItemFolds(groups: groups, targets: targets, wished: wished, seed: 7)
        let most = min(wished, yesGroups.count, noGroups.count)
        guard let folds else {
          #expect(most < 2)
          continue
        }
        #expect(folds.count == most && folds.folds.count == count)
        var foldOf: [Int64: Int] = [:]
        for (group, fold) in zip(groups, folds.folds) {
          #expect(foldOf.updateValue(fold, forKey: group) ?? fold == fold)
        }
        for fold in 0..<folds.count {
          #expect(yesGroups.contains { foldOf[$0] == fold } && noGroups.contains { foldOf[$0] == fold })
        }
        // The numbers of the groups do not matter.
        let renamed = groups.map { 1000 - 7 * $0 }
        #expect(ItemFolds(groups: renamed, targets: targets, wished: wished, seed: 7)?.folds == folds.folds)
      }
    }
  }

  @Test func `A surprise is the share of the others that look less like the label, by counting`() {
    var random = SplitMix64(seed: 2)
    for count in [2, 3, 5, 10, 30] {
      for _ in 0..<20 {
        let scores = (0..<count).map { _ in Float(random.next(below: 5)) / 4 }
        var targets = (0..<count).map { _ in random.next(below: 2) == 0 }
        targets[0] = true
        targets[1] = false
        let surprises = Surprises(scores: scores, targets: targets)
        for row in 0..<count {
          let others = (0..<count).filter { targets[$0] != targets[row] }
          let ties = others.count { scores[$0] == scores[row] }
          let odd = others.count { targets[row] ? scores[$0] > scores[row] : scores[$0] < scores[row] }
          let expected = (Double(odd) + Double(ties) / 2) / Double(others.count)
          #expect(abs(surprises.shares[row] - expected) < 1e-12)
        }
        #expect(surprises.rows.map { surprises.shares[$0] } == surprises.shares.filter { $0 >= 0.5 }.sorted(by: >))
      }
    }
  }

  @Test func `A project without items says so`() throws {
    let notes = try NotesProject()
    #expect(
      notes.message { _ = try notes.project.checkLabels(CheckLabelsOptions()) }
        == "notes.garimpo: the project has no items yet; run garimpo import FILE")
  }
}
