"""The review page: what is in the file, and what it does in a real Chromium."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.corrections import Corrections
from pipeline.record import Block, Record, page
from pipeline.review import review
from pipeline.review.articles import units
from pipeline.review.originals import Originals
from tests.facts_made import made, money, percent, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request

ROOT = Path(__file__).parent.parent
RAW = ROOT / "raw"
AXE = Path(__file__).parent / "assets" / "axe-core" / "axe.min.js"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HOSTILE = """<!doctype html><html lang="zh"><head><title>x</title></head><body><article>
<h1>&lt;script&gt;document.title='owned'&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&amp;lt;b&amp;gt;</h1>
<p>&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;公司2024年营收5740万元，&lt;svg onload=alert(3)&gt;同比增长69.4%。</p>
<p>&amp;amp; \u2028 𠮷野家开店300家。</p>
<p>甲公司2023年营收4100万元，净利润1,200万元，员工500人，门店80家。</p></article></body></html>"""


def _records(folder: Path, raw: Path = RAW) -> Path:
    """The records of the plain files of a folder."""
    for file in sorted(raw.iterdir()):
        if file.is_file():
            (folder / f"{file.name}.json").write_bytes(page(pipeline.normalize(file.read_bytes(), path=file.name)))
    return folder


def _data(file: Path) -> dict[str, Any]:
    """The data within a page."""
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The records of raw/, and their page."""
    records, out = _records(tmp_path_factory.mktemp("records")), tmp_path_factory.mktemp("page") / "review.html"
    review(records, RAW, out=out)
    return records, out


# The file


def test_it_is_one_closed_file(seeds: tuple[Path, Path]) -> None:
    text = seeds[1].read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b", text)
    assert "innerHTML" not in text
    assert "%" not in re.sub(
        r'<script type="application/json".*?</script>|<style>.*?</style>|<script>.*?</script>', "", text, flags=re.DOTALL
    )


def test_the_same_records_give_the_same_bytes(seeds: tuple[Path, Path], tmp_path: Path) -> None:
    review(seeds[0], RAW, out=tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == seeds[1].read_bytes()


def test_nothing_of_the_text_is_markup(tmp_path: Path) -> None:
    records = written(
        tmp_path / "records", made("a", "</script><script>alert(1)</script><!-- 营收[5740万元]。", money("57400000"))
    )
    review(records, out=tmp_path / "review.html")
    text = (tmp_path / "review.html").read_text("utf-8")
    assert "alert(1)</script>" not in text
    assert "\\u003c/script>\\u003cscript>alert(1)" in text
    assert _data(tmp_path / "review.html")["articles"][0]["text"].startswith("</script><script>alert(1)</script><!-- ")


@given(st.text(max_size=40))
def test_places_are_counted_as_browsers_do(text: str) -> None:
    unit = units(text)
    for place in range(len(text) + 1):
        assert unit(place) == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def test_conflicts_of_articles_come_with_both_statements(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("currency_converter")
    records = written(
        tmp_path / "records",
        made("a", "甲公司2024年营收[5740万元]。", money("57400000")),
        made("b", "甲公司2024年营收[5740亿元]。", money("5740000000000")),
    )
    assert review(records, out=tmp_path / "review.html").conflicts == 1
    data = _data(tmp_path / "review.html")
    assert sorted(data["findings"][0]["statements"]) == [[0, 0], [1, 0]]
    assert data["findings"][0]["finding"] == "conflict"
    also = data["articles"][0]["figures"][0]["also"]
    assert (also["amount"], also["currency"]) == ("7.98 M", "USD")  # 57.4 M CNY at 7.1957, the ECB's average of 2024


def test_the_command_says_what_it_made(seeds: tuple[Path, Path], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["review", str(seeds[0]), "--raw", str(RAW), "-o", str(tmp_path / "review.html")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "review.html").read_bytes() == seeds[1].read_bytes()
    assert "with their raw page" in done.output
    (tmp_path / "no.json").write_text("{}", "utf-8")
    assert CliRunner().invoke(app, ["review", str(tmp_path / "no.json"), "-o", str(tmp_path / "none.html")]).exit_code == 2
    assert not (tmp_path / "none.html").exists()


# The raw page, read again


def _one(raw: bytes, name: str) -> dict[str, Any]:
    found = pipeline.normalize(raw, path=name).to_dict(encode_json=True)
    assert isinstance(found, dict)
    return found


TRADITIONAL = """港城科技全年業績

港城科技(jì)二零二四年營收5740萬元，同比增長69.4%，員工400人。公司表示會繼續擴大業務。

上年營收為3390萬元，淨虧損1.2億元。
"""


def test_the_original_is_the_text_before_simplification(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRADITIONAL, "utf-8")
    record = _one(TRADITIONAL.encode(), "a.txt")
    found = Originals(tmp_path).of(record)
    assert found is not None
    said = [found.text[start:end] for start, end in found.figures]
    assert said == [figure["raw"] for figure in record["figures"]]
    assert "5740萬元" in said
    gloss = next(piece for piece in found.removed if "jì" in piece.text)
    assert found.text[: gloss.original_at].endswith("港城科技")
    assert record["text"][: gloss.at].endswith("港城科技")


def test_another_page_under_the_same_name_is_not_shown(tmp_path: Path) -> None:
    record = _one(TRADITIONAL.encode(), "a.txt")
    (tmp_path / "a.txt").write_text(TRADITIONAL.replace("400", "500"), "utf-8")
    assert Originals(tmp_path).of(record) is None
    assert Originals(None).of(record) is None


def test_no_path_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "secret.txt").write_text(TRADITIONAL, "utf-8")
    record = _one(TRADITIONAL.encode(), "../secret.txt")
    assert Originals(tmp_path / "raw").of(record) is None
    assert Originals(tmp_path).of({**record, "source": {**record["source"], "path": "secret.txt"}}) is not None


def test_pages_of_containers_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.writestr("in/a.txt", TRADITIONAL)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TRADITIONAL.encode()))
    record = _one(TRADITIONAL.encode(), "dump.zip")
    assert Originals(tmp_path).of({**record, "source": {**record["source"], "member": "in/a.txt"}}) is not None
    assert Originals(tmp_path).of({**record, "source": {**record["source"], "path": "b.txt.gz"}}) is not None
    assert Originals(tmp_path).of({**record, "source": {**record["source"], "member": "in/b.txt"}}) is None


# In a browser

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 860})
    opened.set_default_timeout(8000)
    yield opened
    opened.close()


def _open(context: BrowserContext, file: Path, place: str = "#/") -> tuple[Page, list[str]]:
    """A page opened from disk, and what goes wrong on it: messages, errors, dialogs, requests for anything but the file."""
    opened, faults = context.new_page(), list[str]()

    def asked(request: Request) -> None:
        if not request.url.startswith((file.as_uri(), "blob:")):
            faults.append(f"request: {request.url}")

    opened.on("console", lambda message: faults.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: faults.append(f"error: {error}"))
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    opened.on("request", asked)
    opened.goto(f"{file.as_uri()}{place}")
    return opened, faults


def _downloaded(page: Page) -> tuple[Path, list[dict[str, Any]]]:
    with page.expect_download() as waiting:
        page.click("#download")
    file = Path(waiting.value.path())
    listed = json.loads(file.read_text("utf-8"))
    assert isinstance(listed, list)
    return file, listed


@needs_chromium
@pytest.mark.browser
def test_every_highlight_is_its_figure(context: BrowserContext, seeds: tuple[Path, Path]) -> None:
    articles = _data(seeds[1])["articles"]
    page, faults = _open(context, seeds[1])
    marks = "() => Object.fromEntries([...document.querySelectorAll('mark')].map((m) => [m.dataset.figure, m.textContent]))"
    simplified = originals = 0
    for number, article in enumerate(articles):
        page.evaluate(f"location.hash = '#/{number}'; undefined")
        page.wait_for_selector(f"[data-article='{number}']")
        assert page.title().startswith(article.get("title") or "")
        assert page.evaluate("[...document.querySelector('.tools').childNodes].every((node) => node.nodeType === 1)")
        found = page.evaluate(marks)
        assert found == {str(place): figure["text"] for place, figure in enumerate(article["figures"])}, article["path"]
        simplified += len(found)
        assert page.locator(".figures > li").count() == len(article["figures"])
        if page.locator("#switch-original").count():
            page.keyboard.press("o")
            assert page.evaluate(marks).keys() == found.keys()
            for place, text in page.evaluate(marks).items():
                raw = article["figures"][int(place)]["raw"]
                if not re.search("[<&(]", raw):
                    assert text == raw, article["path"]
                    originals += text != article["figures"][int(place)]["text"]
            page.keyboard.press("o")
    assert simplified > 200
    assert originals > 5
    assert faults == []


@needs_chromium
@pytest.mark.browser
def test_either_side_leads_the_other(context: BrowserContext, seeds: tuple[Path, Path]) -> None:
    number = next(i for i, one in enumerate(_data(seeds[1])["articles"]) if one["path"] == "netease-flat.txt")
    page, faults = _open(context, seeds[1], f"#/{number}")
    page.click("#mark-20")
    assert page.locator("[aria-current=true]").get_attribute("id") == "row-20"
    assert page.evaluate("document.activeElement.id") == "mark-20"
    box = page.locator("#row-20").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 860
    page.click("#row-19")
    assert page.locator("mark[aria-pressed=true]").get_attribute("id") == "mark-19"
    assert page.url.endswith(f"#/{number}/19")
    for key, place in (("j", 20), ("ArrowDown", 21), ("k", 20), ("ArrowUp", 19)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == f"row-{place}"
        assert page.locator("mark.chosen").get_attribute("data-figure") == str(place)
    before = page.locator("del.removed").count()
    page.keyboard.press("r")
    assert (before, page.locator("del.removed").count()) == (0, len(_data(seeds[1])["articles"][number]["removed"]))
    page.keyboard.press("Escape")
    page.locator("#part-articles").wait_for(state="attached")
    assert page.locator("#part-articles").count() == 1
    assert faults == []


@needs_chromium
@pytest.mark.browser
def test_the_chosen_figure_shows_where_it_was_read(context: BrowserContext, tmp_path: Path) -> None:
    text = "𠮷明澄智能公布业绩\n\n明澄智能2024年营收3.12亿元，同比增长58%。\n"
    record = pipeline.normalize(text.encode(), path="a.txt")
    (tmp_path / "a.txt.json").write_bytes(page(record))
    review(tmp_path, out=tmp_path / "review.html")
    opened, faults = _open(context, tmp_path / "review.html", "#/0")
    painted = "[...CSS.highlights.get('evidence')].map((range) => range.toString())"
    for number, figure in enumerate(record.figures):
        opened.click(f"#row-{number}")
        wanted = [record.text[one.start : one.end] for one in figure.evidence if one.start is not None]
        assert opened.evaluate(painted) == wanted, figure.text
        assert f"right in {int((figure.confidence or '')[2:])} of 100" in (opened.locator(".details").text_content() or "")
    assert faults == []


@needs_chromium
@pytest.mark.browser
def test_decisions_make_the_round(browser: Browser, context: BrowserContext, tmp_path: Path) -> None:
    one = made(
        "a",
        "甲公司营收[5740万元]，上年[4100万元]，又[300万元]，再[200万元]。",
        *(money(f"{n}0000") for n in (5740, 4100, 300, 200)),
    )
    review(written(tmp_path / "records", one), out=tmp_path / "review.html")
    page, faults = _open(context, tmp_path / "review.html", "#/0/0")
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("e")
    page.fill("form.correct [name=value]", "三百")
    page.keyboard.press("Enter")
    assert page.locator("form.correct").count() == 1  # no number, not taken
    page.fill("form.correct [name=value]", "3000000.50")
    page.fill("form.correct [name=period]", "2023")
    page.fill("form.correct [name=subject]", "")
    page.select_option("form.correct [name=vague]", "yes")
    page.locator("form.correct [name=value]").press("Enter")
    assert page.locator("#row-2 .worth").inner_text() == "3,000,000.50 CNY"
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("u")
    assert page.locator("#progress").inner_text() == "3 / 4 reviewed"
    file, listed = _downloaded(page)
    assert [(each["action"], each["raw_start"], each["fields"]) for each in listed] == [
        ("accept", 5, {}),
        ("reject", 14, {}),
        ("correct", 22, {"value": "3000000.50", "vague": True, "subject": None, "period": "2023"}),
    ]
    assert [each["raw"] for each in listed] == ["5740万元", "4100万元", "300万元"]
    assert {(each["path"], each["member"], each["id"]) for each in listed} == {("a", None, one.id)}
    plain: dict[str, Any] = json.loads(one.to_json())
    applied = Corrections.load(file).apply(plain)
    assert [figure["value"] for figure in applied["figures"]] == ["57400000", "3000000.50", "2000000"]
    assert (applied["figures"][1]["subject"], applied["figures"][1]["vague"]) == (None, True)
    page.reload()
    assert page.locator("#progress").inner_text() == "3 / 4 reviewed"  # kept by the browser
    other = browser.new_context()
    fresh, more = _open(other, tmp_path / "review.html")
    assert fresh.locator("#progress").inner_text() == "0 / 4 reviewed"
    fresh.set_input_files("input[type=file]", file)
    fresh.wait_for_function("document.getElementById('progress').textContent.startsWith('3')")
    assert _downloaded(fresh)[1] == listed
    other.close()
    assert (faults, more) == ([], [])


def _story(folder: Path) -> Path:
    """Two articles that agree on revenue; one of them states a growth that its own values do not give, and two margins."""
    grown = percent("74", direction="up")
    b_side, c_side = ({"metric": f"{side}端毛利率", "concept": "gross_margin"} for side in "BC")
    first = made(
        "a",
        "甲公司2023年营收[1.245亿元],2024年营收[3.124亿元],同比增长[74%]。\n\nB端毛利率2023年[60.1%],2024年B端毛利率[69.4%]。"
        "\n\nC端毛利率2023年[1.2%],2024年C端毛利率[4.7%]。",
        money("124500000", period="2023"),
        money("312400000"),
        grown,
        percent("60.1", **{**b_side, "period": "2023"}),
        percent("69.4", **b_side),
        percent("1.2", **{**c_side, "period": "2023"}),
        percent("4.7", **c_side),
    )
    return written(folder, first, made("b", "甲公司2024年营收[3.12亿元]。", money("312000000")))


def test_sums_and_agreement_come_with_their_statements(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("currency_converter")
    reviewed = review(_story(tmp_path / "records"), out=tmp_path / "review.html")
    assert (reviewed.conflicts, reviewed.unsure, reviewed.failing) == (0, 0, 1)
    data = _data(tmp_path / "review.html")
    (check,) = data["checks"]
    assert (check["check"], check["holds"], check["stated"]) == ("growth", False, "74%")
    assert check["statements"] == [[0, 2], [0, 1], [0, 0]]
    assert [(one["finding"], sorted(one["statements"])) for one in data["findings"]] == [("within", [[0, 1], [1, 0]])]
    figures = data["articles"][0]["figures"]
    assert [figure.get("scope") for figure in figures[3:]] == ["b端", "b端", "c端", "c端"]
    assert figures[3]["line"] == figures[4]["line"] != figures[5]["line"] == figures[6]["line"]


@needs_chromium
@pytest.mark.browser
def test_sums_stand_beside_their_figures(context: BrowserContext, tmp_path: Path) -> None:
    pytest.importorskip("currency_converter")
    review(_story(tmp_path / "records"), out=tmp_path / "review.html")
    page, faults = _open(context, tmp_path / "review.html")
    card = page.locator("#part-of-checks .card")
    assert " ".join(card.locator(".sum").inner_text().split()) == "fails stated 74% · found 150.8 to 151.1 percent"
    assert card.locator(".quote b").all_inner_texts() == ["74%", "3.124亿元", "1.245亿元"]
    parts = page.locator("#part-of-timelines .card .dim").all_inner_texts()
    assert sorted(part.partition(" · ")[0] for part in parts if "端" in part) == ["b端", "c端"]
    card.locator(".quote").first.click()
    page.wait_for_selector("mark.chosen")
    assert page.locator(".finding.fails .quote b").all_inner_texts() == ["3.124亿元", "1.245亿元"]
    assert "low" in page.locator(".details").inner_text()
    page.keyboard.press("k")
    assert page.locator(".finding.within .quote b").all_inner_texts() == ["3.12亿元"]
    assert "1 other article agrees" in page.locator(".details").inner_text()
    assert faults == []


@needs_chromium
@pytest.mark.browser
def test_hostile_pages_stay_text(context: BrowserContext, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "h.html").write_text(HOSTILE, "utf-8")
    records = tmp_path / "records"
    records.mkdir()
    record = pipeline.normalize(HOSTILE.encode(), path="h.html", url="javascript:alert(4)")
    title = record.text.partition("\n")[0]
    assert title == "<script>document.title='owned'</script><img src=x onerror=alert(1)>&lt;b&gt;"
    record = replace(record, metadata=replace(record.metadata, title=title, publisher=title, author=title))
    (records / "h.html.json").write_bytes(page(record))
    review(records, raw, out=tmp_path / "review.html")
    opened, faults = _open(context, tmp_path / "review.html")
    assert opened.title() == "zhengshu review"
    assert opened.locator(".title").first.inner_text() == title
    opened.goto(f"{(tmp_path / 'review.html').as_uri()}#/0/0")
    opened.wait_for_selector("mark")
    opened.keyboard.press("r")
    assert opened.locator("#text img, #text script, #text svg, a[href^=javascript]").count() == 0
    assert title in opened.locator("#text").inner_text()
    assert opened.locator("mark").all_inner_texts() == [figure.text for figure in record.figures]
    assert faults == []


@needs_chromium
@pytest.mark.browser
def test_filters_narrow_every_part(context: BrowserContext, seeds: tuple[Path, Path]) -> None:
    articles = _data(seeds[1])["articles"]
    page, faults = _open(context, seeds[1])

    def figures() -> int:
        page.wait_for_timeout(200)
        return int(page.locator("#part-figures .dim").inner_text().replace(",", ""))

    assert figures() == sum(len(one["figures"]) for one in articles)
    page.select_option("[name=kind]", "multiple")
    assert figures() == sum(figure["kind"] == "multiple" for one in articles for figure in one["figures"])
    page.select_option("[name=kind]", "")
    page.keyboard.press("Escape")
    page.fill("#search", "1.45 lakeside")
    assert 0 < figures() < 5
    page.select_option("[name=status]", "accepted")
    assert figures() == 0
    assert faults == []


SERIOUS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter((v) => ['serious', 'critical'].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' ')}`)"""


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_no_serious_fault(browser: Browser, seeds: tuple[Path, Path], scheme: Any, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page, _ = _open(context, seeds[1])
    page.evaluate(AXE.read_text("utf-8"))
    if width > 1000:
        assert page.evaluate(SERIOUS) == []
    number = next(i for i, one in enumerate(_data(seeds[1])["articles"]) if one["path"] == "hk-results.html")
    page.evaluate(f"location.hash = '#/{number}/6'; undefined")
    page.wait_for_selector("mark.chosen")
    page.keyboard.press("r")
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("e")
    page.wait_for_selector("form.correct")
    assert page.evaluate(SERIOUS) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    assert page.evaluate("document.scrollingElement.scrollTop") == 0
    context.close()


def _many(folder: Path, articles: int, each: int) -> Path:
    """Records of generated articles with `each` figures, five in a paragraph."""
    model = made("model", "甲公司[1万元]。", money("10000"))
    for number in range(articles):
        text, blocks, figures = f"第{number}篇", [Block("title", 0, 2 + len(str(number)), 0, 1)], []
        for place in range(each):
            text += "，" if place % 5 else "\n\n"
            if place % 5 == 0:
                blocks.append(Block("paragraph", len(text), len(text), 0, 1))
            text += f"甲公司第{place}项营收"
            amount = f"{1000 + number * 7 + place * 13}万元"
            start, end = len(text), len(text) + len(amount)
            text += amount
            about: dict[str, Any] = {
                "value": f"{amount[:-2]}0000",
                "metric": f"营收{place % 40}",
                "period": str(2010 + place % 15),
            }
            at: dict[str, Any] = {"start": start, "end": end, "raw_start": start, "raw_end": end, "block": len(blocks) - 1}
            figures.append(replace(model.figures[0], text=amount, raw=amount, **at, **about))
            blocks[-1] = replace(blocks[-1], end=len(text))
        source = replace(model.source, path=f"{number:03}")
        written(folder, replace(model, source=source, text=text, blocks=tuple(blocks), figures=tuple(figures)))
    return folder


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize(
    ("articles", "each"),
    [(40, 25), (1, 1000), *(pytest.param(*size, marks=pytest.mark.large) for size in ((200, 25), (1, 5000)))],
)
def test_thousands_of_figures_open_at_once(
    context: BrowserContext, tmp_path: Path, articles: int, each: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.review.compared", lambda _: None)  # comparing has its own tests
    made = review(_many(tmp_path / "records", articles, each), out=tmp_path / "review.html")
    assert (made.articles, made.figures) == (articles, articles * each)
    page, faults = _open(context, tmp_path / "review.html")
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the page's own time, whatever else runs here

    def spent() -> float:
        return float({one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}["TaskDuration"])

    page.reload()
    assert spent() < 1
    page.evaluate("place => { location.hash = place; }", f"#/{articles - 1}/{each - 1}")
    page.wait_for_selector("mark.chosen")
    before = spent()
    for key in "kkjkkj":
        page.keyboard.press(key)
    assert spent() - before < 6 * 0.1
    assert page.locator("mark.chosen").get_attribute("data-figure") == str(each - 3)
    assert faults == []


def test_records_round_trip(seeds: tuple[Path, Path]) -> None:
    for file in seeds[0].iterdir():
        record = Record.from_json(file.read_text("utf-8"))
        assert record.status in {"normalised", "filtered"}
