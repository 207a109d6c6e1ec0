"""How sure an event is."""

from schemas import Article
from streams.extract import extract

ONCE = "Polen hat Russland am Dienstag scharf kritisiert."
OFTEN = f"{ONCE} Der polnische Außenminister kritisierte Russland erneut. Polen kritisierte Russland scharf."


def sure(text: str) -> float:
    article = Article.model_validate(
        {"id": "a", "source": "test", "language": "de", "text": text, "published_at": "2024-06-04"}
    )
    (found,) = (event for event in extract(article).events if event.type == "ACCUSE")
    return found.confidence


def test_confidence_is_a_probability() -> None:
    assert 0 < sure(ONCE) < 1


def test_what_an_article_tells_again_is_surer() -> None:
    assert sure(OFTEN) > sure(ONCE)
