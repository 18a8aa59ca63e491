import Foundation
import Testing

@testable import GarimpoTabular

struct FileBytesTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
  func `All bytes of a file are read, packed or not`(count: Int) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "garimpo-bytes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let bytes = [0x1F, 0x8B].prefix(count) + (0..<max(0, count - 2)).map { UInt8(truncatingIfNeeded: $0 * 31) }
    try Data(bytes).write(to: file)
    #expect(try FileBytes.read(file.path(percentEncoded: false)) == Array(bytes))
  }

  @Test func `A file that cannot be read is named`() {
    func said(_ path: String, _ name: String?) -> String {
      do throws(TableError) { return "\(try FileBytes.read(path, name: name).count)" } catch { return "\(error)" }
    }
    #expect(said("/nothing/here.csv", nil) == "/nothing/here.csv: no such file")
    #expect(said("/nothing/here.csv", "here.csv") == "here.csv: no such file")
    #expect(said("/", nil) == "/: is a directory; name the file in it")
  }
}
