/// A parameter of a learner as text: how it is called, what it may be, and how it is read and written.
struct LearnerParameter<Learner> {
  /// Its name before the `=`.
  let name: String
  /// What it may be, for errors.
  let expected: String
  /// Sets it from a text; false if that is nothing it may be.
  let read: (String, inout Learner) -> Bool
  /// Its text, or nil where another parameter says it.
  let written: (Learner) -> String?

  /// A number above 0.
  static func number(
    _ name: String, _ path: WritableKeyPath<Learner, Double>
  ) -> LearnerParameter {
    LearnerParameter(
      name: name, expected: "a number above 0",
      read: { text, learner in
        guard let number = Self.number(text), number > 0 else { return false }
        learner[keyPath: path] = number
        return true
      },
      written: { Self.text($0[keyPath: path]) })
  }

  /// A whole number, `lowest` or more.
  static func count(
    _ name: String, from lowest: Int, to highest: Int = .max, _ path: WritableKeyPath<Learner, Int>
  ) -> LearnerParameter {
    LearnerParameter(
      name: name,
      expected: "a whole number, " + (highest == .max ? "\(lowest) or more" : "\(lowest) to \(highest)"),
      read: { text, learner in
        guard let count = Int(text), count >= lowest, count <= highest else { return false }
        learner[keyPath: path] = count
        return true
      },
      written: { "\($0[keyPath: path])" })
  }

  /// One of some words.
  static func choice<Value: Equatable>(
    _ name: String, _ path: WritableKeyPath<Learner, Value>, _ words: [(text: String, value: Value)]
  ) -> LearnerParameter {
    LearnerParameter(
      name: name, expected: LearnerText.alternatives(words.map(\.text)),
      read: { text, learner in
        guard let word = words.first(where: { $0.text == text }) else { return false }
        learner[keyPath: path] = word.value
        return true
      },
      written: { learner in words.first { $0.value == learner[keyPath: path] }?.text })
  }

  /// How much the classes weigh: two parameters of which one is written.
  static func balance(_ path: WritableKeyPath<Learner, ClassBalance>) -> [LearnerParameter] {
    let ratio = LearnerParameter(
      name: "ratio", expected: "a number above 0",
      read: { text, learner in
        guard let ratio = Self.number(text), ratio > 0 else { return false }
        learner[keyPath: path] = .ratio(ratio)
        return true
      },
      written: { if case .ratio(let ratio) = $0[keyPath: path] { Self.text(ratio) } else { nil } })
    return [choice("balance", path, [("none", .none), ("balanced", .balanced)]), ratio]
  }

  /// A finite number.
  static func number(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  /// The shortest text that gives the number back, without a point where it is whole.
  static func text(_ number: Double) -> String {
    number.magnitude < 0x1p53 && number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}

extension LearnerParameter where Learner == LinearClassifier {
  /// What can be said of a linear model.
  static var all: [LearnerParameter] {
    [.number("cost", \.cost)] + balance(\.balance) + [
      .choice("penalty", \.penalty, [("squared", .squared), ("absolute", .absolute)]),
      .choice("intercept", \.intercept, [("free", .free), ("penalised", .penalised), ("none", .none)]),
      .number("tolerance", \.tolerance), .count("steps", from: 1, \.maxIterations),
    ]
  }
}

extension LearnerParameter where Learner == NaiveBayes {
  /// What can be said of naive Bayes.
  static var all: [LearnerParameter] { [.number("smoothing", \.smoothing)] + balance(\.balance) }
}

extension LearnerParameter where Learner == RandomForest {
  /// What can be said of a forest.
  static var all: [LearnerParameter] {
    [
      .count("trees", from: 1, to: 1_000_000, \.treeCount),
      .choice(
        "balance", \.classWeight, [("none", .none), ("balanced", .balanced), ("subsample", .balancedSubsample)]),
      features,
      .count("leaf", from: 1, \.limits.minSamplesLeaf), .count("split", from: 2, \.limits.minSamplesSplit),
      LearnerParameter(
        name: "depth", expected: "a whole number, 1 or more, or none",
        read: { text, forest in
          let depth = Int(text)
          guard text == "none" || depth ?? 0 >= 1 else { return false }
          forest.limits.maxDepth = depth
          return true
        },
        written: { $0.limits.maxDepth.map { "\($0)" } ?? "none" }),
      .choice("bootstrap", \.bootstrap, [("no", false), ("yes", true)]),
      .choice("out-of-bag", \.scoresOutOfBag, [("no", false), ("yes", true)]),
    ]
  }

  /// The features that a node draws: a whole number is a count, a number with a point a share.
  private static var features: LearnerParameter {
    LearnerParameter(
      name: "features", expected: "sqrt, log2, a whole number, 1 or more, or a share above 0 as 0.5",
      read: { text, forest in
        switch (text, Int(text), number(text)) {
        case ("sqrt", _, _): forest.maxFeatures = .squareRoot
        case ("log2", _, _): forest.maxFeatures = .log2
        case (_, let count?, _) where count >= 1: forest.maxFeatures = .count(count)
        case (_, nil, let share?) where share > 0 && share <= 1: forest.maxFeatures = .share(share)
        default: return false
        }
        return true
      },
      written: { forest in
        switch forest.maxFeatures {
        case .squareRoot: "sqrt"
        case .log2: "log2"
        case .count(let count): "\(count)"
        case .share(let share): "\(share)"
        }
      })
  }
}

extension LearnerParameter where Learner == Calibration {
  /// What can be said of a calibration.
  static var all: [LearnerParameter] { [.count("folds", from: 2, \.foldCount)] }
}

extension LearnerParameter where Learner == Ensemble {
  /// What can be said of an ensemble.
  static var all: [LearnerParameter] {
    [
      LearnerParameter(
        name: "weights", expected: "a number above 0 for each learner, as in 2:1",
        read: { text, ensemble in
          let weights = text.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) ?? 0 }
          guard weights.count == ensemble.members.count, weights.allSatisfy({ $0 > 0 }) else { return false }
          for (place, weight) in weights.enumerated() { ensemble.members[place].weight = weight }
          return true
        },
        written: { $0.members.map { self.text($0.weight) }.joined(separator: ":") })
    ]
  }
}
