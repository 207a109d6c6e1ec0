"""Parts of compounds."""

from streams.extract.languages.de.compounds import first_parts, last_parts


def test_the_word_comes_first_then_its_longest_part() -> None:
    assert list(last_parts("bombenanschlag"))[:2] == ["bombenanschlag", "benanschlag"]
    assert list(last_parts("bombenanschlag"))[-1] == "lag"


def test_a_hyphen_parts_where_letters_are_too_few() -> None:
    assert "truppen" in last_parts("us-truppen")


def test_a_word_begins_with_its_first_parts() -> None:
    assert "bomben" in first_parts("bombenanschlag")


def test_what_is_too_long_for_a_word_has_no_parts() -> None:
    long = "a" * 1_000_000
    assert list(last_parts(long)) == [long]
    assert not list(first_parts(long))
