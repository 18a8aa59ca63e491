import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// Makes an account and returns the token that opens it, which is shown this once: the project keeps its SHA-256 alone.
  ///
  /// - Parameter name: the name under which answers are kept; one that was removed may come again, with a new token.
  public func addAccount(_ name: String, role: String) throws(Failure) -> NewAccount {
    guard let kind = Account.Role(rawValue: role) else {
      throw .badOption(
        "role", found: "\"\(role)\"", expected: Text.alternatives(Account.Role.allCases.map(\.rawValue)))
    }
    guard Failure.isAnnotator(name), name.utf8.count <= 100 else {
      throw .badOption(
        "name", found: "\"\(DisplayText.printable(name))\"",
        expected: "a name of 1 to 100 bytes on one line, and not of blanks alone")
    }
    let token = Secret.random()
    let account = Account(name: name, role: kind, tokenHash: Secret.hash(token), createdAt: clock())
    try write { transaction in
      guard try !transaction.snapshot.accounts().contains(where: { $0.name == name && $0.disabledAt == nil }) else {
        throw Failure(
          .usage, "\(path): there is an account \"\(name)\" already; garimpo accounts renew gives it a new token")
      }
      try transaction.add(account)
    }
    return NewAccount(name: name, role: role, token: token)
  }

  /// All accounts in the order in which they were made, removed ones too.
  public func accounts() throws(Failure) -> AccountsReply {
    AccountsReply(accounts: try read { try $0.accounts() }.map(AccountsReply.Account.init))
  }

  /// Closes an account: its token opens nothing any more, and its answers stay.
  public func removeAccount(_ name: String) throws(Failure) {
    guard try write({ try $0.disableAccount(name, at: clock()) }) else {
      let open = try read { try $0.accounts() }.filter { $0.disabledAt == nil }.map(\.name)
      throw Failure.noAccount(name, open: open, path: path)
    }
  }

  /// The open account that a token opens, or nil. The time that it takes says nothing of the tokens that there are.
  public func account(forToken token: String) throws(Failure) -> AccountsReply.Account? {
    let hash = Secret.hash(token)
    var found: Account?
    for account in try read({ try $0.accounts() }) where account.disabledAt == nil {
      if Secret.areEqual(hash, account.tokenHash) { found = account }
    }
    return found.map(AccountsReply.Account.init)
  }
}

/// An account that was just made.
public struct NewAccount: Reply {
  /// The name.
  public var name: String
  /// `owner` or `annotator`.
  public var role: String
  /// What opens it: 32 random bytes in base64url, shown this once.
  public var token: String

  /// Who, and the token.
  public func text(_ style: TextStyle) -> String {
    "\(DisplayText.printable(name)) (\(role)) comes in with this token, which is not shown again:\n\n  \(token)\n"
  }
}

/// Who may come in.
public struct AccountsReply: Reply {
  /// The accounts.
  public var accounts: [Account]

  /// An account, without its token.
  public struct Account: Sendable, Hashable, Codable {
    /// The name, under which answers are kept.
    public var name: String
    /// `owner` or `annotator`.
    public var role: String
    /// When its token was given.
    public var createdAt: Date
    /// Since when it opens nothing.
    public var disabledAt: Date?

    init(_ account: GarimpoStore.Account) {
      name = account.name
      role = account.role.rawValue
      createdAt = account.createdAt
      disabledAt = account.disabledAt
    }
  }

  /// A line for each.
  public func text(_ style: TextStyle) -> String {
    guard !accounts.isEmpty else { return "There are no accounts.\n" }
    var table = TextTable([.left, .left, .left])
    for account in accounts {
      table.add([
        .init(DisplayText.printable(account.name)), .init(account.role),
        .init(account.disabledAt.map { "removed on \($0.isoDay)" } ?? "since \(account.createdAt.isoDay)", .faint),
      ])
    }
    return table.lines(style).joined(separator: "\n") + "\n"
  }
}
