/// The names by which learners are called, and what each stands for without parameters.
enum LearnerName: String, CaseIterable {
  case elasU4 = "elas-u4"
  case svm
  case logistic
  case naiveBayes = "naive-bayes"
  case complementNaiveBayes = "complement-naive-bayes"
  case forest
  case extraTrees = "extra-trees"

  /// The learner by its name alone: both classes equally heavy, but of the complement, which levels them by itself, and of
  /// `elas-u4`.
  var standard: LearnerChoice {
    switch self {
    case .elasU4: .elasU4
    case .svm: .linear(LinearClassifier(.squaredHinge, balance: .balanced))
    case .logistic: .linear(LinearClassifier(.logistic, balance: .balanced))
    case .naiveBayes: .naiveBayes(NaiveBayes(.multinomial, balance: .balanced))
    case .complementNaiveBayes: .naiveBayes(NaiveBayes(.complement))
    case .forest: .forest(RandomForest(treeCount: 100, classWeight: .balanced))
    case .extraTrees: .forest(.extraTrees(treeCount: 100, classWeight: .balanced))
    }
  }
}

/// The names of learners made of others.
enum CombinedName: String, CaseIterable {
  case platt
  case isotonic
  case mean
  case ranks

  /// How it is written.
  var form: String {
    switch self {
    case .platt, .isotonic: "\(rawValue)(LEARNER)"
    case .mean, .ranks: "\(rawValue)(LEARNER, LEARNER)"
    }
  }
}
