import GarimpoKernels
import Testing

@testable import GarimpoQuerying

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct QueryStrategyTests {
  @Test(
    arguments: [
      ("uncertainty", .uncertainty()), ("margin", .uncertainty()), ("entropy", .uncertainty()),
      ("uncertainty 0.3", .uncertainty(threshold: 0.3)), ("band", .band()),
      (" band  0.1 0.5 ", .band(from: 0.1, to: 0.5)),
      ("vote-entropy 5", .voteEntropy(members: 5)), ("bald", .bald()), ("kl 12", .bald(members: 12)),
      ("density 2", .density(power: 2)), ("density 1", .density()), ("ranked-batch", .rankedBatch),
      ("k-center", .kCenter), ("clue", .clue), ("badge", .badge), ("typiclust 50", .typiclust(clusters: 50)),
      ("power 2", .power(exponent: 2)), ("power 2.5 uncertainty", .power(exponent: 2.5, of: .uncertainty)),
      ("power certainty", nil), ("softmax 1e3", .softmax(factor: 1000)),
      ("error-reduction 7", .errorReduction(candidates: 7)), ("thompson", .thompson), ("balance", .balance),
      ("random", .random), ("certainty", .certainty),
    ] as [(String, QueryStrategy?)])
  func `A way of asking is read from text`(text: String, strategy: QueryStrategy?) throws {
    guard let strategy else {
      #expect(throws: AskingError.self) { try QueryStrategy(text) }
      return
    }
    #expect(try QueryStrategy(text) == strategy)
    #expect(try QueryStrategy(strategy.rawValue) == strategy)
  }

  @Test func `Each way prints as it is read, and is kept as text`() throws {
    let others: [QueryStrategy] = [
      .uncertainty(threshold: 0.25), .band(from: 0, to: 0.5), .voteEntropy(members: 3), .bald(members: 30),
      .density(power: 0.5), .typiclust(clusters: 5), .power(exponent: 1, of: .uncertainty), .softmax(factor: 2),
      .errorReduction(candidates: 3),
    ]
    for strategy in QueryStrategy.allCases + others {
      #expect(try QueryStrategy(strategy.rawValue) == strategy)
      let coded = try JSONEncoder().encode([strategy])
      #expect(String(decoding: coded, as: UTF8.self) == "[\"\(strategy.rawValue)\"]")
      #expect(try JSONDecoder().decode([QueryStrategy].self, from: coded) == [strategy])
    }
    #expect(QueryStrategy.allCases.map(\.rawValue) == QueryStrategy.allCases.map(\.name))
    #expect(Set(QueryStrategy.allCases).count == QueryStrategy.allCases.count)
    #expect(others[0].rawValue == "uncertainty 0.25" && others[6].rawValue == "power 1 uncertainty")
  }

  @Test(
    arguments: [
      (
        "", "way of asking: \"\" has an empty part; expected ways with their shares, as in \"certainty 95%, random 5%\""
      ),
      ("certainty 2", "way of asking: certainty is followed by \"2\"; expected nothing more"),
      ("margin 0.3", "way of asking: uncertainty is followed by \"0.3\"; expected nothing more"),
      ("power 2 50%", "way of asking: power 2 is followed by \"50%\"; expected nothing more"),
      (
        "uncertainty 30",
        "way of asking: the threshold of uncertainty is \"30\"; expected a probability between 0 and 1, as in uncertainty 0.3"
      ),
      (
        "uncertainty nan",
        "way of asking: the threshold of uncertainty is \"nan\"; expected a probability between 0 and 1, as in uncertainty 0.3"
      ),
      (
        "band 0.26",
        "way of asking: the end of band is missing; expected a probability from 0.26 to 1, as in band 0.26 1"
      ),
      (
        "band 0.5 0.2",
        "way of asking: the end of band is \"0.2\"; expected a probability from 0.5 to 1, as in band 0.26 1"
      ),
      (
        "band -1 1",
        "way of asking: the beginning of band is \"-1\"; expected a probability from 0 to 1, as in band 0.26 1"
      ),
      (
        "bald 1",
        "way of asking: the number of members of bald is \"1\"; expected a whole number from 2 to 1000, as in bald 10"
      ),
      (
        "vote-entropy 2.5",
        "way of asking: the number of members of vote-entropy is \"2.5\"; expected a whole number from 2 to 1000, as in "
          + "vote-entropy 10"
      ),
      ("density 0", "way of asking: the power of density is \"0\"; expected a number above 0, as in density 2"),
      ("power inf", "way of asking: the exponent of power is \"inf\"; expected a number above 0, as in power 2"),
      ("softmax x", "way of asking: the factor of softmax is \"x\"; expected a number above 0, as in softmax 2"),
      (
        "softmax 2 margin",
        "way of asking: the score of softmax is \"margin\"; expected certainty or uncertainty, as in softmax 2 uncertainty"
      ),
      (
        "typiclust 501",
        "way of asking: the number of clusters of typiclust is \"501\"; expected a whole number from 1 to 500, as in typiclust 20"
      ),
      (
        "error-reduction 0",
        "way of asking: the number of candidates of error-reduction is \"0\"; expected a whole number from 1 to 10000, as in "
          + "error-reduction 20"
      ),
    ])
  func `What is no way of asking is refused with a sentence`(text: String, sentence: String) {
    #expect { try QueryStrategy(text) } throws: { "\($0)" == sentence }
  }
}
