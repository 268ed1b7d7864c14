from __future__ import annotations

import time

import pytest

import pipeline
from pipeline.lexicon.particles import CASES, particles

SENTENCES = [
    ("ja", "青空工業の売上高は前年同期比8%増の1兆2,400億円だった。", [("8%", "売上高"), ("1兆2,400億円", "売上高")]),
    ("ja", "純利益予想を110億円から125億円に上方修正した。", [("110億円", "純利益予想"), ("125億円", "純利益予想")]),
    ("ja", "賃上げ率は平均5.25%だった。", [("5.25%", "賃上げ率")]),
    ("ja", "売上高と営業利益はそれぞれ100億円、20億円だった。", [("100億円", "売上高"), ("20億円", "営業利益")]),
    ("ja", "従業員は160人で、うち7割が女性だ。", [("160人", "従業員"), ("7割", "女性の割合")]),
    (
        "ja",
        "寄与度は、内需がマイナス0.4ポイント、外需が0.2ポイントだった。",
        [("マイナス0.4ポイント", "寄与度"), ("0.2ポイント", "寄与度")],
    ),
    ("ja", "500億円を上限とする自社株買いを決めた。", [("500億円", "自社株買い")]),
    ("ja", "円相場は1ドル=155円20〜22銭だった。", [("155円20〜22銭", "円相場")]),
    (
        "ja",
        "個人向けノートPC市場は7.4%増の498万台だった。",
        [("7.4%", "個人向けノートPC市場"), ("498万台", "個人向けノートPC市場")],
    ),
    ("ja", "自動化の国内市場が5,200億円だった。", [("5,200億円", "市場規模")]),
    ("ja", "値上がり銘柄数は1,020、値下がりは540だった。", [("1,020", "値上がり銘柄数"), ("540", "値下がり")]),
    ("ja", "期末配当は35円とする。", [("35円", "期末配当")]),
    ("ja", "終値は3日続けて値を下げ、前日より120円安い4,500円だった。", [("120円", "終値"), ("4,500円", "終値")]),
    ("ja", "青空工業が30.5%とシェアを伸ばした。", [("30.5%", "シェア")]),
    ("ja", "パンを最大15%値上げする。", [("15%", "値上げ率")]),
    ("ja", "倒産件数は900件だった。2024年10月（80件）が最も多い。", [("900件", "倒産件数"), ("80件", "倒産件数")]),
    ("ja", "純利益の合計は、前年に比べて4割減った。", [("4割", "純利益")]),
    ("ja", "速度を20%高めたほか、「ソラ」は500円から600円に上げる。", [("20%", "速度"), ("500円", "価格"), ("600円", "価格")]),
    (
        "ko",
        "매출 2조원, 영업이익 2386억원으로 각각 21.3%, 95.6% 증가했다.",
        [
            ("2조원", "매출"),
            ("2386억원", "영업이익"),
            ("21.3%", "매출"),
            ("95.6%", "영업이익"),
        ],
    ),
    ("ko", "15세 이상 고용률은 63.3%다.", [("15세", "고용률"), ("63.3%", "고용률")]),
    ("ko", "수주잔고는 312억달러다.", [("312억달러", "수주잔고")]),
    ("ko", "매출은 12.4% 늘었고 영업이익은 35% 증가했다.", [("12.4%", "매출"), ("35%", "영업이익")]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_a_particle_ties_a_metric_to_its_figure(language: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.text, one.metric) for one in pipeline.figures(text, language=language)] == wanted


def test_a_source_is_no_subject() -> None:
    text = "総務省によると、青空工業ホールディングスの売上高は10億円だった。"
    assert [one.subject for one in pipeline.figures(text, language="ja")] == ["青空工業ホールディングス"]


def attributed(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.text, one.subject, one.metric, one.period) for one in pipeline.normalize(text.encode(), path="a.txt").figures]


def test_a_company_that_speaks_of_itself_leads_and_accounts_are_cumulative() -> None:
    found = attributed(
        "2026年3月期 第3四半期決算短信〔日本基準〕（連結）\n\n2026年2月6日\n\n"
        "瑞原精機株式会社は第3四半期の決算を取りまとめました。\n\n"
        "当第3四半期連結累計期間の売上高は412億36百万円となりました。当社は期末配当を35円とする予定です。"
    )
    assert found == [
        ("412億36百万円", "瑞原精機", "売上高", "2025-04-01/2025-12-31"),
        ("35円", "瑞原精機", "期末配当", "2025-04-01/2026-03-31"),
    ]


def test_a_region_does_not_lead_the_next_paragraph() -> None:
    found = attributed(
        "若狭電装の4〜12月期、純利益22%減\n\n2026年2月4日\n\n若狭電装の2025年4〜12月期の連結決算は、純利益が318億円だった。"
        "同社が発表した。\n\n営業損益は、北米が25億円の赤字、アジアが251億円だった。\n\n売上高は7,642億円だった。"
    )
    assert [one[1:3] for one in found[1:]] == [
        ("若狭電装", "純利益"), ("北米", "営業損益"), ("アジア", "営業損益"), ("若狭電装", "売上高"),
    ]  # fmt: skip


def test_the_year_before_counts_from_the_time_spoken_of() -> None:
    found = attributed("미래조선 실적\n\n2026-01-29\n\n미래조선의 지난해 영업이익률은 7.4%로 전년(3.5%)보다 상승했다.")
    assert [(one[0], one[3]) for one in found] == [("7.4%", "2025"), ("3.5%", "2024")]


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_every_particle_has_a_case(language: str) -> None:
    table = particles(language)
    assert table is not None
    assert set(table.cases.values()) <= CASES
    assert particles("fr") is None


@pytest.mark.parametrize("unit", ["の", "売上高は", "は1%", "「あ", "1億円", "株式会社", "売り"])
def test_hostile_sentences_stay_linear(unit: str) -> None:
    begun = time.process_time()
    pipeline.figures(unit * 2000 + "1億円", language="ja")
    assert time.process_time() - begun < 5


MARKED = [
    ("ja", "本業のもうけを示す営業利益は、5億円だった。", [("5億円", None)]),
    ("ja", "全国の銀行41社（信託を除く）の純利益は3億円だった。", [("41社", None), ("3億円", "銀行")]),
    ("ja", "トヨタ自動車の売上高は3億円だった。", [("3億円", "トヨタ自動車")]),
    ("ko", "금융업 41개사의 누적 영업이익은 44억원이다.", [("41개사", None), ("44억원", "금융업")]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), MARKED)
def test_whose_a_figure_is(language: str, text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(one.text, one.subject) for one in pipeline.figures(text, language=language)] == wanted


def test_who_counted_and_who_only_stands_in_the_title_lead_nothing() -> None:
    text = (
        "1〜3月のタブレット出荷、ソラモが首位\n\n2025年6月2日\n\nアオバ調査の国内出荷に関する調査によると、2025年第1四半期の"
        "タブレット出荷台数は、前年同期比12.1%減の80万台だった。\n\nアオバ端末の出荷台数は、同5.0%減の20万台だった。\n"
    )
    found = attributed(text)
    assert [one[1] for one in found[:2]] != ["アオバ調査", "アオバ調査"]
    assert [one[3] for one in found if one[0] in {"12.1%", "5.0%", "20万台"}] == ["2025-Q1"] * 3


def test_a_paragraph_begins_with_the_day_of_the_report() -> None:
    text = (
        "日経平均が反落\n\n2024年7月24日\n\n24日の東京株式市場で、日経平均株価の終値は前日より400円安い3万9000円だった。\n\n"
        "23日の米国株式市場では株価が下落した。\n\n東証プライムの売買代金は3兆8000億円だった。\n"
    )
    assert attributed(text)[-1][3] == "2024-07-24"


def test_a_cumulative_quarter_begins_with_the_year() -> None:
    text = "한빛소재의 2024년 3분기 누적 매출액은 10억원이다."
    assert [one.period for one in pipeline.figures(text, language="ko")] == ["2024-01-01/2024-09-30"]


def test_a_name_before_a_bracket_owns_the_share_in_it() -> None:
    text = "アオバ電機はシェア24.4%だった。2位以下は「ミドリ機器」（シェア16.8%）、「アカネ」（同15.0%）だった。"
    assert [one.subject for one in pipeline.figures(text, language="ja")][1:] == ["ミドリ機器", "アカネ"]


def test_who_opens_a_sentence_and_does_something_is_spoken_of_next() -> None:
    text = "新工場の計画\n\n2017年6月5日\n\n日向ガイシは県内に拠点を新設する。設備投資額は約200億円。\n\n"
    text += "瀬戸工機は工場を増設する。投資額は30億円。\n"
    assert [one[1] for one in attributed(text)] == ["日向ガイシ", "瀬戸工機"]


def test_sales_are_no_price_and_a_firm_owns_its_number_in_korean() -> None:
    text = "국내 판매가 4% 감소했다. 판매량은 70만대였다. 한빛차는 24만대로 줄었다."
    found = [(one.text, one.subject, one.metric) for one in pipeline.figures(text, language="ko")]
    assert found[0][2] == "판매"
    assert found[2] == ("24만대", "한빛차", "판매량")
