"""What is valid, and yet not written: drafts, legacy, and languages inside strings that a grammar cannot check."""

from cssgen.validity.wordlists import words

OMITTED_TYPES = frozenset(
    f"{name}()"
    for name in words(
        "custom-params device-cmyk ictcp jzazbz jzczhz hdr-color alpha image element paint cross-fade "
        "-webkit-image-set src random random-item calc-size leader target-counter target-counters target-text "
        "string content if inherit snap-block snap-inline color-interpolate interpolate calc-interpolate "
        "transform-interpolate toggle first-valid ident superellipse contrast-color palette-mix stripe "
        "control-value anchor progress media-progress container-progress type param color-extract "
        "pointer dynamic-range-limit-mix image-set path shape ray xywh sibling-index sibling-count "
        "media-params custom anchor-size symbols color-hdr spread"
    )
) | words("url-modifier request-url-modifier deprecated-color quirky-color unicode-range-token urange target "
          "any-value declaration-value whole-value declaration hash-token id url-token dimension calc-sum "
          "svg-path-string function-call color-layers")  # fmt: skip
"""Types that are never written."""

OMITTED_KEYWORDS = words(
    "random footnote snap-block snap-inline grid-lanes inline-grid-lanes masonry from-font-x ruby ruby-base "
    "ruby-text ruby-base-container ruby-text-container run-in math subgrid-x"
)

OMITTED_PROPERTIES = words("d path-length font-language-override all -webkit-mask-box-image -webkit-mask-composite")
"""Properties that are never set."""

NOT_IN_FRAMES = frozenset({"animation-timing-function"})
"""The only property that begins with `animation` and may be set in a keyframe."""
