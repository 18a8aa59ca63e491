import GarimpoQuerying

extension SimulationWishes {
  /// Throws if an option has no effect on what is played from the items `known` (nil: they are drawn), or contradicts another.
  ///
  /// Not for what a result file says: it holds every option, also those that did nothing.
  func check(_ options: SimulationOptions, known: [Int]?, of pile: SimulationPile) throws(Failure) {
    try checkBeginning(options, known: known, of: pile)
    guard options.learners.isEmpty || plans.contains(where: \.looksAtLearner) else {
      throw Failure(
        .usage,
        "--learner: has no effect, as neither a way of asking nor a stopping rule looks at what is learnt; leave it out, or ask "
          + "in another way, such as --ask certainty")
    }
    guard options.seed == nil || !isSame(from: known, of: pile) || !options.stopping.isEmpty else {
      throw Failure(.usage, "--seed: has no effect, as nothing is drawn at random; leave it out")
    }
    let openCount = pile.itemCount - (known?.count ?? priors.yes + priors.no)
    guard openCount > 0 else { return }
    guard options.batchSize <= openCount else {
      throw Failure(
        .usage,
        "--batch: found \(options.batchSize), and \(Text.count(openCount, "item")) \(openCount == 1 ? "is" : "are") not known "
          + "from the start; expected at most \(openCount)")
    }
    guard case .count(let count) = plans[0].stop else { return }
    guard count <= openCount else {
      throw Failure(
        .usage,
        "--stop: found \(count), and \(Text.count(openCount, "item")) \(openCount == 1 ? "is" : "are") not known from the "
          + "start; expected at most \(openCount), or never")
    }
    guard count >= options.batchSize else {
      throw Failure(
        .usage,
        "--stop: found \(count), and the first batch has \(options.batchSize) questions; expected at least that many, or a "
          + "smaller --batch")
    }
  }

  /// The items known from the start and what is asked until both answers are known must go together.
  private func checkBeginning(
    _ options: SimulationOptions, known: [Int]?, of pile: SimulationPile
  ) throws(Failure) {
    let yes = known?.count { pile.targets[$0] } ?? priors.yes
    let no = known?.count { !pile.targets[$0] } ?? priors.no
    switch (yes > 0, no > 0, options.coldStart) {
    case (true, true, .some):
      throw Failure(
        .usage,
        "--cold-start: has no effect, as both answers are known from the start; leave it out, or use --priors 0+0")
    case (true, false, nil), (false, true, nil):
      throw Failure(
        .usage,
        "--priors: only \(yes > 0 ? "yes" : "no") is known from the start, and nothing can be learnt from one answer; expected "
          + "some of both, such as 1+1, or --cold-start to say what is asked until both are known")
    default: break
    }
  }
}
