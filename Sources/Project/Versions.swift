import GarimpoFeatures

/// The versions of what computes results: kept with every round, since another version may compute another result.
public enum Versions {
  /// The program's name and version.
  public static let program = "garimpo 0.1.0"

  /// Program, formats and language as JSON.
  static let json =
    #"{"features":\#(FittedPipeline.formatVersion),"model":\#(SavedModel.formatVersion),"program":"\#(program)","#
    + #""swift":"\#(swift)"}"#

  private static let swift: String = {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }()
}
