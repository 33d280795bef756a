"""The words that everyday lessons are made of, by what they are: `everyday_words.toml`."""

import tomllib
from pathlib import Path

WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("everyday_words.toml").read_text(encoding="utf-8"))
