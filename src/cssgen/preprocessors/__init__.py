"""SCSS and Less, as far as they are plain CSS: what is masked, where a fill may stand, and which CSS it may hold.

Experimental. No compiler is asked: wherever Sass or Less might read something else than CSS does, nothing is written.
"""
