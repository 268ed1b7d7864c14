"""Where articles agree and where they do not: by hand-made statements of which the answer is plain."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.facts.agreement import Finding, compare
from pipeline.facts.checks import check
from pipeline.facts.rates import rates
from pipeline.facts.statement import Reach, Statement, reach_of, stated
from pipeline.record import line
from tests.facts_made import made, money, percent

if TYPE_CHECKING:
    from pipeline.record import Record


def said_in(*records: Record) -> list[Statement]:
    return stated([orjson.loads(line(record)) for record in records], rates())


def found(*records: Record, alike: bool = False) -> list[Finding]:
    return compare(said_in(*records), rates(), alike=alike)


def about(path: str, said: str, value: str, unit: str = "CNY", **fields: str | None) -> Record:
    return made(path, f"甲公司2024年营收[{said}]。", money(value, unit, **fields))


@pytest.mark.parametrize(
    ("said", "value", "modifier", "step"),
    [
        ("5340万美元", "53400000", None, "100000"),
        ("5344万美元", "53440000", None, "10000"),
        ("3.80亿元", "380000000", None, "1000000"),
        ("70%", "70", None, "1"),
        ("7%", "7", None, "1"),
        ("1000亿港元", "100000000000", None, "10000000000"),
        ("5,740,000", "5740000", None, "10000"),
        ("三十亿四千八百万", "3048000000", None, "1000000"),
        ("0.3%", "0.3", None, "0.1"),
        ("5亿", "500000000", None, "100000000"),
    ],
)
def test_the_step_that_was_written(said: str, value: str, modifier: str | None, step: str) -> None:
    assert reach_of(said, value, None, None, modifier) == Reach(Decimal(value), Decimal(step), Decimal(value), Decimal(value))


@pytest.mark.parametrize(
    ("said", "value", "language", "step"),
    [
        ("七成", "70", "zh", "10"),
        ("一半", "50", "zh", "10"),
        ("七成五", "75", "zh", "5"),
        ("三分之一", "33.3333333333", "zh", "5"),
        ("百分之七十", "70", "zh", "1"),
        ("70%", "70", "zh", "1"),
        ("7割", "70", "ja", "10"),
        ("七割", "70", "ja", "10"),
        ("half", "50", "en", "10"),
        ("a third", "33.3333333333", "en", "5"),
    ],
)
def test_a_share_in_words_is_no_more_exact_than_they_are(said: str, value: str, language: str, step: str) -> None:
    assert reach_of(said, value, None, None, None, shared=language).step == Decimal(step)


@pytest.mark.parametrize(
    ("one", "other", "sort"),
    [
        # (as written, value, modifier)
        (("近一半", "50", "approx"), ("约40%", "40", "approx"), "conflict"),
        (("近一半", "50", "approx"), ("48%", "48", None), "within"),
        (("近一半", "50", "approx"), ("约47%", "47", "approx"), "within"),
        (("七成", "70", None), ("71%", "71", None), "within"),
        (("七成", "70", None), ("六成", "60", None), "conflict"),
        (("三分之一", "33.3333333333333", None), ("34.1%", "34.1", None), "within"),
        (("三分之一", "33.3333333333333", None), ("41%", "41", None), "conflict"),
        (("约40%", "40", "approx"), ("44.5%", "44.5", None), "conflict"),
    ],
)
def test_rounded_shares_meet_as_far_as_they_were_written(
    one: tuple[str, str, str | None], other: tuple[str, str, str | None], sort: str
) -> None:
    about = {"metric": "前五大客户营收占比", "concept": "share"}
    records = [
        made(name, f"前五大客户营收占比为[{said}]。", percent(value, **{**about, "modifier": modifier}))
        for name, (said, value, modifier) in (("a", one), ("b", other))
    ]
    (finding,) = found(*records)
    assert finding.sort == sort


def test_shares_meet_by_their_whole_and_their_part() -> None:
    def share(name: str, text: str, metric: str, value: str = "40") -> Record:
        return made(name, text, percent(value, metric=metric, concept="share"))

    first = share("a", "2024年前五大客户收入占比[40%]。", "收入占比")
    second = share("b", "其前五大客户贡献了[48%]的营收。", "前五大客户营收占比", "48")
    (finding,) = found(first, second)
    assert (finding.sort, finding.key.measure) == ("conflict", "share of revenue")
    assert found(first, share("b", "海外收入占比[48%]。", "海外收入占比", "48")) == []
    assert found(*(share(name, f"收入占比[{value}%]。", "收入占比", value) for name, value in (("a", "40"), ("b", "48")))) == []
    # a metric that was carried over from elsewhere: its sentence names no such part
    assert (
        found(share("a", "海外收入占比[40%]。", "海外收入占比"), share("b", "其中[48%]流向了算力。", "海外收入占比", "48")) == []
    )


def test_what_states_no_period_meets_the_one_time_in_question() -> None:
    undated = about("a", "5.1亿元", "510000000", period=None)
    near, same = about("b", "5.2亿元", "520000000"), about("b", "5.13亿元", "513000000")
    (finding,) = found(undated, near)
    assert (finding.sort, finding.why) == ("unsure", "one of them states no period")
    (finding,) = found(undated, same)
    assert (finding.sort, finding.key.last) == ("within", date(2024, 12, 31))
    assert found(undated, about("b", "9.7亿元", "970000000"), about("c", "9.6亿元", "960000000", period="2023")) == []
    far = about("b", "97亿元", "9700000000")
    assert found(undated, far) == []


def test_what_is_counted_at_a_moment_is_so_at_its_period_s_end() -> None:
    users: dict[str, str | None] = {"kind": "count", "concept": "users", "subject": "甲公司"}
    first = made(
        "a",
        "累计用户超[2.12亿]。",
        {**users, "value": "212000000", "unit": "用户", "metric": "累计用户", "modifier": "more_than", "period": "2025-Q3"},
    )
    second = made(
        "b",
        "来自200多个国家和地区的[2亿个人]用户。",
        {**users, "value": "200000000", "unit": "人", "metric": "用户数", "period": "2025-09-30"},
    )
    (finding,) = found(first, second)
    assert finding.sort == "within"


def test_values_that_differ_in_one_digit_look_alike() -> None:
    a, b = about("a", "29.58亿元", "2958000000"), about("b", "23.58亿元", "2358000000", period="2025-H1")
    (finding,) = found(a, b, alike=True)
    assert (finding.sort, finding.why) == ("alike", "one digit apart in two periods: 2024 and 2025-H1")
    assert found(a, about("b", "23.59亿元", "2359000000", period="2025-H1"), alike=True) == []


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("智谱", "Zhipu AI", "营收[1.11亿元]。"),
        ("稀宇科技", "MiniMax", "营收[1.11亿元]。"),
        ("阿里巴巴", "Alibaba Group Holding Limited", "营收[1.11亿元]。"),
        ("騰訊", "Tencent Holdings Ltd.", "营收[1.11亿元]。"),
        ("红枫物流", "Maple Freight", "红枫物流(Maple Freight)营收[1.11亿元]。"),
        ("红枫物流", "Maple Freight", "红枫物流（英文名Maple Freight,01234.HK）营收[1.11亿元]。"),
        ("北京红枫物流股份有限公司", "红枫", "北京红枫物流股份有限公司(下称“红枫”)营收[1.11亿元]。"),
    ],
)
def test_names_of_one_thing_meet(one: str, other: str, text: str) -> None:
    first = made("a", text, money("111000000", subject=one))
    second = made("b", "Revenue was [121 million yuan].", money("121000000", subject=other, metric="revenue"), language="en")
    (finding,) = found(first, second)
    assert finding.sort == "conflict"


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("MiniMax", "智谱", "MiniMax(智谱)营收[1.11亿元]。"),  # two that are known
        ("MiniMax", "国际版", "MiniMax(国际版)营收[1.11亿元]。"),  # which kind, not which name
        ("红枫物流", "01234.HK", "红枫物流(01234.HK)营收[1.11亿元]。"),
        ("红枫物流", "ARR", "红枫物流(ARR)营收[1.11亿元]。"),
        ("红枫物流", "Maple", "红枫物流(Maple)、黑橡物流(Maple)。红枫物流营收[1.11亿元],黑橡物流[3亿元]。"),
    ],
)
def test_names_of_two_things_stay_apart(one: str, other: str, text: str) -> None:
    figures = [money("111000000", subject=one), money("300000000", subject="黑橡物流")][: text.count("[")]
    second = made("b", "Revenue was [121 million yuan].", money("121000000", subject=other, metric="revenue"), language="en")
    assert found(made("a", text, *figures), second) == []


@given(st.integers(1, 10**9), st.sampled_from([1, 10**4, 10**8]))
def test_a_step_divides_its_value(number: int, scale: int) -> None:
    reach = reach_of(str(number), str(number * scale), None, None, None)
    assert reach.value is not None
    assert 0 < reach.step <= max(abs(reach.value), Decimal(1))
    assert reach.value % reach.step == 0


@pytest.mark.parametrize(
    ("one", "other", "sort"),
    [
        (("5740万元", "57400000"), ("5740万元", "57400000"), "equal"),
        (("5740万元", "57400000"), ("0.574亿元", "57400000"), "equal"),
        (("5344万元", "53440000"), ("5340万元", "53400000"), "within"),
        (("5344万元", "53440000"), ("0.53亿元", "53000000"), "within"),
        (("5376万元", "53760000"), ("5370万元", "53700000"), "within"),  # cut, not rounded
        (("5380万元", "53800000"), ("5340万元", "53400000"), "conflict"),
        (("5344万元", "53440000"), ("5345万元", "53450000"), "conflict"),
        (("69.4亿元", "6940000000"), ("69.5亿元", "6950000000"), "conflict"),
    ],
)
def test_precision_decides(one: tuple[str, str], other: tuple[str, str], sort: str) -> None:
    (finding,) = found(about("a", *one), about("b", *other))
    assert finding.sort == sort


@pytest.mark.parametrize(
    ("modifier", "value", "sort"),
    [("more_than", "71", "within"), ("more_than", "69", "unsure"), ("approx", "72", "within"), ("less_than", "69.4", "within")],
)
def test_bounds_and_roundings_hold(modifier: str, value: str, sort: str) -> None:
    period = "2024" if sort != "unsure" else None
    a = made("a", "占比[70%]", percent("70", modifier=modifier, period=period))
    b = made("b", f"占比[{value}%]", percent(value, period=period))
    (finding,) = found(a, b)
    assert finding.sort == sort


def test_currencies_meet_through_a_rate() -> None:
    period = "2025-01-01/2025-09-30"
    a = about("a", "5340万美元", "53400000", "USD", period=period)
    b = about("b", "3.8亿元", "380000000", modifier="approx", period=period)
    (finding,) = found(a, b)
    assert (finding.sort, finding.slip) == ("within", None)
    assert finding.why is not None
    assert finding.why.startswith("through CNY")


def test_currencies_without_a_rate_are_left_alone() -> None:
    assert found(about("a", "5亿元", "500000000", "TWD"), about("b", "1亿元", "100000000")) == []


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        (about("a", "1.245亿元", "124500000"), about("b", "1.245万元", "12450"), "万 and 亿"),
        (
            about("a", "$1.245 billion", "1245000000", "USD"),
            about("b", "$1.245 million", "1245000", "USD"),
            "million and billion",
        ),
        (about("a", "1245万元", "12450000"), about("b", "124.5万元", "1245000"), "a digit lost"),
        (about("a", "5740万元", "57400000"), about("b", "5740万美元", "57400000", "USD"), "USD mistaken"),
        (
            about("a", "2.34亿元", "234000000", metric="净利润", concept="net_profit"),
            about("b", "2.34亿元", "234000000", metric="净亏损", concept="net_loss"),
            "a sign lost",
        ),
    ],
)
def test_slips_are_named(one: Record, other: Record, slip: str) -> None:
    (finding,) = found(one, other)
    assert finding.sort == "conflict"
    assert finding.slip is not None
    assert slip in finding.slip


def test_one_number_in_two_currencies_is_a_slip_even_without_a_rate() -> None:
    (finding,) = found(about("a", "31.4亿元", "3140000000"), about("b", "31.4億元", "3140000000", "TWD"))
    assert (finding.sort, finding.slip) == ("conflict", "CNY and TWD mistaken for one another")


def test_currencies_without_a_rate_do_not_hide_the_others() -> None:
    taiwan = about("c", "5亿元", "500000000", "TWD")
    (finding,) = found(about("a", "1.11亿元", "111000000"), about("b", "1.21亿元", "121000000"), taiwan)
    assert [one.raw for one in finding.pair] == ["1.11亿元", "1.21亿元"]


def test_words_that_add_nothing_are_no_scope() -> None:
    (finding,) = found(about("a", "1.11亿元", "111000000", metric="全年营收"), about("b", "1.21亿元", "121000000"))
    assert finding.sort == "conflict"


def test_a_shifted_period_is_named() -> None:
    a = made("a", "2023年营收[1.245亿元],2024年[3.124亿元]。", money("124500000", period="2023"), money("312400000"))
    b = about("b", "1.245亿元", "124500000")
    (finding,) = found(a, b)
    assert finding.sort == "conflict"
    assert finding.slip == "the period shifted: 1.245亿元 is 2023 in a"


def test_a_loss_is_a_negative_profit() -> None:
    a = about("a", "-2.34亿元", "-234000000", metric="净利润", concept="net_profit")
    b = about("b", "2.34亿元", "234000000", metric="净亏损", concept="net_loss")
    (finding,) = found(a, b)
    assert finding.sort == "equal"


def test_a_fall_is_a_negative_change() -> None:
    a = made("a", "营收同比下降[5.2%]。", percent("5.2", direction="down"))
    b = made("b", "营收增长[5.2%]。", percent("5.2", direction="up"))
    (finding,) = found(a, b)
    assert (finding.sort, finding.slip) == ("conflict", "a sign lost")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # two parts of a whole, two ways of counting, a forecast, two periods, two metrics that share a concept, two companies
        (("B端毛利率[69.4%]", {"metric": "B端毛利率"}), ("C端业务的毛利率[4.7%]", {"metric": "毛利率"})),
        (("毛利率[69.4%]", {"metric": "毛利率"}), ("预计毛利率[71.2%]", {"metric": "毛利率"})),
        (("毛利率[69.4%]", {"metric": "毛利率"}), ("毛利率[61.2%]", {"metric": "毛利率", "period": "2023"})),
        (
            ("出口占比[69.4%]", {"metric": "出口占比", "concept": "share"}),
            ("进口占比[30.1%]", {"metric": "进口占比", "concept": "share"}),
        ),
        (("毛利率[69.4%]", {"metric": "毛利率"}), ("毛利率[61.2%]", {"metric": "毛利率", "subject": "乙公司"})),
        (("毛利率[69.4%]", {"metric": "毛利率"}), ("毛利率环比提升[1.2%]", {"metric": "毛利率", "direction": "up"})),
        (("毛利率[69.4%]", {"metric": None, "concept": None}), ("毛利率[61.2%]", {"metric": None, "concept": None})),
    ],
)
def test_what_only_looks_alike_is_no_conflict(
    one: tuple[str, dict[str, str | None]], other: tuple[str, dict[str, str | None]]
) -> None:
    records = []
    for name, (said, fields) in (("a", one), ("b", other)):
        value = said[said.index("[") + 1 : said.index("%")]
        records.append(made(name, said, percent(value, **{"concept": "gross_margin", **fields})))
    assert found(*records) == []


def test_look_alikes_are_shown_when_asked() -> None:
    a = made("a", "B端毛利率[69.4%]", percent("69.4", metric="B端毛利率", concept="gross_margin"))
    b = made("b", "C端业务的毛利率[4.7%]", percent("4.7", metric="毛利率", concept="gross_margin"))
    c = about("c", "5740万元", "57400000", period="2023")
    d = about("d", "5740万元", "57400000")
    shown = found(a, b, c, d, alike=True)
    assert [(one.sort, one.why) for one in shown] == [
        ("alike", "not the same: b端 and c端业务"),
        ("alike", "one amount in two periods: 2023 and 2024"),
    ]


def test_a_difference_that_may_be_none_stands_behind_the_conflicts() -> None:
    far = [about("a", "2.3亿元", "230000000"), about("b", "97.4亿元", "9740000000")]
    undated = [
        about(name, said, value, subject="乙公司", period=None)
        for name, said, value in (("c", "5.1亿元", "510000000"), ("d", "5.2亿元", "520000000"))
    ]
    sure = [
        about(name, said, value, subject="丙公司")
        for name, said, value in (("e", "5.11亿元", "511000000"), ("f", "5.21亿元", "521000000"))
    ]
    first, *rest = found(*far, *undated, *sure)
    assert (first.sort, first.pair[0].subject) == ("conflict", "丙公司")
    assert sorted((one.sort, one.why) for one in rest) == [
        ("unsure", "no period is stated"),
        ("unsure", "too far apart to be surely the same thing"),
    ]


def test_one_article_that_says_both_agrees_with_either() -> None:
    a = made("a", "营收[5344万元]。\n\n营收[5.3亿元]。", money("53440000"), money("530000000"))
    b = about("b", "5344万元", "53440000")
    (finding,) = found(a, b)
    assert finding.sort == "unsure"
    assert finding.why == "an article gives several values"


def test_one_story_in_three_scripts() -> None:
    mainland = made("1", "红枫物流2025年营收[31.4亿元],同比增长[22%]。", *_story("红枫物流", "营收"))
    hong_kong = made("2", "红枫物流2025年營收[31.4億元],按年增長[22%]。", *_story("紅楓物流", "營收"))
    english = made(
        "3", "Maple Freight revenue grew [22%] to [3.14 billion yuan].", *_story("红枫物流", "revenue")[::-1], language="en"
    )
    both = found(mainland, hong_kong, english)
    assert [(one.sort, one.documents, one.key.kind) for one in both] == [("equal", 3, "money"), ("equal", 3, "percent")]


def _story(subject: str, metric: str) -> list[dict[str, str | None]]:
    fields: dict[str, str | None] = {"subject": subject, "metric": metric, "period": "2025"}
    return [{**money("3140000000"), **fields}, {**percent("22", direction="up"), **fields}]


def checks(*records: Record) -> list[tuple[str, bool, str]]:
    return [(one.name, one.holds, one.stated) for one in check(said_in(*records), rates())]


@pytest.mark.parametrize(
    ("said", "value", "holds", "slip"),
    [
        ("3.8亿元", "380000000", True, None),  # 5340万 × 7.1 to 7.35
        ("3.5亿元", "350000000", False, None),
        ("3800万元", "38000000", False, "a digit lost or added"),
        ("3.8万元", "38000", False, "万 and 亿 mistaken for one another"),
    ],
)
def test_a_restatement_is_held_against_the_rate(said: str, value: str, holds: bool, slip: str | None) -> None:
    period = "2025-01-01/2025-09-30"
    dollars, yuan = money("53400000", "USD", period=period), money(value, period=period, modifier="approx")
    (one,) = check(said_in(made("a", f"甲公司营收[5340万美元](约为[{said}])。", dollars, yuan)), rates())
    assert (one.name, one.holds, one.slip) == ("restatement", holds, slip)


def test_a_restatement_at_the_rate_of_the_day_it_was_published() -> None:
    # 7.3 was the rate of January 2025, not that of 2019 (6.7 to 7.2)
    dollars, yuan = money("1000000000", "USD", period="2019"), money("7305000000", period="2019")
    record = made("a", "甲公司营收[10.00亿美元](约[73.05亿元])。", dollars, yuan, published="2025-01-10T09:00:00+08:00")
    assert checks(record) == [("restatement", True, "10.00亿美元 = 73.05亿元")]


def test_no_restatement_without_brackets() -> None:
    record = made("a", "甲公司营收[5340万美元],[3.5亿元]。", money("53400000", "USD"), money("350000000"))
    assert checks(record) == []


@pytest.mark.parametrize(("said", "holds"), [("151%", True), ("150.9%", True), ("174%", False), ("1.51%", False)])
def test_a_growth_is_held_against_the_two_values(said: str, holds: bool) -> None:
    # 3.124 / 1.245 = 2.5092…
    grown = percent(said.rstrip("%"), direction="up")
    record = made(
        "a", f"营收[1.245亿元],2024年[3.124亿元],增长[{said}]。", money("124500000", period="2023"), money("312400000"), grown
    )
    assert checks(record) == [("growth", holds, said)]


def test_a_growth_over_a_quarter_or_of_another_span_is_not_checked() -> None:
    two = money("124500000", period="2023"), money("312400000", period="2024-01-01/2024-09-30")
    assert checks(made("a", "营收[1.245亿元],前三季[3.124亿元],增长[3%]。", *two, percent("3", direction="up"))) == []
    two = money("124500000", period="2023"), money("312400000")
    assert checks(made("a", "营收[1.245亿元],[3.124亿元],环比增长[3%]。", *two, percent("3", direction="up"))) == []


@pytest.mark.parametrize(("said", "holds"), [("133%", True), ("130%", True), ("110%", False)])
def test_a_compound_rate_is_held_against_its_series(said: str, holds: bool) -> None:
    # the root of 3.124 / 0.574 is 2.3329
    years = [money(value, period=year) for value, year in (("57400000", "2022"), ("124500000", "2023"), ("312400000", "2024"))]
    rate = percent(said.rstrip("%"), direction="up", metric="年复合增长率", concept="growth", period=None)
    text = f"营收为[5740万元]、[1.245亿元]、[3.124亿元],年复合增长率达到[{said}]。"
    assert checks(made("a", text, *years, rate)) == [("compound growth", holds, said)]


@pytest.mark.parametrize(("said", "holds"), [("7倍", True), ("8倍", False)])
def test_a_multiple_is_held_against_the_two_things(said: str, holds: bool) -> None:
    spent: dict[str, str | None] = {"metric": "研发投入", "concept": "rd_expense"}
    times = {**money(said[0], "times"), "kind": "multiple", **spent}
    text = f"营收[3.124亿元]。研发投入[21.95亿元],是当年营收的[{said}]。"
    record = made("a", text, money("312400000"), {**money("2195000000"), **spent}, times)
    assert checks(record) == [("multiple", holds, said)]


def _priced(subject: str, value: str) -> dict[str, str | None]:
    return money(value, "USD", subject=subject, metric="API价格", concept="price", period=None, per="百万Token")


@pytest.mark.parametrize(("said", "holds"), [("6倍", True), ("8倍", False)])
@pytest.mark.parametrize("metric", ["价格差距", "价格"])
def test_a_gap_is_held_against_its_two_values(said: str, holds: bool, metric: str) -> None:
    times = {**money(said[0], "times", subject="乙模型", metric=metric, period=None), "kind": "multiple"}
    text = f"甲模型的API价格为[2.5美元],乙模型为[15美元]。\n\n这是[{said}]的价格差距。"
    assert checks(made("a", text, _priced("甲模型", "2.5"), _priced("乙模型", "15"), times)) == [("multiple", holds, said)]


def test_a_gap_between_three_is_none() -> None:
    times = {**money("6", "times", subject="乙模型", metric="价格差距", period=None), "kind": "multiple"}
    prices = (_priced("甲模型", "2.5"), _priced("乙模型", "15"), _priced("丙模型", "5"))
    assert checks(made("a", "API价格:[2.5美元]、[15美元]、[5美元]。\n\n[6倍]的价格差距。", *prices, times)) == []


@pytest.mark.parametrize(("said", "holds"), [("6倍", True), ("3倍", False)])
def test_a_multiple_is_held_against_what_another_has(said: str, holds: bool) -> None:
    times = {**money(said[0], "times", subject="乙模型", metric="API价格", concept="price", period=None), "kind": "multiple"}
    text = f"甲模型的API价格为[2.5美元],乙模型为[15美元]。乙模型的API价格是甲模型的[{said}]。"
    assert checks(made("a", text, _priced("甲模型", "2.5"), _priced("乙模型", "15"), times)) == [("multiple", holds, said)]


def test_shares_make_up_the_whole() -> None:
    def share(value: str, metric: str) -> dict[str, str | None]:
        return percent(value, metric=metric, concept="share")

    good = made("a", "占比[41.2%]、[38.3%]、[20.5%]。", share("41.2", "甲占比"), share("38.3", "乙占比"), share("20.5", "丙占比"))
    bad = made("b", "占比[41.2%]、[38.3%]、[23.5%]。", share("41.2", "甲占比"), share("38.3", "乙占比"), share("23.5", "丙占比"))
    two = made("c", "本地占比[84.5%]。云端占比[15.5%]。", share("84.5", "本地占比"), share("15.5", "云端占比"))
    other = made("d", "占比[41.2%]、[38.3%]。", share("41.2", "甲占比"), share("38.3", "乙占比"))
    assert checks(good, bad, two, other) == [
        ("shares", False, "41.2% + 38.3% + 23.5%"),
        ("shares", True, "41.2% + 38.3% + 20.5%"),
        ("shares", True, "84.5% + 15.5%"),
    ]


@pytest.mark.parametrize(("last", "holds"), [("23.3", [True]), ("25.3", [False]), ("90.3", [])])
def test_parts_are_held_against_their_total(last: str, holds: list[bool]) -> None:
    cells = f"| 业务 | 2024年营收 |\n|---|---|\n| 云 | 12.1 |\n| 广告 | 11.2 |\n| 合计 | {last} |"
    page = f"# 分部\n\n单位:亿元\n\n{cells}\n\n甲公司公布了2024年的分部营收。"
    record = pipeline.normalize(page.encode(), path="a.md")
    assert [one[1] for one in checks(record) if one[0] == "total"] == holds
