import GarimpoProject
import HTTPTypes
import Hummingbird
import Synchronization

/// Who may come in: by the token of an account, by that of a file, or by a session that one of them opened.
///
/// Where there are neither accounts nor a file, and the server listens to this machine alone, whoever started it is the
/// owner. Once tokens have been asked for they are until the server ends, even if the last account is removed.
final class Admission: Sendable {
  /// By what somebody came in; it is looked at again while a stream of events lasts.
  enum Pass: Sendable, Hashable {
    /// On this machine alone.
    case starter
    /// By the session with this hash.
    case session(hash: String)
    /// By a token in the request itself.
    case key(Sessions.Key)
  }

  let sessions: Sessions
  let limit: LoginLimit
  /// The name of the cookie: one for each project, as cookies do not tell ports apart.
  let cookieName: String
  private let isSecure: Bool
  private let project: OpenProject
  private let threads: Threads
  private let starter: Visitor
  private let fileTokenHash: String?
  private let demandsTokens: Mutex<Bool>
  /// The hashes of tokens that have opened something since the server started.
  private let opened = Mutex<Set<String>>([])

  init(_ project: OpenProject, _ options: WebOptions, threads: Threads) {
    sessions = Sessions()
    limit = LoginLimit()
    isSecure = options.certificate != nil
    let name = "garimpo-\(Assets.hash(Array(project.path.utf8)))"
    cookieName = isSecure ? "__Host-\(name)" : name
    self.project = project
    self.threads = threads
    starter = Visitor(name: options.annotator, isOwner: true)
    fileTokenHash = options.token.map(Secret.hash)
    demandsTokens = Mutex(options.token != nil || options.isExposed)
  }

  /// Whether one must sign in.
  func isClosed() async throws -> Bool {
    if demandsTokens.withLock({ $0 }) { return true }
    guard try await !openAccounts().isEmpty else { return false }
    demandsTokens.withLock { $0 = true }
    return true
  }

  /// Who asks and by what; nil: nobody whom we know.
  func visitor(_ request: Request, address: String) async throws -> (visitor: Visitor, pass: Pass)? {
    let pass: Pass
    if let credentials = request.headers[.authorization] {
      pass = .key(try await key(ofCredentials: credentials, address: address))
    } else if let secret = request.cookies[cookieName]?.value, try await isClosed() {
      pass = .session(hash: Secret.hash(secret))
    } else {
      pass = .starter
    }
    return try await visitor(by: pass).map { ($0, pass) }
  }

  /// Who comes in by `pass`; nil: it opens nothing any more.
  func visitor(by pass: Pass) async throws -> Visitor? {
    switch pass {
    case .starter: return try await isClosed() ? nil : starter
    case .session(let hash):
      guard let key = sessions.key(ofHash: hash) else { return nil }
      return try await visitor(of: key, isSignedIn: true)
    case .key(let key): return try await visitor(of: key, isSignedIn: false)
    }
  }

  /// What a token opens. A wrong one counts against the address, which is then sent away for a while; a token that has
  /// opened something before is looked at all the same.
  func key(forToken token: String, address: String) async throws -> Sessions.Key {
    try await threads.quickly { [self] in
      // One after the other: wrong tokens that come at once count like those that come in turn.
      try opened.withLock { opened in
        let hash = Secret.hash(token)
        let seconds = opened.contains(hash) ? 0 : limit.seconds(for: address)
        guard seconds == 0 else {
          var problem = Problem(
            .tooManyRequests, "limit", "Too many wrong tokens", detail: "wait \(seconds) seconds, then try again")
          problem.headers[.retryAfter] = "\(seconds)"
          throw problem
        }
        let key: Sessions.Key? =
          if let account = try project.account(forToken: token) {
            .account(name: account.name, since: account.createdAt)
          } else if let fileTokenHash, Secret.areEqual(hash, fileTokenHash) { .file } else { nil }
        guard let key else {
          opened.remove(hash)
          limit.wasWrong(from: address)
          throw Self.unauthorized("the token opens no account; an owner of the project can give a new one")
        }
        opened.insert(hash)
        return key
      }
    }
  }

  /// The cookie that keeps a session; an empty secret takes it away.
  func cookie(_ secret: String) -> String {
    let age = secret.isEmpty ? 0 : Sessions.lifetime.components.seconds
    return "\(cookieName)=\(secret); Path=/; Max-Age=\(age); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
  }

  static func unauthorized(_ detail: String) -> Problem {
    var problem = Problem(.unauthorized, "sign-in", "Who asks must sign in", detail: detail)
    problem.headers[.wwwAuthenticate] = "Bearer"
    return problem
  }

  private func key(ofCredentials credentials: String, address: String) async throws -> Sessions.Key {
    let parts = credentials.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw Self.unauthorized("Authorization: expected Bearer and a token")
    }
    return try await key(forToken: String(parts[1]), address: address)
  }

  private func visitor(of key: Sessions.Key, isSignedIn: Bool) async throws -> Visitor? {
    var visitor: Visitor
    switch key {
    case .file: visitor = starter
    case .account(let name, let since):
      guard let account = try await openAccounts().first(where: { $0.name == name && $0.createdAt == since }) else {
        return nil
      }
      visitor = Visitor(name: name, isOwner: account.role == "owner")
    }
    visitor.isSignedIn = isSignedIn
    return visitor
  }

  private func openAccounts() async throws -> [AccountsReply.Account] {
    let project = project
    return try await threads.quickly { try project.accounts().accounts.filter { $0.disabledAt == nil } }
  }
}
