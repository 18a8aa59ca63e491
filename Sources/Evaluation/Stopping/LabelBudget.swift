/// So many answers were given. No promise. O(1).
struct LabelBudget: StoppingTest {
  var labels: Int

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    StoppingVerdict(record.readCount >= labels, figure: Double(record.readCount), bound: Double(labels))
  }
}
