"""Whose a figure is where no company leads: edges of things, pointing words, and who only speaks."""

from __future__ import annotations

import pytest

from tests.sentences import subjects


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("环城路改造完成\n\n环城地铁2号线日均客流达到15万人次。", "15万人次", "环城地铁2号线"),
        ("山城夜话\n\n司机老何说，山城电车的票价一直是2元。", "2元", "山城电车"),
        ("早间行情\n\n沪指涨0.8%；煤炭板块跌1.3%。", "1.3%", "煤炭板块"),
        ("各地快讯\n\n曲岭市、玉沙市和普安市各有120家图书馆。", "120家", "曲岭市、玉沙市和普安市"),
        ("湖畔新馆\n\n湖畔图书馆昨日开门。该馆藏书达到32万册。", "32万册", "湖畔图书馆"),
        ("病区扩建\n\n柳桥医院的通报显示，该院日均门诊量达到2600人次。", "2600人次", "柳桥医院"),
        ("汇市\n\n人民币兑美元中间价报7.1043。", "7.1043", "人民币兑美元"),
        ("地块成交\n\n昨日，C-12地块占地4.2万平方米。", "4.2万平方米", "C-12地块"),
        ("运河通航\n\n船长说，云河大运河每天通过大约80艘船舶。", "80艘", "云河大运河"),
        ("新机开售\n\n青木手机今天开卖。其中8GB+128GB版售1999元。", "1999元", "8GB+128GB版"),
        ("停车新规\n\n小型车首小时收费6元，大客车首小时收费12元。小型车首日免费。", "6元", "小型车"),
    ],
)
def test_a_thing_keeps_its_edges(text: str, written: str, subject: str) -> None:
    """Codes, pairs, sizes and what a speaker tells of are whole; words of measure are no part of a thing."""
    assert subjects(text)[written] == subject


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("石原科技年报\n\n石原科技2025年营收12亿元，其中海外客户占三成。", "三成", "石原科技"),
        ("两家芯片公司\n\n石原科技营收12亿元，北木科技营收8亿元。两家公司的毛利率分别为35%和41%。", "41%", "北木科技"),
        ("海棠市去年经济平稳\n\n海棠市去年经济平稳。年末全市常住人口310万人。", "310万人", "海棠市"),
        ("星桥发布新机\n\n头部公司星桥动力完成新一轮融资，金额达3亿元。", "3亿元", "星桥动力"),
    ],
)
def test_the_thing_spoken_of(text: str, written: str, subject: str) -> None:
    """The subject is the thing that the clause is about, with its own edges."""
    assert subjects(text)[written] == subject


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("两县的果园\n\n湖南省柳溪县发展果业。全县已建果园15个。", "15个", "柳溪县"),
        ("两县的果园\n\n湖南省柳溪县发展果业。\n\n该县投入4000万元。", "4000万元", "柳溪县"),
        ("工厂动态\n\n中澄公司已完成投资3.2亿元。", "3.2亿元", "中澄公司"),
        ("企业数据\n\n国有控股企业增加值同比下降0.2%，集体企业增长2.6%。", "2.6%", "集体企业"),
        ("新园开放\n\n柳溪县投入4000万元，建成总面积1.5万平方米的柳溪电商产业园。", "1.5万平方米", "柳溪电商产业园"),
        ("项目开工\n\n集中签约的云岭装备产业园项目总投资12亿元。", "12亿元", "云岭装备产业园项目"),
        ("船讯\n\n以旅游为主打的明珠邮轮·东湖号长220.6米。", "220.6米", "明珠邮轮·东湖号"),
        ("船讯\n\n“银河之光号”全长347米。", "347米", "银河之光号"),
        ("汇市\n\n美元/日元上涨0.3%，报155.20。", "155.20", "美元/日元"),
        ("融资周报\n\n2月23日，智远方宣布完成10亿元融资。", "10亿元", "智远方"),
        ("新股\n\n晨曦图（北京）医药科技股份有限公司发行价为25港元。晨曦图昨日报26港元。", "26港元", "晨曦图"),
        ("新股\n\n晨曦图（北京）医药科技股份有限公司营收为25亿元。", "25亿元", "晨曦图（北京）医药科技股份有限公司"),
    ],
)
def test_names_keep_their_first_and_last_characters(text: str, written: str, subject: str) -> None:
    """Places pointed at, names that a dictionary cuts, ships, pairs and legal names are whole."""
    assert subjects(text)[written] == subject


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("云桥科技冲击上市\n\n云桥科技递交招股书。近三年累计亏损超过8亿元。", "8亿元", "云桥科技"),
        (
            "云桥科技发布年报\n\n云桥科技（300999）营收12亿元。云桥科技净利润1亿元。董事长兼总经理孙明哲减持51万股，套现2亿元。",
            "2亿元",
            "孙明哲",
        ),
        ("云桥科技年报\n\n云桥科技发布年报。管理层宣布派息2亿元。", "2亿元", "云桥科技"),
    ],
)
def test_whose_it_is_in_news_of_a_company(text: str, written: str, subject: str) -> None:
    """How something is measured is nobody; an officer who deals in shares is himself, other people act for the company."""
    assert subjects(text)[written] == subject


def test_a_speaker_is_no_subject() -> None:
    """Who only says it is not whose it is."""
    assert subjects("水价调整\n\n专家李明远认为，居民用水价格上涨了5%。")["5%"] != "专家李明远"
