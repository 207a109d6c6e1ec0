"""The sample dispatches hold what the demo promises."""

import re
from importlib.resources import files

import jsonschema
import orjson
import pytest

from schemas import Article
from schemas.export import json_schema
from streams import samples
from streams.samples import SampleError, Step, steps

STEPS = steps()
ARTICLES = [step.article for step in STEPS if step.article is not None]


def test_there_are_about_ten_articles_of_more_than_one_publisher() -> None:
    assert 10 <= len({article.id for article in ARTICLES}) <= 14
    assert len({article.source for article in ARTICLES}) >= 2


def test_first_come_all_articles_then_the_corrections_then_the_withdrawal() -> None:
    kinds = [
        "withdrawal" if s.article is None else "correction" if s.article.revision > 1 else "article" for s in STEPS
    ]
    assert kinds == sorted(kinds, key=["article", "correction", "withdrawal"].index)
    assert set(kinds) == {"article", "correction", "withdrawal"}


def test_ids_and_revisions_are_given_once() -> None:
    versions = [(article.id, article.revision) for article in ARTICLES]
    assert len(set(versions)) == len(versions)
    assert all(re.fullmatch(r"[a-z]+-\d{4}-\d\d-\d\d-[a-z]+", article.id) for article in ARTICLES)


def test_a_correction_says_something_else_than_what_it_corrects() -> None:
    first = {article.id: article for article in ARTICLES if article.revision == 1}
    corrections = [article for article in ARTICLES if article.revision > 1]
    assert corrections
    for article in corrections:
        before = first[article.id]
        assert article.text != before.text
        same = set(article.text.split(". ")) & set(before.text.split(". "))
        assert len(same) >= 3, "most sentences stay, so that their records can be seen to stay"


def test_what_is_withdrawn_was_sent_before() -> None:
    sent: set[str] = set()
    for step in STEPS:
        if step.article is None:
            assert step.key in sent
        sent.add(step.key)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_step_tells_what_to_watch(step: Step) -> None:
    assert step.note.endswith(".")
    assert step.article is None or step.key == step.article.id


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.id}-{article.revision}")
def test_an_article_is_a_short_german_dispatch(article: object) -> None:
    assert isinstance(article, Article)
    assert article.language == "de"
    assert article.url is None
    assert article.title
    assert article.published_at is not None
    assert 60 <= len(article.text.split()) <= 150
    dateline = re.match(r"[A-ZÄÖÜ]{4,}, (\d{1,2})\. [A-Z][a-zä]+ \((.+)\) – ", article.text)
    assert dateline
    assert int(dateline[1]) == article.published_at.day
    assert dateline[2] == article.source
    assert article.text.count("„") == article.text.count("“")


def test_files_are_valid_under_the_published_schema_and_all_are_used() -> None:
    folder = files("streams.samples")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".json"))
    validator = jsonschema.Draft202012Validator(json_schema("article"))
    table = folder.joinpath("steps.tsv").read_text(encoding="utf-8")
    readme = folder.joinpath("README.md").read_text(encoding="utf-8")
    for name in names:
        assert [
            error.message for error in validator.iter_errors(orjson.loads(folder.joinpath(name).read_bytes()))
        ] == []
        assert f"\t{name}\t" in table
        assert f"`{name}`" in readme, f"{name}: say where its facts are public"
    assert len(names) == len(ARTICLES)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("key\tfile\tnote\n", "steps.tsv:1: columns"),
        ("# x\narticle\tfile\tnote\na\tb\n", "steps.tsv:3: 2 cells"),
        ("article\tfile\tnote\na\tnone.json\tx\n", "steps.tsv:2: none.json: "),
        ("article\tfile\tnote\na\tsteps.tsv\tx\n", "steps.tsv:2: steps.tsv: not JSON"),
        ("article\tfile\tnote\na\t01-paris.json\tx\n", "steps.tsv:2: 01-paris.json is article beispiel"),
    ],
)
def test_a_wrong_line_is_named(table: str, problem: str) -> None:
    with pytest.raises(SampleError) as caught:
        list(samples._steps(table))
    assert str(caught.value).startswith(problem)
