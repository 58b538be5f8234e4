import random
from pathlib import Path

import pytest

from cssgen.training.presets import Preset, Shape

STYLESHEETS = {
    "cards.css": """\
:root {
  --brand: #2f6fed;
  --ink: #1d2430;
}

.card {
  display: flex;
  padding: 16px;
  color: var(--ink);
  border-radius: 8px;
}

.card:hover {
  box-shadow: 0 4px 12px rgb(0 0 0 / 20%);
}

.card__title {
  margin: 0;
  font-size: 1.25rem;
}
""",
    "header.css": """\
.site-header {
  position: sticky;
  top: 0;
  z-index: 100;
}

.site-header nav {
  display: flex;
  gap: 1rem;
}

@media (max-width: 600px) {
  .site-header nav {
    flex-direction: column;
  }
}

.logo {
  width: 120px;
}
""",
    "motion.css": """\
@keyframes spin {
  to {
    transform: rotate(1turn);
  }
}

.loader {
  width: 32px;
  animation: spin 1s linear infinite;
}

.button {
  padding: 8px 16px;
  color: white;
  background: royalblue;
}

.button:hover {
  background: navy;
}
""",
}

COOKBOOK = """\
/* @recipe sticky-header
 * context: rule
 * slots: .site-header class; 100 number
 * - keep the header at the top while the page scrolls
 * - sticky nav bar
 * - pin this to the top, above z-index 100
 */
.site-header {
  position: sticky;
  top: 0;
  z-index: 100;
}

/* @recipe red-box
 * context: stylesheet
 * slots: red color; 16px length; .box class
 * - a red box with 16px of padding
 * - make .box red
 */
.box {
  padding: 16px;
  background: red;
}

/* @recipe stack-row
 * context: media
 * slots: .row class
 * - stack the columns on small screens
 */
@media (max-width: 768px) {
  .row {
    flex-direction: column;
  }
}

/* @recipe fade
 * context: keyframes
 * slots: fade name
 * - fade in
 */
@keyframes fade {
  from {
    opacity: 0;
  }
}

/* @recipe soft-shadow
 * context: value
 * - soft shadow
 */
.card {
  box-shadow: 0 4px 12px rgb(0 0 0 / 10%);
}
"""


def seeded(seed: int) -> random.Random:
    """A source of chance that gives the same each time."""
    return random.Random(seed)  # noqa: S311  # no secret


TINY = Preset(
    shape=Shape(layers=2, width=64, heads=4, rotary=16, positions=512),
    sequence_length=256,
    batch_rows=None,
    batch_tokens=512,
    learning_rate=1e-2,
    warmup_steps=2,
    weight_decay=0.01,
    context_share=0.25,
    muon=True,
    mix={"file": 0.3, "cookbook": 0.7},
)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("corpus")
    for name, text in STYLESHEETS.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def cookbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("cookbook")
    (directory / "recipes.css").write_text(COOKBOOK, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def tokenizer_directory(tmp_path_factory: pytest.TempPathFactory, corpus: Path, cookbook: Path) -> Path:
    from cssgen.training.tokenizer import iterate_texts, save_tokenizer, train_tokenizer

    directory = tmp_path_factory.mktemp("tokenizer")
    save_tokenizer(train_tokenizer(iterate_texts(corpus, cookbook), 400), directory, max_length=512)
    return directory


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, corpus: Path, cookbook: Path, tokenizer_directory: Path) -> Path:
    from cssgen.training.prepare import Sizes, prepare

    directory = tmp_path_factory.mktemp("data")
    prepare(corpus, cookbook, tokenizer_directory, directory, Sizes(window=64, rounds=3))
    return directory
