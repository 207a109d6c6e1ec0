"""Time of ``extract`` against the length of an article: must grow in proportion, up to a megabyte."""

from benchmarks import corpus
from benchmarks.measure import in_turn, seconds, slope
from benchmarks.result import Plot, Result, Spread, Table, at_most
from schemas import Article
from streams.extract import extract, warm_up

ROUNDS = 1
LENGTHS = (16_000, 64_000, 250_000, 1_000_000)


def measure() -> Result:
    text = corpus.long_text(max(LENGTHS))
    warm_up()
    articles = {
        length: Article(id=f"long-{length}", source="x", text=text[:length], language="de") for length in LENGTHS
    }
    for article in articles.values():
        if len(article.text) < max(LENGTHS):
            extract(article)
    taken = in_turn(
        {
            str(length): lambda article=article: seconds(lambda: extract(article))
            for length, article in articles.items()
        },
        ROUNDS,
    )
    rows = [
        [f"{int(name):,}", str(Spread.of(values)), f"{Spread.of(values).median / int(name) * 1e6:.1f}"]
        for name, values in taken.items()
    ]
    points = [(float(name), Spread.of(values).median) for name, values in taken.items()]
    title = f"An article of so many characters; time grows with the power {slope(points):.2f} of its length"
    return Result(
        tables=[Table(title=title, columns=["characters", "s", "µs a character"], rows=rows)],
        checks=[at_most("slope of time against length (1: in proportion)", slope(points), 1.1)],
        plots=[
            Plot(
                name="length",
                title="Time of an article against its length",
                across="characters",
                up="s",
                points=[[length, spent] for length, spent in points],
                power=1.0,
            )
        ],
    )
