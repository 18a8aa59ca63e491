import GRDB

public import struct Foundation.Date

extension Account {
  init(_ row: Row) throws {
    guard let role = Role(rawValue: try row.value("role")) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "account: unknown role")
    }
    try self.init(
      name: row.value("name"), role: role, tokenHash: row.value("token_hash"), createdAt: row.value("created_at"))
    disabledAt = try row.value("disabled_at")
  }
}

extension Snapshot {
  /// The accounts in the order in which they were made, those that are closed too.
  public func accounts() throws -> [Account] {
    try Row.fetchAll(database, sql: "SELECT * FROM account ORDER BY id").map(Account.init)
  }
}

extension Transaction {
  /// Keeps an account; one of this name that is there gets the new role and token, and is open again.
  public func add(_ account: Account) throws {
    try database.execute(
      sql: """
        INSERT INTO account (name, role, token_hash, created_at, disabled_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, token_hash = excluded.token_hash,
          created_at = excluded.created_at, disabled_at = excluded.disabled_at
        """,
      arguments: [
        account.name.storable, account.role.rawValue, account.tokenHash, account.createdAt, account.disabledAt,
      ])
  }

  /// Closes an account, whose name stays taken; returns whether there was an open one.
  public func disableAccount(_ name: String, at time: Date) throws -> Bool {
    try database.execute(
      sql: "UPDATE account SET disabled_at = ? WHERE name = ? AND disabled_at IS NULL", arguments: [time, name])
    return database.changesCount > 0
  }
}
