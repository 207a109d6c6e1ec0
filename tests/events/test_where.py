"""Where an event happened: the city of its clause, not every city named."""

import pytest

from schemas import Article
from streams.extract import extract
from streams.extract.places import cities, place_named


def places(text: str) -> list[tuple[str, str | None, str] | None]:
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    found = []
    for event in extract(article).events:
        place = event.place
        assert place is None or (place.span and article.text[place.span.start : place.span.end] == place.span.text)
        found.append((place.name, place.country, event.type.value) if place else None)
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Der polnische Präsident traf am Montag in Moskau den russischen Präsidenten.", "Moskau", "RUS"),
        ("Die Außenminister Polens und Litauens haben sich in der Hauptstadt Kiew getroffen.", "Kiew", "UKR"),
        ("In der Nähe von Tiflis griffen russische Soldaten georgische Soldaten an.", "Tiflis", "GEO"),
        ("Russische Raketen trafen in der ukrainischen Stadt Krywyj Rih ein Krankenhaus.", "Krywyj Rih", "UKR"),
        ("Die Polizei hat in Mailand italienische Demonstranten festgenommen.", "Mailand", "ITA"),
        ("Der polnische Präsident besuchte Peking.", "Peking", "CHN"),
        ("Der polnische Präsident traf in Russland in der Stadt Kasan den russischen Präsidenten.", "Kasan", "RUS"),
        ("Die Polizei hat in der Türkei türkische Demonstranten festgenommen.", "Türkei", "TUR"),
    ],
)
def test_the_place_of_an_event(text: str, name: str, country: str) -> None:
    assert [found[:2] for found in places(text) if found] == [(name, country)]


@pytest.mark.parametrize(
    "text",
    [
        "Moskau kritisierte am Montag Warschau.",
        "Die Regierung in Warschau kritisierte im Mai Belarus.",
        "Polen kritisierte die Gespräche mit Litauen.",
        "Polen kritisierte im Rahmen der Gespräche Belarus.",
    ],
)
def test_a_government_is_no_place(text: str) -> None:
    found = places(text)
    assert found
    assert found == [None] * len(found)


def test_of_two_cities_the_one_near_is_meant_else_the_larger() -> None:
    assert place_named("Donezk") == ("Donezk", "UKR", True)
    assert place_named("Tripolis", {"LBN"}) is not None
    assert place_named("Rafah", {"EGY"}, rare=True) is not None
    assert {city.country for city in cities()["Rafah"]} >= {"EGY", "PSE"}
    assert place_named("Valencia", {"VEN"}) in (("Valencia", "VEN", True), ("Valencia", "ESP", True))


def test_a_rare_city_needs_to_be_marked_as_a_place() -> None:
    assert place_named("Mai", rare=False) is None
    assert place_named("Moskau", rare=False) == ("Moskau", "RUS", True)
    assert place_named("Nirgendwo") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [("Warschau", "POL"), ("Tiflis", "GEO"), ("Charkiw", "UKR"), ("Mossul", "IRQ"), ("Genf", "CHE")],
)
def test_german_names_are_known(name: str, country: str) -> None:
    found = place_named(name)
    assert found is not None
    assert found[1:] == (country, True)
