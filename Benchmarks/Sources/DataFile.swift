#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of arrays as `runner/export.py` writes them, read from the front: little-endian numbers without padding, the
/// lengths of the arrays being known from those before.
struct DataFile: ~Copyable {
  private let path: String
  private let file: UnsafeMutablePointer<FILE>

  /// Opens the file at `path`.
  init(path: String) throws(DataFileError) {
    guard let file = fopen(path, "rb") else { throw .notReadable(path: path) }
    self.path = path
    self.file = file
  }

  deinit { fclose(file) }

  /// The next `count` numbers of the type of `zero`.
  func array<Number: BitwiseCopyable>(of zero: Number, count: Int) throws(DataFileError) -> [Number] {
    guard count >= 0 else { throw .tooShort(path: path, expected: count) }
    var numbers = [Number](repeating: zero, count: count)
    guard fread(&numbers, MemoryLayout<Number>.stride, count, file) == count else {
      throw .tooShort(path: path, expected: count)
    }
    return numbers
  }

  /// The next number, a 64-bit count.
  func count() throws(DataFileError) -> Int { try array(of: 0, count: 1)[0] }
}

/// Why a data file could not be read.
enum DataFileError: Error, CustomStringConvertible {
  /// It could not be opened.
  case notReadable(path: String)
  /// It ends before an array does.
  case tooShort(path: String, expected: Int)

  var description: String {
    switch self {
    case .notReadable(let path): "\(path): cannot be read; Benchmarks/run makes it"
    case .tooShort(let path, let expected):
      "\(path): ends inside an array of \(expected) numbers; delete it and let Benchmarks/run make it again"
    }
  }
}
