"""What the spaCy pipeline knows of a word form: spelling, affixes, shape, and its Brown cluster at four depths."""

import gzip
import importlib.util
import json
from functools import cache
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import HashEmbed as Hashed
from thinc.api import (
    Maxout,
    Model,
    chain,
    clone,
    concatenate,
    expand_window,
    list2ragged,
    ragged2list,
    residual,
    with_array,
)

CLUSTER_BITS = (4, 6, 10, 20)
"""Depths in the tree of clusters: the low bits of a cluster's number are the upper part of its path."""
ROWS = (5000, 2500, 1000, 2500, 1000, 500, 500, 1000, 2500)
"""Rows of the hashed tables: norm, suffix of 3 and 4, shape, prefix, then the clusters."""
COLUMNS = len(ROWS)


@cache
def clusters() -> dict[str, int]:
    """Read the table of `spacy-lookups-data` (MIT).

    Raises:
        ModuleNotFoundError: it is not installed; see requirements-spacy.txt.
    """
    found = importlib.util.find_spec("spacy_lookups_data")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("spacy_lookups_data: pip install -r training/requirements-spacy.txt")
    packed = (Path(found.origin).parent / "data" / "de_lexeme_cluster.json.gz").read_bytes()
    table: dict[str, int] = json.loads(gzip.decompress(packed))
    return table


def _row(form: str, hashed: spacy.strings.StringStore) -> list[int]:
    shape = spacy.lang.lex_attrs.word_shape(form)
    texts = (form.lower(), form[-3:], form[-4:], shape, form[:2])
    cluster = clusters().get(form) or clusters().get(form.lower()) or 0
    return [
        *(hashed.add(f"{column}:{text}") for column, text in enumerate(texts)),
        *(hashed.add(f"c{bits}:{cluster & ((1 << bits) - 1)}") for bits in CLUSTER_BITS),
    ]


@spacy.registry.architectures("depesche.Features.v1")
def features() -> Model[list[Doc], list[NDArray[np.uint64]]]:
    """Docs to arrays (words, 9) of hashes; each form's row is made once."""
    known: dict[str, list[int]] = {}

    def forward(model, docs, is_train):  # noqa: ANN001, ANN202, ARG001  thinc's own signature
        made = []
        for doc in docs:
            rows = []
            for token in doc:
                row = known.get(token.text)
                if row is None:
                    row = known[token.text] = _row(token.text, doc.vocab.strings)
                rows.append(row)
            made.append(np.array(rows, np.uint64).reshape(-1, COLUMNS))
        return made, lambda _: []

    return Model("depesche_features", forward)


@spacy.registry.architectures("depesche.Tok2Vec.v1")
def tok2vec(width: int, depth: int) -> Model[list[Doc], list[NDArray[np.float32]]]:
    """Hashed embeddings of all columns, mixed, then `depth` residual convolutions over three words."""
    tables = [
        Hashed(nO=width if not column else width // 2, nV=rows, column=column, seed=column + 7, dropout=0.0)
        for column, rows in enumerate(ROWS)
    ]
    size = width + (COLUMNS - 1) * (width // 2)
    mixed = chain(
        features(), list2ragged(),
        with_array(chain(concatenate(*tables), Maxout(nO=width, nI=size, nP=3, dropout=0.0, normalize=True))),
        ragged2list(),
    )  # fmt: skip
    convolution = residual(
        chain(expand_window(window_size=1), Maxout(nO=width, nI=width * 3, nP=3, dropout=0.0, normalize=True))
    )
    made = chain(mixed, with_array(clone(convolution, depth), pad=depth))
    made.set_dim("nO", width)
    return made
