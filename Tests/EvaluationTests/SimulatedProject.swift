import GarimpoEvaluation
import GarimpoKernels

/// A project of 1 to 4 rounds over a pool of 200 to 2,000 items, of which 2 to 30 % are yes.
///
/// A round asks the items that the model scores highest, then a random slice of the rest. The model is noisy and learns:
/// its scores tell yes from no the better, the more yes were found so far, by luck in the slices too.
struct SimulatedProject {
  private(set) var slices: [RandomSlice] = []
  /// Yes of the first frame that the model found.
  private(set) var removedPositiveCount = 0
  /// Items never asked.
  private(set) var unlabelledCount = 0
  /// Of these yes.
  private(set) var remainingCount = 0
  private var random: SplitMix64
  /// Yes found by any means.
  private var found = 0
  /// Whether each unlabelled item is a yes.
  private var pool: [Bool]

  /// Project `number`; a random item is undecided with a chance of `undecided` %.
  init(number: Int, undecided: Int = 0) {
    random = SplitMix64(seed: 1, stream: UInt64(number))
    let count = 200 + random.next(below: 1_801)
    let prevalence = 0.02 + 0.28 * random.nextUnit()
    pool = []
    for _ in 0..<count { pool.append(random.nextUnit() < prevalence) }
    let rounds = 1 + random.next(below: 4)
    let hard = 5 + random.next(below: count / 16)
    let drawn = 10 + random.next(below: count / 12)
    for _ in 0..<rounds {
      askHighest(hard)
      askRandom(drawn, undecided: undecided)
    }
    // The model may have gone on alone.
    if random.next(below: 2) == 0 { askHighest(hard) }
    unlabelledCount = pool.count
    remainingCount = pool.count { $0 }
  }

  /// Asks the `count` items of the highest scores: whole numbers from 0, some noise and a bonus for a yes.
  private mutating func askHighest(_ count: Int) {
    let bonus = min(24, found)
    var scores: [Int] = []
    var counts = [Int](repeating: 0, count: 64)
    for isYes in pool {
      let score = random.next(below: 32) + (isYes ? bonus : 0)
      scores.append(score)
      counts[score] += 1
    }
    var above = 0
    var least = 63
    while above + counts[least] < count {
      above += counts[least]
      least -= 1
    }
    var left: [Bool] = []
    var tied = count - above
    for (isYes, score) in zip(pool, scores) {
      if score < least || (score == least && tied == 0) {
        left.append(isYes)
      } else {
        tied -= score == least ? 1 : 0
        found += isYes ? 1 : 0
        removedPositiveCount += isYes && !slices.isEmpty ? 1 : 0
      }
    }
    pool = left
  }

  private mutating func askRandom(_ count: Int, undecided: Int) {
    let frame = pool.count
    var answers = (yes: 0, no: 0, undecided: 0)
    for _ in 0..<count {
      pool.swapAt(random.next(below: pool.count), pool.count - 1)
      let isYes = pool.removeLast()
      if undecided > 0, random.next(below: 100) < undecided {
        answers.undecided += 1
      } else if isYes {
        answers.yes += 1
      } else {
        answers.no += 1
      }
    }
    found += answers.yes
    slices.append(
      RandomSlice(
        frameCount: frame, positiveCount: answers.yes, negativeCount: answers.no, undecidedCount: answers.undecided,
        removedPositiveCount: removedPositiveCount))
  }
}
