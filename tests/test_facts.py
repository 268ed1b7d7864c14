"""The table of facts: exact, in step with its records, and asked as people ask."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import pipeline
from bench.facts import measure
from pipeline.batch.pack import schema_of
from pipeline.cli import app
from pipeline.corrections import Corrections
from pipeline.facts.keys import scope_of, subject_key
from pipeline.facts.measures import measure_of
from pipeline.facts.query import Question, QuestionError, ask
from pipeline.facts.rates import rates
from pipeline.facts.read import RecordError
from pipeline.facts.rows import exact
from pipeline.facts.statement import stated, statements
from pipeline.facts.table import TableError, build, connect, default_place
from pipeline.record import line
from tests.facts_made import made, money, percent, written

PLAIN = made("a.txt", "甲公司2024年营收[1.245亿元],同比增长[69.4%]。", money("124500000"), percent("69.4", direction="up"))
# 28 digits before the point, ten behind it: the most that fits; then one more of each.
ODD = made(
    "odd.txt",
    "其一[1],其二[2],其三[3],其四[4],其五[5]。",
    money("9" * 28 + "." + "1" * 10),
    money("9" * 29),
    money("0." + "0" * 10 + "1"),
    money("0.10000000000000000000000000000000000000000000000"),
    {"kind": "percent", "value": "66.66666666666666666666666667", "unit": "percent", "numerator": "2", "denominator": "3"},
)


def table(out: Path, *columns: str) -> list[tuple[Any, ...]]:
    with connect(default_place(out)) as db:
        found: list[tuple[Any, ...]] = db.execute(f"select {', '.join(columns)} from facts order by path, number").fetchall()
    return found


def test_values_are_exact_or_null_with_the_string_kept(tmp_path: Path) -> None:
    built = build(written(tmp_path, PLAIN, ODD))
    assert (built.documents, built.figures) == (2, 7)
    found = table(tmp_path, "value", "value_text")
    assert found[0] == (Decimal(124500000), "124500000")
    assert [text for value, text in found if value is None] == ["9" * 29, "0." + "0" * 10 + "1", "66.66666666666666666666666667"]
    assert [value == Decimal(text) for value, text in found if value is not None] == [True] * 4
    rows = pq.read_table(built.parquet).to_pylist()
    assert [(row["value"], row["value_text"]) for row in rows] == found


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,32})(\.[0-9]{1,14})?", fullmatch=True))
def test_a_number_fits_or_is_none(text: str) -> None:
    value = exact(text)
    whole, _, rest = text.lstrip("-").partition(".")
    fits = len(whole) <= 28 and len(rest.rstrip("0")) <= 10
    assert (value is not None) == fits
    assert value is None or value == Decimal(text)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.from_regex(r"-?(0|[1-9][0-9]{0,32})(\.[0-9]{1,14})?", fullmatch=True), min_size=1, max_size=20))
def test_duckdb_and_parquet_hold_the_record_s_numbers(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("facts")
    record = made("x.txt", "".join(f"第[{n}]。" for n in range(len(texts))), *(money(text) for text in texts))
    built = build(written(folder, record))
    for value, text in [*table(folder, "value", "value_text"), *_parquet(built.parquet)]:
        assert value == Decimal(text) if value is not None else exact(text) is None
    assert [text for _, text in table(folder, "value", "value_text")] == texts


def _parquet(file: Path) -> list[tuple[Decimal | None, str]]:
    return [(row["value"], row["value_text"]) for row in pq.read_table(file, columns=["value", "value_text"]).to_pylist()]


def test_everything_leads_back_to_the_page(tmp_path: Path) -> None:
    raw = "甲公司2024年業績\n\n甲公司2024年營收5740萬元,同比增長69.4%。淨利潤為1230萬元。"
    record = pipeline.normalize(raw.encode(), path="hk.txt")
    build(written(tmp_path, record))
    for text, piece, start, end, quote in table(tmp_path, "text", "raw", "raw_start", "raw_end", "quote"):
        assert raw[start:end] == piece
        assert text in quote
    assert table(tmp_path, "quote")[0] == ("甲公司2024年营收5740万元,同比增长69.4%。",)


def test_a_build_takes_up_what_changed_and_drops_what_is_gone(tmp_path: Path) -> None:
    folder = written(tmp_path, PLAIN, ODD)
    (folder / "dump.jsonl").write_bytes(
        b"".join(line(made("dump", f"营收[{n}元]。", money(str(n)), member=str(n))) for n in range(5))
    )
    first = build(folder)
    assert (first.added, first.documents, first.figures) == (7, 7, 12)
    again = build(folder)
    assert (again.added, again.replaced, again.unchanged, again.gone) == (0, 0, 7, 0)
    (folder / "odd.txt.json").unlink()
    written(folder, made("a.txt", "甲公司2024年营收[1.246亿元]。", money("124600000")))
    third = build(folder)
    assert (third.added, third.replaced, third.unchanged, third.gone) == (0, 1, 5, 1)
    assert third.figures == 6
    assert [row[0] for row in table(folder, "value_text")] == ["124600000", "0", "1", "2", "3", "4"]
    assert pq.read_table(third.parquet).num_rows == 6
    anew = build(folder, anew=True)
    assert (anew.added, anew.figures) == (6, 6)
    assert not [file.name for file in default_place(folder).parent.iterdir() if "part" in file.name]


def test_records_are_not_touched_and_their_folder_gets_no_file(tmp_path: Path) -> None:
    folder = written(tmp_path, PLAIN)
    build(folder)
    assert [file.name for file in folder.iterdir() if file.name != "_run"] == ["a.txt.json"]
    build(folder, tmp_path / "elsewhere" / "mine.duckdb")
    assert sorted(file.name for file in (tmp_path / "elsewhere").iterdir()) == ["mine.duckdb", "mine.parquet"]


def test_every_duckdb_since_the_first_opens_the_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", PLAIN)
    build(folder)
    build(written(folder, ODD))
    header = default_place(folder).read_bytes()[:24]
    assert (header[8:12], int.from_bytes(header[12:20], "little")) == (b"DUCK", 64)  # the version of storage of 1.0


def test_the_recipes_of_the_docs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = (Path(__file__).parent.parent / "docs" / "facts.md").read_text("utf-8")
    (recipe,) = re.findall(r"```sql\n(.*?)```", docs, re.DOTALL)
    build(written(tmp_path / "normalized", PLAIN, ODD))
    monkeypatch.chdir(tmp_path)
    with duckdb.connect("normalized/_run/facts.duckdb", read_only=True) as db:
        for statement in duckdb.extract_statements(recipe):
            db.execute(statement)
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["value_text"] for line in lines] == [
        text for (text,) in table(tmp_path / "normalized", "coalesce(value_text, '')")
    ]


def test_names_that_an_article_links_are_asked_as_one(tmp_path: Path) -> None:
    linked = made("a", "红枫物流(Maple Freight)2024年营收[31.4亿元]。", money("3140000000", subject="红枫物流"))
    english = made("b", "Revenue was [$5 million].", money("5000000", "USD", subject="Maple Freight"), language="en")
    build(written(tmp_path / "out", linked, english))
    for name in ("红枫物流", "紅楓物流股份有限公司", "Maple Freight"):
        with connect(default_place(tmp_path / "out")) as db:
            assert sorted(one.plain["path"] for one in ask(db, Question(subject=name))) == ["a", "b"]
    (tmp_path / "out" / "a.json").unlink()
    build(tmp_path / "out")
    with connect(default_place(tmp_path / "out")) as db:
        assert [one.plain["path"] for one in ask(db, Question(subject="红枫物流"))] == []


def test_shards_give_the_same_table(tmp_path: Path) -> None:
    found = []
    for shape in ("json", "jsonl", "parquet"):
        out = tmp_path / shape
        out.mkdir()
        shard = out / f"records-00000-of-00001.{shape}"
        if shape == "json":
            written(out, PLAIN, ODD)
        elif shape == "jsonl":
            shard.write_bytes(line(PLAIN) + line(ODD))
        else:
            rows = [orjson.loads(line(record)) for record in (PLAIN, ODD)]
            pq.write_table(pa.Table.from_pylist(rows, schema=schema_of(pipeline.Record)), shard)
        build(out)
        found.append(table(out, "path", "number", "value_text", "quote", "period"))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 7


def test_a_faulty_record_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    build(written(tmp_path, PLAIN))
    (tmp_path / "bad.json").write_text("{", "utf-8")
    with pytest.raises(RecordError, match=r"bad\.json: the file is no JSON"):
        build(tmp_path)
    (tmp_path / "bad.json").write_text('{"a": 1}', "utf-8")
    with pytest.raises(RecordError, match="is no record"):
        build(tmp_path)
    assert len(table(tmp_path, "number")) == 2
    assert not [file.name for file in default_place(tmp_path).parent.iterdir() if "part" in file.name]


def test_a_database_of_another_kind_is_refused_or_made_anew(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="build it first"):
        connect(default_place(tmp_path))
    folder = written(tmp_path, PLAIN)
    database = default_place(folder)
    database.parent.mkdir()
    database.write_text("no database", "utf-8")
    with pytest.raises(TableError, match="cannot be read as facts"):
        connect(database)
    assert build(folder).added == 1


def test_converted_amounts_stand_apart_with_their_rate(tmp_path: Path) -> None:
    taiwan = made("tw.txt", "營收[5億元]。", money("500000000", "TWD"))
    hong_kong = made("hk.txt", "市值[1231亿]。", money("123100000000", "HKD", period="2026-01-10"))
    none = made("no.txt", "营收[5亿元]。", money("500000000", "USD", period=None))
    build(written(tmp_path, PLAIN, taiwan, hong_kong, none))
    rows = {
        row["path"]: row
        for row in pq.read_table(default_place(tmp_path).with_suffix(".parquet")).to_pylist()
        if row["kind"] == "money"
    }
    stated = rows["a.txt"]["in_cny"]
    assert (stated["converted"], stated["value"], stated["rate"], stated["note"]) == (False, Decimal(124500000), 1, None)
    dollars = rows["a.txt"]["in_usd"]
    assert dollars["converted"] is True
    assert dollars["fixings"] == 256  # the ECB's working days of 2024
    assert abs(dollars["value"] - rows["a.txt"]["value"] * dollars["rate"]) < Decimal("1e-9")
    assert dollars["source"].startswith("ECB")
    assert rows["hk.txt"]["in_usd"]["rate_first"].isoformat() == "2026-01-09"  # the tenth is a Saturday
    assert (rows["tw.txt"]["in_usd"]["value"], rows["tw.txt"]["in_usd"]["note"]) == (None, "the ECB fixes no rate of TWD")
    assert rows["tw.txt"]["value"] == 500000000
    assert (rows["no.txt"]["in_cny"]["value"], rows["no.txt"]["in_cny"]["note"]) == (None, "the figure has no period")
    assert rows["no.txt"]["in_usd"]["converted"] is False


def test_the_common_questions(tmp_path: Path) -> None:
    other = made("b.html", "智谱AI去年收入[3.124亿元]。", money("312400000", subject="智谱AI", metric="收入"))
    later = made(
        "c/d.txt", "Revenue [$5m].", money("5000000", "USD", subject="MiniMax", metric="revenue", period="2025-H1"), language="en"
    )
    build(written(tmp_path, PLAIN, other, later))

    def values(**asked: Any) -> list[str]:
        with connect(default_place(tmp_path)) as db:
            return [answer.plain["value_text"] for answer in ask(db, Question(**asked))]

    assert values(subject="智譜") == ["312400000"]
    assert values(subject="稀宇科技") == ["5000000"]
    assert values(subject="mini*") == ["5000000"]
    assert sorted(values(metric="营业额", kind="money")) == ["124500000", "312400000", "5000000"]
    assert values(metric="revenue", period="2025-H1") == ["5000000"]
    assert values(within="2025") == ["5000000"]
    assert values(source="c/d") == ["5000000"]
    assert values(kind="percent") == ["69.4"]
    assert values(subject="nobody") == values(subject="50%_*") == []
    assert len(values(limit=2)) == 2
    with connect(default_place(tmp_path)) as db:
        (answer,) = ask(db, Question(subject="MiniMax", currency="CNY"))
        assert answer.converted is not None
        assert answer.converted["currency"] == "CNY"
        assert answer.plain["value_text"] == "5000000"
        with pytest.raises(QuestionError, match="no period"):
            ask(db, Question(period="last year"))
        with pytest.raises(QuestionError, match="converted to USD, CNY, HKD"):
            ask(db, Question(currency="EUR"))


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("智譜AI", "智谱"),
        ("Ｍｉｎｉｍａｘ", "minimax"),
        ("Maple Freight Co., Ltd.", "maple freight"),
        ("有限公司", "有限公司"),
        (" ", None),
    ],
)
def test_subjects_by_their_aliases_scripts_and_forms(subject: str, key: str | None) -> None:
    assert subject_key(subject) == key


@pytest.mark.parametrize(
    ("clause", "metric", "concept", "language", "keys"),
    [
        ("核心C端业务的毛利率仅有", "毛利率", "gross_margin", "zh", ("gross_margin", "核心c端业务")),
        ("B端毛利率:", "B端毛利率", "gross_margin", "zh", ("gross_margin", "b端")),
        ("公司毛利率为", "毛利率", "gross_margin", "zh", ("gross_margin", "")),
        ("海外收入占比约", "海外收入占比", "share", "zh", ("share of revenue", "海外")),
        ("2025年上半年前五大客户收入占比约", "收入占比", "share", "zh", ("share of revenue", "五大客户")),
        ("其前五大客户贡献了近", "前五大客户营收占比", "share", "zh", ("share of revenue", "五大客户")),
        ("本地端占", "本地端以上的收入占比", "share", "zh", ("share of revenue", "本地端")),
        ("提升至", "云端部署业务在总收入中占比", "share", "zh", ("share of revenue", "云端部署业务")),
        ("出口占比", "出口占比", "share", "zh", ("出口占比", "")),
        ("overseas made up", "overseas revenue share", "share", "en", ("share of revenue", "overseas")),
        ("Overseas revenue was", "revenue", "revenue", "en", ("revenue", "overseas")),
        ("出口额为", "出口额", "trade", "zh", ("出口额", "")),
    ],
)
def test_parts_of_the_whole_are_no_whole(clause: str, metric: str, concept: str, language: str, keys: tuple[str, str]) -> None:
    key, added = measure_of(metric, concept, language)
    assert (key, scope_of(clause, added, metric, language)) == keys


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def test_the_commands(tmp_path: Path) -> None:
    folder = written(tmp_path, PLAIN)
    missing = call("facts", "query", folder)
    assert missing.exit_code == 2
    assert "zhengshu facts build" in missing.stderr
    command = [sys.executable, "-m", "pipeline", "facts", "build", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 documents, 2 figures: 1 added")
    as_json = call("facts", "query", folder, "--kind", "money", "--in", "HKD", "--format", "json")
    (answer,) = [json.loads(row) for row in as_json.stdout.splitlines()]
    assert (answer["value_text"], answer["converted"]["currency"], answer["converted"]["converted"]) == ("124500000", "HKD", True)
    as_csv = call("facts", "query", folder, "--kind", "percent")
    assert as_csv.stdout.splitlines()[0].startswith("path,member,number")
    assert ",69.4," in as_csv.stdout.splitlines()[1]
    as_table = call("facts", "query", folder, "--format", "table")
    assert "124,500,000 CNY" in as_table.stdout
    assert call("facts", "query", folder, "--period", "soon").exit_code == 2
    written(folder, made("b.txt", "甲公司2024年营收[1.345亿元](约[500万美元])。", money("134500000"), money("5000000", "USD")))
    assert call("facts", "build", folder).exit_code == 0
    compared = call("facts", "compare", folder)
    assert compared.stdout.splitlines()[1].startswith("conflict\t甲公司\t营收\t2024\t2\t124,500,000 CNY\t")
    (found,) = [json.loads(row) for row in call("facts", "compare", folder, "--format", "json").stdout.splitlines()]
    assert [said["raw"] for said in found["pair"]] == ["1.245亿元", "1.345亿元"]
    checked = call("facts", "check", folder, "--subject", "甲公司")
    assert "1.345亿元 = 500万美元" in checked.stdout


def test_statements_of_a_table_are_those_of_its_records(tmp_path: Path) -> None:
    build(written(tmp_path, PLAIN, ODD))
    with connect(default_place(tmp_path)) as db:
        assert statements(db) == stated([orjson.loads(line(record)) for record in (PLAIN, ODD)], rates())


def test_confidence_is_a_number_to_ask_by(tmp_path: Path) -> None:
    record = pipeline.normalize("明澄智能2024年营收3.12亿元，同比增长58%。".encode(), path="sure.txt")
    build(written(tmp_path, record, PLAIN))
    stated = [Decimal(one.confidence or "") for one in record.figures]
    with connect(default_place(tmp_path)) as db:
        found = db.execute("select confidence from facts where path = 'sure.txt' and confidence > 0.1 order by number").fetchall()
    assert [one for (one,) in found] == stated
    assert {one for (one,) in table(tmp_path, "confidence")} >= {None, *stated}


def test_corrections_are_laid_over_the_next_build(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", PLAIN)
    build(folder)
    file = tmp_path / "corrections.json"
    start, end = table(folder, "raw_start", "raw_end")[0]
    entry = {"path": "a.txt", "raw_start": start, "raw_end": end, "action": "correct", "fields": {"value": "1", "period": "2023"}}
    file.write_text(json.dumps({"corrections": [entry]}), "utf-8")
    built = build(folder, change=Corrections.load(file).apply)
    assert built.replaced == 1
    assert table(folder, "value_text", "period", "rule")[0] == ("1", "2023", "review")
    assert build(folder, change=Corrections.load(file).apply).unchanged == 1
    assert build(folder).replaced == 1
    assert table(folder, "value_text")[0] == ("124500000",)


@pytest.mark.large
def test_a_hundred_thousand_figures_within_a_minute(tmp_path: Path) -> None:
    found = measure(100_000, tmp_path)
    assert found["build"] < 60
    assert found["build again, nothing changed"] < 10
    assert all(seconds < 0.5 for name, seconds in found.items() if name.startswith("query"))
    rows = pq.read_table(default_place(tmp_path).with_suffix(".parquet"), columns=["value", "value_text"])
    assert rows.num_rows == 100_000
    assert all(value == Decimal(text) for value, text in table(tmp_path, "value", "value_text"))
