import GRDB

extension Row {
  /// The value of a column.
  ///
  /// - Throws: where a damaged file holds something else; GRDB's subscript would end the program there.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
    try decode(Value.self, forColumn: column)
  }

  /// The value of the column at `index`, from 0.
  ///
  /// - Throws: where a damaged file holds something else.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(at index: Int) throws -> Value {
    try decode(Value.self, atIndex: index)
  }
}
