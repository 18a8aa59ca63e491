extension LinesFigure {
  /// The colours of the curves, in light and dark; holds no character that XML would want escaped.
  public static let sheet: Markup = """
    :root { --c1: #b27a08; --c2: #0b6e75; --c3: #7a3e8e; --c4: #b0402a; --c5: #4d7a1f; --c6: #3f4c5a }
    @media (prefers-color-scheme: dark) {
      :root { --c1: #e0a93a; --c2: #4fbec7; --c3: #c48ad6; --c4: #ec8a72; --c5: #9cc766; --c6: #b9c5d2 }
    }
    .c1 { --colour: var(--c1) } .c2 { --colour: var(--c2) } .c3 { --colour: var(--c3) } .c4 { --colour: var(--c4) }
    .c5 { --colour: var(--c5) } .c6 { --colour: var(--c6) }
    .line { fill: none; stroke: var(--colour); stroke-width: 2; stroke-linejoin: round }
    .area { fill: var(--colour); opacity: .16 }
    .dashed { stroke-dasharray: 7 3 } .dotted { stroke-dasharray: 2 3 }
    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 6px 0 0; padding: 0; font-size: 14px }
    svg.swatch { width: 24px; height: 10px; display: inline-block; margin-right: 8px; vertical-align: middle }
    """

  /// What a page around the figure would say of its frame.
  static let fileSheet: Markup = """
    :root { --paper: #ffffff; --ink: #5c574e; --rule: #e3dfd6; --chance: #8795a5 }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #1f1e1a; --ink: #b5afa3; --rule: #37342d; --chance: #66768a }
    }
    text { font: 11.5px Inter, system-ui, sans-serif; fill: var(--ink) } .name { font-weight: 560 }
    .paper { fill: var(--paper) } .axis { stroke: var(--rule); fill: none } .hit { fill: transparent }
    .base { fill: none; stroke: var(--chance); stroke-width: 1.5; stroke-dasharray: 4 4 }
    .at circle { fill: var(--ink); opacity: 0 } .at:hover circle { opacity: 1 }
    """
}
