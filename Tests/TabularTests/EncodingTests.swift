import GarimpoTabular
import Testing

@Suite struct EncodingTests {
  private func read(_ bytes: [UInt8], _ change: (inout TableOptions) -> Void = { _ in }) throws -> Table {
    var options = TableOptions()
    change(&options)
    return try Table(bytes: bytes, name: "t.csv", options: options)
  }

  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.utf16 {
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      bytes += bigEndian ? pair.reversed() : pair
    }
    return bytes
  }

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is read with a mark and without one`(bigEndian: Bool, hasMark: Bool) throws {
    let text = (hasMark ? "\u{FEFF}" : "") + "name,text\nação,some plain words 🎓\n"
    let table = try read(utf16(text, bigEndian: bigEndian))
    #expect(table.columnNames == ["name", "text"])
    #expect(table[0, 0] == "ação" && table[0, 1] == "some plain words 🎓")
    #expect(table.report.encoding == (bigEndian ? .utf16BigEndian : .utf16LittleEndian))
    #expect(table.report.encodingReason == (hasMark ? .byteOrderMark : .zeroBytes))
  }

  @Test func `half a surrogate pair and half a unit become U+FFFD`() throws {
    let table = try read(utf16("\u{FEFF}a,b\nx,", bigEndian: false) + [0x3D, 0xD8, 0x41, 0x00, 0x42])
    #expect(table[0, 1] == "\u{FFFD}A\u{FFFD}")
    #expect(table.report.invalidCount == 2 && table.report.firstInvalidOffset == 14)
  }

  @Test func `ASCII needs no decision`() throws {
    let report = try read(Array("a,b\n1,2\n".utf8)).report
    #expect(report.encoding == .utf8 && report.encodingReason == .ascii)
  }

  @Test func `Western text is Windows-1252 when it has its bytes, else Latin-1`() throws {
    let latin = try read([0x74, 0xED, 0x74] + Array("ulo;number\n".utf8) + [0xE7, 0xE3] + Array(" and more;1".utf8))
    #expect(latin.columnNames == ["título", "number"] && latin[0, 0] == "çã and more")
    #expect(latin.report.encoding == .latin1 && latin.report.encodingReason == .noWindowsBytes)
    let windows = try read(Array("plain text,y\nmore plain text ".utf8) + [0x93, 0xE7, 0x94, 0x80, 0x2C, 0x31])
    #expect(windows[0, 0] == "more plain text “ç”€")
    #expect(windows.report.encoding == .windows1252 && windows.report.encodingReason == .windowsBytes)
  }

  @Test func `a Windows byte far behind the first letters still counts`() throws {
    let plain = Array(String(repeating: "some plain text,1\n", count: 16_000).utf8)
    let bytes = Array("a,b\n".utf8) + [0xE7, 0x2C, 0x31, 0x0A] + plain + [0x80, 0x2C, 0x32]
    let table = try read(bytes)
    #expect(table[0, 0] == "ç" && table[table.rowCount - 1, 0] == "€")
    #expect(table.report.encoding == .windows1252)
  }

  @Test func `the first letter that is not ASCII may come late`() throws {
    let plain = Array(String(repeating: "some plain text,1\n", count: 16_000).utf8)
    let western = try read(Array("a,b\n".utf8) + plain + Array("plain enough words ".utf8) + [0xE7, 0x2C, 0x32])
    #expect(western[western.rowCount - 1, 0] == "plain enough words ç")
    let unicode = try read(Array("a,b\n".utf8) + plain + Array("ç,2".utf8))
    #expect(unicode[unicode.rowCount - 1, 0] == "ç" && unicode.report.encoding == .utf8)
  }

  @Test func `each ill-formed sequence becomes one U+FFFD, each byte is counted`() throws {
    var bytes = Array("a,b\né,ã\n".utf8)
    bytes += [0xE5, 0xAD, 0x2C, 0xFF, 0x31, 0x0A, 0x32, 0x2C, 0xC3]
    let table = try read(bytes) { $0.encoding = .utf8 }
    #expect(table[1, 0] == "\u{FFFD}" && table[1, 1] == "\u{FFFD}1" && table[2, 1] == "\u{FFFD}")
    #expect(table.report.invalidCount == 4 && table.report.firstInvalidOffset == 10)
    #expect(table.report.encodingReason == .given)
  }

  @Test func `NUL bytes are kept and counted`() throws {
    let table = try read(Array("a,b\n1\0,\0\0é\n".utf8))
    #expect(table[0, 0] == "1\0" && table.report.nulCount == 3)
  }

  @Test func `text in no Western code page is refused unless an encoding is given`() throws {
    let big5: [UInt8] = Array("id,name\n1,".utf8) + [UInt8](repeating: 0xB4, count: 40)
    let error = #expect(throws: TableError.self) { _ = try read(big5) }
    #expect(
      error?.description
        == "t.csv: not UTF-8 (first at byte 11), and 80 % of the bytes are not ASCII, so it is no Western code page "
        + "either; convert it with iconv, or state --encoding")
    #expect(try read(big5) { $0.encoding = .latin1 }.rowCount == 1)
  }

  @Test func `mojibake is suspected, and repaired when asked for`() throws {
    let text = "título,ação\nvisualizações “x”,日本 🎓\nplain,Ã alone\n"
    for isWindows in [false, true] {
      var damaged = ""
      for byte in text.utf8 {
        let character = try Table(
          bytes: [0x61, 0x0A, byte == 0x0A || byte == 0x2C ? 0x20 : byte], name: "t",
          options: {
            var options = TableOptions()
            options.encoding = isWindows ? .windows1252 : .latin1
            return options
          }())
        damaged += byte == 0x0A || byte == 0x2C ? String(decoding: [byte], as: UTF8.self) : character[0, 0]
      }
      let plain = try read(Array(damaged.utf8))
      #expect(plain.report.suspectsMojibake && plain[1, 0] == "plain")
      let repaired = try read(Array(damaged.utf8)) { $0.repairsMojibake = true }
      #expect(repaired.columnNames == ["título", "ação"])
      #expect(repaired[0, 0] == "visualizações “x”" && repaired[0, 1] == "日本 🎓" && repaired[1, 1] == "Ã alone")
      #expect(repaired.report.repairedCharacterCount == 11)
    }
    #expect(try !read(Array(text.utf8)).report.suspectsMojibake)
  }

  @Test(arguments: [
    ("utf8", TextEncoding.utf8), ("UTF-8", .utf8), ("utf-16le", .utf16LittleEndian), ("UTF_16BE", .utf16BigEndian),
    ("cp1252", .windows1252), ("Windows-1252", .windows1252), ("latin-1", .latin1), ("ISO-8859-1", .latin1),
  ])
  func `encodings have the names that people use`(name: String, encoding: TextEncoding) {
    #expect(TextEncoding(name: name) == encoding)
    #expect(TextEncoding(name: "klingon") == nil)
  }
}
