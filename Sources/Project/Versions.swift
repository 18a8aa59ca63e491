/// The versions of what computes results: kept with every round, since another version may compute another result.
public enum Versions {
  /// The program's name and version.
  public static let program = "garimpo 0.1.0"
}
