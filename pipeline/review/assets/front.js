// The front page: what contradicts first, then timelines, articles and figures, all under the same filters.

const filters = { words: "", kind: "", subject: "", metric: "", status: "" };
const STATUSES = ["open", "accepted", "corrected", "rejected", "conflict", "unsure", "sum fails", "low confidence"];

const wordsOf = (figure) => {
  figure.words ??= [figure.text, figure.raw, figure.subject, figure.metric, figure.concept, figure.period, figure.unit, figure.article.name, figure.article.path, figure.article.publisher]
    .filter(Boolean).join(" ").toLowerCase();
  return figure.words;
};

const SPECIAL = { conflict: inConflict, unsure: (figure) => found(figure, "unsure").length > 0, "sum fails": (figure) => figure.checks.some((one) => !one.holds), "low confidence": (figure) => confidence(figure)[0] === "low" };

const hasStatus = (figure, status) => (SPECIAL[status] ? SPECIAL[status](figure) : statusOf(figure) === status);

const matches = (figure) => {
  const now = asDecided(figure);
  return (!filters.kind || now.kind === filters.kind)
    && (!filters.subject || now.subject?.toLowerCase().includes(filters.subject.toLowerCase()))
    && (!filters.metric || `${now.metric ?? ""} ${figure.concept ?? ""}`.toLowerCase().includes(filters.metric.toLowerCase()))
    && (!filters.status || hasStatus(figure, filters.status))
    && filters.words.toLowerCase().split(/\s+/).every((word) => wordsOf(figure).includes(word));
};

const filtering = () => Object.values(filters).some(Boolean);

const common = (name) => {
  const times = new Map();
  for (const figure of figures) if (figure[name]) times.set(figure[name], (times.get(figure[name]) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1]).slice(0, 300).map(([value]) => h("option", { value }));
};

const progress = () => {
  const done = figures.filter((figure) => decisions.has(figure.key)).length;
  const load = h("input", { type: "file", accept: ".json,application/json", class: "unseen", tabindex: "-1", "aria-label": "Load corrections", change: async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try { takeUp(await file.text()); } catch { say(`${file.name} is no list of corrections.`); }
  } });
  return [h("span", { class: "progress", id: "progress" }, `${done} / ${figures.length} reviewed`), load,
    h("button", { type: "button", class: "switch", click: () => load.click() }, "Load"),
    h("button", { type: "button", class: "switch", id: "download", disabled: !done, click: download }, "Download"),
    h("button", { type: "button", class: "switch", "aria-label": "Keys", click: () => byId("help").showModal() }, "?")];
};

const figureLine = (figure) => {
  const now = asDecided(figure);
  return h("li", { class: statusOf(figure) },
    h("a", { class: "row", href: `#/${figure.article.number}/${figure.number}` },
      h("span", { class: "first" }, h("span", { class: `written ${figure.kind}`, lang: figure.article.language }, figure.text), h("span", { class: "worth" }, worth(now))),
      h("span", { class: "second" }, h("span", { class: "dim", lang: figure.article.language }, [about(now), figure.article.name].filter(Boolean).join(" · ")), badge(figure))));
};

const articleLine = ([article, chosen]) => {
  const done = article.figures.filter((figure) => decisions.has(figure.key)).length;
  const conflicts = article.figures.filter(inConflict).length;
  const count = chosen.length === article.figures.length ? counted(article.figures.length, "figure") : `${chosen.length} of ${counted(article.figures.length, "figure")}`;
  return h("li", {},
    h("a", { class: "row", href: filtering() && chosen.length ? `#/${article.number}/${chosen[0].number}` : `#/${article.number}` },
      h("span", { class: "first" }, h("span", { class: "title", lang: article.language }, article.name),
        h("span", { class: "worth" }, article.reason ? "no article" : count)),
      h("span", { class: "second" }, h("span", { class: "dim" }, [article.publisher, article.published?.slice(0, 10), article.member ? `${article.path} # ${article.member}` : article.path, article.language].filter(Boolean).join(" · ")),
        h("span", {}, conflicts > 0 && h("span", { class: "badge conflict" }, counted(conflicts, "conflict")), " ",
          done > 0 && h("span", { class: "badge accepted" }, `${done} reviewed`)))));
};

const findingCard = (finding) => {
  const [a, b] = finding.figures;
  return h("li", { class: `card ${finding.finding}` },
    h("h3", {}, h("span", { class: "who" }, a.subject), " ", a.metric, " ", h("span", { class: "dim" }, a.period)),
    h("p", { class: "dim" }, [finding.finding === "conflict" ? null : "unsure", finding.slip, finding.why, finding.figures.length > 2 ? counted(finding.figures.length, "statement") : null].filter(Boolean).join(" · ")),
    quote(a), b && quote(b));
};

const checkCard = (check) => {
  const [a] = check.figures;
  return h("li", { class: `card ${check.holds ? "holds" : "conflict"}` },
    h("h3", {}, h("span", { class: "who" }, a.subject), " ", a.metric, " ", h("span", { class: "dim" }, a.period)),
    h("p", { class: "dim" }, [CHECKS[check.check], check.slip].filter(Boolean).join(" · ")),
    h("p", { class: "sum" }, h("span", { class: `badge ${check.holds ? "accepted" : "conflict"}` }, check.holds ? "comes out" : "fails"), " stated ", h("b", {}, check.stated), " · found ", h("b", {}, check.found)),
    check.figures.slice(0, 3).map((figure) => quote(figure)));
};

const section = (name, title, entries, make, { first = Infinity, list = "ul", shape = "", empty = null } = {}) => {
  if (!entries.length && !empty) return null;
  const items = h(list, { class: shape });
  const part = h("section", { "aria-labelledby": `part-${name}`, id: `part-of-${name}` }, h("h2", { id: `part-${name}` }, title, " ", h("span", { class: "dim" }, entries.length.toLocaleString("en"))), items);
  lazily(items, entries.slice(0, first), make);
  if (!entries.length) part.append(h("p", { class: "dim" }, empty));
  if (entries.length > first) {
    const rest = h("button", { type: "button", class: "switch", click: () => {
      items.replaceChildren();
      lazily(items, entries, make);
      rest.remove();
    } }, "Show all");
    part.append(rest);
  }
  return part;
};

const results = () => {
  const chosen = figures.filter(matches);
  const among = new Set(chosen);
  const byArticle = new Map(articles.map((article) => [article, article.figures.filter((figure) => among.has(figure))]));
  const words = filters.words.toLowerCase();
  const named = (article) => !filters.kind && !filters.subject && !filters.metric && !filters.status && `${article.name} ${article.path}`.toLowerCase().includes(words);
  const listed = [...byArticle].filter(([article, those]) => !filtering() || those.length || named(article));
  listed.sort((a, b) => b[1].filter(inConflict).length - a[1].filter(inConflict).length || a[0].number - b[0].number);
  const findings = data.findings.filter((finding) => finding.figures.some((figure) => among.has(figure)));
  const sort = (name) => findings.filter((finding) => finding.finding === name);
  const checks = data.checks.filter((check) => check.figures.some((figure) => among.has(figure)));
  byId("results").replaceChildren(...[
    section("conflicts", "Conflicts", sort("conflict"), findingCard, { first: 6, shape: "cards", empty: data.compared ? (filtering() ? null : "No conflict was found.") : "The articles were not compared: that needs zhengshu[facts]." }),
    section("unsure", "Unsure", sort("unsure"), findingCard, { first: 3, shape: "cards" }),
    section("checks", "Sums", checks, checkCard, { first: 3, shape: "cards" }),
    section("timelines", "Timelines", timelines(chosen), timeline, { first: 6, shape: "cards" }),
    section("articles", "Articles", listed, articleLine, { shape: "rows", empty: "No article fits." }),
    section("figures", "Figures", chosen, figureLine, { shape: "rows figures", empty: "No figure fits." }),
  ].filter(Boolean));
};

let waiting = 0;

const filterForm = () => {
  const change = (event) => {
    filters[event.target.name] = event.target.value.trim();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      results();
      say(`${counted(figures.filter(matches).length, "figure")} found`);
    }, 120);
  };
  const choice = (name, choices) => h("label", {}, h("span", {}, name), h("select", { name, input: change }, h("option", { value: "" }, "any"), choices.map((value) => h("option", { value, selected: filters[name] === value }, value))));
  const typed = (name) => h("label", {}, h("span", {}, name), h("input", { name, value: filters[name], list: `all-${name}`, input: change, autocomplete: "off" }), h("datalist", { id: `all-${name}` }, common(name)));
  return h("form", { class: "filters", role: "search", submit: (event) => event.preventDefault() },
    h("label", { class: "search" }, h("span", {}, "search"), h("input", { type: "search", name: "words", id: "search", value: filters.words, input: change, autocomplete: "off" })),
    choice("kind", KINDS), typed("subject"), typed("metric"), choice("status", STATUSES));
};

const openFront = () => {
  view.article = null;
  view.figure = null;
  document.documentElement.className = "";
  document.title = "zhengshu review";
  byId("bar").replaceChildren(h("div", { class: "name" }, h("h1", {}, "zhengshu review"), h("p", { class: "dim" }, [counted(articles.length, "article"), counted(figures.length, "figure"), counted(data.findings.filter((one) => one.finding === "conflict").length, "conflict"), data.checks.length && `${counted(data.checks.length, "sum")}, ${data.checks.filter((one) => !one.holds).length} fail`].filter(Boolean).join(" · "))),
    h("nav", { class: "tools", "aria-label": "Review" }, progress()));
  byId("main").replaceChildren(h("div", { class: "front" }, filterForm(), h("div", { id: "results" })));
  results();
};
