"""An extractor for what the tests' common one cannot do: print, and wait to be killed once.

The text is a command: ``PRINT``, or ``ONCE PATH``, which at its first reading writes the process's id to PATH and
waits for ever, and at the second is read.
"""

import os
import signal
import sys
from pathlib import Path

from schemas import Article
from streams.extract import Extraction

CODER = "odd/1"


def warm_up() -> None:
    print("a model is being loaded")  # noqa: T201 (what this is about)


def coder() -> str:
    return CODER


def extract(article: Article) -> Extraction:
    match article.text.split():
        case ["PRINT"]:
            print("a library says hello")  # noqa: T201
            sys.stdout.flush()
            os.write(1, b"\0\0\0\5\0\0\0\0hello")
            os.system("echo a child says hello")
        case ["ONCE", name]:
            path = Path(name)
            if not path.exists():
                path.with_suffix(".new").write_text(str(os.getpid()))
                path.with_suffix(".new").rename(path)
                signal.pause()
    return Extraction(language="de", events=(), statements=())
