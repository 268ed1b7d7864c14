"""Which of the times of an article a figure takes: the periods of our own sentences, rule by rule."""

from __future__ import annotations

import pytest

from pipeline.stages.attribute import attribute, explain
from tests.test_attribute import document

PUBLISHED = "2025-11-20"
CASES: dict[str, tuple[str, dict[str, str | None]]] = {
    "a ratio is to another time": ("到2030年，全球装机将达500吉瓦，是2024年的3倍。", {"3倍": "2030"}),
    "a share of what was then": ("今年前十个月，星海新签订单已达去年全年的一半。", {"一半": "2025-01-01/2025-10-31"}),
    "an origin": ("上半年，星海净利润由去年同期的1.92亿元降至1.35亿元。", {"1.92亿元": "2024-H1", "1.35亿元": "2025-H1"}),
    "the ends of a span": ("2023年至2025年，星海毛利率由18%升至25%。", {"18%": "2023", "25%": "2025"}),
    "two years together": ("星海将2023年和2024年投资削减为21亿元。", {"21亿元": "2023-01-01/2024-12-31"}),
    "since": ("自2023年起，星海累计售出4100台设备。", {"4100台": "2023-01-01/2025-11-20"}),
    "present": ("目前，星海拥有员工5200人。", {"5200人": "2025-11-20"}),
    "present as it describes a thing": ("星海交付了目前全球最大的货轮，可载24000个集装箱。", {"24000个": None}),
    "a plan that is open": ("2024年，星海营收3.1亿元。未来三年，公司将开设120家门店。", {"3.1亿元": "2024", "120家": None}),
    "what is always so": ("2023年，便利店销售额为4248亿元。一般来说，便利店毛利率约25%。", {"4248亿元": "2023", "25%": None}),
    "a price in a list": ("9月2日，星海发布手机新品，该机性能大增，售价5999元。", {"5999元": None}),
    "a price at a time": ("2024年初，该服务器月租金约为5万元。", {"5万元": "2024-01-01"}),
    "the time of saying so": ("2023年，审计组指出该项目预计投资56亿元。", {"56亿元": None}),
    "when a thing came out": ("星海使用2023年发布的系统，可管理800座基站。", {"800座": None}),
    "a sentence that goes on": ("2月2日至6日，新成立基金41只。其中，债券基金23只。", {"23只": "2025-02-02/2025-02-06"}),
    "a part of the sentence apart": ("甲行料汇率在年底前将达到6.54元；乙行料汇率近期在6.61元附近。", {"6.61元": None}),
    "an event": ("此次茶博会共有560家企业参展。", {"560家": "2025-11-20"}),
    "a deadline": ("星海计划2027年前新建80座充电站。", {"80座": "2027"}),
    "something begun, at a moment": ("2022年成立时，星海团队只有16人。", {"16人": "2022"}),
    "something begun": ("船厂始建于1958年，占地120亩。", {"120亩": None}),
    "what a plant will yield": (
        "3月17日，星海举行正极材料项目开工仪式。项目总投资26亿元，建成达产后年产值可达40亿元。",
        {"26亿元": None, "40亿元": None},
    ),
    "what something can do": ("2024年5月初，船长驾驶着一艘新船，足以运载2.4万个标准集装箱。", {"2.4万个": None}),
    "all the years up to now": ("2024年两地贸易额789亿元，双向投资额累计已超过260亿元。", {"789亿元": "2024", "260亿元": None}),
    "a thing counted after another": (
        "第三季度，星海手机出货量达6140万台，云帆手机出货量为4350万台，按年增长1.8%。",
        {"6140万台": "2025-Q3", "4350万台": "2025-Q3", "1.8%": "2025-Q3"},
    ),
    "what flows, beside what is held": (
        "星海2024年末总资产1.17亿元，净利润3186.32万元。",
        {"1.17亿元": "2024-12-31", "3186.32万元": "2024"},
    ),
    "a debut": (
        "星海于2025年11月6日登陆港交所，发行价为每股9.5港元。上市首日收跌12.4%，报8.32港元。",
        {"12.4%": "2025-11-06", "8.32港元": "2025-11-06"},
    ),
    "how much better a thing is than the one before it": (
        "第三季度，星海发布新一代电机，较上一代产品功率密度提升32%，重量下降11%。",
        {"32%": None, "11%": None},
    ),
    "a label's own time": ("使用时间：11月22日—24日；适用人群：2名儿童。", {"2名": None}),
    "the year's model": ("去年的星海X5有一个4800万像素的镜头。", {"4800万像素": None}),
    "what will be built": ("11月10日，星海二期工厂开工，将新建30GWh储能电芯产线。", {"30GWh": None}),
    "a month, its sum aside": (
        "星海10月交付6210台，同比增长12%。前10个月累计交付48300台，同时这也是自3月以来连续第8个月增长。其中，X5交付3405台。",
        {"6210台": "2025-10", "48300台": "2025-01-01/2025-10-31", "3405台": "2025-10"},
    ),
    "a sum and its parts": (
        "10月交付6210台。前10个月累计交付48300台。其中，X5交付23405台。",
        {"48300台": "2025-01-01/2025-10-31", "23405台": "2025-01-01/2025-10-31"},
    ),
    "what is said in quotation marks": ("“公司通过认证后，通关效率提高30%。”星海副总经理说。", {"30%": None}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_figure_takes_the_time_that_governs_it(case: str) -> None:
    text, wanted = CASES[case]
    found = {one.raw: one.period for one in attribute(document(text, published=PUBLISHED)).figures}
    assert {word: found.get(word, "not found") for word in wanted} == wanted


def test_a_title_takes_the_time_of_the_text() -> None:
    title = "星海营收12.5亿元"
    found = attribute(document(("title", title), "星海公布年报，2024年营收12.5亿元。", title=title, published=PUBLISHED)).figures
    assert [one.period for one in found] == ["2024", "2024"]


def test_a_bracket_may_have_a_time_of_its_own() -> None:
    text = "于2025年9月30日，星海负债比率为23.4%（2025年3月31日：25.1%）。"
    assert [one.period for one in attribute(document(text, published=PUBLISHED)).figures] == ["2025-09-30", "2025-03-31"]


def test_a_title_s_time_is_what_the_article_reports_on() -> None:
    title = "10月CPI同比上涨0.4%"
    text = "食品价格同比下降2.1%。"
    found = attribute(document(("title", title), text, title=title, published=PUBLISHED)).figures
    assert [one.period for one in found] == ["2025-10", "2025-10"]


def test_quotes_in_a_market_round_up_are_of_the_day() -> None:
    title = "收评：三大指数收涨"
    found = attribute(document(("title", title), "星海股份涨停，股价报28.6元。", title=title, published=PUBLISHED)).figures
    assert [one.period for one in found] == [PUBLISHED]


def test_korean_sentences_end_a_time() -> None:
    text = "회사는 하반기 설비에 1,200억원을 투자한다. 임직원은 2,100명이다."
    found = attribute(document(text, language="ko", published=PUBLISHED))
    assert [one.period for one in found.figures] == ["2025-H2", None]


def test_the_rule_is_told() -> None:
    measured = document("自2023年起，星海累计售出4100台设备。", published=PUBLISHED)
    chosen = next(one for one in explain(measured, 0) if one.field == "period")
    assert (chosen.rule, measured.text.value[chosen.start : chosen.end]) == ("sentence", "2023年")


def test_the_same_metric_takes_its_time_into_the_next_paragraph() -> None:
    first = "第三季度，星海手机出货量达6140万台，按年增长6.3%。"
    second = "云帆手机以4350万台出货量居第二，按年增长1.8%。"
    found = attribute(document(first, second, published=PUBLISHED)).figures
    assert {one.text: one.period for one in found if one.text in {"4350万台", "1.8%"}} == {
        "4350万台": "2025-Q3",
        "1.8%": "2025-Q3",
    }


def test_the_days_over_a_list_of_offers_are_those_of_its_prices() -> None:
    blocks = (
        "11月28日至11月30日",
        "1、星海乐园",
        "成人票原价：240元",
        "备注：夜场门票均享120元/人",
        "2、云帆植物园",
        "备注：全场门票30元，平时60元",
    )
    found = {one.raw: one.period for one in attribute(document(*blocks, published=PUBLISHED)).figures}
    days = "2025-11-28/2025-11-30"
    assert [found[one] for one in ("240元", "120元/人", "30元", "60元")] == [None, days, days, None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Net sales were $31.2 million for the fourth quarter of 2024, compared to $25.7 million for the same period in 2023.",
            {"$31.2 million": "2024-Q4", "$25.7 million": "2023-Q4"},
        ),
        (
            "For the quarter ended June 30, 2025, profit was $44 million, compared with $36 million for the year-ago quarter.",
            {"$44 million": "2025-Q2", "$36 million": "2024-Q2"},
        ),
        (
            "Net loss for 2024 was $14.6 million, or $2.31, compared to a net loss of $18.9 million, or $2.95, for 2023.",
            {"$18.9 million": "2023", "$2.95": "2023"},
        ),
        ("The Orbex 5 is now available at Amazon for $199.", {"$199": "2025-11-20"}),
        ("Orbex now expects revenue of $199 million.", {"$199 million": None}),
        (
            "Second-quarter revenue fell 4%. It reported a profit of 59 cents per share, beating analysts' estimates.",
            {"59 cents": "2025-Q2"},
        ),
        (
            "Makers had a capacity of 8.69 GW at the end of 2023. A fall in demand in May 2024 left some of that 8.69 GW idle.",
            {"8.69 GW": "2023-12-31"},
        ),
    ],
)  # fmt: skip
def test_english_bases_and_what_is_so_now(text: str, wanted: dict[str, str | None]) -> None:
    found = {one.raw: one.period for one in attribute(document(text, language="en", published=PUBLISHED)).figures}
    assert {word: found.get(word, "not found") for word in wanted} == wanted


def test_a_japanese_sentence_goes_on_with_the_thing_of_the_one_before() -> None:
    text = "10月に裁判所が行った競売で、店舗が8000万円で落札された。競売の開始価格は775万円だった。"
    found = {one.raw: one.period for one in attribute(document(text, language="ja", published=PUBLISHED)).figures}
    assert found == {"8000万円": "2025-10", "775万円": "2025-10"}
