import GarimpoRecipes
import GarimpoTabular

/// The typed fields of an item as a JSON object: texts as strings, numbers as numbers, dates in ISO 8601, tags as lists;
/// what is missing is left out.
enum FieldsJSON {
  static func object(_ items: Items, _ index: Int) -> String {
    var bytes: [UInt8] = [0x7B]
    for field in items.fields {
      let mark = bytes.count
      if mark > 1 { bytes.append(0x2C) }
      JSONString.append(field.name, to: &bytes)
      bytes.append(0x3A)
      if !append(field.values, index, to: &bytes) { bytes.removeSubrange(mark...) }
    }
    bytes.append(0x7D)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a value; false when it is missing.
  private static func append(_ values: FieldValues, _ index: Int, to bytes: inout [UInt8]) -> Bool {
    switch values {
    case .text(let texts), .category(let texts):
      guard !texts[index].isEmpty else { return false }
      JSONString.append(texts[index], to: &bytes)
    case .number(let numbers):
      guard numbers[index].isFinite else { return false }
      bytes.append(contentsOf: Text.shortest(numbers[index]).utf8)
    case .date(let dates):
      guard let date = dates[index] else { return false }
      JSONString.append(date.description, to: &bytes)
    case .tags(let tags):
      guard !tags[index].isEmpty else { return false }
      bytes.append(0x5B)
      for (place, tag) in tags[index].enumerated() {
        if place > 0 { bytes.append(0x2C) }
        JSONString.append(tag, to: &bytes)
      }
      bytes.append(0x5D)
    }
    return true
  }
}
