import GarimpoProject
import HTTPTypes
import Hummingbird

/// The style sheet, the scripts and the icon: part of the program, so that pages need no other file and no network.
struct Assets: Sendable {
  /// One of them.
  struct Asset: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]

    static func style(_ name: String, _ bytes: [UInt8]) -> Asset {
      Asset(name: name + ".css", type: "text/css; charset=utf-8", bytes: bytes)
    }

    static func script(_ name: String, _ bytes: [UInt8]) -> Asset {
      Asset(name: name + ".js", type: "text/javascript; charset=utf-8", bytes: bytes)
    }
  }

  /// All of them.
  static let all: [Asset] = [
    .style("garimpo", PackageResources.garimpo_css),
    .style("login", PackageResources.login_css),
    .script("common", PackageResources.common_js),
    .script("outbox", PackageResources.outbox_js),
    .script("label", PackageResources.label_js),
    .style("rank", PackageResources.rank_css),
    .script("rank", PackageResources.rank_js),
    .style("item", PackageResources.item_css),
    .script("item", PackageResources.item_js),
    .script("progress", PackageResources.progress_js),
    .style("quality", PackageResources.quality_css),
    .script("figures", PackageResources.figures_js),
    .script("quality", PackageResources.quality_js),
    .script("stopping", PackageResources.stopping_js),
    .script("jobs", PackageResources.jobs_js),
    .script("rounds", PackageResources.rounds_js),
    .style("import", PackageResources.import_css),
    .script("said", PackageResources.said_js),
    .script("import", PackageResources.import_js),
    Asset(name: "icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg),
  ]

  private let byName: [String: (asset: Asset, tag: String)]

  init() {
    byName = Dictionary(
      uniqueKeysWithValues: Self.all.map { ($0.name, (asset: $0, tag: "\"\(Self.hash($0.bytes))\"")) })
  }

  /// An asset; the browser keeps it and asks whether it is still the same.
  func response(_ name: String, _ request: Request) throws -> Response {
    guard let (asset, tag) = byName[name] else { throw HTTPError(.notFound, message: "there is no file \(name)") }
    var headers: HTTPFields = [.contentType: asset.type, .cacheControl: "no-cache", .eTag: tag]
    if request.headers[.ifNoneMatch] == tag {
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
  }

  /// FNV-1a of the bytes: names a version of the file, nothing more.
  static func hash(_ bytes: [UInt8]) -> String {
    String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 36)
  }
}
