"""`make eval`: every figure of the analyser that ships, printed and written to the model card."""

import argparse
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from streams.extract.analyser import Network, analyse, identify
from streams.extract.analyser.assemble import tokens_of
from streams.extract.analyser.clauses import clauses_of
from streams.extract.analyser.document import Clause, Token
from streams.extract.analyser.sentences import split_sentences
from streams.extract.analyser.words import Word
from training import card, corpora, held, labels, metrics
from training.corpora import DATA, ROOT, Sentence

log = logging.getLogger(__name__)

MODEL = ROOT / "streams" / "extract" / "analyser" / "model"
HARD_CASES = ROOT / "tests" / "analyser" / "sentences.txt"
LANGUAGES = ROOT / "tests" / "analyser" / "languages.tsv"


def read_gold_words(
    network: Network, sentences: Sequence[Sentence]
) -> list[tuple[tuple[Token, ...], tuple[Clause, ...]]]:
    """Read sentences with the corpus' own words; offsets are made up."""
    forms = [list(zip(sentence.words, sentence.spaced, strict=True)) for sentence in sentences]
    found = []
    for sentence, form, reading in zip(sentences, forms, network.read(forms), strict=True):
        words, at = [], 0
        for word, spaced in form:
            at += spaced
            words.append(Word(at, at + len(word), word))
            at += len(word)
        tokens = tokens_of(words, form, list(range(len(sentence.words))), reading, network)
        found.append(clauses_of(tokens))
    return found


def predict(network: Network, sentences: Sequence[Sentence]) -> list[metrics.Predicted]:
    """Read gold words and give tags, trees and names as the network has them, before any mending by rules."""
    readings = network.read([list(zip(sentence.words, sentence.spaced, strict=True)) for sentence in sentences])
    return [
        metrics.Predicted(
            tags=[network.tags[n] for n in reading.tags], features=[network.bundle(n) for n in reading.features],
            heads=reading.heads, relations=[network.relations[n] for n in reading.relations],
            names=[network.names[n] for n in reading.names],
        )
        for reading in readings
    ]  # fmt: skip


def trees(network: Network) -> dict[str, float]:
    """Measure tags, trees, pairs, dass-clauses and moods on GSD test."""
    gold = labels.held_out("gsd")
    raw = predict(network, gold)
    scores = metrics.score(gold, raw)
    figures = {"UPOS": scores["upos"], "morphology": scores["features"], "LAS": scores["las"], "UAS": scores["uas"]}
    figures["LAS, universal relations"] = scores["las_universal"]
    figures |= {"pairs by the bare tree: subject": scores["nsubj"], "pairs by the bare tree: object": scores["obj"]}
    wanted: dict[str, set[tuple[int, ...]]] = {"nsubj": set(), "obj": set(), "dass": set(), "mood": set()}
    found: dict[str, set[tuple[int, ...]]] = {"nsubj": set(), "obj": set(), "dass": set(), "mood": set()}
    for number, (sentence, (tokens, clauses)) in enumerate(zip(gold, read_gold_words(network, gold), strict=True)):
        assert sentence.features is not None
        assert sentence.heads is not None
        assert sentence.relations is not None
        finite = [given.get("VerbForm") == "Fin" for given in sentence.features]
        for kind in ("nsubj", "obj"):
            made = metrics.pairs(len(sentence.words), sentence.heads, sentence.relations, finite, kind)
            wanted[kind] |= {(number, *pair) for pair in made}
        for clause in clauses:
            if clause.order == "infinitive":
                continue
            if clause.subject is not None and _own_subject(tokens, clauses, clause):
                found["nsubj"].add((number, clause.verb, clause.subject))
            found["obj"] |= {(number, clause.verb, at) for at in clause.objects if tokens[at].relation == "obj"}
            if clause.dative is not None and tokens[clause.dative].relation == "obj":
                found["obj"].add((number, clause.verb, clause.dative))
        for at, word in enumerate(sentence.words):
            if word.lower() in {"dass", "daß"} and sentence.relations[at] == "mark":
                wanted["dass"].add((number, at, sentence.heads[sentence.heads[at] - 1]))
            if word.lower() in {"dass", "daß"} and tokens[at].relation == "mark":
                above = tokens[tokens[at].head].head
                found["dass"].add((number, at, 0 if above == tokens[at].head else above + 1))
        wanted["mood"] |= {(number, at) for at, given in enumerate(sentence.features) if given.get("Mood") == "Sub"}
        found["mood"] |= {(number, clause.verb) for clause in clauses if clause.mood.startswith("subj")}
    figures["subject pairs F1"] = metrics.f1(wanted["nsubj"], found["nsubj"])
    figures["object pairs F1"] = metrics.f1(wanted["obj"], found["obj"])
    figures["dass-clause to governor"] = metrics.f1(wanted["dass"], found["dass"])
    hits = len(wanted["mood"] & found["mood"])
    figures["subjunctive P"] = round(100 * hits / max(1, len(found["mood"])), 2)
    figures["subjunctive R"] = round(100 * hits / max(1, len(wanted["mood"])), 2)
    return figures


def _own_subject(tokens: Sequence[Token], clauses: Sequence[Clause], clause: Clause) -> bool:
    """Tell a clause's own subject from one that it shares with the clause it is coordinated with."""
    return clause.governor is None or clauses[clause.governor].subject != clause.subject or (
        tokens[clause.subject or 0].head in {clause.verb, *clause.predicate, clause.complement}
    )  # fmt: skip


def names(network: Network) -> dict[str, float]:
    """Measure names on GermEval dev, outer spans; derived and part forms count as their base type."""
    gold = corpora.germeval("dev")
    found = predict(network, gold)
    bare = [replace(sentence, names=_without_parts(sentence.names or [])) for sentence in gold]
    mine = [metrics.Predicted(**{**given, "names": _without_parts(given["names"])}) for given in found]
    return {
        "names F1": metrics.score(gold, found)["names"],
        "names F1, part forms left out": metrics.score(bare, mine)["names"],
        **_by_type(gold, found),
    }  # fmt: skip


def _without_parts(tags: list[str]) -> list[str]:
    return ["O" if tag.endswith("part") else tag for tag in tags]


def _by_type(gold: Sequence[Sentence], found: Sequence[metrics.Predicted]) -> dict[str, float]:
    figures = {}
    for kind in ("PER", "LOC", "ORG", "OTH"):
        sets: tuple[set[tuple[int, ...]], set[tuple[int, ...]]] = (set(), set())
        for number, (sentence, predicted) in enumerate(zip(gold, found, strict=True)):
            for at, tags in enumerate((sentence.names or [], predicted["names"])):
                sets[at].update((number, first, last) for first, last, type_ in metrics.spans(tags) if type_ == kind)
        figures[f"names F1, {kind}"] = metrics.f1(*sets)
    return figures


def _boundaries(paragraphs: Sequence[Sequence[str]]) -> float:
    """Put sentences together to paragraphs, split them again, and compare the inner boundaries."""
    gold: set[tuple[int, int]] = set()
    found: set[tuple[int, int]] = set()
    for number, sentences in enumerate(paragraphs):
        text, ends = "", []
        apart = False
        for line in sentences:
            sentence = line.removeprefix("| ")
            text += "" if not text else "\n" if apart or sentence != line else " "
            text += sentence
            apart = sentence != line
            ends.append(len(text))
        gold |= {(number, end) for end in ends[:-1]}
        cuts = [words[-1].end for _, words in split_sentences(text)]
        found |= {(number, end) for end in cuts[:-1]}
    return metrics.f1(gold, found)


def boundaries() -> dict[str, float]:
    """Measure sentence boundaries: PUD's sentences in running text, ten a paragraph, and the hard cases of our own."""
    texts = [sentence.text for sentence in corpora.treebank("de_pud-ud-test")]
    running = [texts[at : at + 10] for at in range(0, len(texts), 10)]
    hard = [block.split("\n") for block in HARD_CASES.read_text(encoding="utf-8").strip().split("\n\n")]
    hard = [[line for line in block if not line.startswith("#")] for block in hard]
    return {
        "sentence boundaries F1, PUD": _boundaries(running),
        "sentence boundaries F1, hard cases": _boundaries([block for block in hard if block]),
    }


def languages() -> dict[str, float]:
    """Measure what is taken for German: texts of our own in 26 languages, and Wikinews' headlines and articles."""
    rows = [line.split("\t") for line in LANGUAGES.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    found = {(at, "de") for at, row in enumerate(rows) if identify(row[2]) == "de"}
    gold = {(at, "de") for at, row in enumerate(rows) if row[0] == "de"}
    articles = list(corpora.wikinews())
    headlines = [identify(article["title"]) == "de" for article in articles]
    texts = [identify(article["text"]) == "de" for article in articles]
    return {
        "German told from other languages, F1, own texts": metrics.f1(gold, found),
        "Wikinews headlines taken for German": round(100 * sum(headlines) / len(headlines), 2),
        "Wikinews articles taken for German": round(100 * sum(texts) / len(texts), 2),
    }  # fmt: skip


def speed(network: Network, articles: int = 120) -> dict[str, float]:
    """Measure words a second of processor time on one core, raw text to `Document` with clauses; best of twelve passes.

    Words are what white space sets apart. Processor time, because the machine may be shared; a busy neighbour still
    costs some of it.
    """
    texts = [article["text"] for article in corpora.wikinews()][:articles]
    words = sum(len(text.split()) for text in texts)
    rates = []
    for _ in range(12):
        begun = time.process_time()
        tokens = sum(len(s.tokens) for text in texts for s in analyse(text, "de", network=network).sentences)
        rates.append((time.process_time() - begun, tokens))
    best, tokens = min(rates)
    return {
        "words a second": round(words / best), "tokens a second, marks and all": round(tokens / best),
        "words a second, first pass (cold caches)": round(words / rates[0][0]),
    }  # fmt: skip


def seeds(network: Network) -> dict[str, float]:
    """Count finite clauses and subjects in the two seed dispatches."""
    clauses = missing = 0
    for path in sorted((DATA / "seeds").glob("*.json")):
        for sentence in analyse(json.loads(path.read_text(encoding="utf-8"))["text"], "de", network=network).sentences:
            for clause in sentence.clauses:
                clauses += clause.order != "infinitive"
                if clause.order != "infinitive" and clause.subject is None:
                    missing += 1
                    log.info("no subject: %s", " ".join(token.text for token in sentence.tokens))
    return {"seeds: finite clauses": clauses, "seeds: with a subject": clauses - missing}


def main() -> None:
    """Measure, print, write the card."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--no-card", action="store_true", help="print only")
    parser.add_argument("--only", nargs="*", default=[], help="parts to measure, printed only: trees names speed …")
    given = parser.parse_args()
    begun = time.perf_counter()
    network = Network(given.model)
    loaded = round(time.perf_counter() - begun, 2)
    parts: dict[str, Callable[[], dict[str, float]]] = {
        "trees": lambda: trees(network), "names": lambda: names(network), "boundaries": boundaries,
        "languages": languages,
        "speed": lambda: speed(network), "seeds": lambda: seeds(network), "speech": lambda: held.figures(network),
    }  # fmt: skip
    figures: dict[str, float] = {}
    for name, part in parts.items():
        if not given.only or name in given.only:
            figures |= part()
    figures["seconds to load"] = loaded
    figures |= card.kept_back()
    print(card.table(figures))
    if not given.no_card and not given.only:
        card.write(figures)


if __name__ == "__main__":
    main()
