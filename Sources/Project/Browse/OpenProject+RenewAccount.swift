import GarimpoStore

extension OpenProject {
  /// Gives an account a new token, which is shown this once; the old one opens nothing any more, and who came in by it is
  /// signed out.
  public func renewAccount(_ name: String) throws(Failure) -> NewAccount {
    let token = Secret.random()
    return try write { transaction in
      let open = try transaction.snapshot.accounts().filter { $0.disabledAt == nil }
      guard let account = open.first(where: { $0.name == name }) else {
        throw Failure.noAccount(name, open: open.map(\.name), path: path)
      }
      try transaction.add(
        Account(name: name, role: account.role, tokenHash: Secret.hash(token), createdAt: clock()))
      return NewAccount(name: name, role: account.role.rawValue, token: token)
    }
  }
}

extension Failure {
  static func noAccount(_ name: String, open: [String], path: String) -> Failure {
    let names = open.isEmpty ? "there is none" : "open are \(open.prefix(10).joined(separator: ", "))"
    return Failure(.usage, "\(path): there is no open account \"\(name)\"; \(names)")
  }
}
