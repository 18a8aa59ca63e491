import GarimpoKernels
import GarimpoRecipes
import Testing

@testable import GarimpoProject

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the team's data lies, beside the checkout; absent in a clone by itself.
enum SharedData {
  /// The path of a file under `../shared`, or nil, said loudly, if it is not there.
  static func path(_ name: String, file: String = #filePath) -> String? {
    let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let path = "\(root)/../shared/\(name)"
    guard access(path, R_OK) == 0 else {
      print("SKIPPED: \(path) is not there; this test needs the data beside the checkout")
      return nil
    }
    return path
  }
}
