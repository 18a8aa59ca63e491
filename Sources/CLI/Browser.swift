import Foundation

/// The browser of whoever sits before this machine.
enum Browser {
  /// The programs that show an address, on Linux and on a Mac.
  private static let programs = ["xdg-open", "open"]

  /// Whether somebody sits here who can see a browser: there is a terminal, and a display.
  static var canBeSeen: Bool {
    Console.isTerminal(2) && ["DISPLAY", "WAYLAND_DISPLAY"].contains { Console.variable($0) != nil }
  }

  /// Shows an address of ours. Where no program does that nothing happens: the address was printed.
  static func open(_ address: String) {
    let folders = (Console.variable("PATH") ?? "").split(separator: ":")
    for program in programs {
      guard
        let path = folders.lazy.map({ "\($0)/\(program)" }).first(where: FileManager.default.isExecutableFile)
      else { continue }
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = [address]
      // What a browser complains of does not belong among our lines.
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      if (try? process.run()) != nil { return }
    }
  }
}
