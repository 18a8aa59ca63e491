import GarimpoProject
import Synchronization

/// One line on the terminal: a bar, how many things are done, and how long the rest takes; nothing when standard error is no
/// terminal. A class because it remembers where it began: what was taken over took no time.
final class CountedProgress: Sendable {
  private let style: TextStyle?
  private let things: String
  private let start = ContinuousClock.now
  private let begun = Mutex<Int?>(nil)

  init(_ console: Console, of things: String) {
    self.things = things
    style = console.isQuiet || !Console.isTerminal(2) ? nil : console.style(for: 2)
  }

  func show(_ done: Int, of total: Int) {
    guard let style else { return }
    let filled = 20 * done / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
    let before = begun.withLock { begun in
      let before = min(begun ?? done - 1, done - 1)
      begun = before
      return before
    }
    let seconds = Int(((.now - start) / .seconds(1) * Double(total - done) / Double(done - before)).rounded(.up))
    Console.tell("\r\u{1B}[K\(style.apply(.faint, to: bar)) \(done) of \(total) \(things), about \(seconds) s left")
  }

  func clear() {
    if style != nil { Console.tell("\r\u{1B}[K") }
  }
}
